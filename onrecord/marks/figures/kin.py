"""Numbers of somebody's children: "a mother of four", "the father-of-two"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme
from onrecord.marks.figures.words import words_of


def parent_before(lex: Sequence[Lexeme], number: int) -> Lexeme | None:
    """The word for the parent whose children the number at a place in the row counts: "mother" of "mother of four"."""
    at = _back(lex, number - 1)
    if at < 1 or lex[at].low != "of":
        return None
    parent = lex[_back(lex, at - 1)]
    return parent if parent.low in words_of("parent") else None


def _back(lex: Sequence[Lexeme], at: int) -> int:
    """The nearest place up to this one that holds no hyphen."""
    return at - 1 if at > 0 and lex[at].text == "-" else at
