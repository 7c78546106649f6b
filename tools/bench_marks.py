"""What each kind of mark costs, as a share of the parse that all of them stand on: python tools/bench_marks.py [PATHS].

Processor time on one core, the parse and every kind on the same reports in one process, the least of several rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import Paragraph, parse
from onrecord.reports.make import make
from onrecord.shapes.mark import Found, Mark
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report
from onrecord.sources.files import open_paths

_ROUNDS = 3


def spent(work: Callable[[], object]) -> tuple[float, object]:
    """Processor seconds of `work`, and what it gives."""
    start = time.process_time()
    out = work()
    return time.process_time() - start, out


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("paths", nargs="*", default=["examples/reports"])
    reports = _reports(asked.parse_args().paths)
    words = sum(len(p.text.split()) for r in reports for p in r.passages)
    parsing = float("inf")
    costs = {kind.name: [float("inf"), float("inf")] for kind in KINDS}
    for _ in range(_ROUNDS):
        took, parsed = 0.0, []
        for report in reports:
            seconds, paragraphs = spent(lambda r=report: [parse(p.text, p.role) for p in r.passages])
            took += seconds
            parsed.append(paragraphs)
        parsing = min(parsing, took)
        for name, pair in _round(reports, parsed).items():
            costs[name] = [min(a, b) for a, b in zip(costs[name], pair, strict=True)]
    print(f"{len(reports)} reports, {words} words; parse {parsing:.2f} s = 100 %")
    for name, (local, resolving) in costs.items():
        a, b = (100 * x / parsing for x in (local, resolving))
        print(f"  {name:10} paragraphs {a:5.1f} %   report {b:5.1f} %   together {a + b:5.1f} %")


def _reports(paths: Sequence[str]) -> list[Report]:
    out = []
    for raw in open_paths(paths):
        if isinstance(raw, Raw):
            out += [report for report in make(raw) if report.status == "marked"]
    return out


def _round(reports: Sequence[Report], parsed: Sequence[list[Paragraph]]) -> dict[str, list[float]]:
    costs = {kind.name: [0.0, 0.0] for kind in KINDS}
    for report, paragraphs in zip(reports, parsed, strict=True):
        marks: dict[str, list[Mark]] = {}
        for kind in KINDS:
            pairs = list(zip(report.passages, paragraphs, strict=True))
            local, found = spent(lambda k=kind, ps=pairs: [Found(p, c) for p, q in ps for c in k.local(q)])
            needs = {name: marks[name] for name in kind.needs}
            resolving, given = spent(lambda k=kind, r=report, f=found, n=needs: list(k.resolve(r, f, n)))
            marks[kind.name] = given
            costs[kind.name] = [costs[kind.name][0] + local, costs[kind.name][1] + resolving]
    return costs


if __name__ == "__main__":
    main()
