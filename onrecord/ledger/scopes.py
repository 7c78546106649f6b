"""Totals that one could take for each other, and that count other places, other people or another stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from onrecord.ledger.claims import Claim, claims, sides
from onrecord.ledger.places import nested
from onrecord.ledger.questions import question_of
from onrecord.ledger.severity import HOW_BADLY
from onrecord.ledger.tally import FIRM, Tally, days_between
from onrecord.ledger.voices import rivals
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement

# Totals of two places, or of a thing that only the words around it name, further apart than this are not taken for
# each other.
CONFUSABLE = 2.5
_SUFFERED = frozenset(("killed", "injured", "missing"))
# Totals of some people and of all, in two reports, are taken for each other up to here.
_MISTAKEN = 2.0


def of_scope(groups: Sequence[Sequence[Tally]], backing: Backing) -> list[Disagreement]:
    """Totals of one day that are near enough to be taken for each other, but count other places or other people."""
    by_kind: dict[tuple[str, ...], list[Sequence[Tally]]] = {}
    for group in groups:
        if group[0].what in FIRM - {"magnitude"} and group[0].scope == "total":  # two shocks are no totals
            by_kind.setdefault((group[0].what, group[0].measure), []).append(group)
    out = []
    for same in by_kind.values():
        for a, b in combinations(same, 2):
            one_place = _one_place(a, b)
            if {a[0].population, b[0].population} & HOW_BADLY:
                continue  # the badly hurt are some of the hurt: nobody takes the one for the other
            stretches = a[0].period != b[0].period and all(g[0].period for g in (a, b))
            if stretches or (one_place and (a[0].population, a[0].period) == (b[0].population, b[0].period)):
                continue  # two days of a war are no two answers to one question
            fits = _confused if one_place else _alike
            pairs = [(p, q) for p in claims(a, backing) for q in claims(b, backing) if fits(p, q)]
            differ = sides(list(dict.fromkeys(c for pair in pairs for c in pair)), backing)
            if len(differ) > 1:
                out.append(Disagreement(question_of([*a, *b], where=one_place), "scope", differ))
    return out


def of_none(groups: Sequence[Sequence[Tally]], backing: Backing) -> list[Disagreement]:
    """ "Nobody was killed" by one named counter against a number of another's, for one day and one place."""
    by_kind: dict[tuple[str, ...], list[Tally]] = {}
    for group in groups:
        if group[0].what in _SUFFERED and group[0].scope == "total":
            for t in group:
                if t.voice and t.value is not None and not t.retracted and not t.former:
                    by_kind.setdefault((t.what, t.population, t.period), []).append(t)
    out = []
    for same in by_kind.values():
        none = [t for t in same if t.value == 0]
        some = [t for t in same if t.value and any(_denies(z, t) for z in none)]
        none = [z for z in none if any(_denies(z, t) for t in some)]
        if none and some:
            differ = sides([*claims(none, backing), *claims(some, backing)], backing)
            out.append(Disagreement(question_of([*none, *some], where=False), "conflict", differ))
    return out


def _denies(none: Tally, some: Tally) -> bool:
    apart = days_between(none.at, some.at)
    near = abs(apart) <= 1 if apart is not None else none.at is None and some.at is None
    placed = not none.place or not some.place or none.place == some.place or nested(none, some)
    return near and placed and rivals(none.voice, some.voice)


def _one_place(a: Sequence[Tally], b: Sequence[Tally]) -> bool:
    one, two = {t.place for t in a if t.place}, {t.place for t in b if t.place}
    return bool(one & two) or not (one or two)


def _alike(p: Claim, q: Claim) -> bool:
    """True for totals of two places, or of one and of all, that one could take for each other."""
    a, b = p.first, q.first
    placed = (a.place and b.place) or ((a.place or b.place) and p.reports & q.reports)
    of_one_kind = (a.population, a.period) == (b.population, b.period)
    return bool(placed) and of_one_kind and _near(p, q, CONFUSABLE)


def _confused(p: Claim, q: Claim) -> bool:
    """True for totals of some and of all, or of a stretch and the whole, that no report sets apart."""
    return not p.reports & q.reports and _near(p, q, _MISTAKEN)


def _near(p: Claim, q: Claim, factor: float) -> bool:
    a, b = p.first, q.first
    apart = days_between(p.at, q.at)
    if not a.size or not b.size or a.size == b.size or a.retracted or b.retracted:
        return False
    return (apart is None or abs(apart) <= 1) and max(a.size, b.size) <= factor * min(a.size, b.size)
