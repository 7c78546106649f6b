"""Places compared by their words, so that two texts of one report may differ in lines, spaces and lost letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from onrecord.shapes import align

WORD = re.compile(r"\w+")
# Left out when names are compared. "the army" and "army" are one; "of" alone makes no two names alike.
SMALL = frozenset("a an the of and s".split())
LONGEST_NAME = 10  # words; a reading that gives half a sentence as a name has not found the name

Place = frozenset[int]


class Aligned:
    """The words of an expected text and of a text as read, numbered alike.

    A word of the read text that the expected text does not have has no number: it is in no place.
    """

    def __init__(self, expected: str, read: str) -> None:
        """Number the words of both texts."""
        self._expected = [m.span() for m in WORD.finditer(expected)]
        self._read = [m.span() for m in WORD.finditer(read)]
        self._same = expected == read
        self._texts = (expected, read)

    @cached_property
    def _number(self) -> Mapping[int, int]:
        """From a word of the read text to that of the expected text."""
        mine, theirs = ([m.group().casefold() for m in WORD.finditer(text)] for text in self._texts)
        return {run.a + n: run.c + n for run in align.runs(theirs, mine) if run.equal for n in range(run.b - run.a)}

    def expected(self, span: Mapping[str, Any] | None) -> Place:
        """The numbers of the words under a span (start, end) of the expected text; empty for None."""
        return frozenset() if span is None else frozenset(_under(self._expected, span["start"], span["end"]))

    def read(self, span: Mapping[str, Any] | None) -> Place:
        """The numbers of the words under a span (start, end) of the read text; empty for None."""
        if span is None:
            return frozenset()
        found = _under(self._read, span["start"], span["end"])
        return frozenset(found if self._same else (self._number[n] for n in found if n in self._number))


def _under(words: Sequence[tuple[int, int]], start: int, end: int) -> Iterable[int]:
    """Which words (in order of place) share a character with [start, end)."""
    low, high = 0, len(words)
    while low < high:  # the first word that ends behind `start`
        middle = (low + high) // 2
        if words[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    last = low
    while last < len(words) and words[last][0] < end:
        last += 1
    return range(low, last)


def overlap(one: Place, other: Place) -> float:
    """The words that both have, as a share (0 to 1) of those that either has."""
    return len(one & other) / len(one | other) if one and other else 0.0


def same_name(one: str | None, other: str | None) -> bool:
    """Two names of one: the same words, or the words of one among those of the other, or most words shared.

    Case, articles and the genitive do not count.
    """
    mine, theirs = _name_words(one), _name_words(other)
    if not mine or not theirs or max(len(mine), len(theirs)) > LONGEST_NAME:
        return mine == theirs
    shared = len(mine & theirs)
    return shared == min(len(mine), len(theirs)) or 2 * shared >= len(mine | theirs)


def _name_words(name: str | None) -> frozenset[str]:
    return frozenset(w for w in WORD.findall((name or "").casefold()) if w not in SMALL)
