"""Statements that leave nothing of the one before them."""

from pathlib import Path

import pytest

from onrecord.ledger.nothing import denies_deed, denies_whole
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "nothing.tsv").read_text(encoding="utf-8"), "nothing.tsv", ("said", "denial", "whole")
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["denial"])
def test_denies_whole(case: Row) -> None:
    assert denies_whole(case["said"], case["denial"]) == (case["whole"] == "yes")


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        ("the clerk did not call the owner and never had a telephone", True),
        ("the clerk did not sell the boat", False),
        ("the clerk called the owner at noon", False),
    ],
)
def test_denies_one_deed_of_it(denial: str, denied: bool) -> None:
    assert denies_deed("the clerk called the owner twice, then took the money", denial) is denied
