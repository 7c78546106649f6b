"""Floors hold, rise by themselves and fall only with a reason."""

from pathlib import Path

import pytest

from onrecord.checks.floors import Floors, Lowered, fingerprint, load, save
from onrecord.shapes.errors import UsageError

KEPT = Floors("corpus", {"quotes.found": 0.8, "figures.found": 0.9})


def test_a_score_at_its_floor_holds() -> None:
    assert KEPT.below({"quotes.found": 0.8, "figures.found": 0.95}) == []


def test_a_score_below_its_floor_or_gone_is_named() -> None:
    assert KEPT.below({"quotes.found": 0.799}) == ["figures.found", "quotes.found"]


def test_what_floating_point_loses_is_no_fall() -> None:
    kept = Floors().raised({"a": 0.1 * 3}, "corpus")
    assert kept.least == {"a": 0.3}
    assert kept.below({"a": 0.3 - 1e-12}) == []


def test_floors_rise_to_a_thousandth_and_never_fall() -> None:
    raised = KEPT.raised({"quotes.found": 0.84567, "figures.found": 0.1, "times.found": 0.5}, "new")
    assert raised == Floors("new", {"quotes.found": 0.845, "figures.found": 0.9, "times.found": 0.5})


def test_lowering_keeps_the_reason() -> None:
    lowered = KEPT.lowered_to({"quotes.found": 0.7}, "new", "a rule was wrong")
    assert lowered.least == {"quotes.found": 0.7}
    assert lowered.lowered == (
        Lowered("figures.found", 0.9, None, "a rule was wrong"),
        Lowered("quotes.found", 0.8, 0.7, "a rule was wrong"),
    )
    assert lowered.below({"quotes.found": 0.7}) == []


def test_written_and_read_back(tmp_path: Path) -> None:
    kept = KEPT.lowered_to({"quotes.found": 0.7}, "new", "why")
    save(tmp_path / "scores" / "floors.json", kept)
    assert load(tmp_path / "scores" / "floors.json") == kept
    assert load(tmp_path / "none.json") == Floors()


@pytest.mark.parametrize("text", ["", "[]", '{"corpus": "x"}', '{"corpus": "x", "floors": {"a": "b"}, "lowered": []}'])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"floors\.json: no file of floors"):
        load(path)


def test_the_fingerprint_changes_with_any_byte_or_name(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (tmp_path / "expected.json").write_text("{}")
    (reports / "a.txt").write_text("one")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (reports / "a.txt").write_text("two")
    second = fingerprint(tmp_path)
    (reports / "a.txt").rename(reports / "b.txt")
    assert len({first, second, fingerprint(tmp_path)}) == 3
