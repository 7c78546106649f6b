"""Ledgers that only read, a few of them, each with what it was asked before; and how long a question may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock, Thread
from typing import TypeVar, cast

from onrecord.faces.answers import Answers
from onrecord.faces.api import Ledger
from onrecord.shapes.errors import TooSlow

Given = TypeVar("Given")
MOST = 3  # questions at once
CLOSING = 2.0  # seconds that closing waits for an answer in hand
WAIT = 15.0  # seconds that somebody waits for a page
SECONDS = 120.0  # that a page may be worked out: what took longer than somebody waited is there when it is asked again


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
        self._in_hand: dict[Hashable, Future[object]] = {}
        self._opened: list[Ledger] = []

    @contextmanager
    def reading(self, seconds: float = SECONDS) -> Iterator[Ledger]:
        """A ledger to ask, nobody else's meanwhile.

        Raises LedgerError, TooSlow where a look-up takes longer, or all are in use for as long as somebody waits.
        """
        ledger = self._take()
        try:
            with ledger.within(seconds), ledger.blaming():
                yield ledger
        finally:
            self.last_used = time.monotonic()
            self._free.put(ledger)

    def answer(self, asked: Hashable, answer: Callable[[Ledger], Given], seconds: float | None = None) -> Given:
        """What a ledger answers to what is `asked`; the same again as long as nobody has written to it.

        Who asks what is being worked out already waits for that. Raises TooSlow where it takes longer than so many
        `seconds`; it is worked out all the same, and there for who asks once more.
        """
        with self._lock:
            if (found := self._in_hand.get(asked)) is None:
                found = self._in_hand[asked] = Future()
                # A thread that does not keep the program from ending; no more of them work than there are handles.
                Thread(target=self._work, args=(found, asked, answer), daemon=True, name="reading").start()
        try:
            return cast(Given, found.result(seconds))
        except TimeoutError:
            raise TooSlow(
                f"this takes longer than {seconds:.0f} s; it is being worked out: ask again in a moment, or for less"
            ) from None

    def changed(self) -> None:
        """Something was written: who asks now does not wait for what others asked before."""
        with self._lock:
            self._in_hand.clear()

    def _work(self, into: Future[object], asked: Hashable, answer: Callable[[Ledger], object]) -> None:
        try:
            with self.reading() as ledger:
                given = self._given.setdefault(id(ledger), Answers())
                into.set_result(given.of(ledger.state(), asked, lambda: answer(ledger)))
        except BaseException as error:  # whoever asked is told
            into.set_exception(error)
        finally:
            with self._lock:
                if self._in_hand.get(asked) is into:
                    del self._in_hand[asked]

    def close(self) -> None:
        """Close all of them; one that is in use for longer is left to the end of the program."""
        self.closed = True
        with suppress(Empty):
            for _ in self._opened:
                self._free.get(timeout=CLOSING).close()

    def _take(self) -> Ledger:
        with self._lock:
            if self._free.empty() and len(self._opened) < MOST:
                self._opened.append(Ledger(self.path, read_only=True))
                return self._opened[-1]
        try:
            return self._free.get(timeout=WAIT)
        except Empty:
            raise TooSlow("the desk is busy with other questions; ask again in a moment") from None
