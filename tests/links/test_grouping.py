"""Groups of reports cut from pairs, when not all pairs were looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from onrecord.links.grouping import STORY, joined

MANY, FIRST = 150, 20
STORIES = [[f"{story}{n:03}" for n in range(MANY)] for story in "ab"]
NAMES = [name for story in STORIES for name in story]


def pairs(sure: float) -> dict[tuple[str, str], float]:
    """Pairs of two stories of which in each only the first have met all others, and some of the other story."""
    inside = {(a, b): sure for story in STORIES for a, b in combinations(story, 2) if a in story[:FIRST]}
    return inside | {(a, b): 0.05 for a in STORIES[0][:FIRST] for b in STORIES[1][:FIRST]}


def test_whoever_was_not_met_is_not_held_against_a_story() -> None:
    families = [frozenset((name,)) for name in NAMES]
    crowded = [name for story in STORIES for name in story[FIRST:]]
    asked = replace(STORY, left_over=0)
    found = joined(families, pairs(0.8), asked, crowded)
    assert {frozenset(group) for group in found} == {frozenset(story) for story in STORIES}
    assert len(joined(families, pairs(0.8), asked)) > 2  # as if all pairs had been looked at


@pytest.mark.parametrize("sure", [0.04, 0.2])
def test_it_is_not_counted_for_it_either(sure: float) -> None:
    crowded = [name for story in STORIES for name in story[FIRST:]]
    found = joined([frozenset((name,)) for name in NAMES], pairs(sure), crowded=crowded)
    assert max(len(group) for group in found) <= 2
