"""Days that are printed and that no calendar has: "32 May", "February 30", "13/13/2031". No times, and no counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence

from onrecord.lexicon.calendar import calendar_word, single_words
from onrecord.lexicon.lexemes import Lexeme, words_at

_LEAP = 2000  # without a year February has 29 days
_ORDINAL = ("st", "nd", "rd", "th")
# A day stands behind these; behind "in" stands a month, and what follows that is a count.
_LEADS = frozenset("on until till by from since before after dated for through called marked reads read says".split())
_SAYS_DAY = ("NNS", "NNPS", "NN", "NNP", "JJ")  # what stands behind a count: "35 June weddings"


def is_day(day: int, month: int, year: int | None = None) -> bool:
    """True for a day that the month has, in that year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP, month)[1]


def names_before_days() -> frozenset[str]:
    """The words, in lower case, with which such a day may begin where no numeral begins it: "February 30"."""
    return single_words("month")


def no_day_at(lex: Sequence[Lexeme], i: int, tag: Callable[[int], str]) -> int | None:
    """Where the day that does not exist ends which begins at lexeme `i`; None where none does.

    `tag` gives the part of speech at a character. A number that counts ("In February 30 miners", "35 June weddings")
    is no day.
    """
    if lex[i].kind == "number":
        return _numeric(lex, i) or _day_first(lex, i, tag)
    return _month_first(lex, i, tag) if lex[i].kind == "word" and lex[i].text[0].isupper() else None


def _day_first(lex: Sequence[Lexeme], i: int, tag: Callable[[int], str]) -> int | None:
    day = _number(lex, i)
    if day is None:
        return None
    j = i + 1
    if j < len(lex) and lex[j].low in _ORDINAL and lex[i].touches(lex[j]):
        j += 1
    j += words_at(lex, j, ("of",))
    month = _month(lex, j)
    if month is None:
        return None
    year, end = _year(lex, j + 1)
    if is_day(day, month, year):
        return None
    return end if year is not None or not _counts(lex, i, end, tag) else None


def _month_first(lex: Sequence[Lexeme], i: int, tag: Callable[[int], str]) -> int | None:
    month, day = _month(lex, i), _number(lex, i + 1)
    if month is None or day is None:
        return None
    j = i + 2
    if j < len(lex) and lex[j].low in _ORDINAL and lex[j - 1].touches(lex[j]):
        j += 1
    year, end = _year(lex, j)
    if is_day(day, month, year):
        return None
    if i > 0 and lex[i - 1].low == "on":
        return end
    lead = i > 0 and lex[i - 1].low in _LEADS
    known = day <= 31 and (i == 0 or lex[i - 1].low != "in")  # "printed June 31 on its notice"
    return end if year is not None or ((lead or known) and not _counts(lex, i, end, tag)) else None


def _counts(lex: Sequence[Lexeme], i: int, end: int, tag: Callable[[int], str]) -> bool:
    """A noun stands right behind."""
    return end < len(lex) and lex[end].kind == "word" and tag(lex[end].start) in _SAYS_DAY


def _numeric(lex: Sequence[Lexeme], i: int) -> int | None:
    """ "13/13/2031", "2031-02-30": three numbers set as a date, in whatever order they are read."""
    if i + 4 >= len(lex) or lex[i + 1].text not in "-/" or lex[i + 3].text != lex[i + 1].text:
        return None
    if any(not lex[k].touches(lex[k + 1]) for k in range(i, i + 4)):
        return None
    parts = [lex[k].text for k in (i, i + 2, i + 4)]
    if not all(p.isdecimal() for p in parts) or sorted(map(len, parts))[1] > 2:
        return None
    years = [p for p in parts[::2] if len(p) == 4 and 1000 <= int(p) <= 2199]
    if len(years) != 1:
        return None
    year = int(years[0])
    a, b = (int(p) for p in parts if p is not years[0])
    return None if is_day(a, b, year) or is_day(b, a, year) else i + 5


def _number(lex: Sequence[Lexeme], i: int) -> int | None:
    found = lex[i] if i < len(lex) else None
    short = found is not None and found.kind == "number" and found.text.isdecimal() and len(found.text) <= 2
    return int(found.text) if found is not None and short else None


def _month(lex: Sequence[Lexeme], i: int) -> int | None:
    if i >= len(lex) or lex[i].kind != "word" or not lex[i].text[0].isupper():
        return None
    word = calendar_word("month", lex[i].low)
    return int(word.value) if word is not None else None


def _year(lex: Sequence[Lexeme], i: int) -> tuple[int | None, int]:
    """The year that stands there, and where the date ends."""
    j = i + 1 if words_at(lex, i, (",",)) else i
    text = lex[j].text if j < len(lex) else ""
    if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2199:
        return int(text), j + 1
    return None, i
