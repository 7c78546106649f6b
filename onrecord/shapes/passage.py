"""The string that is parsed, with its map back to the reading text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.shapes.quick import quick
from onrecord.shapes.span import Span


@quick
@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [at, at_end) of a passage stand for characters [start, end) of the reading text.

    Equal lengths map character by character; unequal ones (a joined line end, a repaired letter) map as one.
    """

    at: int
    at_end: int
    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it is parsed: lines joined, dateline cut off, boilerplate inside skipped.

    `role` is the kind of the block it comes from (title standfirst body caption), `pieces` are in order and cover
    every character of `text`.
    """

    text: str
    role: str
    language: str
    pieces: tuple[Piece, ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the reading text under characters [start, end) of the passage, touching ones joined."""
        out: list[Span] = []
        for piece in self.pieces:
            if piece.at <= start < end <= piece.at_end and piece.at_end - piece.at == piece.end - piece.start:
                by = piece.start - piece.at
                return (Span(start + by, end + by),)  # as nearly always
            lo, hi = max(start, piece.at), min(end, piece.at_end)
            if lo >= hi:
                continue
            if piece.at_end - piece.at == piece.end - piece.start:
                found = Span(piece.start + lo - piece.at, piece.start + hi - piece.at)
            else:
                found = Span(piece.start, piece.end)
            if out and out[-1].end == found.start:
                out[-1] = Span(out[-1].start, found.end)
            elif found.end > found.start:
                out.append(found)
        return tuple(out)

    def span(self, start: int, end: int) -> Span:
        """The hull of `spans`: for cells, which are short and hardly ever cut in two."""
        found = self.spans(start, end)
        if len(found) == 1:  # as nearly always
            return found[0]
        if not found:  # an empty stretch, or one of inserted characters only
            return Span(0, 0)
        return Span(found[0].start, found[-1].end)

    def cut(self, start: int, end: int) -> Passage:
        """The passage of characters [start, end) of this one, with the same way back."""
        pieces = []
        for piece in self.pieces:
            lo, hi = max(start, piece.at), min(end, piece.at_end)
            if lo < hi:
                even = piece.at_end - piece.at == piece.end - piece.start
                first = piece.start + lo - piece.at if even else piece.start
                last = piece.start + hi - piece.at if even else piece.end
                pieces.append(Piece(lo - start, hi - start, first, last))
        return Passage(self.text[start:end], self.role, self.language, tuple(pieces))

    @property
    def hull(self) -> Span:
        """From the first to the last character of the reading text that the passage covers."""
        return self.span(0, len(self.text))


def join(parts: Iterable[tuple[str, Span]]) -> tuple[str, tuple[Piece, ...]]:
    """Text and pieces of a passage from (printed, stretch of the reading text) in order.

    A part whose printed form has another length than its stretch maps as one: (" ", Span of "\\r\\n").
    """
    text, pieces = "", []
    for printed, span in parts:
        if not printed:
            continue
        pieces.append(Piece(len(text), len(text) + len(printed), span.start, span.end))
        text += printed
    return text, tuple(pieces)
