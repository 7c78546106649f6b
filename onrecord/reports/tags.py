"""Markup cut into tags and text, with places: a linear scanner that hurts nowhere, whatever it is given."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterator
from functools import cache

from onrecord.shapes.table import Row, load

# Possessive throughout: a tag fits at once or not at all, so no input makes the pattern try again and again.
_WELL_FORMED = re.compile(
    r"""<([a-zA-Z][^\s/>]*+)((?:\s++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_CLOSE = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+>?")
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++)))?+""")
_BEGINS = frozenset("!?/" + string.ascii_letters)
_LONGEST = 100_000  # characters of a tag whose attributes are read; larger ones are pictures written into the page
_WRITTEN = 3  # paragraphs that make a noscript element more than a notice or a picture
_TABLE = "elements.tsv"

# What the start of an element ends without saying so: which elements, and those past which it does not look.
IMPLIED = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
}
WALLS = frozenset({"td", "th", "table", "caption", "html"})  # an end tag inside a cell closes nothing outside it
PARAGRAPH = (frozenset({"p"}), WALLS | {"button"})  # what the start of any block ends


# A piece of markup: (kind, start, end, name, tail). `kind` is text, open, close or raw; it stands at [start, end);
# `name` is the element's, in small letters; `tail` of an "open" token holds its attributes. A "raw" token is what a
# script, style, title and the like holds: it follows the "open" token, and its "close" token is left out.
# (A bare tuple: a page has thousands.)
Token = tuple[str, int, int, str, str]


def attributes(tail: str) -> dict[str, str]:
    """The attributes of an "open" token, names in small letters, character references resolved, first one wins."""
    out: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tail[:_LONGEST]):
        name, value = name.lower(), double or single or bare
        if name not in out:
            out[name] = html.unescape(value) if "&" in value else value
    return out


@cache
def kinds() -> dict[str, str]:
    """What kind each element is: elements.tsv."""
    return {row["element"]: row["kind"] for row in _rows()}


@cache
def _raw() -> frozenset[str]:
    return frozenset(name for name, kind in kinds().items() if kind == "raw")


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
    raw = _raw()
    written = 0  # where a noscript element ends that holds a report for those who run no scripts
    pictures = 0  # svg elements that are open: a title inside one is no raw text
    find, well_formed, close = page.find, _WELL_FORMED.match, _CLOSE.match
    # Tags that end at their first bracket, as nearly all do: the same characters are the same tag wherever they stand.
    seen: dict[str, tuple[str, str]] = {}
    while at < size:
        lt = find("<", at)
        while 0 <= lt < size - 1 and page[lt + 1] not in _BEGINS:
            lt = find("<", lt + 1)  # "a < b": a sign, no tag
        if lt < 0 or lt == size - 1:
            yield ("text", at, size, "", "")
            return
        if lt > at:
            yield ("text", at, lt, "", "")
        if lt > last_close:
            return
        char = page[lt + 1]
        end = find(">", lt) + 1
        tag = page[lt:end]
        known = seen.get(tag)
        if char == "/":
            if known is None:
                found = close(page, lt)
                if found is None:
                    at = end
                    continue
                known = seen[tag] = (found[1].lower(), "")
            at, name = end, known[0]
            pictures -= name == "svg" and pictures > 0
            yield ("close", lt, at, name, "")
        elif char in "!?":
            at = _after_declaration(page, lt)
        else:
            if known is None:
                found = well_formed(page, lt)
                known = (found[1].lower(), found[2]) if found else _malformed(page, lt)
                at = found.end() if found else end
                if found and at == end:
                    seen[tag] = known
            else:
                at = end
            name, tail = known
            yield ("open", lt, at, name, tail)
            pictures += name == "svg"
            if name in raw and not (name == "title" and pictures) and not (name == "noscript" and at < written):
                end = _end_of(page, name, at)
                if name == "noscript" and page.count("<p", at, end) >= _WRITTEN:
                    written = end
                    continue
                yield ("raw", at, end, name, "")
                at = _after(page, ">", end)


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


def _malformed(page: str, lt: int) -> tuple[str, str]:
    """Name and attributes of a tag with a quotation mark too many: it ends at the next bracket, whatever they say."""
    name = _NAME.match(page, lt + 1)
    return (name[0].lower(), page[name.end() : _after(page, ">", lt) - 1]) if name else ("", "")


def _end_of(page: str, name: str, start: int) -> int:
    """Where the end tag of a "raw" element begins; the page's end where there is none."""
    behind = len(name) + 2
    at = page.find("</", start)
    while at >= 0:
        after = page[at + behind : at + behind + 1]
        if (after in ("/", ">") or after.isspace()) and page[at + 2 : at + behind].lower() == name:
            return at
        at = page.find("</", at + 2)
    return len(page)
