"""Denials of a whole statement without its being repeated: "nothing had been reported", "no such letter had come"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.ledger.answers import negated
from onrecord.ledger.words import stems
from onrecord.lexicon.irregular import bases
from onrecord.shapes.table import load

# Where the clause ends that denies: what follows is told beside it.
_CLAUSE = re.compile(
    r"[,;:\u2014\u2013]|\.\s|\s(?:and|but|while|though|although|because|since|as|who|which)\s", re.IGNORECASE
)
_POINTS = re.compile(r"\b(?:no|any) such\b|\bnothing of the (?:sort|kind)\b|\bany of (?:it|this|that)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not any|not a single|never any)\s+(\w+(?:\s+\w+)?)", re.IGNORECASE)
# One word in common is little: then what is denied must be denied of everybody, or for ever.
_HALF = 0.5
_DEED = 3  # words of a deed with who did it to whom


def denies_whole(said: str, denial: str) -> bool:
    """True when a statement that follows another's says that nothing of it is so.

    It points back ("no such letter"), or denies of all what the other tells of some: "nobody had attacked anybody"
    after "officers had been attacked with iron bars".
    """
    clause = _CLAUSE.split(denial.strip(" \"'\u201c\u201d\u2018\u2019"), maxsplit=1)[0]
    if negated(said) or not (negated(clause) or _NO.search(clause)):
        return False
    if _POINTS.search(clause):
        return True
    words = stems(clause)
    whole = [w for w in words if w in _sort("all")]
    telling = [w for w in words if w not in _sort("all") and w not in _sort("frame")]
    told = _bases(stems(said))
    shared = [w for w in telling if _bases([w]) & told]
    if not whole or not shared:
        return False
    noun = _NO.search(clause)
    named = noun is not None and bool(_bases(stems(noun[1])) & told)
    return len(shared) == len(telling) or (named and len(shared) >= _HALF * len(telling))


def denies_deed(said: str, denial: str) -> bool:
    """True when a statement that follows another's says of one deed in it, in its words, that it was not done.

    "The clerk did not call the owner" after "the clerk called the owner twice, then took the money".
    """
    clause = _CLAUSE.split(denial.strip(" \"'\u201c\u201d\u2018\u2019"), maxsplit=1)[0]
    if negated(said) or not negated(clause):
        return False
    told = _bases(stems(said))
    words = [w for w in stems(clause) if w not in _sort("all") | _sort("frame") | _sort("verb")]
    return len(words) >= _DEED and all(_bases([w]) & told for w in words)


def _bases(words: Iterable[str]) -> set[str]:
    return {base for word in words for base in (word, *bases(word))}


@cache
def _sort(sort: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load(__package__, "nothing.tsv", ("word", "sort")) if row["sort"] == sort)
