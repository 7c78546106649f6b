"""Counts without a number: "dozens", "tens of thousands of", "several hundred", "no injuries", "none"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from onrecord.lexicon.hedges import hedge_before
from onrecord.lexicon.lexemes import DASHES, Lexeme, words_at
from onrecord.lexicon.numbers import number_beginnings, number_words
from onrecord.lexicon.units import unit_after
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.words import words_of

_SMALL_COUNTS = (
    ("a", "few"),
    ("several",),
    ("many",),
    ("some",),
    ("few",),
    ("a", "couple"),
    ("a", "couple", "of"),
    ("untold",),
    ("multiple",),
)
_LOOSE = (
    ("a", "number", "of"),
    ("a", "large", "number", "of"),
    ("a", "small", "number", "of"),
    ("large", "numbers", "of"),
    ("a", "handful", "of"),
    ("numerous",),
    ("countless",),
    ("scores", "of"),
)
# Told of people hurt or killed only: elsewhere they carry too little to be a figure.
_FAINT = (("several",), ("multiple",), ("a", "couple", "of"))
_COMPARED = words_of("compared")  # "no fewer than": a hedge
_SIZES = words_of("size of a number")


Lead = tuple[str, ...]  # the words of a count without a number, or what stands before its size


def _by_first(leads: Sequence[Lead]) -> dict[str, tuple[Lead, ...]]:
    """Phrases by their first word, in the same order: so that a word is held against those alone that it begins."""
    return {first: tuple(lead for lead in leads if lead[0] == first) for first in {lead[0] for lead in leads}}


_SMALL_COUNTS_OF, _LOOSE_OF, _FAINT_OF = (_by_first(leads) for leads in (_SMALL_COUNTS, _LOOSE, _FAINT))


@cache
def beginnings() -> frozenset[str]:
    """Every word that a count of any kind may begin with, in lower case."""
    counts = [lead[0] for lead in (*_SMALL_COUNTS, *_LOOSE, *_FAINT)]
    return number_beginnings() | frozenset([*counts, "tens", "no", "none", "nobody", "both"])


def may_begin(lex: Sequence[Lexeme], i: int) -> bool:
    """True where a count of any kind may begin: a quick look that spares most words the full reading."""
    found = lex[i]
    if found.kind in NUMERALS:
        return True
    if found.kind != "word" or found.low not in beginnings():
        return False
    if found.low not in _ARTICLES:
        return True
    return i + 1 < len(lex) and (lex[i + 1].low in _after_article() or lex[i + 1].text in DASHES)


NUMERALS = frozenset(("number", "fraction"))
_ARTICLES = ("a", "an")  # half of all words that a count may begin with, and it hardly ever does


@cache
def _after_article() -> frozenset[str]:
    """Every word that may stand behind "a" in a count: all that numbers are made of, and "few", "couple", "handful"."""
    made_of = (word for rows in number_words().values() for word in rows)
    return frozenset([*made_of, *(lead[1] for lead in (*_SMALL_COUNTS, *_LOOSE, *_FAINT) if len(lead) > 1)])


def vague_at(lex: Sequence[Lexeme], i: int) -> Amount | None:
    """The vague count that begins at lexeme `i`."""
    words = number_words()["vague"]
    end = 0 if _is_bare_scores(lex, i) else _chain(lex, i) if lex[i].low in words or lex[i].low == "tens" else 0
    if not end:
        for lead in _SMALL_COUNTS_OF.get(lex[i].low, ()):
            j = i + len(lead)
            if (
                words_at(lex, i, lead)
                and j < len(lex)
                and lex[j].low in _SIZES
                and not words_at(lex, j + 1, ("dollars",))
            ):
                end = j + 1
                break
    if not end:
        end = next((i + len(lead) for lead in _LOOSE_OF.get(lex[i].low, ()) if words_at(lex, i, lead)), 0)
    return _vague(lex, i, end) if end else None


def faint_at(lex: Sequence[Lexeme], i: int) -> Amount | None:
    """ "several", "both" and their like, which are figures only where people come to harm."""
    if lex[i].low == "both":
        two = Fraction(2)
        return Amount(i, i + 1, i, i + 1, "cardinal", two, two, two, "exact", None, None)
    faint = _FAINT_OF.get(lex[i].low, ())
    end = i + 1 if _is_bare_scores(lex, i) else next((i + len(lead) for lead in faint if words_at(lex, i, lead)), 0)
    return _vague(lex, i, end) if end else None


def _is_bare_scores(lex: Sequence[Lexeme], i: int) -> bool:
    """ "scores" without "of": a count in "scores were hurt", a verb in "scores twice" and "scores goals"."""
    if lex[i].low != "scores" or words_at(lex, i + 1, ("of",)):
        return False
    return i > 0 and lex[i - 1].text not in ".:;!?—"  # "Scores quarantined": no verb opens a sentence


def _chain(lex: Sequence[Lexeme], i: int) -> int:
    """The end of "dozens", "hundreds of thousands", "tens of millions"; 0 for "tens" alone."""
    words = number_words()["vague"]
    j = i + 1
    while j < i + 7 and words_at(lex, j, ("of",)) and j + 1 < len(lex) and lex[j + 1].low in words:
        j += 2  # three links at most, so that no text makes this slow
    return 0 if lex[i].low == "tens" and j == i + 1 else j


def _vague(lex: Sequence[Lexeme], i: int, end: int) -> Amount:
    first = i
    hedge = hedge_before(lex, i)
    if hedge is not None and hedge.word != "exact" and lex[i].low in number_words()["vague"]:
        first = hedge.first
    last = end
    unit = unit_after(lex, end + 1 if words_at(lex, end, ("of",)) else end)
    if unit is not None and unit.dimension != "duration":
        last = unit.last
    else:
        unit = None
    return Amount(first, last, i, end, "vague", None, None, None, "vague", (i, end), unit)


def zero_at(lex: Sequence[Lexeme], i: int) -> Amount | None:
    """ "no", "none", "nobody", "no one", "zero": whether they count is for noun and verb to say."""
    low = lex[i].low
    if low not in ("no", "none", "nobody") or (low == "no" and i + 1 < len(lex) and lex[i + 1].low in _COMPARED):
        return None
    end = i + 2 if words_at(lex, i, ("no", "one")) else i + 1
    zero = Fraction(0)
    return Amount(i, end, i, end, "zero", zero, zero, zero, "exact", None, None)
