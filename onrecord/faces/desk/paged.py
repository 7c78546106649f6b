"""A part of a long list: so many rows from a place on, and the ways to the parts before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Parameter

LIMIT = 50  # rows of a page
MOST = 1_000  # rows that may be asked for
LARGE = 3_000  # reports; in a ledger of more, lists are looked up a part at a time

PAGED = (
    Parameter("limit", f"how many rows, at most {MOST:,} (else {LIMIT}; as CSV {MOST:,})"),
    Parameter("from", "how many rows to leave out before the first"),
)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """Some rows of a list of `total`; `first` are left out before them."""

    rows: Sequence[Row]
    total: int
    first: int
    asked: Asked
    limit: int = LIMIT

    @property
    def before(self) -> str | None:
        """The query of the part before this one; None for the first."""
        return None if self.first <= 0 else self.asked.but(**{"from": max(0, self.first - self.limit) or None})

    @property
    def after(self) -> str | None:
        """The query of the part after this one; None for the last."""
        there = self.first + len(self.rows)
        return None if there >= self.total else self.asked.but(**{"from": there})

    def as_dict(self) -> dict[str, Any]:
        """As the data has it; `next` is the query of the part that follows."""
        return {"total": self.total, "from": self.first, "next": self.after, "rows": list(self.rows)}


def paged(rows: Sequence[Row], asked: Asked, limit: int = LIMIT) -> Paged[Row]:
    """The part of `rows` that is asked for. Raises UsageError for a number that is none."""
    most = max(1, asked.whole("limit", limit, MOST))
    first = asked.whole("from", 0)
    return Paged(rows[first : first + most], len(rows), first, asked, most)
