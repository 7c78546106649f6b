"""What is remembered of paragraphs: one that came before, in a ledger or in a run, is not parsed again."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

import apsw

from onrecord.shapes.mark import digest
from onrecord.shapes.recent import Recent


class Paragraphs(MutableMapping[str, str]):
    """Candidates of paragraphs by key, kept in the ledger: a paragraph that came before is not parsed again.

    What does not stand in the ledger is handed out by `taken`, to be written with the report that it came with. Which
    reports these are makes no difference to what stands there in the end: every report brings all its paragraphs that
    are not there yet, also those that are remembered from a report before it.
    """

    def __init__(self, db: apsw.Connection, recent: MutableMapping[str, str] | None = None) -> None:
        """Over an open ledger; `recent` is what is remembered besides."""
        self._db = db
        self._recent = Recent() if recent is None else recent
        self._there: Recent[str, str] = Recent(1_000_000)  # keys known to stand in the ledger
        self._new: dict[str, str] = {}

    def taken(self) -> list[tuple[str, str, str]]:
        """Rows of what was used since the last time and does not stand in the ledger: key, candidates, hash."""
        rows = [(key, kept, digest(key, kept)) for key, kept in self._new.items()]
        self._new.clear()
        return rows

    def __getitem__(self, key: str) -> str:
        """The candidates kept under `key`; KeyError when there are none."""
        kept = self._new.get(key) or self._recent.get(key)
        if kept is not None and (key in self._new or key in self._there):
            return kept
        there = self._kept(key)
        if there is not None:
            self._there[key] = ""
            self._recent[key] = kept = there
        elif kept is None:
            raise KeyError(key)
        else:
            self._new[key] = kept
        return kept

    def _kept(self, key: object) -> str | None:
        """What stands in the ledger; None where there is nothing, or where it is damaged: it is parsed again."""
        try:
            row = self._db.execute("select candidates, hash from paragraph where key = ?", (key,)).fetchone()
        except (apsw.CorruptError, apsw.SQLError, UnicodeError):
            return None
        if row is None or not isinstance(row[0], str) or row[1] != digest(key, row[0]):
            return None
        return row[0]

    def __contains__(self, key: object) -> bool:
        """Whether candidates are remembered; asking notes nothing."""
        if key in self._new or key in self._there or key in self._recent:
            return True
        return self._kept(key) is not None

    def __setitem__(self, key: str, value: str) -> None:
        """Remember candidates, to be written by whoever asks for what was `taken`."""
        self._recent[key] = self._new[key] = value

    def __delitem__(self, key: str) -> None:
        """Forget what is not yet written."""
        del self._new[key]
        self._recent.pop(key, None)

    def __iter__(self) -> Iterator[str]:
        """All keys written."""
        return (str(row[0]) for row in self._db.execute("select key from paragraph order by key"))

    def __len__(self) -> int:
        """How many are written."""
        return int(self._db.execute("select count(*) from paragraph").get)


class Shared(MutableMapping[str, str]):
    """What several processes of one run remember together, in a file that goes with the run.

    Of what came long ago nothing is kept. What cannot be read or written there is not remembered.
    """

    def __init__(self, path: Path) -> None:
        """At `path`, made when there is none."""
        self._recent: Recent[str, str] = Recent()
        self._db = apsw.Connection(str(path))
        self._db.set_busy_timeout(10_000)
        with suppress(apsw.BusyError):  # another process does so right now
            self._db.pragma("journal_mode", "wal")
        self._db.pragma("synchronous", "off")
        self._db.execute(_SHARED)

    def __getitem__(self, key: str) -> str:
        """What any of the processes remembers under `key`; KeyError when there is nothing."""
        kept = self._recent.get(key)
        if kept is None:
            with suppress(apsw.Error):
                kept = self._db.execute("select candidates from paragraph where key = ?", (key,)).get
            if kept is None:
                raise KeyError(key)
            self._recent[key] = kept
        return kept

    def __setitem__(self, key: str, value: str) -> None:
        """Remember candidates for all."""
        self._recent[key] = value
        with suppress(apsw.Error):
            self._db.execute("insert or ignore into paragraph (key, candidates) values (?, ?)", (key, value))
            self._db.execute("delete from paragraph where n <= ?", (self._db.last_insert_rowid() - MOST_SHARED,))

    def __delitem__(self, key: str) -> None:
        """Forget candidates."""
        self._recent.pop(key, None)
        self._db.execute("delete from paragraph where key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        """All keys in the file."""
        return (str(row[0]) for row in self._db.execute("select key from paragraph order by key"))

    def __len__(self) -> int:
        """How many are in the file."""
        return int(self._db.execute("select count(*) from paragraph").get)


MOST_SHARED = 50_000  # some hundred megabytes
_SHARED = (
    "create table if not exists paragraph (n integer primary key, key text not null unique, candidates text not null)"
)


def together(path: Path) -> MutableMapping[str, str]:
    """What the processes of one run remember together, at `path`; each for itself where no file can be made there."""
    try:
        return Shared(path)
    except apsw.Error:
        return Recent()
