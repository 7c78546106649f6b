"""Links between reports: worked out with those whom a report meets, written, taken away, and looked up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import apsw

from onrecord.ledger import meetings
from onrecord.shapes.mark import digest

_COLUMNS = "select kind, a, b, record from edge where"


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two reports, `a` < `b`: "copy" or "story", with its fields as JSON (shapes.plain)."""

    kind: str
    a: str
    b: str
    record: str


@dataclass(frozen=True, slots=True)
class Linking:
    """How reports are linked: `link` gives the links of a report, as its id and its digest (JSON), to others.

    Of those it is told the text of the head that `head` made of their digest, and the kinds of keys under which the two
    met. `least` tells for each kind of key how many of them two reports must share to be looked at, `near` between
    which days at most where both have one (see meetings); `needed` for each kind of link the kinds of keys of which one
    must have led there.
    """

    link: Callable[[tuple[str, str], Mapping[str, tuple[str, frozenset[str]]]], Sequence[Link]]
    least: meetings.Least
    needed: Mapping[str, frozenset[str]]
    near: meetings.Near = field(default_factory=dict)
    head: Callable[[str], meetings.Head] = lambda _: meetings.Head()


# -- looking up --------------------------------------------------------------------------------------------------------


def every(db: apsw.Connection, kind: str) -> Iterator[Link]:
    """All links of one kind, in order of their ids."""
    return (Link(*row) for row in db.execute(f"{_COLUMNS} kind = ? order by a, b", (kind,)))


def of(db: apsw.Connection, kind: str, report: str) -> Iterator[Link]:
    """The links of one kind that a report has, in order of their ids."""
    sql = f"{_COLUMNS} kind = ? and a = ? union {_COLUMNS} b = ? and kind = ? order by a, b"
    return (Link(*row) for row in db.execute(sql, (kind, report, report, kind)))


def among(db: apsw.Connection, kind: str, reports: Iterable[str]) -> Iterator[Link]:
    """The links of one kind that some reports have, in order of their ids."""
    sql = "select kind, a, b, record from json_each(?) as one join edge on edge.kind = ? and edge.a = one.value"
    sql += " union select kind, a, b, record from json_each(?) as one cross join edge on edge.b = one.value"
    some = json.dumps(sorted(set(reports)))
    found = db.execute(f"{sql} where edge.kind = ? order by a, b", (some, kind, some, kind))
    return (Link(*row) for row in found)


# -- inside a write ----------------------------------------------------------------------------------------------------


def meet(
    db: apsw.Connection,
    report: str,
    keys: Iterable[meetings.Key],
    head: meetings.Head,
    linking: Linking,
    instead_of: str | None = None,
) -> meetings.Met:
    """Whom a report meets under some keys; `instead_of` is the id that it had before."""
    return meetings.met(db, keys, report, head.day, linking.least, linking.near, instead_of)


def worked_out(
    db: apsw.Connection, mine: tuple[str, str], others: Mapping[str, frozenset[str]], linking: Linking
) -> list[Link]:
    """The links of a report (its id and its digest) to those whom it meets."""
    heads = meetings.heads(db, sorted(others))
    return list(linking.link(mine, {name: (heads[name], kinds) for name, kinds in others.items()}))


def put(db: apsw.Connection, edges: Iterable[Link]) -> None:
    """Write links, each with its hash."""
    rows = [(e.kind, e.a, e.b, e.record, digest(e.kind, e.a, e.b, e.record)) for e in edges]
    db.executemany("insert or replace into edge values (?, ?, ?, ?, ?)", rows)


def file(
    db: apsw.Connection,
    report: str,
    keys: Sequence[meetings.Key],
    head: meetings.Head,
    met: meetings.Met,
    was: Mapping[str, Sequence[meetings.Key]],
    linking: Linking,
) -> None:
    """File a report under its keys; `was` are those under which it stood before, by each id that it had."""
    for other, behind in sorted(meetings.file(db, keys, report, head, met).items()):
        _part(db, other, behind, linking)
    for name, filed in was.items():
        lost = filed if name != report else set(filed).difference(keys)
        meet_more(db, meetings.left(db, lost, name), linking)


def meet_more(db: apsw.Connection, reports: Iterable[str], linking: Linking) -> None:
    """Link reports anew that meet more than before."""
    for report in sorted(reports):
        met = meet(db, report, meetings.keys_of(db, report), meetings.head_of(db, report), linking)
        db.execute("delete from edge where a = ? or b = ?", (report, report))
        put(db, worked_out(db, _as_linked(db, report), met.others, linking))


def _part(db: apsw.Connection, report: str, behind: Iterable[int], linking: Linking) -> None:
    """Take away the links of a report to those whom it does not meet any more under a kind of key that led to them.

    `behind` are the keys under which it does not come first any more. Whom it still meets under others is asked
    again; for the rest nothing can have changed.
    """
    edges = [e for kind in linking.needed for e in of(db, kind, report)]
    linked = {e.b if e.a == report else e.a for e in edges}
    asked = meetings.sharing(db, behind, linked)
    kinds = meetings.between(db, report, asked, linking.least, linking.near)
    again: dict[str, frozenset[str]] = {}
    for e in edges:
        other = e.b if e.a == report else e.a
        if other in kinds and linking.needed[e.kind].isdisjoint(kinds[other]):
            db.execute("delete from edge where kind = ? and a = ? and b = ?", (e.kind, e.a, e.b))
            again |= {other: kinds[other]} if kinds[other] else {}
    if again:
        put(db, worked_out(db, _as_linked(db, report), again, linking))


def _as_linked(db: apsw.Connection, report: str) -> tuple[str, str]:
    """A report that is there, as `link` is given it: its id and its digest."""
    return report, str(db.execute("select digest from report where id = ?", (report,)).get)
