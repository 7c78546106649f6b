"""When a report that states no date was published, as far as other reports tell: from copies and versions alone.

A copy is not older than what it copies, and a version of a page not older than the one before it. That two reports tell
of one happening bounds nothing: an undated report may be the first to tell of it, and old tolls are printed for weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.links.direction import source_of
from onrecord.shapes.link import Bound, Copy, Digest, Inferred, Tie, Version

COPIES, COPIED, AFTER, BEFORE = "copies", "is copied by", "is a later version of", "is an earlier version of"


def inferred(
    reports: Mapping[str, Digest], copies: Iterable[Copy], versions: Iterable[Sequence[Version]]
) -> dict[str, Inferred]:
    """Days between which undated reports must have been published, where other reports narrow them, with reasons.

    A function of its arguments whatever their order. Bounds that contradict one another tell nothing: such a report is
    left out. Days are as printed; round the world they may be one off.
    """
    older = _older(reports, copies, versions)
    lows = _handed_on(reports, [(a, b, up) for a, b, up, _ in older], low=True)
    highs = _handed_on(reports, [(b, a, down) for a, b, _, down in older], low=False)
    out: dict[str, Inferred] = {}
    for report, digest in reports.items():
        low, high = lows.get(report), highs.get(report)
        told = digest.published is None and any(b is not None and b.ties for b in (low, high))
        if told and (low is None or high is None or low.day <= high.day):
            out[report] = Inferred(low, high)
    return out


def _older(
    reports: Mapping[str, Digest], copies: Iterable[Copy], versions: Iterable[Sequence[Version]]
) -> list[tuple[str, str, str, str]]:
    """Pairs (report, one that is not older), with how the second is tied to the first and the first to the second.

    Of copies those where something but the dates tells who copied whom: that one states none must not say that it is
    later.
    """
    found: set[tuple[str, str, str, str]] = set()
    bare: dict[str, Digest] = {}

    def without_day(report: str) -> Digest:
        if report not in bare:
            bare[report] = replace(reports[report], published=None, moment=None)
        return bare[report]

    for copy in copies:
        pair = [reports.get(r) for r in (copy.of, copy.report)]
        # Reports that state their day are told nothing by others.
        if copy.kind != "update" and None not in pair and any(d is not None and d.published is None for d in pair):
            source = source_of(without_day(copy.of), without_day(copy.report), copy.kind)
            if source is not None and source.id == copy.of:
                found.add((copy.of, copy.report, COPIES, COPIED))
    for chain in versions:
        found |= {(a.report, b.report, AFTER, BEFORE) for a, b in pairwise(chain) if b.how != "added"}
    return sorted(found)


def _own(digest: Digest, *, low: bool) -> Bound | None:
    """What a report says of its own day. Nothing is published after it was captured."""
    if digest.published is not None:
        return Bound(digest.published[:10], ())
    days = [day[:10] for day in ([digest.earliest] if low else [digest.latest, digest.captured]) if day]
    return Bound(min(days), ()) if days else None


def _handed_on(reports: Mapping[str, Digest], ties: Sequence[tuple[str, str, str]], *, low: bool) -> dict[str, Bound]:
    """The narrowest bound of each report, its own or one handed on along ties (from, to, how they are tied).

    Dated reports hand on their day and take none. Of equal bounds the one by the fewest ties is kept, then by name.
    """
    best = {r: own for r, d in reports.items() if (own := _own(d, low=low)) is not None}
    changed = True
    while changed:
        changed = False
        for one, two, how in ties:
            if one not in best or reports[two].published is not None:
                continue
            bound = Bound(best[one].day, (Tie(one, how), *best[one].ties))
            if two not in best or _narrower(bound, best[two], low=low):
                best[two] = bound
                changed = True
    return best


def _narrower(one: Bound, two: Bound, *, low: bool) -> bool:
    if one.day != two.day:
        return (one.day > two.day) == low
    return (len(one.ties), _names(one)) < (len(two.ties), _names(two))


def _names(bound: Bound) -> list[tuple[str, str]]:
    return [(tie.report, tie.how) for tie in bound.ties]
