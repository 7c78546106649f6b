"""Numbers of players and minutes of goals in the copy and captions of sport: they count nothing and are no ages."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.syntax import Words
from onrecord.marks.figures.words import words_of

_MOST = 120  # the highest number on a shirt, the last minute of a match
_ROW = frozenset((",", ";", ".", "and", ")", "'", "’", "+"))
_IN_BRACKETS = frozenset((",", ";", "'", "’", "+", "pen", "pens", "og", "and", "min", "mins"))
_NAMED = ("NNP", "NNPS", "NN")


def on_shirt(lex: Sequence[Lexeme], a: Amount, words: Words) -> bool:
    """ "Ben Hill (25) passes the goalie", "Orr (9, 44)", "Orr 9, Vale 71 were the scorers", "the winger wears 23"."""
    if a.form != "cardinal" or a.unit is not None or not a.first or not a.digits or not 0 < (a.value or 0) <= _MOST:
        return False
    if _worn(lex, a, words):
        return True
    open_at = _bracket(lex, a)
    if open_at is None and not _in_row(lex, a, words):
        return False
    begin, end = words.sentence(lex[a.core].start)
    inside = [i for i, x in enumerate(lex) if begin <= x.start < end]
    said = frozenset(lex[i].low for i in inside)
    if not words_of("player").isdisjoint(said):
        return True
    if open_at is None or not _is_name(lex, open_at - 1, words):
        return False
    many = sum(1 for i in inside if _numbered(lex, i, words)) > 1
    return any(_ranked(lex, i) for i in inside) or len(words_of("match") & said) >= (1 if many else 2)


def _in_row(lex: Sequence[Lexeme], a: Amount, words: Words) -> bool:
    """ "Orr 9, 44; Vale 71": numbers behind a name, with nothing counted behind them."""
    i = a.first - 1
    while i > 1 and lex[i].text in ",'’" and lex[i - 1].kind == "number":
        i -= 2
    return _is_name(lex, i, words) and _ends(lex, a.last)


def _ranked(lex: Sequence[Lexeme], i: int) -> bool:
    """ "No. 7", "number 9": where one player goes by a number, others do."""
    j = i + 2 if words_at(lex, i, ("no", ".")) else i + 1 if lex[i].low in ("no", "number") else len(lex)
    return j < len(lex) and lex[j].kind == "number" and len(lex[j].text) <= 2


def _worn(lex: Sequence[Lexeme], a: Amount, words: Words) -> bool:
    """ "wears 23", "wore the 23": and nothing behind it is counted."""
    i = a.first - 2 if words_at(lex, a.first - 1, ("the",)) else a.first - 1
    if i < 0 or words.at(lex[i].start).lemma_.lower() != "wear":
        return False
    return _ends(lex, a.last) or (a.last < len(lex) and words.at(lex[a.last].start).tag_ in ("IN", "CC", "TO", "RB"))


def _bracket(lex: Sequence[Lexeme], a: Amount) -> int | None:
    """The lexeme of the bracket in which the number stands with others alone."""
    first, last = a.first - 1, a.last
    while first > 0 and (lex[first].kind == "number" or lex[first].low in _IN_BRACKETS):
        first -= 1
    while last < len(lex) and (lex[last].kind == "number" or lex[last].low in _IN_BRACKETS):
        last += 1
    return first if lex[first].text == "(" and words_at(lex, last, (")",)) else None


def _numbered(lex: Sequence[Lexeme], i: int, words: Words) -> bool:
    """A bracket with a number behind a name begins at lexeme `i`."""
    return lex[i].text == "(" and i + 1 < len(lex) and lex[i + 1].kind == "number" and _is_name(lex, i - 1, words)


def _is_name(lex: Sequence[Lexeme], i: int, words: Words) -> bool:
    if i < 0 or lex[i].kind != "word" or not lex[i].text[0].isupper():
        return False
    token = words.at(lex[i].start)
    return token.tag_ in _NAMED and token.ent_type_ not in ("DATE", "TIME")


def _ends(lex: Sequence[Lexeme], i: int) -> bool:
    return i >= len(lex) or lex[i].low in _ROW
