"""A large ledger of made reports, filled quickly, for what is measured on it.

The reports are of the made world (checks/made), built from what is known of them and not read; one in a hundred is
read as well, and how many of these have the very same keys is told. They are filed under their keys and hold no links:
only keys and digests decide what an addition looks at. What is read of `TEMPLATES` reports, whole, is written beside
the others as their quotes, figures and events, so that searches have as much to look through as in a ledger that was
filled by `onrecord add`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

from onrecord import filing, flow
from onrecord.checks.made.truth import Made
from onrecord.checks.made.world import reports
from onrecord.ledger import meetings, schema
from onrecord.ledger import said as quotes
from onrecord.ledger.store import MARK_INSERT, PUT_RAW, PUT_REPORT
from onrecord.links import keys
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.reports import dateline
from onrecord.shapes import mark
from onrecord.shapes.link import Digest
from onrecord.shapes.mark import Cell
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Block, Dateline, Published, Report
from onrecord.shapes.span import Span
from onrecord.shapes.written import Written

SEED = 7
PACE = 13.0  # stories that begin in a day: a year has 100,000 reports
TEMPLATES = 300
_CHECKED = 100
_AT_ONCE = 200
_SEARCHED = ("quote", "figure", "event")
_HEAD_LINES = 4


def world(many: int) -> Iterator[Made]:
    """So many reports of the world that the ledger is filled with, in the order they come out."""
    return reports(SEED, many, form="text", pace=PACE)


def fill(path: Path, many: int, say: Any = print) -> None:
    """Make a ledger at `path` that holds the first `many` reports of the world."""
    connection = schema.connect(path, KINDS, create=True)
    connection.pragma("synchronous", 0)
    connection.pragma("cache_size", -400_000)
    connection.execute("create temp table loose (key integer, report integer, kind text)")
    n = same = looked = 0
    for rows, (good, seen) in _rows(world(many)):
        same, looked = same + good, looked + seen
        with connection:
            for row in rows:
                n += 1
                _put(connection, n, row)
        if n % 5000 == 0:
            say(f"  {n:,} filed", flush=True)
    say(f"  of {looked:,} reports that were also read {same:,} have the same keys", flush=True)
    with connection:
        _file(connection)
    connection.close()


def fill_marks(path: Path, among: int) -> None:
    """Write quotes, figures and events beside the first `among` reports: those that were read of some others."""
    connection = schema.connect(path, KINDS, create=False)
    connection.pragma("synchronous", 0)
    read = []
    for made in islice(world(TEMPLATES), TEMPLATES):
        for reading in flow.read_one(made.raw, {}):
            if not isinstance(reading, Failure):
                rows = filing.as_rows(made.raw, reading, digest(reading, made.raw.address)).marks
                read.append({kind: rows[kind] for kind in _SEARCHED})
    ids = [row[0] for row in connection.execute("select id from report order by n limit ?", (among,))]
    with connection:
        for n, report in enumerate(ids):
            for kind, rows in read[n % len(read)].items():
                connection.executemany(
                    f'insert into "{kind}" {MARK_INSERT}',
                    [(mark.digest(row[0], report)[:16], report, *row[2:]) for row in rows],
                )
        quotes.file(connection)
    connection.close()


def _put(connection: apsw.Connection, n: int, row: Written) -> None:
    one = meetings.mark(row.id)
    connection.execute(PUT_RAW, (row.sha256, *row.raw))
    connection.execute(PUT_REPORT, (*row.row, n))
    connection.execute("insert into filed values (?, ?, ?, ?)", (one, row.id, *(row.head or (None, ""))))
    connection.executemany(
        "insert into loose values (?, ?, ?)", [(key, one, kind) for kind, key in sorted(set(row.keys))]
    )


def _file(connection: apsw.Connection) -> None:
    """All keys at once, in order; and who has not met all that share one."""
    connection.execute("insert into key (key, report, kind) select key, report, kind from loose order by 1, 2")
    connection.execute("drop table loose")
    connection.execute(
        "insert into crowded select distinct filed.report, kind from (select report, kind,"
        " row_number() over (partition by key order by report) as place from key) as k"
        " join filed on filed.mark = k.report where place > ?",
        (meetings.MOST,),
    )


def _rows(made: Iterable[Made]) -> Iterator[tuple[list[Written], tuple[int, int]]]:
    waiting, every = [], iter(made)
    with ProcessPoolExecutor(max(1, (os.cpu_count() or 2))) as pool:
        while True:
            while len(waiting) < 6 and (some := list(islice(every, _AT_ONCE))):
                waiting.append(pool.submit(_filed, some))
            if not waiting:
                return
            yield waiting.pop(0).result()


def _filed(made: list[Made]) -> tuple[list[Written], tuple[int, int]]:
    out: list[Written] = []
    same = looked = 0
    for n, one in enumerate(made):
        reading = Reading(_report(one), {}, {}, flow.reader_version(), KINDS)
        mine = digest(reading, one.raw.address)
        if n % _CHECKED == 0:
            looked += 1
            same += keys.keys(mine) == keys.keys(_read(one.raw))
        out.append(filing.as_rows(one.raw, reading, mine))
    return out, (same, looked)


def _read(raw: Raw) -> Digest:
    report = flow.reports(raw)[0]
    assert isinstance(report, Report)
    return digest(Reading(report, {}, {}, "", KINDS), raw.address)


def _report(made: Made) -> Report:
    """The report as it would be read, from what is known of it."""
    raw, truth = made.raw, made.truth
    text, at = raw.data.decode(), 0
    blocks: list[Block] = []
    cells = {"title": Cell(truth.title, "made"), "genre": Cell(truth.genre, "made"), "language": Cell("en", "made")}
    for number, line in enumerate(text.splitlines(keepends=True)):
        span, at = Span(at, at + len(line)).trimmed(text), at + len(line)
        words = span.cut(text)
        if number == 0:
            blocks.append(Block(span, "title", "made"))
        elif not words:
            continue
        elif (
            len(blocks) < _HEAD_LINES and not any(b.kind == "body" for b in blocks) and "\n\n" not in text[: span.start]
        ):
            blocks.append(Block(span, "byline" if words.startswith("By ") else "boilerplate", "made"))
        else:
            filed = None if any(b.kind == "body" for b in blocks) else dateline.find(words)
            if filed is not None:
                blocks.append(Block(Span(span.start, span.start + filed.end), "dateline", "made"))
                span = Span(span.start + filed.end, span.end)
                cells["dateline"] = Cell(Dateline(blocks[-1].span, None, truth.agency, None), "made")
            blocks.append(Block(span, "body", "made"))
    if truth.byline:
        cells["byline"] = Cell(truth.byline, "made")
    if truth.agency:
        cells["agency"] = Cell(truth.agency, "made")
    if truth.dated:
        cells["published"] = Cell(Published(truth.published[:10], how="visible"), "made")
    name = mark.digest(raw.address, raw.sha256, 0)
    return Report(name, raw.source, raw.sha256, "text", "utf-8", "en", text, tuple(blocks), (), cells)
