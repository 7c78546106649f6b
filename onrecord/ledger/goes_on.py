"""Counts of other things than people harmed that go on from report to report: cases, ships at anchor, jobs at risk."""

from __future__ import annotations

from functools import cache

from onrecord.ledger.claims import Claim
from onrecord.ledger.voices import rivals
from onrecord.ledger.words import stems
from onrecord.shapes.table import load

# What one counter counts twice is one thing while one number is no more than so many times the other.
_NEAR = 5.0


def goes_on(p: Claim, q: Claim) -> bool:
    """True where one named counter gives a later number of the same thing: one that runs on, or is told in its words.

    Two numbers of one report are two things.
    """
    a, b = p.first, q.first
    named = a.voice and b.voice and not rivals(a.voice, b.voice)
    if not (named and b.what.startswith("other:") and a.thing and b.thing) or p.reports & q.reports:
        return False
    if max(p.size, q.size) > _NEAR * min(p.size, q.size):
        return False
    nouns = stems(b.what.removeprefix("other:"))
    own = {*nouns, *a.voice.split(), *b.voice.split()}
    return bool(_running() & {*nouns}) or bool((_around(p) & _around(q)) - own)


def _around(claim: Claim) -> set[str]:
    return {word for t in claim.rows for word in t.context}


@cache
def _running() -> frozenset[str]:
    return frozenset(row["noun"] for row in load(__package__, "running.tsv", ("noun",)))
