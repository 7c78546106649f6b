"""Numbers as they stand in text: numerals, words, both mixed, fractions, ordinals.

Values are exact (`fractions.Fraction`) until they are written. What cannot be one number ("1,2,3", "10,00") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicon.lexemes import Lexeme, joined, words_at
from onrecord.shapes.quick import quick
from onrecord.shapes.table import load

LARGEST = 10**15  # beyond it a double no longer holds every whole number, and news has no such figures
_WESTERN = re.compile(r"\d{1,3}(?:[,'\u2019\u00a0\u202f\u2009 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")  # "1.234.567": more than one dot can only group
_COMMA_POINT = re.compile(r"\d{1,3},\d{1,2}")
_SPACES = re.compile(r"[,'\u2019\u00a0\u202f\u2009 ]")
_MONEY_SIGNS = "$€£¥₹₽₩₺₦₪"
_MONEY_LETTERS = frozenset(("N", "R"))  # naira, rand
_AFTER_POINT = frozenset(("%", "percent", "per", "euros", "euro", "€"))
_ENDINGS = frozenset(("st", "nd", "rd", "th"))


@quick
@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: lexemes [first, last), its exact value.

    `kind` is cardinal, ordinal, fraction ("three-quarters") or times ("twice"). `digits` says that it is written with
    a numeral, `scale` the magnitude it was multiplied by (1000000 for "1.4 million").
    """

    first: int
    last: int
    value: Fraction
    kind: str
    digits: bool
    scale: int = 1


@cache
def number_words() -> dict[str, dict[str, Fraction]]:
    """Value by kind and word, from number_words.tsv."""
    out: dict[str, dict[str, Fraction]] = {}
    for row in load("onrecord.lexicon", "number_words.tsv", ("word", "kind", "value"), key=("word", "kind")):
        out.setdefault(row["kind"], {})[row["word"]] = Fraction(row["value"])
    return out


@cache
def number_beginnings() -> frozenset[str]:
    """Every word that a number may begin with, in lower case."""
    words = (word for kind, rows in number_words().items() if kind not in ("suffix", "sign") for word in rows)
    return frozenset(["a", "an", *words])


def word_value(kind: str, word: str) -> Fraction | None:
    """What `word` is worth as a word of `kind`, None when it is none."""
    return number_words()[kind].get(word)


@lru_cache(maxsize=4_096)
def numeral(text: str) -> Fraction | None:
    """The value of a numeral, None when it cannot be read as one number.

    Commas, apostrophes (as the Swiss print), no-break and thin spaces group by three (or, as in India, commas by two
    before the last three), dots where there are several of them: "1,2,3" and "10,00" are none. Digits of any script
    count. Values beyond LARGEST are none. A space behind a comma or point is a copy's fault ("170, 000", "6. 1").
    """
    text = text.replace(", ", ",").replace(". ", ".")
    if len(text) <= 40 and _DOTTED.fullmatch(text):
        text = text.replace(".", "")
    if len(text) > 40 or not (_WESTERN.fullmatch(text) or _INDIAN.fullmatch(text)):
        return None
    value = Fraction(_ascii(_SPACES.sub("", text)))
    return value if value <= LARGEST else None


def _ascii(digits: str) -> str:
    return "".join(c if c == "." else str(int(c)) for c in digits)


def plain(value: Fraction | None) -> int | float | None:
    """As JSON prints it: a whole number as an integer, else a float; None beyond LARGEST."""
    if value is None or abs(value) > LARGEST:
        return None
    return int(value) if value.denominator == 1 else float(value)


class _Found(NamedTuple):
    """What was found at each place of one text so far."""

    lex: Sequence[Lexeme]
    numbers: dict[int, Number | None]


_last = _Found((), {})  # of the text asked about last: the rules for times and for figures ask for a place many times


def number_at(lex: Sequence[Lexeme], i: int) -> Number | None:
    """The longest number that begins at lexeme `i`, None when there is none."""
    global _last
    if i >= len(lex) or (lex[i].kind == "word" and lex[i].low not in number_beginnings()):
        return None
    found = _last
    if found.lex is not lex or type(lex) is not tuple:  # a list may have changed since
        found = _last = _Found(lex, {})
    if i not in found.numbers:
        found.numbers[i] = _read(lex, i)
    return found.numbers[i]


def _read(lex: Sequence[Lexeme], i: int) -> Number | None:
    found = _digits(lex, i) if lex[i].kind in ("number", "fraction") else _words(lex, i)
    return found if found is not None and found.value <= LARGEST else None


def _digits(lex: Sequence[Lexeme], i: int) -> Number | None:
    if lex[i].kind == "fraction":
        sign = word_value("sign", lex[i].text)
        return None if sign is None else Number(i, i + 1, sign, "fraction", True)
    value = numeral(lex[i].text)
    if value is None:
        value = _comma_point(lex, i)
    if value is None:
        return None
    j = i + 1
    if j < len(lex) and lex[i].touches(lex[j]) and lex[j].low in _ENDINGS:
        return Number(i, j + 1, value, "ordinal", True)
    if (quotient := _slashed(lex, i)) is not None:
        return Number(i, i + 3, quotient, "fraction", True)
    if j < len(lex) and lex[j].kind == "fraction" and (part := word_value("sign", lex[j].text)) is not None:
        value, j = value + part, j + 1
    elif j < len(lex) and lex[j].kind == "number" and value.denominator == 1:  # "3 1/2"
        if (part := _slashed(lex, j)) is not None and part < 1:
            value, j = value + part, j + 3
    scale, j = _scale(lex, j, lex[j - 1])
    return Number(i, j, value if scale == 1 else value * scale, "cardinal", True, scale)


def _comma_point(lex: Sequence[Lexeme], i: int) -> Fraction | None:
    """ "1,5 million", "€10,00", "3,2 %": a comma for the point, where a magnitude, currency or per cent shows it."""
    if _COMMA_POINT.fullmatch(lex[i].text) is None:
        return None
    following = lex[i + 1].low if i + 1 < len(lex) else ""
    money = i > 0 and lex[i - 1].text[-1:] in _MONEY_SIGNS
    if money or following in _AFTER_POINT or following in number_words()["magnitude"]:
        return Fraction(_ascii(lex[i].text.replace(",", ".")))
    return None


def _slashed(lex: Sequence[Lexeme], i: int) -> Fraction | None:
    """The fraction written "3/4" at `i`, None for anything larger: dates and scores are written so too."""
    if i + 2 >= len(lex) or lex[i + 1].text != "/" or lex[i + 2].kind != "number":
        return None
    if not (lex[i].touches(lex[i + 1]) and lex[i + 1].touches(lex[i + 2])):
        return None
    over, under = numeral(lex[i].text), numeral(lex[i + 2].text)
    if over is None or under is None or not 0 < over < under <= 16 or under not in (2, 3, 4, 5, 6, 8, 10, 16):
        return None
    if i + 4 < len(lex) and lex[i + 3].text == "/":
        return None
    return over / under


def _scale(lex: Sequence[Lexeme], j: int, before: Lexeme) -> tuple[int, int]:
    """The magnitudes that follow a number ("2 million", "3-million", "5 lakh crore", "1.4M") and where they end."""
    scale, words = 1, number_words()
    while j < len(lex):
        k = j + 1 if joined(lex, j) and lex[j + 1].low in words["magnitude"] else j
        low = lex[k].low
        found = words["magnitude"].get(low) or (words["hundred"].get(low) if scale == 1 else None)
        size = int(found or 0)
        if size > scale or (size and scale == 1):  # "lakh crore", "thousand million"; never "million million"
            scale, j = scale * size, k + 1
        elif low in words["group"] and scale == 1 and low != "score":
            scale, j = int(words["group"][low]), k + 1
        elif scale == 1 and k == j and before.touches(lex[j]) and _is_suffix(lex, j):
            return int(words["suffix"][low]), j + 1
        else:
            break
    return scale, j


def _is_suffix(lex: Sequence[Lexeme], j: int) -> bool:
    """ "40k", "1.4M", "$5b": in lower case only k is a magnitude for certain ("60m" is metres unless money)."""
    found = lex[j]
    if found.low not in number_words()["suffix"]:
        return False
    if found.text in ("k", "K", "M", "B"):
        return True
    if j < 2 or found.low not in ("m", "b", "t"):
        return False
    before = lex[j - 2]
    return before.text[-1:] in _MONEY_SIGNS or (before.text in _MONEY_LETTERS and before.touches(lex[j - 1]))


def _words(lex: Sequence[Lexeme], i: int) -> Number | None:
    words = number_words()
    low = lex[i].low
    if low in words["times"]:
        return Number(i, i + 1, words["times"][low], "times", False)
    if low in ("a", "an", "half", "quarter") or low in words["hundred"] or low in words["magnitude"]:
        found = _counted_groups(lex, i)
        if found is not None:
            return found
    return _ordinal(lex, i) or _spelled(lex, i)


def _counted_groups(lex: Sequence[Lexeme], i: int) -> Number | None:
    """ "a hundred", "half a million", "a dozen", "a million and a half", "a third of", "half"."""
    words = number_words()
    low = lex[i].low
    part = words["fraction"].get(low) if low in ("half", "quarter") else None
    j = i + 1
    if low in ("a", "an"):
        part = Fraction(1)
        if j < len(lex) and lex[j].low in ("half", "quarter"):
            part, j = words["fraction"][lex[j].low], j + 1
    elif part is None:
        part, j = Fraction(1), i
    k = j
    if part != 1:
        if words_at(lex, k, ("of", "a")) or words_at(lex, k, ("of", "one")):
            k += 2
        else:  # "half a dozen", "half-dozen", "half-a-dozen"
            k += joined(lex, k)
            k += k < len(lex) and lex[k].low in ("a", "an")
            k += joined(lex, k)
    group = words["group"].get(lex[k].low) if k < len(lex) and lex[k].low != "score" else None
    if group is not None:
        return Number(i, k + 1, part * group, "cardinal", False, int(group))
    scale, end = _scale(lex, k, lex[k - 1] if k else lex[k])
    if scale > 1:
        if low in words["magnitude"] and part == 1:
            return None  # a bare "million" is no number ("million-dollar" aside)
        if words_at(lex, end, ("and", "a", "half")):
            return Number(i, end + 3, part * scale + Fraction(scale, 2), "cardinal", False, scale)
        rest = _spelled(lex, end + 1) if words_at(lex, end, ("and",)) else _spelled(lex, end)
        if rest is not None and part == 1 and rest.value < scale and rest.scale < scale:
            return Number(i, rest.last, scale + rest.value, "cardinal", False, scale)
        return Number(i, end, part * scale, "cardinal", False, scale)
    if part != 1:
        return Number(i, j, part, "fraction", False)
    if low in ("a", "an") and j < len(lex) and lex[j].low in words["fraction"] and words_at(lex, j + 1, ("of",)):
        return Number(i, j + 1, words["fraction"][lex[j].low], "fraction", False)
    return None


def _spelled(lex: Sequence[Lexeme], i: int) -> Number | None:
    """A cardinal in words, "two hundred and twelve thousand", with what may follow: "and a half", "thirds", "dozen"."""
    words = number_words()
    total, current, seen = Fraction(0), Fraction(0), ""
    j = end = whole = i  # `end` of all that was read, `whole` of what the last magnitude closed
    smallest, scale = LARGEST + 1, 1
    while j < len(lex):
        low = lex[j].low
        if seen and (joined(lex, j) or (low == "and" and seen in ("hundred", "magnitude") and _small(lex, j + 1))):
            j += 1
            continue
        size = int(words["magnitude"].get(low, 0))
        if size and seen in ("unit", "ten", "hundred"):
            if size >= smallest:  # "five thousand six thousand": the second number began a while ago
                current, end = Fraction(0), whole
                break
            total, current, seen, smallest = total + current * size, Fraction(0), "magnitude", size
            scale, whole = max(scale, size), j + 1
        elif low in words["hundred"] and seen in ("unit", "ten") and current < 100:
            current, seen = current * 100, "hundred"
        elif (step := _step(low, seen)) is not None:
            current, seen = current + step[0], step[1]
        else:
            break
        j += 1
        end = j
    if end == i:
        return None
    return _after_cardinal(lex, Number(i, end, total + current, "cardinal", False, scale))


def _step(low: str, seen: str) -> tuple[Fraction, str] | None:
    """What a unit or ten adds after a word of kind `seen`, and its kind: "hundred six"; not "six twelve"."""
    words = number_words()
    if low in words["unit"]:
        unit = words["unit"][low]
        return (unit, "unit") if seen in ("", "hundred", "magnitude") or (seen == "ten" and 0 < unit < 10) else None
    if low in words["ten"] and seen in ("", "hundred", "magnitude"):
        return words["ten"][low], "ten"
    return None


def _small(lex: Sequence[Lexeme], j: int) -> bool:
    words = number_words()
    return j < len(lex) and (lex[j].low in words["unit"] or lex[j].low in words["ten"])


def _after_cardinal(lex: Sequence[Lexeme], found: Number) -> Number:
    words, j = number_words(), found.last
    if words_at(lex, j, ("and", "a", "half")) or words_at(lex, j, ("and", "a", "quarter")):
        part = words["fraction"][lex[j + 2].low]
        scale, end = _scale(lex, j + 3, lex[j + 2])
        value = found.value + part * found.scale if scale == 1 else (found.value + part) * scale
        return Number(found.first, end, value, "cardinal", False, max(scale, found.scale))
    k = j + 1 if joined(lex, j) else j
    if k < len(lex):
        low = lex[k].low
        if low in words["group"]:
            return Number(
                found.first, k + 1, found.value * words["group"][low], "cardinal", False, int(words["group"][low])
            )
        if low in words["fraction"] and _is_fraction(lex, found, k):
            return Number(found.first, k + 1, found.value * words["fraction"][low], "fraction", False)
    return found


def _is_fraction(lex: Sequence[Lexeme], found: Number, k: int) -> bool:
    """ "two-thirds", "one fifth of", "three quarters": a plural, or one of something; never "the one third party"."""
    low = lex[k].low
    if found.value == 1:
        return low not in ("halves",) and (k > found.last or words_at(lex, k + 1, ("of",)))
    return found.value < 16 and (low.endswith("s") or low == "halves")


def _ordinal(lex: Sequence[Lexeme], i: int) -> Number | None:
    words = number_words()
    low = lex[i].low
    if low in words["ordinal"]:
        return Number(i, i + 1, words["ordinal"][low], "ordinal", False)
    if low in words["ten"] and i + 2 < len(lex) and joined(lex, i + 1):
        last = words["ordinal"].get(lex[i + 2].low)
        if last is not None and last < 10:
            return Number(i, i + 3, words["ten"][low] + last, "ordinal", False)
    return None
