"""What is counted, told by a verb together with another word. Source: idioms.tsv."""

from __future__ import annotations

from functools import cache

from onrecord.marks.figures.syntax import end_of
from onrecord.marks.words import Token
from onrecord.shapes.table import load

_PARTS = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object", "obj": "object"}


def by_idiom(anchor: Token) -> tuple[str, tuple[int, int]] | None:
    """What happens to the people that `anchor` counts or heads, and the characters of the verb that says so."""
    verb, part = anchor.head, _PARTS.get(anchor.dep_)
    if part is None:
        return None
    for other, words, what in _rows().get((verb.lemma_.lower(), part), ()):
        if _stands(verb, other, words, anchor):
            return what, (int(verb.idx), end_of(verb))
    return None


def _stands(verb: Token, other: str, words: frozenset[str], anchor: Token) -> bool:
    for child in verb.children:
        if child == anchor:
            continue
        if other == "not" and child.dep_ == "neg":
            return True
        if other == "out" and child.lower_ == "out" and child.dep_ in ("prt", "advmod", "prep"):
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
