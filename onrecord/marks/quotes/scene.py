"""One paragraph as the finder of quotes sees it: parse, stretches in marks, and cues by where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes.dashes import dashed
from onrecord.marks.quotes.frames import Frame, frames
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.quotation import Stretch, stretches
from onrecord.marks.words import Doc, Token


class Scene:
    """Look-ups that are made once a paragraph, so that a long one costs no more by the word than a short one."""

    def __init__(self, paragraph: Paragraph) -> None:
        """Index tokens, marks and cues."""
        self.doc: Doc = paragraph.doc
        self.text = paragraph.text
        self.title = paragraph.role == "title"
        self.cues: Sequence[Frame] = frames(self.doc)
        self.marks: Sequence[Stretch] = self._in_marks()
        self._starts = [s.start for s in self.marks]
        self._ends = [s.end for s in self.marks]
        self._idx = [t.idx for t in self.doc.words]
        self._of = [self._standing(at) for at in self._idx] if self.marks else [-1] * len(self._idx)
        self.outside: Mapping[int, Frame] = {c.token.i: c for c in self.cues if self._of[c.token.i] < 0}
        self._in_sentence: dict[int, list[Frame]] = {}
        for cue in self.outside.values():
            self._in_sentence.setdefault(bounds(cue.token)[0], []).append(cue)

    def _in_marks(self) -> Sequence[Stretch]:
        """The stretches in quotation marks; in a paragraph without any those that dashes open."""
        found = stretches(self.text)
        return found if found or self.title else dashed(self.doc, self.cues)

    def _standing(self, at: int) -> int:
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._ends[number] else -1

    def of(self, token: Token) -> int:
        """The number of the stretch in marks that the token stands in, -1 outside."""
        return self._of[token.i]

    def in_marks(self, at: int) -> bool:
        """True when the character stands in marks."""
        return self._standing(at) >= 0

    def over(self, start: int, end: int) -> range:
        """Numbers of the stretches that overlap characters [start, end)."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def tokens(self, number: int) -> tuple[int, int]:
        """First and last token of a stretch, (-1, -1) when no token begins in it."""
        first, end = self.token_at(self._starts[number]), self.token_at(self._ends[number])
        return (first, end - 1) if first < end else (-1, -1)

    def token_at(self, at: int) -> int:
        """The number of the first token that begins at or after a character."""
        return bisect_left(self._idx, at)

    def beside(self, token: Token) -> Sequence[Frame]:
        """The cues outside of marks in the token's sentence."""
        return self._in_sentence.get(bounds(token)[0], ())
