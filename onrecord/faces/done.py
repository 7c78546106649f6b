"""How far work has come, and what changing a ledger did, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.raw import Failure


@dataclass(frozen=True, slots=True)
class Step:
    """One more input is done: its name, and how far all of them are: `done` of `total`, None where nobody knows."""

    name: str
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: ids of new reports, how many were known, what could not be read.

    `resumed` are the archives that were gone on with where an earlier run left them.
    """

    new: tuple[str, ...]
    known: int
    failures: tuple[Failure, ...]
    resumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading again did: how many were read, ids of those that changed, how many lines have another role now.

    `failures` are reports whose old reading was left, with the reason.
    """

    read: int
    changed: tuple[str, ...]
    lines: int
    failures: tuple[Failure, ...]
