"""Going on with an archive where it was left: what is behind the noted place is in the ledger, whatever broke off."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import filing, flow, verifying
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.mark import digest
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.report import Report

ARCHIVE = "/made/up.warc"
TEXT = "Bridge {n} closed\n\nTORVAL - Engineers closed bridge {n} on Monday, the mayor's office said.\n"


def archive(count: int, begin: int = 0, path: str = ARCHIVE) -> Iterator[Raw | Failure]:
    """A made-up archive: record n stands at byte n; every fifth is broken."""
    for n in range(begin, count):
        place = Place(path, "seal", n + 1)
        if n % 5 == 4:
            yield Failure(f"{path}/{n}", "broken record", place=place)
        else:
            yield Raw(TEXT.format(n=n).encode(), f"https://x.example/{n}", f"{path}/{n}", place=place)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "l.db", KINDS, create=True) as opened:
        yield opened


def left(store: Store) -> int:
    place = store.place(ARCHIVE)
    return 0 if place is None else place.offset


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each input is written alone."""
    monkeypatch.setattr(flow, "FEW", 1)


@pytest.mark.usefixtures("one_by_one")
def test_each_record_is_noted_with_what_it_gave(store: Store) -> None:
    for n, found in enumerate(filing.add(store, archive(7)), 1):
        assert len(found) == 1
        assert left(store) == n
    assert len(store.ids()) == 6
    assert [f.source for f in store.failures()] == [f"{ARCHIVE}/4"]
    assert list(filing.add(store, archive(7, left(store)))) == []


def test_what_is_told_of_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few inputs are written together, and told of afterwards."""
    monkeypatch.setattr(flow, "FEW", 4)
    monkeypatch.setattr(filing, "_SOON", 60.0)
    run = filing.add(store, archive(10))
    assert [left(store) for _ in run] == [4] * 4 + [8] * 4 + [10] * 2
    assert len(store.ids()) == 8


def test_what_was_read_before_a_fault_is_kept() -> None:
    def breaking() -> Iterator[int]:
        yield from (1, 2)
        raise RuntimeError("a source that breaks")

    few = filing._few(breaking())
    assert next(few) == [1, 2]
    with pytest.raises(RuntimeError):
        next(few)


def test_several_writes_are_one(store: Store) -> None:
    """All of them, or none."""
    first, second = Place(ARCHIVE, "seal", 1), Place(ARCHIVE, "seal", 2)
    with store.together():
        store.put_place(first)
        store.put_place(second)
    assert left(store) == 2

    def breaking_off() -> None:
        with store.together():
            store.put_place(first)
            raise RuntimeError("something else")

    with pytest.raises(RuntimeError):
        breaking_off()
    assert left(store) == 2


@pytest.mark.usefixtures("one_by_one")
def test_a_broken_run_goes_on_behind_the_last_record(store: Store) -> None:
    run = filing.add(store, archive(9))
    for _ in range(3):
        next(run)
    run.close()
    assert left(store) == 3
    again = list(filing.add(store, archive(9, left(store))))
    assert len(again) == 6
    assert None not in [one for found in again for one in found]
    assert (len(store.ids()), len(store.failures())) == (8, 1)


@pytest.mark.usefixtures("one_by_one")
def test_records_that_gave_nothing_are_noted_now_and_then(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    list(filing.add(store, archive(4)))
    store.put_place(Place(ARCHIVE, "seal", 0))
    monkeypatch.setattr(filing, "_PASSED", 2)
    seen = []
    for found in filing.add(store, archive(4)):
        assert found == (None,)
        seen.append(left(store))
    assert seen == [0, 0, 2, 2]
    assert left(store) == 4


def test_two_archives_do_not_disturb_one_another(store: Store) -> None:
    list(filing.add(store, archive(3)))
    store.put_place(Place(ARCHIVE, "seal", 0))
    other = archive(3, path="/made/other.warc")
    known = archive(3)
    mixed = [raw for pair in zip(known, other, strict=True) for raw in pair]
    list(filing.add(store, [*mixed, Raw(TEXT.format(n="x").encode(), "x", "x")]))
    assert left(store) == 3
    assert store.place("/made/other.warc") == Place("/made/other.warc", "seal", 3)


def test_a_record_with_several_reports_is_noted_with_the_last(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = flow.reports

    def two(raw: Raw, *rest: object) -> tuple[Report | Failure, ...]:
        (one,) = whole(raw)
        assert isinstance(one, Report)
        return one, replace(one, id=digest(one.id, 1), part=1)

    monkeypatch.setattr(flow, "reports", two)
    write, places = store.write, []

    def noting(*given: object, **named: object) -> bool:
        places.append(given[-1].place)  # type: ignore[attr-defined]
        return write(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", noting)
    assert [len(found) for found in filing.add(store, archive(1))] == [2]
    assert places == [None, Place(ARCHIVE, "seal", 1)]


def test_a_killed_writer_has_noted_nothing_that_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    list(flow.read([Raw(TEXT.encode(), "x", "x")]))  # the parser is loaded once, here
    for taken_up in (1, 4, 6):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:  # pragma: no cover
            with Store(path, KINDS, create=True) as store:
                for _ in filing.add(store, archive(30, left(store))):
                    os.write(theirs, b".")
            os._exit(0)
        os.close(theirs)
        for _ in range(taken_up):
            os.read(ours, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)
        with Store(path, KINDS) as store:
            behind = left(store)
            assert behind >= taken_up
            kept = {f.address for f in store.filed()}
            assert kept == {f"https://x.example/{n}" for n in range(behind) if n % 5 != 4}
            assert len(store.failures()) == behind // 5
            assert verifying.verify(store).problems == ()


def test_a_changed_place_is_noticed(store: Store) -> None:
    list(filing.add(store, archive(2)))
    store._db.execute("update archive set offset = 9")
    assert any("archive" in problem for problem in verifying.verify(store).problems)
