"""Sorts of what is counted that several rules ask for."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.lexicon.units import dimension
from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.words import words_of
from onrecord.shapes.passage import Passage

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


def is_size(c: Candidate, passage: Passage) -> bool:
    """ "a six-member team", "a 40-acre park": how large something is, and not what was counted somewhere."""
    if c.what in HARMED:
        return False
    return passage.text[c.number[1] : c.number[1] + 1] in ("-", "–") or dimension(c.unit) == "area"
