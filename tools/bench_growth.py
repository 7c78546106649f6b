#!/usr/bin/env python3
"""What adding a report costs in a large ledger, beside what it costs in an empty one.

    python tools/bench_growth.py [--reports 100000] [--stages 5] [--sample 60] [--pace 13]

The large ledger is filled with made reports (checks/made) that are filed under their keys, but neither marked nor
linked: that is what takes long, and only keys and digests decide what an addition looks at. At each stage the next
reports of the same world are added whole, each to the large ledger and to one that holds the sample alone, turn by
turn, by the same process; processor time is counted. `--pace` is how many stories begin in a day (13: a year has
100,000 reports).
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from onrecord import flow
from onrecord.checks.made.world import reports
from onrecord.ledger.edges import Linking
from onrecord.ledger.store import Store
from onrecord.links import keys
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.work import seldom_collect

SEED = 7
WARM = 10
UNLINKED = Linking(lambda mine, others: (), keys.LEAST, keys.NEEDED, keys.NEAR, flow.filed_head)


def fill(store: Store, raws: Iterator[Raw], many: int) -> None:
    """File so many reports, those that stand there already aside."""
    for raw in islice(raws, many):
        for report in flow.reports(raw):
            if isinstance(report, Failure) or store.has(report.id):
                continue
            reading = Reading(report, {}, {}, flow.reader_version(), KINDS)
            mine = digest(reading, raw.address)
            made = flow.as_kept(mine)
            store.put(raw, reading, made, () if report.status == "set_aside" else keys.keys(mine), UNLINKED)


def added(store: Store, raw: Raw) -> float:
    """Processor seconds that adding an input takes."""
    start = time.process_time()
    flow.keep(store, raw)
    return time.process_time() - start


def both(empty: Store, large: Store, raw: Raw, large_first: int) -> tuple[float, float]:
    """Seconds to the empty and to the large one. The second finds in memory what the first looked up, so they change
    places.
    """
    if large_first:
        late = added(large, raw)
        return added(empty, raw), late
    return added(empty, raw), added(large, raw)


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=100_000)
    ask.add_argument("--stages", type=int, default=5)
    ask.add_argument("--sample", type=int, default=60)
    ask.add_argument("--pace", type=float, default=13.0)
    wish = ask.parse_args()

    seldom_collect()  # as the program does
    many = wish.reports + (wish.stages * wish.sample) + WARM
    raws = (made.raw for made in reports(SEED, many, form="text", pace=wish.pace))
    print(f"{'reports':>9}{'MB':>7}{'to an empty ledger':>24}{'to the large one':>22}{'ratio':>20}")
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.db"
        with Store(large, KINDS, create=True) as full:
            for stage in range(wish.stages):
                fill(full, raws, wish.reports // wish.stages)
                with Store(Path(folder) / f"empty{stage}.db", KINDS, create=True) as empty:
                    for raw in islice(raws, 0 if stage else WARM):  # tables and the parser are loaded once
                        added(empty, raw), added(full, raw)
                    pairs = [both(empty, full, raw, n % 2) for n, raw in enumerate(islice(raws, wish.sample))]
                a, b = ([pair[side] * 1e3 for pair in pairs] for side in (0, 1))
                told = [f"{statistics.mean(t):7.1f} mean {statistics.median(t):6.1f} ms" for t in (a, b)]
                ratios = f"{sum(b) / sum(a):.2f} mean {statistics.median(b) / statistics.median(a):.2f}"
                size = large.stat().st_size / 1e6
                print(
                    f"{(stage + 1) * (wish.reports // wish.stages):>9,}{size:>7,.0f}  {told[0]}  {told[1]}  {ratios}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
