#!/usr/bin/env python3
"""What adding a report costs in ledgers of several sizes, beside what it costs in an empty one.

    python tools/bench_growth.py [--sizes 10000 30000 100000] [--sample 60]

Each ledger is filled as tools/filling.py tells, without marks. Then the next reports of the same world are added whole,
each to the large ledger and to one that holds the sample alone, by the same process; processor time is counted.
"""

import argparse
import sys
import tempfile
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import filling

from tools.bench.turns import WARM, compared


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    ask.add_argument("--sample", type=int, default=60)
    wish = ask.parse_args()

    print(f"{'reports':>9}{'MB':>7}{'to an empty ledger':>24}{'to the large one':>22}{'ratio':>20}")
    for many in wish.sizes:
        with tempfile.TemporaryDirectory() as folder:
            large = Path(folder) / "large.db"
            filling.fill(large, many, say=lambda *told, **how: None)
            size = large.stat().st_size / 1e6
            world = filling.world(many + WARM + wish.sample)
            found = compared(large, Path(folder) / "small.db", [made.raw for made in islice(world, many, None)])
            told = [f"{1e3 * mean:7.1f} mean {1e3 * median:6.1f} ms" for mean, median in (found.small, found.large)]
            ratios = f"{found.large[0] / found.small[0]:.2f} mean {found.large[1] / found.small[1]:.2f}"
            print(f"{many:>9,}{size:>7,.0f}  {told[0]}  {told[1]}  {ratios}", flush=True)


if __name__ == "__main__":
    main()
