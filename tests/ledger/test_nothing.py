"""Statements that leave nothing of the one before them."""

from pathlib import Path

import pytest

from onrecord.ledger.nothing import denies_whole
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "nothing.tsv").read_text(encoding="utf-8"), "nothing.tsv", ("said", "denial", "whole")
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["denial"])
def test_denies_whole(case: Row) -> None:
    assert denies_whole(case["said"], case["denial"]) == (case["whole"] == "yes")
