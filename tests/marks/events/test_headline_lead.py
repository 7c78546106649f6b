"""What a headline tells is tied to the telling of it in the lead, and to no other."""

from __future__ import annotations

import pytest

from onrecord.shapes.mark import Ref
from tests.marks.conftest import marks_of, report_of

LEAD = "Ghana will bail out the steel firms, the premier said."
OTHER = "The navy rescued nine sailors on Monday."


@pytest.mark.parametrize("body", [LEAD, f"{OTHER} {LEAD}"])
def test_who_and_whom_of_a_headline(body: str) -> None:
    found = marks_of(report_of(f"Steel rescue planned\n{body}", title=True), "event")["event"]
    told = {cell: [r.name for r in found[0].value(cell) or () if isinstance(r, Ref)] for cell in ("actor", "recipient")}
    assert told == {"actor": ["Ghana"], "recipient": ["steel firms"]}
