"""A moment as machines state it (ISO 8601, RFC 822, seconds since 1970), brought to ISO 8601. No clock, no guessing."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

_LONGEST = 100  # characters: no stated moment is longer
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_FULL = "january february march april may june july august september sept october november december".split()
_MONTH = "|".join([*_FULL, *_MONTHS])
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s{1,3})?"
_CLOCK = (
    r"(?P<h>\d{1,2}):?(?P<mi>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\.?)?"
    r"\s{0,3}(?P<zone>z|[+-]\d\d:?\d\d|[+-]\d\d|[a-z]{2,4})?(?:\s\([a-z ]{2,40}\))?"
)
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # 2031-05-02T10:00:00+02:00, 2031/05/02 10:00, 20310502
        rf"(?P<y>\d{{4}})(?P<sep>[-/.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?:(?:t|\s{{1,3}}){_CLOCK})?",
        # Fri, 02 May 2031 10:00:00 GMT; 2 May 2031
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})[\s-](?P<mon>{_MONTH})\.?,?[\s-](?P<y>\d{{4}}|\d\d)(?:,?\s{{1,3}}(?:at\s)?{_CLOCK})?",
        # May 2, 2031 at 10:00 AM
        rf"{_WEEKDAY}(?P<mon>{_MONTH})\.?\s{{1,3}}(?P<d>\d{{1,2}}),?\s(?P<y>\d{{4}})(?:,?\s{{1,3}}(?:at\s)?{_CLOCK})?",
        # Fri May  2 10:00:00 +0000 2031
        rf"{_WEEKDAY}(?P<mon>{_MONTH})\s{{1,3}}(?P<d>\d{{1,2}})\s{{1,3}}{_CLOCK}\s(?P<y>\d{{4}})",
    )
)
# The zones that RFC 822 names; other letters mean different things in different countries.
_ZONES = {
    "z": "Z", "gmt": "Z", "utc": "Z", "ut": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
_NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
_EPOCH = date(1970, 1, 1)  # what programs write that know no date


def moment(value: object) -> str | None:
    """`value` as YYYY-MM-DD, with THH:MM:SS and the zone where it states them; None where it states no day.

    Takes a string or a number (seconds, milliseconds, micro- or nanoseconds since 1970, then in UTC). The day is the
    one stated, not moved to another zone. 1970-01-01 is no date, nor is a year before 1900 or after 2099.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = (f"{value:.3f}" if isinstance(value, float) else str(value)[: _LONGEST + 1]).strip()
    if len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        return _since_1970(float(text))
    if isinstance(value, float):
        return None
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return _checked(found.groupdict())
    return None


def _since_1970(number: float) -> str | None:
    for unit in (1, 1e3, 1e6, 1e9):
        seconds = number / unit
        if 1e8 <= seconds < 4.1e9:  # 1973 to 2099
            return datetime.fromtimestamp(int(seconds), tz=UTC).isoformat().replace("+00:00", "Z")
    return None


def _checked(part: dict[str, str | None]) -> str | None:
    year = int(part["y"] or 0)
    if year < 100 and len(part["y"] or "") < 4:  # "0001-01-01" is how some systems write that there is none
        year += 2000 if year < 70 else 1900
    named = part.get("mon")
    month = _MONTHS[named[:3].lower()] if named else int(part["m"] or 0)
    try:
        day = date(year, month, int(part["d"] or 0))
    except ValueError:
        return None
    if not 1900 <= year <= 2099 or day == _EPOCH:
        return None
    if part.get("h") is None:
        return day.isoformat()
    time = _time(part)
    return None if time is None else day.isoformat() + (f"T{time}" if time else "")


def _time(part: dict[str, str | None]) -> str | None:
    """HH:MM:SS with the zone; "" for a midnight without one (tables put it behind a mere day); None for no time."""
    hour, minute, second = int(part["h"] or 0), int(part["mi"] or 0), int(part["s"] or 0)
    half, zone = part["half"], (part["zone"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    if zone[:1] in ("+", "-"):
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    else:
        zone = _ZONES.get(zone, "")
    if not zone and (hour, minute, second) == (0, 0, 0):
        return ""
    return f"{hour:02d}:{minute:02d}:{min(second, 59):02d}{zone}"


def days_of(told: str) -> tuple[str, str]:
    """First and last day of a day, month or year as ISO 8601 tells it: "2019-02" gives 2019-02-01 and 2019-02-28.

    What is none of them comes back as it is.
    """
    year, _, month = told.partition("-")
    if len(told) == len("2019") and year.isdecimal():
        return f"{told}-01-01", f"{told}-12-31"
    if len(told) == len("2019-02") and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and int(year):
        return f"{told}-01", f"{told}-{calendar.monthrange(int(year), int(month))[1]:02d}"
    return told, told
