"""Words that stand for whoever was named, and name nobody. Source: pronouns.tsv."""

from __future__ import annotations

from functools import cache

from onrecord.shapes.table import load


def is_pronoun(word: str) -> bool:
    """True for "he", "them", "everyone", in any case."""
    return word.casefold() in _forms()


@cache
def _forms() -> frozenset[str]:
    return frozenset(w for row in load(__package__, "pronouns.tsv", ("kind", "forms")) for w in row.words("forms"))
