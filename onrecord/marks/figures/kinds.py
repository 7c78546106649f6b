"""Sorts of what is counted that several rules ask for."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.marks.figures.words import words_of

# What happens somewhere, on some day: these look for both beyond their sentence.
HARMED = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted attended".split()
)
# What is measured, whatever the day.
TIMELESS = frozenset(("age", "duration", "distance"))


def counts_people(lemma: str) -> bool:
    """True for the noun of a count of people, or of what befalls them: teacher, case."""
    row = people_nouns.by_lemma(lemma)
    return (row is not None and row.type in ("person", "group")) or lemma.lower() in words_of("toll")
