"""The same event in all reports, and in all places of one report, joined into one happening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.ledger.tellings import Told, told
from onrecord.shapes.happening import Happening
from onrecord.shapes.reading import Reading


def happenings(readings: Iterable[Reading], origin_of: Mapping[str, str]) -> tuple[Happening, ...]:
    """What some reports tell of, each happening once; in order of time, those without a day last.

    Takes: the readings in any order; of each report the origin it goes back to, where that is known.
    """
    groups: dict[object, list[Told]] = {}
    for one in told(readings):
        when = (one.when.first, one.when.last) if one.when else None
        key = (one.type, one.telling.modality, when, one.anchor, one.actor, one.recipient)
        groups.setdefault(key, []).append(one)
    return tuple(sorted((_happening(rows, origin_of) for rows in groups.values()), key=in_time))


def in_time(one: Happening) -> tuple[str, str, str, str]:
    """Order of time: earliest first, without a day last."""
    return (one.first or one.last or "9", one.last or one.first or "9", one.tellings[0].report, one.id)


def _happening(rows: Sequence[Told], origin_of: Mapping[str, str]) -> Happening:
    first = rows[0]
    reports = tuple(dict.fromkeys(t.telling.report for t in rows))
    return Happening(
        id=first.telling.event,
        type=first.type,
        mode=first.mode,
        first=first.when.first or first.when.last if first.when else None,
        last=first.when.last if first.when else None,
        precision=first.when.precision if first.when else None,
        text=first.telling.text,
        modality=first.telling.modality,
        modalities=Counter(t.telling.modality for t in rows),
        actor=first.actor,
        recipient=first.recipient,
        where=first.where,
        figures=tuple(h for t in rows for h in t.harm),
        tellings=tuple(t.telling for t in rows),
        reports=reports,
        origins=len({origin_of.get(r, r) for r in reports}),
    )
