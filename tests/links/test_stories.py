"""Stories of small invented ledgers: who is joined, who goes along, and that no order shows."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.links import copies, stories
from onrecord.links.digest import digest
from onrecord.links.likeness import odds, signs, weights
from onrecord.shapes.link import ATTACHED_KINDS, TERM_KINDS, Copy, Digest, Edge, Story
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "stories.tsv").read_text(encoding="utf-8"),
    "stories.tsv",
    ("name", "reports", "stories", "attached", "steps"),
    optional=("attached", "steps"),
)


@functools.cache
def told(reports: str) -> dict[str, Digest]:
    """The digests of a ledger as the table writes it, by the reports' names."""
    out = {}
    for part in reports.split(" // "):
        head, _, rest = part.partition(": ")
        name, day, genre = (*head.split(), *("-", "news")[len(head.split()) - 1 :])
        text = "\n\n".join(line.strip() for line in rest.split("|"))
        raw = Raw(text.encode(), name, name, given=Given(published=None if day == "-" else day))
        (reading,) = flow.read([raw])
        assert isinstance(reading, Reading)
        made = digest(reading, name)
        out[name] = made if genre == "news" else replace(made, genre=genre)
    return out


def settled(arriving: Sequence[Digest]) -> tuple[Story, ...]:
    """The stories of some reports when every pair is met."""
    edges: list[Edge] = []
    found: list[Copy] = []
    for one, two in combinations(arriving, 2):
        a, b = sorted((one, two), key=lambda d: d.id)
        copy, score = copies.compare(a, b), stories.related(a, b)
        found += [copy] if copy is not None else []
        edges += [Edge(a.id, b.id, score)] if score is not None else []
    return stories.group(arriving, edges, found)


def as_written(cell: str) -> set[frozenset[str]]:
    return {frozenset(part.split()) for part in cell.split(";")}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_stories(case: Row) -> None:
    digests = told(case["reports"])
    name = {d.id: n for n, d in digests.items()}
    found = settled(list(digests.values()))
    assert {frozenset(name[r] for r in s.reports) for s in found} == as_written(case["stories"])
    attached = {f"{name[a.report]} {a.how}" for s in found for a in s.attached}
    assert attached == set(filter(None, case["attached"].split(";")))
    if case["steps"]:
        steps = {frozenset(name[r] for r in c.reports) for s in found if len(s.happenings) > 1 for c in s.happenings}
        assert steps == as_written(case["steps"])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_each_report_has_one_place(case: Row) -> None:
    digests = told(case["reports"])
    for s in settled(list(digests.values())):
        beside = [a.report for a in s.attached]
        steps = [r for c in s.happenings for r in c.reports]
        assert sorted(beside + steps) == sorted(s.reports)
        assert all(a.how in ATTACHED_KINDS for a in s.attached)
        assert [c.id for c in s.happenings] == [c.reports[0] for c in s.happenings]
        assert s.id == s.reports[0]
        first = [c.first or "9" for c in s.happenings]
        assert first == sorted(first)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_no_order_shows(case: Row) -> None:
    order = list(told(case["reports"]).values())
    expected = settled(order)
    for seed in range(20):
        random.Random(seed).shuffle(order)
        assert settled(order) == expected


def test_all_ledgers_in_one() -> None:
    # Ledgers of the table that tell of the same things apart, each story is found among the others as it is alone.
    names = ("two_players_arrested", "quakes_on_one_form", "charges_on_one_form", "one_firm_many_years")
    cases = [c for c in CASES if c["name"] in names]
    alone = {s.reports for c in cases for s in settled(list(told(c["reports"]).values()))}
    together = settled([d for c in cases for d in told(c["reports"]).values()])
    assert {s.reports for s in together} == alone


def test_reports_of_one_story_share_keys() -> None:
    for case in CASES:
        digests = told(case["reports"])
        for group in as_written(case["stories"]):
            for a, b in combinations(sorted(group), 2):
                if digests[a].genre == digests[b].genre == "news":
                    assert len(set(stories.keys(digests[a])) & set(stories.keys(digests[b]))) >= 2, (a, b)


def test_signs_are_symmetric_and_in_the_table() -> None:
    digests = list(told(CASES[0]["reports"]).values())
    for a, b in combinations(digests, 2):
        assert odds(a, b) == odds(b, a)
        assert set(signs(a, b)) | {"base"} == set(weights("sign"))
    assert set(weights("term")) == set(TERM_KINDS) | {"rare"}


@pytest.mark.parametrize("least", [-8.0, stories._LEAST_ODDS, 0.0, 4.0])
def test_what_is_quick_to_look_at_never_misleads(least: float) -> None:
    digests = [d for case in CASES[:6] for d in told(case["reports"]).values()]
    for a, b in combinations(digests, 2):
        quick, whole = odds(a, b, least=least), odds(a, b)
        assert quick == whole or (quick < least and whole < least)


def test_an_empty_report_stands_alone() -> None:
    some = list(told(CASES[0]["reports"]).values())
    empty = replace(
        some[0],
        id="empty",
        title=None,
        paragraphs=(),
        sentences=(),
        terms=(),
        numbers=(),
        figures=(),
        dates=(),
        names=(),
    )
    assert stories.keys(empty) == ()
    assert ("empty",) in {s.reports for s in settled([*some, empty])}
