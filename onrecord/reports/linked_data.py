"""JSON-LD: what a page states of its article for machines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.reports.clean import Meta

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsItem|Posting|Review)$")
_LARGEST = 2_000_000
_DEEPEST = 12
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\]\]>|\]\]>|-->|/\*\]\]>\*/)\s*$")
_ENDED = re.compile(r";\s*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """An object of JSON-LD that describes an article, and where in the source it stands."""

    data: dict[str, Any]
    kinds: tuple[str, ...]
    raw: tuple[int, int]


def articles(scripts: Sequence[Meta]) -> list[Stated]:
    """The article objects of a page, in order; what does not parse gives none."""
    out: list[Stated] = []
    for script in scripts:
        if len(script.value) > _LARGEST:
            continue
        data = _parse(script.value)
        for found in _walk(data, 0):
            kinds = tuple(k for k in _many(found.get("@type")) if isinstance(k, str))
            if any(_ARTICLE.search(k) for k in kinds):
                out.append(Stated(found, kinds, script.raw))
    return out


def types(scripts: Sequence[Meta]) -> list[str]:
    """The types of all objects that a page's data describe at their top: the page itself, its article, its list."""
    out: list[str] = []
    for script in scripts:
        if len(script.value) <= _LARGEST:
            for found in _walk(_parse(script.value), 0):
                out += [k for k in _many(found.get("@type")) if isinstance(k, str)]
    return out


def publisher(scripts: Sequence[Meta]) -> tuple[str, tuple[int, int]] | None:
    """The name of the page's publisher, of its article where that says so."""
    for found in articles(scripts):
        for who in _many(found.data.get("publisher")):
            name = who.get("name") if isinstance(who, dict) else who
            if isinstance(name, str) and name.strip() and not name.startswith("http"):
                return " ".join(name.split()), found.raw
    return None


def text(found: Stated, name: str) -> str | None:
    """Property `name` as one line, None where it is absent or no text."""
    for value in _many(found.data.get(name)):
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(html.unescape(value).split())
    return None


def authors(found: Stated) -> list[str]:
    """The names of its authors: persons, and names whose kind is not said."""
    out: list[str] = []
    for key in ("author", "creator"):
        for who in _many(found.data.get(key)):
            if isinstance(who, dict):
                if "Organization" in _many(who.get("@type")) or "NewsMediaOrganization" in _many(who.get("@type")):
                    continue
                out.extend(n for n in _many(who.get("name")) if isinstance(n, str))
            elif isinstance(who, str):
                out.append(who)
        if out:
            break
    return out


def _parse(source: str) -> Any:
    source = _ENDED.sub("", _COMMENT.sub("", source.strip()).strip())
    for attempt in (source, re.sub(r"[\x00-\x1f]", " ", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(data.get(key), depth + 1)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
