"""Events asked for by filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from onrecord import flow
from onrecord.faces import statements
from onrecord.ledger.occurred import NOBODY, Asked
from onrecord.ledger.store import Store

_COMMON = 5  # words that a message names where none is near
# Filters on names, of which the nearest may be meant; of the others the commonest that there are.
_NAMES = ("actor", "recipient", "where", "asserted_by")

Row = dict[str, Any]


def events(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The events that fit, as the record prints them, with their report and exact words, in order of addition.

    Of a page that was read more than once those of the newest version, with `versions` those of all.
    """
    found = store.occurred(asked)
    old = frozenset() if versions else flow.outdated(store, {f.report for f in found})
    return [{"report": f.report, "exact": f.exact, **f.row} for f in found if f.report not in old]


def undated(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The events that fit but for the days, and have neither a day of their own nor a dated report."""
    return events(store, replace(asked, since=None, until=None, undated=True), versions=versions)


def dayless(row: Mapping[str, Any]) -> bool:
    """True for an event that tells no day of its own: it counts by that of its report."""
    when = row.get("when") or {}
    return not (when.get("from") or when.get("to"))


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
