"""Dates that the words name, whatever their length."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.lexicon.calendar import first_words
from onrecord.lexicon.lexemes import Lexeme
from onrecord.lexicon.numbers import number_beginnings
from onrecord.marks.times.days import day_or_month
from onrecord.marks.times.eras import DECADES, PLACES, era
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.sense import Sense


def absolute(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A date named in full or in part that begins at lexeme `i`."""
    if lex[i].kind == "word" and lex[i].low not in _beginnings():
        return None
    return day_or_month(lex, i, sense) or era(lex, i, sense)


@cache
def _beginnings() -> frozenset[str]:
    """The words that a date may begin with: a quick look that spares all others the full reading."""
    calendar = first_words("month", "weekday", "holiday", "season")
    return calendar.union(number_beginnings(), DECADES, PLACES, {"the", "q", "fiscal", "financial"})
