"""What is remembered of paragraphs: in a ledger, and by the processes of one run together."""

from pathlib import Path

import pytest

from onrecord.ledger import paragraphs
from onrecord.ledger.paragraphs import Shared, together
from onrecord.shapes.recent import Recent


def test_what_one_remembers_another_finds(tmp_path: Path) -> None:
    one, other = (together(tmp_path / "p.db") for _ in range(2))
    one["a"] = "[1]"
    other["b"] = "[2]"
    other["a"] = "[1]"
    assert dict(one) == dict(other) == {"a": "[1]", "b": "[2]"}
    del one["a"]
    assert list(one) == ["b"]
    assert one.get("a") is None


def test_what_came_long_ago_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "MOST_SHARED", 3)
    one = Shared(tmp_path / "p.db")
    for n in range(10):
        one[str(n)] = "[]"
    assert list(one) == ["7", "8", "9"]


def test_without_a_file_each_remembers_for_itself(tmp_path: Path) -> None:
    assert isinstance(together(tmp_path / "no" / "p.db"), Recent)
