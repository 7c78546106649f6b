"""What happened, by the day it happened on, and what was announced, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.ledger.announced import TO_COME, Became, became
from onrecord.ledger.gather import gather
from onrecord.ledger.happenings import happening, in_time, modality
from onrecord.ledger.related import Related
from onrecord.shapes.backing import Backing
from onrecord.shapes.happening import CAME_ABOUT, DAY_PAST, OPEN, Happening, TimelineEntry
from onrecord.shapes.link import Evidence
from onrecord.shapes.reading import Reading


def timeline(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> tuple[TimelineEntry, ...]:
    """The dated happenings of some reports, earliest first; and what was announced for no day and is tied to one.

    `now` (YYYY-MM-DD) is the day as of which something announced is past; without one, the newest day on which one of
    the reports was published.
    """
    return dated(entries(readings, backing, now))


def dated(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """The timeline, of all happenings as `entries` has them."""
    by_id = {e.id: e for e in entries}

    def day(one: TimelineEntry) -> tuple[str, str]:
        shown = one if one.first or not one.outcome_in else by_id[one.outcome_in]
        return shown.first or "", shown.last or shown.first or ""

    found = sorted((day(e), e.first is not None, n) for n, e in enumerate(entries))
    return tuple(entries[n] for (first, _), _, n in found if first)


def upcoming(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> tuple[TimelineEntry, ...]:
    """What is announced, not yet past, not called off and not yet so, in order of its days.

    Without a day last, the newest first; what is merely possible is none of them. `now` as for `timeline`.
    """
    return awaited(entries(readings, backing, now))


def awaited(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """What is to come, of all happenings as `entries` has them."""
    found = [e for e in entries if e.outcome == OPEN]
    undated = [e for e in found if not e.first and e.modality != "possible"]
    undated.sort(key=lambda e: max(t.published or "" for t in e.told), reverse=True)
    return (*(e for e in found if e.first), *undated)


def entries(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> list[TimelineEntry]:
    """All happenings, in order of time, those without a day last."""
    kept = list(readings)
    day = now or max((d for r in kept if (d := r.report.published.date)), default=None)
    strands = gather(kept)
    tied = became(strands, Related(kept, strands), lambda s: modality(s, backing))
    told = [happening(s, backing) for s in strands]
    announced: dict[str, list[str]] = {}
    for n, found in tied.items():
        if found.outcome == CAME_ABOUT:
            announced.setdefault(told[found.by].id, []).append(told[n].id)
    order = sorted(range(len(told)), key=lambda n: in_time(told[n]))
    out = []
    for n in order:
        outcome, by = _outcome(told[n], tied.get(n), told, day) if strands[n].kind == TO_COME else (None, None)
        out.append(_entry(told[n], tuple(announced.get(told[n].id, ())), outcome, by))
    return out


def _outcome(
    one: Happening, found: Became | None, told: list[Happening], now: str | None
) -> tuple[str | None, Happening | None]:
    if found is not None:
        return found.outcome, told[found.by]
    last = one.last or one.first
    return (DAY_PAST if now and last and last < now[: len(last)] else OPEN), None


def _entry(one: Happening, announced: tuple[str, ...], outcome: str | None, by: Happening | None) -> TimelineEntry:
    return TimelineEntry(
        id=one.id,
        first=one.first,
        last=one.last,
        precision=one.precision,
        text=one.text,
        type=one.type,
        plover=one.plover,
        mode=one.mode,
        modality=one.modality,
        modalities=one.modalities,
        actor=one.actor,
        actor_country=one.actor_country,
        actor_sector=one.actor_sector,
        recipient=one.recipient,
        recipient_country=one.recipient_country,
        recipient_sector=one.recipient_sector,
        where=one.where,
        killed=tuple(h for h in one.figures if h.what == "killed"),
        injured=tuple(h for h in one.figures if h.what == "injured"),
        reports=one.reports,
        origins=one.origins,
        behind=one.behind,
        evidence=tuple(Evidence(t.report, t.start, t.end) for t in one.tellings),
        told=one.tellings,
        announced=announced,
        outcome=outcome,
        outcome_in=by.id if by else None,
        outcome_from=by.first if by else None,
        outcome_to=by.last if by else None,
    )
