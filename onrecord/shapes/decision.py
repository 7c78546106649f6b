"""What a person decided about a mark: accepted, rejected, flagged, one cell set to another value, its edges moved."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

VERDICTS = ("accept", "reject", "flag", "set", "span")
WHOLE = ("accept", "reject", "flag")  # of a mark as a whole, or of one cell
STATUSES = ("open", "accepted", "rejected", "flagged")
QUEUED = ("quote", "figure", "event")  # the kinds that are looked at where none is named
# The cells that tell most of what a mark says: one that lacks them is hard to read. Columns of the ledger are made from
# this: another list is another format.
MAIN = {
    "quote": ("speaker", "cue"),
    "figure": ("what", "where", "counter"),
    "event": ("actor", "when", "where"),
    "time": ("value",),
    "place": ("name",),
    "mention": ("name", "type"),
}
_STATUS = {"accept": "accepted", "reject": "rejected", "flag": "flagged", "set": "accepted", "span": "accepted"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, as it is kept.

    `n` numbers all decisions, `batch` is the number of the first that was made with it by one action. `mark` is the
    mark's id at that time, `cell` the cell that is meant, empty for the mark as a whole; `start`, `end`, `exact`,
    `prefix` and `suffix` are the mark's own place and words. `value` is what the person says and `machine` what the
    reader said then (JSON: the cell, or the whole printed mark), `reader` its version. `at` and `undone_at` are seconds
    of UTC in ISO 8601; `undone_n` numbers all that was undone, in the order in which it was. `now` is the id of the
    mark that it holds of now, None where there is none.
    """

    n: int
    batch: int
    report: str
    mark: str
    kind: str
    cell: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    verdict: str
    value: str | None
    machine: str
    reader: str
    reviewer: str
    at: str
    undone_by: str | None = None
    undone_at: str | None = None
    undone_n: int | None = None
    now: str | None = None

    @property
    def said(self) -> Any:
        """What the person says, as a value."""
        return None if self.value is None else json.loads(self.value)

    @property
    def read(self) -> Any:
        """What the reader said then, as a value."""
        return json.loads(self.machine)

    @property
    def stands(self) -> bool:
        """True unless it was undone."""
        return self.undone_at is None


def status(decisions: Iterable[Decision]) -> str:
    """What decisions about one mark, in their order, make of it: the last one counts.

    A mark that a person put right is accepted; accepting or rejecting one cell says nothing of the mark.
    """
    found = "open"
    for one in decisions:
        if one.stands and (not one.cell or one.verdict in ("set", "flag")):
            found = _STATUS[one.verdict]
    return found
