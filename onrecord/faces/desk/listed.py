"""Lists as pages: the same lists, columns and filters as the command line has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from onrecord.faces import asking, lists, options
from onrecord.faces.api import Ledger
from onrecord.faces.desk import links
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import OF_STORY, Page, Parameter, Shown, Table
from onrecord.faces.desk.paged import LARGE, LIMIT, MOST, PAGED, Paged, paged
from onrecord.faces.list_commands import LISTS, MARKS
from onrecord.faces.listing import SHORT_ID, Listing, cell
from onrecord.faces.screen import one_line
from onrecord.faces.told import parts
from onrecord.marks.kinds import BY_PLURAL
from onrecord.shapes.errors import UsageError


def drawn(ledger: Ledger, listing: Listing, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The lines of a list as cells with the address that each leads to; columns that are empty throughout left out.

    A report is told by its outlet and day, unless the list has columns of these.
    """
    lines = [line for row in rows for line in listing.flat(row)]
    shown = [s for s in listing.shown if any(cell(line.get(s.column)) for line in lines)]
    told = {"report"} if not {"outlet", "title"} & {s.column for s in shown} else set()
    names: dict[str, str] = {}

    def text(column: str, line: Mapping[str, Any]) -> str:
        report = line.get(column)
        if column not in told or not isinstance(report, str):
            return _text(column, line)
        if report not in names:
            names[report] = _named(ledger.head(report)) or report[:SHORT_ID]
        return names[report]

    return {
        "headings": [s.heading or s.column for s in shown],
        "lines": [[(text(s.column, line), _address(s.column, line)) for s in shown] for line in lines],
    }


def as_page(ledger: Ledger, title: str, about: str, listing: Listing, page: Paged[Any], **more: Any) -> Shown:
    """The page of a part of a list; `more` is what else the template takes: filters, note …"""
    names = {"page": page, "about": about, "filters": (), "given": {}, "story": None}
    return Shown("desk/list.html", title, names | more | drawn(ledger, listing, page.rows))


def of_story(ledger: Ledger, name: str) -> dict[str, str]:
    """The story that a list is of, for the way back. Raises NotFound."""
    found = ledger.story(name)
    return {"address": links.story(found["story"]), "title": ledger.called(found)}


def _named(head: Mapping[str, Any]) -> str:
    """A report in few words: its outlet and day."""
    found = (head["outlet"] or head["agency"], str(head["published"]["date"] or "")[:10])
    return one_line(", ".join(part for part in found if part))


def _text(column: str, line: Mapping[str, Any]) -> str:
    text = one_line(cell(line.get(column)))
    if column in ("id", "report", "of", "story"):
        return text[:SHORT_ID]
    return text.removeprefix("other:") if column == "what" else text


def _address(column: str, line: Mapping[str, Any]) -> str | None:
    """Where a cell leads: ids to what they name, words to where they stand."""
    value = line.get(column)
    match column:
        case "id" if value and "report" in line:
            return links.record(str(value))
        case "report" | "of" | "version_of" if isinstance(value, str):
            return links.report(value)
        case "story" if value:
            return links.story(str(value))
        case "title":
            return links.report(str(line["report"])) if line.get("report") else links.story(str(line.get("story")))
        case "who" | "speaker" | "counter" if value:
            name = line.get("speaker") if column == "who" else value
            return links.person(str(name)) if name else None
    found = list(_places(line))
    return links.words(*found[0]) if found and column in _WORDS else None


# Columns that show words or a value read from them.
_WORDS = ("exact", "words", "figure", "says", "text")


def _places(line: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Where the words of a line stand: its own place, else those of its evidence."""
    if isinstance(line.get("start"), int) and isinstance(line.get("report"), str):
        yield line["report"], parts(line)
    for place in line.get("evidence") or ():
        if isinstance(place, Mapping):
            yield str(place["report"]), [(place["start"], place["end"])]
        else:
            report, _, stretch = str(place).partition(":")
            start, _, end = stretch.partition("-")
            yield report, [(int(start), int(end))]


def _given(name: str, asked: Asked) -> dict[str, Any]:
    """The filters of a list that are asked for, checked as the command line checks them."""
    found: dict[str, Any] = {}
    for option, (type, _, _) in options.filters(name).items():
        values = asked.every(option) if option in options.REPEATED else asked.every(option)[:1]
        if not values:
            continue
        try:
            checked = [_taken(type, value) for value in values]
        except click.UsageError as error:
            raise UsageError(f"{option}: {error.message.rstrip('.')}") from None
        found[option] = tuple(checked) if option in options.REPEATED else checked[0]
    return found


def _taken(type: click.ParamType[Any] | None, value: str) -> Any:
    """A value as a type of the command line takes it. Raises click.UsageError."""
    return value if type is None else type.convert(value, None, None)


def _rows(name: str, ledger: Ledger, asked: Asked) -> asking.Answer:
    return asking.ask(ledger, name, asked.one("story"), _given(name, asked), versions=asked.one("versions") is not None)


WHOLE = (*MARKS, "reports")  # what may be looked up a part at a time
_ALL = "of a ledger as large as this one everything is listed, also older versions of a page"


def _about(help: str) -> str:
    """What the command line says of a filter, without how it is typed and the words that the page lists itself."""
    return help.replace(" (repeat it)", "").split(": ")[0].rstrip(".") + "." if " (repeat it)" in help else help


def _page(name: str) -> Page:
    filters = options.filters(name)
    listing = lists.listing(name)

    def answer(ledger: Ledger, asked: Asked) -> tuple[Paged[dict[str, Any]], asking.Answer]:
        if name in WHOLE and not _given(name, asked) and asked.one("story") is None and ledger.count() > LARGE:
            first, limit = asked.whole("from", 0), max(1, asked.whole("limit", LIMIT, MOST))
            rows, total = ledger.some(name, first, limit)
            return Paged(rows, total, first, asked, limit), asking.Answer(rows, _ALL)
        found = _rows(name, ledger, asked)
        return paged(found.rows, asked), found

    def data(ledger: Ledger, asked: Asked) -> Any:
        page, found = answer(ledger, asked)
        return page.as_dict() | {"note": found.note or None, "meant": found.meant or None}

    def table(ledger: Ledger, asked: Asked) -> Table:
        given = _given(name, asked)
        page = answer(ledger, asked)[0]
        return Table(lists.VIEW if "view" in given else listing, page.rows, page.after)

    def show(ledger: Ledger, asked: Asked) -> Shown:
        page, found = answer(ledger, asked)
        given = _given(name, asked)
        return as_page(
            ledger,
            name.capitalize(),
            LISTS[name],
            lists.VIEW if "view" in given else listing,
            page,
            filters=parameters[: len(filters)],
            given=given,
            note=found.note,
            meant=found.meant,
        )

    parameters = tuple(
        Parameter(option, _about(help), tuple(getattr(type, "choices", ())), option in options.REPEATED)
        for option, (type, _, help) in filters.items()
    )
    gives = f"rows of {BY_PLURAL[name].name if name in BY_PLURAL else name}"
    return Page(f"/{name}", LISTS[name], show, data, table, (*parameters, OF_STORY, *PAGED), gives=gives)


PAGES = tuple(_page(name) for name in LISTS if name != "stories")
