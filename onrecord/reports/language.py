"""Which language a report is in, and which lines of it are in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import py3langid

from onrecord.reports.words import of_kind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SAMPLE = 500  # characters the identifier is asked about; more costs time and changes nothing
_NO_LETTERS = bytes(n for n in range(128) if not chr(n).isalpha())
_DENSE = re.compile("[\u3040-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LETTERS = 40  # a line of fewer is not told to be in another language
_ENOUGH = 60  # letters below which a guess is worth nothing
_ASKED = 8  # lines of a text that are asked for their language
_AHEAD = 0.8  # per letter: foreign prose is ahead of English by 2 and more, headlines full of names by 0.4 at most
_SHARE = 0.18  # function words among the words: English prose has 0.35 and more, other languages below 0.08


@dataclass(frozen=True, slots=True)
class Language:
    """A language (ISO 639-1) and how it is known: py3langid, function-words, html-lang or fallback."""

    code: str
    how: str


def of_report(body: str, declared: str | None) -> Language:
    """The language of `body`, from its first 500 characters; of a short body what the page declares, else English."""
    sample = " ".join(body[: 4 * SAMPLE].split())[:SAMPLE]
    letters = _letters(sample)
    words = _words(sample)
    if len(words) >= 8 and _share(words) >= _SHARE:
        return Language("en", "function-words")
    if letters >= _ENOUGH:
        code = str(_classify(sample)[0])
        # names and figures alone look like anything: an English table of results is no Latin text
        if code == "en" or _share(words) < 0.1:
            return Language(code, "py3langid")
    if declared and re.fullmatch(r"[a-z]{2,3}", declared[:3].split("-")[0].lower()):
        return Language(declared.split("-")[0].split("_")[0].lower()[:3], "html-lang")
    return Language("en", "fallback")


def of_lines(lines: Sequence[str]) -> Language:
    """The language of plain text: that of most of its longest lines, by their length (a footer may be in another)."""
    longest = sorted(range(len(lines)), key=lambda i: (-min(len(lines[i]), SAMPLE), i))[:_ASKED]
    votes: dict[Language, int] = {}
    for i in sorted(longest):
        if _letters(lines[i][:SAMPLE]) >= _ENOUGH:
            found = of_report(lines[i], None)
            votes[found] = votes.get(found, 0) + min(len(lines[i]), SAMPLE)
    codes: dict[str, int] = {}
    for found, weight in votes.items():
        codes[found.code] = codes.get(found.code, 0) + weight
    if not codes:
        return of_report(" ".join(lines[i] for i in sorted(longest)), None)
    best = max(codes, key=lambda code: (codes[code], code))
    return next(found for found in votes if found.code == best)


def is_foreign(line: str, language: str) -> str | None:
    """The other language of a line in a report in `language`, None where it is the same or cannot be told.

    Only asked of English reports, whose function words give a second opinion; a line needs 40 letters and 4 words.
    """
    sample = line[:SAMPLE]
    if language != "en" or len(sample) < _LETTERS:
        return None
    words = _words(sample)
    if _share(words) > 0.08:
        return None
    letters = _letters(sample)
    if letters < _LETTERS:
        return None
    latin = sum(c.isalpha() and ord(c) < 0x250 for c in sample)
    if latin * 2 < letters:
        return str(_classify(sample)[0])
    if len(words) < 4:
        return None
    code, margin = _classify(sample)
    # headlines without a function word are common; another language must be far ahead of English
    if code == "en" or margin < _AHEAD * letters:
        return None
    return str(code)


def _letters(text: str) -> int:
    """How many letters there are."""
    return len(text.encode().translate(None, _NO_LETTERS)) if text.isascii() else sum(map(str.isalpha, text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower()) if text.isascii() else [w.casefold() for w in _WORD.findall(text)]


def _share(words: list[str]) -> float:
    return len(list(filter(of_kind("english").__contains__, words))) / len(words) if words else 0.0


def _classify(text: str) -> tuple[str, float]:
    """The likeliest language and how far it is ahead of English (0 when it is English)."""
    ranked = py3langid.rank(text)
    best, top = ranked[0]
    english = next((float(score) for code, score in ranked if code == "en"), float("-inf"))
    return str(best), float(top) - english


def is_wordless_script(text: str) -> bool:
    """True for text in scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
    sample = text[:200]
    return not sample.isascii() and 3 * len(_DENSE.findall(sample)) > len(sample)
