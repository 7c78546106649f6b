"""The command: what it prints, when it fails, what it writes; and the floors of the project itself."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.checks import floors, scorecard
from onrecord.checks.tally import Miss, Outcome, Tally, choice, gather

Run = Callable[..., int]


def outcome(right: int) -> Outcome:
    return gather(
        [
            Tally("quotes", "found", right, 10, 10),
            choice("quotes", "kind", True),
            Miss("a.txt", "quotes", "missed", "some words"),
        ]
    )


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a folder of examples where so many of ten quotes are found."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "expected.json").write_text("{}")

    def call(right: int, *arguments: str) -> int:
        monkeypatch.setattr(scorecard, "score", lambda folder: outcome(right))
        return scorecard.main(["--examples", str(tmp_path), "--floors", str(tmp_path / "floors.json"), *arguments])

    return call


def kept(tmp_path: Path) -> dict[str, Any]:
    found = json.loads((tmp_path / "floors.json").read_text())
    assert isinstance(found, dict)
    return found


def test_a_floor_is_set_held_and_raised(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(6, "--update") == 0
    assert kept(tmp_path)["floors"] == {"quotes.found": 0.6, "quotes.kind": 1.0}
    assert run(6) == 0
    assert run(8) == 0
    assert kept(tmp_path)["floors"]["quotes.found"] == 0.6
    assert run(8, "--update") == 0
    assert kept(tmp_path)["floors"]["quotes.found"] == 0.8
    capsys.readouterr()
    assert run(7) == 1
    assert "Below the floor: quotes.found" in capsys.readouterr().out


def test_update_does_not_lower(run: Run, tmp_path: Path) -> None:
    run(8, "--update")
    assert run(7, "--update") == 1
    assert kept(tmp_path)["floors"]["quotes.found"] == 0.8


def test_lowering_needs_a_reason_and_keeps_it(run: Run, tmp_path: Path) -> None:
    run(8, "--update")
    assert run(7, "--allow-worse", "the rule was a guess") == 0
    assert kept(tmp_path)["floors"]["quotes.found"] == 0.7
    assert kept(tmp_path)["lowered"] == [
        {"score": "quotes.found", "before": 0.8, "after": 0.7, "why": "the rule was a guess"}
    ]
    assert run(7) == 0
    with pytest.raises(SystemExit):
        run(7, "--allow-worse")


def test_other_examples_are_said_to_be_others(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(8, "--update")
    (tmp_path / "reports" / "new.txt").write_text("one more")
    assert run(8) == 1
    assert "not those" in capsys.readouterr().out
    assert run(8, "--update") == 0
    assert run(8) == 0


def test_misses_are_listed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(8, "--misses")
    assert "a.txt\tquotes\tmissed\tsome words" in capsys.readouterr().out


def test_a_folder_that_holds_no_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scorecard.main(["--examples", str(tmp_path), "--floors", str(tmp_path / "f.json")]) == 2
    assert "no folder of examples" in capsys.readouterr().err


def test_the_table_marks_what_is_below() -> None:
    text = scorecard.table(outcome(6), {"quotes.found": 0.8})
    assert text.splitlines()[1].split() == ["quotes", "10", "10", "6", "0.600", "0.600", "0.600", "<0.800"]
    assert text.splitlines()[2].split() == ["kind", "1.000"]


def test_the_floors_are_those_of_the_examples(root: Path) -> None:
    assert floors.load(root / "scores" / "floors.json").corpus == floors.fingerprint(root / "examples")


def test_no_score_of_the_examples_is_below_its_floor(root: Path) -> None:
    assert floors.load(root / "scores" / "floors.json").below(scorecard.score(root / "examples").scores) == []
