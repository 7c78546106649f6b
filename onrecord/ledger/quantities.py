"""Figures of several reports sorted by what they count: which of them are one quantity."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.ledger.again import plain_people
from onrecord.ledger.doings import told_once, with_doings
from onrecord.ledger.places import by_place, same_places
from onrecord.ledger.severity import with_severity
from onrecord.ledger.tallies import tallies
from onrecord.ledger.tally import FIRM, Tally
from onrecord.ledger.voices import rivals
from onrecord.shapes.reading import Reading
from onrecord.shapes.union import Union

# Two totals of one report for one day this far apart count two things ("300 dead in all, 5 of them in the ambush").
_OTHER_THING = 2.5
# An undated number of this size that equals the toll of a closed day is that toll; so many things are the same things.
_SURELY = 100
# Two magnitudes further apart than this are of two shocks.
_SHOCKS = 1.0
# Beside a count so many times as large, figures of one day are that day's and no state of the count.
_DAYS_WORTH = 10.0


def quantities(readings: Iterable[Reading], later: Mapping[str, Collection[str]] | None = None) -> list[list[Tally]]:
    """Figures joined that count one thing: the same kind, population, place, unit and period; parts and new apart.

    `later` gives, of a report that is an old version of a page, the newer ones: what they still say is left to them.
    """
    firm: dict[tuple[str, ...], list[Tally]] = {}
    loose: dict[tuple[str, ...], list[Tally]] = {}
    readings = list(readings)
    texts = {r.report.id: r.text for r in readings}
    found = with_severity(with_doings(_named(tallies(readings))), texts)
    closed = {(_counts(t), t.value): t for t in reversed(found) if t.period not in ("", "aside")}
    for tally in found:
        period = tally.period or _closed(tally, closed.get((_counts(tally), tally.value)))
        # A part of nobody in particular ("40 of them") is told from other parts by the words around it alone.
        told = tally.what in FIRM and (tally.scope != "part" or tally.population)
        (firm if told else loose).setdefault((*_counts(tally), period), []).append(tally)
    place = same_places(firm.values())
    out = [group for key in sorted(firm) for placed in _moved(by_place(firm[key], place)) for group in _cut_up(placed)]
    out += [group for key in sorted(loose) for group in _by_context(loose[key])]
    out = [_of_the_body(group) for group in out]
    return [_fresh(group, later) for group in out] if later else out


def _named(found: Sequence[Tally]) -> list[Tally]:
    """Plain people ("7,220 people, the union said") as those whom reports count by the same large number.

    A round number is no sign by itself: it must be of one counter. What a number came from is what it is.
    """
    known: dict[float, list[Tally]] = {}
    for t in found:
        if t.what in FIRM and t.value is not None and (t.size or 0.0) >= _SURELY and t.scope == "total":
            known.setdefault(t.value, []).append(t)
    told = {i: other for i, t in enumerate(found) if (other := _told_as(t, known))}
    before = {(found[i].report, found[i].now): other for i, other in told.items() if found[i].now is not None}
    for i, t in enumerate(found):
        if i not in told and plain_people(t) and (t.report, t.size) in before:
            told[i] = before[t.report, t.size]
    return [
        replace(t, what=told[i].what, printed_what=told[i].printed_what, population=told[i].population)
        if i in told
        else t
        for i, t in enumerate(found)
    ]


def _told_as(t: Tally, known: Mapping[float, Sequence[Tally]]) -> Tally | None:
    """The one kind of count that a story gives for the number of some plain people."""
    if t.value is None or t.scope != "total" or not plain_people(t):
        return None
    same = known.get(t.value, ())
    if t.value % 100 == 0:
        same = [u for u in same if u.voice and t.voice and not rivals(u.voice, t.voice)]
    same = [u for u in same if not rivals(u.voice, t.voice)]
    return same[0] if len({(u.what, u.population) for u in same}) == 1 else None


def _moved(placed: Sequence[list[Tally]]) -> list[list[Tally]]:
    """The figures of each place, those of two in one where a report tells a number of the one to come from the other.

    "34 dead, up from 32" is one toll, though other reports tell the two of a town and of the factory in it.
    """
    union = Union(range(len(placed)))
    home = {(t.report, t.size): i for i, group in enumerate(placed) for t in group if not t.former and t.size}
    for i, group in enumerate(placed):
        for t in group:
            if t.now is not None and not t.place and (t.report, t.now) in home:
                union.join(home[t.report, t.now], i)
    out: dict[int, list[Tally]] = {}
    for i, group in enumerate(placed):
        out.setdefault(union.root(i), []).extend(group)
    return [out[k] for k in sorted(out)]


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


def _cut_up(placed: Sequence[Tally]) -> list[list[Tally]]:
    return _by_shock(placed) if placed[0].what == "magnitude" else _by_size(placed)


def _by_shock(group: Sequence[Tally]) -> list[list[Tally]]:
    """Magnitudes of one shock each: nearly one number, of which no report tells two, unless it takes one back."""
    told: dict[str, set[float]] = {}
    for t in group:
        if not (t.retracted or t.former):
            told.setdefault(t.report, set()).add(t.size or 0.0)
    out: list[list[Tally]] = []
    many = Counter(t.size or 0.0 for t in group)
    for t in sorted(group, key=lambda t: (-many[t.size or 0.0], -(t.size or 0.0), t.report, t.start)):
        size = t.size or 0.0
        home = next((g for g in out if _one_shock(size, {u.size or 0.0 for u in g}, told.values())), None)
        if home is None:
            out.append([t])
        else:
            home.append(t)
    return out


def _one_shock(size: float, others: set[float], told: Iterable[set[float]]) -> bool:
    both = any(size in sizes and any(o in sizes for o in others if o != size) for sizes in told)
    return size in others or (not both and all(abs(size - o) <= _SHOCKS for o in others))


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
        if not t.retracted and not t.former:
            seen.setdefault((t.report, t.as_of), []).append(t)
    spans = [span for rows in seen.values() if (span := _apart(rows)) is not None]
    if not spans:
        return None
    low, high = min(spans)
    sizes = [t.size or 0.0 for t in part]
    gaps = [(sizes[i] / sizes[i - 1], -i) for i in range(1, len(part)) if low < sizes[i] and sizes[i - 1] < high]
    return -max(gaps)[1] if gaps else None


def _apart(rows: Sequence[Tally]) -> tuple[float, float] | None:
    """The least two sizes (of figures in order of size) of which one is far larger, by one counter or nobody."""
    sizes = [t.size or 0.0 for t in rows]
    for a, size in zip(rows, sizes, strict=True):
        for b in rows[bisect_right(sizes, _OTHER_THING * size) :] if size else ():
            if not rivals(a.voice, b.voice):
                return size, b.size or 0.0
    return None


def _of_one(a: Tally, b: Tally) -> bool:
    """True unless two counters tell of things in two places: houses of one town, houses of the next."""
    return not (a.place and b.place) or a.place in b.place or b.place in a.place


def _by_context(group: Sequence[Tally]) -> list[list[Tally]]:
    """Other figures joined when two of the words next to them are the same, or when two counters contest them.

    A large number of the same things ("600 people") is one thing of a story, however it is told.
    """
    union = Union(range(len(group)))
    first: dict[tuple[str, str], int] = {}
    same: dict[float, int] = {}
    for i, tally in enumerate(group):
        for pair in combinations(tally.context, 2):
            union.join(first.setdefault(pair, i), i)
        if tally.what.startswith("other:") and tally.thing and (tally.size or 0.0) >= _SURELY:
            union.join(same.setdefault(tally.size or 0.0, i), i)
    for places in told_once(group):
        for i in places[1:]:
            union.join(places[0], i)
    contested: dict[str, list[int]] = {}
    for i, tally in enumerate(group):
        if tally.voice and tally.scope == "total" and tally.what.startswith("other:") and tally.thing:
            contested.setdefault(tally.report, []).append(i)
    for rows in contested.values():
        for a, b in combinations(rows, 2):
            if rivals(group[a].voice, group[b].voice) and _of_one(group[a], group[b]):
                union.join(a, b)
    out: dict[int, list[Tally]] = {}
    for i, tally in enumerate(group):
        out.setdefault(union.root(i), []).append(tally)
    return [out[k] for k in sorted(out)]
