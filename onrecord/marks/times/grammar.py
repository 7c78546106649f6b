"""All times of a text, from its lexemes: which reading is tried first, what may be added to a date, and ranges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.lexicon.calendar import calendar_word, first_words
from onrecord.lexicon.lexemes import Lexeme, is_dash, lexemes, words_at
from onrecord.lexicon.no_days import no_day_at
from onrecord.lexicon.numbers import number_at, number_beginnings
from onrecord.marks.times.absolute import absolute
from onrecord.marks.times.candidate import Candidate, Point
from onrecord.marks.times.clock import clock_at
from onrecord.marks.times.eras import DECADES
from onrecord.marks.times.games import time_left
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.lengths import lengths, unit_at
from onrecord.marks.times.relative import phrase_words, relative, row_at
from onrecord.marks.times.sense import Sense
from onrecord.marks.times.words import words_of

_DAYS = ("date", "weekday", "unit", "shift")


def times(text: str, sense: Sense) -> Iterator[Candidate]:
    """The times in `text`, in order, none inside another."""
    lex = lexemes(text)
    begins = _beginnings(lex)
    telling = [i for i in begins if lex[i].low not in _WEAK]
    past = 0
    for i in begins:
        if i < past:
            continue
        none = no_day_at(lex, i, sense.tag)
        if none is not None:
            past = none
            continue
        found = None if _is_hollow(lex, i, telling) else _hit(lex, i, sense)
        if found is not None:
            yield _candidate(lex, found, sense)
            past = found.last


def _beginnings(lex: Sequence[Lexeme]) -> list[int]:
    """The places where a time may begin: a quick look that spares most words the full reading."""
    words = _first_words()
    return [
        i
        for i, (text, low, _, _, kind) in enumerate(lex)
        if (low in words if kind == "word" else kind in _NUMERALS or text in "'’‘")
    ]


_NUMERALS = ("number", "fraction")


@cache
def _first_words() -> frozenset[str]:
    """Every word that a time may begin with, in the singular and in the plural."""
    words = (*first_words(), *phrase_words(), *number_beginnings(), *DECADES, *words_of("begins a time"))
    return frozenset([*words, *(word + "s" for word in words)])


_WEAK = words_of("weak")
_NEXT = 6  # lexemes behind a weak word among which a time has a word of its own


def _is_hollow(lex: Sequence[Lexeme], i: int, telling: Sequence[int]) -> bool:
    """A weak word with no word of time close behind: most of them, so that the full reading is spared.

    `telling` are the places of all words that may begin a time and are not weak.
    """
    if lex[i].low not in _WEAK:
        return False
    behind = bisect_right(telling, i)
    if behind < len(telling) and telling[behind] <= i + _NEXT:
        return False
    return row_at(lex, i, *_PHRASES) is None


_PHRASES = ("fixed", "day", "told", "part", "set", "mod", "step")


def _candidate(lex: Sequence[Lexeme], hit: Hit, sense: Sense) -> Candidate:
    start, end = lex[hit.first].start, lex[hit.last - 1].end
    # What bears a day as its name is known already; the verb over it tells nothing ("will mourn the May 3 victims").
    named = hit.point.form == "date" and not hit.point.year and sense.names(start, end)
    named = named and not sense.appoints(start, end)  # but "will stand in the May 3 election"
    point, until = hit.point, hit.until
    if point.form == "date" and point.month and not point.year and (year := sense.year(start, end)) is not None:
        point, until = replace(point, year=year), until and replace(until, year=year)
    toward = sense.toward(start)
    tense = "past" if toward == "back" else "" if named else sense.tense(start, end)
    return Candidate(start, end, hit.type, hit.rule, point, until, tense, toward, sense.sentence(start))


def _hit(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    found = _range(lex, i, sense) or _modified(lex, i, sense) or _clocked(lex, i, sense) or _plain(lex, i, sense)
    if found is None:
        return None
    return _with_part(lex, found)


def _plain(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    return absolute(lex, i, sense) or relative(lex, i, sense) or _nth_day(lex, i, sense) or lengths(lex, i, sense)


def _modified(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "early 2009", "mid-April", "the end of the year", "later this month", "earlier today", "early in 2016"."""
    j = i + 1 if words_at(lex, i, ("the",)) else i
    j += 1 if words_at(lex, j, ("very",)) else 0
    found = row_at(lex, j, "mod")
    if found is None:
        return None
    row, k = found
    if row["phrase"] in ("beginning", "start", "middle", "end") and not words_at(lex, k, ("of",)):
        return None  # "end in December", "start on Monday" are verbs
    if words_at(lex, k, ("of",)) or words_at(lex, k, ("in",)) or words_at(lex, k, ("on",)) or is_dash(lex, k):
        k += 1
    if k >= len(lex):
        return None
    if (
        words_at(lex, k, ("the",))
        and (unit := unit_at(lex, k + 1)) is not None
        and lex[k + 1].low == unit.word
        and unit.value in ("W", "M", "Y", "Q", "DE", "CE")
    ):
        if row["phrase"] in ("beginning", "start", "middle", "end", "early", "late", "later", "earlier"):
            return Hit(i, k + 2, "DATE", "mod", Point("unit", unit=unit.value))
    if j > i and row["phrase"] in ("early", "earlier", "late", "later", "mid"):
        if lex[k].kind not in ("number", "sign"):
            return None  # "the late Tuesday show"
    inner = _plain(lex, k, sense)
    if inner is None or inner.type not in ("DATE", "TIME") or inner.point.form in ("fixed", "shift", "duration"):
        return None
    part = _PARTS.get(row["phrase"]) if inner.point.form == "weekday" and not inner.point.part else None
    if part is not None:  # "late on Sunday"
        return replace(inner, first=i, type="TIME", point=replace(inner.point, part=part))
    return replace(inner, first=i)


_PARTS = {"early": "TMO", "late": "TNI"}


def _clocked(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A clock time, with the day that follows: "4 p.m. on Friday", "12:00 UTC Monday", "10:30 a.m. today"."""
    left = time_left(lex, i)
    if left is not None:
        return left
    clock = clock_at(lex, i)
    if clock is None:
        return None
    value, j = clock
    k = _past_conversion(lex, j)
    k = k + 1 if words_at(lex, k, ("on",)) else k
    day = (absolute(lex, k, sense) or relative(lex, k, sense)) if k < len(lex) else None
    if (
        day is not None
        and day.point.form in _DAYS
        and day.until is None
        and not day.point.part
        and _names_day(day.point)
    ):
        return Hit(i, day.last, "TIME", "clock", replace(day.point, part=value))
    return Hit(i, j, "TIME", "clock", Point("clock", part=value))


def _past_conversion(lex: Sequence[Lexeme], j: int) -> int:
    """Where the words go on after "7 a.m. (0500 GMT)"."""
    if words_at(lex, j, ("(",)):
        other = clock_at(lex, j + 1)
        if other is not None and words_at(lex, other[1], (")",)):
            return other[1] + 1
    return j


def _names_day(point: Point) -> bool:
    return bool(
        point.form == "weekday"
        or (point.form == "date" and point.day)
        or (point.form in ("unit", "shift") and point.unit == "D")
    )


def _with_part(lex: Sequence[Lexeme], hit: Hit) -> Hit:
    """ "Friday night", "Thursday at 4 p.m.", "March 5 early in the morning" add their part of the day."""
    if hit.until is not None or hit.point.part or hit.point.form not in _DAYS or not _names_day(hit.point):
        return hit
    j = hit.last
    k = j + 1 if j < len(lex) and lex[j].low in ("at", ",", "around", "about", "by") else j
    if k > j or (j < len(lex) and lex[j].kind == "number"):
        clock = clock_at(lex, k)
        if clock is not None:
            return replace(hit, last=clock[1], type="TIME", point=replace(hit.point, part=clock[0]))
    for lead in ((), ("early",), ("late",), ("early", "in", "the"), ("late", "in", "the"), ("in", "the"), ("at",)):
        if words_at(lex, j, lead) or not lead:
            at = j + len(lead)
            part = calendar_word("part", lex[at].low) if at < len(lex) else None
            if part is not None and lex[at].low == part.word:
                return replace(hit, last=at + 1, type="TIME", point=replace(hit.point, part=part.value))
    return hit


def _nth_day(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "its fifth day", "for a third consecutive day", "for the tenth straight night": the day reported on."""
    if lex[i].low not in ("its", "their", "his", "her", "a", "the"):
        return None
    number = number_at(lex, i + 1)
    if number is None or number.kind != "ordinal":
        return None
    j = number.last
    straight = j < len(lex) and lex[j].low in ("consecutive", "straight", "successive")
    j += straight
    if not words_at(lex, j, ("day",)) or (lex[i].low in ("a", "the") and not straight):
        return None
    return Hit(i, j + 1, "DATE", "nth day", Point("unit", unit="D"))


def _range(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "between X and Y" of any two dates; "from X to Y" of months that share a year."""
    low = lex[i].low
    if low not in ("between", "from"):
        return None
    first = _modified(lex, i + 1, sense) or absolute(lex, i + 1, sense) if i + 1 < len(lex) else None
    if first is None or first.type != "DATE" or first.last >= len(lex):
        return None
    if first.until is not None:
        return replace(first, first=i)
    links = ("to", "until", "till", "through")  # behind "between" too: "between 2008 to 2016" is often written
    joins = lex[first.last].low in links or (low == "between" and lex[first.last].low == "and")
    if not joins and not is_dash(lex, first.last):
        return None
    if first.last + 1 >= len(lex):
        return None
    last = _modified(lex, first.last + 1, sense) or absolute(lex, first.last + 1, sense)
    if (
        last is None
        or last.type != "DATE"
        or last.until is not None
        or first.point.form != "date"
        or last.point.form != "date"
    ):
        return None
    if low == "from" and (first.point.day or last.point.day or (first.point.year and last.point.year)):
        return None  # two times, each told in full
    point = first.point if first.point.year else replace(first.point, year=last.point.year)
    return Hit(i, last.last, "DATE", "range", point, last.point)
