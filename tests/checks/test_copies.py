"""Copies are found and look-alikes left alone: the benchmark on the example reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.checks import copies
from onrecord.checks.copies import Tried, attempts, main, misses, sources, table

LEAST_FOUND, LEAST_RIGHT, MOST_TAKEN = 0.97, 0.93, 0.03


@pytest.fixture(scope="module")
def tried() -> list[Tried]:
    found = sources([], 5, 1)
    assert len(found) == 5
    return list(attempts(found, 1))


def test_copies_are_found(tried: list[Tried]) -> None:
    made = [t for t in tried if t.made.kind is not None]
    assert sum(t.found for t in made) / len(made) >= LEAST_FOUND
    assert sum(t.kind_right for t in made) / len(made) >= LEAST_RIGHT


def test_look_alikes_are_left_alone(tried: list[Tried]) -> None:
    made = [t for t in tried if t.made.kind is None]
    assert sum(t.found for t in made) / len(made) <= MOST_TAKEN


def test_direction(tried: list[Tried]) -> None:
    made = [t for t in tried if t.made.kind is not None and t.found]
    assert all(t.right_way_round for t in made if t.sure == "day")
    assert sum(t.right_way_round is False for t in made) / len(made) <= MOST_TAKEN


def test_what_is_printed(tried: list[Tried]) -> None:
    lines = [*misses(tried), *table(tried)]
    assert any(line.startswith("all copies") for line in lines)
    assert any(line.startswith("peer at .5: precision") for line in lines)


def test_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Ferry aground\n\n" + "\n\n".join(
        f"The ferry from Norrvik lay on sandbank {n} of the bay." for n in range(40, 45)
    )
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    names = [s.name for s in sources([rows], 100, 1)]
    assert "rows.jsonl#1" in names
    assert main([str(rows), "--sources", "1", "--way", "identical"]) == 0
    assert "identical: as it is" in capsys.readouterr().out
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert copies.PEER_LIKENESS == 0.5
