"""Which day a report came out: of all the places that name one, the day that the most trusted of them agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Candidate, Published
from onrecord.shapes.span import Span

_EARLIEST = "1990-01-01"  # no page is older; what says so is a default of its maker
_ENOUGH = 1.0  # what the weights behind a day must come to
_CLOCK = re.compile(r"(\d\d):?(\d\d)(?::?\d\d)?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]00:?00)?", re.I)
_PRINTED = ("visible", "url")  # how a reader of the page is told: by the site's own calendar


@dataclass(frozen=True, slots=True)
class Said:
    """A day that one place of a report names. `how` is one of PUBLISHED_HOW, `rule` what the cell cites.

    `weight` is how far it is to be trusted. The words stand at `at` in the text or at `raw` in the source.
    """

    day: str
    time: str | None
    how: str
    rule: str
    weight: float
    at: Span | None = None
    raw: tuple[int, int] | None = None


def choose(said: Sequence[Said], captured: str | None) -> Cell | None:
    """The publication cell with all candidates where they differ; None where nothing is said, or not enough.

    A day after the one on which the input was captured is none. A stamp in universal time may name the day before or
    after the page's own: where the page prints that day, it counts for it.
    """
    possible = [s for s in said if _possible(s, captured)]
    local = [_local(s, possible) for s in possible]
    weights: dict[str, dict[str, float]] = {}
    for one in local:
        by_how = weights.setdefault(one.day, {})
        by_how[one.how] = max(by_how.get(one.how, 0.0), one.weight)
    sums = {day: sum(by_how.values()) for day, by_how in weights.items()}
    if not sums:
        return None
    best = min(sums, key=lambda day: (-sums[day], day))
    if sums[best] < _ENOUGH:
        return None
    mine = [(s, o) for s, o in zip(possible, local, strict=True) if o.day == best and s.day == best]
    top, _ = max(mine, key=lambda pair: (pair[0].weight, pair[0].time is not None))
    value = Published(top.day, top.time, how=top.how, candidates=_candidates(top, possible))
    return cell(top, value)


def cell(said: Said, value: Published) -> Cell:
    """`value` with the place where `said` stands as its evidence."""
    return Cell(value, said.rule, () if said.at is None else (said.at,), said.raw)


def _possible(said: Said, captured: str | None) -> bool:
    if said.day < _EARLIEST:
        return False
    # a page may have been captured where it is still the day before
    return captured is None or said.day <= _moved(captured[:10], 1)


def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day


def _local(said: Said, others: Sequence[Said]) -> Said:
    """`said` on the page's own day, where it is in universal time and the page prints the neighbouring day."""
    found = _CLOCK.match(said.time or "")
    if found is None or not found.group(3):
        return said
    hour = int(found.group(1))
    for by, fits in ((-1, hour < 12), (1, hour >= 10)):
        near = _moved(said.day, by)
        if fits and any(o.day == near and o.how in _PRINTED and o.weight >= 2 for o in others):
            return replace(said, day=near)
    return said


def _candidates(top: Said, possible: Sequence[Said]) -> tuple[Candidate, ...]:
    """All days that are named, where they are more than one; of one day told in one way the most trusted."""
    if len({s.day for s in possible}) < 2:
        return ()
    ordered = sorted(possible, key=lambda s: (s is not top, s.day != top.day, -s.weight, s.day))
    return tuple(_distinct(ordered))


def _distinct(said: Sequence[Said]) -> Iterator[Candidate]:
    seen: set[tuple[str, str]] = set()
    for one in said:
        if (one.day, one.how) not in seen:
            seen.add((one.day, one.how))
            yield Candidate(one.day, one.time, one.how, one.at, one.raw)
