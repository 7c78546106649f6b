"""The page of a story: what is on record in it, each entry leading to its words; and its parts as data."""

from __future__ import annotations

from typing import Any

from onrecord.faces import board_rows, lists, mapped, told, told_of
from onrecord.faces.api import Ledger
from onrecord.faces.desk import links
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.listed import as_page, of_story
from onrecord.faces.desk.page import Page, Parameter, Shown, Table
from onrecord.faces.desk.paged import PAGED, Paged, paged
from onrecord.faces.listing import Listing
from onrecord.faces.page import View
from onrecord.faces.page import render as one_file
from onrecord.faces.screen import as_json
from onrecord.shapes.errors import NotFound

# What is one list of a story, by the last part of its address.
PARTS = "series disagreements timeline upcoming quotes figures events places reports copies".split()
# Entries that the page draws of each list; the list's own page has all of them.
MOST = {
    "reports": 200,
    "copies": 50,
    "series": 40,
    "values": 60,
    "disagreements": 60,
    "timeline": 150,
    "undated": 40,
    "upcoming": 60,
    "speakers": 60,
    "quotes": 20,
    "evidence": 12,
}
BOARD = Listing(
    "board",
    "every statement of a number as the board draws it",
    ("thing", "where", "scope", *board_rows.COLUMNS),
    (),
    lambda row: (row,),
)
_SEEN = Parameter("seen", "what no report that was added up to this one tells (the id of a report)")
_SINCE = Parameter("since", "what no report published before this day tells (YYYY-MM-DD)")


def _data(ledger: Ledger, asked: Asked) -> Any:
    return ledger.story(asked.path["story"])


def _show(ledger: Ledger, asked: Asked) -> Shown:
    found = told.gather(ledger, asked.path["story"])
    view = View(found, links.DeskLinks(found), MOST)
    names = view.names() | {"last": ledger.last_added(found.account)}
    return Shown("desk/story.html", found.title, names)


def _table(ledger: Ledger, asked: Asked) -> Table:
    """Exactly what the figures board draws, a line a statement."""
    found = told.gather(ledger, asked.path["story"])
    rows = [
        {"thing": line.thing, "where": line.where, "scope": line.scope, **row}
        for line in found.lines()
        for row in board_rows.rows(line)
    ]
    return Table(BOARD, rows)


def _part(asked: Asked) -> str:
    part = asked.path["part"]
    if part not in PARTS:
        raise NotFound(f"{part}: no part of a story; there are {', '.join(PARTS)}")
    return part


def _part_rows(ledger: Ledger, asked: Asked) -> Paged[dict[str, Any]]:
    return paged(lists.rows(ledger, _part(asked), asked.path["story"]), asked)


def _part_data(ledger: Ledger, asked: Asked) -> Any:
    return _part_rows(ledger, asked).as_dict()


def _part_table(ledger: Ledger, asked: Asked) -> Table:
    return Table(lists.listing(_part(asked)), lists.rows(ledger, _part(asked), asked.path["story"]))


def _part_show(ledger: Ledger, asked: Asked) -> Shown:
    page, part = _part_rows(ledger, asked), _part(asked)
    story = of_story(ledger, asked.path["story"])
    return as_page(ledger, part.capitalize(), "", lists.listing(part), page, story=story)


def _new(ledger: Ledger, asked: Asked) -> list[dict[str, Any]]:
    seen, since = asked.one("seen"), asked.one("since")
    if seen is not None:
        return ledger.new_since_added(asked.path["story"], seen)
    return ledger.new(since=since, story=asked.path["story"])


def _new_data(ledger: Ledger, asked: Asked) -> Any:
    return paged(_new(ledger, asked), asked).as_dict()


def _new_table(ledger: Ledger, asked: Asked) -> Table:
    return Table(told_of.NEW, _new(ledger, asked))


def _new_show(ledger: Ledger, asked: Asked) -> Shown:
    page, since = paged(_new(ledger, asked), asked), asked.given(["since"])
    about = "What no report told before: each number, statement and happening, with the first report that tells it."
    story = of_story(ledger, asked.path["story"])
    return as_page(ledger, "What is new", about, told_of.NEW, page, filters=(_SINCE,), given=since, story=story)


def _coverage(ledger: Ledger, asked: Asked) -> dict[str, Any]:
    return ledger.coverage(asked.path["story"])


def _coverage_table(ledger: Ledger, asked: Asked) -> Table:
    return Table(told_of.CARRIED, _coverage(ledger, asked)["facts"])


def _coverage_show(ledger: Ledger, asked: Asked) -> Shown:
    found = _coverage(ledger, asked)
    page = paged(found["facts"], asked, 100)
    lines = [line for fact in page.rows for line in told_of.CARRIED.flat(fact)]
    lacks = [(told_of.lacking(one), [_at(place) for place in one["evidence"]], one) for one in found["lacks"]]
    names = {"found": found, "page": page, "facts": list(zip(page.rows, lines, strict=True)), "lacks": lacks, "at": _at}
    names["named"] = of_story(ledger, found["story"])["title"]
    return Shown("desk/coverage.html", f"Who carries what: {names['named']}", names)


def _at(place: dict[str, Any]) -> str:
    return links.words(place["report"], [(place["start"], place["end"])])


def _one_file(ledger: Ledger, asked: Asked) -> str:
    return one_file(told.gather(ledger, asked.path["story"]))


def _geojson(ledger: Ledger, asked: Asked) -> str:
    found = told.gather(ledger, asked.path["story"])
    return as_json(mapped.geojson(mapped.mapped(found), found), indented=True) + "\n"


STORY = Page(
    "/story/{story}",
    "One story, named by any of its reports; as one file to send (.html).",
    _show,
    _data,
    _table,
    other={"html": ("text/html", _one_file), "geojson": ("application/geo+json", _geojson)},
)
NEW = Page(
    "/story/{story}/new",
    "What is new in a story to somebody who has seen a part of it.",
    _new_show,
    _new_data,
    _new_table,
    (_SEEN, _SINCE, *PAGED),
)
COVERAGE = Page(
    "/story/{story}/coverage",
    "Who carries which fact of a story, who does not, and what the ledger lacks of it.",
    _coverage_show,
    _coverage,
    _coverage_table,
    PAGED,
)
PART = Page(
    "/story/{story}/{part}",
    "One list of a story: " + ", ".join(PARTS) + ".",
    _part_show,
    _part_data,
    _part_table,
    PAGED,
)
