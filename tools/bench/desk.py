"""What the desk's pages cost in a large ledger: each beside the bare SQL that fetches what it rests on.

A page is asked of a desk that was used before (its templates are loaded), for a story or report that nobody looked at
yet, and once more. Its size is that of the answer as it is sent, packed.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import apsw

from onrecord.faces.api import Ledger
from onrecord.faces.desk import answered
from onrecord.faces.desk.pages import PAGES
from onrecord.faces.desk.readers import Readers
from onrecord.marks.kinds import KINDS

Line = Callable[[str, float, float, str], None]


def pages(path: Path, bare: apsw.Connection, reports: Sequence[str], others: Sequence[str], line: Line) -> None:
    """Measure pages of the story of `reports`, of its reports, and searches; `others` are looked at beforehand."""
    readers = Readers(path)
    for report in others:
        _page(readers, f"/report/{report}")
    with readers.reading() as ledger:
        told = next(row for row in ledger.newest_stories(5)[0] if reports[0] not in row["reports"])
    _page(readers, f"/story/{told['story']}")
    _page(readers, "/-/search?q=water")
    _page(readers, "/")
    text = bare.execute("select text from report where id = ?", (reports[0],)).fetchall()[0][0]
    rare = max((word for word in text.split() if word.isalpha() and len(word) > 9), default="water")
    asked: list[tuple[str, str, Callable[[], object]]] = [
        ("a report", f"/report/{reports[0]}", lambda: _report(bare, reports[0])),
        (f"a story of {len(reports)} reports", f"/story/{reports[0]}", lambda: [_report(bare, r) for r in reports]),
        ("search, a common word", "/-/search?q=police", lambda: _search(bare, "police")),
        ("search, a rare word", f"/-/search?q={rare}", lambda: _search(bare, rare)),
        ("search, the best first", "/-/search?q=police&sort=best", lambda: _best(bare, "police")),
        ("the review", "/review?kind=figures", lambda: _queue(bare)),
        ("the stories", "/?limit=20", lambda: _newest(bare)),
    ]
    for what, address, sql in asked:
        first, size = _page(readers, address)
        again, _ = _page(readers, address)
        least = min(_seconds(sql) for _ in range(3))
        line(f"{what}, first look", first, least, f"{size / 1000:,.0f} kB packed")
        line(f"{what}, looked at again", again, least, "")
    readers.close()


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


def _newest(bare: apsw.Connection) -> list[Any]:
    return bare.execute("select record from report order by published desc, n desc limit 20").fetchall()
