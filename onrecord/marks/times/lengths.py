"""Lengths of time and how often: durations, sets, and what is counted from another day ("two weeks ago")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicon.calendar import CalendarWord, calendar_word
from onrecord.lexicon.hedges import hedge_before
from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.lexicon.numbers import number_at, plain
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.reckon import duration_value
from onrecord.marks.times.sense import Sense
from onrecord.marks.times.words import words_of

_BETWEEN = words_of("between number and unit")
# By their first word, the longest first: "a couple of" goes before "a couple".
_VAGUE = {
    low: [
        words
        for words in sorted(map(str.split, words_of("some number")), key=lambda w: (-len(w), w))
        if words[0] == low
    ]
    for low in {words.split()[0] for words in words_of("some number")}
}
_AFTER_VAGUE = words_of("after some number")
_BEFORE_NO_LENGTH = words_of("before no length")
_BEFORE_LENGTH = words_of("before a length")
_OFTEN = words_of("how often")
_BARE = frozenset(("D", "W", "M", "Y", "DE", "CE", "TH", "TM"))


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit: lexemes [first, last); `count` as TIMEX3 prints it, X where the text does not tell."""

    first: int
    last: int
    count: str
    unit: str


def lengths(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A set, or a length with what it is counted from, that begins at lexeme `i`."""
    return _set(lex, i, sense) or _length(lex, i, sense)


def unit_at(lex: Sequence[Lexeme], i: int) -> CalendarWord | None:
    """The unit of time at lexeme `i`."""
    return calendar_word("unit", lex[i].low) if 0 <= i < len(lex) and lex[i].kind == "word" else None


def length_at(lex: Sequence[Lexeme], i: int) -> Length | None:
    """A number and a unit of time: "two weeks", "72-hour", "half an hour", "a few days", "several years", "a year"."""
    for words in _VAGUE.get(lex[i].low, ()) if i < len(lex) else ():
        if words_at(lex, i, words) and not words_at(lex, i - 1, ("as",)):
            j = i + len(words)
            j += 1 if j < len(lex) and lex[j].low in _AFTER_VAGUE else 0
            j += 1 if j < len(lex) and lex[j].low in _BETWEEN else 0
            unit = unit_at(lex, j)
            if unit is not None and lex[j].low.endswith("s"):
                return Length(i, j + 1, "2" if "couple" in words else "X", unit.value)
    number = number_at(lex, i)
    if number is None:
        if (
            i < len(lex)
            and lex[i].low in ("a", "an")
            and (unit := unit_at(lex, i + 1)) is not None
            and lex[i + 1].low == unit.word
        ):
            return Length(i, i + 2, "1", unit.value) if unit.value not in ("TS", "TM", "Q", "NI", "WE") else None
        return None
    if number.kind not in ("cardinal", "fraction") or number.value > 10**9:
        return None
    j = number.last
    if number.kind == "fraction":
        if not (j < len(lex) and lex[j].low in ("a", "an", "-") and number.value <= 1) and not number.digits:
            return None
        j += 1 if j < len(lex) and lex[j].low in ("a", "an") else 0
    j += 1 if joined(lex, j) else 0
    j += 1 if j < len(lex) and lex[j].low in _BETWEEN else 0
    unit = unit_at(lex, j)
    if unit is None:
        return None
    return Length(i, j + 1, f"{plain(number.value):.12g}", unit.value)


def _length(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    between = _length_range(lex, i)
    if between is not None:
        return between
    found = length_at(lex, i)
    if found is None:
        return _bare_plural(lex, i, sense) or _whole(lex, i)
    first, j = _with_hedge(lex, i), found.last
    shift = _shift(lex, found, first, sense)
    if shift is not None:
        return shift
    if lex[i].low in ("a", "an") and _is_rate(lex, i, sense):
        return Hit(i, j, "SET", "rate", Point("fixed", fixed=duration_value("1", found.unit)))
    more = (
        length_at(lex, j + 1)
        if words_at(lex, j, ("and",))
        else length_at(lex, j)
        if j < len(lex) and lex[j].kind == "number"
        else None
    )
    if more is not None and "X" not in (more.count, found.count) and _order(more.unit) < _order(found.unit):
        return Hit(first, more.last, "DURATION", "length", Point("fixed", fixed=_sum(found, more)))
    if words_at(lex, j, ("and", "a", "half")) and found.count.isdecimal():
        found = Length(i, j + 3, f"{int(found.count)}.5", found.unit)
        j = found.last
        shift = _shift(lex, found, first, sense)
        if shift is not None:
            return shift
    for word in ("old", "long"):
        k = j + 1 if is_dash(lex, j) else j
        if words_at(lex, k, (word,)):
            j = k + 1
    return Hit(first, j, "DURATION", "length", Point("duration", count=found.count, unit=found.unit))


def _length_range(lex: Sequence[Lexeme], i: int) -> Hit | None:
    """ "60 to 90 days", "two or three weeks", "8-10 years"; "between" is for the words before."""
    first = number_at(lex, i)
    if first is None or first.kind != "cardinal" or first.last >= len(lex):
        return None
    if lex[first.last].low not in ("to", "or", "and") and not is_dash(lex, first.last):
        return None
    if lex[first.last].low == "and" and not words_at(lex, i - 1, ("between",)):
        return None
    second = length_at(lex, first.last + 1) if first.last + 1 < len(lex) else None
    if second is None or second.count == "X" or float(second.count) <= first.value:
        return None
    low = f"{plain(first.value):.12g}"
    value = f"{duration_value(low, second.unit)}/{duration_value(second.count, second.unit)}"
    end = second.last + 2 if joined(lex, second.last) and words_at(lex, second.last + 1, ("old",)) else second.last
    return Hit(
        i - 1 if words_at(lex, i - 1, ("between",)) else i, end, "DURATION", "length range", Point("fixed", fixed=value)
    )


def _whole(lex: Sequence[Lexeme], i: int) -> Hit | None:
    """ "the entire year", "the whole week", "all day", "single-day"."""
    if lex[i].low == "single" and joined(lex, i + 1) and (unit := unit_at(lex, i + 2)) is not None:
        return Hit(i, i + 3, "DURATION", "length", Point("duration", count="1", unit=unit.value))
    j = i + 1 if lex[i].low == "all" else i + 2
    if lex[i].low != "all" and not (words_at(lex, i, ("the", "entire")) or words_at(lex, i, ("the", "whole"))):
        return None
    unit = unit_at(lex, j)
    if unit is None or lex[j].low != unit.word or unit.value not in ("D", "W", "M", "Y", "NI"):
        return None
    return Hit(i, j + 1, "DURATION", "length", Point("duration", count="1", unit=unit.value))


_ORDER = ("TS", "TM", "TH", "D", "NI", "WE", "W", "2W", "M", "Q", "Y", "DE", "CE", "ML")


def _order(unit: str) -> int:
    return _ORDER.index(unit)


def _sum(a: Length, b: Length) -> str:
    """ "two hours and 30 minutes": PT2H30M; "a year and two days": P1Y2D."""
    left, right = duration_value(a.count, a.unit), duration_value(b.count, b.unit)
    if b.unit.startswith("T") and not a.unit.startswith("T"):
        return left + right[1:]
    return left + right.removeprefix("PT" if a.unit.startswith("T") else "P")


def _with_hedge(lex: Sequence[Lexeme], i: int) -> int:
    hedge = hedge_before(lex, i)
    return (
        i
        if hedge is None or hedge.word == "exact" or (hedge.phrase == "some" and i and lex[i].kind != "number")
        else hedge.first
    )


def _shift(lex: Sequence[Lexeme], found: Length, first: int, sense: Sense) -> Hit | None:
    """ "two weeks ago", "a day earlier", "ten minutes later", "a year from now", "in two days" with a future verb."""
    j = found.last
    word = lex[j].low if j < len(lex) else ""
    point = Point("shift", count=found.count, unit=found.unit)
    kind = "TIME" if found.unit in ("TH", "TM", "TS") else "DATE"
    if word == "ago":
        return Hit(
            first, j + 1, kind, "ago", Point("shift", count=found.count, unit=found.unit, step=-1, explicit=True)
        )
    if words_at(lex, j, ("from", "now")) or words_at(lex, j, ("from", "today")):
        return Hit(
            first, j + 2, kind, "from now", Point("shift", count=found.count, unit=found.unit, step=1, explicit=True)
        )
    ended = j + 1 >= len(lex) or lex[j + 1].kind == "sign" or sense.tag(lex[j + 1].start) in ("VBD", "CC")
    if words_at(lex, j + 1, ("than",)):
        return None  # "three days later than planned" is a length
    if word == "earlier" or (word in ("before", "previously") and ended):
        return Hit(
            first, j + 1, kind, "earlier", Point("shift", count=found.count, unit=found.unit, step=-1, base="before")
        )
    if word in ("later", "afterwards", "afterward") or (word == "after" and ended):
        return Hit(
            first, j + 1, kind, "later", Point("shift", count=found.count, unit=found.unit, step=1, base="before")
        )
    if (
        found.count != "X"
        and first
        and lex[first - 1].low == "in"
        and point.unit not in ("TS",)
        and sense.tense(lex[found.first].start, lex[found.last - 1].end) == "future"
        and not sense.ranks(lex[first - 1].start)
    ):
        return Hit(first - 1, j, kind, "in so long", Point("shift", count=found.count, unit=found.unit, step=1))
    return None


def _bare_plural(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "decades of war", "for years", "years ago", "years-long", "day-long": a length that is not told."""
    unit = unit_at(lex, i)
    if unit is None:
        return None
    if lex[i].low == unit.word:
        long = joined(lex, i + 1) and words_at(lex, i + 2, ("long",))
        return (
            Hit(i, i + 3, "DURATION", "length", Point("duration", count="1", unit=unit.value))
            if long and unit.value in _BARE
            else None
        )
    if unit.value not in _BARE or not lex[i].low.endswith("s") or (i and joined(lex, i - 1)):
        return None
    if i and (lex[i - 1].kind == "number" or lex[i - 1].low in _BEFORE_NO_LENGTH):
        return None
    found = Length(i, i + 1, "X", unit.value)
    shift = _shift(lex, found, i, sense)
    if shift is not None:
        return shift
    end = i + 3 if joined(lex, i + 1) and words_at(lex, i + 2, ("long",)) else i + 1
    if unit.value in ("TH", "TM", "D") and end == i + 1 and i and lex[i - 1].low not in _BEFORE_LENGTH:
        return None
    return Hit(i, end, "DURATION", "length", Point("duration", count="X", unit=unit.value))


def _is_rate(lex: Sequence[Lexeme], i: int, sense: Sense) -> bool:
    """ "15 a year", "twice a week", "$5 a day", "5 percent a month": so many in each."""
    if i == 0:
        return False
    before = lex[i - 1]
    if before.low in _OFTEN or before.kind == "number" or number_at(lex, i - 1) is not None:
        return True
    tag = sense.tag(before.start)
    return tag in ("NNS", "NN") and any(
        lex[k].kind == "number" or number_at(lex, k) for k in range(max(0, i - 4), i - 1)
    )


def _set(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "every year", "each week", "every two years", "per day", "Fridays", "on weekends", "every Friday"."""
    low = lex[i].low
    if low in ("every", "each", "per"):
        j = i + 1
        if words_at(lex, j, ("other",)) and (unit := unit_at(lex, j + 1)) is not None:
            return Hit(i, j + 2, "SET", "every", Point("fixed", fixed=duration_value("2", unit.value)))
        unit = unit_at(lex, j)
        if unit is not None and unit.value not in ("TS",):
            return Hit(i, j + 1, "SET", "every", Point("fixed", fixed=duration_value("1", unit.value)))
        weekday = calendar_word("weekday", lex[j].low) if j < len(lex) else None
        if weekday is not None:
            return Hit(i, j + 1, "SET", "every", Point("fixed", fixed=f"XXXX-WXX-{weekday.value}"))
        part = calendar_word("part", lex[j].low) if j < len(lex) else None
        if part is not None:
            return Hit(i, j + 1, "SET", "every", Point("fixed", fixed=f"XXXX-XX-XX{part.value}"))
        month = calendar_word("month", lex[j].low) if j < len(lex) and lex[j].text[0].isupper() else None
        if month is not None:
            return Hit(i, j + 1, "SET", "every", Point("fixed", fixed=f"XXXX-{int(month.value):02d}"))
        found = length_at(lex, j) if low == "every" else None
        if found is not None and found.count != "X":
            return Hit(i, found.last, "SET", "every", Point("fixed", fixed=duration_value(found.count, found.unit)))
        return None
    if low.endswith("s") and lex[i].text[0].isupper():
        weekday = calendar_word("weekday", low[:-1])
        if weekday is not None and len(low) > 5:
            return Hit(i, i + 1, "SET", "weekdays", Point("fixed", fixed=f"XXXX-WXX-{weekday.value}"))
    if low in ("weekends", "weekdays") and i and lex[i - 1].low in ("on", "at", "and"):
        return Hit(
            i, i + 1, "SET", "weekdays", Point("fixed", fixed="XXXX-WXX-WE" if low == "weekends" else "XXXX-WXX-XX")
        )
    return None
