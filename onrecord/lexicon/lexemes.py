"""Text cut into words, numerals and signs, each with its place: what the readers of numbers and dates work on.

A parser's own tokens differ from model to model ("20-30", "1.4M", "8–10"); these do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

# Every quantifier that could run over others is bounded, so the whole is linear in the text. What begins no word but
# could begin another alternative is kept out of it ("½" counts as a letter), so that the commonest may be tried first.
_WEB = r"""
    (?P<web> (?:https?://|www\.)\S+ | [\w.+-]{1,64}@[\w.-]{1,80} | [@\#]\w+
           | \b[a-z][a-z0-9-]{0,60}(?:\.[a-z0-9-]{1,60}){0,3}\.(?:com|org|net|gov|edu|info|co|int)\b(?:/\S*)? )
"""
_OTHERS = r"""
    (?P<dotted> (?:[A-Za-z]\.){2,6} )
  | (?P<word> [^\W\d_\u00bc-\u00be\u2150-\u215e][^\W\d_]* )
  | (?P<number> \d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,4}(?!\d)
              | \d{1,3}(?:['\u2019]\d{3}){1,4}(?!\d)
              | \d{1,3}(?:[ ]\d{3}){0,3}[ ]000(?!\d|[.,]\d)
              | \d{1,3}(?:,[ ]\d{3}){0,2},[ ]0\d\d(?!\d|[.,]\d)
              | (?: (?<=[Aa]bout[ ]) | (?<=over[ ]) | (?<=nearly[ ]) | (?<=[Ss]ome[ ]) | (?<=than[ ]) | (?<=least[ ]) )
                \d{1,3},[ ]\d{3}(?!\d|[.,]\d|,[ ]\d|[ ](?:and|or)[ ]\d)
              | \d\.[ ]\d(?=[ ]?-?[ ]?magnitude\b|[ ]on[ ]the[ ]Richter\b)
              | (?: (?<=magnitude[ ]) | (?<=magnitude[ ]-[ ]) | (?<=magnitude[ ]of[ ]) ) \d\.[ ]\d(?!\d)
              | \d+(?:[.,]\d+)* )
  | (?P<fraction> [\u00bc-\u00be\u2150-\u215e] )
  | (?P<clitic> ['’](?:[sS]|re|ve|ll|[dmt])\b )
  | (?P<sign> \S )
"""
_LEXEME = re.compile(f"{_WEB} | {_OTHERS}", re.VERBOSE)
_NO_WEB = re.compile(_OTHERS, re.VERBOSE)  # for a text without these signs, in which no address can stand
_WEB_SIGN = re.compile(r"[@#]|https?://|www\.|\.(?:com|org|net|gov|edu|info|co|int)\b")


class Lexeme(NamedTuple):
    """A word, numeral or sign: characters [start, end) of the text it was cut from.

    `kind` is number, fraction (one character, "½"), dotted ("p.m."), clitic ("'s"), word, sign or web (an address,
    a handle, a hashtag). `low` is the text in lower case, without the full stops of a dotted one.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str

    def touches(self, other: Lexeme) -> bool:
        """True when `other` follows at once, with nothing between."""
        return self.end == other.start


_lexeme = partial(tuple.__new__, Lexeme)  # by its fields as one tuple: thrice as quick as calling the class


@lru_cache(maxsize=8)
def lexemes(text: str) -> tuple[Lexeme, ...]:
    """The lexemes of `text`, in order; white space stands in none (but for the spaces inside "10 000").

    Those of the last few texts are kept: the readers of times and of figures ask one after the other.
    """
    out = []
    for found in (_NO_WEB if _WEB_SIGN.search(text) is None else _LEXEME).finditer(text):
        kind, words = found.lastgroup or "sign", found.group()
        low = words.lower()
        if kind == "dotted":
            low = low.replace(".", "")
        elif kind != "word":
            low = low.replace("’", "'")
        start, end = found.span()
        out.append(_lexeme((words, low, start, end, kind)))
    return tuple(out)


def words_at(lex: Sequence[Lexeme], i: int, phrase: Sequence[str]) -> bool:
    """True when the lexemes from `i` on are the words of `phrase` (lower case)."""
    if i < 0 or i + len(phrase) > len(lex):
        return False
    for word in phrase:  # asked for every word of a text, many times over
        if lex[i].low != word:
            return False
        i += 1
    return True


DASHES = frozenset("-–—‑‒−")


def is_dash(lex: Sequence[Lexeme], i: int) -> bool:
    """True when lexeme `i` is a hyphen or dash of any length."""
    return 0 <= i < len(lex) and lex[i].text in DASHES


def joined(lex: Sequence[Lexeme], i: int) -> bool:
    """True when lexeme `i` is a dash that touches its neighbours on both sides, as in "twenty-one"."""
    return (
        is_dash(lex, i) and 0 < i < len(lex) - 1 and lex[i - 1].end == lex[i].start and lex[i].end == lex[i + 1].start
    )
