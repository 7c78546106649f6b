"""A toll and what caused it, told in one sentence: "an explosion in a mine killed 12 and injured 30"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.ledger.deeds import TOLL
from onrecord.ledger.same_event import forbidden, recipients
from onrecord.ledger.strands import Strand

_CAUSES = frozenset("ASSAULT ACCIDENT DISASTER".split())
_BACK = 6  # so many events before it, at most, are asked


def tolls(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Pairs of a report's tellings, by number, of which one tells whom or what the other hurt; or both do.

    Takes: strands of one telling each. Of several causes in a sentence the nearest before or behind is meant.
    """
    order = sorted(range(len(strands)), key=lambda n: strands[n].tellings[0].at)
    for place, later in enumerate(order):
        b = strands[later]
        for earlier in reversed(order[max(0, place - _BACK) : place]):
            a = strands[earlier]
            if a.tellings[0].sentence != b.tellings[0].sentence:
                break
            if _one(a, b):
                yield earlier, later
            if _is_cause(a):
                break


def _one(a: Strand, b: Strand) -> bool:
    if (a.kind, a.past, a.lasting) != (b.kind, b.past, b.lasting):
        return False
    if _is_toll(a) and _is_toll(b):
        return not forbidden(a, b) and recipients(a, b) >= 0
    if _is_cause(a) and _is_toll(b):
        return True
    # "12 died in the blast": further off, "12 died. The clash …" may be another thing.
    return _is_toll(a) and _is_cause(b) and (_within(b, a) or not forbidden(a, b))


def _within(inner: Strand, outer: Strand) -> bool:
    one, two = inner.tellings[0].telling, outer.tellings[0].telling
    return two.start <= one.start < two.end


def _is_toll(strand: Strand) -> bool:
    return bool(strand.deeds & TOLL)


def _is_cause(strand: Strand) -> bool:
    return bool(strand.types & _CAUSES) and not _is_toll(strand)
