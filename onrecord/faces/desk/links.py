"""Addresses of the desk: of a story, a report, the words at a place, a record, a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from onrecord.faces.told import Place, Told, parts

LIT = "c"  # the name of the first of the words that are lit


def story(name: str) -> str:
    """The page of a story."""
    return f"/story/{name}"


def report(name: str) -> str:
    """The page of a report."""
    return f"/report/{name}"


def record(name: str) -> str:
    """The page of a mark."""
    return f"/record/{name}"


def person(name: str) -> str:
    """The page of somebody, by name."""
    return f"/person/{quote(name, safe='')}"


def compare(a: str, b: str) -> str:
    """Two reports beside each other."""
    return f"/compare/{a}...{b}"


def words(report: str, stretches: Iterable[tuple[int, int]]) -> str:
    """A report, scrolled to some of its words, and these lit."""
    return f"/report/{report}?c={','.join(f'{a}-{b}' for a, b in stretches)}#{LIT}"


class DeskLinks:
    """Where the words of a story's reports can be looked at on the desk."""

    def __init__(self, told: Told) -> None:
        """Over one story."""
        self._told = told

    def mark(self, place: Place) -> Mapping[str, Any] | None:
        """The figure that stands exactly at a place."""
        return self._told.figure(place)

    def to_report(self, name: str) -> str:
        """The address of a report."""
        return report(name)

    def to_place(self, place: Place) -> str | None:
        """The address of a place in a report's text; None where it covers nothing or is none of the story's."""
        if place.report not in self._told.by_id or place.start >= place.end:
            return None
        return words(place.report, [(place.start, place.end)])

    def to_person(self, name: str) -> str | None:
        """The address of what is on record of somebody."""
        return person(name)

    def to_list(self, story_id: str, name: str) -> str | None:
        """The address of one list of a story."""
        return f"{story(story_id)}/{name}"

    def to_both(self, report: str, of: str) -> str | None:
        """The address of two reports beside each other."""
        return compare(of, report)

    def to_mark(self, report: str, mark: Mapping[str, Any]) -> str:
        """The address of a mark of a report."""
        return words(report, parts(mark))
