"""Whether somebody was warned: statements that he was told against his own that he was not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.ledger.notice import notices
from onrecord.shapes.backing import Backing
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "notice.tsv").read_text(encoding="utf-8"), "notice.tsv", ("name", "reports", "expect")
)


def _readings(texts: str) -> list[Reading]:
    raws = [Raw(text.encode(), f"{n}.txt", f"{n}.txt") for n, text in enumerate(texts.split(" // "))]
    return [one for one in flow.read(raws, {}) if isinstance(one, Reading)]


def _cut(readings: list[Reading]) -> Callable[[str, int, int], str]:
    texts = {r.report.id: r.text for r in readings}
    return lambda report, start, end: texts[report][start:end]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_notices(case: Row) -> None:
    readings = _readings(case["reports"])
    cut = _cut(readings)
    found = list(notices(readings, Backing()))
    if case["expect"] == "none":
        assert found == []
        return
    (only,) = found
    name, *sides = case["expect"].split(" | ")
    assert only.question.startswith(f"Was {name} told: ")
    assert only.kind == "conflict"
    for side, words in zip(only.sides, sides, strict=True):
        said = [cut(e.report, e.start, e.end).strip('"“”,') for e in side.evidence]
        wanted = [w.strip("“") for w in words.split(" + ")]
        assert [any(s.startswith(w) for s in said) for w in wanted] == [True] * len(wanted), said
        assert len(said) == len(wanted)


def test_order_makes_no_difference() -> None:
    readings = _readings(next(c["reports"] for c in CASES if c["name"] == "across_reports"))
    sides = [
        {(e.report, e.start) for side in found.sides for e in side.evidence}
        for some in (readings, readings[::-1])
        for found in notices(some, Backing())
    ]
    assert len(sides) == 2
    assert sides[0] == sides[1]
