"""Which quotes are one statement: a table of pairs, near misses among them, and what must hold of any pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.links import joins
from onrecord.links.joins import Join
from onrecord.shapes.table import Row, parse

from .said import saying

TABLE = Path(__file__).with_name("pairs.tsv")
PAIRS = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("name", "one", "two", "tie", "expect"))
each_pair = pytest.mark.parametrize("row", PAIRS, ids=[row["name"] for row in PAIRS])


def joined(row: Row, *, turned: bool = False) -> Join | None:
    a, b = saying(row["one"], "a"), saying(row["two"], "b")
    if turned:
        a, b = b, a
    return joins.join(a, b, copied=row["tie"] in ("copied", "placed"), placed=row["tie"] == "placed")


@each_pair
def test_pairs(row: Row) -> None:
    found = joined(row)
    assert ("none" if found is None else found.how) == row["expect"]


@each_pair
def test_the_same_from_both_sides(row: Row) -> None:
    assert joined(row) == joined(row, turned=True)


@each_pair
def test_what_is_one_is_found_by_a_key(row: Row) -> None:
    a, b = saying(row["one"], "a"), saying(row["two"], "b")
    if row["expect"] not in ("none", "respun"):  # what was spun is found by its place
        assert set(joins.keys(a)) & set(joins.keys(b))


def test_a_quote_is_no_other_wording_of_itself() -> None:
    one = saying('Lena Brod 1: "We checked every bolt of the bridge."', "a")
    assert joins.join(one, one) is None
