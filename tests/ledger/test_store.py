"""The ledger file: added twice, written by two, broken off half-way, damaged, opened wrongly."""

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

import onrecord
from onrecord import flow
from onrecord.ledger import schema
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import LedgerBusy, LedgerError, NotFound, UsageError

FIRST = """Bridge closed after cracks found

TORVAL - Engineers closed the river bridge on Monday after cracks were found in two pillars.

"We could not wait," said Mayor Lena Brod. At least 40 families were moved.
"""
SECOND = """Market reopens in Ondal

ONDAL - The market reopened on Tuesday, officials said. About 200 traders returned to their stalls.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FIRST)
    (tmp_path / "in" / "b.txt").write_text(SECOND)
    path = tmp_path / "l.db"
    with onrecord.Ledger(path) as opened:
        assert len(opened.add([tmp_path / "in"]).new) == 2
    return path


def dump(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        return list(db.iterdump())
    finally:
        db.close()


def test_adding_twice_changes_nothing(ledger: Path) -> None:
    before = dump(ledger)
    with onrecord.Ledger(ledger) as opened:
        again = opened.add([ledger.parent / "in"])
    assert (again.new, again.known) == ((), 2)
    assert dump(ledger) == before


def test_reading_comes_back_as_it_was_kept(ledger: Path) -> None:
    fresh = onrecord.read(ledger.parent / "in" / "a.txt").as_dict()
    with onrecord.Ledger(ledger) as opened:
        kept = opened.record(str(fresh["report"]))
    assert json.dumps(kept) == json.dumps(fresh)


def test_remembered_paragraphs_give_the_same_reading(ledger: Path) -> None:
    with Store(ledger, KINDS) as store:
        report = store.ids()[0]
        raw = store.raw(report)
        warm = flow.read_one(raw, store.paragraphs)[0]
        assert len(store.paragraphs) > 0
    cold = flow.read_one(raw, {})[0]
    assert isinstance(warm, onrecord.Reading)
    assert isinstance(cold, onrecord.Reading)
    assert json.dumps(warm.as_dict()) == json.dumps(cold.as_dict())


def test_raw_comes_back_byte_for_byte(ledger: Path) -> None:
    with Store(ledger, KINDS) as store:
        assert [store.raw(r).data for r in store.ids()] == [FIRST.encode(), SECOND.encode()]


def test_remove_takes_everything_of_a_report(ledger: Path) -> None:
    with onrecord.Ledger(ledger) as opened:
        name = opened.reports()[0]["report"]
        opened.remove(name[:10])
        assert [r["title"] for r in opened.reports()] == ["Market reopens in Ondal"]
        assert all(row["report"] != name for kind in KINDS for row in opened.marks(kind.plural))
        assert opened.verify().problems == ()
    db = sqlite3.connect(ledger)
    assert db.execute("select count(*) from raw").fetchone() == (1,)
    db.close()


def test_set_published_resolves_again(ledger: Path) -> None:
    with onrecord.Ledger(ledger) as opened:
        name = opened.reports()[0]["report"]
        opened.set(name, published="2031-03-05")
        record = opened.record(name)
        assert record["published"]["date"] == "2031-03-05"
        assert record["published"]["how"] == "given"
        assert [t["value"] for t in record["times"]] == ["2031-03-03"]
        opened.set(name, outlet="The Torval Post")
        assert opened.record(name)["published"]["date"] == "2031-03-05"
        assert opened.record(name)["outlet"] == "The Torval Post"
        assert next(r["report"] for r in opened.reports()) == name
        with pytest.raises(UsageError, match="YYYY-MM-DD"):
            opened.set(name, published="yesterday")


TAMPER = [
    ("update report set text = replace(text, 'cracks', 'craters')", "report"),
    ("update quote set record = replace(record, 'Brod', 'Brood')", "quote"),
    ("update quote set exact = 'x'", "quote"),
    ("update raw set data = x'00'", "damaged"),
    ("update figure set hash = 'x'", "figure"),
    ("delete from raw", "raw"),
]


@pytest.mark.parametrize(("change", "named"), TAMPER, ids=[c for c, _ in TAMPER])
def test_verify_sees_what_was_changed(ledger: Path, change: str, named: str) -> None:
    with onrecord.Ledger(ledger) as opened:
        assert opened.verify().problems == ()
    db = sqlite3.connect(ledger)
    db.execute(change)
    db.commit()
    db.close()
    with onrecord.Ledger(ledger) as opened:
        problems = opened.verify().problems
    assert problems
    assert any(named in p for p in problems)
    assert all("\n" not in p for p in problems)


def test_verify_rechecks_meaning_not_only_hashes(ledger: Path) -> None:
    """Text and hash changed together, as a careless tool would: the words no longer carry the cells."""
    from onrecord.shapes.mark import digest

    db = sqlite3.connect(ledger)
    row = db.execute("select id, raw, text, record, given, digest from report order by n").fetchone()
    changed = [*row[:2], row[2].replace("40 families", "90 families"), *row[3:]]
    db.execute("update report set text = ?, hash = ? where id = ?", (changed[2], digest(*changed), row[0]))
    db.commit()
    db.close()
    with onrecord.Ledger(ledger) as opened:
        assert opened.verify().problems


def test_missing_ledger_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="onrecord add"):
        onrecord.Ledger(tmp_path / "none.db", create=False)
    with pytest.raises(LedgerError, match="does not exist"):
        onrecord.Ledger(tmp_path / "no" / "folder" / "l.db")


def test_other_files_are_not_taken_for_ledgers(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_bytes(b"no database at all, but a text long enough to look at " * 40)
    with pytest.raises(LedgerError, match="not a ledger"):
        onrecord.Ledger(text)
    other = tmp_path / "other.db"
    db = sqlite3.connect(other)
    db.execute("create table song (title)")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="no onrecord ledger"):
        onrecord.Ledger(other)
    assert db is not None
    assert other.stat().st_size > 0


def test_newer_format_is_refused(ledger: Path) -> None:
    db = sqlite3.connect(ledger)
    db.execute(f"pragma user_version = {schema.USER_VERSION + 1}")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="newer onrecord"):
        onrecord.Ledger(ledger)


def test_find_by_beginning_source_and_not_at_all(ledger: Path) -> None:
    with onrecord.Ledger(ledger) as opened:
        row = opened.reports()[0]
        assert opened.record(row["report"][:8])["report"] == row["report"]
        assert opened.record(row["source"])["report"] == row["report"]
        for name in ("zzz", "", "%", "_"):
            with pytest.raises(NotFound):
                opened.record(name)


def test_find_by_the_name_of_a_file(tmp_path: Path) -> None:
    for n, name in enumerate(("a/k.txt", "b/k.txt", "b/m.txt")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Crane {n} fell into the basin of Orva on Monday.", encoding="utf-8")
    with onrecord.Ledger(tmp_path / "x.db") as opened:
        opened.add([tmp_path / "a", tmp_path / "b"])
        by_source = {row["source"]: row["report"] for row in opened.reports()}
        assert opened.find("m.txt") == by_source[str(tmp_path / "b/m.txt")]
        assert opened.find("b/k.txt") == by_source[str(tmp_path / "b/k.txt")]
        with pytest.raises(NotFound, match="more than one report has that name") as raised:
            opened.find("k.txt")
        assert all(str(tmp_path / name) in str(raised.value) for name in ("a/k.txt", "b/k.txt"))
        assert "\n" not in str(raised.value)


def test_second_writer_waits_and_says_so(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "c.txt").write_text(FIRST.replace("TORVAL", "BRENNA").replace("Monday", "Friday"))
    blocker = apsw.Connection(str(ledger))
    blocker.execute("begin immediate")
    code = f"""
import onrecord, sys
with onrecord.Ledger({str(ledger)!r}, say=lambda line: print(line, flush=True)) as l:
    print(len(l.add([{str(tmp_path / "in")!r}]).new), flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        blocker.execute("rollback")
        rest = child.stdout.read()
    assert child.returncode == 0
    assert "waiting" in line
    assert rest.strip() == "1"


def test_writer_that_waits_in_vain_says_so(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "PATIENCE", 0.3)
    blocker = apsw.Connection(str(ledger))
    blocker.execute("begin immediate")
    with onrecord.Ledger(ledger) as opened, pytest.raises(LedgerBusy, match="try again"):
        opened.remove(opened.reports()[0]["report"])
    blocker.execute("rollback")


def _add_for_ever(ledger: str, folder: str) -> None:
    with onrecord.Ledger(ledger) as opened:
        opened.add([folder])


def test_killed_while_adding_leaves_no_half_report(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:03}.txt").write_text(FIRST.replace("40", str(40 + n)).replace("TORVAL", f"TORVAL{n}"))
    path = tmp_path / "l.db"
    context = multiprocessing.get_context("spawn")
    for wait in (0.2, 0.5, 0.9):
        child = context.Process(target=_add_for_ever, args=(str(path), str(folder)))
        child.start()
        began = time.monotonic()
        while not path.exists() and time.monotonic() - began < 60:
            time.sleep(0.02)
        time.sleep(wait)
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        with onrecord.Ledger(path) as opened:
            assert opened.verify().problems == ()
    with onrecord.Ledger(path) as opened:
        opened.add([folder])
        assert len(opened.reports()) == 24
        assert opened.verify().problems == ()
