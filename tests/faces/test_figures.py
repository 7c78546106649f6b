"""Figures and series by their filters, from the command line and in Python."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api, listing, lists
from onrecord.faces.screen import Screen
from onrecord.shapes.errors import NotFound, UsageError
from onrecord.shapes.link import DISAGREEMENT_KINDS as KINDS
from tests.faces.laid import laid, run

REPORTS = {
    "wire.txt": """Flood in Torval kills 12

TORVAL, May 2 (XNA) - A flood killed at least 12 people in Torval on Friday, the Torval Fire Service said.

It destroyed 40 houses. Dozens were missing.
""",
    "paper.txt": """Flood in Torval kills 15

TORVAL - The flood in Torval killed 15 people, the Torval Fire Service said on Sunday. The mayor of Torval, Lena Brod, said 19 people were killed.

An earlier version of this report said 21 people were killed. It destroyed one house in Kenya.
""",
    "undated.txt": """Flood recalled

TORVAL - Three people were killed in the United States in a flood.
""",
}
DAYS = {"wire.txt": "2031-05-02", "paper.txt": "2031-05-04"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports."""
    return laid(tmp_path_factory.mktemp("figures"), REPORTS, DAYS)


@pytest.fixture
def ledger(desk: Path) -> Any:
    with api.Ledger(desk, create=False) as opened:
        yield opened


def exact(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["exact"]) for row in rows]


# -- filters -----------------------------------------------------------------------------------------------------------

KILLED = ["12", "at least 12 people", "15", "15 people", "19 people", "21 people", "Three people"]
FIRE = ["at least 12 people", "15 people"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"what": "killed"}, KILLED),
        ({"what": "Killed"}, KILLED),
        ({"what": "deaths"}, KILLED),
        ({"what": "other:death"}, KILLED),
        ({"what": "destroyed"}, ["40 houses", "one house"]),
        ({"what": "kill"}, []),
        ({"what": "killed", "where": "torval"}, KILLED[:-1]),
        ({"what": "killed", "where": "in Torvál"}, KILLED[:-1]),
        ({"where": "Torv"}, []),
        ({"where": "United States"}, KILLED[-1:]),
        ({"where": "the U.S."}, KILLED[-1:]),
        ({"where": "kenya"}, ["one house"]),
        ({"counter": "Torval Fire Service"}, FIRE),
        ({"counter": "the fire service of torval"}, FIRE),
        ({"counter": "brod"}, ["19 people"]),
        ({"counter": "brod", "where": "Kenya"}, []),
        ({"what": "killed", "since": "2031-05-03"}, KILLED[2:-1]),
        ({"what": "killed", "until": "2031-05-03T10:00:00"}, KILLED[:2]),
        ({"what": "killed", "since": "2031-05-02", "until": "2031-05-02"}, KILLED[:2]),
        ({"hedge": "at_least"}, FIRE[:1]),
        ({"hedge": "vague"}, ["Dozens"]),
        ({"scope": "new"}, []),
    ],
)
def test_filters(ledger: api.Ledger, asked: dict[str, str], found: list[str]) -> None:
    rows = ledger.figures(**asked)
    assert exact(rows) == found
    every = ledger.marks("figures")
    assert [row for row in every if row in rows] == rows


def test_no_filter_gives_all(ledger: api.Ledger) -> None:
    assert ledger.figures() == ledger.marks("figures")


def test_a_place_lies_in_the_country_that_its_mark_gives(desk: Path, tmp_path: Path) -> None:
    text = "Fire\n\nTORVAL - A fire killed 12 people in Burma, and 13 in the Cook Islands.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with api.Ledger(tmp_path / "desk.db") as opened:
        opened.add([tmp_path / "a.txt"])
        assert exact(opened.figures(where="Myanmar")) == ["12 people"]
        assert exact(opened.figures(where="Cook")) == ["13"]


def test_what_is_taken_back_is_there(ledger: api.Ledger) -> None:
    assert [row["value"] for row in ledger.figures("killed", "Torval") if row["retracted"]] == [21]


@pytest.mark.parametrize(
    "asked",
    [
        {"what": ""},
        {"what": "…"},
        {"where": "  "},
        {"counter": "-"},
        {"since": "May"},
        {"until": "2031"},
        {"since": "2031-05-09", "until": "2031-05-02"},
        {"scope": "all"},
        {"hedge": "perhaps"},
    ],
)
def test_filters_that_cannot_be(ledger: api.Ledger, asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ledger.figures(**asked)
    if not {"scope", "hedge"} & set(asked):
        with pytest.raises(UsageError):
            ledger.series(**asked)


# -- series ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"what": "fatality", "where": "Torval"}, [[12, 15, 19, 21]]),
        ({"what": "killed", "where": "Kenya"}, []),
        ({"where": "Torval", "counter": "fire service"}, [[12, 15]]),
        ({"counter": "Lena Brod"}, [[19]]),
        ({"what": "killed", "since": "2031-05-04"}, [[15, 19, 21]]),
        ({"what": "killed", "until": "2031-05-02"}, [[12]]),
        ({"what": "killed", "until": "2030-05-02"}, []),
    ],
)
def test_series_that_fit(ledger: api.Ledger, asked: dict[str, str], found: list[list[int]]) -> None:
    assert [sorted(p["value"] for p in row["points"]) for row in ledger.series(**asked)] == found


def test_series_of_one_story(ledger: api.Ledger) -> None:
    stories = [row["story"] for row in ledger.stories()]
    assert [row for story in stories for row in ledger.series(story=story)] == ledger.series()
    assert ledger.series("killed", "Kenya", story=stories[0]) == []
    with pytest.raises(NotFound):
        ledger.series(story="ffff")


def test_what_a_codebook_takes(ledger: api.Ledger, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("series", "--where", "Torval", "--ledger", str(desk))
    (row,) = ledger.series(where="Torval", view="ucdp")
    assert {name: value for name, value in row.items() if name != "view"} in ledger.series(where="Torval")
    assert [(n["name"], n["value"]) for n in row["view"]["numbers"]] == [("low", 15), ("best", None), ("high", 19)]
    assert [s["report"] for s in row["view"]["numbers"][2]["statements"]] == [row["points"][-1]["report"]]
    code, out, err = run(capsys, *words, "--view", "ucdp", "--format", "json")
    assert (code, json.loads(out), err) == (0, [row], "")
    code, out, err = run(capsys, *words, "--view", "acled", "--until", "2031-05-02", "--format", "csv")
    (line,) = csv.DictReader(io.StringIO(out))
    assert (code, line["name"], line["value"], line["open"], err) == (0, "fatalities", "12", "false", "")
    assert line["statements"].count(":") == 1
    code, out, err = run(capsys, *words, "--what", "destroyed", "--view", "ucdp")
    assert (code, out, err) == (1, "", f"no series in {desk} that fit\n")
    assert run(capsys, *words, "--view", "none")[0] == 2
    with pytest.raises(UsageError):
        ledger.series(view="none")


# -- the command line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("figures", "--what", "kiled"), 1, "that fit; no figure has this word, there are killed"),
        (("figures", "--what", "zebra"), 1, "there are killed, destroyed, missing"),
        (("figures", "--where", "Torvel"), 1, "there are Torval"),
        (("figures", "--counter", "Lena Brot"), 1, "there are Lena Brod"),
        (("figures", "--where", "Xq"), 1, "that fit\n"),
        (("figures", "--where", "Kenya", "--counter", "Brod"), 1, "that fit\n"),
        (("figures", "--where", "\x1b[31m\nXq" * 2000), 1, "that fit\n"),
        (("figures", "--what", "…"), 2, "what '…' has no word in it; give a word of the record"),
        (("figures", "--what", "… " * 5000), 2, "has no word in it"),
        (("figures", "--since", "2031-05-09", "--until", "2031-05-02"), 2, "since 2031-05-09 is after until"),
        (("figures", "--since", "May"), 2, "is no date"),
        (("figures", "--scope", "all"), 2, "'all'"),
        (("figures", "--what", "killed", "--since", "2031-05-04"), 0, "1 figure without a date left out\n"),
        (("figures", "--what", "killed", "--where", "Torval", "--since", "2031-05-04"), 0, ""),
        (("series", "--what", "killed", "--since", "2031-05-04"), 0, "1 value without a date left out\n"),
        (("series", "--what", "kiled"), 1, "no figure has this word, there are killed"),
        (("series", "--counter", "Brod", "--where", "Kenya"), 1, "that fit\n"),
    ],
)
def test_what_is_said_of_filters(
    desk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, says: str
) -> None:
    found, out, err = run(capsys, *words, "--ledger", str(desk))
    assert (found, err.count("\n")) == (code, 1 if says else 0)
    assert says in err
    assert bool(out) is (code == 0)


def test_undated_figures_of_one_story(desk: Path, ledger: api.Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    dated, undated = (row["story"] for row in ledger.stories())
    words = ("figures", "--what", "killed", "--since", "2031-05-01", "--ledger", str(desk), "--story")
    assert run(capsys, *words, dated)[::2] == (0, "")
    assert run(capsys, *words, undated)[2].splitlines()[0] == "1 figure without a date left out"
    assert ledger.undated_figures() == ledger.undated_figures("killed") == 1
    assert ledger.undated_figures(story=dated) == 0


def test_the_same_on_the_command_line(desk: Path, ledger: api.Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "figures", "--what", "killed", "--format", "json", "--ledger", str(desk))
    assert (code, err) == (0, "")
    assert json.loads(out) == ledger.figures("killed")
    code, out, err = run(capsys, "series", "--where", "Kenya", "--format", "json", "--ledger", str(desk))
    assert (code, err) == (0, "")
    assert json.loads(out) == ledger.series(where="Kenya")


def test_a_table_says_what_was_taken_back(
    ledger: api.Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "width", 140)
    listing.draw(lists.listing("figures"), ledger.figures("killed"), Screen())
    assert "(taken back)" in capsys.readouterr().out
    listing.draw(lists.listing("series"), ledger.series("killed"), Screen())
    assert "21 (taken back)" in " ".join(capsys.readouterr().out.split())


# -- drawn -------------------------------------------------------------------------------------------------------------


def test_series_are_drawn_into_a_file(
    desk: Path,
    ledger: api.Ledger,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "a.svg"
    words = ("series", "--what", "killed", "--where", "Torval", "--ledger", str(desk))
    code, out, err = run(capsys, *words, "--chart", str(target))
    assert (code, err) == (0, f"chart written to {target}\n")
    assert out.count("\n") == 5
    svg = target.read_text(encoding="utf-8")
    assert svg == ledger.chart(ledger.series("killed", "Torval"), "Figures on record, killed, Torval")
    assert svg.count('role="img"') == 4
    assert run(capsys, *words, "--chart", str(target))[0] == 0  # written over, as a page is
    code, out, err = run(capsys, *words, "--chart", "-")
    assert (code, out, err) == (0, svg, "")


@pytest.mark.parametrize(
    ("target", "says"),
    [("none/a.svg", "there is no folder"), (".", "cannot write the chart there (it is a folder)")],
)
def test_a_chart_that_cannot_be_written(
    desk: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    target: str,
    says: str,
) -> None:
    code, out, err = run(capsys, "series", "--ledger", str(desk), "--chart", str(tmp_path / target))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err
    assert "with --chart" in err


def test_nothing_to_draw_writes_nothing(desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "a.svg"
    code, out, err = run(capsys, "series", "--counter", "Xq", "--ledger", str(desk), "--chart", str(target))
    assert (code, out, err) == (1, "", f"no series in {desk} that fit\n")
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ((), {"conflict", "correction"}),
        (("--kind", "all"), set(KINDS)),
        (("--kind", "update"), {"update"}),
        (("--format", "json"), set(KINDS)),
        (("--format", "csv"), set(KINDS)),
    ],
)
def test_a_table_of_disagreements_shows_what_is_disputed(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    kinds: set[str],
) -> None:
    """On a terminal the rest is counted, and shown on demand; a program gets all."""
    rows = [
        {
            "story": "a",
            "kind": kind,
            "question": f"of {kind}?",
            "sides": [{"text": "x", "reports": ["r"], "evidence": []}] * 2,
        }
        for kind in KINDS
    ]
    monkeypatch.setattr(api.Ledger, "disagreements", lambda self: rows)
    monkeypatch.setattr(Screen, "on_terminal", property(lambda self: True))
    code, out, err = run(capsys, "disagreements", "--ledger", str(desk), *words)
    assert code == 0
    assert {kind for kind in KINDS if f"of {kind}?" in out} == kinds
    assert ("1 update, 1 difference of hedges, 1 difference of scope" in err) == (not words)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2019-01-01", None, ["85 families"]),
        ("2019-05-01", "2019-05-31", ["85 families"]),
        ("2020-01-01", None, []),
        (None, "2018-12-31", []),
    ],
)
def test_a_figure_of_a_year_holds_for_its_days(
    tmp_path: Path, since: str | None, until: str | None, found: list[str]
) -> None:
    path = tmp_path / "year.txt"
    path.write_text("Flood\n\nTORVAL - In 2019 police evacuated 85 families in Torval.\n", encoding="utf-8")
    with api.Ledger(tmp_path / "year.db") as opened:
        opened.add([path], published="2031-05-02")
        assert exact(opened.figures(what="evacuated", since=since, until=until)) == found
        rows = opened.series("evacuated", since=since, until=until)
        assert bool(rows) == bool(found)
