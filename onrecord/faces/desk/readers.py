"""Ledgers that only read, a few of them, each with what it was asked before; and how long a question may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import TypeVar

from onrecord.faces.answers import Answers
from onrecord.faces.api import Ledger

Given = TypeVar("Given")
MOST = 3  # questions at once
PATIENCE = 2.0  # seconds that closing waits for an answer in hand
SECONDS = 20.0  # that the look-ups of one page may take


class Readers:
    """Reading handles on one ledger file. The one used last is used first: it remembers most."""

    def __init__(self, path: Path) -> None:
        """None is opened yet."""
        self.path = path
        self.last_used = 0.0  # by the clock of time.monotonic
        self.closed = False
        self._free: LifoQueue[Ledger] = LifoQueue()
        self._given: dict[int, Answers] = {}
        self._lock = Lock()
        self._opened: list[Ledger] = []

    @contextmanager
    def reading(self, seconds: float = SECONDS) -> Iterator[Ledger]:
        """A ledger to ask, nobody else's meanwhile. Raises LedgerError, TooSlow where a look-up takes longer."""
        ledger = self._take()
        try:
            with ledger.within(seconds):
                yield ledger
        finally:
            self.last_used = time.monotonic()
            self._free.put(ledger)

    def answer(self, asked: Hashable, answer: Callable[[Ledger], Given]) -> Given:
        """What a ledger answers to what is `asked`; the same again as long as nobody has written to it."""
        with self.reading() as ledger:
            given = self._given.setdefault(id(ledger), Answers())
            return given.of(ledger.state(), asked, lambda: answer(ledger))

    def close(self) -> None:
        """Close all of them; one that is in use for longer is left to the end of the program."""
        self.closed = True
        with suppress(Empty):
            for _ in self._opened:
                self._free.get(timeout=PATIENCE).close()

    def _take(self) -> Ledger:
        with self._lock:
            if self._free.empty() and len(self._opened) < MOST:
                self._opened.append(Ledger(self.path, read_only=True))
                return self._opened[-1]
        return self._free.get()
