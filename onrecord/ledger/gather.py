"""Tellings gathered into strands, each of one event: first within a report, then across reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.ledger.deeds import HARM, deeds
from onrecord.ledger.hanging import dated, hanging
from onrecord.ledger.related import COPY, SAME_REPORT, Related, families
from onrecord.ledger.same_event import ENOUGH, forbidden, related_types, score
from onrecord.ledger.strands import Strand, content, joined, overlap, strand
from onrecord.ledger.tellings import Told, told
from onrecord.ledger.tolls import tolls
from onrecord.ledger.victims import FATAL, MAY_KILL, victims
from onrecord.shapes.reading import Reading
from onrecord.shapes.union import Union

# Within a report, what is told again is told not far from where it was told before; in a long chronology this keeps
# the pairs in proportion to its length.
_BACK = 40
# Across reports only what shares a word of a party, a deed, place, count or wording is held against each other, and of
# those the nearest in time.
_NEXT = 25
_HEAD = 300  # characters: a headline is told anew in the first sentence
_REPEATS = 1.5  # more, where the report's own reader took two tellings for one
_ANOTHER = -9.0  # "a second blast" is none that was told of before
_FAR = 40  # days between two tellings that may still be one event
_DEAD, _EVER = "dead", 10**7  # who was killed is told of as long as there are trials

Pair = tuple[int, int]
Context = Callable[[Strand, Strand], float]


def gather(readings: Iterable[Reading]) -> list[Strand]:
    """The events of some reports, each with all its tellings, in the order of their earliest.

    The order of the readings makes no difference: edges are the same from both sides, and are followed from the
    surest on; an edge that would put two into one strand which cannot be one is left out.
    """
    kept = list(readings)
    tellings = told(kept)
    found = _gathered(kept, tellings)
    # An event that is told from another ("two days after the attack") has its day only once that one's is known.
    redated = dated(tellings, hanging(kept), found)
    return found if redated is None else _gathered(kept, redated)


def _gathered(readings: Sequence[Reading], tellings: Iterable[Told]) -> list[Strand]:
    by_report: dict[str, list[Strand]] = {}
    for one in tellings:
        by_report.setdefault(one.telling.report, []).append(strand(one))
    within = []
    for found in by_report.values():
        one_deed = _by_pairs(found, tolls(found), lambda a, b: overlap(a.days, b.days) is None)
        within += _joined(one_deed, _near(one_deed), _one_report)
    within.sort(key=lambda s: s.key)
    once = _told_once(within)
    related = Related(readings, once)

    def near(a: Strand, b: Strand) -> float:
        return _one_report(a, b) if a.reports == b.reports and len(a.reports) == 1 else related.context(a, b)

    return _joined(once, neighbours(once), near)


def _told_once(strands: Sequence[Strand]) -> list[Strand]:
    """Strands without those that copies tell in the very same words: a wire that ten thousand print is told once."""
    family = families(strands)
    nth: dict[tuple[object, ...], int] = {}
    same: dict[tuple[object, ...], list[Strand]] = {}
    for one in strands:
        (report,) = one.reports
        said = (family[report], content(one))
        place = nth[report, *said] = nth.get((report, *said), -1) + 1
        same.setdefault((place, *said), []).append(one)
    return sorted((s for alike in same.values() for s in _as_one(alike)), key=lambda s: s.key)


def _as_one(alike: Sequence[Strand]) -> Sequence[Strand]:
    if len(alike) == 1 or forbidden(alike[0], alike[1]) or score(alike[0], alike[1], COPY) < ENOUGH:
        return alike
    tellings = sorted((t for s in alike for t in s.tellings), key=lambda t: t.order)
    return [replace(alike[0], tellings=tuple(tellings), reports=frozenset().union(*(s.reports for s in alike)))]


def _one_report(a: Strand, b: Strand) -> float:
    """How near two tellings of one report are; apart where the later tells of another one."""
    early, late = sorted((a.tellings[0], b.tellings[0]), key=lambda t: t.telling.start)
    # What the headline tells the first sentence tells again as something new; one sentence tells of two.
    if late.noun.another and (late.telling.start > _HEAD or early.sentence == late.sentence):
        return _ANOTHER
    if late.noun.known and early.sentence == late.sentence and deeds(late.anchor) <= HARM - deeds(early.anchor):
        return _ANOTHER  # "clashes after the killing of a student"
    if late.somebody_else != early.somebody_else and late.somebody_else:
        return _ANOTHER  # "robbed a second bank"
    if late.noun.which != early.noun.which and late.noun.which:
        return _ANOTHER
    one, two = early.noun.numbers, late.noun.numbers
    if one and two and not one & two:
        return _ANOTHER
    if late.repeats == early.telling.event or early.repeats == late.telling.event:
        return SAME_REPORT + _REPEATS
    # Of two dated attacks, "the attack" is the one told last before it.
    return SAME_REPORT + 0.1 / (1 + (late.telling.start - early.telling.start) / 500)


def _near(strands: Sequence[Strand]) -> Iterator[Pair]:
    """Pairs of a report's strands that stand near each other, and of those told of one day."""
    by_day: dict[tuple[int, int], list[int]] = {}
    for j, one in enumerate(strands):
        yield from ((i, j) for i in range(max(0, j - _BACK), j))
        if one.dated:
            same = by_day.setdefault(one.days, [])
            yield from ((i, j) for i in same[-_NEXT:] if i < j - _BACK)
            same.append(j)


def neighbours(strands: Sequence[Strand]) -> Iterator[Pair]:
    """Pairs of strands that share something telling and are near in time; each pair once."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for n, one in enumerate(strands):
        for token in _tokens(one):
            blocks.setdefault(token, []).append(n)
    seen: set[Pair] = set()
    at = [_time(s) for s in strands]
    for token, members in sorted(blocks.items()):
        members.sort(key=lambda n: (at[n], strands[n].key))
        for a, b in _in_block(members, at, _EVER if token[0] == _DEAD else _FAR):
            pair = (a, b) if a < b else (b, a)
            if pair not in seen:
                seen.add(pair)
                yield pair


def _in_block(members: Sequence[int], at: Sequence[int], far: int) -> Iterator[Pair]:
    """Pairs of one block, its members in order of time; those without any (at 0) with the first and the last."""
    unknown = [n for n in members if not at[n]]
    known = members[len(unknown) :]
    for k, a in enumerate(known):
        for b in known[k + 1 : k + 1 + _NEXT]:
            if at[b] - at[a] > far:
                break
            yield a, b
    ends = known if len(known) <= 2 * _NEXT else (*known[:_NEXT], *known[-_NEXT:])
    for k, a in enumerate(unknown):
        yield from ((a, b) for b in (*unknown[k + 1 : k + 1 + _NEXT], *ends))


def _time(one: Strand) -> int:
    return one.days[0] if one.dated and one.days[0] else one.first


def _tokens(one: Strand) -> set[tuple[str, str]]:
    found = {("deed", d) for d in one.deeds}
    found |= {("spot", s.casefold()) for s in one.spots} | {("text", t) for t in one.texts if t}
    for role, parties in (("actor", one.actor), ("recipient", one.recipient)):
        found |= {(role, w) for p in parties if not p.anybody for w in p.words}
    if one.types & MAY_KILL or FATAL in one.deeds:
        found |= {(_DEAD, w) for p in victims(one) for w in p.words}
    return found | {("harm", f"{what} {value}") for what, value in one.harm}


def _joined(strands: Sequence[Strand], pairs: Iterable[Pair], context: Context) -> list[Strand]:
    """Strands joined along their edges, the surest first."""
    edges = []
    for i, j in pairs:
        a, b = strands[i], strands[j]
        if a.kind != b.kind or not related_types(a, b, "harm") or forbidden(a, b):
            continue
        found = score(a, b, context(a, b))
        if found >= ENOUGH:
            edges.append((-round(found, 6), a.key, b.key, i, j))
    return _by_pairs(strands, ((i, j) for _, _, _, i, j in sorted(edges)), forbidden)


def _by_pairs(
    strands: Sequence[Strand], pairs: Iterable[Pair], apart: Callable[[Strand, Strand], bool]
) -> list[Strand]:
    """Strands joined along pairs, in their order, where what was joined so far is not `apart`."""
    union = Union(range(len(strands)))
    now = list(strands)
    for i, j in pairs:
        one, two = union.root(i), union.root(j)
        if one != two and not apart(now[one], now[two]):
            union.join(one, two)
            now[union.root(one)] = joined(now[one], now[two])
    tellings: dict[int, list[Told]] = {}
    for n, part in enumerate(strands):
        tellings.setdefault(union.root(n), []).extend(part.tellings)
    return sorted((_whole(now[n], tellings[n]) for n in tellings), key=lambda s: s.key)


def _whole(one: Strand, tellings: list[Told]) -> Strand:
    if len(tellings) == len(one.tellings):
        return one  # most are told once
    return replace(one, tellings=tuple(sorted(tellings, key=lambda t: t.order)))
