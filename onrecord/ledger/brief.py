"""The account of one story, as the record prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from onrecord.ledger.corrections import corrections
from onrecord.ledger.disagreements import disagreements
from onrecord.ledger.quantities import quantities
from onrecord.ledger.series import series_of
from onrecord.ledger.timeline import all_of, dated, newest
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Chain, Copy, Disagreement, Story, plain
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_records
from onrecord.shapes.utterance import Utterance


def brief(
    story: Story,
    readings: Sequence[Reading],
    copies: Sequence[Copy],
    backing: Backing,
    later: Mapping[str, Collection[str]] | None = None,
    utterances: Sequence[Utterance] = (),
    own: Sequence[Disagreement] = (),
    now: str | None = None,
) -> dict[str, object]:
    """Everything on record about one story: origins, figures over time, disagreements, timeline, quotes, chains.

    Takes: the story, the readings of its reports, the copies among them, what stands behind its reports, of old
    versions of a page the newer ones, its statements, where speakers contradict themselves, and the day as of which
    something announced is past (None: the newest on which one of the reports was published). The order of none matters.
    Figures and disagreements tell what old versions said otherwise; the rest is as the newest have it.
    """
    place = {report: n for n, report in enumerate(story.reports)}
    every = sorted(readings, key=lambda r: place[r.report.id])
    ordered = [r for r in every if r.report.id not in (later or ())]
    told = all_of(ordered, backing, now)
    counted = quantities(every, later)
    return {
        "story": story.id,
        "title": story.title,
        "from": story.first,
        "to": story.last,
        "reports": list(story.reports),
        "origins": plain(story.origins),
        "attached": plain(story.attached),
        "happenings": plain(story.happenings),
        "series": plain(series_of(counted, backing)),
        "disagreements": plain(disagreements(every, backing, copies, later, own, counted)),
        "corrections": plain(tuple(corrections(every, later))),
        "timeline": plain(dated(told)),
        "upcoming": plain(told.coming),
        "now": newest(ordered),
        "quotes": [row for reading in ordered for row in _quotes(reading)],
        "utterances": plain(tuple(utterances)),
        "people": _named(ordered, "person"),
        "places": _places(ordered),
        "chains": plain(tuple(chain for reading in ordered for chain in chains(reading))),
    }


def chains(reading: Reading) -> Iterator[Chain]:
    """The quotes of a report that came through somebody: outermost first, the speaker last.

    Of one chain told in steps (what the officials said, and in it what the minister had told them) only the longest.
    """
    found: list[Chain] = []
    for quote in reading.quotes:
        steps = [*(quote.value("via") or ()), quote.value("speaker")]
        names = [step.called(reading.text) for step in steps if isinstance(step, Ref)]
        if quote.value("via") and len(names) > 1:
            found.append(Chain(tuple(n for n in names if n), reading.report.id, quote.start, quote.end))
    return (c for c in found if not any(_goes_on(c, other) for other in found))


def _goes_on(chain: Chain, other: Chain) -> bool:
    """`other` is a step longer, within the same words."""
    inside = chain.start <= other.start and other.end <= chain.end
    return inside and len(other.steps) > len(chain.steps) and other.steps[: len(chain.steps)] == chain.steps


def _quotes(reading: Reading) -> Iterator[dict[str, Any]]:
    for kind in reading.kinds:
        if kind.name == "quote":
            for row in mark_records(reading.report, kind, reading.quotes):
                yield {"report": reading.report.id, **row}


def _named(readings: Sequence[Reading], kind: str) -> list[dict[str, Any]]:
    """Those of one type that the story names, the most named first."""
    counts: dict[str, int] = {}
    where: dict[str, dict[str, None]] = {}
    for reading in readings:
        for mention in reading.mentions:
            if mention.value("type") == kind and mention.value("name") and _by_name(mention):
                counts[mention.value("name")] = counts.get(mention.value("name"), 0) + 1
                where.setdefault(mention.value("name"), {})[reading.report.id] = None
    ranked = sorted(counts, key=lambda n: (-len(where[n]), -counts[n], n))
    return [{"name": n, "mentions": counts[n], "reports": list(where[n])} for n in ranked]


def _by_name(mention: Mark) -> bool:
    # Somebody who is only ever "the captain" is no entry of a register.
    return any(c.isupper() for c in str(mention.value("name")))


def _places(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    where: dict[str, dict[str, None]] = {}
    for reading in readings:
        for place in reading.places:
            name = place.value("name")
            if name:
                counts[name] = counts.get(name, 0) + 1
                where.setdefault(name, {})[reading.report.id] = None
    ranked = sorted(counts, key=lambda n: (-len(where[n]), -counts[n], n))
    return [{"name": n, "mentions": counts[n], "reports": list(where[n])} for n in ranked]
