"""What became of what was announced: tied to the happening that came of it, or to what says that it is not to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.ledger.deeds import deeds
from onrecord.ledger.gather import neighbours
from onrecord.ledger.related import Related
from onrecord.ledger.same_event import ENOUGH, others, score
from onrecord.ledger.strands import DONE, KINDS, Strand, overlap
from onrecord.shapes.happening import CAME_ABOUT, NOT_SO
from onrecord.shapes.table import load

TO_COME = KINDS["planned"]
# What is announced for a day is often done some days later, and still is what was announced.
_LATE = 7
# What is announced for no day is taken for done when it is done within so many days.
_SOON = 60
_NOT_SO = frozenset(("denied",))

Modality = Callable[[Strand], str]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of something announced: CAME_ABOUT or NOT_SO, and the strand that tells it, by its number."""

    outcome: str
    by: int


def became(strands: Sequence[Strand], related: Related, modality: Modality) -> Mapping[int, Became]:
    """Of each strand of something announced, by number, what became of it; those of which nothing tells are missing.

    Takes: all strands in the order of their earliest telling; `modality` gives that of a strand as a whole.
    """
    found: dict[int, tuple[float, int, Became]] = {}
    for i, j in neighbours(strands):
        for n, m in ((i, j), (j, i)):
            if strands[n].kind != TO_COME or strands[m].kind != DONE or strands[m].past:
                continue
            points, outcome = _tie(strands[n], strands[m], related, modality(strands[m]))
            if points >= ENOUGH:
                best = (-points, m, Became(outcome, m))
                found[n] = min(found.get(n, best), best, key=lambda b: b[:2])
    return {n: found[n][2] for n in sorted(found)}


def _tie(plan: Strand, done: Strand, related: Related, modality: str) -> tuple[float, str]:
    if not _later(plan, done):
        return 0.0, ""
    context = related.context(plan, done)
    if "REJECT" in done.types and "REJECT" not in plan.types:
        return (ENOUGH if _calls_off(plan, done, context) else 0.0), NOT_SO
    if others(plan, done, "announced"):
        return 0.0, ""
    points = score(plan, done, context, "announced")
    if modality in _NOT_SO:
        return (points if _says_off(done) or _day_told(plan, done) else 0.0), NOT_SO
    return (points if _in_time(plan, done) else 0.0), CAME_ABOUT


def _later(plan: Strand, done: Strand) -> bool:
    """True when what is told as done is told by a report after the one that announces it, or by another on its day."""
    if done.reports <= plan.reports:
        return False
    if not plan.first or not done.first or plan.first == done.first:
        return plan.precise and done.precise and overlap(plan.days, done.days) is not None
    return done.first > plan.first


def _in_time(plan: Strand, done: Strand) -> bool:
    first, last = plan.days if plan.dated else (plan.first, plan.first + _SOON)
    return overlap((first, last + (_LATE if plan.dated else 0)), done.days) is not None


def _day_told(plan: Strand, done: Strand) -> bool:
    """True when a denial is no mere "not yet": it is told when the day has come."""
    return plan.dated and done.last >= plan.days[0]


def _says_off(done: Strand) -> bool:
    return any(deeds(t.words) & _off() for t in done.tellings)


def _calls_off(plan: Strand, done: Strand, context: float) -> bool:
    """ "The mayor cancelled the talks": a refusal by its type, whose words name what was announced."""
    if not context and not done.actor & (plan.actor | plan.recipient):
        return False
    return any(t.anchor and deeds(t.anchor) & _off() and deeds(t.words) & plan.deeds for t in done.tellings)


@cache
def _off() -> frozenset[str]:
    return deeds(row["word"] for row in load(__package__, "called_off.tsv", ("word",)))
