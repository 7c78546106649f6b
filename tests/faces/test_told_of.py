"""What is new since a day or a report, and who carries what: from the command line and in Python."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api
from onrecord.shapes.errors import NotFound, UsageError
from tests.faces.laid import laid, run

FLOOD = "TORVAL, May 2 (XNA) - A flood killed at least 12 people in Torval on Friday, the Torval Fire Service said."
SAID = "“Nobody in the whole valley was warned in time,” said the mayor of Torval, Lena Brod."
REPORTS = {
    "wire.txt": f"Flood in Torval kills 12\n\n{FLOOD}\n\n{SAID}\n\nIt destroyed 40 houses in Torval.\n",
    "paper.txt": f"""Flood in Torval kills 15

TORVAL - The flood in Torval killed 15 people, the Torval Fire Service said on Sunday.

{SAID} Radio Orva reported that 40 houses were destroyed in Torval.

Police arrested the keeper of the dam in Torval on Saturday.
""",
    "copy.txt": f"Flood in Torval kills 12\n\n{FLOOD}\n\n{SAID}\n\nIt destroyed 40 houses in Torval.\n",
    "late.txt": f"Torval mourns its dead\n\n{FLOOD}\n\n{SAID}\n\nThe flood in Torval destroyed 40 houses.\n",
}
DAYS = {"wire.txt": "2031-05-02", "paper.txt": "2031-05-04", "late.txt": "2031-05-20"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid(tmp_path_factory.mktemp("told_of"), REPORTS, DAYS)


def told(rows: list[dict[str, Any]], desk: Path) -> list[tuple[str, Any]]:
    """Kind and value or words of each fact that is new, but for events."""
    return [(r["kind"], r["value"] or r["text"]) for r in rows if r["kind"] != "event"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2031-05-01", {12, 15, 40}),  # nothing was read
        ("2031-05-03", {15}),
        ("2031-05-05", set()),
        ("2070-01-01", set()),
    ],
)
def test_new_numbers_since_a_day(desk: Path, since: str, expected: set[int]) -> None:
    with api.Ledger(desk) as ledger:
        found = ledger.new(since=since)
    assert {r["value"] for r in found if r["kind"] == "figure"} == expected


def test_an_undated_copy_of_what_was_read_tells_nothing_new(desk: Path) -> None:
    with api.Ledger(desk) as ledger:
        undated = {r["report"] for r in ledger.reports() if r["published"]["date"] is None}
        assert undated
        assert not undated & {r["report"] for r in ledger.new(since="2031-05-03")}


def test_new_after_a_report(desk: Path) -> None:
    with api.Ledger(desk) as ledger:
        names = {Path(r["source"]).name: r["report"] for r in ledger.reports()}
        found = ledger.new(after=names["wire.txt"][:12])
        (toll,) = [r for r in found if r["kind"] == "figure"]
        assert (toll["report"], toll["value"], toll["before"]["value"]) == (names["paper.txt"], 15, 12)
        assert [r["what"] for r in found if r["kind"] == "event"].count("COERCE") == 1
        assert not [r for r in found if r["kind"] == "quote" and "Nobody" in r["text"]]
        assert ledger.new(after=names["late.txt"]) == []
        assert {r["kind"] for r in ledger.new()} == {"figure", "quote", "event"}
        text = ledger.record(toll["report"])["text"]
        assert "15" in text[toll["start"] : toll["end"]]
        with pytest.raises(UsageError, match="states no day"):
            ledger.new(after=names["copy.txt"])
        with pytest.raises(UsageError, match="not both"):
            ledger.new(since="2031-05-02", after=names["wire.txt"])
        with pytest.raises(NotFound):
            ledger.new(after="nosuch")


def test_who_carries_what(desk: Path) -> None:
    with api.Ledger(desk) as ledger:
        found = ledger.coverage()
    assert {o["name"]: len(o["reports"]) for o in found["outlets"]} == dict.fromkeys(
        ("The Wire", "The Paper", "The Copy", "The Late"), 1
    )
    facts = {f["value"] or f["text"]: f for f in found["facts"] if f["kind"] != "event"}
    assert facts[40]["lacking"] == []
    assert (facts[15]["carried"], facts[15]["lacking"]) == (["The Paper"], ["The Copy", "The Late"])
    assert set(facts[12]["lacking"]) == {"The Paper"}
    lacks = {lack["kind"]: lack["what"] for lack in found["lacks"]}
    assert lacks.pop("date")
    assert lacks == {"outlet": "Radio Orva", "days": "2031-05-05/2031-05-19"}


def test_no_order_of_arrival_changes_either(tmp_path: Path) -> None:
    seen = set()
    for n, order in enumerate(permutations(REPORTS)):
        if n % 4:
            continue
        (tmp_path / str(n)).mkdir()
        path = laid(tmp_path / str(n), {name: REPORTS[name] for name in order}, DAYS)
        with api.Ledger(path) as ledger:
            names = {r["report"]: Path(r["source"]).name for r in ledger.reports()}
            told_ = json.dumps([ledger.new(since="2031-05-03"), ledger.coverage()], sort_keys=True)
        for report, name in names.items():
            told_ = told_.replace(report, name)
        seen.add(told_)
    assert len(seen) == 1


def test_on_the_command_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = ("--ledger", str(desk))
    assert run(capsys, "new", "--since", "2031-06-01", *ledger) == (1, "", f"nothing new in {desk}\n")
    status, out, _ = run(capsys, "new", "--since", "2031-05-03", *ledger)
    assert (status, "\t15 people\t" in out) == (0, True)
    status, out, _ = run(capsys, "coverage", *ledger)
    assert (status, out.splitlines()[0].split("\t")[:2]) == (0, ["kind", "id"])
    assert json.loads(run(capsys, "coverage", "--format", "json", *ledger)[1])["lacks"]
    assert run(capsys, "new", "--since", "yesterday", *ledger)[0] == 2
    assert run(capsys, "coverage", "nosuch", *ledger)[0] == 2


def test_copies_laid_side_by_side(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(run(capsys, "copies", "--aligned", "--format", "json", "--ledger", str(desk))[1])
    with api.Ledger(desk) as ledger:
        assert rows == ledger.copies(aligned=True)
        texts = {r["report"]: ledger.record(r["report"])["text"] for r in ledger.reports()}
        assert "aligned" not in ledger.copies()[0]
    same = [(row, a) for row in rows for a in row["aligned"] if a["kind"] == "same"]
    assert same
    for row, a in same:
        one, two = (texts[row[side]][a[side]["start"] : a[side]["end"]] for side in ("report", "of"))
        assert one == two
