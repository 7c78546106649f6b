"""What the attributes of an element state: when the report came out, and which element holds its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_CHANGED = re.compile(r"updat|modif|chang", re.I)
_DAY_LIKE = re.compile(r"(?:19|20)\d\d|\d[./]\d\d?[./]\d\d|^\d{10,13}$")
_DATED = re.compile(
    r"(?:^|[\s_:-])(?:(?:pub|publish|post|posted|entry|article|news|create|created)?[_-]?(?:date|datum|time|timestamp|datetime)"
    r"|date[_-]?(?:published|created|issued)|published|pubdate|posted|dtstart)(?:[\s_-]|$)",
    re.I,
)
_TOLD_BY = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-published",
)
AUTHORED = re.compile(
    r"byline|(?:^|[\s_-])(?:by|author|autor|autorin|auteur|auteure|autore|writer|reporter|journalist|redacteur)(?:s|en)?(?:[\s_-]|$)",
    re.I,
)
_BY_ADDRESS = re.compile(
    r"/(?:authors?|autor|autore|autori|autoren|autores|auteurs?|writers?|reporters?|journalists?|contributors?|columnists?"
    r"|by|people|person|profiles?|redakteure?|byline)/[^/?#]",
    re.I,
)


def stated(name: str, attributes: Mapping[str, str], inside: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The (key, value) pairs that an element states: "time:…" with a date, a property, "person:<element>".

    `inside` are the landmarks around it. A "person" has no value: its text is the element's.
    """
    said, classes = attributes.get("itemprop") or attributes.get("property", ""), attributes.get("class", "")
    dated, authored = _called(f"{said} {classes}") if said or classes else (False, False)
    if name == "time" or dated:
        yield from _time(name, attributes, said, classes, inside)
    elif said and "content" in attributes:
        yield said.strip().lower(), attributes["content"]
    if _is_person(name, attributes, said, authored):
        yield f"person:{name}", ""


def _time(
    name: str, attributes: Mapping[str, str], said: str, classes: str, inside: frozenset[str]
) -> Iterator[tuple[str, str]]:
    value = next((attributes[k] for k in _TOLD_BY if _DAY_LIKE.search(attributes.get(k, ""))), None)
    if value is None:
        return
    if _CHANGED.search(f"{said} {classes}") and "publish" not in classes:
        key = "modified"
    elif said:
        key = said.strip().lower()
    else:
        near = "article" in inside and "aside" not in inside
        key = ("article" if near else "") if name == "time" else ("near" if near else "other")
    yield f"time:{key}", value


@lru_cache(maxsize=4096)
def _called(names: str) -> tuple[bool, bool]:
    """Whether the names that an element goes by are those of a day, of an author. They repeat all over a page."""
    return _DATED.search(names) is not None, AUTHORED.search(names) is not None


def _is_person(name: str, attributes: Mapping[str, str], said: str, authored: bool) -> bool:
    if name == "a":
        if "author" in attributes.get("rel", "").lower() or _BY_ADDRESS.search(attributes.get("href", "")):
            return True
    elif name in ("img", "input", "meta", "link", "body", "article", "html", "main"):
        return False
    return authored or said in ("author", "creator")
