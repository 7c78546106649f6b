"""Notes that something printed was wrong, and the sentences they are tied to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ledger.corrections import corrections
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

Told = Callable[[str], tuple[Reading, ...]]
TABLE = Path(__file__).parent / "corrections.tsv"
CASES = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("name", "reports", "expect"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_is_corrected(case: Row, told: Told) -> None:
    readings = told(case["reports"])
    texts = {r.report.id: r.text for r in readings}
    found = corrections(readings)
    expected = [] if case["expect"] == "none" else case["expect"].split(" // ")
    assert len(found) == len(expected)
    for one, due in zip(found, expected, strict=True):
        kind, *words = due.split(" = ")
        assert (one.kind, len(one.corrects)) == (kind, len(words))
        assert all(texts[e.report][e.start : e.end].startswith(w) for e, w in zip(one.corrects, words, strict=True))
        assert " ".join(texts[one.report][one.start : one.end].split()) == one.text
    assert corrections(readings[::-1]) == found


def test_a_note_in_two_versions_of_a_page_is_one(told: Told) -> None:
    case = next(c for c in CASES if c["name"] == "withdrawn")
    readings = told(case["reports"].replace("// b", f"// c 2031-05-04: {case['reports'].split(': ', 2)[2]} // b"))
    by_day = {r.report.published.date: r.report.id for r in readings}
    later = {by_day["2031-05-03"]: (by_day["2031-05-04"],)}
    assert len(corrections(readings)) == 2
    (note,) = corrections(readings, later)
    assert note.published == "2031-05-03"
