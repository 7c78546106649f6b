"""What several reports of a ledger show together: readings → links → accounts.

Stands on the flow and knows the rooms of links and ledger; each account is a function of what the ledger holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

from onrecord import linking
from onrecord.ledger import brief
from onrecord.ledger import timeline as times
from onrecord.ledger.coming import recent
from onrecord.ledger.coverage import coverage
from onrecord.ledger.difference import difference
from onrecord.ledger.facts import facts
from onrecord.ledger.happenings import happenings
from onrecord.ledger.news import news
from onrecord.ledger.store import Store
from onrecord.links import (
    aligned,
    backing,
    claimants,
    contradictions,
    dates,
    keys,
    stories,
    utterances,
    versions,
)
from onrecord.links.grouping import decides
from onrecord.shapes.backing import Backing
from onrecord.shapes.difference import Difference
from onrecord.shapes.errors import NotFound, UsageError
from onrecord.shapes.fact import Coverage, New
from onrecord.shapes.happening import Happening, TimelineEntry
from onrecord.shapes.json_text import parsed
from onrecord.shapes.link import Aligned, Copy, Digest, Disagreement, Edge, Inferred, Story, Tie, Version
from onrecord.shapes.plain import from_plain
from onrecord.shapes.reading import Reading
from onrecord.shapes.utterance import Utterance


class Kept(Protocol):
    """As much of a ledger's store as the account of a story asks for."""

    def readings(self, reports: Iterable[str]) -> list[Reading]:
        """Some reports with their marks."""

    def head(self, report: str) -> dict[str, Any]:
        """The printed record of one report, its text and marks aside."""

    def newest(self) -> str | None:
        """The newest day on which a report was published."""


@dataclass(frozen=True)
class Account:
    """What several reports show together: copies, stories, versions of pages, and the digests they rest on."""

    copies: tuple[Copy, ...]
    stories: tuple[Story, ...]
    versions: tuple[tuple[Version, ...], ...]
    digests: Mapping[str, Digest]

    @cached_property
    def inferred(self) -> Mapping[str, Inferred]:
        """Of undated reports, between which days they were published, where other reports tell it."""
        return dates.inferred(self.digests, self.copies, self.versions)

    @cached_property
    def later(self) -> Mapping[str, tuple[str, ...]]:
        """Of each report that is an old version of a page: the newer ones, the oldest of them first."""
        chains = ([v.report for v in chain] for chain in self.versions)
        return {report: tuple(c[n + 1 :]) for c in chains for n, report in enumerate(c[:-1])}

    @cached_property
    def before(self) -> Mapping[str, str]:
        """Of each report that is a newer version of a page: the one before it."""
        return {b.report: a.report for chain in self.versions for a, b in pairwise(chain)}

    def versions_of(self, report: str) -> tuple[Version, ...]:
        """All versions of the page that a report is a reading of, oldest first; often it alone."""
        for chain in self.versions:
            if any(v.report == report for v in chain):
                return chain
        return (Version(report, "first"),)

    def story_of(self, report: str) -> Story:
        """The story that a report belongs to. Raises NotFound."""
        for story in self.stories:
            if report in story.reports:
                return story
        raise NotFound(f"{report}: belongs to no story")


def account(store: Store) -> Account:
    """Copies and stories of a whole ledger: a function of its links, whatever order the reports came in.

    What is set aside as no report has no part in it.
    """
    found = tuple(from_plain(Copy, parsed(e.record)) for e in store.links("copy"))
    edges = tuple(from_plain(Edge, parsed(e.record)) for e in store.links("story"))
    crowded = frozenset[str]().union(*(store.crowded(kind) for kind in keys.NEEDED["story"]))
    return _account(store, store.ids(aside=False), found, edges, crowded)


def account_of(store: Store, reports: Iterable[str]) -> Account:
    """As much of the account of a whole ledger as tells the stories of some reports, by look-ups.

    It holds all that copies, or pairs sure enough to decide anything, tie to them, over however many others. Of these
    the stories, copies, versions and dates are those of the whole account; other reports may be missing.
    """
    copied: dict[tuple[str, str], Copy] = {}
    edges: dict[tuple[str, str], Edge] = {}
    waiting, near = sorted(set(reports)), set[str]()
    while waiting:
        report = waiting.pop()
        if report in near:
            continue
        near.add(report)
        for found in store.links_of("copy", report):
            if (found.a, found.b) not in copied:
                copied[found.a, found.b] = from_plain(Copy, parsed(found.record))
                waiting += [found.a, found.b]
        for found in store.links_of("story", report):
            if (found.a, found.b) not in edges:
                edge = edges[found.a, found.b] = from_plain(Edge, parsed(found.record))
                waiting += [found.a, found.b] if decides(edge.score) else []
    crowded = store.crowded_among(keys.NEEDED["story"], near)
    inside = [edges[pair] for pair in sorted(edges) if near.issuperset(pair)]
    return _account(store, store.in_order(near, aside=False), [copied[c] for c in sorted(copied)], inside, crowded)


def _account(
    store: Store, reports: Sequence[str], found: Sequence[Copy], edges: Sequence[Edge], crowded: Collection[str]
) -> Account:
    digests = {r: linking.digest_of(store, r, d) for r, d in store.digests(reports).items()}
    told = stories.group(tuple(digests.values()), edges, found, crowded)
    return Account(tuple(found), told, versions.versions(digests, found), digests)


def published(store: Kept, told: Account, report: str) -> dict[str, object]:
    """When a report was published, as the record prints it, with what only other reports tell of it.

    That stands under `inferred`: each bound with the reports that it comes through, what they say of their own date,
    and where.
    """
    found: dict[str, object] = dict(store.head(report)["published"])
    bounds = told.inferred.get(report)
    if bounds is None:
        return found
    inferred = {}
    for name, bound in (("earliest", bounds.earliest), ("latest", bounds.latest)):
        if bound is not None:
            found[name] = bound.day
            inferred[name] = {"day": bound.day, "reasons": [_reason(store, t) for t in bound.ties]}
    return found | {"how": "inferred", "inferred": inferred}


def _reason(store: Kept, tie: Tie) -> dict[str, object]:
    head = store.head(tie.report)
    names = ("published", "modified") if head["published"]["date"] else ("modified", "published")
    evidence = next((head["cells"][name] for name in names if name in head["cells"]), None)
    dated = next((d for n in names if head[n] and (d := head[n]["date"])), None)
    told = {"report": tie.report, "how": tie.how, "date": dated, "captured": head["captured"]}
    return told | {"evidence": evidence}


def read_twice(store: Store) -> tuple[tuple[Version, ...], ...]:
    """The pages of a ledger that were read more than once, each with its versions from the oldest to the newest.

    As in the account of the whole ledger; but only reports with a link that says so are looked at.
    """
    found = [from_plain(Copy, parsed(e.record)) for e in store.links("copy")]
    updates = [c for c in found if c.kind == "update"]
    some = {r for c in updates for r in (c.report, c.of)}
    digests = {
        r: linking.digest_of(store, r, d) for r, d in store.digests([r for r in store.ids() if r in some]).items()
    }
    return versions.versions(digests, updates)


def outdated(store: Store, reports: Iterable[str]) -> frozenset[str]:
    """Those of some reports that are old versions of their page: as in the account of the whole, but by look-ups."""
    asked = frozenset(reports)
    return asked & {v.report for chain in chains_of(store, asked) for v in chain[:-1]}


def chains_of(store: Store, reports: Iterable[str]) -> tuple[tuple[Version, ...], ...]:
    """The pages, read more than once, that some reports are readings of: as in the account of the whole, but by
    look-ups.
    """
    waiting, seen = set(reports), set[str]()
    updates: dict[tuple[str, str], Copy] = {}
    while waiting:
        seen |= waiting
        for found in store.links_among("copy", waiting):
            copy = from_plain(Copy, parsed(found.record))
            if copy.kind == "update":
                updates[found.a, found.b] = copy
        waiting = {r for pair in updates for r in pair} - seen
    if not updates:
        return ()
    some = store.in_order({r for pair in updates for r in pair})
    digests = {r: linking.digest_of(store, r, d) for r, d in store.digests(some).items()}
    return versions.versions(digests, [updates[pair] for pair in sorted(updates)])


def story(store: Kept, told: Account, one: Story) -> dict[str, object]:
    """The account of one story, as the record prints it."""
    later = {r: told.later[r] for r in one.reports if r in told.later}
    inside = _inside(told, one)
    readings = store.readings(one.reports)
    stands = _backing(told, one, readings)
    statements, own = _statements(told, one, [r for r in readings if r.report.id not in told.later], stands)
    found = brief.brief(one, readings, inside, stands, later, statements, own, store.newest())
    days = [{"report": r, "published": published(store, told, r)} for r in one.reports if r in told.inferred]
    return found | {"inferred": days}


def happened(store: Store, told: Account, one: Story) -> tuple[Happening, ...]:
    """What the reports of a story tell of, each happening once; those without a day last."""
    return happenings(*_newest(store, told, one))


def timeline(store: Store, told: Account, one: Story) -> tuple[TimelineEntry, ...]:
    """What is dated in a story, by the day it happened on; as of the newest day on record."""
    return times.timeline(*_newest(store, told, one), store.newest())


def upcoming(
    store: Store, told: Account, one: Story, now: str | None = None, *, alone: bool = False
) -> tuple[TimelineEntry, ...]:
    """What a story announces, is not past as of the newest day on record, and is told by no report as done.

    As of the day `now` (YYYY-MM-DD) where it is given: what was published after it is then not looked at. What has no
    day must have been told shortly before the newest day of the story, and, unless the story is looked at `alone`, of
    all that is on record.
    """
    readings, stands = _newest(store, told, one)
    if now is not None:
        readings = [r for r in readings if (r.report.published.date or "")[:10] <= now]
    found = times.upcoming(readings, stands, now or store.newest())
    limit = now or (None if alone else store.newest())
    return tuple(entry for entry in found if recent(entry, limit))


def _newest(store: Store, told: Account, one: Story) -> tuple[list[Reading], Backing]:
    """The newest version of each page of a story, and what stands behind them."""
    readings = store.readings(r for r in one.reports if r not in told.later)
    return readings, _backing(told, one, readings)


def _backing(told: Account, one: Story, readings: Sequence[Reading]) -> Backing:
    return backing.backing(one, readings, told.digests, _inside(told, one))


def _inside(told: Account, one: Story) -> list[Copy]:
    """The copies among the reports of a story."""
    reports = frozenset(one.reports)
    return [c for c in told.copies if c.report in reports]


def said(store: Store, told: Account, one: Story) -> tuple[Utterance, ...]:
    """The statements of one story, each with all its wordings."""
    readings, stands = _newest(store, told, one)
    return _statements(told, one, readings, stands)[0]


def _statements(
    told: Account, one: Story, readings: Sequence[Reading], stands: Backing
) -> tuple[tuple[Utterance, ...], tuple[Disagreement, ...]]:
    """What is said in some readings of a story; where speakers contradict themselves, or two are given one's words."""
    found = utterances.groups(readings, told.digests, told.copies)
    mine = {r: told.digests[r] for r in one.reports}
    texts = {r.report.id: r.text for r in readings}
    own = contradictions.contradictions(found, texts, stands, told.copies)
    own += claimants.who_said(found, texts, stands)
    return claimants.noted(utterances.utterances(found, readings, mine, stands), found), own


def read_up_to(store: Store, told: Account, since: str | None = None, after: str | None = None) -> frozenset[str]:
    """The reports that somebody has read who has read all before the day `since`, or all up to the report `after`.

    Those of one day are in order of their times, else of addition. What states no day counts as read where it copies
    what was read, or other reports show that it is old enough. With neither, nothing was read. Raises UsageError when
    `after` states no day.
    """
    place = {r: n for n, r in enumerate(told.digests)}
    last = {r: b.latest.day for r, b in told.inferred.items() if b.latest is not None}
    days = {r: d.published or last.get(r) for r, d in told.digests.items()}
    if after is None:
        return _with_copies(told, days, {r for r, day in days.items() if day and day < (since or "")})
    mark = told.digests.get(after)
    if mark is None or not mark.published:
        raise UsageError(f"{after[:12]}: states no day; name a report that does, or a day")

    def order(report: str) -> tuple[str, str, int]:
        moment = told.digests[report].moment if mark and mark.moment else None
        return (days[report] or "9", moment or (mark.moment if mark else "") or "", place[report])

    return _with_copies(told, days, {r for r in told.digests if days[r] and order(r) <= order(after)})


def _with_copies(told: Account, days: Mapping[str, str | None], read: set[str]) -> frozenset[str]:
    """Some reports, with those without a day that copy one of them."""
    copied = {c.report for c in told.copies if c.of in read} | {c.of for c in told.copies if c.report in read}
    return frozenset(read | {r for r in copied if days.get(r) is None})


def new(store: Store, told: Account, one: Story, read: Collection[str]) -> tuple[New, ...]:
    """What is told in a story that none of the reports `read` tells, in any version of its page."""
    readings = store.readings(one.reports)
    stands = _backing(told, one, readings)
    found = facts(readings, _statements(told, one, readings, stands)[0], stands)
    return news(found, read, {r.report.id: r.report.published.date for r in readings})


def covered(store: Store, told: Account, one: Story) -> Coverage:
    """Who carries which fact of a story, and what the ledger lacks of it."""
    readings, stands = _newest(store, told, one)
    found = facts(readings, _statements(told, one, readings, stands)[0], stands)
    return coverage(one, readings, found, stands, told.before)


def laid_beside(store: Store, report: str, of: str) -> tuple[Aligned, ...]:
    """Which paragraphs and sentences of a report stand for which of another, by their ids."""
    kept = store.digests([report, of])
    return aligned.aligned(linking.digest_of(store, report, kept[report]), linking.digest_of(store, of, kept[of]))


def compare(store: Store, old: str, new: str) -> Difference:
    """What differs between two reports of a ledger, by their ids."""
    digests = store.digests([old, new])
    a, b = (linking.digest_of(store, r, digests[r]).paragraphs for r in (old, new))
    return difference(store.reading(old), store.reading(new), (a, b))
