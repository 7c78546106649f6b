"""Markup cut into tags and text, with places: a linear scanner that hurts nowhere, whatever it is given."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.shapes.table import Row, load

# Possessive throughout: a tag fits at once or not at all, so no input makes the pattern try again and again.
_WELL_FORMED = re.compile(
    r"""<([a-zA-Z][^\s/>]*+)((?:\s++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>`]++))?+""")
_LONGEST = 100_000  # characters of a tag whose attributes are read; larger ones are pictures written into the page
_TABLE = "elements.tsv"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of markup at [start, end): `kind` is text, open, close or raw.

    `name` is the element's, in small letters. A "raw" token is the content of a script, style, title and the like:
    it follows the "open" token, and its "close" token is left out.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    tail: str = ""

    def attributes(self) -> dict[str, str]:
        """The attributes of an "open" token, names in small letters, character references resolved, first one wins."""
        out: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(self.tail[:_LONGEST]):
            name, value = found.group(1).lower(), found.group(2) or ""
            if value[:1] in ("'", '"'):
                value = value[1:-1]
            if name not in out:
                out[name] = html.unescape(value) if "&" in value else value
        return out


@cache
def kinds() -> dict[str, str]:
    """What kind each element is: elements.tsv."""
    return {row["element"]: row["kind"] for row in _rows()}


@cache
def landmarks() -> frozenset[str]:
    """The elements that tell what their lines are for: elements.tsv."""
    return frozenset(row["element"] for row in _rows() if row["landmark"])


@cache
def _rows() -> list[Row]:
    return load(__package__, _TABLE, ("element", "kind", "landmark"), optional=("landmark",))


def tokens(page: str) -> Iterator[Token]:
    """The tokens of `page`, in order. Comments and declarations give none; a tag that never ends, ends the page."""
    at, size, last_close = 0, len(page), page.rfind(">")
    raw = {name for name, kind in kinds().items() if kind == "raw"}
    while at < size:
        lt = page.find("<", at)
        while 0 <= lt < size - 1 and not _begins(page[lt + 1]):
            lt = page.find("<", lt + 1)  # "a < b": a sign, no tag
        if lt < 0 or lt == size - 1:
            yield Token("text", at, size)
            return
        if lt > at:
            yield Token("text", at, lt)
        if lt > last_close:
            return
        char = page[lt + 1]
        if char in "!?":
            at = _after_declaration(page, lt)
            continue
        token = _closing(page, lt) if char == "/" else _opening(page, lt)
        at = token.end
        if token.name:
            yield token
            if token.kind == "open" and token.name in raw:
                found = _end_of(token.name).search(page, at)
                yield Token("raw", at, found.start() if found else size, token.name)
                at = found.end() if found else size


def _begins(char: str) -> bool:
    return char in "!?/" or (char.isascii() and char.isalpha())


def _after_declaration(page: str, lt: int) -> int:
    """Where a comment, doctype, CDATA or processing instruction ends."""
    if page.startswith("<!--", lt):
        if page.startswith(">", lt + 4) or page.startswith("->", lt + 4):
            return page.index(">", lt) + 1
        end = page.find("-->", lt + 4)
        return len(page) if end < 0 else end + 3
    end = page.find(">", lt)
    return len(page) if end < 0 else end + 1


def _closing(page: str, lt: int) -> Token:
    name = _NAME.match(page, lt + 2)
    end = page.find(">", lt)
    return Token("close", lt, len(page) if end < 0 else end + 1, name.group().lower() if name else "")


def _opening(page: str, lt: int) -> Token:
    found = _WELL_FORMED.match(page, lt)
    if found:
        return Token("open", lt, found.end(), found.group(1).lower(), found.group(2))
    # a quotation mark too many: the tag ends at the next bracket, whatever the quotes say
    name = _NAME.match(page, lt + 1)
    end = page.find(">", lt)
    end = len(page) if end < 0 else end + 1
    return Token("open", lt, end, name.group().lower() if name else "", page[name.end() : end - 1] if name else "")


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*+>?", re.I)
