"""The dated part of a story for its readers: what happened, or is said to have, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.faces import event_words, happened, words
from onrecord.shapes.happening import CAME_ABOUT, OPEN

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry as a reader is shown it.

    `label` sets it apart from what reports tell as having happened ("denied by Nairobi", "planned"), empty where
    nothing does; `about` says the rest in words.
    """

    day: str
    label: str
    text: str
    about: tuple[str, ...]
    row: Row


def timeline(account: Row, most: int | None = None) -> list[Dated]:
    """The timeline of a story's account in order of time, without what is still to come.

    An announcement that came about is told with what shows it; what is only imagined is left to the list. Beyond
    `most` entries what few tell, what is long past and what is only supposed give way.
    """
    rows = [r for r in account.get("timeline", ()) if r.get("outcome") != OPEN and r.get("modality") != "hypothetical"]
    rows = [r for r in rows if not _dayless(r)]
    entries = {str(row.get("id")): row for row in rows}
    kept = [row for row in rows if row.get("outcome") != CAME_ABOUT or row.get("outcome_in") not in entries]
    return [_dated(row, entries) for row in _chief(kept, words.day(account.get("from")), most)]


def undated(account: Row) -> list[Dated]:
    """What happened on a day that no report tells, what most tell first."""
    return [_dated(row, {}) for row in account.get("timeline", ()) if _dayless(row)]


def _dayless(row: Row) -> bool:
    """True for a happening without a day; not for an announcement of what has one."""
    return not (row.get("from") or row.get("to") or row.get("outcome"))


def upcoming(account: Row) -> list[Dated]:
    """What a story's account has as still to come, those without a day last."""
    return [_dated(row, {}) for row in account.get("upcoming", ())]


def _dated(row: Row, entries: Mapping[str, Row]) -> Dated:
    day, until = words.dated(row.get("from"), row.get("to"))
    standing = happened.standing(row)
    label = "" if standing in happened.SO else standing.removeprefix("ongoing, ").removeprefix("historical, ")
    about = (
        until,
        happened.doer(row),
        happened.blamed(row),
        event_words.kind(row),
        str(row["modality"]) if row.get("modality") in ("ongoing", "historical") else "",
        happened.contested(row),
        happened.foretold(row, entries),
        happened.outcome(row) if row.get("outcome") != OPEN else "",
    )
    return Dated(day, label, happened.text(row), tuple(a for a in about if a), row)


def _chief(rows: list[Row], began: date | None, most: int | None) -> Iterable[Row]:
    if most is None or len(rows) <= most:
        return rows
    weight = [
        (_past(row, began), row.get("modality") in ("possible", "hypothetical"), -len(row["reports"]), n)
        for n, row in enumerate(rows)
    ]
    return (rows[n] for n in sorted(w[-1] for w in sorted(weight)[:most]))


def _past(row: Row, began: date | None) -> bool:
    """True when a dated entry is background: told as history, or over a week before the first report."""
    over = words.day(row.get("to") or row.get("from"))
    return row.get("modality") == "historical" or (
        over is not None and began is not None and over < began - timedelta(days=7)
    )
