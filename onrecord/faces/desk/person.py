"""The page of somebody: what they said over time, what they counted, what they did and what was done to them."""

from __future__ import annotations

from typing import Any

from onrecord.faces import lists
from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.listed import drawn
from onrecord.faces.desk.page import Page, Shown, Table
from onrecord.faces.desk.paged import paged
from onrecord.shapes.errors import NotFound, as_given

MOST = 100  # rows of each list on the page


def _name(asked: Asked) -> str:
    """The name that is looked up; a * in it stands for nothing."""
    return asked.path["name"].replace("*", " ")


def _data(ledger: Ledger, asked: Asked) -> Any:
    name = _name(asked)
    found: dict[str, Any] = {
        "name": asked.path["name"],
        "statements": ledger.said_by(name),
        "figures": ledger.figures(counter=name),
        "actor": ledger.events(actor=name),
        "recipient": ledger.events(recipient=name),
        "claims": ledger.events(asserted_by=name),
    }
    if not any(found[part] for part in found if part != "name"):
        near = ledger.near_names(name)
        more = f"; did you mean {' or '.join(near)}?" if near else ""
        raise NotFound(f"{as_given(name)}: nobody of that name says, counts or does anything on record{more}")
    return found


def _show(ledger: Ledger, asked: Asked) -> Shown:
    found = _data(ledger, asked)
    shown = [
        (title, part, len(found[part]), drawn(ledger, lists.listing(listing), found[part][:MOST]))
        for title, part, listing in (
            ("What they counted", "figures", "figures"),
            ("What they did", "actor", "events"),
            ("What was done to them", "recipient", "events"),
            ("What is told by their word", "claims", "events"),
        )
        if found[part]
    ]
    names = {"found": found, "page": paged(found["statements"], asked), "shown": shown, "most": MOST}
    return Shown("desk/person.html", found["name"], names)


def _table(ledger: Ledger, asked: Asked) -> Table:
    return Table(lists.listing("quotes"), ledger.quotes(speaker=_name(asked)))


PERSON = Page("/person/{name}", "What somebody said, counted and did, over all reports.", _show, _data, _table)
