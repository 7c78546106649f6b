"""Stories before they are told: no two alike but on purpose, numbers that rise, sides that differ."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import pairwise

import pytest

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
