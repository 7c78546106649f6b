"""Which day a report came out: of all the places that name one, the day that the most trusted of them agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.shapes.mark import Cell
from onrecord.shapes.report import PUBLISHED_HOW, Candidate, Published
from onrecord.shapes.span import Span

_EARLIEST = "1990-01-01"  # no page is older; what says so is a default of its maker
_MADE_ANEW = 7  # days: an address may be older by some, made when the writing began
_STATED = 1.4  # a weight from which a place may be cited before one that is trusted more
_ENOUGH = 1.0  # what the weights behind a day must come to
_CLOCK = re.compile(r"(\d\d):?(\d\d)(?::?\d\d)?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]00:?00)?", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A day that one place of a report names. `how` is one of PUBLISHED_HOW, `rule` what the cell cites.

    `weight` is how far it is to be trusted. The words stand at `at` in the text or at `raw` in the source, what they
    lack at `also`.
    """

    day: str
    time: str | None
    how: str
    rule: str
    weight: float
    at: Span | None = None
    raw: tuple[int, int] | None = None
    also: tuple[Span, ...] = ()


def choose(said: Sequence[Said], captured: str | None) -> Cell | None:
    """The publication cell with all candidates where they differ; None where nothing is said, or not enough.

    A day after the one on which the input was captured is none. A stamp in universal time may name the day before or
    after the page's own: where the page prints that day, it counts for it. Where one other day stands beside the
    headline, that is the day its readers were given: what the code states may be when the page was begun.
    """
    possible = [_doubted(s) for s in said if _possible(s, captured)]
    local = [_local(s, possible) for s in possible]
    sums = {day: _sum([s for s in local if s.day == day]) for day in sorted({s.day for s in local})}
    if not sums:
        return None
    best = _of_address(min(sums, key=lambda day: (-sums[day], day)), local)
    best = _as_printed(best, local, captured)
    if sums[best] < _ENOUGH:
        return None
    mine = [(s, o) for s, o in zip(possible, local, strict=True) if o.day == best and s.day == best]
    top, _ = min(mine, key=lambda pair: _rank(pair[0]))
    value = Published(top.day, top.time, how=top.how, candidates=_candidates(top, possible))
    return cell(top, value)


def _rank(said: Said) -> tuple[bool, int, float]:
    """Of the places that name the chosen day, the one to be cited: what is stated before what is printed."""
    return said.weight < _STATED, PUBLISHED_HOW.index(said.how), -said.weight


def _sum(said: Sequence[Said]) -> float:
    """The weight behind a day: the best of each way of telling, and a little for each more place that agrees."""
    best = {how: max(s.weight for s in said if s.how == how) for how in {s.how for s in said}}
    more = len({s.rule for s in said}) - len(best)
    return sum(best[how] for how in sorted(best)) + 0.5 * min(more, 2)


def _of_address(best: str, said: Sequence[Said]) -> str:
    """The day in the address where that is the earlier: stamps are made anew with a page, addresses hardly ever."""
    days = [s.day for s in said if s.how == "url"]
    return days[0] if days and days[0] < _moved(best, -_MADE_ANEW) else best


def _as_printed(best: str, said: Sequence[Said], captured: str | None) -> str:
    """The one day printed beside the headline, where `best` is printed nowhere; the day of capture is a clock's."""
    printed = {s.day for s in said if s.how == "visible"}
    beside = {s.day for s in said if s.how == "visible" and s.weight >= _STATED}
    if best in printed or len(beside) != 1:
        return best
    (day,) = beside
    is_clock = captured is not None and day >= _moved(captured[:10], -1)
    return best if is_clock else day


def cell(said: Said, value: Published) -> Cell:
    """`value` with the place where `said` stands as its evidence."""
    return Cell(value, said.rule, () if said.at is None else tuple(sorted((said.at, *said.also))), said.raw)


def _doubted(said: Said) -> Said:
    """The first of January without a time of day is what content systems make of a year alone."""
    filled = said.day.endswith("-01-01") and said.how in ("meta", "json-ld", "time")
    return replace(said, weight=said.weight * 0.3) if filled and not (said.time or "").strip("0:Z+ ") else said


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
    if any(o.day == said.day and _is_local(o) and o.weight >= _ENOUGH for o in others):
        return said
    hour = int(found.group(1))
    for by, fits in ((-1, hour < 12), (1, hour >= 10)):
        near = _moved(said.day, by)
        if fits and any(o.day == near and _is_local(o) and o.weight >= _ENOUGH for o in others):
            return replace(said, day=near)
    return said


def _is_local(said: Said) -> bool:
    """True for a day by the page's own calendar: printed, or without a time in universal time."""
    found = _CLOCK.match(said.time or "")
    return said.how in ("visible", "url", "dateline") or (found is not None and not found.group(3)) or not said.time


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
