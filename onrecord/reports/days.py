"""Days as pages, datelines and "Published:" lines print them, to year, month, day. No relative dates, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=lambda n: (-len(n), n))) + r")\b\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(
    r"(?<!\w)"
    + _MONTH.format("mon")
    + r"\s{0,3}(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:\s{0,3},?\s{0,3}"
    + _YEAR.format("y")
    + r"(?!\d))?",
    re.I,
)
_DAY_FIRST = re.compile(
    r"(?<![\w.,])(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}of)?[\s.-]{1,3}"
    + _MONTH.format("mon")
    + r"(?:[\s,.-]{1,3}"
    + _YEAR.format("y")
    + r"(?!\d))?",
    re.I,
)
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\d/-])")
CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}T)\b)?", re.I
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


def find_day(text: str) -> Day | None:
    """The first day that `text` names, None when it names none; 3/4/2026 says nothing, 13/4/2026 does.

    Takes a short text (a line's head, an attribute): only its first 300 characters are read.
    """
    head = text[:300]
    found: list[Day] = []
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST, _NUMERIC):
        for match in pattern.finditer(head):
            day = _day(match)
            if day is not None:
                found.append(day)
                break
    return min(found, key=lambda d: (d.start, -d.end), default=None)


def _day(match: re.Match[str]) -> Day | None:
    part = match.groupdict()
    year = int(part["y"]) if part.get("y") else None
    if "a" in part:
        first, second = int(part["a"]), int(part["b"])
        if part["sep"] == ".":
            number, month = first, second
        elif first == second or first > 12:
            number, month = first, second
        elif second > 12:
            month, number = first, second
        else:
            return None
    else:
        month = MONTHS[part["mon"].lower()] if part.get("mon") else int(part["m"])
        number = int(part["d"])
    try:
        date(year or 2000, month, number)
    except ValueError:
        return None
    return Day(match.start(), match.end(), year, month, number)


def is_day(text: str) -> bool:
    """True for a string YYYY-MM-DD that is a real day."""
    try:
        return date.fromisoformat(text[:10]).isoformat() == text[:10]
    except ValueError:
        return False
