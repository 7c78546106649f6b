"""`onrecord search`: what it prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from onrecord.faces.cli import main
from onrecord.faces.listing import draw
from onrecord.faces.screen import Screen
from onrecord.faces.search_command import LISTING

TEXTS = {
    "2031-05-02": "Bridge closed\n\nTORVAL - The river bridge was closed.\n",
    "2031-05-04": "Market reopens\n\nONDAL - Traders crossed the bridge.\n",
}
Ran = tuple[int, str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with onrecord.Ledger(folder / "onrecord.db") as ledger:
        for day, text in TEXTS.items():
            (folder / f"{day}.txt").write_text(text, encoding="utf-8")
            ledger.add([folder / f"{day}.txt"], published=day, outlet="The Torval Post")
    return folder


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.chdir(desk)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)

    def command(*words: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(["search", *words])
        got = capsys.readouterr()
        return int(left.value.code or 0), got.out, got.err

    return command


def test_as_json_the_rows_whole(run: Callable[..., Ran]) -> None:
    code, out, err = run("bridge", "--format", "json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert [row["published"] for row in rows] == ["2031-05-04", "2031-05-02"]
    assert rows[0]["excerpts"][0]["text"].endswith("Traders crossed the bridge.")


def test_as_csv_a_line_each(run: Callable[..., Ran]) -> None:
    code, out, _ = run("bridge", "closed", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert code == 0
    assert row["hits"] == "0-6; 7-13; 34-40; 45-51"
    assert row["title"] == "Bridge closed"
    assert "river bridge" in row["excerpt"]


def test_on_a_terminal_with_the_words_round(run: Callable[..., Ran], capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(run("bridge", "--format", "json")[1])
    draw(LISTING, rows, Screen())
    assert "crossed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["bridge", "--since", "2031-05-03"], 1),
        (["bridge", "--outlet", "the torval post", "--sort", "best"], 2),
        (['"river bridge"'], 1),
        (["bridge", "clos*"], 1),
    ],
)
def test_filters(run: Callable[..., Ran], words: list[str], shown: int) -> None:
    code, out, _ = run(*words)
    assert (code, out.count("\n")) == (0, shown + 1)


def test_what_is_left_out_is_said(run: Callable[..., Ran]) -> None:
    code, out, err = run("bridge", "--limit", "1")
    assert (code, out.count("\n")) == (0, 2)
    assert "2 reports found, 1 shown" in err


def test_nothing_found_ends_with_1(run: Callable[..., Ran]) -> None:
    code, out, err = run("nothing")
    assert (code, out) == (1, "")
    assert err == "no reports in onrecord.db that fit\n"
    assert run("nothing", "--format", "json")[:2] == (1, "[]\n")


def test_words_that_cannot_be_looked_up_end_with_2(run: Callable[..., Ran]) -> None:
    code, out, err = run("*")
    assert (code, out, err.count("\n")) == (2, "", 1)
