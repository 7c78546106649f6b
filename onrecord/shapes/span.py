"""Stretches of a text, counted in Unicode code points, end exclusive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.shapes.errors import BadSpan


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A stretch of one text: characters [start, end), 0 <= start <= end.

    Offsets count Unicode code points. Raises BadSpan when start is negative or end lies before start.
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        """Refuse offsets that cannot be."""
        if start < 0 or end < start:
            raise BadSpan(f"span {start}-{end}: start must be 0 or more and not past end")
        _SET_START(self, start)
        _SET_END(self, end)

    def cut(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """The span so many characters further on."""
        return Span(self.start + by, self.end + by)

    def trimmed(self, text: str) -> Span:
        """The span without white space at either end (empty at its start when there is nothing else)."""
        words = self.cut(text)
        lead = len(words) - len(words.lstrip())
        return Span(self.start + lead, max(self.start + lead, self.start + len(words.rstrip())))


# A frozen record's own way of setting its fields takes twice as long, and there are thousands of spans in a report.
_SET_START, _SET_END = (vars(Span)[name].__set__ for name in ("start", "end"))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`; raises BadSpan when there are none."""
    found = list(spans)
    if not found:
        raise BadSpan("no spans to cover")
    return Span(min(s.start for s in found), max(s.end for s in found))


def cut_all(text: str, spans: Sequence[Span]) -> str:
    """The words under several stretches, joined by a space as a reader would read on."""
    if len(spans) == 1:  # as nearly always
        return text[spans[0].start : spans[0].end]
    return " ".join([s.cut(text) for s in spans])
