"""A time as one paragraph shows it, before anything is reckoned from the publication date."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Point:
    """A point or stretch of time in the words' own terms. Numbers are 0 where the words do not tell.

    `form` says how it is reckoned: date, weekday, unit (this, last, next week), shift (two days ago), weekend, season,
    quarter, months (the first or last of a year), half, decade, century, clock, duration, fixed. `unit` is a unit of
    calendar.tsv, `count` how many of it as TIMEX3 prints it ("2.5", "X" for an untold number), `step` -1 last or ago, 0
    this, 1 next or later. `part` is a part of the day or a clock time ("TNI", "T14:30"). `base` is published, or
    before: the day named before this one.
    """

    form: str
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    number: int = 0
    unit: str = ""
    count: str = ""
    step: int = 0
    part: str = ""
    base: str = "published"
    fixed: str = ""
    explicit: bool = False  # the step was said ("last Oct. 7"), not left to the tense


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """A time at [start, end) of the paragraph: its first point, and its last where it is a range.

    `type` is DATE, TIME, DURATION or SET; `rule` names the reading; `tense` (past, future or empty) is that of the verb
    it hangs on; `toward` is the preposition before it, where that says which way to look ("until"); `sentence` is where
    its sentence begins.
    """

    start: int
    end: int
    type: str
    rule: str
    first: Point
    last: Point | None = None
    tense: str = ""
    toward: str = ""
    sentence: int = 0
