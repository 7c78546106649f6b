"""Two texts laid side by side: nothing is left out, what is told equal is equal, and length is bounded."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes import align

FEW = st.lists(st.sampled_from("abcde"), max_size=12)
LINES = st.lists(
    st.sampled_from(
        [
            "The bridge at Torval was closed on Monday.",
            "The bridge at Torval was closed again on Tuesday.",
            "Ferries ran.",
            "Police are investigating.",
            "Mayor Lena Brod asked people to stay away from the river bank.",
            "",
        ]
    ),
    max_size=8,
)


@pytest.mark.parametrize("most", [200_000_000, 9, 0], ids=["in full", "at anchors", "anchors only"])
@settings(max_examples=60, deadline=None)
@given(one=FEW, two=FEW)
def test_runs_cover_both(most: int, one: list[str], two: list[str]) -> None:
    before = align._MOST
    align._MOST = most
    try:
        found = align.runs(one, two)
    finally:
        align._MOST = before
    assert [x for r in found for x in one[r.a : r.b]] == one
    assert [x for r in found for x in two[r.c : r.d]] == two
    assert all(one[r.a : r.b] == two[r.c : r.d] for r in found if r.equal)
    assert all(a.equal != b.equal for a, b in pairwise(found))
    if most > len(one) * len(two):
        assert sum(r.b - r.a for r in found if r.equal) == align.common(one, two)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), max_size=5))
def test_best_pairs_rise_and_are_worth_most(worths: list[list[int]]) -> None:
    pairs = align.best(len(worths), 3, lambda i, j: worths[i][j])
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert all(worths[i][j] for i, j in pairs)

    def most(i: int, j: int) -> int:
        rest = [worths[x][y] + most(x + 1, y + 1) for x in range(i, len(worths)) for y in range(j, 3)]
        return max(rest, default=0)

    assert sum(worths[i][j] for i, j in pairs) == most(0, 0)


@settings(max_examples=80, deadline=None)
@given(LINES, LINES)
def test_every_paragraph_stands_in_one_step(old: list[str], new: list[str]) -> None:
    steps = align.paragraphs(old, new)
    assert sorted(s.old for s in steps if s.old is not None) == list(range(len(old)))
    assert [s.new for s in steps if s.new is not None] == list(range(len(new)))
    for step in steps:
        assert (step.old is None, step.new is None) == (step.kind == "appeared", step.kind == "vanished")
        if step.kind in ("equal", "moved"):
            assert step.old is not None
            assert step.new is not None
            assert old[step.old] == new[step.new]
    assert all(s.kind == "equal" for s in align.paragraphs(old, old))


KINDS = [
    ("a b c d e f", "a b c d e f", "equal"),
    ("a  b\nc d e f", "a b c d e f", "equal"),
    ("Two bridges stay closed.", "Three bridges stay closed.", "changed"),
    (
        "Two bridges stay closed today.",
        "Two bridges stay closed today, the office said in a long note that told of the repairs to come.",
        "changed",
    ),
    (
        "Inspectors found cracks in the wall in March.",
        "The mayor asked families to gather at the school.",
        "vanished appeared",
    ),
    ("Out!", "Police were not there when the first of the boats came in.", "vanished appeared"),
]


@pytest.mark.parametrize(("old", "new", "kinds"), KINDS, ids=range(len(KINDS)))
def test_what_becomes_of_a_paragraph(old: str, new: str, kinds: str) -> None:
    assert [s.kind for s in align.paragraphs([old], [new])] == kinds.split()


def test_a_paragraph_that_moves_and_changes() -> None:
    a, b, c = "The toll rose to 12 on Monday.", "Ferries ran all day long.", "Nobody was seen."
    assert [s.kind for s in align.paragraphs([a, b, c], [c, a, b])].count("moved") == 1
    steps = align.paragraphs([a, b, c], [b, c, a.replace("12", "15")])
    assert align.Step("changed", 0, 2) in steps


@settings(max_examples=80, deadline=None)
@given(st.text("ab 12.,’\n", max_size=40), st.text("ab 12.,’\n", max_size=40))
def test_words_of_equal_runs_are_equal(old: str, new: str) -> None:
    found = align.words(old, new)
    for run in found:
        if run.equal:
            assert old[run.a : run.b].split() == new[run.c : run.d].split() or "".join(
                old[run.a : run.b].split()
            ) == "".join(new[run.c : run.d].split())
    assert all(x.b <= y.a and x.d <= y.c for x, y in pairwise(found))


def test_changed_words_are_few_and_whole() -> None:
    old, new = "The toll rose to 1,200 on Monday, he said.", "The toll rose to 1,350 late on Monday, he said."
    changed = [(old[r.a : r.b], new[r.c : r.d]) for r in align.words(old, new) if not r.equal]
    assert changed == [("1,200", "1,350 late")]


def test_very_long_texts_take_little_time() -> None:
    one = [f"w{n}" for n in range(60_000)]
    two = ["x", *one[:30_000], "y", *one[30_001:], "z"]
    start = time.process_time()
    found = align.runs(one, two)
    assert time.process_time() - start < 20
    assert sum(r.b - r.a for r in found if r.equal) == 59_999
    steps = align.paragraphs([f"old {n}" for n in range(1_000)], [f"new {n} b c" for n in range(1_000)])
    assert len(steps) == 2_000  # too many to compare one by one: told as vanished and appeared
