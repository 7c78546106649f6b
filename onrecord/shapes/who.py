"""Who is meant at a place in the text: the one look-up of mentions that all kinds of mark share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.span import Span


class Who:
    """Mentions of one report by place. Takes: marks of kind "mention", in text order."""

    def __init__(self, mentions: Sequence[Mark]) -> None:
        """Index the mentions by where their heads stand."""
        self._by_head = sorted(mentions, key=lambda m: (_head(m).start, m.start))
        self._starts = [_head(m).start for m in self._by_head]

    def at(self, span: Span) -> Mark | None:
        """The mention whose head lies in `span`; of several the one that fits `span` best, None when there is none."""
        best: tuple[tuple[int, int], Mark] | None = None
        i = bisect_right(self._starts, span.end - 1) - 1
        while i >= 0 and self._starts[i] >= span.start - 60:  # a head is a word or a full name, never longer
            mark = self._by_head[i]
            if _head(mark).overlaps(span):
                misfit = abs(mark.start - span.start) + abs(mark.end - span.end)
                if best is None or (misfit, mark.start) < best[0]:
                    best = ((misfit, mark.start), mark)
            i -= 1
        return None if best is None else best[1]

    def ref(self, span: Span, words: str, head: Span | None = None) -> Ref:
        """`span` as a reference: name and entity of the mention at `head` (or at `span`), else its own `words`."""
        mark = self.at(head or span)
        if mark is None:
            return Ref(span, " ".join(read_right(unbroken(words)).split()) or None)
        return Ref(span, mark.value("name"), mark.value("entity"))


def _head(mark: Mark) -> Span:
    found = mark.value("head")
    return found if isinstance(found, Span) else mark.hull
