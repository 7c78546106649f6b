"""Credit lines, and lines that only begin like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.lexicon import credits
from onrecord.shapes.table import Row, parse

TABLE = Path(__file__).parent / "credits.tsv"
ROWS = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("line", "kind", "who"), optional=("who",))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["line"][:40])
def test_credits(row: Row) -> None:
    found = credits.read(row["line"])
    if row["kind"] == "none":
        assert found is None
    else:
        assert found is not None
        assert (found.kind, "|".join(found.who)) == (row["kind"], row["who"])


@pytest.mark.parametrize("line", ["", " ", "©", "() []", "via", "a" * 500, "by " * 40])
def test_any_line_can_be_asked(line: str) -> None:
    credits.read(line)
