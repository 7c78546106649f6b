"""Decisions of people, kept beside the reader's own values: written once, undone by saying so, found again by words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import apsw

from onrecord.ledger import held
from onrecord.shapes.decision import MAIN, Decision, status
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.mark import Kind, digest

# Came with format 7. A decision rests on no report: it stays when its report is read again or taken out. `now` and the
# rows of judged are worked out from the decisions and the marks that there are, and have no seal.
TABLES = """
create table decision (n integer primary key, batch integer not null, report text not null, mark text not null,
  kind text not null, cell text not null, "start" integer not null, "end" integer not null, exact text not null,
  prefix text not null, suffix text not null, verdict text not null, value text, machine text not null,
  reader text not null, reviewer text not null, at text not null, undone_by text, undone_at text, undone_n integer,
  now text,
  hash text not null);
create index decision_report on decision (report);
create index decision_batch on decision (batch);
create index decision_reviewer on decision (reviewer, batch);
create index decision_undone on decision (undone_by, undone_n) where undone_n is not null;
create table judged (mark text primary key, kind text not null, report text not null,
  status text not null) without rowid;
create index judged_report on judged (report);
create index judged_status on judged (kind, status);
"""
_NAMES = tuple(field.name for field in fields(Decision))
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
SEALED = ", ".join(f'"{name}"' for name in _NAMES if name != "now")
# The hardest first: a mark of which the reader is less sure, then one that lacks more of its main cells.
HARDEST = "confidence, empties desc"
_ALSO_BY = {"figure": "what", "event": "type"}


def columns(kind: Kind) -> list[tuple[str, str]]:
    """Columns of a kind's table that tell how hard a mark is, as (name with its type, expression)."""
    empty = [f"(coalesce(record ->> '$.{cell}', '[]') = '[]')" for cell in MAIN.get(kind.name, ())]
    return [("confidence numeric", "record ->> '$.confidence'"), ("empties integer", " + ".join(empty) or "0")]


def indexes(kind: Kind) -> str:
    """The statements that make the indexes by which the hardest marks of a kind are found."""
    found = [f'create index if not exists "{kind.name}_hardest" on "{kind.name}" ({HARDEST});\n']
    if cell := _ALSO_BY.get(kind.name):
        found.append(f'create index if not exists "{kind.name}_{cell}" on "{kind.name}" ("{cell}", {HARDEST});\n')
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Judged:
    """A mark that is decided about, as it is now."""

    report: str
    kind: str
    mark: str
    n: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    record: dict[str, Any]
    reader: str


def mark(connection: apsw.Connection, kinds: Sequence[Kind], name: str) -> Judged | None:
    """The mark whose id is `name`, None where there is none."""
    for kind in kinds:
        sql = (
            'select mark.report, mark.id, mark.n, mark."start", mark."end", mark.exact, mark.prefix, mark.suffix,'
            f' mark.record, report.reader from "{kind.name}" as mark join report on report.id = mark.report'
            " where mark.id = ?"
        )
        for report, found, n, start, end, exact, prefix, suffix, record, reader in connection.execute(sql, (name,)):
            return Judged(
                report, kind.name, found, n, start, end, exact, prefix, suffix, json.loads(record), reader or ""
            )
    return None


def put(connection: apsw.Connection, kinds: Sequence[Kind], made: Sequence[Decision]) -> int:
    """Write decisions that one action made, all in one batch; gives its number. Theirs are not looked at."""
    first = int(connection.execute("select coalesce(max(n), 0) + 1 from decision").get)
    for n, one in enumerate(made, first):
        _write(connection, replace(one, n=n, batch=first))
    place(connection, kinds, {one.report for one in made})
    return first


def undo(
    connection: apsw.Connection, kinds: Sequence[Kind], reviewer: str, batch: int | None, at: str
) -> list[Decision]:
    """Undo a batch, the last one of a reviewer's that stands where none is named; gives its decisions.

    Raises UsageError where there is none.
    """
    if batch is None:
        sql = "select max(batch) from decision where reviewer = ? and undone_at is null"
        batch = connection.execute(sql, (reviewer,)).get
    return _turn(connection, kinds, batch, f"nothing to undo of reviewer {as_given(reviewer)}", reviewer, at)


def redo(connection: apsw.Connection, kinds: Sequence[Kind], reviewer: str, batch: int | None) -> list[Decision]:
    """Make a batch stand again, that which the reviewer undid last where none is named; gives its decisions.

    Raises UsageError where there is none.
    """
    if batch is None:
        sql = "select batch from decision where undone_by = ? order by undone_n desc limit 1"
        batch = connection.execute(sql, (reviewer,)).get
    return _turn(connection, kinds, batch, f"nothing to redo of reviewer {as_given(reviewer)}", None, None)


def _turn(
    connection: apsw.Connection, kinds: Sequence[Kind], batch: int | None, none: str, by: str | None, at: str | None
) -> list[Decision]:
    some = [one for one in of(connection, batch=batch) if one.stands == (at is not None)] if batch else []
    if not some:
        raise UsageError(none if batch is None else f"batch {batch}: {'stands already' if at is None else 'no such'}")
    n = None if at is None else int(connection.execute("select coalesce(max(undone_n), 0) + 1 from decision").get)
    turned = [replace(one, undone_by=by, undone_at=at, undone_n=n) for one in some]
    for one in turned:
        _write(connection, one)
    place(connection, kinds, {one.report for one in turned})
    return list(of(connection, batch=batch))


def of(
    connection: apsw.Connection,
    *,
    reports: Iterable[str] | None = None,
    batch: int | None = None,
    reviewer: str | None = None,
    marks: Iterable[str] | None = None,
) -> Iterator[Decision]:
    """Decisions in their order: of some reports, of a batch, of a reviewer, that hold of some marks now."""
    where, values = ["true"], list[object]()
    if reports is not None:
        where.append("report in (select value from json_each(?))")
        values.append(json.dumps(list(reports)))
    for name, value in (("batch", batch), ("reviewer", reviewer)):
        if value is not None:
            where.append(f"{name} = ?")
            values.append(value)
    if marks is not None:
        some = json.dumps(list(marks))
        where.append("report in (select report from judged where mark in (select value from json_each(?)))")
        where.append("now in (select value from json_each(?))")
        values += [some, some]
    sql = f"select {_COLUMNS} from decision where {' and '.join(where)} order by n"
    for row in connection.execute(sql, values):
        yield Decision(*row)


def place(connection: apsw.Connection, kinds: Sequence[Kind], reports: Iterable[str]) -> None:
    """Find anew of which marks of some reports the decisions about them hold."""
    for report in sorted(set(reports)):
        some = list(of(connection, reports=[report]))
        connection.execute("delete from judged where report = ?", (report,))
        where = _places(connection, kinds, report, some)
        for one in some:
            if where.get(one.n) != one.now:
                connection.execute("update decision set now = ? where n = ?", (where.get(one.n), one.n))
        connection.executemany("insert into judged values (?, ?, ?, ?)", _judged(report, some, where))


def follow(connection: apsw.Connection, kinds: Sequence[Kind], report: str, before: str) -> None:
    """Take decisions along to a report that was written anew, whose id was another `before`, or the same."""
    if before != report:
        for one in list(of(connection, reports=[before])):
            _write(connection, replace(one, report=report, mark=held.renamed(before, report, one)))
        connection.execute("delete from judged where report = ?", (before,))
    place(connection, kinds, [report])


def astray(connection: apsw.Connection, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is wrong with decisions beside their seals: some are missing, or hold of other marks than is kept."""
    counts: Any = connection.execute("select count(*), coalesce(max(n), 0) from decision").get
    many, last = counts
    if many != last:
        yield f"decisions: {last - many} of {last} are missing; restore the ledger from a copy"
    seen: set[tuple[str, str, str, str]] = set()
    reports: list[Any] = connection.execute("select distinct report from decision order by report").fetchall()
    for (report,) in reports:
        some = list(of(connection, reports=[report]))
        where = _places(connection, kinds, report, some)
        seen |= set(_judged(report, some, where))
        for one in some:
            if where.get(one.n) != one.now:
                yield f"decision {one.n}: is kept for another mark than it is about; read report {report[:12]} again"
    if seen != set(connection.execute("select mark, kind, report, status from judged")):
        yield "decisions: the list of marks that are decided is not theirs; restore the ledger from a copy"


def _judged(report: str, some: Iterable[Decision], where: dict[int, str]) -> list[tuple[str, str, str, str]]:
    """The marks of a report about which there are decisions that stand, each with its status."""
    by: dict[tuple[str, str], list[Decision]] = {}
    for one in some:
        if one.n in where and one.stands:
            by.setdefault((where[one.n], one.kind), []).append(one)
    return [(name, kind, report, status(found)) for (name, kind), found in sorted(by.items())]


def _places(
    connection: apsw.Connection, kinds: Sequence[Kind], report: str, some: Sequence[Decision]
) -> dict[int, str]:
    text = connection.execute("select text from report where id = ?", (report,)).get
    if text is None or not some:
        return {}
    there: list[held.Place] = []
    for kind in kinds:
        if not any(one.kind == kind.name for one in some):
            continue
        sql = f'select id, "start", "end", exact, prefix, suffix from "{kind.name}" where report = ? order by n'
        for name, start, end, exact, prefix, suffix in connection.execute(sql, (report,)):
            n = held.reading(report, kind.name, start, end, exact, name)
            there.append(held.Place(name, kind.name, start, end, exact, prefix, suffix, n))
    return held.places(some, there, text)


def _write(connection: apsw.Connection, one: Decision) -> None:
    values = [getattr(one, name) for name in _NAMES]
    marks = ", ".join("?" for _ in values)
    sql = f"insert or replace into decision ({_COLUMNS}, hash) values ({marks}, ?)"
    connection.execute(sql, (*values, digest(*values[:-1])))


def printed(one: Decision) -> dict[str, Any]:
    """A decision as it is printed: what the person and the reader say as values, not as text."""
    row = {name: getattr(one, name) for name in _NAMES if name not in ("prefix", "suffix", "undone_n")}
    row["id"] = row.pop("mark")
    row["value"], row["machine"] = one.said, one.read
    return row | {"status": "placed" if one.now is not None else "unplaced"}
