#!/usr/bin/env python3
"""Pages per second of reading, beside trafilatura with metadata and in its fast mode: the same pages, one core.

    python tools/bench/pages.py [FILE_OR_FOLDER...] [--reports 150] [--rounds 3]

Made reports as pages are read when nothing is named; saved pages of real sites are heavier. trafilatura is the
development environment's.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import asking, fastest, files, made, one_core, spent, table, tell

one_core()

import trafilatura

from onrecord import flow


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=150, rounds=3)
    ask.add_argument("paths", nargs="*", type=Path)
    wish = ask.parse_args()

    raws = files(wish.paths) if wish.paths else made(wish.reports, "html")
    works = {
        "trafilatura, with metadata": spent(
            lambda: [trafilatura.bare_extraction(raw.data, with_metadata=True) for raw in raws]
        ),
        "trafilatura, fast, no metadata": spent(
            lambda: [trafilatura.bare_extraction(raw.data, with_metadata=False, fast=True) for raw in raws]
        ),
        "onrecord, all it reads of a page": spent(lambda: [flow.reports(raw) for raw in raws]),
    }
    best = fastest(wish.rounds, works)
    first = best["trafilatura, with metadata"]
    rows = [[name, f"{len(raws) / s:,.0f}", f"{first / s:.2f} ×"] for name, s in best.items()]
    size = sum(len(raw.data) for raw in raws) / len(raws) / 1000
    source = "of the files named" if wish.paths else "made up, none a copy"
    lines = [f"{len(raws)} pages {source}, {size:,.0f} kB each; one core, fastest of {wish.rounds} rounds.", ""]
    lines += table(["", "pages/s", ""], rows)
    tell(wish.no_page, "pages", lines, "onrecord", "trafilatura")


if __name__ == "__main__":
    main()
