"""A list as it is asked for: its rows, how many were left out for want of a day, what a filter may have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.faces import events, figures, lists, words
from onrecord.shapes.link import DISAGREEMENT_KINDS

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger

Row = dict[str, Any]
# What is really disputed or taken back; the rest time, rounding or another place explains.
CHIEF = ("conflict", "correction")
OTHERS = {
    "update": ("update", "updates"),
    "hedge": ("difference of hedges", "differences of hedges"),
    "scope": ("difference of scope", "differences of scope"),
}

# What a message calls a filter of events whose own name is no noun.
_CALLED = {
    "where": "place",
    "asserted_by": "claimant",
    "plover": "code",
    "actor_country": "country of its actor",
    "recipient_country": "country of its recipient",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a list. `note` says what was left out for want of a day, and as of which day it is told.

    `meant` says what may have been meant where nothing fits, empty where nothing tells. `hidden`: there are rows of
    less weight that are shown on demand.
    """

    rows: list[Row]
    note: str = ""
    meant: str = ""
    hidden: bool = False


def ask(
    ledger: Ledger,
    name: str,
    story: str | None,
    asked: Mapping[str, Any],
    *,
    versions: bool = False,
    chief: bool = False,
) -> Answer:
    """The list called `name`, of one story where it is named, of what fits the filters `asked`.

    `chief`: of disagreements only those that cannot be explained away, where no kind is asked for.
    """
    if name == "series":
        return _series(ledger, story, asked)
    if name == "disagreements":
        return _disagreements(ledger, story, asked.get("kind") or (None if chief else "all"))
    rows = lists.rows(ledger, name, story, versions=versions, asked=asked)
    note = "" if name == "new" else _left_out(ledger, name, story, asked, versions)
    if name in ("events", "happenings") and _without_days(asked) != asked:
        note = "; ".join(said for said in (_by_report(rows), note) if said)
    if name == "upcoming" and "now" not in asked:
        note = _as_of(ledger.newest(), ledger.newest_in(story) if story is not None else None)
    return Answer(rows, note, "" if rows else _meant(ledger, name, asked))


def _series(ledger: Ledger, story: str | None, asked: Mapping[str, Any]) -> Answer:
    rest = {name: value for name, value in _without_days(asked).items() if name != "view"}
    rows, lost = ledger.series(story=story, **rest), 0
    if "since" in asked or "until" in asked:  # now: what the days leave out is counted
        rows, lost = figures.within(rows, asked.get("since"), asked.get("until"))
    meant = "" if rows else _meant(ledger, "series", asked)
    if "view" in asked:
        rows = ledger.viewed(rows, asked["view"])
    return Answer(rows, _none_dated(lost, "value"), meant)


def _disagreements(ledger: Ledger, story: str | None, kind: str | None) -> Answer:
    """Those of one kind, of "all" kinds, or (None) the conflicts and corrections, with a word on the rest."""
    found = lists.rows(ledger, "disagreements", story)
    wanted = CHIEF if kind is None else tuple(DISAGREEMENT_KINDS) if kind == "all" else (kind,)
    rows = [row for row in found if row["kind"] in wanted]
    rest = Counter(row["kind"] for row in found if row["kind"] not in wanted)
    if kind is not None or not rest:
        return Answer(rows)
    counted = [words.count(rest[k], *OTHERS[k]) for k in DISAGREEMENT_KINDS if rest[k]]
    none = "" if rows else "no conflicts or corrections; "
    return Answer(rows, f"{none}not shown: {', '.join(counted)} (--kind all shows them)", hidden=True)


def _left_out(ledger: Ledger, name: str, story: str | None, asked: Mapping[str, Any], versions: bool) -> str:
    others = _without_days(asked)
    if others == asked or name == "timeline":  # what that has without a day counts by its reports
        return ""
    if name == "figures":
        return _none_dated(ledger.undated_figures(**others, story=story, versions=versions), "figure")
    if name in ("events", "happenings"):
        return _none_dated(ledger.undated_events(**others, story=story, versions=versions), "event")
    return _none_dated(ledger.undated(**others), "report")


def _by_report(rows: list[Row]) -> str:
    """How many events are there by the day of their report alone."""
    lost = sum(events.dayless(row) for row in rows)
    their = "its" if lost == 1 else "their"
    return f"{words.count(lost, 'event')} without a day of {their} own, there by that of the report" if lost else ""


def _as_of(newest: str | None, own: str | None) -> str:
    """The day as of which something is to come, where none was named; `own`: the newest of the one story."""
    if own is not None:
        return f"as of {own}, the newest day of the story (--now names another)"
    if newest is None:
        return "no report states its day: nothing counts as past (--now names a day)"
    return f"as of {newest}, the newest day on record (--now names another)"


def _none_dated(lost: int, noun: str) -> str:
    return f"{words.count(lost, noun)} without a date left out" if lost else ""


def _meant(ledger: Ledger, name: str, asked: Mapping[str, Any]) -> str:
    """What a message adds where nothing fits."""
    if name == "quotes":
        near = ledger.near_names(asked["speaker"]) if "speaker" in asked else []
        return f"nobody is called so, did you mean {' or '.join(near)}?" if near else ""
    if name == "new":
        return ""
    if name in ("events", "happenings", "timeline", "upcoming"):
        cell, there = ledger.near_events(**asked)
        return f"no event has this {_CALLED.get(cell, cell)}, there are {', '.join(there)}" if there else ""
    found = ledger.near_counts(**{cell: asked[cell] for cell in ("what", "where", "counter") if cell in asked})
    return f"no figure has this word, there are {', '.join(found)}" if found else ""


def _without_days(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name not in ("since", "until")}
