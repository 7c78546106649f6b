"""Dates that the words name, whatever their length."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme
from onrecord.marks.times.days import day_or_month
from onrecord.marks.times.eras import era
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.sense import Sense


def absolute(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A date named in full or in part that begins at lexeme `i`."""
    return day_or_month(lex, i, sense) or era(lex, i, sense)
