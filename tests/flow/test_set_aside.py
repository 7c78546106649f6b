"""What is no report: printed and listed with its reason, without marks, in no story and no list of copies."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import NotFound

REPORT = """North pier shut

SKARVIK - Engineers shut the north pier on Monday after cracks were found in 14 piles, the harbour board said.

"We could not wait," said Mayor Lena Brod. At least 40 families were moved.
"""
GONE = """<html><head><title>404 - The Skarvik Post</title></head><body><h1>Page not found</h1>
<p>The page you are looking for, on the north pier in Skarvik and 14 piles, may have been moved, Mayor Lena Brod.</p></body></html>"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT)
    (tmp_path / "in" / "b.html").write_text(GONE)
    (tmp_path / "in" / "c.html").write_text(GONE + "<!-- again -->")
    path = tmp_path / "l.db"
    with onrecord.Ledger(path) as opened:
        assert len(opened.add([tmp_path / "in"]).new) == 3
    return path


def test_it_is_listed_and_has_no_part_in_anything(ledger: Path) -> None:
    with onrecord.Ledger(ledger) as opened:
        rows = opened.reports()
        assert [r["status"] for r in rows] == ["marked", "set_aside", "set_aside"]
        assert [bool(r["story"]) for r in rows] == [True, False, False]
        assert rows[1]["why"].startswith("an error page")
        assert [r["genre"] for r in rows] == ["news", None, None]
        assert [s["reports"] for s in opened.stories()] == [[rows[0]["report"]]]
        assert opened.copies() == []
        for kind in KINDS:
            assert {row["report"] for row in opened.marks(kind.plural)} <= {rows[0]["report"]}
        assert opened.verify().problems == ()
        with pytest.raises(NotFound):
            opened.story(rows[1]["report"])
        assert opened.story()["reports"]


def test_its_record_can_be_read(ledger: Path) -> None:
    record = onrecord.read(ledger.parent / "in" / "b.html").as_dict()
    assert record["status"] == "set_aside"
    assert record["genre"] is None  # what is no report is no news
    assert record["blocks"]
    assert all(record[kind.plural] == [] for kind in KINDS)
    with onrecord.Ledger(ledger) as opened:
        assert opened.record(opened.reports()[1]["report"]) == record
