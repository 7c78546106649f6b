"""The same words given to two people: kept apart, each naming the other, and a conflict where both are word for word."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from onrecord.links import claimants
from onrecord.links.digest import digest
from onrecord.links.utterances import groups, utterances
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement
from onrecord.shapes.mark import Cell, Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Block, Report
from onrecord.shapes.span import Span
from onrecord.shapes.utterance import Utterance

from .test_utterances import told

LONG = "Every house and every farm below the wall will be empty before the heavy rain of the autumn comes,"


def gather(*readings: Reading) -> tuple[tuple[Utterance, ...], tuple[Disagreement, ...]]:
    digests = {r.report.id: digest(r) for r in readings}
    found = groups(readings, digests)
    own = claimants.who_said(found, {r.report.id: r.text for r in readings}, Backing())
    return claimants.noted(utterances(found, readings, digests), found), own


def test_two_people_are_given_the_same_words() -> None:
    readings = [told("a", 1, f'Lena Brod | "{LONG}"'), told("b", 2, f'Olan Freit | "{LONG}"')]
    found, (own,) = gather(*readings)
    assert [(u.speaker, [(e.utterance, e.speaker, e.reports) for e in u.also]) for u in found] == [
        ("Lena Brod", [(found[1].id, "Olan Freit", ("b",))]),
        ("Olan Freit", [(found[0].id, "Lena Brod", ("a",))]),
    ]
    assert own.kind == "conflict"
    assert own.question == (
        'Who said "Every house and every farm below the wall will be empty before the heavy rain of the …"?'
    )
    assert [(s.text, s.counter, s.reports) for s in own.sides] == [
        ("Lena Brod", None, ("a",)),
        ("Olan Freit", None, ("b",)),
    ]
    texts = {r.report.id: r.text for r in readings}
    assert [[texts[e.report][e.start : e.end] for e in s.evidence] for s in own.sides] == [[f'"{LONG}"']] * 2


@pytest.mark.parametrize(
    ("one", "two", "also", "conflicts"),
    [
        (f'Lena Brod | "{LONG}"', f"Olan Freit | {LONG}", 2, 0),
        (f'Lena Brod | "{LONG}"', f'Olan Freit | "{LONG.replace("comes", "came")}"', 2, 0),
        (f'Lena Brod | "{LONG}"', f'Olan Freit | "{LONG.replace("comes", "ends")}"', 0, 0),
        ('Lena Brod | "The house on the hill is empty,"', 'Olan Freit | "The house on the hill is empty,"', 0, 0),
        (f'Lena Brod | "{LONG}"', f'Brod | "{LONG}"', 0, 0),
        (f'Lena Brod | "{LONG}"', f'? | "{LONG}"', 0, 0),
        (f'Lena Brod | "{LONG}"', f'the mayor | "{LONG}"', 0, 0),
    ],
)
def test_what_counts(one: str, two: str, also: int, conflicts: int) -> None:
    found, own = gather(told("a", 1, one), told("b", 1, two))
    assert (sum(len(u.also) for u in found), len(own)) == (also, conflicts)


def test_one_line_read_in_two_ways_is_no_conflict() -> None:
    one, two = (told(n, 1, f'{who} | "{LONG}"') for n, who in (("a", "Lena Brod"), ("b", "Olan Freit")))
    text = one.text + "Olan Freit listened.\n"
    said = one.quotes[0]
    at = text.index("Olan")
    wrong = Ref(Span(at, at + 10), "Olan Freit", "Olan Freit")
    misread = Mark("quote", said.parts, {**said.cells, "speaker": Cell(wrong, "made")})
    kept = Report("c", "c", "c", "text", "utf-8", "en", text, one.report.blocks, (), one.report.cells)
    other = Reading(kept, {"quote": (misread,), "mention": two.mentions})
    found, own = gather(one, other)
    assert (sum(len(u.also) for u in found), own) == (2, ())
    assert len(gather(one, two)[1]) == 1


def test_two_people_in_one_line() -> None:
    line = f'"{LONG}" said Lena Brod. "{LONG}" said Olan Freit.'
    whole = Block(Span(0, len(line)), "body", "made")
    quotes, mentions = [], []
    for who, at in (("Lena Brod", 0), ("Olan Freit", line.rindex(f'"{LONG}'))):
        mouth = Span(line.index(who), line.index(who) + len(who))
        cells = {"kind": Cell("direct", "made"), "speaker": Cell(Ref(mouth, who, who), "made")}
        quotes.append(Mark("quote", (Span(at, at + len(LONG) + 2),), cells))
        named = {"name": who, "entity": who, "type": "person"}
        mentions.append(Mark("mention", (mouth,), {k: Cell(v, "made") for k, v in named.items()}))
    report = Report("a", "a", "a", "text", "utf-8", "en", line, (whole,), (), {})
    _, (own,) = gather(Reading(report, {"quote": tuple(quotes), "mention": tuple(mentions)}))
    assert [s.text for s in own.sides] == ["Lena Brod", "Olan Freit"]


def test_whoever_carries_the_words_is_no_side() -> None:
    readings = [told("a", 1, f'Lena Brod | "{LONG}"'), told("b", 2, f'Olan Freit | "{LONG}"')]
    readings.append(told("c", 2, f'Torval Harbour Office Press | "{LONG}"'))
    office = readings[2].marks["mention"][0]
    office.cells["type"] = replace(office.cells["type"], value="organisation")
    _, (own,) = gather(*readings)
    assert [s.text for s in own.sides] == ["Lena Brod", "Olan Freit"]


def test_three_people_are_one_conflict_in_any_order() -> None:
    readings = [
        told(n, 1, f'{who} | "{LONG}"') for n, who in (("a", "Lena Brod"), ("b", "Olan Freit"), ("c", "Ida Orm"))
    ]
    expected = gather(*readings)
    assert [len(d.sides) for d in expected[1]] == [3]
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert gather(*readings) == expected
