"""What is dated in a story, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.ledger.words import stems
from onrecord.shapes.link import Evidence, TimelineEntry
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading


def timeline(readings: Iterable[Reading], origin_of: Mapping[str, str]) -> tuple[TimelineEntry, ...]:
    """The dated events of a story, earliest first; one that several reports tell of stands once.

    Two events are one when their type, modality and days are the same and they share their word, or an actor and
    most of their words. The words are those of the earliest report.
    """
    found = sorted(_dated(readings), key=lambda f: (f[0].report.published.date or "9", f[0].report.id, f[1].start))
    entries: dict[tuple[object, ...], list[list[tuple[Reading, Mark]]]] = {}
    for reading, event in found:
        when = event.value("when")
        same_days = entries.setdefault((when.first, when.last, event.value("type"), event.value("modality")), [])
        for rows in same_days:
            if _same(rows[0], (reading, event)):
                rows.append((reading, event))
                break
        else:
            same_days.append([(reading, event)])
    out = [_entry(rows, origin_of) for groups in entries.values() for rows in groups]
    return tuple(sorted(out, key=lambda e: (e.first, e.last or e.first, e.evidence[0].report, e.evidence[0].start)))


def _dated(readings: Iterable[Reading]) -> Iterable[tuple[Reading, Mark]]:
    for reading in readings:
        for event in reading.events:
            when = event.value("when")
            if isinstance(when, When) and (when.first or when.last):
                yield reading, event


def _same(one: tuple[Reading, Mark], two: tuple[Reading, Mark]) -> bool:
    a, b = _words(one[1].value("anchor"), one[0]), _words(two[1].value("anchor"), two[0])
    actors = _names(one[1].value("actor")), _names(two[1].value("actor"))
    if actors[0] and actors[1] and not actors[0] & actors[1]:
        return False
    said = set(stems(_text(*one))), set(stems(_text(*two)))
    shared, fewer = len(said[0] & said[1]), min(len(said[0]), len(said[1]))
    if a & b:
        return bool(actors[0] & actors[1]) or shared >= min(3, fewer)
    return bool(actors[0] & actors[1]) and shared >= 2 and shared >= 0.5 * fewer


def _entry(rows: Sequence[tuple[Reading, Mark]], origin_of: Mapping[str, str]) -> TimelineEntry:
    reading, event = rows[0]
    when = event.value("when")
    reports = tuple(dict.fromkeys(r.report.id for r, _ in rows))
    return TimelineEntry(
        first=when.first or when.last,
        last=when.last,
        precision=when.precision,
        text=_text(reading, event),
        type=event.value("type"),
        modality=event.value("modality"),
        reports=reports,
        origins=len({origin_of.get(r, r) for r in reports}),
        evidence=tuple(Evidence(r.report.id, e.start, e.end) for r, e in rows),
    )


def _text(reading: Reading, event: Mark) -> str:
    return " ".join(event.hull.cut(reading.text).split())


def _words(span: object, reading: Reading) -> set[str]:
    return set(stems(span.cut(reading.text))) if hasattr(span, "cut") else set()


def _names(refs: object) -> set[str]:
    found = refs if isinstance(refs, tuple) else ()
    return {r.name.casefold() for r in found if isinstance(r, Ref) and r.name}
