"""Nouns that stand for a place named before.

Source: place_nouns.tsv.
"""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "place_nouns.tsv"


@cache
def _sorts() -> dict[str, str]:
    return {row["noun"]: row["sort"] for row in load(__package__, TABLE, ("noun", "sort"))}


@lru_cache(maxsize=20_000)
def sort(lemma: str) -> str:
    """country, city or area for a noun that stands for such a place; empty for others."""
    return _sorts().get(lemma.casefold(), "")
