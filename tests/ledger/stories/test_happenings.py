"""Small invented stories, read from their words: what stands on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ledger.timeline import timeline
from onrecord.shapes.backing import Backing
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "happenings.tsv").read_text(encoding="utf-8"),
    "happenings.tsv",
    ("name", "reports", "expect", "absent"),
    optional=("absent",),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_stands_on_the_timeline(case: Row, told: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = told(case["reports"])
    name = {r.report.id: r.report.source for r in readings}
    found = timeline(readings, Backing())
    made = {
        " ".join([f"{e.first} {e.type} {e.modality}", *sorted(name[r] for r in e.reports)])
        + (f" = {e.outcome}" if e.outcome else "")
        for e in found
    }
    assert set(case["expect"].split(";")) <= made
    assert not {f"{e.first} {e.type}" for e in found} & set(filter(None, case["absent"].split(";")))
