"""Counts of other things than people harmed that go on from report to report: cases, ships at anchor, jobs at risk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.ledger.claims import Claim
from onrecord.ledger.voices import rivals
from onrecord.ledger.words import stems
from onrecord.shapes.table import load

# What one counter counts twice is one thing while one number is no more than so many times the other.
_NEAR = 5.0
# Deeds that no one thing has done to it at once; of most others a sentence tells several.
_SHOT = frozenset(("strike", "fire", "load"))
# So many words are told of both of a thing that does not run on by itself.
_ALIKE = 2


def goes_on(p: Claim, q: Claim) -> bool:
    """True where one named counter gives a later number of the same thing: one that runs on, or is told in its words.

    Two numbers of one report are two things, and so are two of which not the same was done.
    """
    a, b = p.first, q.first
    named = a.voice and b.voice and not rivals(a.voice, b.voice)
    if not (named and b.what.startswith("other:") and a.thing and b.thing) or p.reports & q.reports:
        return False
    if max(p.size, q.size) > _NEAR * min(p.size, q.size):
        return False
    done, later = _dealt(p), _dealt(q)
    if (done or later) and not done & later:
        return False
    nouns = stems(b.what.removeprefix("other:"))
    own = {*nouns, *a.voice.split(), *b.voice.split()}
    return bool(_running() & {*nouns}) or len((_around(p) & _around(q)) - own) >= _ALIKE


def _around(claim: Claim) -> set[str]:
    return {word for t in claim.rows for word in t.context}


def done_otherwise(p: Claim, q: Claim) -> bool:
    """True for things of which not the same was done: bullets that hit somebody, bullets in a gun."""
    one, two = _dealt(p) & _SHOT, _dealt(q) & _SHOT
    return bool(one and two) and not one & two


def _dealt(claim: Claim) -> set[str]:
    """What the words around a number say was done with the things it counts."""
    return {_deeds()[word] for word in _around(claim) if word in _deeds()}


@cache
def _deeds() -> Mapping[str, str]:
    rows = load(__package__, "dealt.tsv", ("deed", "words"))
    return {word: row["deed"] for row in rows for word in row.words("words")}


@cache
def _running() -> frozenset[str]:
    return frozenset(row["noun"] for row in load(__package__, "running.tsv", ("noun",)))
