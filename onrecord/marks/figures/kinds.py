"""Sorts of what is counted that several rules ask for."""

from __future__ import annotations

from functools import lru_cache

from onrecord.lexicon import people_nouns
from onrecord.marks.figures.words import words_of

# What happens somewhere, on some day: these look for both beyond their sentence.
HARMED = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted attended".split()
)
# What is measured, whatever the day.
TIMELESS = frozenset(("age", "duration", "distance"))


@lru_cache(maxsize=2000)
def is_people(what: str) -> bool:
    """True for a count of people, or of what befalls them, by their noun alone: "other:teacher", "other:case"."""
    sort, _, noun = what.partition(":")
    row = people_nouns.by_lemma(noun) if sort == "other" else None
    return (row is not None and row.type in ("person", "group")) or (sort == "other" and noun in words_of("toll"))
