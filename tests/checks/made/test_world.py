"""A made world: the same for the same seed, the same however much is asked for, true to what it says of itself."""

from __future__ import annotations

import gc
from itertools import islice

import pytest

from onrecord.checks.made.issue import Draft
from onrecord.checks.made.truth import Made
from onrecord.checks.made.world import FORMS, reports
from onrecord.lexicon import agencies
from onrecord.shapes.moment import moment

MANY = 1000


@pytest.fixture(scope="module")
def world() -> list[Made]:
    return list(reports(11, MANY))


def plain(text: str) -> str:
    """Without the difference of marks, which a page's house sets its own way."""
    for sign, other in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'")):
        text = text.replace(sign, other)
    return text


def test_same_seed_same_world(world: list[Made]) -> None:
    assert list(reports(11, MANY)) == world
    assert list(reports(12, 20)) != world[:20]


@pytest.mark.parametrize("count", [1, 17, 120])
def test_a_longer_world_begins_with_the_shorter(world: list[Made], count: int) -> None:
    assert list(reports(11, count)) == world[:count]
    assert list(islice(reports(11), count)) == world[:count]


def test_stories_are_whole_and_no_more() -> None:
    whole = list(reports(11, stories=5))
    assert {m.truth.story for m in whole if m.truth.story} == {f"s{n:05}" for n in range(5)}
    again = {m.truth.url: m.truth.body for m in reports(11, stories=9) if m.truth.story in {"s00000", "s00003"}}
    mine = {m.truth.url: m.truth.body for m in whole if m.truth.story in {"s00000", "s00003"}}
    assert mine == again


@pytest.mark.parametrize("form", FORMS)
def test_the_form_changes_no_word(form: str) -> None:
    told = [(m.truth.id, m.truth.title, m.truth.body) for m in reports(11, 40, form=form)]
    assert told == [(m.truth.id, m.truth.title, m.truth.body) for m in reports(11, 40)]


def test_reports_come_in_time(world: list[Made]) -> None:
    days = [m.truth.published for m in world]
    assert days == sorted(days)
    assert all(moment(day) for day in days)


def test_ids_and_pages_are_told_apart(world: list[Made]) -> None:
    assert len({m.truth.id for m in world}) == MANY
    addresses = [m.truth.url for m in world if m.truth.kind != "update"]
    assert len(set(addresses)) == len(addresses)


def test_every_word_of_truth_stands_in_its_report(world: list[Made]) -> None:
    for made in world:
        truth = made.truth
        text = plain("\n".join((truth.title, *truth.body)))
        data = plain(made.raw.data.decode())
        for said in truth.said:
            assert plain(said.words) in text, (truth.id, said)
        for point in truth.points:
            assert point.text in text, (truth.id, point)
        if made.form == "text":
            assert all(plain(p) in data for p in truth.body), truth.id


def test_copies_name_what_came_before(world: list[Made]) -> None:
    seen: dict[str, Made] = {}
    for made in world:
        truth = made.truth
        assert (truth.of is None) == (truth.kind is None)
        if truth.of is not None:
            assert seen[truth.of].truth.story == truth.story
            assert seen[truth.of].truth.origin == truth.origin
            if truth.kind == "update":
                assert seen[truth.of].truth.url == truth.url
                assert seen[truth.of].raw.data != made.raw.data
        seen[truth.id] = made


def test_all_kinds_of_report_come_about(world: list[Made]) -> None:
    roles = {m.truth.role for m in world}
    assert roles >= {"wire", "own", "copy", "update", "background", "opinion", "roundup", "briefs"}
    assert {m.truth.kind for m in world} >= {"verbatim", "trimmed", "extended", "identical", "rewritten", "update"}
    copies = sum(m.truth.kind is not None for m in world)
    assert 0.4 * MANY < copies < 0.65 * MANY
    assert any(not m.truth.dated for m in world)


def test_numbers_agree_with_their_hedges(world: list[Made]) -> None:
    for made in world:
        for point in made.truth.points:
            bounds = {
                "exact": (point.value, point.value),
                "at_least": (point.value, None),
                "more_than": (point.value, None),
                "nearly": (None, point.value),
                "about": (None, None),
            }
            assert (point.low, point.high) == bounds[point.hedge], point


def test_differences_have_two_sides(world: list[Made]) -> None:
    for made in world:
        for planted in made.truth.planted:
            assert len({side.value for side in planted.sides}) == 2
            assert planted.told(made.truth.said, made.truth.points)


def test_agencies_are_invented(world: list[Made]) -> None:
    named = {m.truth.outlet for m in world} | {m.truth.agency for m in world if m.truth.agency}
    assert not [name for name in named if agencies.find(name) or agencies.by_mark(name)]


def test_nothing_grows() -> None:
    """A world without end: what was told is forgotten."""

    def alive() -> int:
        gc.collect()
        return sum(isinstance(o, Draft) for o in gc.get_objects())

    before = alive()
    held = [alive() - before for n, _ in enumerate(islice(reports(11, pace=8), 2500)) if n in (500, 2400)]
    assert held[1] < 2 * held[0] + 100
