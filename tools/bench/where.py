#!/usr/bin/env python3
"""Where the time goes: each step of reading and adding a report, in microseconds a word.

    python tools/bench/where.py [FILE_OR_FOLDER...] [--reports 100] [--rounds 3]

Made reports are read when nothing is named, once as plain text and once as pages. Nothing is remembered between
reports, except by what the parser itself remembers of words. One core; of some rounds the fastest counts for each step.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import asking, files, made, one_core, table, tell

one_core()

from onrecord import flow, linking
from onrecord.faces.api import as_line
from onrecord.ledger.store import Beside, Store
from onrecord.links import keys
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import parse_all
from onrecord.shapes.mark import Found, Mark
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report

Times = dict[str, float]


def steps(raws: Sequence[Raw], store: Store) -> tuple[Times, int]:
    """Seconds of each step of the flow over all reports, and their words."""
    spent: Times = {}
    words = 0

    @contextmanager
    def clock(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] = spent.get(name, 0.0) + time.process_time() - start

    for raw in raws:
        with clock("text, lines, roles, metadata"):
            report = flow.reports(raw)[0]
        if not isinstance(report, Report) or report.status != "marked":
            continue
        words += len(report.text.split())
        passages = [one for one in report.passages if one.role in flow.PARSED_ROLES]
        with clock("parse"):
            paragraphs = list(parse_all([(one.text, one.role) for one in passages]))
        found: dict[str, list[Found]] = {kind.name: [] for kind in KINDS}
        for passage, paragraph in zip(passages, paragraphs, strict=True):
            for kind in KINDS:
                with clock(f"{kind.plural}, each paragraph"):
                    found[kind.name] += [Found(passage, one) for one in kind.local(paragraph)]
        marks: dict[str, tuple[Mark, ...]] = {}
        for kind in KINDS:
            with clock(f"{kind.plural}, the whole report"):
                given = {name: marks[name] for name in kind.needs}
                marks[kind.name] = tuple(kind.resolve(report, found[kind.name], given))
        reading = Reading(report, marks, {}, flow.reader_version(), KINDS)
        with clock("the record as JSON"):
            as_line(reading)
        with clock("what links need"):
            mine = digest(reading, raw.address)
            kept, filed = linking.as_kept(mine), keys.keys(mine)
        with clock("into the ledger, with its links"):
            store.put(raw, reading, kept, filed, linking.linking(store), Beside())
    return spent, words


def measured(raws: Sequence[Raw], rounds: int) -> tuple[Times, int]:
    """Seconds of the fastest round of each step, after one that does not count."""
    best: Times = {}
    words = 0
    for n in range(rounds + 1):
        with tempfile.TemporaryDirectory() as name, Store(Path(name) / "new.db", KINDS, create=True) as store:
            found, words = steps(raws, store)
        if n:
            best = {step: min(best.get(step, seconds), seconds) for step, seconds in found.items()}
    return best, words


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=100, rounds=3)
    ask.add_argument("paths", nargs="*", type=Path)
    wish = ask.parse_args()

    inputs = {"of the files": files(wish.paths)} if wish.paths else {}
    inputs = inputs or {"as text": made(wish.reports), "as pages": made(wish.reports, "html")}
    columns = {name: measured(raws, wish.rounds) for name, raws in inputs.items()}
    names = list(next(iter(columns.values()))[0])
    rows = []
    for name in [*names, "all"]:
        row = [name]
        for spent, words in columns.values():
            total = sum(spent.values())
            seconds = total if name == "all" else spent.get(name, 0.0)
            row += [f"{seconds / words * 1e6:.1f}", f"{seconds / total:.0%}"]
        rows.append(row)
    head = ["µs a word"] + [cell for name in columns for cell in (name, "share")]
    counted = ", ".join(f"{words:,} words {name}" for name, (_, words) in columns.items())
    lines = [f"{counted}; one core, fastest of {wish.rounds} rounds.", "", *table(head, rows)]
    tell(wish.no_page, "where", lines, "onrecord", "spacy", "numpy")


if __name__ == "__main__":
    main()
