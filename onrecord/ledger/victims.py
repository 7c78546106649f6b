"""Somebody named who was killed: a person dies once, whatever word, type of event or day the tellings of it have."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ledger.parties import Party, alike
from onrecord.ledger.strands import Strand

FATAL = "kill"
_NAME = 1.5  # of `alike`: one name, or a part of it
# What may have killed. Other wrongs to the same person (a robbery, a chase) are told beside the killing.
MAY_KILL = frozenset("ASSAULT ACCIDENT DISASTER".split())
_WAYS = frozenset("attack accident strike_from_afar shoot stab beat blast hit crash collapse sink fire".split())


def victims(strand: Strand) -> list[Party]:
    """The people named to whom a strand tells that something was done."""
    return [p for p in strand.recipient if p.kind == "named" and not p.is_nation]


def one_death(a: Strand, b: Strand) -> bool:
    """True where both tell of the killing of one person by name, or one of it and the other of what did it."""
    if not a.recipient or not b.recipient or not (FATAL in a.deeds or FATAL in b.deeds):
        return False
    return _deadly(a) and _deadly(b) and _same(victims(a), victims(b))


def _deadly(strand: Strand) -> bool:
    return FATAL in strand.deeds or bool(strand.types & MAY_KILL and strand.deeds & _WAYS)


def _same(a: Sequence[Party], b: Sequence[Party]) -> bool:
    """True where all who are named on one side are on the other: "the deaths of Brond and Trane" may be two."""
    return bool(a) and bool(b) and _all(a, b) and _all(b, a)


def _all(some: Sequence[Party], others: Sequence[Party]) -> bool:
    return all(any(alike(x, y) >= _NAME for y in others) for x in some)
