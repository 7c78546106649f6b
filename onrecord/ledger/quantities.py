"""Figures of several reports sorted by what they count: which of them are one quantity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Generic, TypeVar

from onrecord.ledger.tallies import tallies
from onrecord.ledger.tally import FIRM, TELLING, Tally, days_between
from onrecord.ledger.voices import rivals
from onrecord.lexicon import gazetteer
from onrecord.shapes.reading import Reading

T = TypeVar("T", int, str)

# Two totals of one report for one day this far apart count two things ("300 dead in all, 5 of them in the ambush").
_OTHER_THING = 2.5
# An undated toll without a place joins the place whose values it is near.
_NEAR = 3.0
_NEAR_ALONE = 6.0  # where there is no other place
# An undated number of this size that equals the toll of a closed day is that toll; so many things are the same things.
_SURELY = 100
# Beside a count so many times as large, figures of one day are that day's and no state of the count.
_DAYS_WORTH = 10.0
# A country and a place in it are one place of a happening while their totals are so near in size and time.
_WITHIN = 2.5
_WITHIN_DAYS = 3


def quantities(readings: Iterable[Reading], later: Mapping[str, Collection[str]] | None = None) -> list[list[Tally]]:
    """Figures joined that count one thing: the same kind, population, place, unit and period; parts and new apart.

    `later` gives, of a report that is an old version of a page, the newer ones: what they still say is left to them.
    """
    firm: dict[tuple[str, ...], list[Tally]] = {}
    loose: dict[tuple[str, ...], list[Tally]] = {}
    found = tallies(readings)
    closed = {(_counts(t), t.value): t for t in reversed(found) if t.period not in ("", "aside")}
    for tally in found:
        period = tally.period or _closed(tally, closed.get((_counts(tally), tally.value)))
        # A part of nobody in particular ("40 of them") is told from other parts by the words around it alone.
        told = tally.what in FIRM and (tally.scope != "part" or tally.population)
        (firm if told else loose).setdefault((*_counts(tally), period), []).append(tally)
    place = _places(firm.values())
    out = [group for key in sorted(firm) for placed in _by_place(firm[key], place) for group in _by_size(placed)]
    out += [group for key in sorted(loose) for group in _by_context(loose[key])]
    out = [_of_the_body(group) for group in out]
    return [_fresh(group, later) for group in out] if later else out


def _closed(tally: Tally, other: Tally | None) -> str:
    """The closed period of a figure that tells none, from one of the same number: a large one, or in the same words."""
    if other is None or tally.as_of:
        return ""
    alike = tally.published is None and len(set(tally.context) & set(other.context)) > 1
    return other.period if alike or (tally.size or 0) >= _SURELY else ""


def _of_the_body(group: Sequence[Tally]) -> list[Tally]:
    """A group without what a headline says when the text of its report says it too, or says it for the same day."""
    body: dict[str, list[Tally]] = {}
    for t in group:
        if not t.head:
            body.setdefault(t.report, []).append(t)
    return [t for t in group if not (t.head and any(_instead(t, u) for u in body.get(t.report, ())))]


def _instead(head: Tally, told: Tally) -> bool:
    if rivals(head.voice, told.voice) or told.retracted != head.retracted:
        return False
    return head.size == told.size or (head.size is not None and told.size is not None and told.at == head.at)


def _fresh(group: Sequence[Tally], later: Mapping[str, Collection[str]]) -> list[Tally]:
    """A group without what a newer version of the same page says as well: a page is not a second source for itself."""
    said = {(t.report, *_says(t)) for t in group}
    return [t for t in group if not any((newer, *_says(t)) in said for newer in later.get(t.report, ()))]


def _says(t: Tally) -> tuple[object, ...]:
    return (t.value, t.low, t.high, t.hedge, t.voice, t.as_of, t.retracted)


def _counts(tally: Tally) -> tuple[str, ...]:
    return (tally.what, tally.population, tally.measure, tally.scope)


class _Union(Generic[T]):
    """Sets that grow together; each is named by its smallest member."""

    def __init__(self, members: Iterable[T]) -> None:
        self.parent: dict[T, T] = {m: m for m in members}

    def root(self, member: T) -> T:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: T, b: T) -> None:
        one, two = sorted((self.root(a), self.root(b)))
        self.parent[two] = one


def _places(groups: Iterable[Sequence[Tally]]) -> Mapping[str, str]:
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
    union = _Union(sorted(names))
    for a, b in sorted(same - apart):
        union.join(a, b)
    return {name: union.root(name) for name in sorted(names)}


def _by_place(group: Sequence[Tally], place: Mapping[str, str]) -> list[list[Tally]]:
    """One kind of figure cut by place; a figure without one goes where its value is at home."""
    places: dict[str, list[Tally]] = {}
    for tally in group:
        if tally.place:
            places.setdefault(place[tally.place], []).append(tally)
    homes = [(tally, _home(tally, places)) for tally in group if not tally.place]
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


def _home(tally: Tally, places: Mapping[str, Sequence[Tally]]) -> str | None:
    """The place a figure without one belongs to.

    Where its own report has that value, else where any report has it, else, of those near in size, the one that most
    figures speak of.
    """
    size = tally.size
    if not size or tally.scope == "new":
        return next(iter(places)) if len(places) == 1 else None
    ranked = []
    for place in sorted(p for p in places if not _is_narrower(places[p], tally)):
        equal = [t.report for t in places[place] if t.value == tally.value and t.value is not None]
        room = _NEAR if len(places) > 1 else _NEAR_ALONE
        near = [t for t in places[place] if t.size and max(size, t.size) <= room * min(size, t.size)]
        if near or not any(t.size for t in places[place]):
            ranked.append((tally.report not in equal, not (equal and size >= TELLING), -len(near), place))
    return min(ranked)[-1] if ranked else None


def _is_narrower(placed: Sequence[Tally], tally: Tally) -> bool:
    """True when a report counts on, and fewer, at a new place: "40 were killed. In Upper Orva 25 died."."""
    here = [t for t in placed if t.report == tally.report]
    if any(t.start < tally.start or t.size == tally.size for t in here):
        return False
    return any(t.size and t.size < (tally.size or 0.0) and t.as_of == tally.as_of for t in here)


def _by_size(group: Sequence[Tally]) -> list[list[Tally]]:
    """A group cut where one report gives two totals of quite different size for one day."""
    if group and group[0].scope == "new":
        return [list(group)]  # what was new twice a day is no other thing
    sized = sorted((t for t in group if t.size), key=lambda t: (t.size, t.report, t.start))
    vague = [t for t in group if not t.size]
    out: list[list[Tally]] = []
    waiting = [sized]
    while waiting:
        part = waiting.pop()
        cut = _cut(part)
        if cut is None:
            out.append(part)
        else:
            waiting += [part[cut:], part[:cut]]
    kept = [days for part in out if part for days in _by_day(part, sized)]
    if vague and len(kept) == 1:
        kept[0] = kept[0] + vague
    elif vague:
        kept.append(vague)
    return kept


def _by_day(part: Sequence[Tally], whole: Sequence[Tally]) -> list[list[Tally]]:
    """What was cut from a far larger count is what happened on one day, a day each: "26 were killed on Friday"."""
    if max(t.size or 0.0 for t in part) * _DAYS_WORTH > max(t.size or 0.0 for t in whole):
        return [list(part)]
    days: dict[str | None, list[Tally]] = {}
    for t in part:
        days.setdefault(t.as_of, []).append(t)
    return list(days.values())


def _cut(part: Sequence[Tally]) -> int | None:
    seen: dict[tuple[str, str | None], list[Tally]] = {}
    for t in part:
        if not t.retracted:
            seen.setdefault((t.report, t.as_of), []).append(t)
    spans = [
        (a.size, b.size)
        for rows in seen.values()
        for a, b in combinations(rows, 2)  # in order of size
        if a.size and b.size and b.size > _OTHER_THING * a.size and not rivals(a.voice, b.voice)
    ]
    if not spans:
        return None
    low, high = min(spans)
    sizes = [t.size or 0.0 for t in part]
    gaps = [(sizes[i] / sizes[i - 1], -i) for i in range(1, len(part)) if low < sizes[i] and sizes[i - 1] < high]
    return -max(gaps)[1] if gaps else None


def _by_context(group: Sequence[Tally]) -> list[list[Tally]]:
    """Other figures joined when two of the words next to them are the same, or when two counters contest them.

    A large number of the same things ("600 people") is one thing of a story, however it is told.
    """
    union = _Union(range(len(group)))
    first: dict[tuple[str, str], int] = {}
    same: dict[float, int] = {}
    for i, tally in enumerate(group):
        for pair in combinations(tally.context, 2):
            union.join(first.setdefault(pair, i), i)
        if tally.what.startswith("other:") and tally.thing and (tally.size or 0.0) >= _SURELY:
            union.join(same.setdefault(tally.size or 0.0, i), i)
    contested: dict[str, list[int]] = {}
    for i, tally in enumerate(group):
        if tally.voice and tally.scope == "total" and tally.what.startswith("other:") and tally.thing:
            contested.setdefault(tally.report, []).append(i)
    for rows in contested.values():
        for a, b in combinations(rows, 2):
            if rivals(group[a].voice, group[b].voice):
                union.join(a, b)
    out: dict[int, list[Tally]] = {}
    for i, tally in enumerate(group):
        out.setdefault(union.root(i), []).append(tally)
    return [out[k] for k in sorted(out)]
