"""Reports and marks in their order, a part at a time: index look-ups, whatever the ledger's size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import apsw

from onrecord.ledger.rows import Found
from onrecord.shapes.json_text import parsed
from onrecord.shapes.mark import Kind

_FEW = 50  # reports that are looked up at once
_BEHIND_DAY = "(published < :day or published is null or (published = :day and n < :n)) and "


def newest(db: apsw.Connection, after: tuple[str | None, int] | None) -> Iterator[tuple[str, str | None, int]]:
    """A few reports behind a place (day and number), each with its own: the newest day first, those without one last.

    Reports that were set aside are left out.
    """
    day, n = after or (None, None)
    where = "" if after is None else _BEHIND_DAY if day is not None else "published is null and n < :n and "
    sql = f"select id, published, n from report where {where}status <> 'set_aside'"
    yield from db.execute(f"{sql} order by published desc, n desc limit {_FEW}", {"day": day, "n": n})


def newest_of(db: apsw.Connection, reports: Iterable[str]) -> Iterator[str]:
    """Of some reports the first of `newest`."""
    sql = "select report.id from json_each(?) as one join report on report.id = one.value"
    sql += " order by report.published desc, report.n desc limit 1"
    return (str(name) for (name,) in db.execute(sql, (json.dumps(sorted(reports)),)))


def newest_day(db: apsw.Connection) -> Iterator[str]:
    """The newest day (YYYY-MM-DD) on which a report that was marked was published; nothing where none states it."""
    sql = "select substr(published, 1, 10) from report where published is not null and status = 'marked'"
    return (str(day) for (day,) in db.execute(f"{sql} order by published desc limit 1"))


def ids(db: apsw.Connection, first: int, limit: int) -> Iterator[str]:
    """So many reports from a place on, by when they were added."""
    return (str(name) for (name,) in db.execute("select id from report order by n limit ? offset ?", (limit, first)))


def marks(db: apsw.Connection, kind: Kind, first: int, limit: int) -> Iterator[Found]:
    """So many marks of one kind from a place on, in order of addition and text."""
    sql = f'select one.id, one.report, one.exact, one.record from report cross join "{kind.name}" as one'
    sql += " on one.report = report.id order by report.n, one.n limit ? offset ?"
    for name, report, exact, record in db.execute(sql, (limit, first)):
        yield Found(name, report, exact, parsed(record))
