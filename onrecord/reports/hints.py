"""What class names tell of the lines inside: hint_words.tsv and its reader."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.shapes.table import load

KINDS = (
    "body",
    "teaser",
    "share",
    "advert",
    "nav",
    "comment",
    "byline",
    "date",
    "caption",
    "letter",
    "tag",
    "title",
    "standfirst",
    "legal",
    "quote",
    "embed",
    "note",
    "list",
)
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|h\d")


@lru_cache(maxsize=20_000)
def told(hints: str) -> tuple[float, ...]:
    """For each of KINDS, 1 where one of the words in `hints` (class names, ids, itemprops) tells it, else 0."""
    table = _table()
    found = set()
    for piece in _PIECE.findall(hints):
        said = table.get(piece.lower())
        if said is not None:
            found.add(said)
    return tuple([1.0 if k in found else 0.0 for k in range(len(KINDS))])


@cache
def _table() -> dict[str, int]:
    out: dict[str, int] = {}
    for row in load(__package__, "hint_words.tsv", ("hint", "says")):
        hint, says = row["hint"], KINDS.index(row["says"])
        out.setdefault(f"{hint[:-1]}ies" if hint.endswith("y") else f"{hint}s", says)
        out[hint] = says
    return out
