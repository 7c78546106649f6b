"""A reading as a ledger writes it: plain rows, made where the report was read, so that writing is all that is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A reading as rows.

    `row` is that of the report (see REPORT_ROW), `raw` the packed bytes of its input with how many they were; `marks`
    has the rows of each kind; `keys` are what it is filed under (kind and number), `paragraphs` what is to be
    remembered of paragraphs: key, candidates as JSON, hash; `head` is what is filed beside the keys (a day as number,
    and what links are told). `source` and `line` name the input.
    """

    source: str
    line: str | None
    row: Row
    raw: tuple[bytes, int] = field(repr=False)
    marks: Mapping[str, Sequence[Row]] = field(repr=False)
    keys: Sequence[tuple[str, int]] = field(repr=False)
    paragraphs: Sequence[tuple[str, str, str]] = field(default=(), repr=False)
    head: tuple[int | None, str] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The report's id."""
        return str(self.row[0])

    @property
    def sha256(self) -> str:
        """The fingerprint of the input's bytes."""
        return str(self.row[1])

    @property
    def digest(self) -> str:
        """What links need of it, as JSON."""
        return str(self.row[5])

    @property
    def hash(self) -> str:
        """The row's seal."""
        return str(self.row[6])


# Columns of `row`, in their order.
REPORT_ROW = ("id", "raw", "text", "record", "given", "digest", "hash")


@dataclass(frozen=True, slots=True)
class Known:
    """A report that stands in the ledger already."""

    id: str
