"""Rows and feeds from the command line: columns named, guesses told, a ledger that holds them checked."""

import json
from pathlib import Path

import pytest

from onrecord.faces.cli import cli, main
from onrecord.shapes.row import FIELDS

FEED = """<rss version="2.0"><channel><title>The Paper</title>
<item><title>Bridge falls</title><link>https://paper.example/a</link><pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate>
<description>&lt;p&gt;At least 12 people were killed, police said.&lt;/p&gt;&lt;p&gt;“We lost many,” said Mary Bell.&lt;/p&gt;</description></item>
<item><title>Rain</title><guid>b</guid><author>a@paper.example (Mary Bell)</author><description>Rain fell &amp;amp; stayed.</description></item>
</channel></rss>"""


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(words))
    return int(left.value.code or 0)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text("id,kicker,Words\nr1,Rain,Rain fell.\n")
    return path


@pytest.mark.parametrize("command", ["read", "add"])
def test_every_field_has_its_option(command: str) -> None:
    options = {name for param in cli.commands[command].params for name in param.opts}
    assert {f"--{field}-field" for field in FIELDS} <= options


def test_columns_are_named(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", str(table), "--text-field", "Words", "--title-field", "kicker") == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert (record["text"], record["title"], record["source"]) == ("Rain fell.", "Rain", "r1")
    assert record["cells"]["title"] == {"how": "given", "raw": [41, 47]}
    assert err == ""


def test_a_guess_is_told_on_standard_error(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text("id,Headline,Body\nr1,Rain,Rain fell.\n")
    assert run("read", str(table)) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["title"] == "Rain"
    assert (
        err
        == f"{table}: text from column 'Body', title from column 'Headline'; name others with --text-field and its like\n"
    )
    assert run("read", str(table), "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_a_table_without_a_text_says_what_to_do(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", str(table)) == 3
    assert "--text-field or --html-field (there are: id, kicker, Words)" in capsys.readouterr().err


def test_a_feed_in_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "feed.xml").write_text(FEED)
    ledger = str(tmp_path / "desk.db")
    assert run("add", str(tmp_path / "feed.xml"), "--ledger", ledger) == 0
    assert run("verify", "--ledger", ledger) == 0
    capsys.readouterr()
    assert run("reports", "--ledger", ledger, "--format", "json") == 0
    bridge, rain = json.loads(capsys.readouterr().out)
    assert (bridge["url"], bridge["title"], bridge["outlet"]) == (
        "https://paper.example/a",
        "Bridge falls",
        "The Paper",
    )
    assert bridge["published"]["how"] == "feed"
    assert (rain["source"], rain["byline"], rain["genre"]) == ("b", ["Mary Bell"], "stub")
    assert run("read", str(tmp_path / "feed.xml"), "--outlet", "The Post") == 0
    assert [json.loads(line)["outlet"] for line in capsys.readouterr().out.splitlines()] == ["The Post"] * 2
