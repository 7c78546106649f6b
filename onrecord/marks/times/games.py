"""What the clock and the quarters of a game are: "with 9:12 left in the half", "early in the third quarter"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.words import words_of

_GAME = words_of("of a game")
_BUSINESS = words_of("of business")
_BEFORE, _AFTER = 25, 25  # lexemes around a quarter that tell whose it is
_LEADS = ("with", "only", "just", "about", "under")
_LEFT = (("left",), ("remaining",), ("to", "go"), ("to", "play"))


def of_game(lex: Sequence[Lexeme], i: int) -> bool:
    """True where the quarter at lexeme `i` is one of a game, by the words around it."""
    near = lex[max(0, i - _BEFORE) : i + _AFTER]
    game = sum(word.low in _GAME for word in near) + _scores(near)
    return game > sum(word.low in _BUSINESS for word in near)


def _scores(near: Sequence[Lexeme]) -> int:
    """How often two numbers are set as a score: "a 31-24 victory"."""
    return sum(
        a.kind == c.kind == "number"
        and b.text in "-–"
        and a.text.isdecimal()
        and c.text.isdecimal()
        and len(a.text) < 4
        for a, b, c in zip(near, near[1:], near[2:], strict=False)
    )


def time_left(lex: Sequence[Lexeme], i: int) -> Hit | None:
    """What a game has left to run: "with 9:12 left in the half", "with 6:30 to go"."""
    if i == 0 or i + 3 >= len(lex) or lex[i - 1].low not in _LEADS or lex[i + 1].text != ":":
        return None
    minutes, seconds = lex[i].text, lex[i + 2].text
    if not (minutes.isdecimal() and seconds.isdecimal() and len(seconds) == 2 and int(seconds) < 60):
        return None
    if not any(words_at(lex, i + 3, words) for words in _LEFT):
        return None
    return Hit(i, i + 3, "DURATION", "time left", Point("fixed", fixed=f"PT{int(minutes)}M{int(seconds)}S"))
