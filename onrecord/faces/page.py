"""A story as one self-contained web page: the brief on top, below it every report with its marks.

Nothing on it leads outside: no scripts, no fonts, no pictures from elsewhere, addresses as text only. Reports are other
people's text, so all of it is escaped, and the page forbids the browser to load or run anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.faces import board_rows, dated, dated_axis, event_words, happened, mapped, reading_text, words, worldmap
from onrecord.faces.anchors import DRAWN, Anchors, mark_name
from onrecord.faces.board import Board, board
from onrecord.faces.screen import clean
from onrecord.faces.told import Filed, Line, Place, Said, Told, Value
from onrecord.shapes.errors import UsageError

# Stretches that a link shows of the words it leads to.
LONGEST_LINK = 90


def render(told: Told) -> str:
    """The page of a story."""
    anchors = Anchors(told)
    # The brief first: its links say which places in the texts need a name.
    names = View(told, anchors).names()
    brief = Markup(environment().get_template("brief.html").render(names))
    articles: list[tuple[Filed, str, Markup]] = []
    cut: list[str] = []
    for filed in told.reports:
        drawn = reading_text.draw(filed.record, anchors.overs(filed), dict(titles(filed)))
        articles.append((filed, anchors.report_name(filed.id), drawn.html))
        cut += drawn.pieces
    page = environment().get_template("page.html")
    return page.render({**names, "days": told.days(), "brief": brief, "articles": articles, "cut": cut})


def write(text: str, target: Path, what: str = "page", option: str = "-o") -> None:
    """A page (or `what` else, named by `option`) as a file. Raises UsageError where none can be written."""
    try:
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        if not target.parent.is_dir():
            raise UsageError(
                f"{target}: there is no folder {target.parent}; make it, or name another file with {option}"
            ) from None
        why = "it is a folder" if target.is_dir() else (error.strerror or str(error)).lower()
        raise UsageError(f"{target}: cannot write the {what} there ({why}); name another file with {option}") from None


@cache
def environment() -> Environment:
    """What makes text of templates: all that is put into them is escaped."""
    return Environment(
        loader=PackageLoader("onrecord.faces", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """What a template prints: text without what a browser would obey, nothing for None."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) or not isinstance(value, str) else clean(value)


class Links(Protocol):
    """Where the words of a story's reports can be looked at: on the same page, or on pages of their own."""

    def mark(self, place: Place) -> Mapping[str, Any] | None:
        """The mark that stands exactly at a place."""

    def to_report(self, report: str) -> str:
        """The address of a report."""

    def to_place(self, place: Place) -> str | None:
        """The address of a place in a report's text; None where there is none."""

    def to_mark(self, report: str, mark: Mapping[str, Any]) -> str:
        """The address of a mark of a report."""

    def to_both(self, report: str, of: str) -> str | None:
        """The address of two reports beside each other; None where there is none."""

    def to_list(self, story: str, name: str) -> str | None:
        """The address of one list of a story ("quotes" …); None where there is none."""

    def to_person(self, name: str) -> str | None:
        """The address of what is on record of somebody; None where there is none."""


Item = TypeVar("Item")


class View:
    """What the brief's template asks for: addresses and words, no markup."""

    def __init__(self, told: Told, links: Links, most: Mapping[str, int] | None = None) -> None:
        """Over one story; `most` says of which lists only so many entries are drawn."""
        self.told = told
        self.links = links
        self._most = most or {}

    def some(self, items: Sequence[Item], name: str) -> Sequence[Item]:
        """Those entries of a list that are drawn."""
        return items[: self._most.get(name, len(items))]

    def rest(self, items: Sequence[Any], name: str) -> int:
        """How many entries of a list are not drawn."""
        return max(0, len(items) - self._most.get(name, len(items)))

    def to_person(self, name: str) -> str | None:
        """The address of what is on record of somebody; None where there is none."""
        return self.links.to_person(name)

    def whole(self, name: str) -> str | None:
        """The address of a list of the story in full; None where there is none."""
        return self.links.to_list(self.told.id, name)

    def names(self) -> dict[str, Any]:
        """The template's variables."""
        return {
            "told": self.told,
            "words": words,
            "view": self,
            "origins": self.told.origins(),
            "steps": self.told.steps(),
            "lines": self.told.lines(),
            "disagreements": self.told.disagreements(),
            "corrections": self.told.account.get("corrections", ()),
            "map": worldmap.draw(mapped.mapped(self.told), self.links.to_place),
            "timeline": dated.timeline(self.told.account),
            "undated": dated.undated(self.told.account),
            "upcoming": dated.upcoming(self.told.account),
            "speakers": self.told.speakers(),
            "chains": self.told.chains(),
        }

    def boards(self, lines: Sequence[Line]) -> list[tuple[Line, Board | None]]:
        """Figures over time, each with its picture where one is drawn."""
        return [(line, board(line, lambda value: self.links.to_place(value.places[0]))) for line in lines]

    def rows(self, line: Line) -> list[tuple[Mapping[str, Any], str | None]]:
        """Each statement that the picture of a figure draws, as a flat row, and the address of its words."""
        found = board_rows.rows(line)
        return [(row, self.links.to_place(Place(row["report"], row["start"], row["end"]))) for row in found]

    def csv(self, line: Line) -> str:
        """The same as CSV."""
        return board_rows.as_csv(line)

    def bars(self, entries: Sequence[dated.Dated]) -> dated_axis.Bars:
        """Dated entries with their bars on one axis."""
        return dated_axis.draw(self.told, entries)

    def filed(self, report: str) -> Filed | None:
        """A report of the story."""
        return self.told.by_id.get(report)

    def to_report(self, report: str) -> str:
        """The address of a report."""
        return self.links.to_report(report)

    def to_both(self, report: str, of: str) -> str | None:
        """The address of two reports beside each other; None where there is none."""
        return self.links.to_both(report, of)

    def folded(self, origin: Mapping[str, Any]) -> tuple[list[Filed], list[Filed]]:
        """The reports of an origin: those that are copies of none of them, and the copies, each in their order."""
        inside = [self.told.by_id[r] for r in origin["reports"] if r in self.told.by_id]
        ids = {filed.id for filed in inside}
        copies = [filed for filed in inside if filed.copy is not None and filed.copy[1] in ids]
        return [filed for filed in inside if filed not in copies], copies

    def places(self, value: Value) -> list[tuple[str, str, str]]:
        """(address, exact words, outlet) for each place where a value stands."""
        return self._links(value.places)

    def evidence(self, row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """(address, exact words, outlet) for the evidence of a side or of a dated entry."""
        return self._links([Place(e["report"], e["start"], e["end"]) for e in row.get("evidence", ())])

    def in_context(self, row: Mapping[str, Any]) -> list[tuple[str, str, str, str, str]]:
        """(address, before, exact words, behind, outlet) for the evidence of a side: its words in their line."""
        out = []
        for e in row.get("evidence", ()):
            place = Place(e["report"], e["start"], e["end"])
            if (name := self.links.to_place(place)) is not None:
                before, behind = self.told.round_about(place)
                out.append((name, before, self.told.exact(place), behind, self.told.by_id[place.report].outlet))
        return list(dict.fromkeys(out))

    def shown(self, row: Mapping[str, Any]) -> str | None:
        """The address of the words in which a dated entry is shown."""
        found = happened.shown(row)
        return self.links.to_place(Place(found["report"], found["start"], found["end"])) if "start" in found else None

    def tellings(self, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """(address, "outlet, how it tells it") for those who tell of a dated entry; how only where it is otherwise."""
        found: dict[str, str] = {}
        for one in happened.tellings(row):
            name = self.links.to_place(Place(one["report"], one["start"], one["end"]))
            other = "" if one["modality"] == row["modality"] else f", {one['modality']}"
            if name is not None:
                found.setdefault(f"{self.told.by_id[one['report']].outlet}{other}", name)
        return [(name, said) for said, name in found.items()]

    def quotes(self, said: Said) -> list[tuple[str, Filed]]:
        """(address, report) for each quote that carries the same words."""
        return [(self.links.to_mark(m["report"], m), self.told.by_id[m["report"]]) for m in said.marks]

    def counter(self, value: Value) -> str | None:
        """The address of the words that name who counted."""
        return self._cell(self.links.mark(value.places[0]), "counter", value.places[0].report)

    def speaker(self, said: Said) -> str | None:
        """The address of the words that name who spoke."""
        return self._cell(said.marks[0], "speaker", said.marks[0]["report"])

    def chain(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """The addresses of the words that came through a chain."""
        found = (self.links.to_place(Place(row["report"], row["start"], row["end"])) for row in rows)
        return list(dict.fromkeys(name for name in found if name is not None))

    def date(self, filed: Filed) -> str | None:
        """The address of the words that date a report; None where the date is not in its text."""
        at = (filed.record.get("cells") or {}).get("published", {}).get("at") or ()
        return self.links.to_place(Place(filed.id, *at[0])) if at else None

    def _links(self, places: Sequence[Place]) -> list[tuple[str, str, str]]:
        found = []
        for place in dict.fromkeys(places):
            name = self.links.to_place(place)
            if name is not None:
                exact = words.shortened(" ".join(self.told.exact(place).split()), LONGEST_LINK)
                found.append((name, exact, self.told.by_id[place.report].outlet))
        return found

    def _cell(self, mark: Mapping[str, Any] | None, cell: str, report: str) -> str | None:
        found = (mark or {}).get(cell)
        if not isinstance(found, Mapping) or "start" not in found:
            return None
        return self.links.to_place(Place(report, found["start"], found["end"]))


def titles(filed: Filed) -> Iterator[tuple[str, str]]:
    """Each mark of a report in words, by its fragment."""
    for kind in DRAWN:
        for mark in filed.record.get(kind, ()):
            yield mark_name(mark), _TITLES[kind](mark)


def _quote(mark: Mapping[str, Any]) -> str:
    who = (mark.get("speaker") or {}).get("name") or "speaker not named"
    force = words.FORCES.get(str(mark.get("force")), "says")
    return f"Quote ({mark.get('kind')}): {who} {force}"


def _figure(mark: Mapping[str, Any]) -> str:
    who = (mark.get("counter") or {}).get("name")
    says = f"{words.amount(mark)} {words.thing({**mark, 'counted': None})}"
    parts = [says, words.place(mark), f"per {who}" if who else ""]
    return "Figure: " + ", ".join(p for p in parts if p)


def _event(mark: Mapping[str, Any]) -> str:
    return f"Event: {event_words.in_words(mark)}"


def _time(mark: Mapping[str, Any]) -> str:
    return f"Time: {mark.get('value') or 'not resolved'}"


def _place(mark: Mapping[str, Any]) -> str:
    return f"Place: {mark.get('name') or ''}"


_TITLES = {"quotes": _quote, "figures": _figure, "events": _event, "times": _time, "places": _place}
