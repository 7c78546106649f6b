"""Marks that a ledger found, as the record prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord import accounts
from onrecord.ledger.rows import Found
from onrecord.ledger.store import Store


def printed(store: Store, found: Sequence[Found], *, versions: bool = False) -> list[dict[str, Any]]:
    """Some marks with their report and exact words, in the order given.

    Of a page that was read more than once those of the newest version, with `versions` those of all.
    """
    old = frozenset() if versions else accounts.outdated(store, {f.report for f in found})
    return [{"report": f.report, "exact": f.exact, **f.row} for f in found if f.report not in old]
