"""Looking ahead: while nobody asks, the pages that may be asked for next are made, and kept with other answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, Thread

from onrecord.faces.desk.readers import Readers

MOST = 6  # pages
QUIET = 0.4  # seconds without a question before the next of them is made
_STORY = re.compile(r'href="(/story/[0-9a-f]{64})"')


class Ahead:
    """Makes pages ahead, one after the other, in a thread that lasts as long as there are some to make."""

    def __init__(self, readers: Readers, make: Callable[[str], object]) -> None:
        """`make` answers a path as for a browser, so that the answer is kept."""
        self._readers = readers
        self._make = make
        self._wanted: list[str] = []
        self._lock = Lock()
        self._thread: Thread | None = None

    def of(self, page: str) -> None:
        """Make the stories that a page leads to, the first of them first; what was to be made before is given up."""
        self.look(list(dict.fromkeys(_STORY.findall(page)))[:MOST])

    def look(self, paths: Sequence[str]) -> None:
        """Make these pages instead of what was to be made."""
        with self._lock:
            self._wanted = list(paths)
            if paths and (self._thread is None or not self._thread.is_alive()):
                self._thread = Thread(target=self._run, daemon=True, name="ahead")
                self._thread.start()

    def _run(self) -> None:
        while not self._readers.closed:
            quiet = time.monotonic() - self._readers.last_used
            if quiet < QUIET:
                time.sleep(QUIET - quiet)
                continue
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                path = self._wanted.pop(0)
            with suppress(Exception):  # whoever asks for it is told
                self._make(path)
            self._readers.last_used = 0.0  # it was nobody's question
