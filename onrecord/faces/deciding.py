"""What people decide about marks, through a ledger: accept, reject, flag, put right, undo, and see what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from onrecord import accounts, flow
from onrecord.faces import checked, values
from onrecord.ledger import agreed, chosen, decided, gold, queued
from onrecord.ledger.chosen import Choice, Rules, Who
from onrecord.ledger.store import Store
from onrecord.marks.events.tables import MODALITIES
from onrecord.marks.kinds import BY_PLURAL, KINDS
from onrecord.shapes import sorts
from onrecord.shapes.decision import QUEUED, STATUSES, VERDICTS, WHOLE, Decision, status
from onrecord.shapes.errors import UsageError, as_given

_RULES = Rules(values.checked, values.span)
_CHOICE = frozenset("id verdict cell value start end".split())
_ID = 64  # characters of a report's id
_LONGEST = 200  # characters of a reviewer's name


class Deciding:
    """The part of a ledger (see api) that keeps what people decide."""

    _store: Store

    def decide(self, choices: Sequence[Mapping[str, Any]], reviewer: str, at: str | None = None) -> int:
        """Keep what a reviewer chose, all of it as one batch or nothing; gives the batch's number, once it is on disk.

        A choice has the `id` of a mark and a `verdict`: "accept", "reject" or "flag" the mark, or one `cell` of it
        where that is named; "set" a `cell` to a `value` of the cell's type (None: the text does not tell), one of its
        words where it has a closed list; "span": the mark is rightly what stands from `start` to `end` of the text.
        `at` is when (ISO 8601), now where it is not told. The reader's own value stays beside the person's. Raises
        UsageError, and keeps nothing, for a mark that is not there and for what cannot be chosen.
        """
        some = [_choice(one) for one in choices]
        if not some:
            raise UsageError("nothing to decide; give a choice or more")
        who = Who(_reviewer(reviewer), _moment(at))
        return self._store.decide(lambda db, kinds: chosen.decide(db, kinds, some, who, _RULES))

    def accept_all(
        self, expected: int, reviewer: str, verdict: str = "accept", *, at: str | None = None, **filter: Any
    ) -> int:
        """Decide alike ("accept", "reject" or "flag") about all marks of the queue that fit, as one batch.

        `filter` as in `queue`, but for sort, limit and after. `expected` is how many they are; gives the batch's
        number. Raises UsageError, and keeps nothing, where they are not as many now.
        """
        checked.one_of("verdict", verdict, WHOLE)
        asked = self._asked(**filter)
        who = Who(_reviewer(reviewer), _moment(at))
        return self._store.decide(lambda db, kinds: chosen.decide_all(db, kinds, asked, expected, verdict, who, _RULES))

    def undo(self, reviewer: str, batch: int | None = None, *, at: str | None = None) -> list[dict[str, Any]]:
        """Undo a batch of decisions, where none is named the last of this reviewer that stands; gives its decisions.

        They stay in the ledger, with who undid them and when. Raises UsageError where there is nothing to undo.
        """
        name, when = _reviewer(reviewer), _moment(at)
        done = self._store.decide(lambda db, kinds: decided.undo(db, kinds, name, batch, when))
        return [decided.printed(one) for one in done]

    def redo(self, reviewer: str, batch: int | None = None) -> list[dict[str, Any]]:
        """Make a batch stand again, where none is named the one that this reviewer undid last; gives its decisions.

        Raises UsageError where there is nothing to redo.
        """
        name = _reviewer(reviewer)
        done = self._store.decide(lambda db, kinds: decided.redo(db, kinds, name, batch))
        return [decided.printed(one) for one in done]

    def queue(
        self,
        kind: str | None = None,
        *,
        story: str | None = None,
        report: str | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        what: str | None = None,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        words: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: str = "open",
        sort: str = "hardest",
        limit: int = 20,
        after: str | None = None,
    ) -> dict[str, Any]:
        """Marks to be looked at by a person, a page of them; filters combine.

        `kind` is "quotes", "figures", "events", "places", "times" or "mentions"; without it those of the first three.
        `story` and `report` are named as elsewhere; `outlet`, `since` and `until` hold of the report; `speaker` and
        `what` as in `quotes` and `figures`, `type` and `modality` are words of the record, one or several; `words` all
        stand in the mark's exact words (as `about` of `quotes`). Of kinds without such a cell nothing fits. `status`:
        "open" (nothing decided), "accepted" (or put right), "rejected", "flagged", "all". `sort`: "hardest" first, by
        confidence, then with more of the main cells empty, then as the reports were added; or "text", as they stand
        in the reports.

        Gives `total`, how many fit (None: more than 10,000), `rows`, and `next`, which as `after` gives the page after
        this one (None: there is none). A row is the printed mark with `report`, `mark` (its kind: "quote" …), `exact`,
        `before` and `after` (200 characters of the text at most), `status`, and `decisions`, those that stand, as
        `decisions` has them. Raises UsageError for a filter that cannot be, NotFound for story and report.
        """
        checked.one_of("sort", sort, sorts.MARKS)
        if limit < 0:
            raise UsageError(f"limit {limit}: give 0 or more rows")
        asked = self._asked(
            kind,
            story=story,
            report=report,
            outlet=outlet,
            speaker=speaker,
            what=what,
            type=type,
            modality=modality,
            words=words,
            since=since,
            until=until,
            status=status,
        )
        return self._store.ask(lambda db, kinds: [queued.find(db, kinds, asked, sort, limit, after)])[0]

    def _asked(
        self,
        kind: str | None = None,
        *,
        story: str | None = None,
        report: str | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        what: str | None = None,
        type: str | Sequence[str] | None = None,
        modality: str | Sequence[str] | None = None,
        words: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: str = "open",
    ) -> queued.Asked:
        checked.one_of("kind", kind, list(BY_PLURAL))
        kinds = tuple(k.name for k in KINDS if k.name in QUEUED) if kind is None else (BY_PLURAL[kind].name,)
        checked.one_of("status", status, (*STATUSES, "all"))
        every = [w for (_, cell), found in values.WORDS.items() if cell == "type" for w in found]
        return queued.Asked(
            kinds,
            self._inside(story, report),
            outlet,
            speaker,
            what,
            checked.some_of("type", type, every),
            checked.some_of("modality", modality, MODALITIES),
            words,
            *checked.days(since, until),
            None if status == "all" else status,
        )

    def decisions(
        self,
        report: str | None = None,
        story: str | None = None,
        reviewer: str | None = None,
        *,
        undone: bool = False,
    ) -> list[dict[str, Any]]:
        """Decisions in the order in which they were made, of one report, story or reviewer where these are named.

        Those that stand, with `undone` also the others. Each has its number `n`, its `batch`, the `report`, the mark's
        `id` at that time, `kind`, `cell` ("" for the mark as a whole), `start`, `end` and `exact`, `verdict`, `value`
        (the person's), `machine` (the reader's then: the cell, or the whole printed mark), `reader`, `reviewer`, `at`,
        `undone_by` and `undone_at`; `now`, the id of the mark that it holds of now, and `status`: "placed", or
        "unplaced" where no mark is surely the same. `report` may also be the whole id of one that was taken out.
        Raises NotFound.
        """
        inside = self._of(report, story)
        found = self._store.ask(lambda db, kinds: decided.of(db, reports=inside, reviewer=reviewer))
        return [decided.printed(one) for one in found if one.stands or undone]

    def gold(
        self, report: str | None = None, story: str | None = None, reviewer: str | None = None
    ) -> list[dict[str, Any]]:
        """What people accepted, put right and rejected, report by report: gold for whoever measures a reader.

        Each has its `report`, `source`, `sha256` and `text`; `marks`, those that were accepted or put right, with
        `kind`, `start`, `end`, `exact` (where a person moved its edges, as they were moved), `cells`, the values that
        people stand for, `whole` (true: all that the reader said was accepted, but for the cells that were set),
        `reviewer` and `at`; `rejected`, likewise without cells; and `moved`, how many are left out because the text
        round them is another now. Flagged marks are left out, and reports that are no longer there. Raises NotFound.
        """
        inside = self._of(report, story)
        return self._store.ask(lambda db, kinds: gold.gold(db, kinds, inside, reviewer))

    def decided(self, report: str) -> dict[str, dict[str, Any]]:
        """What stands decided about the marks of a report, by the ids that they have now.

        Each has its `status`, the `reviewer` and `at` of the last decision, `cells` (what people set, by cell), `span`
        ({"start", "end", "exact"} where its edges were moved, else None) and the `decisions`. Raises NotFound.
        """
        name = self._store.find(report)
        by: dict[str, list[Decision]] = {}
        for one in self._store.ask(lambda db, kinds: decided.of(db, reports=[name])):
            if one.now is not None and one.stands:
                by.setdefault(one.now, []).append(one)
        return {mark: _standing(some) for mark, some in by.items()}

    def check(self) -> dict[str, Any]:
        """How far the readings of the ledger say what people decided; their decisions are taken as gold.

        `kinds` has for each kind of mark how many were `accepted` (or put right), and of these `kept` and `lost`; how
        many were `rejected`, of these `gone`, and given `again` by another reader than the one that was rejected; and
        for each of its `cells` how many values people `said` (of an accepted mark all that it had) and how many of the
        marks that are there `agree`; the cell "span" stands for edges that were moved. `lost` and `again` list those
        marks; `removed` are marks whose reports are no longer there; `stale` reports that another reader has read
        than the one at hand.
        """
        reader = flow.reader_version()
        return self._store.ask(lambda db, kinds: [agreed.check(db, kinds, reader)])[0]

    def _of(self, report: str | None, story: str | None) -> tuple[str, ...] | None:
        """As `_inside`; a report that was taken out is named by its whole id."""
        if report is not None and len(report) == _ID and not self._store.has(report):
            return (report,)
        return self._inside(story, report)

    def _inside(self, story: str | None, report: str | None) -> tuple[str, ...] | None:
        """The reports that are meant: of a story, or the one that is named, where it belongs to the story."""
        one = None if report is None else self._store.find(report)
        if story is None:
            return None if one is None else (one,)
        found = self._store.find(story)
        reports = tuple(accounts.account_of(self._store, [found]).story_of(found).reports)
        return reports if one is None else tuple(r for r in reports if r == one)


def _standing(some: Sequence[Decision]) -> dict[str, Any]:
    rows = [decided.printed(one) for one in some]
    cells = {row["cell"]: row["value"] for row in rows if row["verdict"] == "set"}
    moved = [row["value"] for row in rows if row["verdict"] == "span"]
    last = {"status": status(some), "reviewer": some[-1].reviewer, "at": some[-1].at}
    return last | {"cells": cells, "span": moved[-1] if moved else None, "decisions": rows}


def _choice(one: Mapping[str, Any]) -> Choice:
    if not isinstance(one, Mapping) or not _CHOICE.issuperset(one):
        raise UsageError("a choice has id and verdict, and cell, value, start, end where they are needed; nothing else")
    mark, verdict, cell = one.get("id"), one.get("verdict"), one.get("cell") or ""
    if not isinstance(mark, str) or not isinstance(cell, str):
        raise UsageError("a choice names a mark by its id, and a cell by its name; both are text")
    checked.one_of("verdict", str(verdict), VERDICTS)
    if verdict == "set" and not (cell and "value" in one):
        raise UsageError("the verdict set needs a cell and its value (None: the text does not tell)")
    if verdict == "span" and cell:
        raise UsageError("the verdict span moves the whole mark; it has no cell")
    return Choice(mark, str(verdict), cell, one.get("value"), one.get("start"), one.get("end"))


def _reviewer(name: str) -> str:
    """The name of whoever decides, as it is kept. Raises UsageError for what is no name."""
    flat = " ".join(name.split()) if isinstance(name, str) else ""
    if not flat.isprintable() or not 0 < len(flat) <= _LONGEST:
        raise UsageError(f"reviewer {as_given(str(name))} is no name; give one of up to {_LONGEST} characters")
    return flat


def _moment(at: str | None) -> str:
    """A time in seconds of UTC (ISO 8601), the present where none is told. Raises UsageError for what is none."""
    try:
        found = datetime.now(UTC) if at is None else datetime.fromisoformat(at)
        found = found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        raise UsageError(f"at {as_given(str(at))} is no time; give it as 2031-05-02T10:00:00Z") from None
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
