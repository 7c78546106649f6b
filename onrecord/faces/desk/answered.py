"""From a path to an answer, without a server: what the desk sends and what `onrecord get` prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from onrecord.faces import sparkline, words
from onrecord.faces.api import Ledger
from onrecord.faces.desk import keys, links, static
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import TYPES, Page
from onrecord.faces.desk.paged import MOST
from onrecord.faces.listing import to_csv
from onrecord.faces.page import environment
from onrecord.faces.screen import as_json
from onrecord.shapes.errors import NotFound, UsageError, as_given

MOST_FIELDS = 200  # of a query
_SUFFIX = re.compile(r"(.+)\.([a-z]+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: a text, its media type, and the form it is in ("" for the page itself).

    `after` is the address of the part that follows, of a table that is not whole.
    """

    text: str
    type: str
    form: str = ""
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page, what it is asked, and the form in which it is wanted ("" for the page itself)."""

    page: Page
    asked: Asked
    form: str


def find(pages: Sequence[Page], path: str, query: Sequence[tuple[str, str]]) -> Wanted:
    """The page at a path (taken apart and unquoted here). Raises NotFound."""
    for whole, form in _readings(path):
        for page in pages:
            found = _pattern(page.path).fullmatch(whole)
            if found is not None and form in page.forms():
                named = {name: unquote(value) for name, value in found.groupdict().items()}
                return Wanted(page, Asked(named, tuple(query)), form)
    raise NotFound(f"{path[:80]}: the desk has no such page; `/` lists the stories, `/-/pages` all pages")


def at(pages: Sequence[Page], address: str) -> Wanted:
    """The page at an address as a person gives it: a path with its query. Raises NotFound, UsageError."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise UsageError(f"{as_given(address)}: no address; give a path of the desk, as /stories.json") from None
    return find(pages, parts.path or "/", query_of(parts.query))


def query_of(text: str) -> list[tuple[str, str]]:
    """A query taken apart, in its order. Raises UsageError where it holds more than any page asks for."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise UsageError("the query cannot be read; ask for less") from None


def answer(wanted: Wanted, ledger: Ledger, about: Mapping[str, Any]) -> Answer:
    """The answer of a page; `about` is what all pages are told of the desk itself. Raises OnrecordError."""
    page, asked = wanted.page, wanted.asked
    if wanted.form == "json" and page.data is not None:
        return Answer(as_json(page.data(ledger, asked), indented=True) + "\n", TYPES["json"], "json")
    if wanted.form == "csv" and page.table is not None:
        table = page.table(ledger, _many(asked))
        lines = (line for row in table.rows for line in table.listing.flat(row))
        text = to_csv(table.listing.columns, lines, excel=asked.one("excel") is not None)
        return Answer(text, TYPES["csv"], "csv", table.after and _path(wanted) + ".csv" + table.after)
    if page.other and wanted.form in page.other:
        type, make = page.other[wanted.form]
        return Answer(make(ledger, asked), type, wanted.form)
    if page.show is None:
        raise NotFound(f"{page.path}: is no page to look at; it is there as {', '.join(page.forms())}")
    shown = page.show(ledger, asked)
    forms = {form: _with_suffix(wanted, form) for form in page.forms() if form}
    names = {"title": shown.title, "forms": forms, "asked": asked, **about, **shown.names}
    return Answer(environment().get_template(shown.template).render(names), TYPES[""])


def about(ledger: str, **more: Any) -> Mapping[str, Any]:
    """What every page is told of the desk: the ledger's name, the keys, where things are found."""
    told = {"ledger": ledger, "keys": keys.KEYS, "static": static.address, "words": words, "links": links}
    nothing = {"q": "", "note": "", "meant": "", "form_token": "", "reviewer": ""}
    return told | nothing | {"sparkline": sparkline.sparkline} | more


def _many(asked: Asked) -> Asked:
    """As asked, with as many rows as there may be where nobody says how many: a file has no next page."""
    return asked if asked.one("limit") else Asked(asked.path, (*asked.query, ("limit", str(MOST))))


def _path(wanted: Wanted) -> str:
    path = wanted.page.path
    for name, value in wanted.asked.path.items():
        path = path.replace("{" + name + "}", quote(value, safe="."))
    return "/stories" if path == "/" else path


def _with_suffix(wanted: Wanted, form: str) -> str:
    # A table is kept as a file: it begins at the first row, and has as many as there may be.
    others = {"from": None, "after": None, "limit": None} if form == "csv" else {}
    return _path(wanted) + f".{form}" + wanted.asked.but(c=None, m=None, **others)


def _readings(path: str) -> list[tuple[str, str]]:
    """A path taken apart at its suffix, and as it is."""
    found = _SUFFIX.fullmatch(path)
    return [*([(found[1], found[2])] if found else []), (path, "")]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)))
