"""Small invented stories, read from their words: what is still to come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ledger.timeline import upcoming
from onrecord.shapes.backing import Backing
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

TABLE = Path(__file__).parent / "coming.tsv"
CASES = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("name", "reports", "expect"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_is_still_to_come(case: Row, told: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = told(case["reports"])
    found = upcoming(readings, Backing())
    due = [] if case["expect"] == "none" else case["expect"].split(";")
    assert len(found) == len(due)
    for entry, words in zip(found, due, strict=True):
        assert f"{entry.first or '-'} {entry.type} {entry.text}".startswith(words)
    assert upcoming(readings[::-1], Backing()) == found
