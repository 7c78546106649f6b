"""Where reports of a story differ, and how: corrected, moved on, hedged otherwise, counted otherwise, contested.

A pair of values gets the first kind that fits, in the order of the record; what is left is a conflict. A false
conflict is worse than a missed one: where time may explain a difference, it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.ledger.denials import denials
from onrecord.ledger.quantities import quantities
from onrecord.ledger.tally import CUMULATIVE, FIRM, LEVELS, Tally, days_between, most, rivals
from onrecord.shapes.link import DISAGREEMENT_KINDS, Copy, Disagreement, Evidence, Side
from onrecord.shapes.reading import Reading

# "About 1,200" and "nearly 1,200" leave this much room.
_ROOM = 0.1
_QUESTIONS = {
    "killed": "How many were killed",
    "injured": "How many were injured",
    "missing": "How many are missing",
    "displaced": "How many are displaced",
    "evacuated": "How many were evacuated",
    "rescued": "How many were rescued",
    "trapped": "How many are trapped",
    "recovered": "How many were recovered",
    "destroyed": "How much was destroyed",
    "arrested": "How many were arrested",
    "abducted": "How many were abducted",
    "held": "How many are held",
    "attended": "How many attended",
    "votes": "How many votes",
    "magnitude": "What was the magnitude",
    "money": "How much money",
    "percent": "What share",
    "distance": "How far",
    "duration": "How long",
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """Equal figures of one counter for one day, from all reports that give them."""

    first: Tally
    rows: tuple[Tally, ...]
    origins: frozenset[str]

    @property
    def at(self) -> str | None:
        return self.first.at


def disagreements(
    readings: Sequence[Reading], origin_of: Mapping[str, str], copies: Iterable[Copy] = ()
) -> tuple[Disagreement, ...]:
    """The disagreements of a story, in the order of their kinds.

    Takes: the story's readings, the origin of each report by id, and the copies among them (for versions of a page).
    """
    versions = frozenset((c.of, c.report) for c in copies if c.kind == "update" and c.directed)
    out: list[Disagreement] = []
    for group in quantities(readings):
        if group[0].scope != "new" and group[0].period != "aside":
            out += _of_quantity(group, origin_of, versions)
    out += denials(readings, origin_of)
    order = {kind: i for i, kind in enumerate(DISAGREEMENT_KINDS)}
    return tuple(
        sorted(out, key=lambda d: (order[d.kind], d.question, d.sides[0].reports, d.sides[0].evidence[0].start))
    )


def bounds(tally: Tally) -> tuple[float, float] | None:
    """Between which numbers the true one lies by this figure; None for a vague one."""
    size = tally.size
    if size is None:
        return None
    match tally.hedge:
        case "at_least" | "more_than":
            return size, float("inf")
        case "at_most" | "less_than" | "up_to":
            return float("-inf"), size
        case "nearly":
            return size * (1 - _ROOM), size
        case "about":
            return size * (1 - _ROOM), size * (1 + _ROOM)
    low = tally.low if tally.low is not None else size
    high = tally.high if tally.high is not None else size
    return float(low), float(high)


def _of_quantity(
    group: Sequence[Tally], origin_of: Mapping[str, str], versions: frozenset[tuple[str, str]]
) -> list[Disagreement]:
    claims = _claims(group, origin_of)
    withdrawn = [c.first for c in claims if c.first.retracted]
    pairs: dict[str, list[tuple[_Claim, _Claim]]] = {}
    for p, q in combinations(claims, 2):
        kind = _kind(p, q, withdrawn, versions)
        if kind is not None:
            pairs.setdefault(kind, []).append((p, q))
    out = []
    for kind in sorted(pairs):
        for together in _connected(pairs[kind]):
            sides = _sides(together)
            if len(sides) > 1:
                out.append(Disagreement(_question(group), kind, sides))
    return out


def _claims(group: Iterable[Tally], origin_of: Mapping[str, str]) -> list[_Claim]:
    same: dict[tuple[object, ...], list[Tally]] = {}
    for t in group:
        if bounds(t) is not None:
            same.setdefault((t.value, t.low, t.high, t.hedge, t.voice, t.at, t.retracted), []).append(t)
    found = [
        _Claim(rows[0], tuple(rows), frozenset(origin_of.get(t.report, t.report) for t in rows))
        for rows in same.values()
    ]
    return sorted(found, key=lambda c: (c.at or "9", c.first.published or "9", c.first.report, c.first.start))


def _kind(p: _Claim, q: _Claim, withdrawn: Sequence[Tally], versions: frozenset[tuple[str, str]]) -> str | None:
    """The kind of disagreement between an earlier and a later claim; None when there is none, or it cannot be told."""
    a, b = p.first, q.first
    one, two = bounds(a), bounds(b)
    if one is None or two is None or (a.value, a.low, a.high, a.hedge) == (b.value, b.low, b.high, b.hedge):
        return None
    contested = rivals(a.voice, b.voice)
    if a.retracted or b.retracted:
        return "correction" if not contested and _corrected(a, b) else None
    apart = days_between(p.at, q.at)
    if not contested and apart and any(w.value == a.value and not rivals(w.voice, a.voice) for w in withdrawn):
        return "correction"
    if not contested and a.value != b.value and _moved_on(p, q, apart, versions):
        return "update"
    if one[0] <= two[1] and two[0] <= one[1]:
        return "hedge" if not p.origins & q.origins else None
    if apart is not None and apart > 0 and b.what in CUMULATIVE and (b.size or 0) > (a.size or 0):
        return None  # two counters, two days: both may be right
    if a.scope == "part" or (b.what in LEVELS and apart):
        return None
    if contested:
        return "conflict" if apart is None or apart <= 2 else None
    same_day = a.as_of is not None and a.as_of == b.as_of
    if b.what not in FIRM or p.origins & q.origins or not (same_day or (apart or 0) > 0):
        return None
    return "conflict"


def _corrected(a: Tally, b: Tally) -> bool:
    """True when one of two values is taken back and the other is what a report says when, or after, that was done."""
    if a.retracted == b.retracted or a.value == b.value:
        return False
    old, new = (a, b) if a.retracted else (b, a)
    return old.report == new.report or (days_between(old.published, new.published) or -1) >= 0


def _moved_on(p: _Claim, q: _Claim, apart: int | None, versions: frozenset[tuple[str, str]]) -> bool:
    """True when the later value is the earlier one brought up to date."""
    a, b = p.first, q.first
    if any((t.report, u.report) in versions for t in p.rows for u in q.rows):
        return b.what in FIRM
    if b.what not in CUMULATIVE | LEVELS:
        return False
    # One day's toll printed later is the later toll: it rose within hours.
    later = apart or days_between(a.published, b.published) or 0
    return later > 0 and (b.what in LEVELS or (b.size or 0) >= (a.size or 0))


def _connected(pairs: Sequence[tuple[_Claim, _Claim]]) -> list[list[_Claim]]:
    groups: list[list[_Claim]] = []
    for p, q in pairs:
        touching = [g for g in groups if p in g or q in g]
        merged = [c for g in touching for c in g]
        merged += [c for c in (p, q) if c not in merged]
        groups = [g for g in groups if g not in touching] + [merged]
    return groups


def _sides(claims: Sequence[_Claim]) -> tuple[Side, ...]:
    """One side for each value, in order of time."""
    same: dict[tuple[object, ...], list[_Claim]] = {}
    ordered = sorted(claims, key=lambda c: (c.at or "9", c.first.published or "9", c.first.report, c.first.start))
    for claim in ordered:
        t = claim.first
        same.setdefault((t.value, t.low, t.high, t.hedge), []).append(claim)
    return tuple(_side(found) for found in same.values())


def _side(claims: Sequence[_Claim]) -> Side:
    rows = [t for c in claims for t in c.rows]
    t = rows[0]
    days = [r.as_of for r in rows if r.as_of]
    return Side(
        value=t.value,
        low=t.low,
        high=t.high,
        hedge=t.hedge,
        as_of=min(days, default=None),
        text=None,
        counter=next((r.counter for r in rows if r.counter), None),
        reports=tuple(dict.fromkeys(r.report for r in rows)),
        origins=len(frozenset[str]().union(*(c.origins for c in claims))),
        evidence=tuple(Evidence(r.report, r.start, r.end) for r in rows),
    )


def _question(group: Sequence[Tally]) -> str:
    what = group[0].what
    asked = _QUESTIONS.get(what) or f"How many {most(t.printed_what.removeprefix('other:') for t in group)}"
    if group[0].population:
        asked = asked.replace("How many", f"How many {group[0].population}")
    where = most(t.where for t in group)
    return asked + (f" ({where})?" if where else "?")
