"""Every address of the desk, from its own table of routes, with names of the examples put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from onrecord.faces.api import Ledger
from onrecord.faces.desk import answered, app
from onrecord.faces.desk.pages import PAGES
from tests.faces.desk.serving import Served

ANY = "/{path:path}"
# Addresses that answer whoever asks: the door, and files that tell nothing.
OPEN = ("/-/enter", "/static/")


def answer(ledger: Ledger, address: str) -> answered.Answer:
    """What stands at an address of the desk, asked without a server."""
    return answered.answer(answered.at(PAGES, address), ledger, answered.about("x.db"))


def filled(path: str, ids: Mapping[str, str]) -> str:
    """A path with the names in its braces put in."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: quote(ids.get(m[1], "none"), safe="."), path)


def addresses(desk: Served, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(method, path) of every route and page, in every form of it."""
    for route in app.routes(desk.desk):
        if route.path == ANY:
            for page in app.pages_of(desk.desk):
                for form in page.forms():
                    path = "/stories" if form and page.path == "/" else page.path
                    yield "GET", filled(path, ids) + (f".{form}" if form else "")
            continue
        for method in sorted(route.methods or ()):
            if method != "HEAD":
                yield method, filled(route.path, {**ids, "name": "desk.css"})


def is_open(path: str) -> bool:
    """True for the door and for files."""
    return path.startswith(OPEN)


def changes(desk: Served) -> list[str]:
    """The paths by which something is changed."""
    return [r.path for r in app.routes(desk.desk) if "POST" in (r.methods or ()) and not is_open(r.path)]


def pages(ids: Mapping[str, str]) -> list[str]:
    """Each page that is drawn, once, with more of some."""
    shown = [filled(page.path, ids) for page in PAGES if page.show is not None]
    more = [
        f"/report/{ids['report']}?raw=1",
        f"/report/{ids['report']}?m={ids['record']}",
        "/-/search?q=dam",
        "/add",
        "/review",
        "/decisions",
    ]
    return [*shown, *more, "/none"]
