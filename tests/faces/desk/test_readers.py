"""Questions to a ledger: kept as long as nobody writes, worked out once for all who ask, and given up in time."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from onrecord.faces.api import Ledger
from onrecord.faces.desk.readers import Readers
from onrecord.shapes.errors import TooSlow, UsageError


@pytest.fixture
def readers(tmp_path: Path) -> Readers:
    """Readers of an empty ledger."""
    Ledger(tmp_path / "l.db").close()
    return Readers(tmp_path / "l.db")


def test_an_answer_holds_until_somebody_writes(readers: Readers, tmp_path: Path) -> None:
    asked: list[int] = []

    def count(ledger: Ledger) -> int:
        asked.append(1)
        return ledger.count()

    assert [readers.answer("count", count) for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
    (tmp_path / "a.txt").write_text("A dam burst in the north, officials said on Monday. Two people died there.\n")
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add([tmp_path / "a.txt"])
    assert readers.answer("count", count) == 1
    assert len(asked) == 2


def test_what_takes_too_long_is_there_when_it_is_asked_again(readers: Readers) -> None:
    go, asked = Event(), []

    def slow(ledger: Ledger) -> str:
        asked.append(1)
        assert go.wait(20)
        return "done"

    for _ in range(2):  # the second waits for what the first began
        with pytest.raises(TooSlow, match="ask again in a moment"):
            readers.answer("slow", slow, 0.01)
    go.set()
    assert readers.answer("slow", slow, 20) == "done"
    assert readers.answer("slow", slow, 20) == "done"
    assert len(asked) == 1


def test_a_fault_is_told_to_whoever_asked_and_kept_for_nobody(readers: Readers) -> None:
    def wrong(ledger: Ledger) -> None:
        raise UsageError("no")

    for _ in range(2):
        with pytest.raises(UsageError, match="no"):
            readers.answer("wrong", wrong)
    assert readers.answer("right", lambda ledger: 1) == 1


def test_many_who_ask_at_once_are_all_answered(readers: Readers) -> None:
    """More questions than handles: each is answered, and closing comes to its end."""
    found: list[int] = []
    threads = [
        Thread(target=lambda n=n: found.append(readers.answer(n, lambda ledger: ledger.count() + n))) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == list(range(20))
    readers.close()


def test_who_asks_after_a_change_does_not_get_an_answer_from_before(readers: Readers) -> None:
    go, asked = Event(), []

    def slow(ledger: Ledger) -> int:
        asked.append(1)
        assert go.wait(20)
        return len(asked)

    for _ in range(2):
        with pytest.raises(TooSlow):
            readers.answer("slow", slow, 0.01)
        readers.changed()
    go.set()
    readers.answer("slow", slow, 20)
    assert len(asked) >= 2


def test_nobody_waits_for_ever_for_a_handle(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.faces.desk.readers.WAIT", 0.01)
    with readers.reading(), readers.reading(), readers.reading(), pytest.raises(TooSlow, match="busy"):
        readers.answer("count", lambda ledger: ledger.count())
    with readers.reading() as ledger:
        assert ledger.count() == 0
