"""How long what is asked of a ledger may take: SQLite looks at the clock while it works, and breaks off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from onrecord.shapes.errors import TooSlow

_STEPS = 5_000  # of SQLite's machine between two looks at the clock: about a millisecond


class Limit:
    """The limit on one connection; none until something is asked `within` some seconds."""

    def __init__(self, db: apsw.Connection, path: Path) -> None:
        """For the connection to the ledger at `path`."""
        self._db, self._path = db, path
        self._end: float | None = None  # by the clock that never goes back
        self._seconds = 0.0

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """What is asked inside takes no longer than so many seconds, else TooSlow is raised.

        Of two limits, one inside the other, the one that ends first holds.
        """
        before, end = (self._end, self._seconds), time.monotonic() + seconds
        if self._end is None or end < self._end:
            self._end, self._seconds = end, seconds
        self._db.set_progress_handler(self.is_over, _STEPS)
        try:
            yield
        except apsw.InterruptError:
            raise self.passed() from None
        finally:
            self._end, self._seconds = before
            if self._end is None:
                self._db.set_progress_handler(None)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """What is done inside may take as long as it does."""
        end, self._end = self._end, None
        try:
            yield
        finally:
            self._end = end

    def is_over(self) -> bool:
        """True once a limit is passed."""
        return self._end is not None and time.monotonic() > self._end

    def passed(self) -> TooSlow:
        """The error for what took longer than it may."""
        return TooSlow(f"{self._path}: the answer took longer than {self._seconds:g} s; ask for less")
