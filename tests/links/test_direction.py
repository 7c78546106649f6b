"""Who copied whom: which signs tell, which comes first, and what tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.lexicon import credits
from onrecord.links import copies
from onrecord.shapes.link import Digest
from onrecord.shapes.table import Row, parse

from .conftest import WIRE

TABLE = Path(__file__).parent / "direction.tsv"
ROWS = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("name", "one", "two", "source"))
OWN = (
    "In Sankt Elwin, where the brewery stands on the same kind of ground, town engineer Gro Nes told this newspaper on"
    " Friday that Halvard Timber had been asked for its papers, and that the footpath to Grindel Lane stays shut."
)


def printed(report: Callable[..., Digest], name: str, cell: str) -> Digest:
    known = dict(part.strip().partition("=")[::2] for part in cell.split(";"))
    text = [*WIRE]
    if "cut" in known:
        text = text[:-2]
    if "plus" in known:
        text.append(OWN)
    if "line" in known:
        text.append(known["line"])
    return report(
        name, "Silo falls", text, outlet=known.get("outlet"), agency=known.get("agency"), filed="filed" in known,
        published=known.get("day"), byline=(known["by"],) if "by" in known else (),
    )  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_who_copied_whom(row: Row, report: Callable[..., Digest]) -> None:
    for names in (("a", "b"), ("b", "a")):  # ids decide nothing
        one, two = (printed(report, name, row[cell]) for name, cell in zip(names, ("one", "two"), strict=True))
        found = copies.compare(one, two)
        assert found is not None
        told = {one.id: "one", two.id: "two"}[found.of] if found.directed else "-"
        assert told == row["source"]


def test_credits_stand_in_a_digest(report: Callable[..., Digest]) -> None:
    made = report(
        "a", "Silo falls", [*WIRE[:-1], f"{WIRE[-1]} (AFP)", "With inputs from Reuters.", "Edited by Jane Roe."]
    )
    assert made.credits == (("with", "Reuters"),)
    last = report("a", "Silo falls", [*WIRE[:-1], f"{WIRE[-1]} (AFP)"])
    assert last.credits == (("from", "AFP"),)
    assert all(kind in credits.KINDS for kind, _ in (*made.credits, *last.credits))
