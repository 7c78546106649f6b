"""What is true of a made report, and the report with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.shapes.raw import Raw


@dataclass(frozen=True, slots=True)
class Said:
    """Words of somebody as a report prints them: direct, mixed (a few words in marks) or indirect.

    `statement` is the same for one statement in all reports of its story.
    """

    statement: str
    speaker: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a series as a report prints it: `text` is number and hedge, `as_of` the day for which it holds."""

    series: str
    what: str
    counted: str
    where: str
    counter: str
    text: str
    value: int
    hedge: str
    low: int | None
    high: int | None
    as_of: str
    scope: str = "total"
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """Two sides of a story that differ on purpose: values of a count, or statements.

    `kind`: conflict, correction, scope.
    """

    id: str
    kind: str
    question: str
    sides: tuple[Side, ...]

    def told(self, said: Sequence[Said], points: Sequence[Point]) -> tuple[Side, ...]:
        """Its sides that stand among the statements and points of a report."""
        spoken = {s.statement for s in said}
        counted = {(p.series, p.value) for p in points}
        return tuple(s for s in self.sides if s.item in spoken or (s.item, s.value) in counted)


@dataclass(frozen=True, slots=True)
class Side:
    """A value with its counter and its series, or words with their speaker and their statement."""

    value: int | str
    who: str
    item: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one report.

    `role`: wire, own, copy, update, background, opinion, roundup or briefs. `origin` is the agency or outlet that
    first made it; of a copy or an update, `of` is what it was made from, `kind` how, `also` kinds that are right too.
    `published` is when it came out, `dated` whether the report says so. `story` and `chapter` (the happening within
    it) are None where a report tells of several stories.
    """

    id: str
    story: str | None
    chapter: str | None
    role: str
    origin: str | None
    of: str | None
    kind: str | None
    also: tuple[str, ...]
    url: str
    title: str
    byline: tuple[str, ...]
    outlet: str
    agency: str | None
    dateline: str | None
    published: str
    dated: bool
    genre: str
    body: tuple[str, ...]
    boilerplate: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    points: tuple[Point, ...] = ()
    planted: tuple[Planted, ...] = ()
    stories: tuple[str, ...] = ()  # of a round-up: those it tells of


@dataclass(frozen=True, slots=True)
class Made:
    """A made report: the input as the program is given it, its form (text, html, row), and what is true of it."""

    raw: Raw
    form: str
    truth: Truth
