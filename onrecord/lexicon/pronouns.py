"""Words that stand for whoever was named, and name nobody. Source: pronouns.tsv."""

from __future__ import annotations

from functools import cache

from onrecord.shapes.table import load


def is_pronoun(word: str) -> bool:
    """True for "he", "Them", "everyone"; not for what is written as an abbreviation is ("WHO", "US")."""
    return word.casefold() in _forms() and not (len(word) > 1 and word.isupper())


@cache
def _forms() -> frozenset[str]:
    return frozenset(w for row in load(__package__, "pronouns.tsv", ("kind", "forms")) for w in row.words("forms"))
