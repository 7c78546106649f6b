"""What a ledger is asked for by filters: marks of a kind, series, what happened and what is to come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord import accounts
from onrecord.faces import chart, checked, events, figures, statements
from onrecord.faces.answers import Answers, remembered
from onrecord.faces.found import printed
from onrecord.ledger.counted import Asked as AskedFigures
from onrecord.ledger.occurred import Asked as AskedEvents
from onrecord.ledger.said import Asked as AskedQuotes
from onrecord.ledger.store import Store
from onrecord.ledger.views import VIEWS
from onrecord.lexicon.hedges import WORDS as HEDGES
from onrecord.lexicon.speech import FORCES
from onrecord.marks.events.tables import MODALITIES, TYPES
from onrecord.marks.kinds import KINDS
from onrecord.shapes import link
from onrecord.shapes.errors import UsageError
from onrecord.shapes.happening import Happening, TimelineEntry
from onrecord.shapes.link import Story
from onrecord.shapes.mark import QUOTE_KINDS, SCOPES, Kind


class Filtered:
    """The part of a ledger (see api) that finds what fits filters."""

    _store: Store
    _answers: Answers
    _last: tuple[tuple[str, tuple[int, int]], tuple[accounts.Account, Story]] | None = None

    def state(self) -> Hashable:
        """Another one whenever anybody has written to the ledger."""
        return self._store.state()

    def marks(self, plural: str, *, story: str | None = None, versions: bool = False) -> list[dict[str, Any]]:
        """Every mark of one kind ("quotes", "figures" …) as printed, with its report's id and its exact words.

        Of one story where it is named. Of a page that was read more than once those of the newest version, with
        `versions` those of all. Raises NotFound.
        """
        kind = self._kind(plural)
        reports = self._store.ids() if story is None else self._store.in_order(self._story(story)[1].reports)
        if versions:
            old: frozenset[str] = frozenset()
        elif story is None:
            old = frozenset(v.report for chain in accounts.read_twice(self._store) for v in chain[:-1])
        else:
            old = accounts.outdated(self._store, reports)
        rows = []
        for report in reports:
            if report in old:
                continue
            for row, exact in zip(self._store.mark_rows(kind, report), self._store.exact(kind, report), strict=True):
                rows.append({"report": report, "exact": exact, **row})
        return rows

    def some(self, name: str, first: int, limit: int) -> tuple[list[dict[str, Any]], int]:
        """So many rows of a whole list from a place on, and how many there are; of marks, or of "reports".

        For large ledgers: only what is asked for is looked up. So marks are those of all versions of a page, and of
        reports it is not told which story each belongs to.
        """
        if name == "reports":
            names = "report source url title byline outlet agency published language genre status why".split()
            heads = [self._store.head(report) for report in self._store.some_ids(first, limit)]
            return [{name: head[name] for name in names} for head in heads], self._store.count()
        kind = self._kind(name)
        found = self._store.some_marks(kind, first, limit)
        rows = [{"report": one.report, "exact": one.exact, **one.row} for one in found]
        return rows, self._store.mark_count(kind)

    def quotes(
        self,
        speaker: str | None = None,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        force: str | None = None,
        versions: bool = False,
    ) -> list[dict[str, Any]]:
        """Quotes by what they are, as `marks("quotes")` has them; filters combine.

        `speaker` is any form of a name that the report gives (full, surname, with a title, a description), case and
        accents forgiven; of a full name also a surname alone, where reports tied to it know only one who bears it.
        `about` are words that all stand in what was said ("flood*": words that begin so; in double
        quotes: words that stand together). `since` and `until`
        (YYYY-MM-DD, both included) hold against the day of publication; reports that state none are left out then.
        Raises UsageError for a filter that cannot be.
        """
        asked = AskedQuotes(speaker, about, *checked.days(since, until), kind, force)
        checked.one_of("kind", kind, QUOTE_KINDS)
        checked.one_of("force", force, FORCES)
        if asked == AskedQuotes():
            return self.marks("quotes", versions=versions)
        return printed(self._store, statements.quotes(self._store, asked), versions=versions)

    def undated(
        self, speaker: str | None = None, about: str | None = None, *, kind: str | None = None, force: str | None = None
    ) -> int:
        """How many reports state no day of publication; with filters, of those with quotes that fit."""
        asked = AskedQuotes(speaker, about, kind=kind, force=force)
        if asked == AskedQuotes():
            return self._store.undated()
        found = {f.report for f in statements.quotes(self._store, asked)}
        return sum(self._store.head(report)["published"]["date"] is None for report in found)

    def near_names(self, name: str) -> list[str]:
        """Up to three speakers whose names are nearest to one that no quote is given to, the nearest first."""
        return [] if statements.quotes(self._store, AskedQuotes(name)) else statements.near(self._store, name)

    def figures(
        self,
        what: str | None = None,
        where: str | None = None,
        counter: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        scope: str | None = None,
        hedge: str | None = None,
        versions: bool = False,
    ) -> list[dict[str, Any]]:
        """Figures by what they are, as `marks("figures")` has them; filters combine.

        `what` is a word of the record (killed, injured …) or a noun that is counted, case and plural forgiven, "deaths"
        being "killed"; `where` a place by all words of its name, accents and case forgiven, a country also with the
        places known to lie in it; `counter` who counted, by all words of the name. `since` and `until` (YYYY-MM-DD,
        both included) hold against the day a figure stands for: as-of, else its report's; figures that stand for none
        are left out then. What the report takes back is there, `retracted`. Raises UsageError for a filter that cannot
        be.
        """
        asked = AskedFigures(what, where, counter, *checked.days(since, until), scope, hedge)
        checked.one_of("scope", scope, SCOPES)
        checked.one_of("hedge", hedge, HEDGES)
        if asked == AskedFigures():
            return self.marks("figures", versions=versions)
        return figures.figures(self._store, asked, versions=versions)

    def undated_figures(
        self,
        what: str | None = None,
        where: str | None = None,
        counter: str | None = None,
        *,
        scope: str | None = None,
        hedge: str | None = None,
        story: str | None = None,
        versions: bool = False,
    ) -> int:
        """How many of the figures that fit, of one story where it is named, stand for no day that is known."""
        asked = AskedFigures(what, where, counter, scope=scope, hedge=hedge)
        found = figures.undated(self._store, asked, versions=versions)
        if story is None:
            return len(found)
        inside = self._story(story)[1].reports
        return sum(row["report"] in inside for row in found)

    def near_counts(self, **asked: str) -> tuple[str, ...]:
        """Words of the ledger's figures that may be meant by a filter (what, where, counter) that none of them fits."""
        return figures.near(self._store, asked)

    def events(
        self,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        where: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        mode: str | None = None,
        asserted_by: str | None = None,
        plover: str | Sequence[str] | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
        versions: bool = False,
    ) -> list[dict[str, Any]]:
        """Events by what they are, as `marks("events")` has them; filters combine.

        `type`, `modality` and `plover` (PLOVER's own code) are words of the record, one or several of which any fits;
        `mode` one of its words; `actor`, `recipient` and `asserted_by` (who says so; "none": the report itself)
        somebody by all words of the name, a nation also by its adjective and its government; `actor_country` and
        `recipient_country` the country they are coded as of, by its ISO 3166-1 code or its name; `where` a place by
        all words of its name, a country also with the places known to lie in it. `since` and `until` (YYYY-MM-DD, both
        included) hold against the days an event tells, else that of its report; events that have neither are left out
        then. Raises UsageError for a filter that cannot be.
        """
        asked = self._asked_events(
            type, modality, actor, recipient, where, mode, asserted_by, plover, actor_country, recipient_country
        )
        first, last = checked.days(since, until)
        asked = replace(asked, since=first, until=last)
        if asked == AskedEvents():
            return self.marks("events", versions=versions)
        return events.events(self._store, asked, versions=versions)

    def undated_events(self, *, story: str | None = None, versions: bool = False, **asked: Any) -> int:
        """How many of the events that fit (filters as in `events`, but for days), of one story where it is named, have
        no day: neither of their own nor of their report.
        """
        found = events.undated(self._store, self._asked_events(**asked), versions=versions)
        if story is None:
            return len(found)
        inside = self._story(story)[1].reports
        return sum(row["report"] in inside for row in found)

    def near_events(self, **asked: Any) -> tuple[str, tuple[str, ...]]:
        """The first filter of `events` that none of the ledger's fits, and words of theirs that may be meant by it."""
        return events.near(self._store, asked)

    def _asked_events(
        self,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        where: str | None = None,
        mode: str | None = None,
        asserted_by: str | None = None,
        plover: str | Sequence[str] | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
    ) -> AskedEvents:
        some = checked.some_of("type", type, TYPES), checked.some_of("modality", modality, MODALITIES)
        codes = checked.some_of("plover", plover, checked.PLOVER)
        countries = actor_country, recipient_country
        return AskedEvents(*some, actor, recipient, where, mode, asserted_by, codes, *countries)

    @remembered
    def series(
        self,
        what: str | None = None,
        where: str | None = None,
        counter: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        story: str | None = None,
        view: str | None = None,
    ) -> list[dict[str, Any]]:
        """Every figure that several reports give, story by story, or those of one story; filters as in `figures`.

        A series fits when what and where it counts fit; of its points those of that counter and those days are left.
        `view` ("ucdp", "acled") adds to those that the codebook looks at, and leaves no others, what it would take from
        them: each number with the rule that chose it and the statements it comes from (see ledger/views).
        Raises UsageError for a filter that cannot be, NotFound for the story.
        """
        asked = AskedFigures(what, where, counter)
        first, last = checked.days(since, until)
        checked.one_of("view", view, tuple(VIEWS))
        rows = self._of_stories("series", story)
        if asked != AskedFigures():
            rows = figures.that_fit(self._store, rows, asked)
        if first is not None or last is not None:
            rows = figures.within(rows, first, last)[0]
        return rows if view is None else self.viewed(rows, view)

    def viewed(self, rows: Sequence[Mapping[str, Any]], view: str) -> list[dict[str, Any]]:
        """Some series, as `series` gives them, with what a codebook would take from them; as `series` with `view`."""
        checked.one_of("view", view, tuple(VIEWS))
        return figures.viewed(self._store, rows, view)

    def chart(self, rows: Sequence[Mapping[str, Any]], title: str = "Figures on record") -> str:
        """A picture (SVG, whole in itself) of some series, as `series` gives them: a panel each, a mark a statement."""
        return chart.render(figures.panels(self._store, rows), title)

    @remembered
    def happenings(
        self,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        where: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        mode: str | None = None,
        asserted_by: str | None = None,
        plover: str | Sequence[str] | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
        story: str | None = None,
    ) -> list[dict[str, Any]]:
        """What reports tell of, each happening once with everything told of it: its `tellings`, each with its report,
        words, modality and whose claim it is; filters as in `events`, of one story where it is named.

        A happening fits when one telling does; days are held against its own, else those of its reports. Raises
        UsageError for a filter that cannot be, NotFound for the story.
        """
        first, last = checked.days(since, until)
        wanted = self._asked_events(
            type, modality, actor, recipient, where, mode, asserted_by, plover, actor_country, recipient_country
        )
        rows = self._told_in(story, lambda told, one: accounts.happened(self._store, told, one))
        return events.within(events.that_fit(self._store, rows, wanted), first, last)

    @remembered
    def timeline(
        self,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        where: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        plover: str | Sequence[str] | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
        story: str | None = None,
    ) -> list[dict[str, Any]]:
        """What is dated, by the day it happened on; each happening once; then, without a day, what several tell or a
        report begins with. Filters as in `events`: type, modality and code are those of the happening as a whole.

        Of what was announced, `outcome` says what became of it as of the newest day on record, and `outcome_in` names
        the entry that shows it. Raises UsageError for a filter that cannot be, NotFound for the story.
        """
        first, last = checked.days(since, until)
        asked = self._asked_events(
            type, modality, actor, recipient, where, None, None, plover, actor_country, recipient_country
        )
        rows = self._told_in(story, lambda told, one: accounts.timeline(self._store, told, one))
        return events.within(events.that_fit(self._store, rows, asked, whole=True), first, last)

    @remembered
    def upcoming(
        self,
        now: str | None = None,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        where: str | None = None,
        *,
        plover: str | Sequence[str] | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
        story: str | None = None,
    ) -> list[dict[str, Any]]:
        """What somebody announced (plans, threatens, demands), not past as of the day `now`, not called off, and told
        by no report as done: by its day, without a day last. Filters as in `timeline`.

        Without a day is only what was told in the month before `now`. What was published after `now` (YYYY-MM-DD) is
        not looked at; without it, `now` is the newest day on record (see `newest`), for what one `story` has without a
        day the newest of its own. Raises UsageError for a filter that cannot be, NotFound for the story.
        """
        now = checked.day("now", now)
        asked = self._asked_events(
            type, modality, actor, recipient, where, None, None, plover, actor_country, recipient_country
        )
        rows = self._told_in(
            story, lambda told, one: accounts.upcoming(self._store, told, one, now, alone=story is not None)
        )
        return events.that_fit(self._store, rows, asked, whole=True)

    def new(
        self, since: str | None = None, after: str | None = None, *, story: str | None = None
    ) -> list[dict[str, Any]]:
        """What is new to somebody who has read all reports before the day `since`, or all up to the report `after`.

        Each number, statement and happening that none of those tells, with the first report that does; of a number also
        what was last told in its stead (`before`). In order of publication, undated reports last. Raises UsageError
        when both are named or `after` states no day; NotFound for the story. With neither, nothing was read.
        """
        if since is not None and after is not None:
            raise UsageError("name a day (since) or the last report that was read (after), not both")
        told = accounts.account(self._store)
        last = None if after is None else self._store.find(after)
        read = accounts.read_up_to(self._store, told, checked.day("since", since), last)
        some = told.stories if story is None else (told.story_of(self._store.find(story)),)
        rows = [row for s in some if not read.issuperset(s.reports) for row in self._new(told, s, read)]
        return sorted(rows, key=lambda row: row["published"] or "9")

    def new_since_added(self, story: str, seen: str) -> list[dict[str, Any]]:
        """What is new in a story to somebody who has seen all its reports that were added up to the report `seen`.

        Rows as `new` has them. Raises NotFound.
        """
        told, one = self._story(story)
        added = self._store.in_order({*one.reports, self._store.find(seen)})
        return self._new(told, one, added[: added.index(self._store.find(seen)) + 1])

    def _new(self, told: accounts.Account, one: Story, read: Collection[str]) -> list[dict[str, Any]]:
        """What none of the reports `read` tells of a story."""
        found: Any = link.plain(accounts.new(self._store, told, one, frozenset(read)))
        return [{"story": one.id, **row["fact"], **{k: v for k, v in row.items() if k != "fact"}} for row in found]

    def newest(self) -> str | None:
        """The newest day (YYYY-MM-DD) on which a report was published; None where none states one."""
        return self._store.newest()

    def newest_in(self, story: str) -> str | None:
        """The newest day on which a report of a story was published; None where none states one. Raises NotFound."""
        told = accounts.account(self._store)
        days = (
            accounts.published(self._store, told, r)["date"] for r in told.story_of(self._store.find(story)).reports
        )
        return max((str(day)[:10] for day in days if day), default=None)

    def _told_in(
        self, story: str | None, tell: Callable[[accounts.Account, Story], Sequence[Happening | TimelineEntry]]
    ) -> list[dict[str, Any]]:
        """What is told of each story, or of one, as the record prints it, with the story's id.

        By day, without one last; of one day story by story.
        """
        told, some = self._some(story)
        rows = [{"story": s.id, **row} for s in some for row in map(dict, link.plain(tuple(tell(told, s))))]  # type: ignore[call-overload]
        return sorted(rows, key=lambda row: (row["from"] or row["to"] or "9", row["to"] or "9"))

    def _of_stories(self, field: str, story: str | None = None) -> list[dict[str, Any]]:
        told, some = self._some(story)
        return [{"story": s.id, **row} for s in some for row in accounts.story(self._store, told, s)[field]]  # type: ignore[attr-defined]

    def _some(self, story: str | None) -> tuple[accounts.Account, Sequence[Story]]:
        """All stories, or the one that is named, with as much of the account as tells them. Raises NotFound."""
        if story is None:
            told = accounts.account(self._store)
            return told, told.stories
        told, one = self._story(story)
        return told, (one,)

    def _story(self, name: str) -> tuple[accounts.Account, Story]:
        report, state = self._store.find(name), self._store.state()
        if self._last is None or self._last[0] != (report, state):  # one story is asked for many things in a row
            told = accounts.account_of(self._store, [report])
            self._last = (report, state), (told, told.story_of(report))
        return self._last[1]

    def _kind(self, plural: str) -> Kind:
        for kind in KINDS:
            if kind.plural == plural:
                return kind
        raise UsageError(f"{plural}: no kind of mark; there are {', '.join(k.plural for k in KINDS)}")
