"""Work over several processes: order, bounds, and what becomes of those that die. The work is a few lines of Python."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from onrecord import pool
from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.work import Work

JOBS = '''
import os, time
from pathlib import Path
from onrecord.shapes.errors import UsageError

def odd(shared):
    def work(n):
        time.sleep(0.02 * (n % 3))
        if n == 77:
            raise UsageError("no parser")
        return n, 2 * n
    return work

def whose(shared):
    return lambda n: os.getpid()

def where(shared):
    return lambda n: shared if os.path.isdir(shared) else None

def who_where(shared):
    return lambda n: (os.getpid(), shared)

def long(shared):
    return lambda data: data * 2

def waiting(folder, shared):
    def work(n):
        while n == 0 and not Path(folder, "go").exists():
            time.sleep(0.01)
        return n
    return work

def deadly(folder, shared):
    """Dies over "once" the first time, over "always" each time."""
    def work(name):
        marker = Path(folder, name)
        if name.startswith("always") or (name.startswith("once") and not marker.exists()):
            marker.touch()
            os.kill(os.getpid(), 9)
        return name.upper()
    return work

def broken(shared):
    raise RuntimeError("cannot begin")
'''


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A module that workers can load too: the path by which modules are found goes along."""
    (tmp_path / "jobs_of_workers.py").write_text(JOBS)
    monkeypatch.syspath_prepend(tmp_path)
    import jobs_of_workers  # type: ignore[import-not-found]

    yield jobs_of_workers
    del sys.modules["jobs_of_workers"]


def work(there: Callable[[str], Callable[[Any], Any]], known: Any = None) -> Work[Any, Any]:
    return Work(there(""), there, lambda one, why: ("lost", one, why), known or (lambda _: None))


def gone(pid: int) -> bool:
    """True when there is no such process any more, after a while."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_inputs(workers: int, jobs: Any) -> None:
    found = list(pool.over(workers)(work(jobs.odd), iter(range(40))))
    assert found == [(n, (n, 2 * n)) for n in range(40)]


def test_nothing_is_started_for_what_needs_no_work(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_Worker", None)
    found = list(pool.over(2)(work(jobs.odd, known=lambda n: -n), iter(range(1, 100))))
    assert found == [(n, -n) for n in range(1, 100)]


def test_no_more_workers_than_inputs(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    started, start = [], pool._Worker
    monkeypatch.setattr(pool, "_Worker", lambda *given: started.append(1) or start(*given))
    assert len(list(pool.over(20)(work(jobs.whose), [1, 2]))) == 2
    assert len(started) == 2


def test_inputs_are_taken_up_a_bounded_number_ahead(jobs: Any, tmp_path: Path) -> None:
    taken = []

    def inputs() -> Iterator[int]:
        for n in range(500):
            taken.append(n)
            if len(taken) == pool.AHEAD * 2:  # no more are taken until the first is through
                (tmp_path / "go").touch()
            yield n

    most = 0
    for n, (_, found) in enumerate(pool.over(2)(work(partial(jobs.waiting, str(tmp_path))), inputs())):
        assert found == n
        most = max(most, len(taken) - n)
    assert most <= pool.AHEAD * 2


def test_large_inputs_are_taken_up_one_at_a_time(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "HELD", 1_000_000)
    taken = 0

    def inputs() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(6):
            taken += 1
            yield b"x" * 3_000_000

    for n, (_, found) in enumerate(pool.over(2)(work(jobs.long), inputs())):
        assert len(found) == 6_000_000
        assert taken == n + 1


def test_large_inputs_and_answers_do_not_block_one_another(jobs: Any) -> None:
    data = [bytes([n]) * 2_000_000 for n in range(12)]
    assert [found for _, found in pool.over(2)(work(jobs.long), data)] == [one * 2 for one in data]


@pytest.mark.parametrize("workers", [2, 3])
def test_what_dies_with_a_worker_is_done_by_another(workers: int, jobs: Any, tmp_path: Path) -> None:
    names = [f"{'once' if n % 7 == 3 else 'fine'}{n}" for n in range(30)]
    found = list(pool.over(workers)(work(partial(jobs.deadly, str(tmp_path))), names))
    assert found == [(name, name.upper()) for name in names]


def test_an_input_that_ends_two_workers_is_lost_and_the_rest_goes_on(jobs: Any, tmp_path: Path) -> None:
    names = ["a", "always1", "b", "c", "always2", "once1", "d", *"efghijkl", "always3"]
    found = dict(pool.over(2)(work(partial(jobs.deadly, str(tmp_path))), names))
    assert list(found) == names
    for name, result in found.items():
        if name.startswith("always"):
            assert result[:2] == ("lost", name)
            assert "two processes ended over it (killed by SIGKILL)" in result[2]
        else:
            assert result == name.upper()


def test_a_worker_killed_from_outside(jobs: Any) -> None:
    run = pool.over(2)(work(jobs.whose), iter(range(200)))
    killed = next(run)[1]
    os.kill(killed, signal.SIGKILL)
    rest = list(run)
    assert [n for n, _ in rest] == list(range(1, 200))
    assert all(isinstance(pid, int) for _, pid in rest)
    assert rest[-1][1] != killed


def test_an_error_of_the_work_comes_at_its_place(jobs: Any) -> None:
    run = pool.over(2)(work(jobs.odd), iter(range(100)))
    assert [next(run)[0] for _ in range(77)] == list(range(77))
    with pytest.raises(UsageError, match="no parser"):
        next(run)


def test_an_error_of_the_inputs_comes_behind_the_results(jobs: Any) -> None:
    def inputs() -> Iterator[int]:
        yield from range(5)
        raise OSError("disk")

    run = pool.over(2)(work(jobs.odd), inputs())
    assert [next(run)[0] for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(OSError, match="disk"):
        next(run)


def test_workers_that_cannot_begin(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = Work(lambda n: n, jobs.broken, lambda one, why: one)
    with pytest.raises(RuntimeError, match="cannot begin"):
        list(pool.over(2)(failing, [1, 2, 3]))
    monkeypatch.setattr(pool, "_PROGRAM", "import os; os._exit(5)")
    with pytest.raises(OnrecordError, match=r"no worker process can be started \(exit code 5\)"):
        list(pool.over(2)(work(jobs.odd), [1, 2, 3]))


def test_a_run_that_is_left_ends_its_workers(jobs: Any) -> None:
    run = pool.over(2)(work(jobs.whose), iter(range(1000)))
    pids = {next(run)[1] for _ in range(30)}
    run.close()
    assert all(gone(pid) for pid in pids)


def test_workers_end_with_a_killed_parent(jobs: Any, tmp_path: Path) -> None:
    program = (
        "import sys, itertools\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "import jobs_of_workers as jobs\n"
        "from onrecord import pool\n"
        "from onrecord.shapes.work import Work\n"
        "for _, (pid, folder) in pool.over(2)(Work(None, jobs.who_where, None), itertools.count()):\n"
        "    print(pid, folder, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        said = [next(parent.stdout).split() for _ in range(50)]
        parent.kill()
    assert all(gone(int(pid)) for pid, _ in said)
    for _ in range(500):  # the last of them takes it away, which may take its time on a busy machine
        if not Path(said[0][1]).exists():
            break
        time.sleep(0.01)
    assert not Path(said[0][1]).exists()


def test_workers_share_a_folder_that_goes_with_them(jobs: Any) -> None:
    folders = {found for _, found in pool.over(2)(work(jobs.where), range(10))}
    assert len(folders) == 1
    assert not any(Path(folder).exists() for folder in folders)


def test_a_number_of_workers_that_is_none() -> None:
    with pytest.raises(UsageError, match="-1 workers"):
        pool.over(-1)
    assert pool.cores() >= 1
