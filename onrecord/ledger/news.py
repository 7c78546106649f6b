"""What is new to somebody who has read up to a point: facts that no report up to there tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.shapes.fact import FACT_KINDS, Fact, New


def news(found: Iterable[Sequence[Fact]], read: Collection[str], days: Mapping[str, str | None]) -> tuple[New, ...]:
    """The facts that none of the reports `read` tells, each with the first report that does, in order of publication.

    Takes: the facts as `facts` gives them, the ids of reports that were read, the day of publication of each report.
    """
    out = [one for group in found for one in _of(group, read, days)]
    return tuple(sorted(out, key=lambda n: (n.published or "9", n.report, FACT_KINDS.index(n.fact.kind), n.start)))


def _of(group: Sequence[Fact], read: Collection[str], days: Mapping[str, str | None]) -> Iterator[New]:
    known = [f for f in group if any(e.report in read for e in f.evidence)]
    for fact in group:
        if fact not in known:
            first = fact.evidence[0]
            yield New(first.report, first.start, first.end, days.get(first.report), fact, known[-1] if known else None)
