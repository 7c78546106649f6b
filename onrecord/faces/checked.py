"""What a caller of the Python front asks for, checked before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from onrecord.marks.events.tables import TYPES
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.raw import Given
from onrecord.shapes.row import FIELDS
from onrecord.sources.opened import Asked

# The codes of PLOVER's manual; the other types of the record are its own.
PLOVER = tuple(t for t in TYPES if t not in ("DISASTER", "ACCIDENT", "OTHER"))


def asked(known: Given, columns: Mapping[str, str] | None, say: Callable[[str], None] | None) -> Asked:
    """What is asked of the sources. Raises UsageError for a field that there is not."""
    for field in columns or {}:
        if field not in FIELDS:
            raise UsageError(f"{field}: no field of a row; there are {', '.join(FIELDS)}")
    found = Asked(known, dict(columns or {}))
    return found if say is None else replace(found, say=say)


def day(name: str, said: str | None) -> str | None:
    """The day asked for, without a time of day. Raises UsageError for what is none."""
    found = _day(name, said)
    return None if found is None else found[:10]


def days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The first and the last day asked for. Raises UsageError for what is no day, and where the last is the earlier."""
    first, last = _day("since", since), _day("until", until)
    if first is not None and last is not None and first[:10] > last[:10]:
        raise UsageError(f"since {first[:10]} is after until {last[:10]}; give the earlier day as since")
    return first, last


def _day(name: str, said: str | None) -> str | None:
    if said is not None:
        try:
            date.fromisoformat(said[:10])
        except ValueError:
            raise UsageError(f"{name} {as_given(said)} is no date; give it as YYYY-MM-DD") from None
    return said


def one_of(name: str, said: str | None, there: Sequence[str]) -> None:
    """Raises UsageError where a word is none of those that there are."""
    if said is not None and said not in there:
        raise UsageError(f"{name} {as_given(said)} is none; there are {', '.join(there)}")


def some_of(name: str, said: str | Sequence[str] | None, there: Sequence[str]) -> tuple[str, ...]:
    """The words that were asked for, one or several, as the record has them. Raises UsageError for one that is none."""
    asked = () if said is None else (said,) if isinstance(said, str) else tuple(said)
    known = {word.casefold(): word for word in there}
    for word in asked:
        one_of(name, known.get(str(word).casefold(), str(word)), there)
    return tuple(dict.fromkeys(known[str(word).casefold()] for word in asked))


def given(published: str | None, outlet: str | None, url: str | None) -> Given:
    """What the caller says of a report. Raises UsageError for a date that is none."""
    if published is not None:
        try:
            date.fromisoformat(published) if len(published) == 10 else datetime.fromisoformat(published)
        except ValueError:
            raise UsageError(f"published {as_given(published)} is no date; give it as YYYY-MM-DD") from None
    return Given(published, outlet, url)
