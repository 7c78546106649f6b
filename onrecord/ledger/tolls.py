"""A toll and what caused it, told in one sentence: "an explosion in a mine killed 12 and injured 30"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.ledger.deeds import HARM, TOLL
from onrecord.ledger.parties import differ, shared
from onrecord.ledger.same_event import forbidden, recipients
from onrecord.ledger.strands import Strand

_CAUSES = frozenset("ASSAULT ACCIDENT DISASTER".split())
_BACK = 6  # so many events before it, at most, are asked


def tolls(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Pairs of a report's tellings, by number, of which one tells whom or what the other hurt; or both do.

    Takes: strands of one telling each. Of several causes in a sentence the nearest before or behind is meant, unless
    the words of the toll hold one: "20 were hurt in a crash".
    """
    caused: set[int] = set()  # tolls whose cause was told before them: the next is not theirs too
    order = sorted(range(len(strands)), key=lambda n: strands[n].tellings[0].at)
    for place, later in enumerate(order):
        b = strands[later]
        own = [n for n in order[max(0, place - _BACK) : place + _BACK] if _causes(strands[n], b)]
        for earlier in reversed(order[max(0, place - _BACK) : place]):
            a = strands[earlier]
            if a.tellings[0].sentence != b.tellings[0].sentence:
                break
            if _one(a, b) and not (earlier in caused and _is_cause(b)) and (not own or earlier in own):
                caused.update((later,) if _is_cause(a) or earlier in caused else ())
                yield earlier, later
            if _is_cause(a):
                break


def _causes(one: Strand, toll: Strand) -> bool:
    told_before = one.tellings[0].noun.known  # "the blast" may be the attack before it
    return _is_toll(toll) and _is_cause(one) and not told_before and _within(one, toll)


def _one(a: Strand, b: Strand) -> bool:
    if (a.kind, a.past, a.lasting, a.denied) != (b.kind, b.past, b.lasting, b.denied):
        return False  # nor is "nobody was hurt in the fire" a toll of it
    if _is_toll(a) and _is_toll(b):
        return not forbidden(a, b) and recipients(a, b) >= 0
    if _is_cause(a) and _is_toll(b):
        # "Crowds attacked the court over the killing by a guard": what is known, or another's, is no toll of it.
        return _within(a, b) or not (b.tellings[0].noun.known or differ(a.actor, b.actor))
    if not _is_toll(a) or not _is_cause(b):
        return False
    # "12 died in the blast": further off, "12 died. The clash …" may be another thing, and who "killed two after the
    # attack" did that besides.
    return _within(b, a) or (not forbidden(a, b) and not (a.actor and not shared(a.actor, b.actor)))


def _within(inner: Strand, outer: Strand) -> bool:
    one, two = inner.tellings[0].telling, outer.tellings[0].telling
    return two.start <= one.start < two.end and one.event != two.event


def _is_toll(strand: Strand) -> bool:
    """True for what tells whom it hurt, or what it broke; "a mine collapse" is what did it."""
    noun = strand.tellings[0].noun
    return bool(strand.deeds & HARM) or (bool(strand.deeds & TOLL) and not noun.another and not noun.known)


def _is_cause(strand: Strand) -> bool:
    return bool(strand.types & _CAUSES) and not _is_toll(strand)
