"""What a report takes back in words, and where that was printed."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.link import Evidence

CORRECTION_KINDS = ("correction", "clarification", "retraction")


@dataclass(frozen=True, slots=True)
class Correction:
    """A note in a report, characters [start, end) of its text, that something printed was wrong.

    `kind` is one of CORRECTION_KINDS. `corrects` are the sentences that it speaks of: in older versions of the
    page, and in other reports that print the same; the earliest first. Of a retraction that names no words they are
    the whole reports. `still` are those of these reports that stand as they are: no newer version of their page is
    here.
    """

    kind: str
    report: str
    start: int
    end: int
    published: str | None
    text: str
    corrects: tuple[Evidence, ...]
    still: tuple[str, ...]
