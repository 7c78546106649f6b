#!/usr/bin/env python3
"""What a copy of a known report costs, beside the report itself: read and added, in one process on one core.

    python tools/bench/copies.py [--reports 100] [--rounds 3]

Made reports of plain text, none a copy of another; then each once more from another address, with a line of its own
below the last, so that only its paragraphs are known. The fastest round counts.
"""

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import asking, made, one_core, spent, table, tell

one_core()

from onrecord import filing, flow
from onrecord.faces.api import as_line
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading


def again(raw: Raw, number: int) -> Raw:
    """The report as somebody else carries it."""
    address = f"copies/{number}.txt"
    return Raw(raw.data + f"\n\nCarried here as number {number}.\n".encode(), address, address)


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=100, rounds=3)
    wish = ask.parse_args()

    raws = made(wish.reports)
    copies = [again(raw, n) for n, raw in enumerate(raws)]
    best: dict[str, float] = {}
    for n in range(wish.rounds + 1):
        with tempfile.TemporaryDirectory() as name, Store(Path(name) / "new.db", KINDS, create=True) as store:
            memory: dict[str, str] = {}

            def read(some: list[Raw], memory: dict[str, str] = memory) -> None:
                for one in flow.read(some, memory):
                    if isinstance(one, Reading):
                        as_line(one)

            def add(some: list[Raw], store: Store = store) -> None:
                for _ in filing.add(store, some):
                    pass

            for what, work in (("read", read), ("add", add)):
                for which, some in (("fresh", raws), ("copy", copies)):
                    seconds = spent(lambda work=work, some=some: work(some))()
                    if n:
                        key = f"{what} {which}"
                        best[key] = min(best.get(key, seconds), seconds)
    rows = [
        [
            f"`onrecord {what}`",
            f"{best[f'{what} fresh'] / len(raws) * 1e3:.1f}",
            f"{best[f'{what} copy'] / len(raws) * 1e3:.1f}",
            f"{best[f'{what} fresh'] / best[f'{what} copy']:.1f} ×",
        ]
        for what in ("read", "add")
    ]
    lines = [f"{len(raws)} made reports; one core, fastest of {wish.rounds} rounds; milliseconds a report.", ""]
    lines += table(["", "fresh", "a copy", "quicker"], rows)
    tell(wish.no_page, "copies", lines, "onrecord")


if __name__ == "__main__":
    main()
