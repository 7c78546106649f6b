"""Longer stretches that the words name: weeks of a month, quarters, seasons, years, decades, centuries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.lexicon.calendar import calendar_word
from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.lexicon.numbers import number_at
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.days import month_at, relative_year, year_after, year_at
from onrecord.marks.times.games import of_game
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.sense import Sense
from onrecord.marks.times.words import words_of

_BEFORE_YEAR = words_of("before a year")
_BEFORE_NO_YEAR = words_of("before no year")
_BEHIND_NO_YEAR = words_of("behind no year")
_BEFORE_DECADE = words_of("before a decade")
_BEFORE_SHORT_DECADE = words_of("before a decade in digits")
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


PLACES = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def era(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A week, quarter, half, season, decade, century, fiscal year or year that begins at lexeme `i`."""
    for rule in _BY_KIND.get(lex[i].kind, _RULES):
        found = rule(lex, i, sense)
        if found is not None:
            return found
    return None


def _week(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "the last week of March", "the first week of 2019"."""
    j = i + 1 if words_at(lex, i, ("the",)) else i
    number = PLACES.get(lex[j].low) if j < len(lex) else None
    if number is None or not words_at(lex, j + 1, ("week", "of")):
        return None
    k = j + 3
    year, month = year_at(lex, k), month_at(lex, k)
    number = 0 if lex[j].low in ("last", "final") else number
    if month is not None:
        told = year_after(lex, month[1], sense)
        point = Point("week", number=number, month=month[0], year=told[0] if told else 0)
        return Hit(i, told[1] if told else month[1], "DATE", "week", point)
    return None if year is None else Hit(i, year[1], "DATE", "week", Point("week", number=number, year=year[0]))


def _opening(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "the first three months of 2023", "the last six months of the year"."""
    j = i + 1 if words_at(lex, i, ("the",)) else i
    if j >= len(lex) or lex[j].low not in ("first", "last", "final"):
        return None
    number = number_at(lex, j + 1)
    if number is None or number.kind != "cardinal" or not 1 < number.value < 12 or number.value.denominator != 1:
        return None
    k = number.last
    if not words_at(lex, k, ("months", "of")) and not words_at(lex, k, ("months", "in")):
        return None
    found = relative_year(lex, k + 1, sense)
    if found is None:
        return None
    months = int(number.value) * (1 if lex[j].low == "first" else -1)
    return Hit(i, found[1], "DATE", "months of a year", replace(found[0], form="months", number=months))


def _quarter(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    start, j = i, i + 1 if words_at(lex, i, ("the",)) else i
    if j >= len(lex):
        return None
    number = PLACES.get(lex[j].low)
    k = j + 1
    if number is None and lex[j].kind == "number" and k < len(lex):
        number, k = PLACES.get(lex[j].text + lex[k].low), j + 2
    if number is None:
        if lex[j].low != "q" or j + 1 >= len(lex) or lex[j + 1].text not in "1234" or not lex[j].touches(lex[j + 1]):
            return None
        found = relative_year(lex, j + 2, sense)
        point, end = found if found else (Point("quarter"), j + 2)
        return Hit(start, end, "DATE", "quarter", replace(point, number=int(lex[j + 1].text), unit="Q"))
    if joined(lex, k):
        k += 1
    if not words_at(lex, k, ("quarter",)) and not words_at(lex, k, ("half",)):
        return None
    half = lex[k].low == "half"
    if half and number > 2 and lex[j].low not in ("last", "final"):
        return None
    found = relative_year(lex, k + 1, sense)
    if found is None:
        if half or lex[j].low == "last" or sense.label(lex[j].start) != "DATE" or of_game(lex, j):
            return None
        found = (Point("quarter"), k + 1)
    return Hit(
        start,
        found[1],
        "DATE",
        "quarter",
        replace(found[0], number=min(number, 2) if half else number, unit="H" if half else "Q"),
    )


def _season(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "summer 2016", "the spring of 2011", "in the autumn"; alone only after "in" or "during"."""
    if lex[i].kind != "word" or (word := calendar_word("season", lex[i].low)) is None:
        return None
    j = i + 2 if words_at(lex, i + 1, ("of",)) else i + 1
    year = year_at(lex, j)
    if year is not None:
        return Hit(i, year[1], "DATE", "season", Point("season", year=year[0], fixed=word.value))
    before = (lex[i - 1].low, lex[i - 2].low if i > 1 else "") if i else ("", "")
    if (before[0] == "the" and before[1] in ("in", "during", "since", "by", "until", "this")) or (
        before[0] in ("in", "since") and lex[i].low != "fall"
    ):
        if sense.tag(lex[i].start) in ("NN", "NNP", ""):
            return Hit(i, i + 1, "DATE", "season", Point("season", fixed=word.value))
    return None


def _decade(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "1990s", "the '90s", "the sixties"."""
    found = lex[i]
    if found.low in DECADES and i and lex[i - 1].low in _BEFORE_DECADE:
        return Hit(i, i + 1, "DATE", "decade", Point("decade", year=1900 + DECADES[found.low]))
    j = i + 1 if found.text in "'’‘" else i
    if j + 1 >= len(lex) or lex[j].kind != "number" or not lex[j].text.isdecimal() or not lex[j].touches(lex[j + 1]):
        return None
    if lex[j + 1].low not in ("s", "'s") or not lex[j].text.endswith("0"):
        return None
    year = int(lex[j].text) if len(lex[j].text) == 4 else 0
    if len(lex[j].text) == 2 and (j > i or (i and lex[i - 1].low in _BEFORE_SHORT_DECADE)):
        year = (2000 if lex[j].text in ("00", "10") else 1900) + int(lex[j].text)
    if not 1000 <= year <= 2199 or (
        lex[j + 1].low == "'s" and lex[j + 1].text[0] in "'’" and not words_at(lex, i - 1, ("the",))
    ):
        return None
    return Hit(i, j + 2, "DATE", "decade", Point("decade", year=year))


def _century(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    found = number_at(lex, i)
    if found is None or found.kind != "ordinal" or found.value > 30:
        return None
    j = found.last + 1 if joined(lex, found.last) else found.last
    if not words_at(lex, j, ("century",)):
        return None
    return Hit(i, j + 1, "DATE", "century", Point("century", number=int(found.value)))


def _fiscal(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    if lex[i].low in ("fiscal", "financial"):
        j = i + 2 if words_at(lex, i + 1, ("year",)) else i + 1
        if (year := year_at(lex, j)) is not None:
            return Hit(i, year[1], "DATE", "fiscal", Point("fixed", fixed=f"FY{year[0]}"))
    return None


def _years(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A year, or years "2014-18"; a bare number only where the words around it speak for a year."""
    year = year_at(lex, i)
    if year is None:
        return None
    first, j = year
    before = lex[i - 1].low if i else ""
    after = lex[j] if j < len(lex) else None
    if (
        i
        and lex[i - 1].touches(lex[i])
        and (lex[i - 1].kind in ("word", "number") or lex[i - 1].text in "$€£¥₹#.,:@_=")
    ):
        return None
    if after is not None and lex[j - 1].touches(after) and (after.kind in ("word", "number") or after.text in "%°:@_"):
        return None
    if j - i == 2 and before not in _BEFORE_YEAR and before not in ("the", "(", ""):
        return None  # "'82": a quotation may begin so too
    if (
        j + 1 < len(lex)
        and (is_dash(lex, j) or (after is not None and after.text == "/"))
        and lex[j - 1].touches(lex[j])
        and lex[j].touches(lex[j + 1])
    ):
        last = _last_year(lex[j + 1].text, first)
        if last:
            return Hit(i, j + 2, "DATE", "years", Point("date", year=first), Point("date", year=last))
        return None
    return Hit(i, j, "DATE", "year", Point("date", year=first)) if _is_year(lex, i, j, first, sense) else None


def _last_year(text: str, first: int) -> int:
    if not text.isdecimal():
        return 0
    if len(text) == 2:
        last = first // 100 * 100 + int(text)
    else:
        last = int(text) if len(text) == 4 else 0
    return last if first < last < first + 120 else 0


def _is_year(lex: Sequence[Lexeme], i: int, j: int, year: int, sense: Sense) -> bool:
    before = lex[i - 1].low if i else ""
    if j < len(lex) and calendar_word("unit", lex[j].low):
        return False  # "a 2000 year old tradition"
    if before in _BEFORE_NO_YEAR:
        return False
    tag = sense.tag(lex[j].start) if j < len(lex) else ""
    if before in _BEFORE_YEAR and ((before != "than" and before != "and" and before != "for") or 1900 <= year <= 2100):
        if tag.startswith("NN") and year < 1900:
            return False
        return tag != "NNS" or before == "since" or sense.label(lex[i].start) == "DATE"
    if j < len(lex) and lex[j].low in _BEHIND_NO_YEAR:
        return False
    if sense.label(lex[i].start) not in ("", "DATE", "EVENT") and before not in ("the", "(", ""):
        return False  # "the Russell 2000": part of a name
    if not 1900 <= year <= 2100:
        return before in ("(", "–") and year >= 1400
    if tag == "NNS":
        return before in ("the", "'s")
    return True


_RULES = (_week, _opening, _quarter, _season, _decade, _century, _fiscal, _years)
# Which of them may begin with a lexeme of a kind: the others need not be asked.
_BY_KIND = {
    "word": (_week, _opening, _quarter, _season, _decade, _century, _fiscal),
    "number": (_quarter, _decade, _century, _years),
    "sign": (_decade, _years),
}
