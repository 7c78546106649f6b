"""Events asked for by filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from onrecord.faces import statements
from onrecord.faces.found import printed
from onrecord.faces.happened import tellings
from onrecord.ledger.occurred import NOBODY, Asked
from onrecord.ledger.store import Store
from onrecord.shapes.moment import days_of

_COMMON = 5  # words that a message names where none is near
# Filters on names, of which the nearest may be meant; of the others the commonest that there are.
_NAMES = ("actor", "recipient", "where", "asserted_by")

Row = dict[str, Any]


def events(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The events that fit, as the record prints them, with their report and exact words, in order of addition.

    Of a page that was read more than once those of the newest version, with `versions` those of all.
    """
    return printed(store, store.occurred(asked), versions=versions)


def undated(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The events that fit but for the days, and have neither a day of their own nor a dated report."""
    return events(store, replace(asked, since=None, until=None, undated=True), versions=versions)


def dayless(row: Mapping[str, Any]) -> bool:
    """True for an event or a happening that tells no day of its own: it counts by that of its report."""
    when = row if "reports" in row else row.get("when") or {}
    return not (when.get("from") or when.get("to"))


def that_fit(store: Store, rows: Iterable[Mapping[str, Any]], asked: Asked, *, whole: bool = False) -> list[Row]:
    """Of some happenings those of which a telling fits, days aside; `whole`: type, modality, code of the whole do."""
    found = [dict(row) for row in rows]
    if whole:
        found = [r for r in found if not asked.type or r["type"] in asked.type]
        found = [r for r in found if not asked.modality or r["modality"] in asked.modality]
        found = [r for r in found if not asked.plover or set(str(r["plover"]).split()) & set(asked.plover)]
        asked = replace(asked, type=(), modality=(), plover=())
    if asked == Asked():
        return found
    fitting = {one.id for one in store.occurred(asked)}
    return [row for row in found if any(t["event"] in fitting for t in tellings(row))]


def within(rows: Iterable[Mapping[str, Any]], since: str | None, until: str | None) -> list[Row]:
    """Of some happenings those on a day from `since` to `until`: their own, else one of those of their reports."""
    out = []
    for row in rows:
        own = [str(d)[:10] for d in (row["from"], row["to"]) if d]
        days = own or [t["published"][:10] for t in tellings(row) if t["published"]]
        if (since or until) and not days:
            continue
        first, last = days_of(min(days, default=""))[0], days_of(max(days, default=""))[1]
        if (since or "")[:10] <= last and first <= (until or "9999")[:10]:
            out.append(dict(row))
    return out


def near(store: Store, asked: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The first filter that no event of the ledger fits, and what may be meant: the nearest words that there are.

    Of what is no name, where no word is near, the commonest; nothing where each filter fits some event.
    """
    for cell in (f.name for f in fields(Asked)):
        given = asked.get(cell)
        if cell in ("since", "until", "undated") or not given or given == NOBODY:
            continue
        if store.occurred(replace(Asked(), **{cell: given})):
            continue
        there = store.occurred_words(cell)
        near_by = statements.nearest(given, there) if isinstance(given, str) else []
        return cell, tuple(near_by or (() if cell in _NAMES else there[:_COMMON]))
    return "", ()
