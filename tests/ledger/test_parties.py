"""Who takes part: which names can be one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.parties import alike, apart, fullest, party
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "parties.tsv").read_text(encoding="utf-8"), "parties.tsv", ("name", "one", "two", "expect")
)
NAMES = [name for case in CASES for name in (case["one"], case["two"])]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_whether_two_names_can_be_one(case: Row) -> None:
    one, two = party(case["one"]), party(case["two"])
    says = alike(one, two)
    assert (says >= 1.5, 0 < says < 1.5, apart(one, two)) == {
        "same": (True, False, False),
        "like": (False, True, False),
        "open": (False, False, False),
        "apart": (False, False, True),
    }[case["expect"]]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_it_is_asked_the_same_way_from_both_sides(a: str, b: str) -> None:
    one, two = party(a), party(b)
    assert (alike(one, two), apart(one, two)) == (alike(two, one), apart(two, one))
    assert not (alike(one, two) and apart(one, two))


def test_only_the_fullest_names_are_kept() -> None:
    assert fullest(["Brond", "police", "Ada Brond", "Peruvian police"]) == ("Ada Brond", "Peruvian police")
