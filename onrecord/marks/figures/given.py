"""What the other kinds of mark found in a report, ready to be asked by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.shapes.mark import Mark
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who


class Near:
    """Marks of one kind by place, for finding those inside a stretch without walking over all."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        """Index by start; marks come in text order."""
        self._marks = sorted(marks, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._marks]
        self._ends = [m.end for m in self._marks]
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def __iter__(self) -> Iterator[Mark]:
        """The marks in text order."""
        return iter(self._marks)

    def over(self, span: Span) -> Iterator[Mark]:
        """The marks that share a character with `span`, in text order."""
        starts, ends = self._starts, self._ends
        for i in range(bisect_left(starts, span.start - self._longest), bisect_left(starts, span.end)):
            if max(starts[i], span.start) < min(ends[i], span.end):
                yield self._marks[i]


@dataclass(frozen=True, slots=True)
class Given:
    """The report, the marks of other kinds in it, and where the numbers of its figures stand.

    `named`: the places without those that only tell whose body, contest or paper something is.
    """

    report: Report
    who: Who
    times: Near
    places: Near
    named: Near
    quotes: Near
    mentions: Near
    numbers: Sequence[Span] = ()
