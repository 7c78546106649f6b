"""Days and hours as news words them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: its words follow the machine's language
_WEEK = 6  # a weekday names a day of the last six without doubt


def weekday(day: date) -> str:
    """ "Tuesday"."""
    return _DAYS[day.weekday()]


def printed(day: date, month_first: bool, year: bool = False) -> str:
    """ "March 4" or "4 March", with its year where asked."""
    month = _MONTHS[day.month - 1]
    if month_first:
        return f"{month} {day.day}, {day.year}" if year else f"{month} {day.day}"
    return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"


def on(day: date, today: date, month_first: bool) -> str:
    """ "on Tuesday", or "on March 4" where the weekday would not tell."""
    return f"on {bare(day, today, month_first)}"


def bare(day: date, today: date, month_first: bool) -> str:
    """As `on`, without its first word."""
    apart = (today - day).days
    if -_WEEK <= apart <= _WEEK:
        return weekday(day)
    return printed(day, month_first)


def hour(moment: datetime) -> str:
    """ "shortly before 6 a.m.": a round hour near the moment, worded by the moment's minutes."""
    near = moment + timedelta(minutes=30)
    half = "a.m." if near.hour < 12 else "p.m."
    clock = {0: "midnight", 12: "noon"}.get(near.hour) or f"{near.hour % 12 or 12} {half}"
    if moment.minute < 15:
        return f"just after {clock}"
    return f"shortly before {clock}" if moment.minute >= 30 else f"at about {clock}"


def clock(moment: datetime) -> str:
    """ "17:05"."""
    return f"{moment.hour:02}:{moment.minute:02}"
