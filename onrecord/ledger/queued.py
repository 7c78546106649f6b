"""Marks that wait for a person to look at them, the hardest first: an index is walked, no record is read to sort."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

import apsw

from onrecord.ledger import counted, decided, said
from onrecord.ledger.conditions import Conditions
from onrecord.ledger.phrases import phrases, query
from onrecord.ledger.searched import Words
from onrecord.shapes.decision import Decision, status
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.mark import Kind

COUNTED = 10_000  # marks; of more it is not said how many they are
CONTEXT = 200  # characters before and after a mark
_PLACE = re.compile(r"(hardest|text)((?:_-?\d{1,19}(?:\.\d{1,17})?)+)")
_SIZES = {"hardest": 5, "text": 4}
_REPORT = 1 << 32  # a mark's row is numbered by its report's number times this


@dataclass(frozen=True, slots=True)
class Asked:
    """Which marks are wanted; filters combine, None asks for nothing.

    `kinds`: of these alone, by name; `reports`: only in these; `outlet`, `since`, `until`: only in reports of that
    outlet (case forgiven), published on those days (YYYY-MM-DD, both included); `speaker` as in said.Asked, `what` as
    in counted.Asked; `type`, `modality`: the cell is one of these; `words`: all stand in the mark's exact words. Of a
    kind that has no such cell nothing fits. `status` as decisions make it, None for all.
    """

    kinds: tuple[str, ...]
    reports: tuple[str, ...] | None = None
    outlet: str | None = None
    speaker: str | None = None
    what: str | None = None
    type: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    words: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = "open"


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """Where a mark comes in the queue."""

    place: tuple[float, ...]
    kind: str
    id: str


def find(
    connection: apsw.Connection, kinds: Sequence[Kind], asked: Asked, sort: str, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of the marks that fit, as `Ledger.queue` gives it. Raises UsageError."""
    place = _place(sort, after)
    each = _each(connection, kinds, asked)
    found = [_keys(connection, n, kind, wanted, sort, place, limit + 1) for n, kind, wanted in each]
    keys = list(islice(merge(*found), limit + 1))
    more = len(keys) > limit and limit > 0
    total = sum(_count(connection, kind, wanted) for _, kind, wanted in each)
    return {
        "total": total if total <= COUNTED else None,
        "rows": _rows(connection, kinds, keys[:limit]),
        "next": "_".join([sort, *map(str, keys[limit - 1].place)]) if more else None,
    }


def every(connection: apsw.Connection, kinds: Sequence[Kind], asked: Asked) -> list[str]:
    """The ids of all marks that fit. Raises UsageError."""
    out: list[str] = []
    for _, kind, wanted in _each(connection, kinds, asked):
        sql = f'select mark.id from "{kind}" as mark{wanted.where()} order by mark.rowid'
        out += [name for (name,) in connection.execute(sql, wanted.values)]
    return out


def _each(connection: apsw.Connection, kinds: Sequence[Kind], asked: Asked) -> list[tuple[int, str, Conditions]]:
    """What is asked of each kind that has all cells that are asked for, with its place among the kinds."""
    cells = [name for name in ("speaker", "what", "type", "modality") if getattr(asked, name)]
    says = None if asked.words is None else phrases("words", asked.words, "words of marks")
    if says is not None:
        known = [Words(connection, [one]) for one in says]

        def fits(*exact: Any) -> bool:
            return all(one.hits(exact[0], 1) for one in known)

        connection.create_scalar_function("onrecord_says", fits, 1, deterministic=True)
    out = []
    for n, kind in enumerate(kinds):
        if kind.name in asked.kinds and all(any(spec.name == cell for spec in kind.cells) for cell in cells):
            out.append((n, kind.name, _conditions(connection, kind.name, asked, says)))
    return out


def _conditions(connection: apsw.Connection, kind: str, asked: Asked, says: Sequence[str] | None) -> Conditions:
    wanted = Conditions()
    if asked.status == "open":
        wanted.add("not exists (select 1 from judged where judged.mark = mark.id and judged.status <> 'open')")
    elif asked.status is not None:
        wanted.add("mark.id in (select mark from judged where kind = ? and status = ?)", kind, asked.status)
    if asked.reports is not None:
        wanted.among("mark.report", asked.reports)
    inside = Conditions()
    if asked.outlet is not None:
        inside.add("outlet = ? collate nocase", asked.outlet)
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        if day is not None:
            inside.add(f"published {sign} ?", day[:10])
    if inside.parts:
        named = f"select n from report indexed by report_found{inside.where()}"
        wanted.add(f"mark.report in (select id from report where n in ({named}))", *inside.values)
    if asked.speaker:
        wanted.among("mark.id", [one.id for one in said.find(connection, said.Asked(asked.speaker))])
    if asked.what:
        thing = counted.key(asked.what)
        there = connection.execute("select distinct what from figure where what is not null")
        wanted.among('mark."what"', [what for (what,) in there if counted.key(what) == thing])
    for cell in ("type", "modality"):
        words: tuple[str, ...] = getattr(asked, cell)
        if len(words) == 1:
            wanted.add(f'mark."{cell}" = ?', words[0])
        elif words:
            wanted.among(f'mark."{cell}"', words)
    if says is not None:
        match = "select rowid from report_words where report_words match ?"
        wanted.add(f"mark.report in (select id from report where n in ({match}))", " AND ".join(map(query, says)))
        wanted.add("onrecord_says(mark.exact)")
    return wanted


def _keys(
    connection: apsw.Connection,
    n: int,
    kind: str,
    wanted: Conditions,
    sort: str,
    after: tuple[float, ...] | None,
    limit: int,
) -> Iterator[_Key]:
    """The first marks of a kind, which comes `n`-th, that stand after a place, in their order."""
    left = limit
    for more in _hard_after(n, after) if sort == "hardest" else _text_after(n, after):
        if sort == "hardest":
            cells, source = "mark.confidence, -mark.empties, mark.rowid", f'"{kind}" as mark'
            order = "mark.confidence, mark.empties desc, mark.rowid"
        else:
            cells, order = 'report.n, mark."start", mark.n', "report.n, mark.n"
            source = f'report cross join "{kind}" as mark on mark.report = report.id'
        both = Conditions([*wanted.parts, *more.parts], [*wanted.values, *more.values])
        sql = f"select mark.id, {cells} from {source}{both.where()} order by {order} limit ?"
        found: list[Any] = connection.execute(sql, (*both.values, left)).fetchall()
        left -= len(found)
        place: tuple[float, ...]
        for name, first, second, third in found:
            place = (first, second, third >> 32, n, third) if sort == "hardest" else (first, second, n, third)
            yield _Key(place, kind, name)
        if left <= 0:
            return


def _hard_after(n: int, after: tuple[float, ...] | None) -> Iterator[Conditions]:
    """What holds of the marks after a place: of those as hard as the last, then of easier ones, each found at once."""
    if after is None:
        yield Conditions()
        return
    confidence, lacking, report, of, row = after
    least = row + 1 if n == of else (report + (n < of)) * _REPORT
    same = "mark.confidence = ? and mark.empties = ? and mark.rowid >= ?"
    yield Conditions([same], [confidence, -lacking, least])
    yield Conditions(["mark.confidence = ? and mark.empties < ?"], [confidence, -lacking])
    yield Conditions(["mark.confidence > ?"], [confidence])


def _text_after(n: int, after: tuple[float, ...] | None) -> Iterator[Conditions]:
    if after is None:
        yield Conditions()
        return
    report, start, of, number = after
    least = number + 1 if n == of else 0
    if n < of:
        yield Conditions(["report.n = ?", 'mark."start" > ?'], [report, start])
    else:
        here = '(mark."start" > ? or (mark."start" = ? and mark.n >= ?))'
        yield Conditions(["report.n = ?", here], [report, start, start, least])
    yield Conditions(["report.n > ?"], [report])


def _count(connection: apsw.Connection, kind: str, wanted: Conditions) -> int:
    sql = f'select count(*) from (select 1 from "{kind}" as mark{wanted.where()} limit {COUNTED + 1})'
    return int(connection.execute(sql, wanted.values).get)


def _place(sort: str, after: str | None) -> tuple[float, ...] | None:
    """Where a page before broke off."""
    if after is None:
        return None
    found = _PLACE.fullmatch(after)
    numbers = [] if found is None else [float(x) if "." in x else int(x) for x in found[2][1:].split("_")]
    if found is None or found[1] != sort or len(numbers) != _SIZES[sort]:
        raise UsageError(f"after {as_given(after)}: no place to go on from; give the `next` of the page before")
    return tuple(numbers)


def _rows(connection: apsw.Connection, kinds: Sequence[Kind], keys: Sequence[_Key]) -> list[dict[str, Any]]:
    """Marks as they are printed, with their report, exact words, what stands round them and what was decided."""
    decisions: dict[str | None, list[Decision]] = {}
    for one in decided.of(connection, marks=[key.id for key in keys]):
        if one.stands:
            decisions.setdefault(one.now, []).append(one)
    texts: dict[str, str] = {}
    out = []
    for key in keys:
        sql = f'select report, exact, record from "{key.kind}" where id = ?'
        report, exact, record = next(iter(connection.execute(sql, (key.id,))))
        if report not in texts:
            texts[report] = str(connection.execute("select text from report where id = ?", (report,)).get)
        printed = json.loads(record)
        start, end = printed["start"], printed["end"]
        around = {
            "before": texts[report][max(0, start - CONTEXT) : start],
            "after": texts[report][end : end + CONTEXT],
            "decisions": [decided.printed(one) for one in decisions.get(key.id, ())],
            "status": status(decisions.get(key.id, ())),
        }
        out.append({"report": report, "mark": key.kind, "exact": exact, **printed, **around})
    return out
