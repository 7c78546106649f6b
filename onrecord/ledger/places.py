"""Where a figure holds: names of one place, places inside a country, figures that name no place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.ledger.tally import TELLING, Tally, days_between
from onrecord.ledger.voices import rivals
from onrecord.lexicon import gazetteer
from onrecord.shapes.union import Union

# An undated toll without a place joins the place whose values it is near.
_NEAR = 3.0
_NEAR_ALONE = 6.0  # where there is no other place
_FAR_MORE = 2.0  # a total so many times what the same report counts at a place is not that place's
# A country and a place in it are one place of a happening while their totals are so near in size and time.
_WITHIN = 2.5
_WITHIN_DAYS = 3


def same_places(groups: Iterable[Sequence[Tally]]) -> Mapping[str, str]:
    """Which names mean the place of one happening: each name → the one that stands for all.

    "Off the island" and "on the lake" show themselves as one by equal values in any kind of figure, unless some
    report counts them apart.
    """
    names: set[str] = set()
    same: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    for group in groups:
        by_name: dict[str, list[Tally]] = {}
        for tally in group:
            if tally.place:
                by_name.setdefault(tally.place, []).append(tally)
        names.update(by_name)
        for a, b in combinations(sorted(by_name), 2):
            one = _aliases(by_name[a], by_name[b])
            if one is not None:
                (same if one else apart).add((a, b))
    union = Union(sorted(names))
    for a, b in sorted(same - apart):
        union.join(a, b)
    return {name: union.root(name) for name in sorted(names)}


def by_place(group: Sequence[Tally], place: Mapping[str, str]) -> list[list[Tally]]:
    """One kind of figure cut by place; a figure without one goes where its value is at home."""
    places: dict[str, list[Tally]] = {}
    for tally in group:
        if tally.place:
            places.setdefault(place[tally.place], []).append(tally)
    there = {name: _Placed(placed) for name, placed in places.items()}
    homes = [(tally, _home(tally, there)) for tally in group if not tally.place]
    for tally, home in homes:
        if home is not None:
            places[home].append(tally)
    nowhere = [tally for tally, home in homes if home is None]
    return [g for g in (*(places[p] for p in sorted(places)), nowhere) if g]


def _aliases(a: Sequence[Tally], b: Sequence[Tally]) -> bool | None:
    """True when two places have equal values, False when a report counts them apart, None when nothing tells."""
    same = False
    in_a: dict[str, list[Tally]] = {}
    by_value: dict[tuple[object, str], list[Tally]] = {}
    for t in a:
        in_a.setdefault(t.report, []).append(t)
        by_value.setdefault((t.value, t.hedge), []).append(t)
    for u in b:
        for t in in_a.get(u.report, ()):
            if t.value == u.value and t.value is not None:
                same = True
            elif t.as_of == u.as_of and not (t.retracted or u.retracted or rivals(t.voice, u.voice)):
                return False
        if u.value is not None and u.value >= TELLING and u.hedge == "exact":
            near = (days_between(t.at, u.at) for t in by_value.get((u.value, u.hedge), ()))
            same = same or any(d is not None and abs(d) <= 3 for d in near)
        same = same or any(_within(t, u) for t in a)
    return same or None


def _within(a: Tally, b: Tally) -> bool:
    """True for a country and a place in it with totals near in size and time."""
    if not a.size or not b.size or max(a.size, b.size) > _WITHIN * min(a.size, b.size):
        return False
    apart = days_between(a.at, b.at)
    return nested(a, b) and a.scope == "total" and apart is not None and abs(apart) <= _WITHIN_DAYS


def nested(a: Tally, b: Tally) -> bool:
    """True when one counts for a country and the other for a place that may lie in it."""
    wide, narrow = (a, b) if a.country else (b, a)
    if not wide.country or narrow.country or not narrow.place:
        return False
    known = gazetteer.towns(narrow.where or "")
    return not known or any(town.country == wide.country for town in known)


class _Placed:
    """The figures of one place, looked up by value, by size and by report."""

    def __init__(self, placed: Sequence[Tally]) -> None:
        self.sizes = sorted(t.size for t in placed if t.size)
        self.by_report: dict[str, list[Tally]] = {}
        self.printing: dict[float, set[str]] = {}
        for t in placed:
            self.by_report.setdefault(t.report, []).append(t)
            if t.value is not None:
                self.printing.setdefault(t.value, set()).add(t.report)

    def near(self, size: float, room: float) -> int:
        """How many are no more than `room` times as large or as small as a size."""
        return bisect_right(self.sizes, room * size) - bisect_left(self.sizes, size / room)


def _home(tally: Tally, places: Mapping[str, _Placed]) -> str | None:
    """The place a figure without one belongs to.

    Where its own report has that value, else where any report has it, else, of those near in size, the one that most
    figures speak of.
    """
    size = tally.size
    if not size or tally.scope == "new":
        return next(iter(places)) if len(places) == 1 else None
    ranked = []
    room = _NEAR if len(places) > 1 else _NEAR_ALONE
    for name, placed in sorted(places.items()):
        if _is_narrower(placed.by_report.get(tally.report, ()), tally):
            continue
        equal = placed.printing.get(tally.value, set()) if tally.value is not None else set()
        near = placed.near(size, room)
        if near or not placed.sizes:
            ranked.append((tally.report not in equal, not (equal and size >= TELLING), -near, name))
    return min(ranked)[-1] if ranked else None


def _is_all(here: Sequence[Tally], tally: Tally) -> bool:
    """True where a report's largest number of a place for a day is far less than what it tells of no place."""
    least = [t.size or 0.0 for t in here if t.as_of == tally.as_of and not t.former and not t.retracted]
    return bool(least) and (tally.size or 0.0) > _FAR_MORE * max(least)


def _is_narrower(here: Sequence[Tally], tally: Tally) -> bool:
    """True when a report counts on, and fewer, at a new place: "40 were killed. In Upper Orva 25 died.".

    `here` are its figures of that place.
    """
    if any(t.size == tally.size for t in here):
        return False
    if (
        here
        and tally.scope == "total"
        and not (tally.former or tally.retracted or tally.voice)
        and _is_all(here, tally)
    ):
        return True
    if any(t.start < tally.start for t in here):
        return False
    return any(t.size and t.size < (tally.size or 0.0) and t.as_of == tally.as_of for t in here)
