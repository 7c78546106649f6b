"""What is remembered of paragraphs: a paragraph that came before is not parsed again."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

import apsw

from onrecord.shapes.mark import digest
from onrecord.shapes.recent import Recent


class Paragraphs(MutableMapping[str, str]):
    """Candidates of paragraphs by key, kept in the ledger: a paragraph that came before is not parsed again.

    What does not stand in the ledger is handed out by `taken`, to be written with the report that it came with. Which
    reports these are makes no difference to what stands there in the end: every report brings all its paragraphs that
    are not there yet, also those that are remembered from a report before it.
    """

    def __init__(self, db: apsw.Connection) -> None:
        """Over an open ledger."""
        self._db = db
        self._recent = Recent()
        self._there = Recent(1_000_000)  # keys known to stand in the ledger
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
        row = self._db.execute("select candidates, hash from paragraph where key = ?", (key,)).fetchone()
        if row is not None and row[1] == digest(key, row[0]):  # else damaged: parse again
            self._there[key] = ""
            self._recent[key] = kept = str(row[0])
        elif kept is None:
            raise KeyError(key)
        else:
            self._new[key] = kept
        return kept

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
