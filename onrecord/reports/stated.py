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
_AUTHORED = re.compile(
    r"byline|(?:^|[\s_-])(?:by|author|autor|autorin|auteur|auteure|autore|writer|reporter|journalist|redacteur)(?:s|en)?(?:[\s_-]|$)",
    re.I,
)
_BY_ADDRESS = re.compile(
    r"/(?:authors?|autor|autore|autori|autoren|autores|auteurs?|writers?|reporters?|journalists?|contributors?|columnists?"
    r"|by|people|person|profiles?|redakteure?|byline)/[^/?#]",
    re.I,
)


def telling(attributes: Mapping[str, str]) -> bool:
    """False where `stated` gives nothing for any element with these attributes, a `time` aside: asked once a tag."""
    get = attributes.get
    said, classes, address = get("itemprop") or get("property", ""), get("class", ""), get("href", "")
    return (
        (said != "" and ("content" in attributes or _dated(said, classes) or said in ("author", "creator")))
        or (classes != "" and (_dated("", classes) or is_authored(classes)))
        or (address != "" and _BY_ADDRESS.search(address) is not None)
        or ("rel" in attributes and "author" in attributes["rel"].lower())
    )


def stated(name: str, attributes: Mapping[str, str], inside: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The (key, value) pairs that an element states: "time:…" with a date, a property, "person:<element>".

    `inside` are the landmarks around it. A "person" has no value: its text is the element's.
    """
    said, classes = attributes.get("itemprop") or attributes.get("property", ""), attributes.get("class", "")
    if name == "time" or _dated(said, classes):
        yield from _time(name, attributes, said, classes, inside)
    elif said and "content" in attributes:
        yield said.strip().lower(), attributes["content"]
    if _is_person(name, attributes, said, classes):
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


def _is_person(name: str, attributes: Mapping[str, str], said: str, classes: str) -> bool:
    if name == "a":
        if "author" in attributes.get("rel", "").lower() or _BY_ADDRESS.search(attributes.get("href", "")):
            return True
    elif name in ("img", "input", "meta", "link", "body", "article", "html", "main"):
        return False
    return said in ("author", "creator") or (classes != "" and is_authored(classes))


@lru_cache(maxsize=20_000)  # a template's class names stand on its page, and on its pages, hundreds of times
def _dated(said: str, classes: str) -> bool:
    return _DATED.search(f"{said} {classes}") is not None


@lru_cache(maxsize=20_000)
def is_authored(classes: str) -> bool:
    """True for class names and the like that markup gives to authors."""
    return _AUTHORED.search(classes) is not None
