"""The words among which an anchor stands, for conditions that ask of a sentence or a paragraph."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.words import Doc, Span
from onrecord.shapes.once import once


class Nearby:
    """Base forms of the words of a sentence and of its whole paragraph: of those that are letters alone."""

    def __init__(self, sentence: Span | None = None) -> None:
        """Around the words of a sentence; empty without one."""
        self._sentence = sentence

    @once
    def sentence(self) -> frozenset[str]:
        """Those of the sentence."""
        return _base_forms(self._sentence)

    @once
    def paragraph(self) -> frozenset[str]:
        """Those of the paragraph."""
        return _base_forms(self._sentence.doc if self._sentence is not None else None)


def _base_forms(words: Span | Doc | None) -> frozenset[str]:
    if words is None:
        return frozenset()
    bases = grammar.bases(words.doc)
    return frozenset([bases[token.i] for token in words.words if token.is_alpha])


NOWHERE = Nearby()
