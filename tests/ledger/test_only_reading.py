"""A ledger that is opened to be read changes nothing, and gives up in time."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

import onrecord
from onrecord.ledger import schema
from onrecord.shapes.errors import LedgerError, TooSlow

TEXT = 'Bridge closed\n\nTORVAL - "Every bolt is rusty," Mayor Lena Brod said on Monday. 40 families were moved.\n'
SLOW = "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / "a.txt"])
    return tmp_path / "desk.db"


def change(path: Path, sql: str) -> None:
    db = sqlite3.connect(path)
    db.execute(sql)
    db.commit()
    db.close()


CHANGES: list[tuple[str, Callable[[onrecord.Ledger, Path], object]]] = [
    ("add", lambda ledger, path: ledger.add([path.parent / "a.txt"])),
    ("reread", lambda ledger, path: ledger.reread(every=True)),
    ("remove", lambda ledger, path: ledger.remove(ledger.reports()[0]["report"])),
    ("set", lambda ledger, path: ledger.set(ledger.reports()[0]["report"], outlet="The Torval Post")),
]


@pytest.mark.parametrize("asked", [c for _, c in CHANGES], ids=[n for n, _ in CHANGES])
def test_nothing_is_changed_through_it(desk: Path, asked: Callable[[onrecord.Ledger, Path], object]) -> None:
    before = desk.read_bytes()
    with onrecord.Ledger(desk, read_only=True) as ledger:
        with pytest.raises(LedgerError, match="read only"):
            asked(ledger, desk)
        assert len(ledger.reports()) == 1
        with pytest.raises(LedgerError, match=r"readonly|read-only"):
            ledger._store._all("delete from report")
    assert desk.read_bytes() == before


def test_it_sees_what_others_write(desk: Path) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        assert len(ledger.reports()) == 1
        with onrecord.Ledger(desk) as other:
            other.remove(other.reports()[0]["report"])
        assert ledger.reports() == []
        assert ledger.verify().problems == ()


REFUSED = [
    ("older", f"pragma user_version = {schema.USER_VERSION - 1}", "older onrecord.*onrecord verify"),
    ("newer", f"pragma user_version = {schema.USER_VERSION + 1}", "newer onrecord"),
    ("unfiled", "insert into unfiled select id from report", "filed anew.*onrecord verify"),
    ("no ledger", "pragma application_id = 0", "no onrecord ledger"),
]


@pytest.mark.parametrize(("sql", "said"), [(s, m) for _, s, m in REFUSED], ids=[n for n, _, _ in REFUSED])
def test_what_cannot_be_read_as_it_is_says_what_to_do(desk: Path, sql: str, said: str) -> None:
    change(desk, sql)
    with pytest.raises(LedgerError, match=said) as error:
        onrecord.Ledger(desk, read_only=True)
    assert "\n" not in str(error.value)


def test_what_the_message_says_is_what_helps(desk: Path) -> None:
    change(desk, "insert into unfiled select id from report")
    onrecord.Ledger(desk, create=False).close()  # as `onrecord verify` opens it
    onrecord.Ledger(desk, read_only=True).close()


@pytest.mark.parametrize("content", [None, b"", b"no database, but a text that is long enough " * 40])
def test_what_is_no_ledger_is_neither_made_nor_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LedgerError, match="ledger"):
        onrecord.Ledger(path, read_only=True)
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("read_only", [True, False])
def test_a_slow_answer_is_broken_off(desk: Path, read_only: bool) -> None:
    with onrecord.Ledger(desk, read_only=read_only) as ledger:
        with pytest.raises(TooSlow, match=r"0\.05 s; ask for less"), ledger.within(0.05):
            ledger._store._all(SLOW)
        assert len(ledger.reports()) == 1
        with ledger.within(60):
            assert len(ledger.marks("quotes")) == 1


def test_many_small_questions_are_as_slow_as_one(desk: Path) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger, pytest.raises(TooSlow), ledger.within(0.02):
        deque((ledger._store.ids() for _ in count()), maxlen=0)


@pytest.mark.parametrize("seconds", [(0.02, 60.0), (60.0, 0.02)])
def test_of_two_limits_the_first_to_end_holds(desk: Path, seconds: tuple[float, float]) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        with pytest.raises(TooSlow, match=r"0\.02 s"), ledger.within(seconds[0]), ledger.within(seconds[1]):
            ledger._store._all(SLOW)
        assert not ledger._store._limit.is_over()


def test_a_slow_write_keeps_nothing(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        with pytest.raises(TooSlow), ledger.within(0.05), ledger._store._writing():
            ledger._store._db.execute(f"update report set record = record; {SLOW}")
        assert not ledger._store._db.in_transaction
        assert ledger.verify().problems == ()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_slow_question_leaves_no_transaction_open(desk: Path, read_only: bool) -> None:
    """Else the handle would see for ever what stood there then."""
    with onrecord.Ledger(desk, read_only=read_only) as ledger:
        with pytest.raises(TooSlow), ledger.within(0.05):
            ledger._store.ask(lambda db, kinds: db.execute(SLOW))
        assert not ledger._store._db.in_transaction
        with pytest.raises(TooSlow), ledger.within(0):
            ledger.queue()
        assert not ledger._store._db.in_transaction
        with onrecord.Ledger(desk) as other:
            other.decide([{"id": other.marks("quotes")[0]["id"], "verdict": "accept"}], "Ann")
        assert len(ledger.decisions()) == 1


@pytest.mark.parametrize("seconds", [0, 1e-4, 1e-3, 1e-2])
def test_whatever_is_asked_too_late_is_refused_in_one_way(desk: Path, seconds: float) -> None:
    with onrecord.Ledger(desk) as ledger:
        asked: list[Callable[[], object]] = [
            lambda: ledger.search("bridge"),
            lambda: ledger.queue(words="rusty"),
            ledger.stories,
            ledger.verify,
            ledger.check,
            lambda: ledger.decide([{"id": ledger.marks("quotes")[0]["id"], "verdict": "accept"}], "Ann"),
        ]
        for ask in asked:
            said = ""
            try:
                with ledger.within(seconds):
                    ask()
            except TooSlow as error:
                said = str(error)
            assert not said or said.endswith(f"took longer than {seconds:g} s; ask for less")
            assert not ledger._store._db.in_transaction
        assert ledger.verify().problems == ()


def test_what_comes_too_late_is_not_kept_and_what_is_kept_is_told(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        (quote,) = ledger.marks("quotes")
        told = []
        for n in range(300):
            try:
                with ledger.within(n * 2e-5):
                    told.append(ledger.decide([{"id": quote["id"], "verdict": "accept"}], "Ann"))
            except TooSlow:
                continue
        assert [row["batch"] for row in ledger.decisions()] == told != []


def test_another_thread_may_ask(desk: Path) -> None:
    found: list[object] = []

    def ask(ledger: onrecord.Ledger) -> None:
        with ledger.within(30):
            found.append(ledger.quotes(about="bolt"))

    with onrecord.Ledger(desk, read_only=True) as ledger:
        for _ in range(3):
            thread = threading.Thread(target=ask, args=(ledger,))
            thread.start()
            thread.join()
        assert found == [ledger.quotes(about="bolt")] * 3 != [[], [], []]
