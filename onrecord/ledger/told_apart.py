"""Denials of something else, taken out of what they were joined with: that nobody was hurt in a fire denies no fire."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.ledger.deeds import HARM, deeds
from onrecord.ledger.noun_phrase import BARE
from onrecord.ledger.parties import party, shared
from onrecord.ledger.strands import Strand, strand
from onrecord.ledger.tellings import Told
from onrecord.shapes.table import load

_PART = 0.2  # of those who tell it, for a deed to be what they tell and no word of one of them
_VIOLENT = "attack bomb shoot blast fight fire stab beat".split()
_PLAIN = frozenset(("parse:neg", "aux", "parse:yet", "going to"))  # rules of the events for a mere "not"
_REAL = frozenset(("happened", "ongoing", "historical"))


def told_apart(strands: Iterable[Strand]) -> list[Strand]:
    """The strands in their order, each without tellings that deny another deed; those stand for themselves.

    Only where others tell that it is so: what is denied and nothing else is as it was joined.
    """
    found = [one for joined in strands for one in _parts(joined)]
    return sorted(found, key=lambda s: s.key)


def _parts(one: Strand) -> Iterator[Strand]:
    so = [t for t in one.tellings if t.telling.modality in _REAL]
    strange = [t for t in one.tellings if t.telling.modality == "denied" and not _denies(t, so)] if so else []
    if not strange:
        yield one
        return
    kept = [t for t in one.tellings if t not in strange]
    yield _with(one, kept)
    by_deed: dict[frozenset[str], list[Told]] = {}
    for told in strange:
        by_deed.setdefault(deeds(told.anchor), []).append(told)
    for rows in by_deed.values():
        yield _with(strand(rows[0]), rows)


def _denies(denial: Told, so: Sequence[Told]) -> bool:
    """True where what is denied is the deed that the others tell."""
    if denial.how in _no_denials() or (denial.how in _PLAIN and not _meets(denial, so)):
        return False  # "no decision has been reached" does not deny last year's
    if denial.noun is not BARE and _hand().search(denial.telling.text):
        return False  # "denied causing the crash", "that it started the fire"
    mine = deeds(denial.anchor)
    told = Counter(d for t in so for d in deeds(t.anchor))
    theirs = frozenset(d for d in told if told[d] >= _PART * len(so))
    if not mine or not theirs:
        return True
    if mine <= HARM and not denial.actor:  # "no one was hurt in the blast"
        return theirs <= HARM
    if mine & theirs:
        return True
    # "Denied shooting at them", of a killing: what somebody did to others is told by many words.
    violent = HARM | deeds(_VIOLENT)
    return bool(denial.actor) and bool(mine & violent and theirs & violent) and denial.type in {t.type for t in so}


def _meets(denial: Told, so: Sequence[Told]) -> bool:
    """True where a plain "not" tells of whom or what others tell: it shares a doer or a victim, or words about it."""
    mine = frozenset(map(party, denial.actor)), frozenset(map(party, denial.recipient))
    about = denial.words - denial.anchor
    for told in so:
        who, whom = shared(mine[0], tuple(map(party, told.actor))), shared(mine[1], tuple(map(party, told.recipient)))
        words = about & (told.words - told.anchor)
        if whom or words or (who and not about):
            return True
    return False


@cache
def _no_denials() -> frozenset[str]:
    rows = load(__package__, "no_denials.tsv", ("words", "means"))
    return frozenset(f"modality.tsv:{word}" for row in rows for word in row.words("words"))


@cache
def _hand() -> re.Pattern[str]:
    verbs = "|".join(row["verb"] for row in load(__package__, "hand.tsv", ("verb", "as")))
    return re.compile(rf"^(?:\w+\s){{0,3}}?(?:{verbs})", re.IGNORECASE)


def _with(one: Strand, rows: Sequence[Told]) -> Strand:
    return replace(one, tellings=tuple(rows), reports=frozenset(t.telling.report for t in rows))
