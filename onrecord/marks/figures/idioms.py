"""What is counted, told by a verb together with another word. Source: idioms.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.marks.figures.syntax import end_of
from onrecord.marks.words import Token
from onrecord.shapes.table import load

_PARTICLES = ("out", "off")
_PARTS = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object", "obj": "object"}


def by_idiom(anchor: Token) -> tuple[str, tuple[int, int]] | None:
    """What happens to the people that `anchor` counts or heads, and the characters of the verb that says so."""
    whole = _whole(anchor)
    verb, part = whole.head, _PARTS.get(whole.dep_)
    if part is None:
        return None
    for other, words, who, what in _rows().get((verb.lemma_.lower(), part), ()):
        if _fits(whole, who) and _stands(verb, other, words, whole, bare=bool(who)):
            return what, (int(verb.idx), end_of(verb))
    return None


def _whole(anchor: Token) -> Token:
    """The "total" of "a total of 40 people": it has their place in the sentence."""
    over = anchor.head
    told = anchor.dep_ == "pobj" and over.lower_ == "of" and over.head.lemma_.lower() in ("total", "number")
    return over.head if told else anchor


def _fits(whole: Token, who: frozenset[str]) -> bool:
    """True where those counted are of the row's, or a number alone does not say who they are."""
    of = [x for p in whole.children if p.lower_ == "of" for x in p.children if x.dep_ == "pobj"]
    return not who or (whole.pos_ == "NUM" and not of) or any(x.lemma_.lower() in who for x in (whole, *of))


def _stands(verb: Token, other: str, words: frozenset[str], anchor: Token, *, bare: bool) -> bool:
    for child in verb.children:
        if child == anchor:
            continue
        if other == "not" and child.dep_ == "neg":
            return True
        if other in _PARTICLES and child.lower_ == other and child.dep_ in ("prt", "advmod", "prep"):
            governed = _governed(verb, child, anchor)
            if (not words or any(x.lemma_.lower() in words for x in governed)) and not (bare and _of(verb, child)):
                return True
            continue
        if other == "object" and child.dep_ in ("dobj", "obj") and child.lemma_.lower() in words:
            return True
        if child.dep_ == "prep" and child.lower_ == other:
            if any(x.dep_ == "pobj" and x.lemma_.lower() in words for x in child.children):
                return True
    return False


def _governed(verb: Token, particle: Token, anchor: Token) -> Iterator[Token]:
    """What stands after a particle: its own object, that of the verb, or that of a preposition beside it."""
    for child in (*particle.children, *verb.children):
        if child.i > particle.i and child != anchor:
            if child.dep_ in ("pobj", "dobj", "obj"):
                yield child
            elif child.dep_ == "prep":
                yield from (x for x in child.children if x.dep_ == "pobj")


def _of(verb: Token, particle: Token) -> bool:
    """True for "out of": where they left, not what they did."""
    return any(x.lower_ == "of" and x.i == particle.i + 1 for x in (*particle.children, *verb.children))


_Row = tuple[str, frozenset[str], frozenset[str], str]


@cache
def _rows() -> dict[tuple[str, str], tuple[_Row, ...]]:
    out: dict[tuple[str, str], tuple[_Row, ...]] = {}
    columns, asked = ("verb", "part", "with", "words", "who", "what"), ("words", "who")
    for row in load(__package__, "idioms.tsv", columns, key=("verb", "part", "with", "words"), optional=asked):
        key = (row["verb"], row["part"])
        words, who = (frozenset(row[name].split()) for name in asked)
        out[key] = (*out.get(key, ()), (row["with"], words, who, row["what"]))
    return out
