"""What is remembered of paragraphs: a paragraph that came before is not parsed again."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

import apsw

from onrecord.shapes.mark import digest


class Paragraphs(MutableMapping[str, str]):
    """Candidates of paragraphs by key, kept in the ledger: a paragraph that came before is not parsed again.

    What is new waits in memory until the report it came with is written.
    """

    def __init__(self, db: apsw.Connection) -> None:
        """Over an open ledger."""
        self._db = db
        self._new: dict[str, str] = {}

    def flush(self) -> None:
        """Write what is new; called inside the transaction that writes a report."""
        rows = [(key, kept, digest(key, kept)) for key, kept in self._new.items()]
        self._db.executemany("insert or replace into paragraph values (?, ?, ?)", rows)
        self._new.clear()

    def __getitem__(self, key: str) -> str:
        """The candidates kept under `key`; KeyError when there are none."""
        if key in self._new:
            return self._new[key]
        row = self._db.execute("select candidates, hash from paragraph where key = ?", (key,)).fetchone()
        if row is None or row[1] != digest(key, row[0]):  # damaged: parse again
            raise KeyError(key)
        return str(row[0])

    def __setitem__(self, key: str, value: str) -> None:
        """Remember candidates until the next `flush`."""
        self._new[key] = value

    def __delitem__(self, key: str) -> None:
        """Forget what is not yet written."""
        del self._new[key]

    def __iter__(self) -> Iterator[str]:
        """All keys written."""
        return (str(row[0]) for row in self._db.execute("select key from paragraph order by key"))

    def __len__(self) -> int:
        """How many are written."""
        return int(self._db.execute("select count(*) from paragraph").get)
