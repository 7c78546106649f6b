"""Words of the calendar and the clock: months, weekdays, seasons, parts of the day, units of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, lexemes, words_at
from onrecord.shapes.table import load


@dataclass(frozen=True, slots=True)
class CalendarWord:
    """A row of calendar.tsv: the word, its kind, its value, and whether it is an everyday word too."""

    word: str
    kind: str
    value: str
    shy: bool


@cache
def _single() -> dict[tuple[str, str], CalendarWord]:
    return {(kind, words[0]): word for kind, words, word in _rows() if len(words) == 1}


@cache
def _rows() -> list[tuple[str, tuple[str, ...], CalendarWord]]:
    out = []
    for row in load(
        "onrecord.lexicon",
        "calendar.tsv",
        ("word", "kind", "value", "forms", "shy"),
        key=("word", "kind"),
        optional=("shy",),
    ):
        word = CalendarWord(row["word"], row["kind"], row["value"], row["shy"] == "yes")
        out += [(row["kind"], tuple(found.low for found in lexemes(form)), word) for form in row.words("forms")]
    return out


def calendar_word(kind: str, low: str) -> CalendarWord | None:
    """The row of `low` (lower case) among words of `kind`, None when it is none of them."""
    return _single().get((kind, low))


@cache
def single_words(kind: str) -> frozenset[str]:
    """All words of a kind that are one word, in lower case."""
    return frozenset(word for of, word in _single() if of == kind)


@cache
def _holidays() -> dict[str, list[tuple[tuple[str, ...], CalendarWord]]]:
    out: dict[str, list[tuple[tuple[str, ...], CalendarWord]]] = {}
    for kind, words, word in _rows():
        if kind == "holiday":
            out.setdefault(words[0], []).append((words, word))
    for rows in out.values():
        rows.sort(key=lambda entry: -len(entry[0]))
    return out


def holiday_at(lex: Sequence[Lexeme], i: int) -> tuple[CalendarWord, int] | None:
    """The holiday named at lexeme `i` and where it ends, None when there is none."""
    for words, word in _holidays().get(lex[i].low, ()):
        if words_at(lex, i, words):
            return word, i + len(words)
    return None


def first_words(*kinds: str) -> frozenset[str]:
    """Every word that a word or phrase of the calendar begins with, in lower case; of these kinds, if any are named."""
    return frozenset(words[0] for kind, words, _ in _rows() if not kinds or kind in kinds)
