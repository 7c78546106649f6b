"""Times as archives write them, to ISO 8601 in universal time; None for what is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 100  # characters
# What browsers print: "Tue Mar 04 2031 12:00:00 GMT+0100 (…)".
_WORDS = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")
_DIGITS = re.compile(r"\d{14}")


def from_iso(said: str) -> str | None:
    """From "2031-03-04T11:00:00Z", also with fractions or a zone, or "20310304110000"."""
    said = said.strip()
    try:
        if _DIGITS.fullmatch(said):
            return _written(datetime.strptime(said, "%Y%m%d%H%M%S"))
        return _written(datetime.fromisoformat(said)) if 10 < len(said) <= _LONGEST else None
    except (ValueError, OverflowError):
        return None


def from_mail(said: str) -> str | None:
    """From "Tue, 04 Mar 2031 12:00:00 +0100"."""
    if len(said) > _LONGEST:
        return None
    try:
        return _written(parsedate_to_datetime(said.strip()))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def from_words(said: str) -> str | None:
    """From "Tue Mar 04 2031 12:00:00 GMT+0100 (a zone's name)"."""
    found = _WORDS.match(said[:_LONGEST])
    return from_mail(f"{found[2]} {found[1]} {found[3]} {found[4]} {found[5]}") if found else None


def _written(moment: datetime) -> str:
    """A time without zone is taken for universal time: that is what archives mean."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
