import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from onrecord.faces import api
from onrecord.faces.cli import LISTS, SECTIONS, cli, main
from onrecord.faces.scale_commands import scale

FIRST = """Fire at a mill kills at least 12 in Ostrava

OSTRAVA, May 2 (XNA) - A fire at a paper mill killed at least 12 people on Friday, the mayor's office said.

"We heard one bang and then nothing," said Ivana Holub, who lives across the road.
"""
SECOND = """Mill fire toll rises to 15 in Ostrava

OSTRAVA, May 3 (XNA) - The death toll from a fire at a paper mill rose to 15 on Saturday, the mayor's office said.

Police denied that the gates had been locked.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports and a ledger of them."""
    path = tmp_path_factory.mktemp("desk")
    (path / "in").mkdir()
    (path / "in/first.txt").write_text(FIRST, encoding="utf-8")
    (path / "in/second.txt").write_text(SECOND, encoding="utf-8")
    with api.Ledger(path / "desk.db") as ledger:
        ledger.add([path / "in"], published="2031-05-03")
    return path


class Ran:
    """What a command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> object:
        return json.loads(self.out)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command line in the folder."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        got = capsys.readouterr()
        return Ran(int(left.value.code or 0), got.out, got.err)

    return command


def one_line(ran: Ran) -> str:
    """The error of a command that failed as it should: one line, nothing on standard output."""
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("onrecord: ")
    return ran.err


# -- finding one's way ---------------------------------------------------------------------------------------------


def test_no_arguments_give_short_help(run) -> None:  # type: ignore[no-untyped-def]
    ran = run()
    assert ran.code == 0
    assert ran.out.count("\n") < 10
    assert "onrecord --help" in ran.out


def test_help_names_every_command_and_exit_code(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("--help")
    assert ran.code == 0
    assert ran.out.index("Examples:") < ran.out.index("Read and keep:")
    named = {name for _, names in SECTIONS for name in names.split()}
    assert named == set(cli.commands)
    for name in named:
        assert f"\n  {name} " in ran.out
    for code in ("0 ", "1 ", "2 ", "3 ", "130 "):
        assert f"\n  {code}" in ran.out


# Those of a group by both their names.
COMMANDS = {name: command for name, command in cli.commands.items() if name != "scale"}
COMMANDS |= {f"scale {name}": command for name, command in scale.commands.items()}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_command_begins_with_examples(name: str, run) -> None:  # type: ignore[no-untyped-def]
    ran = run(*name.split(), "--help")
    assert ran.code == 0
    assert ran.out.index("Examples:") < ran.out.index("Usage:") < ran.out.index("Options:")
    for option in ("--quiet", "--no-color", "--debug", "--help"):
        assert option in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_examples_use_options_that_exist(name: str) -> None:
    command = COMMANDS[name]
    options = {word for param in command.params for word in param.opts}
    for line, about in command.examples:
        assert about
        own = line.split(" | ")[-1] if line.startswith("curl") else line.split(" | ")[0].split(" > ")[0]
        assert own.startswith(f"onrecord {name}")
        assert {word for word in own.split() if word.startswith("-") and word != "-"} <= options


def test_versions(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("--version")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["onrecord", "reader"]


def test_starting_loads_nothing_heavy() -> None:
    heavy = "spacy numpy rich jinja2 lxml apsw trafilatura rapidfuzz"
    code = f"import sys, onrecord.faces.cli; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["storys"], "did you mean `onrecord story`?"),
        (["xyzzy"], "no command 'xyzzy'"),
        (["read"], "Missing argument"),
        (["read", "nowhere.html"], "nowhere.html: no such file or folder"),
        (["add", "in", "nowhere"], "nowhere: no such file or folder"),
        (["read", "in", "--published", "2031-02-30"], "'2031-02-30' is no date"),
        (["read", "in", "--published", "20310230"], "is no date"),
        (["read", "in", "--published", "9999-12-31"], "give one from 1900 to 2099"),
        (["read", "in", "--format", "xml"], "xml"),
        (["quotes", "--limit", "-1"], "-1"),
        (["stories", "--ledger", "none.db"], "none.db"),
        (["story", "ffff", "--ledger", "desk.db"], "ffff"),
        (["remove", "ffff", "--ledger", "desk.db"], "ffff"),
        (["set", "ffff", "--ledger", "desk.db"], "nothing to set"),
        (["show", "ffff", "--ledger", "desk.db"], "ffff"),
        (["show", "in/first.txt", "--only", "verbs"], "no such kind"),
        (["reports", "--ledger", "in/first.txt"], "first.txt"),
        (
            ["page", "--ledger", "desk.db", "-o", "no/such/folder/x.html"],
            "no/such/folder/x.html: there is no folder no/such/folder; make it, or name another file with -o",
        ),
        (["page", "--ledger", "desk.db", "-o", "in"], "in: cannot write the page there (it is a folder); name another"),
    ],
)
def test_mistakes_are_told_in_one_line(words: list[str], said: str, run) -> None:  # type: ignore[no-untyped-def]
    assert said in one_line(run(*words))


def test_a_fault_of_our_own_shows_no_traceback(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom\nsecond line \x1b[2J")

    monkeypatch.setattr(api, "read_lines", fail)
    said = one_line(run("read", "in"))
    assert "RuntimeError" in said
    assert "\x1b" not in said
    ran = run("read", "in", "--debug")
    assert ran.code == 2
    assert "Traceback" in ran.err


def test_an_interruption_has_its_own_code(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "read_lines", stop)
    ran = run("read", "in")
    assert ran.code == 130
    assert "Traceback" not in ran.err


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    code = "from onrecord.faces.cli import main; main(['mentions', '--ledger', 'desk.db', '--format', 'json'])"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


# -- read and keep -------------------------------------------------------------------------------------------------


def test_read_prints_one_object_a_line(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("read", "in", "--published", "2031-05-03", "--outlet", "Die Wöchentliche")
    assert ran.code == 0
    assert ran.err == ""
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [r["title"] for r in records] == [FIRST.split("\n")[0], SECOND.split("\n")[0]]
    assert {r["published"]["how"] for r in records} == {"given"}
    assert "Die Wöchentliche" in ran.out
    assert (
        run("read", "in", "--format", "json", "--published", "2031-05-03", "--outlet", "Die Wöchentliche").json()
        == records
    )


def test_read_as_a_table(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("read", "in/first.txt", "--format", "table")
    head, line = ran.out.splitlines()
    found = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert found["source"].endswith("first.txt")
    assert int(found["figures"]) >= 1


def test_bad_inputs_are_listed_and_the_rest_is_read(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 x")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "good.txt.gz").write_bytes(gzip.compress(FIRST.encode()))
    ran = run("read", str(tmp_path))
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 1
    lines = ran.err.splitlines()
    assert "bad.pdf: " in ran.err
    assert "empty.html: " in ran.err
    assert lines[-1] == "1 read, 2 could not be read"
    assert run("read", str(tmp_path / "empty.html")).code == 3


def test_an_empty_folder_is_said_to_be_empty(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = run("read", str(tmp_path))
    assert (ran.code, ran.out) == (3, "")
    assert "no files" in ran.err


def test_add_counts_and_a_second_time_changes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    book = str(tmp_path / "book.db")
    ran = run("add", "in", "--ledger", book)
    assert (ran.code, ran.out, ran.err) == (0, "", "2 read, 0 known\n")
    ran = run("add", "in", "--ledger", book)
    assert (ran.code, ran.err) == (0, "0 read, 2 known\n")
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 4)
    ran = run("add", str(tmp_path / "bad.bin"), "--ledger", book)
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == "0 read, 0 known, 1 could not be read"
    assert len(run("failures", "--ledger", book, "--format", "json").json()) == 1
    first = run("reports", "--ledger", book, "--format", "json").json()[0]["report"]
    assert run("set", first[:10], "--ledger", book, "--published", "2031-05-02", "-q").err == ""
    assert run("reports", "--ledger", book, "--format", "csv").out.count("2031-05-02,given") == 1
    assert run("remove", first[:10], "--ledger", book).code == 0
    assert len(run("reports", "--ledger", book, "--format", "json").json()) == 1
    assert run("remove", first[:10], "--ledger", book).code == 2


def test_the_ledger_may_be_named_by_the_environment(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert "onrecord.db" in one_line(run("stories"))
    monkeypatch.setenv("ONRECORD_LEDGER", "desk.db")
    assert run("stories").code == 0


def test_verify(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = run("verify", "--ledger", "desk.db")
    assert ran.code == 0
    assert ran.out.splitlines()[-1].endswith("all stand")
    book = tmp_path / "changed.db"
    run("add", "in", "--ledger", str(book))
    connection = apsw.Connection(str(book))
    connection.execute("update figure set exact = 'at least 99 people' where n = 0")
    connection.close()
    ran = run("verify", "--ledger", str(book))
    assert ran.code == 1
    assert "problem" in ran.out.splitlines()[-1]
    assert len(ran.out.splitlines()) > 1


# -- looking -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*LISTS, "failures"])
def test_every_list_in_every_format(name: str, run) -> None:  # type: ignore[no-untyped-def]
    whole = run(name, "--ledger", "desk.db", "--format", "json")
    rows = whole.json()
    assert isinstance(rows, list)
    assert whole.code == (0 if rows else 1)
    table = run(name, "--ledger", "desk.db")
    assert table.code == whole.code
    assert bool(table.out) == bool(rows)
    lines = list(csv.DictReader(io.StringIO(run(name, "--ledger", "desk.db", "--format", "csv").out, newline="")))
    assert len(lines) >= len(rows)
    if table.out:
        assert len(table.out.splitlines()) == len(lines) + 1
        assert table.out.splitlines()[0].split("\t") == list(lines[0])


def test_lists_keep_the_marks_whole(run) -> None:  # type: ignore[no-untyped-def]
    texts = {
        r["report"]: r["text"] for r in map(json.loads, run("read", "in", "--published", "2031-05-03").out.splitlines())
    }
    for name in ("quotes", "figures", "times", "mentions"):
        for row in run(name, "--ledger", "desk.db", "--format", "json").json():
            assert row["exact"] == " ".join(texts[row["report"]][s:e] for s, e in row["parts"])
        for line in csv.DictReader(io.StringIO(run(name, "--ledger", "desk.db", "--format", "csv").out, newline="")):
            assert texts[line["report"]][int(line["start"]) : int(line["end"])].startswith(line["exact"][:5])


def test_lists_may_be_cut_and_narrowed(run) -> None:  # type: ignore[no-untyped-def]
    everything = run("figures", "--ledger", "desk.db", "--format", "json").json()
    assert run("figures", "--ledger", "desk.db", "--format", "json", "--limit", "1").json() == everything[:1]
    ran = run("figures", "--ledger", "desk.db", "--format", "json", "--limit", "0")
    assert (ran.code, ran.out) == (1, "[]\n")
    story = everything[0]["report"][:10]
    narrowed = run("figures", "--ledger", "desk.db", "--format", "json", "--story", story).json()
    assert narrowed
    assert all(row in everything for row in narrowed)


def test_story_in_both_forms(run) -> None:  # type: ignore[no-untyped-def]
    told = run("stories", "--ledger", "desk.db", "--format", "json").json()[0]
    account = run("story", told["story"][:12], "--ledger", "desk.db", "--format", "json").json()
    assert account["story"] == told["story"]
    brief = run("story", told["story"][:12], "--ledger", "desk.db").out
    assert brief.splitlines()[0] == told["title"]
    assert max(map(len, brief.splitlines())) <= 80


def test_show_a_file_and_a_report(run) -> None:  # type: ignore[no-untyped-def]
    shown = run("show", "in/first.txt", "--only", "quotes")
    assert shown.code == 0
    assert '[q "We heard one bang and then nothing,"]' in shown.out
    report = run("reports", "--ledger", "desk.db", "--format", "json").json()[0]
    assert report["title"] in run("show", report["report"][:10], "--ledger", "desk.db").out


def test_page_to_a_file_and_to_a_pipe(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    story = run("stories", "--ledger", "desk.db", "--format", "json").json()[0]["story"]
    ran = run("page", story, "--ledger", "desk.db", "-o", str(tmp_path / "x.html"))
    assert ran.code == 0
    assert ran.out == ""
    written = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert run("page", story, "--ledger", "desk.db", "-o", "-").out == written
    run("page", story, "--ledger", "desk.db")
    assert (folder / f"story-{story[:12]}.html").read_text(encoding="utf-8") == written


@pytest.mark.parametrize("command", ["read", "add"])
def test_help_names_every_kind_of_input(command: str, run) -> None:  # type: ignore[no-untyped-def]
    words = " ".join(run(command, "--help").out.split())
    for kind in "HTML|MHTML|plain text|JSON lines|CSV|Parquet|RSS|Atom|JSON Feed|WARC|WACZ|zip|tar|gzip|Patterns".split(
        "|"
    ):
        assert kind in words


def test_a_reading_is_asked_for_its_fields(folder: Path) -> None:
    reading = api.read(folder / "in/first.txt")
    assert "quotes" in reading
    assert "speakers" not in reading
    assert list(reading) == list(reading.as_dict())
