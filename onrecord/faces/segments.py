"""Marks that overlap, cut into pieces that do not: what the terminal and the page draw a text from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Over:
    """Something drawn over characters [start, end) of a text. `key` tells what it belongs to (a mark's id)."""

    start: int
    end: int
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with the same marks from end to end; `over` goes from the outermost to the innermost."""

    start: int
    end: int
    over: tuple[Over, ...]


def segments(length: int, overs: Iterable[Over]) -> list[Segment]:
    """The segments of a text of `length` characters, in order, covering all of it.

    A new segment begins at every edge. What lies outside the text, or covers nothing, is left out.
    """
    shown = sorted({inside for o in overs if (inside := _within(o, length)) is not None}, key=_rank)
    edges = sorted({0, length, *(o.start for o in shown), *(o.end for o in shown)})
    out: list[Segment] = []
    active: list[Over] = []
    waiting = iter(shown)
    upcoming = next(waiting, None)
    for start, end in pairwise(edges):
        active = [o for o in active if o.end > start]
        while upcoming is not None and upcoming.start <= start:
            active.append(upcoming)  # later starts and, at one start, earlier ends come later: further in
            upcoming = next(waiting, None)
        out.append(Segment(start, end, tuple(active)))
    return out


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins here; `first` is False where it only goes on after another one's edge cut it."""

    over: Over
    first: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open mark ends here, or is cut."""

    over: Over


@dataclass(frozen=True, slots=True)
class Run:
    """Characters [start, end) under whatever is open."""

    start: int
    end: int


def nest(found: Iterable[Segment], begun: set[Over] | None = None) -> Iterator[Open | Close | Run]:
    """Segments as properly nested openings and closings: only marks that cross one another are cut.

    `begun` are marks that were opened before; those opened here are added.
    """
    stack: list[Over] = []
    begun = set() if begun is None else begun
    for segment in found:
        kept = 0
        while kept < min(len(stack), len(segment.over)) and stack[kept] == segment.over[kept]:
            kept += 1
        while len(stack) > kept:
            yield Close(stack.pop())
        for over in segment.over[kept:]:
            yield Open(over, over not in begun)
            begun.add(over)
            stack.append(over)
        yield Run(segment.start, segment.end)
    while stack:
        yield Close(stack.pop())


def cut(text: str, start: int, end: int, stretches: Iterable[Stretch]) -> Iterator[tuple[str, Stretch | None]]:
    """Characters [start, end) of a text in pieces: each of the stretches, and what stands between (then with None).

    Stretches come in text order; what lies within another, or not wholly inside, is no piece of its own.
    """
    at = start
    for a, b in stretches:
        if at <= a and b <= end:
            yield text[at:a], None
            yield text[a:b], (a, b)
            at = b
    yield text[at:end], None


def _within(over: Over, length: int) -> Over | None:
    start, end = max(0, over.start), min(length, over.end)
    return Over(start, end, over.kind, over.key) if start < end else None


def _rank(over: Over) -> tuple[int, int, str, str]:
    return over.start, -over.end, over.kind, over.key
