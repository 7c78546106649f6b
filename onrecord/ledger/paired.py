"""Marks of two reports paired by where they stand: in paragraphs that are the same, or one changed into the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from onrecord.shapes import align
from onrecord.shapes.link import Stretch
from onrecord.shapes.mark import Mark

_MOST_INSIDE = 200  # marks of one paragraph: more is a table of numbers

Two = tuple[Sequence[Stretch], Sequence[Stretch]]


def by_place(
    mine: Sequence[Mark],
    theirs: Sequence[Mark],
    steps: Sequence[align.Step],
    paragraphs: Two,
    worth: Callable[[Mark, Mark], int],
) -> list[tuple[Mark, Mark]]:
    """The pairs whose `worth` (0: no pair) adds up to most in each pair of paragraphs, in their order."""
    inside = [_inside(side, stretches) for side, stretches in zip((mine, theirs), paragraphs, strict=True)]
    out: list[tuple[Mark, Mark]] = []
    for step in steps:
        if step.old is not None and step.new is not None:
            a, b = inside[0].get(step.old, []), inside[1].get(step.new, [])
            found = align.best(len(a), len(b), lambda i, j, a=a, b=b: worth(a[i], b[j]))  # type: ignore[misc]
            out += [(a[i], b[j]) for i, j in found]
    return out


def paragraph_of(mark: Mark, stretches: Sequence[Stretch]) -> int | None:
    """The index of the paragraph that a mark begins in; None where it stands outside the report's text."""
    at = bisect_right(stretches, mark.start, key=lambda s: s.start) - 1
    return at if at >= 0 and mark.start < stretches[at].end else None


def _inside(marks: Sequence[Mark], stretches: Sequence[Stretch]) -> dict[int, list[Mark]]:
    """Marks by the index of their paragraph; no more of each than can be paired one by one."""
    out: dict[int, list[Mark]] = {}
    for mark in marks:
        at = paragraph_of(mark, stretches)
        if at is not None and len(out.get(at, ())) < _MOST_INSIDE:
            out.setdefault(at, []).append(mark)
    return out
