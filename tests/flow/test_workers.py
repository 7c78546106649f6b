"""Reading and adding with several processes: the same bytes and rows as with one, whatever happens to them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import filing, flow, linking, pool
from onrecord.faces import api
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.work import Work

TEXT = "Bridge {n} closed\n\nTORVAL - Engineers closed bridge {n} on Monday, the mayor's office said.\n"
PROGRAM = "import sys; from onrecord.faces.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def inputs(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the examples, one of them twice, rows with one report twice, and what cannot be read."""
    folder = tmp_path_factory.mktemp("desk") / "in"
    folder.mkdir()
    for path in sorted((root / "examples" / "reports").iterdir())[:4]:
        shutil.copy(path, folder)
    shutil.copy(path, folder / f"{path.stem}-copy{path.suffix}")
    rows = [{"id": f"r{n % 5}", "text": TEXT.format(n=n % 5)} for n in range(8)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "no row\n")
    (folder / "00.pdf").write_bytes(b"%PDF-1.7 x")
    (folder / "zz.html").write_bytes(b"")
    return folder


def tables(path: Path) -> dict[str, list[str]]:
    """All rows of a ledger, those of the index of words by what they find."""
    db = sqlite3.connect(path)
    try:
        names = [n for (n,) in db.execute("select name from sqlite_schema where type = 'table'")]
        plain = [n for n in names if not n.startswith("said_words")]
        found = {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in plain}
        ordered = db.execute("select id from report order by n")
        return found | {"order": [repr(row) for row in ordered]}
    finally:
        db.close()


def add(path: Path, inputs: Path, workers: int) -> dict[str, list[str]]:
    with api.Ledger(path) as ledger:
        ledger.add([inputs], workers=workers)
        assert ledger.verify().problems == ()
    return tables(path)


@pytest.fixture(scope="module")
def added(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return add(tmp_path_factory.mktemp("alone") / "l.db", inputs, 1)


@pytest.fixture(scope="module")
def lines(inputs: Path) -> list[str | Failure]:
    return list(api.read_lines([inputs]))


@pytest.mark.parametrize("workers", [2, 3])
def test_read_gives_the_same_lines(workers: int, inputs: Path, lines: list[str | Failure]) -> None:
    assert any(isinstance(line, Failure) for line in lines)
    assert list(api.read_lines([inputs], workers=workers)) == lines


def test_readings_are_the_same(inputs: Path) -> None:
    rows = [inputs / "rows.jsonl", inputs / "zz.html"]
    alone, spread = list(api.read_all(rows)), list(api.read_all(rows, workers=2))
    assert alone == spread
    for one, other in zip(alone, spread, strict=True):
        if not isinstance(one, Failure) and not isinstance(other, Failure):
            assert one.as_dict() == other.as_dict()


def test_add_writes_the_same_rows(inputs: Path, added: dict[str, list[str]], tmp_path: Path) -> None:
    for workers in (2, 3):
        found = add(tmp_path / f"{workers}.db", inputs, workers)
        assert {name for name in added if added[name] != found[name]} == set()


def test_what_stands_there_stays(inputs: Path, added: dict[str, list[str]], tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    add(path, inputs, 1)
    with api.Ledger(path) as ledger:
        again = ledger.add([inputs], workers=2)
        assert (again.new, again.known) == ((), len(added["report"]) + 3)
        assert ledger.reread(every=True, workers=2).read == len(added["report"])
    assert tables(path) == added


# -- archives ------------------------------------------------------------------------------------------------------


def archive(count: int, begin: int = 0) -> Iterator[Raw | Failure]:
    """A made-up archive: record n stands at byte n; every fifth is broken."""
    for n in range(begin, count):
        place = Place("/made/up.warc", "seal", n + 1)
        if n % 5 == 4:
            yield Failure(f"up.warc/{n}", "broken record", place=place)
        else:
            yield Raw(TEXT.format(n=n).encode(), f"https://x.example/{n}", f"up.warc/{n}", place=place)


def left(store: Store) -> int:
    place = store.place("/made/up.warc")
    return 0 if place is None else place.offset


def test_a_broken_run_of_an_archive_goes_on_behind_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "FEW", 1)
    with Store(tmp_path / "one.db", KINDS, create=True) as store:
        list(filing.add(store, archive(23)))
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        run = filing.add(store, archive(23), pool.over(2))
        for n in range(1, 8):
            next(run)
            assert left(store) == n
        run.close()
        assert len(store.ids()) == 6
        assert len(list(filing.add(store, archive(23, left(store))))) == 16
    assert tables(tmp_path / "l.db") == tables(tmp_path / "one.db")


def test_an_input_that_is_lost_is_kept_aside_with_its_place(tmp_path: Path) -> None:
    def losing(work: Work[Any, Any], inputs: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for n, one in enumerate(inputs):
            yield one, work.lost(one, "two processes ended over it") if n == 1 else work.here(one)

    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        found = list(filing.add(store, archive(3), losing))
        assert [isinstance(one, Failure) for (one,) in found] == [False, True, False]
        assert left(store) == 3
        assert store.failures() == [Failure("up.warc/1", "two processes ended over it")]
        assert list(filing.add(store, archive(3))) == [(None,), (found_id(store, 1),), (None,)]
        assert store.failures() == []


def found_id(store: Store, n: int) -> str:
    return next(one.id for one in store.filed() if one.address.endswith(f"/{n}"))


def test_which_paragraphs_are_remembered_makes_no_difference(tmp_path: Path) -> None:
    """Also of a paragraph that came first with a report that was not written."""
    (one,), (two,) = (flow.reports(Raw(TEXT.format(n=1).encode(), name, name)) for name in ("a", "b"))
    raws = [Raw(TEXT.format(n=1).encode(), name, name) for name in ("a", "b")]
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        first, second = (filing.write_down(store, r, report) for r, report in zip(raws, (one, two), strict=True))  # type: ignore[arg-type]
        assert not isinstance(first, Failure)
        assert not isinstance(second, Failure)
        assert first.paragraphs == second.paragraphs != []
        store.write(second, linking.linking(store))
        third = filing.write_down(store, raws[0], one)  # type: ignore[arg-type]
        assert not isinstance(third, Failure)
        assert third.paragraphs == []


# -- the command line ----------------------------------------------------------------------------------------------


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pids: list[int]) -> bool:
    for _ in range(500):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.01)
    return False


def minding_ctrl_c() -> None:
    """A shell that runs the tests in the background has all that they start ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def any_report(path: Path) -> bool:
    if not path.exists():
        return False
    db = sqlite3.connect(path)
    try:
        return db.execute("select 1 from report").fetchone() is not None
    except sqlite3.OperationalError:  # its tables are not made yet
        return False
    finally:
        db.close()


on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks the system for processes")


@on_linux
def test_ctrl_c_ends_the_workers_and_a_rerun_goes_on(inputs: Path, added: dict[str, list[str]], tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    more = tmp_path / "more.jsonl"  # so much that it cannot be done before it is interrupted
    rows = ({"id": f"m{n}", "text": TEXT.format(n=f"{n} of the north")} for n in range(20_000))
    more.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-c", PROGRAM, "add", str(inputs), str(more), "--ledger", str(path), "--workers", "2"]
    run = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=minding_ctrl_c
    )
    while not any_report(path):
        time.sleep(0.01)
        assert run.poll() is None
    workers = children(run.pid)
    assert len(workers) == 2
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=30)[1] == "onrecord: interrupted; what was finished is kept\n"
    assert run.returncode == 130
    assert gone(workers)
    assert 0 < len(tables(path)["report"]) < 20_000
    assert add(path, inputs, 1)["order"][: len(added["order"])] == added["order"]


@on_linux
def test_a_closed_pipe_ends_the_workers(inputs: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "read", str(inputs), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as run:
        assert run.stdout is not None
        assert run.stdout.read(1) == b"{"
        workers = children(run.pid)
        run.stdout.close()
        assert run.wait(timeout=60) == 141
        assert run.stderr is not None
        assert run.stderr.read() == b""
    assert gone(workers)
