"""The words that figures lean on, by kind: words.tsv."""

from __future__ import annotations

from functools import cache

from onrecord.shapes.table import load


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind; KeyError for a kind that the table has not."""
    return _by_kind()[kind]


@cache
def _by_kind() -> dict[str, frozenset[str]]:
    out: dict[str, list[str]] = {}
    for row in load("onrecord.marks.figures", "words.tsv", ("word", "kind"), key=("word", "kind")):
        out.setdefault(row["kind"], []).append(row["word"])
    return {kind: frozenset(words) for kind, words in out.items()}
