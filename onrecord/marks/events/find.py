"""The kind of mark called event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.marks.parse import Paragraph
from onrecord.shapes.mark import Found, Kind, Mark, Marks
from onrecord.shapes.report import Report


@dataclass(frozen=True, slots=True)
class Candidate:
    """A event as one paragraph shows it; offsets count in the paragraph."""

    start: int
    end: int


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """Candidates of one paragraph, in order."""
    return []


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """The marks of a report, in text order."""
    return []


KIND = Kind(name="event", plural="events", version=1, cells=(), candidate=Candidate, local=local, resolve=resolve)
