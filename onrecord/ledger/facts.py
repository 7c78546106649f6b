"""Everything told in a story as one list of facts: statements, numbers and happenings, each with all its places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.ledger.happenings import happenings
from onrecord.ledger.quantities import quantities
from onrecord.ledger.tally import Tally
from onrecord.shapes.backing import Backing
from onrecord.shapes.fact import Fact
from onrecord.shapes.link import Evidence
from onrecord.shapes.reading import Reading
from onrecord.shapes.utterance import Utterance


def facts(
    readings: Sequence[Reading],
    utterances: Iterable[Utterance],
    backing: Backing,
    later: Mapping[str, Collection[str]] | None = None,
) -> list[list[Fact]]:
    """The facts of some reports; those of one series of numbers stand together in order of time, any other alone.

    Takes: the readings, the statements in them, what stands behind them, of old versions of a page the newer ones.
    """
    found = {r.report.id: r for r in readings}
    out = [[_statement(u)] for u in utterances]
    out += [list(_numbers(group, found, backing)) for group in quantities(readings, later)]
    for one in happenings(readings, backing):
        places = tuple(Evidence(t.report, t.start, t.end) for t in one.tellings)
        who = None if all(t.asserted_by is None for t in one.tellings) else one.tellings[0].asserted_by
        out.append(
            [
                Fact(
                    "event", one.id, one.text, who, one.type, None, None, one.where, one.first, one.last,
                    None, None, None, None, one.modality, False,
                    one.reports, one.origins, one.behind, places,
                )
            ]
        )  # fmt: skip
    return out


def _statement(one: Utterance) -> Fact:
    told = sorted(one.occurrences, key=lambda o: (o.published or "9", o.report, o.start))
    return Fact(
        "quote", one.id, one.text, one.speaker, None, None, None, None, one.first, one.last,
        None, None, None, None, None, False,
        one.reports, one.origins, one.behind, tuple(Evidence(o.report, o.start, o.end) for o in told),
    )  # fmt: skip


def _numbers(group: Sequence[Tally], readings: Mapping[str, Reading], backing: Backing) -> Iterator[Fact]:
    """The different numbers of one quantity, earliest first; a number taken back is another."""
    same: dict[tuple[object, ...], list[Tally]] = {}
    for t in sorted(group, key=lambda t: (t.published or "9", t.report, t.start)):
        same.setdefault((t.value, t.low, t.high, t.retracted), []).append(t)
    for rows in same.values():
        t = rows[0]
        behind = backing.behind(rows)
        days = sorted(r.as_of for r in rows if r.as_of)
        yield Fact(
            "figure", None, " ".join(readings[t.report].text[t.start : t.end].split()),
            next((r.counter for r in rows if r.counter), None), t.printed_what,
            next((r.counted for r in rows if r.counted), None), t.scope, next((r.where for r in rows if r.where), None),
            days[0] if days else None, days[-1] if days else None, t.value, t.low, t.high, t.hedge, None, t.retracted,
            tuple(dict.fromkeys(r.report for r in rows)), len(behind), behind,
            tuple(Evidence(r.report, r.start, r.end) for r in rows),
        )  # fmt: skip
