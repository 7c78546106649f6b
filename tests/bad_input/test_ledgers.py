"""Ledgers under attack: killed writers, two writers, wrong files, damaged bytes."""

from __future__ import annotations

import os
import random
import shutil
import signal
from pathlib import Path

import apsw
import pytest

from onrecord.faces import api

from .conftest import GOOD, Run, command_line

COUNT = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen short reports."""
    path = tmp_path_factory.mktemp("reports")
    for n in range(COUNT):
        (path / f"r{n:02}.txt").write_text(GOOD.replace("12", str(n + 3)))
    return path


@pytest.fixture(scope="module")
def ledger(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of them, closed."""
    path = tmp_path_factory.mktemp("ledger") / "desk.db"
    with api.Ledger(path) as opened:
        opened.add([folder])
    return path


def contents(path: Path) -> list[str]:
    """Every row of a ledger."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
    rows = [f"{name} {row}" for name in names for row in db.execute(f'select * from "{name}"')]
    db.close()
    return sorted(rows)


def test_adding_again_changes_nothing(folder: Path, ledger: Path, run: Run) -> None:
    before = contents(ledger)
    ran = run("add", str(folder), "--ledger", str(ledger))
    assert (ran.code, ran.err) == (0, f"0 read, {COUNT} known\n")
    assert contents(ledger) == before


def test_a_killed_writer_loses_nothing_acknowledged(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    list(api.read_all([folder / "r00.txt"]))  # the parser is loaded once, here
    for taken_up in (1, 3, 6, 9):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:  # pragma: no cover
            with api.Ledger(path) as opened:
                opened.add([folder], progress=lambda _, end=theirs: os.write(end, b"."))
            os._exit(0)
        os.close(theirs)
        for _ in range(taken_up):
            os.read(ours, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)
        with api.Ledger(path, create=False) as opened:
            found = opened.verify()
            assert found.problems == ()
            assert taken_up - 1 <= found.reports <= COUNT  # all that were finished before the last one was taken up
    with api.Ledger(path) as opened:
        opened.add([folder])
        assert opened.verify().reports == COUNT


def test_two_writers_at_once(folder: Path, ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:  # pragma: no cover
            code = 1
            try:
                with api.Ledger(path) as opened:
                    added = opened.add([folder])
                    code = 0 if len(added.new) + added.known == COUNT and not added.failures else 2
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with api.Ledger(path, create=False) as two, api.Ledger(ledger, create=False) as one:
        assert two.verify().problems == ()
        assert two.stories() == one.stories()


@pytest.mark.parametrize("command", [["stories"], ["verify"], ["add", "a.txt"], ["remove", "0"]])
@pytest.mark.parametrize(
    "name", ["", "folder", "text.txt", "picture.png", "other.db", "no/such/folder/x.db", "/dev/null"]
)
def test_what_is_no_ledger(
    command: list[str], name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(GOOD)
    Path("folder").mkdir()
    Path("text.txt").write_text(GOOD * 20)
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(600))
    other = apsw.Connection("other.db")
    other.execute("create table a (b)")
    other.close()
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    ran = run(*command, "--ledger", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_a_full_disk_leaves_whole_reports_only(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with api.Ledger(path) as opened:
        opened.add([folder / "r00.txt"])
        db = opened._store._db
        db.pragma("max_page_count", db.pragma("page_count") + 8)
        with pytest.raises(Exception, match="nothing of it was kept"):
            opened.add([folder])
    with api.Ledger(path, create=False) as opened:
        found = opened.verify()
        assert found.problems == ()
        assert 1 <= found.reports < COUNT
        opened.add([folder])
        assert opened.verify().reports == COUNT


@pytest.fixture
def copy(ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger, to be damaged."""
    return Path(shutil.copy(ledger, tmp_path / "copy.db"))


def test_changed_words_are_noticed(copy: Path, run: Run) -> None:
    for table, column, old, new in (
        ("report", "text", "people", "peaple"),
        ("report", "record", "en", "fr"),
        ("report", "given", "{", "{ "),
        ("figure", "exact", "people", "peaple"),
        ("figure", "record", "at_least", "at_most"),
        ("edge", "record", "[", "[ "),
    ):
        shutil.copy(copy, copy.with_name("one.db"))
        db = apsw.Connection(str(copy.with_name("one.db")))
        db.execute(f"update {table} set {column} = replace({column}, '{old}', '{new}') where {column} like '%{old}%'")
        changed = db.changes()
        db.close()
        ran = run("verify", "--ledger", str(copy.with_name("one.db")))
        assert changed
        assert ran.code == 1, (table, column)


@pytest.mark.parametrize("cut", [4096, 0.5])
def test_a_ledger_cut_short(cut: float, copy: Path, run: Run) -> None:
    data = copy.read_bytes()
    copy.write_bytes(data[: -cut if isinstance(cut, int) else int(len(data) * cut)])
    assert run("verify", "--ledger", str(copy)).code in (1, 2)


def test_flipped_bits_never_end_in_a_traceback(copy: Path) -> None:
    """Damage in used rows is told; whatever is damaged, the answer is a list of problems or one line."""
    data, chance = copy.read_bytes(), random.Random(11)
    codes = []
    for _ in range(25):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for end in ("", "-wal", "-shm"):
            Path(f"{copy}{end}").unlink(missing_ok=True)
        copy.write_bytes(flipped)
        codes.append(command_line("verify", "--ledger", str(copy)).code)
    assert set(codes) <= {0, 1, 2}
    assert len([code for code in codes if code]) >= 10


@pytest.mark.parametrize("byte", [b"x", b"\xff"])
def test_a_damaged_row_is_named_and_the_check_goes_on(byte: bytes, copy: Path, run: Run) -> None:
    db = apsw.Connection(str(copy))
    name = db.execute("select id from figure order by report, n limit 1").get
    db.close()
    record = f'{{"id":"{name}"'.encode()
    copy.write_bytes(copy.read_bytes().replace(record, byte + record[1:]))  # also where a page was left behind
    ran = run("verify", "--ledger", str(copy))
    assert ran.code == 1
    assert "figure" in ran.out


def test_a_changed_memory_of_paragraphs_is_noticed(copy: Path, run: Run) -> None:
    db = apsw.Connection(str(copy))
    db.execute("update paragraph set candidates = replace(candidates, '1', '2')")
    db.close()
    assert run("verify", "--ledger", str(copy)).code == 1


# What is asked of a damaged ledger: each answers what it can, or says in one line that the ledger is damaged.
COMMANDS = (
    "stories", "story", "coverage", "reports", "copies --aligned", "series", "disagreements", "new --since 2031-05-02",
    "timeline", "quotes --about bridge", "figures --what killed", "events", "mentions", "search bridge", "check", "verify",
    "reread", "add more.txt", "get /stories.json",
)  # fmt: skip
HARMS = {
    "record": "update report set record = '[]' where n = 2",
    "given": "update report set given = 'garbage' where n = 2",
    "digest": "update report set digest = x'00ff80'",
    "text": "update report set text = -7",
    "figure": "update figure set record = '{}' where n = 0",
    "mention": "update mention set exact = x'00ff80', record = '{}'",
    "event": "update event set exact = 5, record = '[1]'",
    "raw": "update raw set data = 'garbage'",
    "edge": "update edge set record = '{}'",
    "head": "update filed set head = 'garbage'",
    "paragraph": "update paragraph set candidates = x'00ff80'",
    "words": "delete from report_words_data",
    "table": "drop table said",
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_ledger_is_told_as_that(
    harm: str, copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("more.txt").write_text(GOOD.replace("12", "99"))
    db = apsw.Connection(str(copy))
    db.pragma("foreign_keys", False)
    db.execute(HARMS[harm])
    db.close()
    harmed = copy.read_bytes()
    for command in COMMANDS:
        copy.write_bytes(harmed)
        ran = run(*command.split(), "--ledger", str(copy))
        if ran.code == 2:
            assert ran.err.count("\n") == 1, command
            assert "damaged" in ran.err or "not in" in ran.err, command
        if command == "verify":
            assert ran.code


def test_overwritten_pages_never_end_in_a_fault(copy: Path, run: Run) -> None:
    data, chance = copy.read_bytes(), random.Random(5)
    for _ in range(8):
        harmed, at = bytearray(data), chance.randrange(1, len(data) // 4096) * 4096
        harmed[at : at + 4096] = chance.randbytes(4096)
        for command in ("stories", "figures", "search bridge", "verify"):
            for end in ("", "-wal", "-shm"):
                Path(f"{copy}{end}").unlink(missing_ok=True)
            copy.write_bytes(harmed)
            assert run(*command.split(), "--ledger", str(copy)).code in (0, 1, 2)
