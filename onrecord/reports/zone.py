"""Where on a page a line stands with regard to its report: round the headline, in the body, below it, or elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reports.lines import Line, Role

_ABOVE = 4  # lines above the headline that may belong to it: kicker, date, author
_BELOW = 8  # lines below the body; further down other reports begin
_TOP = 8  # lines above the body that belong to it when the headline is not known
_OPENING = 3  # body lines before which author and date stand: standfirsts and captions are often taken for body
_FAR = 16  # lines: so far below the headline nothing belongs to it
_ELSEWHERE = frozenset({"nav", "footer", "aside", "form"})


@dataclass(frozen=True, slots=True)
class Zone:
    """The places of a report among `lines`: `head` its headline, `opening` the last line that may tell of it before
    the body has begun for good, `last` the end of the body. `stated` is False where no headline is among the lines.
    """

    lines: Sequence[Line] = field(repr=False)
    head: int
    opening: int
    last: int
    stated: bool
    around: frozenset[str]  # landmarks that the headline itself stands in: they set nothing apart
    starts: Sequence[int] = field(repr=False, default=())  # of the lines in the source; none of plain text

    def place(self, i: int) -> str:
        """Of line `i`: head (beside where it is set apart there), above, body, below or away."""
        if self.apart(i):
            return "beside" if self.head <= i <= self.opening and self.stated else "away"
        if self.head <= i <= self.opening:
            return "head"
        if self.head - _ABOVE <= i < self.head:
            return "above"
        if self.last < i <= self.last + _BELOW:
            return "below"
        return "body" if self.opening < i <= self.last else "away"

    def apart(self, i: int) -> bool:
        """True for a line in a menu, a column beside the report, a footer."""
        return bool((self.lines[i].inside - self.around) & _ELSEWHERE)

    def line_of(self, place: int) -> int:
        """The line that character `place` of the source stands in, else the next one; -1 above the first line."""
        i = self.line_at(place)
        raw = self.lines[i].raw if i >= 0 else None
        return i if i < 0 or (raw is not None and place < raw[1]) else min(i + 1, len(self.lines) - 1)

    def line_at(self, place: int) -> int:
        """The line that stands at or before character `place` of the source; -1 before the first."""
        return bisect_right(self.starts, place) - 1


def zone(lines: Sequence[Line], roles: Sequence[Role]) -> Zone:
    """The places of the report whose `lines` have `roles`."""
    heads = [i for i, r in enumerate(roles) if r.kind == "title"]
    bodies = [i for i, r in enumerate(roles) if r.kind == "body"]
    below = [i for i in bodies if not heads or i > heads[0]]
    first = below[0] if below else len(lines) - 1
    head = heads[0] if heads else max(0, first - _TOP)
    opening = min(below[_OPENING - 1] if len(below) >= _OPENING else first, max(first, head + _FAR), len(lines) - 1)
    last = bodies[-1] if bodies else first
    around = lines[head].inside if heads and lines else frozenset()
    starts = [line.raw[0] for line in lines if line.raw is not None]
    return Zone(
        lines, head, opening, max(last, opening), bool(heads), around, starts if len(starts) == len(lines) else []
    )
