"""Hedges: the words beside a number that say how firm it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, lexemes, words_at
from onrecord.shapes.quick import quick
from onrecord.shapes.table import load

WORDS = ("exact", "at_least", "more_than", "at_most", "less_than", "about", "nearly", "up_to", "range", "vague")


@quick
@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge that was found: its word in the record, the phrase of the table, lexemes [first, last)."""

    word: str
    phrase: str
    first: int
    last: int


@cache
def _phrases(side: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Phrases of one side by the word that touches the number, longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in load("onrecord.lexicon", "hedges.tsv", ("phrase", "side", "hedge"), key=("phrase", "side")):
        if row["side"] == side:
            words = tuple(found.low for found in lexemes(row["phrase"]))
            out.setdefault(words[-1 if side == "before" else 0], []).append((words, row["hedge"], row["phrase"]))
    for rows in out.values():
        rows.sort(key=lambda entry: -len(entry[0]))
    return out


def hedge_before(lex: Sequence[Lexeme], i: int) -> Hedge | None:
    """The longest hedge that ends right before lexeme `i`, None when there is none."""
    if i <= 0:
        return None
    for words, hedge, phrase in _phrases("before").get(lex[i - 1].low, ()):
        if words_at(lex, i - len(words), words):
            return Hedge(hedge, phrase, i - len(words), i)
    return None


def hedge_after(lex: Sequence[Lexeme], i: int) -> Hedge | None:
    """The longest hedge that begins at lexeme `i`, None when there is none."""
    if i >= len(lex):
        return None
    for words, hedge, phrase in _phrases("after").get(lex[i].low, ()):
        if words_at(lex, i, words):
            return Hedge(hedge, phrase, i, i + len(words))
    return None


def hedge_of(words: str) -> str | None:
    """The hedge that the stretch `words` expresses on its own, None when the table has no such phrase."""
    low = tuple(found.low for found in lexemes(words))
    for side, edge in (("before", -1), ("after", 0)):
        for phrase, hedge, _ in _phrases(side).get(low[edge], ()) if low else ():
            if phrase == low:
                return hedge
    return None
