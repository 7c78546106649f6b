"""Candidates go to plain values and come back equal."""

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.plain import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a candidate."""

    start: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A candidate of every type that may stand in one."""

    at: tuple[int, int]
    leaf: Leaf
    other: Leaf | None
    leaves: tuple[Leaf, ...]
    pairs: tuple[tuple[str, float], ...]
    flag: bool


leaf = st.builds(Leaf, st.integers(), st.none() | st.text())
tree = st.builds(
    Tree,
    st.tuples(st.integers(), st.integers()),
    leaf,
    st.none() | leaf,
    st.lists(leaf).map(tuple),
    st.lists(st.tuples(st.text(), st.floats(allow_nan=False, allow_infinity=False))).map(tuple),
    st.booleans(),
)


@given(tree)
def test_there_and_back_through_json(value: Tree) -> None:
    assert from_plain(Tree, json.loads(json.dumps(to_plain(value)))) == value
