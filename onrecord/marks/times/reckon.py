"""From a time in its own words to TIMEX3 and days, given the publication date and the day named before."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from onrecord.marks.times.candidate import Point

# How far ahead of publication a date without a year may lie and still be meant when no verb tells: reports announce
# what comes within weeks, and look back on anything else.
NEAR_DAYS = 21
# What began this few days ago may still be told with a verb that looks ahead.
JUST_DAYS = 10

# Units of time in months, or in days where they are shorter than a month.
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {
    **{unit: Fraction(days) for unit, days in (("D", 1), ("NI", 1), ("W", 7), ("2W", 14), ("WE", 7))},
    **{unit: Fraction(1, share) for unit, share in (("TH", 24), ("TM", 1440), ("TS", 86400))},
}
# What counts in these leans on a day of the story; in longer ones it may lean on the day of the report: "from the
# previous year".
_WITHIN_DAYS = ("D", "NI", "TH", "TM", "TS")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as in TIMEX3 and the days it covers, YYYY-MM-DD, both included; None where they stay open."""

    value: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative times count from: publication, the day named before, and what the sentence says of tense."""

    published: date | None
    before: date | None
    tense: str
    toward: str

    def base(self, point: Point) -> date | None:
        """The day that `point` counts from; None when it is not known."""
        if point.base != "before":
            return self.published
        lean = point.step > 0 or (point.step < 0 and (point.unit != "D" or bool(point.part)))  # not "a day earlier"
        open_ = point.unit in _WITHIN_DAYS and lean and self.tense == "past"
        return self.before or (None if open_ else self.published)


def reckon(point: Point, anchor: Anchor) -> Reading:
    """The reading of `point`. Days that no calendar has (February 30) stay open."""
    try:
        reading = _FORMS[point.form](point, anchor)
        if point.base == "before" and _is_too_late(reading, point, anchor):
            return _FORMS[point.form](point, Anchor(None, None, anchor.tense, anchor.toward))
        return reading
    except (ValueError, OverflowError):
        return Reading("XXXX-XX-XX")


def _is_too_late(reading: Reading, point: Point, anchor: Anchor) -> bool:
    """True for "the next day he was charged" where that day would be one after publication."""
    if point.step <= 0 or anchor.tense != "past" or anchor.published is None or reading.first is None:
        return False
    return reading.first > anchor.published.isoformat()


def join(first: Reading, last: Reading) -> Reading:
    """A range; its days stay open when one end is open, or lies on the wrong side of the other."""
    value = f"{first.value}/{last.value}"
    if first.first is None or last.last is None or first.first > last.last:
        return Reading(value)
    return Reading(value, first.first, last.last)


def _day(day: date, part: str = "") -> Reading:
    if part.startswith("T24:00"):  # midnight ends a day, and is the first moment of the next
        day, part = day + timedelta(days=1), part.replace("T24", "T00")
    return Reading(day.isoformat() + part, day.isoformat(), day.isoformat())


def _month(year: int, month: int) -> Reading:
    last = calendar.monthrange(year, month)[1]
    return Reading(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{last:02d}")


def _years(first: int, last: int, value: str) -> Reading:
    return Reading(value, f"{first:04d}-01-01", f"{last:04d}-12-31")


def _week(day: date, value: str = "") -> Reading:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = monday.isocalendar()
    return Reading(value or f"{year:04d}-W{week:02d}", monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def _weekend(saturday: date) -> Reading:
    year, week, _ = saturday.isocalendar()
    return Reading(f"{year:04d}-W{week:02d}-WE", saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())


def _quarter(year: int, number: int, half: bool = False) -> Reading:
    size = 6 if half else 3
    first, last = _month(year, (number - 1) * size + 1), _month(year, number * size)
    return Reading(f"{year:04d}-{'H' if half else 'Q'}{number}", first.first, last.last)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- one function a form -------------------------------------------------------------------------


def _of_fixed(point: Point, anchor: Anchor) -> Reading:
    return Reading(point.fixed)


def _of_date(point: Point, anchor: Anchor) -> Reading:
    base = anchor.published
    if point.month and not point.year and base is not None:
        year = _year_of(point, anchor, base)
        return _month(year, point.month) if not point.day else _day(date(year, point.month, point.day), point.part)
    if point.year and point.month and point.day:
        return _day(date(point.year, point.month, point.day), point.part)
    if point.year and point.month:
        return _month(point.year, point.month)
    if point.year:
        return _years(point.year, point.year, f"{point.year:04d}")
    if not point.month and point.day:
        return Reading(f"XXXX-XX-{point.day:02d}")
    day = f"-{point.day:02d}" if point.day else ""
    return Reading(f"XXXX-{point.month:02d}{day}{point.part}")


def _year_of(point: Point, anchor: Anchor, base: date) -> int:
    """The year that a month or a month and day is meant in: by "last", "next", the verb, else the past unless near."""
    if point.base == "before" and anchor.before is not None:
        return anchor.before.year
    if point.unit == "Y":  # "October of next year"
        return base.year + point.step
    years = [y for y in range(base.year - 8, base.year + 9) if _exists(y, point)]
    if not years:
        raise ValueError("no such day")
    now = (base.month, base.day) if point.day else (base.month, 0)
    there = (point.month, point.day if point.day else 0)

    def reach(y: int) -> tuple[int, tuple[int, int]]:
        return (y, there)

    today = (base.year, now)
    if point.explicit and point.step:
        past = [y for y in years if reach(y) < today]
        coming = [y for y in years if reach(y) > today]
        return past[-1] if point.step < 0 else coming[0]
    past = [y for y in years if reach(y) <= today]
    coming = [y for y in years if reach(y) >= today]
    if point.explicit:
        return base.year
    ahead = anchor.tense == "future" or (
        anchor.toward in ("until", "till", "by", "before", "ahead") and anchor.tense != "past"
    )
    if not ahead and (anchor.tense != "past" or anchor.toward in ("until", "till")) and point.day:
        gap = date(coming[0], point.month, point.day) - base
        ahead = gap <= timedelta(days=NEAR_DAYS) and date(past[-1], point.month, point.day) < base - timedelta(days=120)
    if ahead and point.day and date(past[-1], point.month, point.day) >= base - timedelta(days=JUST_DAYS):
        return past[-1]  # "is to run from January 23 through March 9", printed on the 28th
    return coming[0] if ahead else past[-1]


def _exists(year: int, point: Point) -> bool:
    return not point.day or point.day <= calendar.monthrange(year, point.month)[1]


def _of_weekday(point: Point, anchor: Anchor) -> Reading:
    base = anchor.base(point)
    if base is None:
        return Reading(f"XXXX-WXX-{point.weekday}{point.part}")
    ahead = (point.weekday - 1 - base.weekday()) % 7
    behind = -((base.weekday() - (point.weekday - 1)) % 7)
    if point.explicit and point.step > 0:
        days = ahead or 7
    elif point.explicit and point.step < 0:
        days = (behind or -7) + 7 * (point.step + 1)
    elif point.explicit:
        days = behind if anchor.tense == "past" else ahead
    else:
        future = (
            anchor.tense == "future"
            or anchor.toward in ("until", "till")
            or (anchor.tense == "" and anchor.toward in ("by", "ahead"))
            or (anchor.toward == "ahead" and behind < -2)  # "put up barriers ahead of Saturday's march"
        )
        days = ahead if future else behind
    return _day(base + timedelta(days=days), point.part)


def _of_unit(point: Point, anchor: Anchor) -> Reading:
    base, unit, step = anchor.base(point), point.unit, point.step
    if base is None:
        return Reading(
            {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX"}.get(unit, "XXXX-XX-XX")
            + point.part
        )
    if unit == "W":
        return _week(base + timedelta(weeks=step))
    if unit == "WE":
        return _of_weekend(point, anchor, base)
    if unit == "M":
        there = add_months(base, step)
        return _month(there.year, there.month)
    if unit == "Q":
        there = add_months(base, 3 * step)
        return _quarter(there.year, (there.month + 2) // 3)
    if unit == "Y":
        return _years(base.year + step, base.year + step, f"{base.year + step:04d}")
    if unit == "DE":
        first = (base.year // 10 + step) * 10
        return _years(first, first + 9, f"{first // 10:03d}")
    if unit == "CE":
        first = (base.year // 100 + step) * 100
        return _years(first, first + 99, f"{first // 100:02d}")
    return _day(base + timedelta(days=step), point.part)


def _of_weekend(point: Point, anchor: Anchor, base: date) -> Reading:
    """The weekend meant: on Monday "this weekend" with a past verb is the one just over."""
    saturday = base + timedelta(days=5 - base.weekday())  # of the week that publication lies in
    if base.weekday() < 5 and (
        point.step < 0 or (point.step == 0 and anchor.tense != "future" and not _future_weekend(point, anchor, base))
    ):
        return _weekend(saturday - timedelta(weeks=1))
    return _weekend(saturday + timedelta(weeks=point.step if base.weekday() >= 5 else max(0, point.step)))


def _future_weekend(point: Point, anchor: Anchor, base: date) -> bool:
    return point.explicit and anchor.tense != "past" and base.weekday() >= 2


def _of_shift(point: Point, anchor: Anchor) -> Reading:
    base = anchor.base(point)
    unit = point.unit
    if point.count == "X":
        return Reading(
            "PAST_REF"
            if point.step < 0 and point.base == "published"
            else "FUTURE_REF"
            if point.base == "published"
            else "XXXX-XX-XX"
        )
    if base is None:
        return Reading({"M": "XXXX-XX", "Y": "XXXX", "DE": "XXXX", "CE": "XXXX"}.get(unit, "XXXX-XX-XX") + point.part)
    count = Fraction(point.count) * point.step
    if unit in _DAYS:
        return _day(base + timedelta(days=round(count * _DAYS[unit])), point.part)
    months = count * _MONTHS[unit]
    there = add_months(base, round(months))
    if unit in ("M", "Q") or (months / 12).denominator != 1:
        return _month(there.year, there.month)
    return _years(there.year, there.year, f"{there.year:04d}")


def _of_season(point: Point, anchor: Anchor) -> Reading:
    """Seasons get no days: they differ between the hemispheres, and winter between years."""
    year = point.year
    base = anchor.published
    if not year and base is not None:
        current = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}[point.fixed]
        year = base.year + (
            point.step if point.explicit else -1 if current > base.month + 2 and anchor.tense != "future" else 0
        )
        if point.explicit and point.step < 0 and current < base.month - 2:
            year += 1
        if point.explicit and point.step > 0 and current > base.month:
            year -= 1
    return Reading(f"{year:04d}-{point.fixed}" if year else f"XXXX-{point.fixed}")


def _of_week(point: Point, anchor: Anchor) -> Reading:
    """The first, second … or last (number 0) week of a month or year, by the weeks of ISO 8601 that lie in it."""
    whole = _of_date(point, anchor)
    if whole.first is None or whole.last is None:
        return Reading("XXXX-WXX")
    if not point.number:
        day = date.fromisoformat(whole.last)
        return _week(day if day.weekday() >= 3 else day - timedelta(days=7))
    first = date.fromisoformat(whole.first)
    if first.weekday() > 3:
        first += timedelta(days=7 - first.weekday())
    return _week(first + timedelta(weeks=point.number - 1))


def _of_quarter(point: Point, anchor: Anchor) -> Reading:
    half = point.unit == "H"
    if point.year:
        return _quarter(point.year, point.number, half)
    base = anchor.published
    if base is None:
        return Reading(f"XXXX-{'H' if half else 'Q'}{point.number}")
    if point.explicit:
        return _quarter(base.year + point.step, point.number, half)
    ahead = point.number - (base.month - 1) // (6 if half else 3) - 1
    # The coming quarter is planned for; those after it are reported on, so they lie in the year before.
    return _quarter(base.year if ahead <= 1 or anchor.tense == "future" else base.year - 1, point.number, half)


def _of_months(point: Point, anchor: Anchor) -> Reading:
    """So many months from the start of a year, or to its end where `number` is negative."""
    base = anchor.published
    year = point.year or (base.year + point.step if base is not None else 0)
    first, last = (1, point.number) if point.number > 0 else (13 + point.number, 12)
    if not year:
        return Reading(f"XXXX-{first:02d}/XXXX-{last:02d}")
    if point.number in (3, -3):
        return _quarter(year, 1 if point.number > 0 else 4)
    if point.number in (6, -6):
        return _quarter(year, 1 if point.number > 0 else 2, half=True)
    return join(_month(year, first), _month(year, last))


def _of_decade(point: Point, anchor: Anchor) -> Reading:
    return _years(point.year, point.year + 9, f"{point.year // 10:03d}")


def _of_century(point: Point, anchor: Anchor) -> Reading:
    first = (point.number - 1) * 100
    return Reading(f"{first // 100:02d}", f"{max(first, 1):04d}-01-01", f"{first + 99:04d}-12-31")


def _of_clock(point: Point, anchor: Anchor) -> Reading:
    """A clock time alone stands on the day named before in its sentence, else on the day of publication."""
    base = anchor.before or anchor.published
    return Reading("XXXX-XX-XX" + point.part) if base is None else _day(base, point.part)


def _of_duration(point: Point, anchor: Anchor) -> Reading:
    value = duration_value(point.count, point.unit)
    base = anchor.published
    if not point.step or point.count == "X" or base is None:
        return Reading(value)
    count = Fraction(point.count)
    if point.unit in _MONTHS:
        there = add_months(base, round(count * _MONTHS[point.unit]) * point.step)
    else:
        there = base + timedelta(days=point.step * ceil(count * _DAYS[point.unit]))
    first, last = sorted((base, there))
    return Reading(value, first.isoformat(), last.isoformat())


def duration_value(count: str, unit: str) -> str:
    """A length as TIMEX3 writes it: P2W, PT30M, P2DE, PXY; a fortnight as two weeks, a night as a part of the day."""
    if unit == "2W":
        return f"P{2 * float(count):g}W" if count != "X" else "PXW"
    if unit == "NI":
        return f"P{count}D" if count == "X" else f"P{count}NI"
    if unit.startswith("T"):
        return f"PT{count}{unit[1:]}"
    return f"P{count}{unit}"


_FORMS: dict[str, Callable[[Point, Anchor], Reading]] = {
    "fixed": _of_fixed,
    "date": _of_date,
    "weekday": _of_weekday,
    "unit": _of_unit,
    "shift": _of_shift,
    "season": _of_season,
    "week": _of_week,
    "quarter": _of_quarter,
    "months": _of_months,
    "decade": _of_decade,
    "century": _of_century,
    "clock": _of_clock,
    "duration": _of_duration,
}
