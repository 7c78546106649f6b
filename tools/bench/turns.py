"""The same reports added to two ledgers by one process, which goes first changing from report to report."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from onrecord import filing
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Raw
from onrecord.shapes.work import seldom_collect

# Tables, models and patterns are loaded once; what a program does at its start is no price of the reports that follow.
WARM = 10


@dataclass(frozen=True)
class Compared:
    """Processor seconds that adding an input takes, mean and median, in the large and in the small ledger."""

    large: tuple[float, float]
    small: tuple[float, float]


def compared(large: Path, small: Path, raws: Sequence[Raw]) -> Compared:
    """Add to a large ledger and to a new one; of the first `WARM` inputs the time is not counted."""
    seldom_collect()  # as the program does
    few, many = [], []
    with Store(large, KINDS) as full, Store(small, KINDS, create=True) as empty:
        for n, raw in enumerate(raws):
            # The second finds in memory what the first looked up.
            if n % 2:
                late, early = _added(full, raw), _added(empty, raw)
            else:
                early, late = _added(empty, raw), _added(full, raw)
            few.append(early), many.append(late)
    few, many = few[WARM:], many[WARM:]
    return Compared((mean(many), median(many)), (mean(few), median(few)))


def _added(store: Store, raw: Raw) -> float:
    start = time.process_time()
    filing.keep(store, raw)
    return time.process_time() - start
