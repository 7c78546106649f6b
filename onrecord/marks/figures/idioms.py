"""What is counted, told by a verb together with another word. Source: idioms.tsv."""

from __future__ import annotations

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
    for other, words, what in _rows().get((verb.lemma_.lower(), part), ()):
        if _stands(verb, other, words, whole):
            return what, (int(verb.idx), end_of(verb))
    return None


def _whole(anchor: Token) -> Token:
    """The "total" of "a total of 40 people": it has their place in the sentence."""
    over = anchor.head
    told = anchor.dep_ == "pobj" and over.lower_ == "of" and over.head.lemma_.lower() in ("total", "number")
    return over.head if told else anchor


def _stands(verb: Token, other: str, words: frozenset[str], anchor: Token) -> bool:
    for child in verb.children:
        if child == anchor:
            continue
        if other == "not" and child.dep_ == "neg":
            return True
        if other in _PARTICLES and child.lower_ == other and child.dep_ in ("prt", "advmod", "prep"):
            return True
        if other == "object" and child.dep_ in ("dobj", "obj") and child.lemma_.lower() in words:
            return True
        if child.dep_ == "prep" and child.lower_ == other:
            if any(x.dep_ == "pobj" and x.lemma_.lower() in words for x in child.children):
                return True
    return False


@cache
def _rows() -> dict[tuple[str, str], tuple[tuple[str, frozenset[str], str], ...]]:
    out: dict[tuple[str, str], tuple[tuple[str, frozenset[str], str], ...]] = {}
    columns = ("verb", "part", "with", "words", "what")
    for row in load(__package__, "idioms.tsv", columns, key=("verb", "part", "with", "words"), optional=("words",)):
        key = (row["verb"], row["part"])
        out[key] = (*out.get(key, ()), (row["with"], frozenset(row["words"].split()), row["what"]))
    return out
