"""Work spread over processes of this machine: inputs in order, results in the same order, few of both at a time.

A worker is a fresh interpreter at the other end of a pair of sockets. It is no fork, since threads may be running here;
and no process of `multiprocessing`, which would run the main program of whoever calls this from Python once more. A
worker that dies takes nothing along: what it had in hand is given to a new one, alone. An input that ends two workers
becomes what its work calls lost. When this process ends, in whatever manner, its workers end too.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, Pipe, wait
from queue import SimpleQueue
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Generic

from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.work import ONE_THREAD, I, R, Spread, Work, alone, seldom_collect

AHEAD = 8  # inputs for each worker that may be taken up before the first of them is handed on
HELD = 64_000_000  # bytes of inputs and results that may wait; a single input may be larger
IN_HAND = 2  # inputs that a worker has: one to work on, and the next, so that it does not wait for this process
TRIES = 2  # workers that one input may end
STARTS = 3  # workers in a row that end before they are ready

# The path by which this process finds its modules goes along; what cannot be loaded is told by the worker's end.
_PROGRAM = """
import json, os, sys
try:
    sys.path[:] = json.loads(sys.argv[1])
    from onrecord.pool import serve
except BaseException:
    os._exit(1)
serve(int(sys.argv[2]), sys.argv[3])
"""


def over(workers: int) -> Spread:
    """Work over so many processes; over one, it is done in this one. 0 stands for as many as there are cores."""
    if workers < 0:
        raise UsageError(f"{workers} workers: give a number of processes, or 0 for one for each core")
    count = workers or cores()

    def spread(work: Work[I, R], inputs: Iterable[I]) -> Generator[tuple[I, R], None, None]:
        with TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as shared:
            crew = _Crew(work, count, shared)
            try:
                yield from crew.run(iter(inputs))
            finally:
                crew.end()

    return alone if count == 1 else spread


def cores() -> int:
    """How many processes can work at once on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# -- in this process -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Task(Generic[I]):
    """An input on its way; `answer` is the packed result, `result` one that no worker gave."""

    input: I
    size: int = 0  # bytes that wait
    ended: int = 0  # workers that ended over it
    answer: bytes | None = None
    result: Any = None
    done: bool = False


class _Worker:
    """A process, and the tasks that it has in hand, in order."""

    def __init__(self, first: bytes, shared: str) -> None:
        self.tasks: deque[_Task[Any]] = deque()
        self.ready = False
        self.pipe, theirs = Pipe()
        with theirs:
            command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), str(theirs.fileno()), shared]
            # In a group of its own: Ctrl-C is for this process, which ends its workers.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=os.environ | ONE_THREAD,
                process_group=0,
            )
        with suppress(OSError):  # it is dead already, which is seen when it is listened to
            self.pipe.send_bytes(first)

    def give(self, task: _Task[Any], packed: bytes) -> None:
        self.tasks.append(task)
        with suppress(OSError):  # likewise
            self.pipe.send_bytes(packed)

    def answer(self) -> bytes | None:
        """What it says next; None when it is dead."""
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError):
            return None

    def end(self) -> int:
        """End it; gives the exit status, of a signal the negative number."""
        self._process.kill()
        status = self._process.wait()
        self.pipe.close()  # last: a worker that reads the end of its pipe takes this process for dead
        return status


class _Crew(Generic[I, R]):
    """Workers, and the inputs that are with them or wait for their turn to be handed on."""

    def __init__(self, work: Work[I, R], count: int, shared: str) -> None:
        self._work = work
        self._count = count
        self._shared = shared
        self._first = _packed(partial(work.there, shared))
        self._workers: list[_Worker] = []
        self._line: deque[_Task[I]] = deque()  # taken up and not handed on, in order
        self._again: deque[_Task[I]] = deque()  # whose worker died
        self._inputs: Iterator[I] | None = None
        self._broken: Exception | None = None  # what the inputs ended with
        self._failed_starts = 0

    def run(self, inputs: Iterator[I]) -> Iterator[tuple[I, R]]:
        """Each input with its result, in order."""
        self._inputs = inputs
        while True:
            self._listen(0)
            self._hand_out()
            if not self._line:
                break
            if self._line[0].done:
                task = self._line.popleft()
                yield task.input, self._result(task)
            else:
                self._listen(None)
        if self._broken is not None:
            raise self._broken

    def end(self) -> None:
        """End all workers."""
        while self._workers:
            self._workers.pop().end()

    def _result(self, task: _Task[I]) -> R:
        if task.answer is None:
            return task.result  # type: ignore[no-any-return]
        error, result = pickle.loads(task.answer)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def _hand_out(self) -> None:
        """Give workers what they have room for, while there may be more."""
        while self._again and self._able(1):
            self._give(self._again.popleft())
        while not self._again and self._inputs is not None and self._room():
            # What is ready is handed on before the next input is waited for, unless somebody has nothing to do.
            if not self._able(1 if self._line and self._line[0].done else IN_HAND):
                return
            try:
                one = next(self._inputs)
            except StopIteration:
                self._inputs = None
            except Exception as error:
                self._inputs, self._broken = None, error
            else:
                known = self._work.known(one)
                task = _Task(one, result=known, done=known is not None)
                self._line.append(task)
                if not task.done:
                    self._give(task)

    def _room(self) -> bool:
        """True while one more input may be taken up."""
        return len(self._line) < AHEAD * self._count and sum(task.size for task in self._line) < HELD

    def _able(self, below: int) -> bool:
        """True when a worker may be started, or has less than so many tasks in hand, none of which ended another."""
        return len(self._workers) < self._count or any(
            len(worker.tasks) < below and not any(task.ended for task in worker.tasks) for worker in self._workers
        )

    def _give(self, task: _Task[I]) -> None:
        """A task to the worker with least in hand; to a new one rather than a second to one."""
        able = [worker for worker in self._workers if not any(other.ended for other in worker.tasks)]
        found = min(able, key=lambda worker: len(worker.tasks), default=None)
        if found is None or (found.tasks and len(self._workers) < self._count):
            found = _Worker(self._first, self._shared)
            self._workers.append(found)
        packed = _packed(task.input)
        task.size = len(packed)
        found.give(task, packed)

    def _listen(self, seconds: float | None) -> None:
        """Take what workers have to say; waits until one has, or for so long."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        for pipe in wait(list(busy), seconds) if busy else ():
            worker = busy[pipe]  # type: ignore[index]
            answer = worker.answer()
            if answer is None:
                self._bury(worker)
            elif not worker.ready:
                worker.ready, self._failed_starts = True, 0
            else:
                task = worker.tasks.popleft()
                task.answer, task.done = answer, True
                task.size += len(answer)

    def _bury(self, worker: _Worker) -> None:
        """A worker died: what it had in hand is given to others, each alone; the first of it is held against it."""
        status = worker.end()
        self._workers.remove(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise OnrecordError(f"no worker process can be started ({_ending(status)}); take --workers 1")
        for n, task in enumerate(worker.tasks):
            task.ended += worker.ready and n == 0
            if task.ended < TRIES:
                self._again.append(task)
            else:
                why = f"two processes ended over it ({_ending(status)}); leave it out, or give it more memory"
                task.result, task.done = self._work.lost(task.input, why), True


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _ending(status: int) -> str:
    """How a process ended, in words."""
    if status >= 0:
        return f"exit code {status}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-status).name}"
    return f"killed by signal {-status}"


# -- in a worker ---------------------------------------------------------------------------------------------------


def serve(number: int, shared: str) -> None:
    """What a worker does: work on what comes through the socket of that number, until nobody is at its other end.

    `shared` is the folder of the run, which goes with whoever is at the other end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collect()
    pipe = Connection(number)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(pipe, tasks, shared), daemon=True).start()
    try:
        there = pickle.loads(tasks.get())  # loads what the work needs
        pipe.send_bytes(b"ready")
        work: Callable[[Any], Any] | None = None
        while True:
            packed = tasks.get()
            try:
                work = work or there()
                answer = _packed((None, work(pickle.loads(packed))))
            except Exception as error:
                answer = _packed((_sendable(error), None))
            pipe.send_bytes(answer)
    except BaseException:  # nobody is there to be told
        os._exit(1)


def _listen(pipe: Connection, tasks: SimpleQueue[bytes], shared: str) -> None:
    """Take tasks as they come, so that nobody waits to hand one out; ends the worker with whoever hands them out."""
    try:
        while True:
            tasks.put(pipe.recv_bytes())
    finally:
        rmtree(shared, ignore_errors=True)
        os._exit(0)


def _sendable(error: Exception) -> Exception:
    """An error as it can be sent."""
    try:
        return pickle.loads(pickle.dumps(error))  # type: ignore[no-any-return]
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
