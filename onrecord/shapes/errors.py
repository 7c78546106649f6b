"""The errors of onrecord. Each is one line for the person at the keyboard: what, where, what to do.

OnrecordError
├── BadSpan          offsets that cannot be
├── TableError       a rule table that does not load
├── ReadError        an input that cannot be read as a report
├── UsageError       a wish that cannot be met as worded
├── TooSlow          an answer that took longer than it may
└── LedgerError      the ledger file
    ├── LedgerBusy   another writer holds it
    ├── LedgerDamaged  it is not as it was written
    └── NotFound     nothing of that name in it
        └── Ambiguous    several things of that name
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class OnrecordError(Exception):
    """Any error that onrecord raises on purpose."""


class BadSpan(OnrecordError, ValueError):
    """Offsets that cannot be: negative, or an end before its start."""


class TableError(OnrecordError):
    """A rule table that does not load; the message names file and line."""


class ReadError(OnrecordError):
    """An input that cannot be read as a report; the message says why and what would do."""


class UsageError(OnrecordError):
    """A wish that cannot be met as worded: an unknown format, a date that is none."""


class TooSlow(OnrecordError):
    """An answer that took longer than it may; the message says how long that is."""


class LedgerError(OnrecordError):
    """A ledger that cannot be opened, written or trusted."""


class LedgerBusy(LedgerError):
    """Another process is writing to the ledger and did not finish in time."""


class LedgerDamaged(LedgerError):
    """The contents of the ledger's file are not what was written there."""


class NotFound(LedgerError):
    """Nothing in the ledger answers to that name."""


class Ambiguous(NotFound):
    """Several things answer to that name: `line` says so without naming them, `rows` are they, as printed."""

    def __init__(self, message: str, line: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """`message` names some of them."""
        super().__init__(message)
        self.line = line
        self.rows = tuple(rows)


def as_given(words: str) -> str:
    """What a person gave, for a message: quoted, on one line, the end of long words cut."""
    flat = " ".join(words.split())
    return repr(flat if len(flat) <= _LONGEST else flat[: _LONGEST - 2].rstrip() + " …")


_LONGEST = 80  # characters
