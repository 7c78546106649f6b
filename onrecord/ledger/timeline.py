"""What happened, by the day it happened on, and what was announced, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.ledger.happenings import happenings, in_time
from onrecord.ledger.tellings import ANNOUNCED
from onrecord.shapes.happening import DAY_PAST, OPEN, Happening, TimelineEntry
from onrecord.shapes.link import Evidence
from onrecord.shapes.reading import Reading


def timeline(
    readings: Iterable[Reading], origin_of: Mapping[str, str], now: str | None = None
) -> tuple[TimelineEntry, ...]:
    """The dated happenings of some reports, earliest first.

    `now` (YYYY-MM-DD) is the day as of which something announced is past; without one, the newest day on which one of
    the reports was published.
    """
    return tuple(e for e in _entries(readings, origin_of, now) if e.first)


def upcoming(
    readings: Iterable[Reading], origin_of: Mapping[str, str], now: str | None = None
) -> tuple[TimelineEntry, ...]:
    """What is announced, not yet past, not called off and not yet so, in order of its days; without a day last.

    `now` as for `timeline`.
    """
    return tuple(e for e in _entries(readings, origin_of, now) if e.outcome == OPEN)


def _entries(readings: Iterable[Reading], origin_of: Mapping[str, str], now: str | None) -> list[TimelineEntry]:
    kept = list(readings)
    day = now or max((d for r in kept if (d := r.report.published.date)), default=None)
    return [_entry(one, day) for one in sorted(happenings(kept, origin_of), key=in_time)]


def _entry(one: Happening, now: str | None) -> TimelineEntry:
    open_ = one.modality in ANNOUNCED
    past = now is not None and one.last is not None and one.last < now
    return TimelineEntry(
        id=one.id,
        first=one.first,
        last=one.last,
        precision=one.precision,
        text=one.text,
        type=one.type,
        mode=one.mode,
        modality=one.modality,
        modalities=one.modalities,
        actor=one.actor,
        recipient=one.recipient,
        where=one.where,
        killed=tuple(h for h in one.figures if h.what == "killed"),
        injured=tuple(h for h in one.figures if h.what == "injured"),
        reports=one.reports,
        origins=one.origins,
        evidence=tuple(Evidence(t.report, t.start, t.end) for t in one.tellings),
        told=one.tellings,
        announced=(),
        outcome=(DAY_PAST if past else OPEN) if open_ else None,
        outcome_in=None,
    )
