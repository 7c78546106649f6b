"""Made reports: the same each time, of the kind they say, and traceable to what they were made of."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.checks.made import printed, spun
from onrecord.checks.made.republish import TRAP_NAMES, WAYS, republish, ways
from onrecord.shapes.link import COPY_KINDS
from onrecord.shapes.repair import read_right

TITLE = "Ferry runs aground off Norrvik with 84 on board"
PARAGRAPHS = (
    "A ferry with 84 people on board ran aground off Norrvik on Tuesday evening, the Coastal Watch said.",
    "All passengers were brought to safety by midnight, its spokeswoman Hanne Lothar told reporters. Three were taken to"
    " a hospital with minor injuries.",
    '"We felt a blow, and then the lights went out in the whole ship," said Viktor Aldous, a teacher from Trevane.',
    "The ship, the Maren Two, belongs to Brightwater Shipping, which said that three organisations would help investigators to find the"
    ' cause. "We are grateful to the boat crews of Norrvik who came out at once," the company said.',
    "The ferry had left Quillan Bay at 6 p.m. and was due in Norrvik two hours later. It was the second accident on the"
    " line since 2029.",
)
OTHER = (
    "The council of Cawdrell voted on Monday to sell the old mill to a theatre company for 40,000 crowns.",
    "The mill has stood empty for 19 years. A plan to turn it into flats failed, councillor Imre Castellan said.",
    "Neighbours want to know where the audience will park, and the council promised to look into it by May.",
)


@pytest.mark.parametrize("way", [*(w.name for w in WAYS), *TRAP_NAMES])
def test_every_way_can_be_gone_and_twice_alike(way: str) -> None:
    made = republish(TITLE, PARAGRAPHS, way, random.Random(11), OTHER)
    assert made is not None
    assert made == republish(TITLE, PARAGRAPHS, way, random.Random(11), OTHER)
    assert made.kind is None if way in TRAP_NAMES else made.kind in COPY_KINDS
    assert len(made.made_of) == len(made.paragraphs) > 0
    assert all(p.strip() and "{" not in p for p in (made.title, *made.paragraphs))
    assert all(0 <= n < len(made.source_paragraphs) for of in made.made_of for n in of)


def test_ways_by_kind() -> None:
    assert all(ways(kind) for kind in COPY_KINDS)
    assert ways(None) == TRAP_NAMES


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="aB. “”\"'1é\n", max_size=40), max_size=4), st.integers(0, 999))
def test_any_text_can_be_given(paragraphs: list[str], seed: int) -> None:
    for way in (*(w.name for w in WAYS), *TRAP_NAMES):
        republish("A title", paragraphs, way, random.Random(seed), ["Another one."])


@pytest.mark.parametrize("name", printed.names())
def test_what_is_printed_otherwise_still_has_its_words(name: str) -> None:
    text = 'The "first" office\'s 12 rescuers — all of them — said: "We found Zoë Brûlé."'
    words = set(re.findall(r"\w+", read_right(printed.by(name, text)).casefold()))
    assert words >= {"the", "first", "office", "12", "rescuers", "said", "we", "found", "zoë", "brûlé"}


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Police arrested", "took into custody"),
        ("was arrested", "taken into custody"),
        ("the workers", "labourers"),
        ("At least nine", "A minimum of"),
    ],
)
def test_words_are_inflected(text: str, expect: str) -> None:
    assert any(expect in spun.respun(text, random.Random(seed), 1.0) for seed in range(40))


def test_spelling_and_numbers() -> None:
    assert spun.respelt("The labour programme's centre", british=False) == "The labor program's center"
    assert spun.respelt("The harbor neighbors organized", british=True) == "The harbour neighbours organised"
    assert (
        spun.renumbered("12 of 340 ships and 3 of 4.5 tons", in_words=True)
        == "twelve of 340 ships and three of 4.5 tons"
    )
    assert spun.renumbered("all twelve of them", in_words=False) == "all 12 of them"
