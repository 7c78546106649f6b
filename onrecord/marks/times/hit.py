"""A reading of some lexemes as a time, on its way to being a candidate."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.marks.times.candidate import Point
from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Hit:
    """Lexemes [first, last) read as a time: TIMEX3 type, the rule that read it, its point, its last one if a range."""

    first: int
    last: int
    type: str
    rule: str
    point: Point
    until: Point | None = None
