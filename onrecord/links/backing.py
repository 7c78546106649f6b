"""What stands behind each stretch of a story's reports: which independent origin it goes back to.

A report goes back to an origin as a whole; but an outlet prints a wire and adds its own count of the dead, writes its
own report round a paragraph of a wire, or cites another outlet for one figure. So stretches are asked first: what a
report has from an outlet that it names goes back to that outlet; a sentence of narration that another report has word
for word, where the first of them does; a paragraph that a copy has alone is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.links.passed_on import passed_on
from onrecord.links.who_reported import Outlets
from onrecord.shapes.backing import Apart, Backing
from onrecord.shapes.link import Copy, Digest, Story
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading

# They say what others reported, or think about it.
_REPEATERS = ("opinion", "roundup")


def backing(
    story: Story, readings: Sequence[Reading], digests: Mapping[str, Digest], copies: Iterable[Copy] = ()
) -> Backing:
    """What stands behind the reports of a story.

    Takes: the readings of its reports (or of some), the digests of all of them by id, the copies among them. The order
    of none matters.
    """
    reports = {report: origin.id for origin in story.origins for report in origin.reports}
    known = Outlets([digests[r] for r in story.reports if r in digests])
    texts = {r.report.id: r.text for r in readings if r.report.id in digests}
    apart: dict[str, list[Apart]] = {r: [] for r in texts}
    for reading in readings:
        apart[reading.report.id] = sorted(set(_cited(reading, known)), key=lambda a: (a[1] - a[0], a))
    for report, start, end, origin in passed_on(texts, digests, reports, copies):
        apart[report].append((start, end, origin))
    kept = {r: tuple(a for a in found if a[2] != reports.get(r)) for r, found in apart.items()}
    repeaters = frozenset(r.report.id for r in readings if r.report.value("genre") in _REPEATERS)
    labels = known.labels | {origin.id: origin.label for origin in story.origins}
    return Backing(reports, labels, {r: found for r, found in kept.items() if found}, repeaters)


def _cited(reading: Reading, known: Outlets) -> Iterator[Apart]:
    """The stretches that a report has from an outlet which it names, each with the outlet's origin.

    Of several that passed a thing on it is the one nearest to the source.
    """
    for quote in reading.quotes:
        addressee, via, speaker = (quote.value(name) for name in ("addressee", "via", "speaker"))
        yield from _from(quote, [addressee, *reversed(via or ()), speaker], reading, known)
    for figure in reading.figures:
        channel = figure.value("channel")
        steps = channel if isinstance(channel, tuple) else (channel,)
        yield from _from(figure, [*reversed(steps), figure.value("counter")], reading, known)
    for event in reading.events:
        yield from _from(event, [event.value("asserted_by")], reading, known)


def _from(mark: Mark, nearest_first: Iterable[object], reading: Reading, known: Outlets) -> Iterator[Apart]:
    for step in nearest_first:
        if isinstance(step, Ref):
            origin = known.origin(step.name or step.span.cut(reading.text))
            if origin is not None:
                yield mark.start, mark.end, origin
                return
