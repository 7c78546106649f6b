"""Stories before they are told: no two alike but on purpose, numbers that rise, sides that differ."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import datetime
from itertools import pairwise

import pytest

from onrecord.checks.made.issue import issue
from onrecord.checks.made.plot import Plot, plot

MANY = 800
START = datetime(2031, 3, 3, 9)


@pytest.fixture(scope="module")
def plots() -> list[Plot]:
    return [plot(3, n, START) for n in range(MANY)]


def test_names_are_shared_only_where_stories_are_alike_on_purpose(plots: list[Plot]) -> None:
    towns = Counter(p.names["town"] for p in plots)
    people = Counter(person.name for p in plots for person in p.people.values())
    shared = sum(n > 1 for n in towns.values())
    assert 0.02 * MANY < shared < 0.15 * MANY  # places on purpose; of towns there are fewer than stories
    assert 0.01 * MANY < sum(n > 1 for n in people.values()) < 0.15 * MANY


def test_who_shares_a_place_or_a_person_has_another_affair(plots: list[Plot]) -> None:
    near: dict[str, Plot] = {}
    pairs = 0
    for told in plots:
        keys = [told.names["town"] + told.names["river"] + told.names["province"]]
        for key in keys:
            if key in near and told.number - near[key].number < 7:
                assert near[key].happening is not told.happening
                pairs += 1
            near[key] = told
    assert pairs > 10


def test_tolls_do_not_fall_but_by_correction(plots: list[Plot]) -> None:
    corrections = 0
    for told in plots:
        for count in told.happening.counts:
            if count.what != "killed":
                continue
            values = [(n, c.values[count.name]) for n, c in enumerate(told.chapters) if count.name in c.values]
            for (_, before), (step, after) in pairwise(values):
                corrected = (step, count.name) in told.corrected
                corrections += corrected
                assert (after < before) is corrected
    assert corrections


def test_time_goes_on(plots: list[Plot]) -> None:
    for told in plots:
        moments = [c.at for c in told.chapters]
        assert moments == sorted(moments)
        assert moments[0] == START


def test_sides_differ(plots: list[Plot]) -> None:
    kinds = Counter(p.kind for told in plots for p in told.planted)
    assert kinds.keys() == {"conflict", "correction", "scope"}
    for told in plots:
        for planted in told.planted:
            one, other = planted.sides
            assert one.value != other.value
            assert (one.who == other.who) is (planted.kind in ("correction", "scope"))
        assert len({p.id for p in told.planted}) == len(told.planted)


def test_stories_share_few_runs_of_words(plots: list[Plot]) -> None:
    """Copies are told by runs of words: two stories share hardly any, two of a kind far from half."""
    runs = [_runs(told) for told in plots[:160]]
    dice = random.Random(1)
    pairs = [sorted(dice.sample(range(len(runs)), 2)) for _ in range(2000)]
    shares = [len(runs[a] & runs[b]) / min(len(runs[a]), len(runs[b])) for a, b in pairs]
    assert sum(shares) / len(shares) < 0.03
    assert max(shares) < 0.45


def _runs(told: Plot) -> set[tuple[str, ...]]:
    """All runs of five words of the first report of a story that has some length."""
    first = next(d for d in issue(told, 3) if sum(len(p.split()) for p in d.words.paragraphs) > 100)
    words = re.findall(r"\w+", " ".join(first.words.paragraphs).lower())
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}
