"""Where the words of a story's reports stand on its page: a name for every place that something points at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces.segments import Over
from onrecord.faces.told import Filed, Place, Told, parts

# Kinds that are drawn in the text, and what an unnamed place is drawn as.
DRAWN = ("quotes", "figures", "times", "places", "events")
POINTED = "pointed"


class Anchors:
    """Fragment names for places in the reports' texts.

    A place that is a mark's has the mark's name (`m-` and its id); any other gets a name of its own when it is first
    asked for, and is then drawn too. So ask for all links before the texts are drawn.
    """

    def __init__(self, told: Told) -> None:
        """Index the marks of all reports by where they stand."""
        self._marks: dict[Place, Mapping[str, Any]] = {}
        self._numbers = {filed.id: n for n, filed in enumerate(told.reports, 1)}
        self._pointed: dict[str, set[Place]] = {}
        # Of two marks at one place the figure is meant: what points at bare offsets is mostly an account of figures.
        for kind in ("times", "places", "events", "quotes", "figures"):
            for filed in told.reports:
                for mark in filed.record.get(kind, ()):
                    self._marks[Place(filed.id, mark["start"], mark["end"])] = mark

    def mark(self, place: Place) -> Mapping[str, Any] | None:
        """The mark that stands exactly there."""
        return self._marks.get(place)

    def name(self, place: Place) -> str | None:
        """The fragment that leads to a place; None when its report is not on the page or it covers nothing."""
        if place.report not in self._numbers or place.start >= place.end:
            return None
        mark = self._marks.get(place)
        if mark is not None:
            return mark_name(mark)
        self._pointed.setdefault(place.report, set()).add(place)
        return self._own_name(place)

    def report_name(self, report: str) -> str:
        """The name of a report on the page."""
        return f"r-{self._numbers[report]}"

    def to_report(self, report: str) -> str:
        """The address of a report."""
        return f"#{self.report_name(report)}"

    def to_place(self, place: Place) -> str | None:
        """The address of a place; None where there is none."""
        name = self.name(place)
        return None if name is None else f"#{name}"

    def to_person(self, name: str) -> str | None:
        """One page tells of one story."""
        return None

    def to_list(self, story: str, name: str) -> str | None:
        """One page has all there is."""
        return None

    def to_both(self, report: str, of: str) -> str | None:
        """Two reports stand nowhere beside each other on one page."""
        return None

    def to_mark(self, report: str, mark: Mapping[str, Any]) -> str:
        """The address of a mark of a report."""
        return f"#{mark_name(mark)}"

    def overs(self, filed: Filed) -> Iterator[Over]:
        """Everything to draw over one report's text; `key` is the name of its fragment."""
        yield from marked(filed.record)
        for place in sorted(self._pointed.get(filed.id, ()), key=lambda p: (p.start, p.end)):
            yield Over(place.start, place.end, POINTED, self._own_name(place))

    def _own_name(self, place: Place) -> str:
        return f"c-{self._numbers[place.report]}-{place.start}-{place.end}"


def marked(record: Mapping[str, Any]) -> Iterator[Over]:
    """The marks of a report to draw over its text; `key` is the name of each one's fragment."""
    for kind in DRAWN:
        for mark in record.get(kind) or ():
            for start, end in [(mark["start"], mark["end"])] if kind == "events" else parts(mark):
                yield Over(start, end, kind, mark_name(mark))
            if kind == "events" and mark.get("anchor"):
                yield Over(mark["anchor"]["start"], mark["anchor"]["end"], "anchor")


def mark_name(mark: Mapping[str, Any]) -> str:
    """The fragment of a mark."""
    return f"m-{mark['id']}"
