"""Words for one happening that differ: "struck a bus ... the crash", "banned imports ... the embargo"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.marks.events.tables import PACKAGE
from onrecord.shapes.table import load

TABLE = "families.tsv"


def akin(one: str, two: str) -> bool:
    """Whether two words (base forms) may tell of one happening."""
    found = _families()
    return not found.get(one, _NONE).isdisjoint(found.get(two, _NONE))


_NONE: frozenset[str] = frozenset()


@cache
def _families() -> Mapping[str, frozenset[str]]:
    """The families that each word belongs to."""
    out: dict[str, set[str]] = {}
    for row in load(PACKAGE, TABLE, ("family", "words")):
        for word in row.words("words"):
            out.setdefault(word, set()).add(row["family"])
    return {word: frozenset(found) for word, found in out.items()}
