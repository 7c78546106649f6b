"""Records that are made quickly are what they were."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 7
    name: str = "a"


def test_a_quick_record_is_the_same_record() -> None:
    assert Point(1) == Point(1, 7, "a") == Point(x=1, y=7, name="a")
    assert hash(Point(1)) == hash(Point(1, 7))
    assert repr(Point(1)) == "Point(x=1, y=7, name='a')"
    assert replace(Point(1), y=2) == Point(1, 2)
    assert pickle.loads(pickle.dumps(Point(1, 2, "b"))) == Point(1, 2, "b")
    with pytest.raises(FrozenInstanceError):
        Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_what_is_made_anew_for_each_record_is_refused() -> None:
    with pytest.raises(TypeError, match="made anew"):

        @quick
        @dataclass(frozen=True, slots=True)
        class Bag:
            things: list[int] = field(default_factory=list)
