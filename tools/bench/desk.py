#!/usr/bin/env python3
"""What the desk's pages cost in a large ledger: each beside the bare SQL that fetches what it rests on.

    python tools/bench/desk.py LEDGER

A page is asked of a desk that was used before (its templates are loaded), for a story or report that nobody looked at
yet, and once more. Its size is that of the answer as it is sent, packed. The story is the largest of the newest ones.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2]))

import apsw

from onrecord.faces.api import Ledger
from onrecord.faces.desk import answered
from onrecord.faces.desk.pages import PAGES
from onrecord.faces.desk.readers import Readers
from onrecord.marks.kinds import KINDS
from tools.bench.common import one_core, table, write

NEWEST = 30  # stories among which the largest is taken


def measure(path: Path) -> None:
    """Measure the pages of a ledger, and write the section of the page."""
    rows: list[list[str]] = []
    readers = Readers(path)
    with readers.reading(600) as ledger:
        count, stories = ledger.count(), ledger.newest_stories(NEWEST)[0]
    largest = max(stories, key=lambda row: len(row["reports"]))
    other = next(row for row in stories if row is not largest)
    for address in (f"/report/{other['reports'][0]}", f"/story/{other['story']}", "/-/search?q=water", "/decisions"):
        _page(readers, address)
    bare = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for what, address, sql in _asked(bare, largest["reports"]):
        first, size = _page(readers, address)
        again, _ = _page(readers, address)
        least = min(_seconds(sql) for _ in range(3))
        times = [f"{seconds * 1e3:,.1f} ms" for seconds in (first, again, least)]
        ratios = [f"{seconds / max(least, 1e-6):,.2f} ×" for seconds in (first, again)]
        rows.append([what, times[0], times[1], times[2], *ratios, f"{size / 1000:,.0f} kB"])
    readers.close()
    heading = ["", "first look", "again", "bare SQL", "first : SQL", "again : SQL", "packed"]
    size = f"{count:,} reports, {path.stat().st_size / 1e6:,.0f} MB."
    write("desk", [size, "", *table(heading, rows)], "onrecord", "apsw", "starlette")


def _asked(bare: apsw.Connection, reports: list[str]) -> list[tuple[str, str, Callable[[], object]]]:
    """What is asked for: in words, its address, the bare SQL beside it."""
    text = bare.execute("select text from report where id = ?", (reports[-1],)).fetchall()[0][0]
    rare = max((word for word in text.split() if word.isalpha() and word.isascii()), key=len)
    return [
        ("a report", f"/report/{reports[-1]}", lambda: _report(bare, reports[-1])),
        (f"a story of {len(reports)} reports", f"/story/{reports[0]}", lambda: [_report(bare, r) for r in reports]),
        ("search, a common word, newest first", "/-/search?q=police", lambda: _search(bare, "police")),
        (f"search, “{rare}”, newest first", f"/-/search?q={rare}", lambda: _search(bare, rare)),
        ("search, a common word, the best first", "/-/search?q=police&sort=best", lambda: _best(bare, "police")),
        ("the review", "/review?kind=figures", lambda: _queue(bare)),
        ("the stories", "/?limit=20", lambda: _newest(bare)),
        ("quotes, the first 50", "/quotes", lambda: _quotes(bare)),
    ]


def _page(readers: Readers, address: str) -> tuple[float, int]:
    """Processor seconds of a page, and its packed bytes."""
    wanted = answered.at(PAGES, address)
    start = time.process_time()

    def made(ledger: Ledger) -> answered.Answer:
        return answered.answer(wanted, ledger, answered.about("large.db"))

    found = readers.answer(address, made)
    return time.process_time() - start, len(gzip.compress(found.text.encode(), 5))


def _seconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return time.process_time() - start


def _report(bare: apsw.Connection, report: str) -> list[Any]:
    """A report with all its marks, decisions and links."""
    out = bare.execute("select record, text from report where id = ?", (report,)).fetchall()
    for kind in KINDS:
        out += bare.execute(f'select record from "{kind.name}" where report = ? order by n', (report,)).fetchall()
    out += bare.execute("select * from decision where report = ?", (report,)).fetchall()
    out += bare.execute("select record from edge where a = ? or b = ?", (report, report)).fetchall()
    return out


def _search(bare: apsw.Connection, word: str) -> list[Any]:
    """The newest reports that hold a word, by an index on days."""
    sql = "select id, record, text from report where n in (select rowid from report_words where report_words match ?)"
    return bare.execute(f"{sql} order by published desc, n desc limit 20", (word,)).fetchall()


def _best(bare: apsw.Connection, word: str) -> list[Any]:
    sql = "select id, record, report.text from report_words join report on report.n = report_words.rowid"
    return bare.execute(f"{sql} where report_words match ? order by rank limit 20", (word,)).fetchall()


def _queue(bare: apsw.Connection) -> list[Any]:
    return bare.execute("select record, exact from figure order by id limit 10").fetchall()


def _quotes(bare: apsw.Connection) -> list[Any]:
    sql = "select one.record, one.exact from report cross join quote as one on one.report = report.id"
    return bare.execute(f"{sql} order by report.n, one.n limit 50").fetchall()


def _newest(bare: apsw.Connection) -> list[Any]:
    return bare.execute("select record from report order by published desc, n desc limit 20").fetchall()


if __name__ == "__main__":
    one_core()
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("usage: desk.py LEDGER (one that there is)")
    measure(Path(sys.argv[1]))
