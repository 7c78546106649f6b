"""A report with its marks: what reading one raw input gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.shapes.mark import Kind, Mark
from onrecord.shapes.record import BEHIND, as_head, as_record, each_record
from onrecord.shapes.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and its marks by kind ("mention", "quote" …), each in text order.

    `refused` counts what was not written because the text did not support it, by "kind.cell"; `reader` is the version
    of the reader that made it.
    """

    report: Report
    marks: Mapping[str, tuple[Mark, ...]]
    refused: Mapping[str, int] = field(default_factory=dict)
    reader: str = ""
    kinds: tuple[Kind, ...] = field(default=(), compare=False, repr=False)

    @property
    def text(self) -> str:
        """The report's reading text: every offset counts in it."""
        return self.report.text

    @property
    def quotes(self) -> tuple[Mark, ...]:
        """Who said what."""
        return self.marks.get("quote", ())

    @property
    def figures(self) -> tuple[Mark, ...]:
        """Which numbers were reported, and by whom they were counted."""
        return self.marks.get("figure", ())

    @property
    def events(self) -> tuple[Mark, ...]:
        """What happened, is planned, threatened, denied."""
        return self.marks.get("event", ())

    @property
    def times(self) -> tuple[Mark, ...]:
        """Dates, times, durations."""
        return self.marks.get("time", ())

    @property
    def places(self) -> tuple[Mark, ...]:
        """Places named."""
        return self.marks.get("place", ())

    @property
    def mentions(self) -> tuple[Mark, ...]:
        """People, organisations, places and offices as they are named, each with who it is."""
        return self.marks.get("mention", ())

    def __getitem__(self, field: str) -> Any:
        """A field of the printed record: reading["quotes"]. KeyError for a name that is none."""
        return self.as_dict()[field]

    def __contains__(self, field: object) -> bool:
        """True for a field that the printed record has."""
        return field in self.as_dict()

    def __iter__(self) -> Iterator[str]:
        """The fields of the printed record, in its order."""
        return iter(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """The record as `onrecord read --format jsonl` prints it."""
        return as_record(self.report, self.marks, self.kinds, self.refused, self.reader)

    def head(self) -> dict[str, Any]:
        """The record without the marks."""
        return as_head(self.report, self.refused, self.reader)

    def parts(self) -> Iterator[tuple[str, Any]]:
        """The record field by field, in its order; the marks of a kind one by one, each when it is asked for."""
        head = self.head()
        told = {name: head.pop(name) for name in BEHIND}
        yield from head.items()
        for kind in self.kinds:
            yield kind.plural, each_record(self.report, kind, self.marks.get(kind.name, ()))
        yield from told.items()
