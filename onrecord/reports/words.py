"""Single words that the reading of lines goes by: reading_words.tsv."""

from __future__ import annotations

from functools import cache

from onrecord.shapes.table import load


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The words of one kind (the table says which kinds there are); KeyError for a kind that has none."""
    return _kinds()[kind]


@cache
def _kinds() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in load(__package__, "reading_words.tsv", ("word", "kind"), key=("word", "kind")):
        out.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in out.items()}
