"""Speakers who contradict themselves: a table of pairs, and what is no fault of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.links.contradictions import contradictions
from onrecord.links.utterances import Group
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Copy, Disagreement
from onrecord.shapes.table import Row, parse

from .said import saying, text

TABLE = Path(__file__).with_name("turns.tsv")
TURNS = parse(TABLE.read_text(encoding="utf-8"), TABLE.name, ("name", "one", "two", "force", "expect"))


def found(one: str, two: str, force: str, copies: tuple[Copy, ...] = ()) -> tuple[Disagreement, ...]:
    groups = [Group((saying(one, "a"),), {}), Group((saying(two, "b", force=force),), {})]
    texts = {"a": text(one), "b": text(two)}
    there = contradictions(groups, texts, Backing(), copies)
    assert contradictions(groups[::-1], texts, Backing(), copies) == there
    return there


@pytest.mark.parametrize("row", TURNS, ids=[row["name"] for row in TURNS])
def test_turns(row: Row) -> None:
    there = found(f"Lena Brod {row['one']}", f"Lena Brod {row['two']}", row["force"])
    assert [d.kind for d in there] == ([] if row["expect"] == "none" else [row["expect"]])


def test_it_names_the_speaker_and_shows_both_sides() -> None:
    (there,) = found(
        'Brod 1: "The gates of the dam were open."',
        'Lena Brod 2: "The gates of the dam were not open."',
        "state",
    )
    assert there.question == 'What did Lena Brod say of it: "The gates of the dam were open."'
    assert [(s.counter, s.reports, s.origins) for s in there.sides] == [("Brod", ("a",), 1), ("Lena Brod", ("b",), 1)]
    assert [(e.report, e.start, e.end) for s in there.sides for e in s.evidence] == [("a", 0, 33), ("b", 0, 37)]


@pytest.mark.parametrize(
    "who", [("Lena Brod", "Olan Freit"), ("Lena Brod", "Anna Brod"), ("?", "?"), ("a man", "a man")]
)
def test_two_people_contradict_each_other_not_themselves(who: tuple[str, str]) -> None:
    one, two = f'{who[0]} 1: "The gates were open all night."', f'{who[1]} 2: "The gates were not open all night."'
    assert found(one, two, "state") == ()


def test_what_a_copy_words_otherwise_is_no_turn_of_the_speaker() -> None:
    one, two = 'Lena Brod 1: "We sold 118 crates of flares."', 'Lena Brod 2: "We sold 181 crates of flares."'
    assert [d.kind for d in found(one, two, "state")] == ["update"]
    assert found(one, two, "state", (Copy("b", "a", "rewritten", 0.9, True),)) == ()
