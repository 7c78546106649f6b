"""The folder of a made world: what is written can be read, misuse is told in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.checks.made.__main__ import main
from onrecord.checks.made.world import reports
from onrecord.shapes.raw import Failure
from onrecord.sources.files import open_paths


def test_what_is_written_is_what_was_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "world"
    assert main([str(folder), "--reports", "60", "--seed", "3"]) == 0
    assert "60 reports" in capsys.readouterr().out
    made = {m.truth.id: m for m in reports(3, 60)}
    read = {}
    for raw in open_paths([str(folder / "reports")]):
        assert not isinstance(raw, Failure), raw
        read[raw.source.rpartition("/")[2].partition(".")[0]] = raw
    assert read.keys() == made.keys()
    for name, raw in read.items():
        assert raw.data == made[name].raw.data, name
        if made[name].form == "row":
            assert raw.address == made[name].raw.address
            assert raw.given == made[name].raw.given
            assert raw.media_type == made[name].raw.media_type


def test_truth_has_the_shape_of_a_gold_file(tmp_path: Path) -> None:
    folder = tmp_path / "world"
    assert main([str(folder), "--stories", "4", "--form", "html"]) == 0
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    ids = {r["id"] for r in truth["reports"]}
    for report in truth["reports"]:
        assert (folder / report["file"]).is_file()
        assert all(report[name] for name in ("role", "body_lines", "url"))
    assert {s["id"] for s in truth["stories"]} == {f"s{n:05}" for n in range(4)}
    for story in truth["stories"]:
        assert sorted(r for c in story["chapters"] for r in c["reports"]) == sorted(story["reports"])
    assert all({c["source"], c["copy"]} <= ids for c in truth["copies"])
    assert all(o["count"] == len(o["sources"]) for o in truth["origins"])
    assert all(p["report"] in ids for s in truth["series"] for p in s["points"])
    for found in truth["disagreements"]:
        assert found["kind"] in {"conflict", "correction", "scope", "update", "hedge"}
        assert len(found["values"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["{folder}"],
        ["{folder}", "--reports", "0"],
        ["{folder}", "--reports", "5", "--pace", "0"],
        ["{full}", "--reports", "5"],
        ["{file}", "--reports", "5"],
        ["{file}/below", "--reports", "5"],
    ],
)
def test_misuse_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "something").write_text("here")
    file.write_text("here")
    places = {"folder": tmp_path / "new", "full": full, "file": file}
    assert main([a.format_map(places) for a in arguments]) == 2
    told = capsys.readouterr().err
    assert told.startswith("onrecord: ")
    assert told.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_no_such_form(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(tmp_path / "new"), "--reports", "5", "--form", "pdf"])
    assert left.value.code == 2
