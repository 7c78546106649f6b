"""A report: one reading of one raw input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.shapes.mark import Cell
from onrecord.shapes.passage import Passage
from onrecord.shapes.quick import quick
from onrecord.shapes.span import Span

BLOCK_KINDS = ("title", "standfirst", "byline", "dateline", "body", "caption", "boilerplate")
PUBLISHED_HOW = ("json-ld", "meta", "time", "visible", "url", "feed", "dateline", "given", "inferred", "none")


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines with one role, and why it has it. `raw` is its byte range in the input, where known."""

    span: Span
    kind: str
    why: str
    raw: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a report was filed: "PLACE, Jan 5 (AGENCY) -"."""

    span: Span
    place: str | None
    agency: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that one place of the input gives as the day of publication. `how` is one of PUBLISHED_HOW.

    Its words stand at `at` in the text, or in the bytes `raw` of the input where the text does not print it.
    """

    date: str
    time: str | None
    how: str
    at: Span | None = None
    raw: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A date and how it is known: one of PUBLISHED_HOW. Days are YYYY-MM-DD, `time` as printed in the source.

    `earliest` and `latest` bound it where no date is told. `candidates` is filled where the input names more than one
    day: one for each day and way of telling, the chosen one first.
    """

    date: str | None = None
    time: str | None = None
    earliest: str | None = None
    latest: str | None = None
    how: str = "none"
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog: where it stands, when it was made, its headline where it has one.

    `time` is ISO 8601 where the day is known, else as printed.
    """

    span: Span
    time: str | None
    title: str | None


REPORT_CELLS = (
    "title",
    "byline",
    "outlet",
    "agency",
    "genre",
    "language",
    "url",
    "tags",
    "dateline",
    "published",
    "modified",
    "entries",
)


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of one raw input: its text, the roles of its lines, what is parsed, and what is known of it.

    `cells` holds the metadata by the names of REPORT_CELLS (title: str, byline, tags: tuple of str, dateline: Dateline,
    published and modified: Published, entries: tuple of Entry, the rest: str); what is not on record is absent.
    `status` is "marked", "unmarked" (another language; `why` says so) or "set_aside" (no report; `why` says so).
    """

    id: str
    source: str
    sha256: str
    kind: str
    encoding: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    captured: str | None = None
    status: str = "marked"
    why: str | None = None
    part: int = 0  # which of the reports on one page

    def value(self, name: str) -> Any:
        """The value of metadata cell `name`, None where it is not on record."""
        cell = self.cells.get(name)
        return None if cell is None else cell.value

    @property
    def published(self) -> Published:
        """The publication date; its `how` is "none" where nothing tells."""
        found = self.value("published")
        return found if isinstance(found, Published) else Published()
