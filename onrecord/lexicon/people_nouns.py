"""Head nouns of people, groups, organisations and documents.

Source: people_nouns.tsv.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "people_nouns.tsv"
OTHERS = frozenset("another other second third fourth fifth one former".split())  # whom these mark is somebody else
_COLUMNS = ("noun", "type", "gender", "number", "sector")


@dataclass(frozen=True, slots=True)
class PeopleNoun:
    """A row: `type` is person, group, organisation or document; `gender` m, f or empty; `number` p or empty.

    `sector` is as the table explains: a code, with "?" or "+" where it holds under a condition, or empty.
    """

    noun: str
    type: str
    gender: str
    number: str
    sector: str


@cache
def _rows() -> dict[str, PeopleNoun]:
    rows = load(__package__, TABLE, _COLUMNS, optional=_COLUMNS[2:])
    return {r["noun"]: PeopleNoun(*(r[c] for c in _COLUMNS)) for r in rows}


@lru_cache(maxsize=20_000)
def by_lemma(lemma: str) -> PeopleNoun | None:
    """The row of a noun in the singular; None when it means no people.

    Of a compound ("ex-soldier", "vice-chair") that of its last part.
    """
    word = lemma.casefold()
    return _rows().get(word) or (_rows().get(word.rpartition("-")[2]) if "-" in word else None)
