"""Markup cut into tags and text, with places: a linear scanner that hurts nowhere, whatever it is given."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.shapes.table import Row, load

# Possessive throughout: a tag fits at once or not at all, so no input makes the pattern try again and again.
_WELL_FORMED = re.compile(
    r"""<([a-zA-Z][^\s/>]*+)((?:\s++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_CLOSE = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+>?")
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>`]++))?+""")
_LONGEST = 100_000  # characters of a tag whose attributes are read; larger ones are pictures written into the page
_WRITTEN = 3  # paragraphs that make a noscript element more than a notice or a picture
_TABLE = "elements.tsv"


class Token(NamedTuple):
    """A piece of markup at [start, end): `kind` is text, open, close or raw. (A tuple: a page has thousands.)

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
    written = 0  # where a noscript element ends that holds a report for those who run no scripts
    pictures = 0  # svg elements that are open: a title inside one is no raw text
    find, well_formed, close = page.find, _WELL_FORMED.match, _CLOSE.match
    while at < size:
        lt = find("<", at)
        while 0 <= lt < size - 1 and not _begins(page[lt + 1]):
            lt = find("<", lt + 1)  # "a < b": a sign, no tag
        if lt < 0 or lt == size - 1:
            yield Token("text", at, size)
            return
        if lt > at:
            yield Token("text", at, lt)
        if lt > last_close:
            return
        char = page[lt + 1]
        if char == "/":
            found = close(page, lt)
            if found is None:
                at = _after(page, ">", lt)
                continue
            at = found.end()
            name = found.group(1).lower()
            pictures -= name == "svg" and pictures > 0
            yield Token("close", lt, at, name)
        elif char in "!?":
            at = _after_declaration(page, lt)
        else:
            found = well_formed(page, lt)
            token = Token("open", lt, found.end(), found[1].lower(), found[2]) if found else _malformed(page, lt)
            at = token.end
            yield token
            name = token.name
            pictures += name == "svg"
            if name in raw and not (name == "title" and pictures) and not (name == "noscript" and at < written):
                found = _end_of(name).search(page, at)
                end = found.start() if found else size
                if name == "noscript" and page.count("<p", at, end) >= _WRITTEN:
                    written = end
                    continue
                yield Token("raw", at, end, name)
                at = found.end() if found else size


def _begins(char: str) -> bool:
    return char in "!?/" or (char.isascii() and char.isalpha())


def _after(page: str, sign: str, start: int) -> int:
    end = page.find(sign, start)
    return len(page) if end < 0 else end + len(sign)


def _after_declaration(page: str, lt: int) -> int:
    """Where a comment, doctype, CDATA or processing instruction ends."""
    if page.startswith("<!--", lt):
        if page.startswith(">", lt + 4) or page.startswith("->", lt + 4):
            return page.index(">", lt) + 1
        return _after(page, "-->", lt + 4)
    return _after(page, ">", lt)


def _malformed(page: str, lt: int) -> Token:
    """A tag with a quotation mark too many: it ends at the next bracket, whatever the quotes say."""
    name = _NAME.match(page, lt + 1)
    end = _after(page, ">", lt)
    return Token("open", lt, end, name[0].lower() if name else "", page[name.end() : end - 1] if name else "")


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*+>?", re.I)
