"""`versions` and `diff` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.faces import api
from onrecord.faces.words import interval
from tests.faces.laid import run

OLD = """Fire at a mill kills at least 12 in Ostrava

OSTRAVA, May 2 (XNA) - A fire at a paper mill killed at least 12 people on Friday, the mayor's office said.

"We heard one bang and then nothing," said Ivana Holub, who lives across the road.

Trams were stopped until noon, and the company that runs them asked people in the northern districts to walk instead.
"""
NEW = OLD.replace("at least 12", "15").replace("May 2", "May 3").replace("Friday", "Friday\x1b[31m")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two versions of a page."""
    path = tmp_path_factory.mktemp("book")
    with api.Ledger(path / "book.db") as ledger:
        for n, text in enumerate((OLD, NEW)):
            (path / str(n)).mkdir()
            (path / str(n) / "mill.txt").write_text(text, encoding="utf-8")
            ledger.add([path / str(n)], published=f"2031-05-0{n + 2}")
    return path / "book.db"


def ids(book: Path) -> list[str]:
    with api.Ledger(book) as ledger:
        return [str(row["report"]) for row in ledger.reports()]


def test_a_difference_can_be_read_without_colour(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "diff", ids(book)[1][:10], "--ledger", str(book))
    lines = out.splitlines()
    assert (code, err) == (1, "")
    assert lines[0].startswith("~ killed")
    assert lines[0].endswith("at least 12 → 15 (mayor's office)")
    assert "[-at least 12-] {+15+}" in " ".join(out.split())
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in out
    assert [line[:3] for line in lines if line.startswith(("---", "+++"))] == ["---", "+++"]


def test_the_same_ends_with_0_and_misuse_with_2(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = ids(book)
    assert run(capsys, "diff", new, new, "--ledger", str(book))[0] == 0
    code, out, err = run(capsys, "diff", old, "--ledger", str(book))
    assert (code, out) == (2, "")
    assert "no earlier version" in err
    code, out, _ = run(capsys, "diff", old, new, "--ledger", str(book), "--format", "json")
    assert code == 1
    assert json.loads(out)["counts"]["equal"] == 2


def test_versions_in_every_format(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = ids(book)
    for format in ("table", "json", "csv"):
        code, out, err = run(capsys, "versions", old, "--ledger", str(book), "--format", format)
        assert (code, err) == (0, "")
        assert out.index(old) < out.index(new)
    assert "\t~1\t" in run(capsys, "versions", new, "--ledger", str(book))[1]


def test_older_versions_are_listed_on_demand(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = ids(book)
    for words, shown in (((), {new}), (("--versions",), {old, new})):
        out = run(capsys, "quotes", "--ledger", str(book), "--format", "json", *words)[1]
        assert {row["report"] for row in json.loads(out)} == shown


def test_an_inferred_date_is_shown_with_its_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = "".join(
        f"Clerk number {n} of the paper mill at Ostrava told the inquiry on day {n} that gate {n} had been locked.\n\n"
        for n in range(6)
    )
    (tmp_path / "in").mkdir()
    head = "Gates were locked\n\nBy Ann Orr\nMay 2, 2031\n\nOSTRAVA, May 2 (XNA) - "
    (tmp_path / "in" / "wire.txt").write_text(head + wire, encoding="utf-8")
    (tmp_path / "in" / "copy.txt").write_text(f"Mill: what the clerks say\n\n{wire}", encoding="utf-8")
    book = str(tmp_path / "book.db")
    assert run(capsys, "add", str(tmp_path / "in"), "--ledger", book)[0] == 0
    rows = {
        Path(r["source"]).name: r for r in json.loads(run(capsys, "reports", "--ledger", book, "--format", "json")[1])
    }
    published = rows["copy.txt"]["published"]
    assert (published["date"], published["earliest"], published["how"]) == (None, "2031-05-02", "inferred")
    reason = published["inferred"]["earliest"]["reasons"][0]
    wired = json.loads(run(capsys, "read", str(tmp_path / "in" / "wire.txt"))[1])
    assert (reason["report"], reason["how"], reason["date"]) == (wired["report"], "copies", "2031-05-02")
    assert "2031" in wired["text"][slice(*reason["evidence"]["at"][0])]
    assert "\tfrom 2031-05-02 (inferred)\t" in run(capsys, "reports", "--ledger", book)[1]
    story = json.loads(run(capsys, "story", "--ledger", book, "--format", "json")[1])
    assert [row["report"] for row in story["inferred"]] == [rows["copy.txt"]["report"]]
    read = json.loads(run(capsys, "read", str(tmp_path / "in" / "copy.txt"))[1])
    with api.Ledger(book) as ledger:  # never written into the record
        assert ledger.record(read["report"])["published"] == read["published"]


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2031-05-02", "2031-05-08", "2031-05-02 … 08"),
        ("2031-05-02", "2031-06-08", "2031-05-02 … 06-08"),
        ("2031-05-02", "2032-05-02", "2031-05-02 … 2032-05-02"),
        ("2031-05-02", "2031-05-02", "2031-05-02"),
        ("2031-05-02", None, "from 2031-05-02"),
        (None, "2031-05-02", "until 2031-05-02"),
        (None, None, ""),
    ],
)
def test_an_interval_in_words(earliest: str | None, latest: str | None, said: str) -> None:
    assert interval(earliest, latest) == said


def test_reading_again_says_what_it_did(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, _ = ids(book)
    assert run(capsys, "reread", "--ledger", str(book)) == (0, "", "0 reports read again, 0 changed (0 lines)\n")
    assert run(capsys, "reread", old, "--ledger", str(book))[2] == "1 report read again, 0 changed (0 lines)\n"
    assert run(capsys, "reread", "--all", "-q", "--ledger", str(book)) == (0, "", "")
    code, out, err = run(capsys, "reread", old, "--stale", "--ledger", str(book))
    assert (code, out) == (2, "")
    assert "one of them" in err
    assert run(capsys, "reread", "ffff", "--ledger", str(book))[0] == 2


def test_a_statement_that_is_held_less_firmly_is_told_behind_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = OLD + "\nThe gates had been locked for a week, Petra Kovar said.\n"
    with api.Ledger(tmp_path / "book.db") as ledger:
        for n, text in enumerate((old, old.replace("at least 12", "15").replace("Kovar said", "Kovar claimed"))):
            (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
            ledger.add([tmp_path / f"{n}.txt"])
    code, out, _ = run(capsys, "diff", *ids(tmp_path / "book.db"), "--ledger", str(tmp_path / "book.db"))
    lines = " ".join(out.split("\n\n")[1].split())
    assert code == 1
    assert out.startswith("~ killed")
    assert lines == "~ quote weakened, “said” is “claimed” now: The gates had been locked for a week"
