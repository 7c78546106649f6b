"""What happened, by the day it happened on, and what was announced, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.ledger import coming
from onrecord.ledger.announced import TO_COME, Became, became
from onrecord.ledger.gather import gather
from onrecord.ledger.happenings import happening, in_time, modality
from onrecord.ledger.related import Related
from onrecord.ledger.told_apart import told_apart
from onrecord.ledger.undated import stamp, undated
from onrecord.shapes.backing import Backing
from onrecord.shapes.happening import CAME_ABOUT, DAY_PAST, OPEN, Happening, TimelineEntry
from onrecord.shapes.link import Evidence
from onrecord.shapes.reading import Reading


@dataclass(frozen=True, slots=True)
class Happenings:
    """All of a story, in order of time, those without a day last; and which of it has no day, or is still to come."""

    entries: tuple[TimelineEntry, ...]
    undated: tuple[TimelineEntry, ...]
    coming: tuple[TimelineEntry, ...]


def timeline(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> tuple[TimelineEntry, ...]:
    """The dated happenings of some reports, earliest first; what was announced for no day and is tied to one; and last,
    without a day, what several tell or a report begins with.

    `now` (YYYY-MM-DD) is the day as of which something announced is past; without one, the newest day on which one of
    the reports was published.
    """
    return dated(all_of(readings, backing, now))


def dated(found: Happenings) -> tuple[TimelineEntry, ...]:
    """The timeline, of all happenings."""
    by_id = {e.id: e for e in found.entries}

    def day(one: TimelineEntry) -> tuple[str, str]:
        shown = one if one.first or not one.outcome_in else by_id[one.outcome_in]
        return shown.first or "", shown.last or shown.first or ""

    order = sorted((day(e), e.first is not None, n) for n, e in enumerate(found.entries))
    days = (found.entries[n] for (first, _), _, n in order if first)
    return (*(entry for entry in days if not stamp(entry)), *found.undated)


def upcoming(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> tuple[TimelineEntry, ...]:
    """What somebody announced, is not yet past, not called off, and told by no report as done; see `coming`.

    `now` as for `timeline`.
    """
    return all_of(readings, backing, now).coming


def newest(readings: Iterable[Reading]) -> str | None:
    """The newest day on which one of some reports was published; None where none states one."""
    return max((day for r in readings if (day := r.report.published.date)), default=None)


def all_of(readings: Iterable[Reading], backing: Backing, now: str | None = None) -> Happenings:
    """All happenings of a story. `now` as for `timeline`."""
    kept = list(readings)
    last = newest(kept)
    day = now or last
    strands = told_apart(gather(kept))
    tied = became(strands, Related(kept, strands), lambda s: modality(s, backing))
    told = [happening(s, backing) for s in strands]
    announced: dict[str, list[str]] = {}
    for n, found in tied.items():
        if found.outcome == CAME_ABOUT:
            announced.setdefault(told[found.by].id, []).append(told[n].id)
    deeds, denials = coming.by_deed(strands), coming.denied(strands)
    still, out = [], []
    for n in sorted(range(len(told)), key=lambda n: in_time(told[n])):
        outcome, by, plan = None, None, None
        if strands[n].kind == TO_COME:
            plan = coming.announcing(strands[n], denials)
            outcome, by = _outcome(told[n], tied.get(n), told, day)
            if by is None and (plan is None or coming.overtaken(strands[n], deeds)):
                outcome, plan = None, None
        out.append(_entry(told[n], tuple(announced.get(told[n].id, ())), outcome, by))
        if outcome == OPEN and plan is not None:
            said = replace(happening(plan, backing), id=told[n].id)
            still.append(coming.Open(_entry(said, (), outcome, None), plan, strands[n]))
    return Happenings(tuple(out), undated(strands, out), coming.listed(still, last))


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
