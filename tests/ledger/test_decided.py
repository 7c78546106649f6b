"""What people decide stays: through a kill, through reading again, through another id, beside another who decides."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import filing
from onrecord.ledger.store import Beside
from onrecord.shapes.errors import LedgerError, UsageError
from onrecord.shapes.mark import Mark
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span

FIRST = """Bridge closed after cracks found

TORVAL - Engineers closed the river bridge on Monday after cracks were found in two pillars.

"We could not wait," said Mayor Lena Brod. At least 40 families were moved.

"Nobody could have known how deep they were," she said. Police arrested 2 men.
"""
SECOND = """Market reopens in Ondal

ONDAL - The market reopened on Tuesday, officials said. About 200 traders returned to their stalls.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIRST)
    (tmp_path / "b.txt").write_text(SECOND)
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    return tmp_path / "desk.db"


def marks(ledger: onrecord.Ledger, plural: str = "quotes") -> list[dict[str, Any]]:
    return ledger.marks(plural)


def decide(ledger: onrecord.Ledger, *verdicts: str, reviewer: str = "Ann", plural: str = "quotes") -> int:
    """Decide about as many marks, in their order, as there are verdicts."""
    rows = marks(ledger, plural)
    return ledger.decide([{"id": rows[n]["id"], "verdict": v} for n, v in enumerate(verdicts)], reviewer)


def read_otherwise(ledger: onrecord.Ledger, report: str, kind: str, keep: Any, reader: str = "a newer reader") -> None:
    """As another reader would: of one kind the marks that `keep` gives instead."""
    store = ledger._store
    reading = store.reading(report)
    some: Sequence[Mark] = keep(reading.marks[kind])
    changed = Reading(reading.report, {**reading.marks, kind: tuple(some)}, {}, reader, reading.kinds)
    assert filing.write(store, store.raw(report), changed, Beside())


def statuses(ledger: onrecord.Ledger) -> list[str]:
    return [row["status"] for row in ledger.decisions()]


# -- what is kept --------------------------------------------------------------------------------------------------


def test_a_decision_is_kept_with_what_the_reader_said(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = marks(ledger)[0]
        batch = ledger.decide(
            [
                {"id": quote["id"], "verdict": "accept"},
                {"id": quote["id"], "verdict": "set", "cell": "force", "value": "deny"},
            ],
            "  Ann   Lee ",
            at="2031-05-02T12:00:00+02:00",
        )
        whole, cell = ledger.decisions()
    assert (whole["batch"], cell["batch"]) == (batch, batch)
    assert (whole["reviewer"], whole["at"]) == ("Ann Lee", "2031-05-02T10:00:00Z")
    assert whole["machine"] == {k: v for k, v in quote.items() if k not in ("report", "exact")}
    assert (cell["cell"], cell["machine"], cell["value"]) == ("force", quote["force"], "deny")
    assert whole["exact"] == quote["exact"]
    assert whole["id"] == whole["now"] == quote["id"]


def test_another_handle_sees_it(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger, onrecord.Ledger(desk, read_only=True) as other:
        decide(ledger, "accept", "reject")
        assert other.decisions() == ledger.decisions()
        assert [d["status"] for d in other.decided(other.reports()[0]["report"]).values()] == ["accepted", "rejected"]
        with pytest.raises(LedgerError, match="read only"):
            decide(other, "accept")


def test_what_a_report_shows(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote, other = marks(ledger)[:2]
        end = quote["start"] + 5
        ledger.decide([{"id": quote["id"], "verdict": "set", "cell": "speaker", "value": {"name": "Lena Brod"}}], "Ann")
        ledger.decide([{"id": quote["id"], "verdict": "span", "start": quote["start"], "end": end}], "Ben")
        ledger.decide([{"id": other["id"], "verdict": "flag"}], "Ben")
        ledger.undo("Ben")
        (found,) = ledger.decided(quote["report"][:10]).values()
    assert (found["status"], found["reviewer"]) == ("accepted", "Ben")
    assert found["cells"] == {"speaker": {"name": "Lena Brod"}}
    assert found["span"] == {"start": quote["start"], "end": end, "exact": quote["exact"][:5]}
    assert len(found["decisions"]) == 2


TAMPER = [
    ("update decision set verdict = 'reject' where n = 1", "decision 1"),
    ("update decision set value = '1' where n = 2", "decision 2"),
    ("update decision set reviewer = 'Eve'", "decision"),
    ("update decision set undone_at = '2031-05-02T10:00:00Z' where n = 1", "decision 1"),
    ("delete from decision where n = 1", "missing"),
    ("update decision set now = 'x' where n = 2", "another mark"),
    ("delete from judged", "list of marks"),
    ("update judged set status = 'open'", "list of marks"),
]


@pytest.mark.parametrize(("change", "named"), TAMPER, ids=[c for c, _ in TAMPER])
def test_verify_sees_what_was_changed(desk: Path, change: str, named: str) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept", "reject")
        assert ledger.verify().problems == ()
    db = sqlite3.connect(desk)
    db.execute(change)
    db.commit()
    db.close()
    with onrecord.Ledger(desk) as ledger:
        assert any(named in line for line in ledger.verify().problems)


# -- undone and done again -----------------------------------------------------------------------------------------


def test_a_batch_is_undone_and_done_again_whole(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        first = decide(ledger, "accept", "accept")
        second = decide(ledger, "reject", plural="figures")
        decide(ledger, "flag", reviewer="Ben", plural="events")
        assert [row["batch"] for row in ledger.undo("Ann", at="2031-05-02T10:00:00Z")] == [second]
        assert [row["batch"] for row in ledger.undo("Ann", at="2031-05-02T10:00:00Z")] == [first, first]
        with pytest.raises(UsageError, match="nothing to undo"):
            ledger.undo("Ann")
        assert [row["reviewer"] for row in ledger.decisions()] == ["Ben"]
        undone = ledger.decisions(reviewer="Ann", undone=True)
        assert [(row["undone_by"], row["undone_at"]) for row in undone] == [("Ann", "2031-05-02T10:00:00Z")] * 3
        assert ledger.queue("quotes", status="accepted")["rows"] == []
        assert [row["batch"] for row in ledger.redo("Ann")] == [first, first]
        assert [row["batch"] for row in ledger.redo("Ann")] == [second]
        with pytest.raises(UsageError, match="nothing to redo"):
            ledger.redo("Ann")
        assert len(ledger.decisions()) == 4
        assert ledger.verify().problems == ()


def test_what_was_undone_last_is_done_again_first(desk: Path) -> None:
    """Also of one second, and whatever the order of the batches."""
    with onrecord.Ledger(desk) as ledger:
        batches = [decide(ledger, "accept"), decide(ledger, "reject"), decide(ledger, "flag")]
        order = [batches[1], batches[2], batches[0]]
        for batch in order:
            ledger.undo("Ann", batch, at="2031-05-02T10:00:00Z")
        assert [ledger.redo("Ann")[0]["batch"] for _ in order] == order[::-1]


def test_a_batch_is_named(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        first = decide(ledger, "accept")
        decide(ledger, "reject", plural="figures")
        (row,) = ledger.undo("Ben", first)
        assert (row["reviewer"], row["undone_by"]) == ("Ann", "Ben")
        for batch in (first, 99):
            with pytest.raises(UsageError, match="no such"):
                ledger.undo("Ann", batch)
        assert ledger.redo("Ann", first)[0]["undone_by"] is None
        with pytest.raises(UsageError, match="stands already"):
            ledger.redo("Ann", first)


# -- read again ----------------------------------------------------------------------------------------------------


def test_it_stays_when_all_is_read_again(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept", "reject")
        before = ledger.decisions()
        ledger.reread(every=True)
        assert ledger.decisions() == before
        report = before[0]["report"]
        read_otherwise(ledger, report, "quote", lambda some: some)
        assert ledger.decisions() == before
        assert ledger.verify().problems == ()


def test_a_mark_that_is_gone_leaves_it_unplaced_and_back_again(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept", "reject")
        report = marks(ledger)[0]["report"]
        every = ledger._store.reading(report).quotes
        read_otherwise(ledger, report, "quote", lambda some: some[1:])
        assert statuses(ledger) == ["unplaced", "placed"]
        assert [d["now"] is None for d in ledger.decisions(report)] == [True, False]
        assert ledger.verify().problems == ()
        read_otherwise(ledger, report, "quote", lambda _: every, "the newest")
        assert statuses(ledger) == ["placed", "placed"]
        assert ledger.verify().problems == ()


def test_it_follows_a_report_to_its_new_id(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept", "reject")
        decide(ledger, "flag", plural="events")
        store = ledger._store
        old = ledger.reports()[0]["report"]
        new = "ab" * 32
        reading = store.reading(old)
        other = replace(reading, report=replace(reading.report, id=new))
        assert filing.write(store, store.raw(old), other, Beside(instead_of=old))
        rows = ledger.decisions(new)
        assert [(r["status"], r["verdict"]) for r in rows] == [("placed", v) for v in ("accept", "reject", "flag")]
        assert [row["id"] for row in rows] == [row["now"] for row in rows]
        assert [row["id"] for row in rows[:2]] == [row["id"] for row in marks(ledger)[:2]]
        assert ledger.queue("quotes", status="accepted")["rows"][0]["report"] == new
        assert ledger.undo("Ann")[0]["report"] == new
        assert ledger.verify().problems == ()


def test_it_stays_when_the_report_is_taken_out_and_comes_back(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept")
        report = ledger.decisions()[0]["report"]
        ledger.remove(report)
        (row,) = ledger.decisions(report)
        assert (row["status"], row["now"]) == ("unplaced", None)
        assert ledger.check()["removed"] == 1
        assert ledger.check()["lost"] == []
        assert ledger.verify().problems == ()
        ledger.add([desk.parent / "a.txt"])
        (row,) = ledger.decisions(report)
        assert row["status"] == "placed"
        assert ledger.verify().problems == ()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_a_decision_holds_of_its_own_words(desk: Path, seed: int) -> None:
    """Marks come and go, people decide and undo: what holds of a mark now was decided about the same words."""
    chance = random.Random(seed)
    with onrecord.Ledger(desk) as ledger:
        report = ledger.reports()[0]["report"]
        every = {kind: ledger._store.reading(report).marks[kind] for kind in ("quote", "event")}
        for step in range(25):
            kind = chance.choice(list(every))
            some = [mark for mark in every[kind] if chance.random() < 0.6]
            read_otherwise(ledger, report, kind, lambda _, some=some: some, f"reader {step}")
            rows = ledger.queue(status="all", report=report, limit=50)["rows"]
            if rows and chance.random() < 0.7:
                picked = chance.sample(rows, min(len(rows), 2))
                verdict = chance.choice(("accept", "reject", "flag"))
                ledger.decide([{"id": row["id"], "verdict": verdict} for row in picked], "Ann")
            elif ledger.decisions():
                ledger.undo("Ann")
            there = {row["id"]: row for row in ledger.queue(status="all", report=report, limit=50)["rows"]}
            for row in ledger.decisions(undone=True):
                assert row["now"] in (row["id"], None)  # the text is what it was: at its place or nowhere
                assert (row["now"] is not None) == (row["id"] in there) or row["kind"] == "figure"
            shown = {mark: found["status"] for mark, found in ledger.decided(report).items()}
            assert shown == {name: row["status"] for name, row in there.items() if row["decisions"]}
        assert ledger.verify().problems == ()


# -- as gold -------------------------------------------------------------------------------------------------------


def test_check_tells_what_a_newer_reader_lost_and_gives_again(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        decide(ledger, "accept", "reject")
        report = marks(ledger)[0]["report"]
        every = ledger._store.reading(report).quotes
        found = ledger.check()
        (quotes,) = found["kinds"]
        counts = {name: quotes[name] for name in ("accepted", "kept", "lost", "rejected", "gone", "again")}
        assert counts == {"accepted": 1, "kept": 1, "lost": 0, "rejected": 1, "gone": 0, "again": 0}
        assert all(cell["said"] == cell["agree"] == 1 for cell in quotes["cells"])

        read_otherwise(ledger, report, "quote", lambda _: every[2:])
        found = ledger.check()
        assert [row["exact"] for row in found["lost"]] == [every[0].hull.cut(FIRST)]
        assert (found["kinds"][0]["gone"], found["again"]) == (1, [])
        assert found["stale"] == 1

        read_otherwise(ledger, report, "quote", lambda _: every, "the newest")
        found = ledger.check()
        assert found["lost"] == []
        assert [row["exact"] for row in found["again"]] == [every[1].hull.cut(FIRST)]


def test_check_compares_cells_with_what_people_said(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = marks(ledger)[0]
        assert quote["force"] == "state"
        ledger.decide([{"id": quote["id"], "verdict": "accept"}], "Ann")
        ledger.decide([{"id": quote["id"], "verdict": "set", "cell": "force", "value": "deny"}], "Ann")
        ledger.decide(
            [{"id": quote["id"], "verdict": "set", "cell": "speaker", "value": {"name": "mayor lena  brod"}}], "A"
        )
        ledger.decide([{"id": quote["id"], "verdict": "set", "cell": "tense", "value": None}], "Ann")
        cells = {cell["cell"]: cell["agree"] for cell in ledger.check()["kinds"][0]["cells"]}
        assert (cells["force"], cells["tense"], cells["kind"]) == (0, 0, 1)
        assert cells["speaker"] == (quote["speaker"]["name"] == "Mayor Lena Brod")


def test_what_was_set_stays_set_when_the_whole_is_accepted_after_it(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = marks(ledger)[0]
        ledger.decide([{"id": quote["id"], "verdict": "set", "cell": "force", "value": "deny"}], "Ann")
        ledger.decide([{"id": quote["id"], "verdict": "accept"}], "Ann")
        cells = {cell["cell"]: (cell["said"], cell["agree"]) for cell in ledger.check()["kinds"][0]["cells"]}
        assert (cells["force"], cells["kind"]) == ((1, 0), (1, 1))
        ((mark,),) = [row["marks"] for row in ledger.gold()]
        assert (mark["whole"], mark["cells"]["force"], mark["cells"]["kind"]) == (True, "deny", quote["kind"])
        assert ledger.decided(quote["report"])[quote["id"]]["cells"] == {"force": "deny"}


def test_check_knows_edges_that_the_reader_moved_too(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = marks(ledger)[0]
        end = quote["end"] - 1
        ledger.decide([{"id": quote["id"], "verdict": "span", "start": quote["start"], "end": end}], "Ann")
        assert ledger.check()["kinds"][0]["cells"] == [{"cell": "span", "said": 1, "agree": 0}]
        moved = Span(quote["start"], end)
        read_otherwise(ledger, quote["report"], "quote", lambda some: [replace(some[0], parts=(moved,)), *some[1:]])
        assert statuses(ledger) == ["placed"]
        found = ledger.check()
        assert found["lost"] == []
        assert found["kinds"][0]["cells"] == [{"cell": "span", "said": 1, "agree": 1}]


# -- killed, and two at once ---------------------------------------------------------------------------------------

_DECIDING = """
import sys, onrecord
with onrecord.Ledger(sys.argv[1]) as ledger:
    names = [row["id"] for row in ledger.marks("quotes")]
    for n in range(int(sys.argv[3])):
        verdict = ("accept", "reject", "flag")[n % 3]
        print(ledger.decide([{"id": names[n % len(names)], "verdict": verdict}], sys.argv[2]), flush=True)
        if n % 5 == 4:
            print(-ledger.undo(sys.argv[2])[0]["batch"], flush=True)
"""


def deciding(desk: Path, reviewer: str, many: int) -> subprocess.Popen[str]:
    code = [sys.executable, "-c", _DECIDING, str(desk), reviewer, str(many)]
    return subprocess.Popen(code, stdout=subprocess.PIPE, text=True)


def stand(ledger: onrecord.Ledger, told: Sequence[int]) -> None:
    """Whatever was told as done is done: of the batches those that were told as undone do not stand."""
    rows = {row["batch"]: row for row in ledger.decisions(undone=True)}
    for batch in told:
        assert abs(batch) in rows
        if -batch in told or batch < 0:
            assert rows[abs(batch)]["undone_at"] is not None


@pytest.mark.parametrize("lines", [1, 7, 23])
def test_what_was_told_as_kept_is_there_after_a_kill(desk: Path, lines: int) -> None:
    with deciding(desk, "Ann", 10_000) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(lines)]
        os.kill(child.pid, signal.SIGKILL)
        told += [int(line) for line in child.stdout.read().split()]
    with onrecord.Ledger(desk) as ledger:
        stand(ledger, told)
        assert ledger.verify().problems == ()


def test_two_decide_at_once(desk: Path) -> None:
    with deciding(desk, "Ann", 40) as one, deciding(desk, "Ben", 40) as two:
        told = {
            name: [int(line) for line in child.communicate()[0].split()] for name, child in (("Ann", one), ("Ben", two))
        }
    assert (one.returncode, two.returncode) == (0, 0)
    assert not {abs(n) for n in told["Ann"]} & {abs(n) for n in told["Ben"]}
    with onrecord.Ledger(desk) as ledger:
        for name, batches in told.items():
            stand(ledger, batches)
            assert len(ledger.decisions(reviewer=name, undone=True)) == 40
            assert len(ledger.decisions(reviewer=name)) == 32
        assert ledger.verify().problems == ()


def test_a_full_disk_keeps_nothing_and_says_so(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        db = ledger._store._db
        names = [row["id"] for row in ledger.marks("mentions")]
        some = [{"id": name, "verdict": "accept"} for name in names] * 20
        room = int(db.pragma("page_count"))
        said: list[str] = []
        for more in range(0, 400, 7):
            db.pragma("max_page_count", room + more)
            try:
                ledger.decide(some, "Ann")
            except LedgerError as error:
                said.append(str(error))
                assert ledger.decisions() == []
            else:
                break
        assert len(said) > 1
        assert all("nothing of it was kept" in line for line in said)
        assert len(ledger.decisions()) == len(some)
        assert ledger.verify().problems == ()


def test_nothing_is_kept_of_a_batch_that_cannot_be(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        good = {"id": marks(ledger)[0]["id"], "verdict": "accept"}
        with pytest.raises(UsageError, match="no mark of that id"):
            ledger.decide([good, {"id": "0" * 20, "verdict": "accept"}], "Ann")
        assert ledger.decisions(undone=True) == []
        assert ledger._store._db.pragma("synchronous") == 2
        assert json.dumps(ledger.check()["kinds"]) == "[]"
