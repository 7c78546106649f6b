"""Days as pages, datelines and "Published:" lines print them, to year, month, day. No relative dates, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from onrecord.reports.words import one_of
from onrecord.shapes.table import load

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_READ = 300  # characters: days are asked of short texts
_BEFORE_DAY = 4  # characters at most between a month and its day: a full stop, and spaces
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_NUMBER = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª)?"
_CLOCK = re.compile(
    r"(?<![\d/-])(?P<h>2[0-3]|[01]?\d)(?!\d)(?:[:.h](?P<m>[0-5]\d)(?!\d)(?::[0-5]\d)?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?(?P<zone>\s?(?:GMT|UTC|(?-i:[A-Z]{2,4}T))\b)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed at [start, end); the year is None where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str | None:
        """YYYY-MM-DD, None without a year."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def value(self) -> str:
        """As `iso`; XXXX-MM-DD where the year is not told."""
        return self.iso or f"XXXX-{self.month:02d}-{self.day:02d}"

    def moved(self, by: int) -> Day:
        """The same day `by` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by) if by else self


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as printed at [start, end); `value` is HH:MM, with the zone where one is printed."""

    start: int
    end: int
    value: str


def find_day(text: str, day_first: bool | None = None, short: bool = False) -> Day | None:
    """The first day that `text` names, None when it names none.

    Takes a short text (a line's head, an attribute): only its first 300 characters are read. 3/4/2026 says nothing by
    itself; 13/4/2026 does, and so does "Tue 04/03/2025", whose weekday fits one of the two readings only. Where the
    order is known, `day_first` tells it. `short`: a year of two digits before a time of day is one too,
    as in 12/23/12 6:03 PM.
    """
    return _find_day(text[:_READ], day_first, short)


@lru_cache(maxsize=2048)  # several ask for each of a report's lines
def _find_day(head: str, day_first: bool | None, short: bool) -> Day | None:
    numbers = [number.start() for number in _DIGITS.finditer(head)]
    if not numbers:
        return None
    found = [
        day
        for pattern in (*_numbered(), *((_short(),) if short else ()))
        if (day := _first(_at_numbers(pattern, head, numbers), head, day_first)) is not None
    ]
    if any(_follows_month(head, at) for at in numbers):
        named = _month_first().finditer(head, max(0, numbers[0] - _longest_month()))
        if (day := _first(named, head, day_first)) is not None:
            found.append(day)
    return min(found, key=lambda d: (d.start, -d.end), default=None)


def _at_numbers(pattern: re.Pattern[str], text: str, numbers: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern`, which begins with a whole number, finds in `text`: it is tried where `numbers` begin only."""
    end = 0
    for at in numbers:
        if at >= end and (found := pattern.match(text, at)) is not None:
            end = found.end()
            yield found


def _follows_month(head: str, at: int) -> bool:
    """True where the number at `at` stands behind the name of a month."""
    before = head[max(0, at - _longest_month()) : at].rstrip().removesuffix(".")
    words = _WORD.findall(_folded(before))
    return bool(words) and words[-1] in _last_words("month")


def day_first(spoken: str | None, language: str) -> bool | None:
    """How a page writes 3/4/2026, from the language that it declares ("en-GB") and that it is in; None where unknown.

    English alone tells nothing: half of its countries write the month first.
    """
    declared = (spoken or "").replace("_", "-").casefold().split("-")
    if len(declared) > 1 and declared[0] == "en":
        return None if declared[1] in ("ca", "ph", "za") else declared[1] != "us"
    return None if language == "en" or declared[0] == "en" else True


def find_clock(text: str, start: int = 0) -> Clock | None:
    """The first time of day printed in `text` from `start` on: hours with minutes, or hours with a.m. or p.m."""
    read = text[: start + _READ]
    for found in _at_numbers(_CLOCK, read, (number.start() for number in _DIGITS.finditer(read, start))):
        hour, minute, half = int(found["h"]), found["m"], (found["half"] or "").lower()
        if (minute is None and not half) or (half and not 1 <= hour <= 12):
            continue
        hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
        zone = (found["zone"] or "").strip()
        return Clock(found.start(), found.end(), f"{hour:02d}:{minute or '00'}" + (f" {zone}" if zone else ""))
    return None


def nearest_year(day: Day, other: str) -> str:
    """`day` (YYYY-MM-DD) in the year that brings it closest to the day `other`."""
    try:
        near = date.fromisoformat(other[:10])
    except ValueError:
        return day.value
    years = [y for y in (near.year - 1, near.year, near.year + 1) if _is_real(y, day.month, day.day)]
    best = min(years, key=lambda y: (abs((date(y, day.month, day.day) - near).days), y), default=None)
    return day.value if best is None else replace(day, year=best).value


def without_days(text: str) -> str:
    """`text` without its first day, its weekdays and its times of day: what is left of a line that tells when."""
    day = find_day(text)
    return weekdays_left_out(text[: day.start] + " " + text[day.end :] if day else text)


def weekdays_left_out(text: str) -> str:
    """`text` without its weekdays and its times of day."""
    left = _weekdays_pattern().sub(" ", text) if _may_name_weekday(text) else text
    while (clock := find_clock(left)) is not None:
        left = left[: clock.start] + " " + left[clock.end :]
    return left


def find_weekdays(text: str) -> Iterator[tuple[int, int, int]]:
    """The weekdays that `text` names in full in English: start, end, number from 1 for Monday."""
    for found in _english_weekdays().finditer(text):
        yield found.start(), found.end(), _number("weekday", found.group())


@cache
def _english_weekdays() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!\w)")


def names_weekday(text: str) -> bool:
    """True where `text` names a day of the week."""
    return _may_name_weekday(text) and _weekdays_pattern().search(text) is not None


def _may_name_weekday(text: str) -> bool:
    """False for most texts: none of their words ends the name of a weekday."""
    return not _last_words("weekday").isdisjoint(_WORD.findall(_folded(text)))


@cache
def _last_words(kind: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(name))[-1] for name in _names(kind))


def _folded(text: str) -> str:
    """In small letters, those with and without a dot made one, as patterns take them when they do not mind the case."""
    return text.replace("İ", "i").casefold().replace("ı", "i")


@cache
def _names(kind: str) -> dict[str, int]:
    rows = load(__package__, "calendar.tsv", ("name", "kind", "number", "language"), key=("name", "kind"))
    return {row["name"]: int(row["number"]) for row in rows if row["kind"] == kind}


def _number(kind: str, name: str) -> int:
    """The number of a month or weekday, in whatever case its name is written: "ARALIK" is "Aralık"."""
    return _folded_names(kind)[_folded(name)]


@cache
def _folded_names(kind: str) -> dict[str, int]:
    return {_folded(name): number for name, number in _names(kind).items()}


def _any(kind: str) -> str:
    return one_of(dict.fromkeys(sorted(_names(kind), key=lambda n: (-len(n), n)), ""))


@cache
def _longest_month() -> int:
    """The characters of the longest name of a month and of what may stand between it and its day."""
    return max(map(len, _names("month"))) + _BEFORE_DAY


@cache
def _weekdays_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('weekday')})(?!\w)\.?", re.I)


@cache
def _month_first() -> re.Pattern[str]:
    month = rf"(?P<mon>{_any('month')})(?!\w)\.?"
    return re.compile(rf"(?<!\w){month}\s{{0,3}}{_NUMBER}(?!\d|[.:]\d)(?:\s{{0,3}},?\s{{0,3}}{_YEAR})?", re.I)


@cache
def _numbered() -> tuple[re.Pattern[str], ...]:
    """The ways to write a day that begin with a number."""
    month = rf"(?P<mon>{_any('month')})(?!\w)\.?"
    return (
        re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})(?!\d)"),
        re.compile(
            rf"(?<![\w.,])(?<!\d:){_NUMBER}(?:\s{{1,3}}(?:of|de))?[\s.-]{{1,3}}{month}(?:[\s,.-]{{1,3}}(?:de\s)?{_YEAR})?",
            re.I,
        ),
        re.compile(
            r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-]|\s[|/-]\s)\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>(?:19|20)\d\d)(?![\d/-])"
        ),
        # two digits for the year where the stops leave no doubt: 28.09.19
        re.compile(r"(?<![\d/.,-])(?P<d>[0-3]\d)\.(?P<m>[01]\d)\.(?P<y>[0-3]\d)(?![\d./-]|,\d)"),
    )


@cache
def _short() -> re.Pattern[str]:
    """All-number days with two digits for the year."""
    return re.compile(
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.]|\s/\s)(?P<b>\d{1,2})(?P=sep)(?P<y>[0-3]\d)"
        r"(?=,?\s{1,3}(?:at\s|@\s)?[012]?\d[:.]\s?[0-5]\d(?!\d))",
        re.I,
    )


def _first(found: Iterable[re.Match[str]], head: str, day_first: bool | None) -> Day | None:
    return next((day for match in found if (day := _day(match, head, day_first)) is not None), None)


def _day(match: re.Match[str], head: str, day_first: bool | None) -> Day | None:
    part = match.groupdict()
    year = _full(part["y"]) if part.get("y") else None
    if "a" in part:
        number, month = _ordered(part, head, match.start(), day_first)
    else:
        month = _number("month", part["mon"]) if part.get("mon") else int(part["m"])
        number = int(part["d"])
    if not _is_real(year or 2000, month, number):
        return None
    return Day(match.start(), match.end(), year, month, number)


def _full(year: str) -> int:
    """The year that two or four digits name."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _ordered(part: dict[str, str], head: str, at: int, day_first: bool | None) -> tuple[int, int]:
    """Day and month of two numbers; (0, 0) where either order could be meant."""
    first, second, year = int(part["a"]), int(part["b"]), _full(part["y"])
    if second > 12 >= first:
        return second, first
    if part["sep"].strip() in (".", "|") or first == second or first > 12:
        return first, second
    weekday = _weekdays_pattern().search(head, max(0, at - 15), at)
    if weekday:
        meant = _number("weekday", weekday.group().rstrip("."))
        orders = [(d, m) for d, m in ((first, second), (second, first)) if _weekday(year, m, d) == meant]
        if len(orders) == 1:
            return orders[0]
    if day_first is not None:
        return (first, second) if day_first else (second, first)
    return 0, 0


def _weekday(year: int, month: int, day: int) -> int:
    return date(year, month, day).isoweekday() if _is_real(year, month, day) else 0


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
