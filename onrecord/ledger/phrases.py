"""What people look for, as the ledger's indexes of words are asked: words, words together, words that begin alike."""

from __future__ import annotations

import re
import unicodedata

from onrecord.lexicon import letters
from onrecord.shapes.errors import UsageError, as_given

# How these indexes take texts apart; case and accents are forgiven there.
TOKENIZE = ("unicode61", "remove_diacritics", "2")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\*?")
# A * that begins a word or stands in one; what stands in double quotes, and what stands outside.
_STRAY = re.compile(r"(?<![^\W_])\*|\*(?=[^\W_])")
_QUOTED = re.compile(r'"([^"]*+)"|([^"]++)')
_ACCENTS = re.compile("[\u0300-\u036f]")  # that stay where there is no letter with them


def words(name: str, given: str, wanted: str) -> list[str]:
    """The words of what was `given` as `name`; an error says that one is to give what is `wanted`.

    Raises UsageError where there is none, or a * that is not at the end of a word.
    """
    composed = _composed(given)
    found = _words(composed)
    if not found:
        raise UsageError(f"{name} {as_given(given)} has no word in it; give {wanted}")
    if _STRAY.search(_with_marks_as_letters(composed)):
        raise UsageError(
            f"{name} {as_given(given)}: a * stands at the end of a word only (vir*), for all that begin so"
        )
    return found


def phrases(name: str, given: str, wanted: str) -> list[str]:
    """Words, and as one what stands together in double quotes, each once. Raises UsageError as `words`."""
    words(name, given, wanted)
    out: list[str] = []
    for together, apart in _QUOTED.findall(_composed(given)):
        found = _words(together)
        if any(w.endswith("*") for w in found[:-1]):
            raise UsageError(f"{name} {as_given(given)}: in double quotes a * stands at the end of the last word only")
        out += [" ".join(found)] if found else _words(apart)
    return list(dict.fromkeys(out))


def query(phrase: str) -> str:
    """A word or words together for the index, quoted: what they mean there is never asked of the person."""
    return f'"{letters.instead(phrase.rstrip("*"))}"{"*" if phrase.endswith("*") else ""}'


def plain_sql(words: str) -> str:
    """An expression of SQL: `words` with the letters made plain that the index does not take apart itself."""
    for letter, instead in letters.letters().items():
        words = f"replace({words}, '{letter}', '{instead}')"
    return words


def _words(text: str) -> list[str]:
    return [text[m.start() : m.end()] for m in _WORD.finditer(_with_marks_as_letters(text))]


def _with_marks_as_letters(text: str) -> str:
    """The text with a letter for every mark that goes with one: vowel signs and points are parts of a word."""
    out: list[str] = []
    for c in text:
        goes_with = bool(out) and out[-1].isalnum() and unicodedata.category(c)[0] == "M"
        out.append("x" if goes_with else c)
    return "".join(out)


def _composed(given: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFC", given))
