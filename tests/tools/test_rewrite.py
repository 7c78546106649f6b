"""Modules in the compiler's shapes mean what they meant."""

from __future__ import annotations

import copy
import pickle
import sys
from dataclasses import fields, replace
from types import ModuleType
from typing import Any

import pytest

from tools.compiled import as_dataclass
from tools.compiled.build import ROOT, compiled, interpreted
from tools.compiled.rewrite import rewritten

RECORDS = '''
from __future__ import annotations
from dataclasses import dataclass, field
from onrecord.shapes.once import once
from onrecord.shapes.quick import quick

@quick
@dataclass(frozen=True, slots=True)
class Toll:
    """A count."""

    value: float
    place: str | None = None
    seen: int = field(default=0, compare=False)

    def doubled(self) -> float:
        return self.value * 2

@dataclass(slots=True, eq=False)
class Heap:
    parts: list[int] = field(default_factory=list)

@dataclass(frozen=True, slots=True, order=True, init=False)
class Stretch:
    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", max(start, end))

class Counted:
    def __init__(self) -> None:
        self.asked = 0

    @once
    def found(self) -> int | None:
        self.asked += 1
        return None
'''
SHAPES = """
_ENDS = ("a", "b")
_ONE = 1

def among(word: str) -> bool:
    return word in (*_ENDS, "c") and word not in [*_ENDS[:1]]

def all_of(*more: int) -> list[int]:
    return [n + _ONE for n in (*more, 7)]

LONE = "x\\ud800y"

def half(n: float) -> float:
    return n
"""


def _module(source: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "onrecord.shapes.compiled", as_dataclass)
    exec(compile(rewritten(source), name, "exec"), vars(module))
    return module


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> Any:
    return _module(RECORDS, "made_records", monkeypatch)


def test_a_record_is_made_compared_shown_and_copied_as_before(records: Any) -> None:
    toll = records.Toll(12, "Lask", seen=3)
    assert (toll.value, toll.place, toll.seen, toll.doubled()) == (12, "Lask", 3, 24)
    assert toll == records.Toll(12, "Lask")
    assert hash(toll) == hash(records.Toll(12, "Lask"))
    assert toll != records.Toll(13, "Lask")
    assert toll != (12, "Lask")
    assert repr(toll) == "Toll(value=12, place='Lask', seen=3)"
    assert [one.name for one in fields(toll)] == ["value", "place", "seen"]
    assert replace(toll, value=2).value == 2
    for same in (copy.copy(toll), pickle.loads(pickle.dumps(toll))):
        assert same == toll
        assert same.seen == 3


def test_a_default_is_made_anew_for_each(records: Any) -> None:
    one, other = records.Heap(), records.Heap()
    one.parts.append(1)
    assert other.parts == []
    assert one != other


def test_records_with_a_making_of_their_own_keep_it_and_their_order(records: Any) -> None:
    one, other = records.Stretch(3, 1), records.Stretch(3, 9)
    assert (one.start, one.end) == (3, 3)
    assert one < other
    assert one <= other
    assert other > one
    assert other >= one
    assert sorted([other, one]) == [one, other]


def test_what_is_worked_out_once_is_asked_for_once_though_it_is_nothing(records: Any) -> None:
    counted = records.Counted()
    assert counted.found is None
    assert counted.found is None
    assert counted.asked == 1


def test_starred_literals_constants_and_surrogates(monkeypatch: pytest.MonkeyPatch) -> None:
    module = _module(SHAPES, "made_shapes", monkeypatch)
    assert [module.among(word) for word in "abcd"] == [False, True, True, False]
    assert module.all_of(1, 2) == [2, 3, 8]
    assert module.LONE == "x\ud800y"
    assert module.half(12) == 12
    assert isinstance(module.half(12), int)


@pytest.mark.parametrize("part", ["Final = ('a', 'b')", "tuple([*_ENDS, 'c'])", "chr(55296)", "float | int"])
def test_the_shapes_are_the_compilers(part: str) -> None:
    assert part in rewritten(SHAPES)


def test_every_module_that_is_compiled_can_be_brought_into_shape() -> None:
    names = compiled()
    assert len(names) > 250
    for name in names:
        compile(rewritten((ROOT / name).read_text(encoding="utf-8")), name, "exec")


def test_modules_that_stay_as_they_are_exist() -> None:
    for name, why in interpreted().items():
        assert (ROOT / f"{name.replace('.', '/')}.py").exists()
        assert why
