"""Who carries which fact of a story and who does not, and what the ledger lacks of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from onrecord.lexicon import outlets
from onrecord.shapes import called
from onrecord.shapes.backing import Backing
from onrecord.shapes.fact import Carried, Coverage, Fact, Lacking, Outlet
from onrecord.shapes.link import Evidence, Story
from onrecord.shapes.reading import Reading

# A story rests for a day or two; when nothing is here for longer, reports may be missing.
_QUIET_DAYS = 3
_MOST_GAPS = 20


def coverage(
    story: Story,
    readings: Sequence[Reading],
    found: Iterable[Sequence[Fact]],
    backing: Backing,
    versioned: Iterable[str],
) -> Coverage:
    """Who carries what of a story.

    Takes: the story, the readings of the newest versions of its pages, its facts, what stands behind them, the reports
    of pages of which several versions are here. The order of none matters.
    """
    names = _outlets(readings)
    days = {r.report.id: _day(r) for r in readings}
    newest = {name: max(days[r] for r, n in names.items() if n == name) for name in names.values()}
    facts = [_carried(fact, names, days, newest) for group in found for fact in group]
    facts = [one for one in facts if one.carried]
    facts.sort(key=lambda c: (-len(c.carried), -len(c.fact.reports), c.fact.first or "9", c.fact.kind, c.fact.text))
    told = Counter(name for one in facts for name in one.carried)
    alone = Counter(one.carried[0] for one in facts if len(one.carried) == 1)
    there = [
        Outlet(name, tuple(r for r in story.reports if names.get(r) == name), told[name], alone[name])
        for name in sorted(set(names.values()))
    ]
    there.sort(key=lambda o: (-o.facts, o.name))
    lacks = (
        *_cited(readings, names, backing),
        *_undated(readings),
        *_gaps(readings),
        *_changed(readings, set(versioned)),
    )
    return Coverage(story.id, story.title, tuple(there), tuple(facts), lacks)


def _outlets(readings: Iterable[Reading]) -> dict[str, str]:
    """The outlet of each report, by one name however it is printed; a report that names none by where it was found."""
    own = {r.report.id: str(r.report.value("outlet") or "") for r in readings}
    own |= called.apart({r.report.id: r.report.source for r in readings if not own[r.report.id]})
    forms: dict[str, list[str]] = {}
    for name in own.values():
        forms.setdefault(outlets.fold(name), []).append(name)
    return {report: outlets.printed(forms[outlets.fold(name)]) for report, name in own.items()}


def _carried(fact: Fact, names: Mapping[str, str], days: Mapping[str, str], newest: Mapping[str, str]) -> Carried:
    """A fact with its outlets; those lack it that carry it nowhere and published since it was first told."""
    there = tuple(dict.fromkeys(names[e.report] for e in fact.evidence if e.report in names))
    since = min((d for e in fact.evidence if (d := days.get(e.report))), default="")
    lacking = sorted(n for n in set(names.values()) - set(there) if not newest[n] or newest[n] >= since)
    return Carried(fact, there, tuple(lacking))


def _day(reading: Reading) -> str:
    return (reading.report.published.date or "")[:10]


def _cited(readings: Sequence[Reading], names: Mapping[str, str], backing: Backing) -> Iterator[Lacking]:
    """Outlets from which reports have something, and of which there is no report here."""
    here = set(backing.reports.values())
    places: dict[str, list[Evidence]] = {}
    for reading in sorted(readings, key=lambda r: (_day(r) or "9", r.report.id)):
        for start, end, origin in sorted(backing.apart.get(reading.report.id, ())):
            if origin not in here and backing.labels.get(origin, origin) not in names.values():
                places.setdefault(origin, []).append(Evidence(reading.report.id, start, end))
    for origin, found in sorted(places.items()):
        yield Lacking("outlet", backing.labels.get(origin, origin), tuple(found))


def _undated(readings: Sequence[Reading]) -> Iterator[Lacking]:
    for reading in sorted(readings, key=lambda r: r.report.id):
        if not reading.report.published.date:
            yield Lacking("date", reading.report.id, ())


def _gaps(readings: Sequence[Reading]) -> Iterator[Lacking]:
    """Days between two reports on which nothing was published, where they are many."""
    days = sorted({d for r in readings if (d := _day(r))})
    found = 0
    for before, after in pairwise(days):
        try:
            first, last = date.fromisoformat(before), date.fromisoformat(after)
        except ValueError:
            continue
        if (last - first).days > _QUIET_DAYS and found < _MOST_GAPS:
            found += 1
            yield Lacking("days", f"{first + timedelta(1)}/{last - timedelta(1)}", ())


def _changed(readings: Sequence[Reading], versioned: set[str]) -> Iterator[Lacking]:
    """Pages that say that they were changed, of which only one reading is here: what they said before is not."""
    for reading in sorted(readings, key=lambda r: r.report.id):
        modified = reading.report.value("modified")
        day = getattr(modified, "date", None)
        if day and day != _day(reading) and reading.report.id not in versioned:
            cell = reading.report.cells.get("modified")
            at = cell.at if cell is not None else ()
            yield Lacking("version", reading.report.id, tuple(Evidence(reading.report.id, s.start, s.end) for s in at))
