"""Places, case by case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.shapes.mark import Mark
from onrecord.shapes.table import Row
from tests.marks.conftest import Answer, cases

ROWS = cases(__file__, "name", "text", "expect")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["name"])
def test_case(
    row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Callable[[str], tuple[str, list[Answer]]]
) -> None:
    text, answers = bracketed(row["text"])
    places = mark(text, "place")["place"]
    if row["expect"] == "none":
        assert [text[p.start : p.end] for p in places] == []
        return
    bare = [text[start:end].removeprefix("the ") for _, start, end in answers]
    assert [text[p.start : p.end] for p in places] == bare
    for wish in row["expect"].split(" | "):
        cell, value = wish.split("=")
        assert places[0].value(cell) == value
