"""One row of a file as its reader found it, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.sources.limits import MAX_PAGE

LONGEST = MAX_PAGE  # bytes of a row


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its line (or its place among the rows, from 1), its values by column, or why it has none.

    `data` are its bytes where it could not be read.
    """

    number: int
    values: dict[str, Any] | None = None
    why: str | None = None
    data: bytes | None = field(default=None, repr=False)


def _nothing() -> None:
    """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, read once, in order.

    `columns` are told beforehand where the format has them at its head; `close` lets go of what the reader opened.
    """

    records: Iterator[Record]
    columns: Sequence[str] | None = None
    close: Callable[[], None] = _nothing


def too_long(size: int) -> str:
    """Why a row of `size` bytes is not read."""
    return f"a row of {size / 1e6:.0f} MB (the limit is {LONGEST // 1_000_000} MB): no report is that long"
