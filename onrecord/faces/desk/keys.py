"""The keys of the desk, from their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.shapes.table import load


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do one thing: `keys` as the table has them, `ways` each way to press them, for a reader."""

    keys: str
    where: str
    does: str
    about: str

    @property
    def ways(self) -> list[str]:
        """Each way to press them."""
        return self.keys.split("|")


def _keys() -> tuple[Key, ...]:
    rows = load(__package__, "keys.tsv", ("keys", "where", "does", "about"), key=("keys", "where"))
    return tuple(Key(row["keys"], row["where"], row["does"], row["about"]) for row in rows)


KEYS: Sequence[Key] = _keys()
