"""JSON-LD: what a page states of its article for machines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.reports.clean import Meta

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsItem|Posting|Review)$")
_BODIES = ("Organization", "Corporation", "Brand", "NewsMediaOrganization", "WebSite")
_LARGEST = 2_000_000
_DEEPEST = 12
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\]\]>|\]\]>|-->|/\*\]\]>\*/)\s*$")
_ENDED = re.compile(r";\s*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """An object of JSON-LD that describes an article, and where in the source the script stands that holds it.

    `scripts` are all of the page's; `known` are their objects by their "@id", to which others refer.
    """

    data: dict[str, Any]
    kinds: tuple[str, ...]
    raw: tuple[int, int]
    scripts: Sequence[Meta] = ()
    known: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def place(self, words: str) -> tuple[int, int]:
        """Where in the page's scripts `words` stand; its whole script where they are written otherwise."""
        own = [script for script in self.scripts if script.raw == self.raw]
        for script in (*own, *self.scripts):
            for form in (
                words,
                json.dumps(words)[1:-1],
                json.dumps(words, ensure_ascii=False)[1:-1].replace("/", "\\/"),
            ):
                at = script.value.find(f'"{form}"') if form else -1
                if at >= 0:
                    return script.raw[0] + at + 1, script.raw[0] + at + 1 + len(form)
        return self.raw

    def named(self, key: str) -> tuple[int, int]:
        """Where in the page's source property `key` stands first in the script: its name and its value's beginning."""
        source = next((script.value for script in self.scripts if script.raw == self.raw), "")
        at = source.find(f'"{key}"')
        if at < 0:
            return self.raw
        end = min((e for e in (source.find(c, at) for c in ",}\n") if e > 0), default=at + len(key) + 2)
        return self.raw[0] + at, self.raw[0] + end

    def stretch(self, several: Sequence[str]) -> tuple[int, int]:
        """The stretch of the page's source from the first of `several` words to the last."""
        places = [self.place(words) for words in several]
        return min(start for start, _ in places), max(end for _, end in places)

    def referred(self, who: Any) -> Any:
        """`who`, or the object that it refers to by its "@id"."""
        if isinstance(who, dict) and "name" not in who and isinstance(who.get("@id"), str):
            return self.known.get(who["@id"], who)
        return who


def articles(scripts: Sequence[Meta]) -> list[Stated]:
    """The article objects of a page, in order; where there are none, other objects that say when they came out.

    What does not parse gives none.
    """
    found: list[Stated] = []
    others: list[Stated] = []
    known: dict[str, dict[str, Any]] = {}
    for script in scripts:
        if len(script.value) > _LARGEST:
            continue
        for thing in _walk(_parse(script.value), 0):
            kinds = tuple(k for k in _many(thing.get("@type")) if isinstance(k, str))
            if isinstance(thing.get("@id"), str) and "name" in thing:
                known.setdefault(thing["@id"], thing)
            if is_article(kinds):
                found.append(Stated(thing, kinds, script.raw, scripts, known))
            elif kinds and ("datePublished" in thing or "uploadDate" in thing):
                others.append(Stated(thing, kinds, script.raw, scripts, known))
    return found or others


def is_article(kinds: Sequence[str]) -> bool:
    """True where a type is one of articles', not of pages or of what else has a date."""
    return any(_ARTICLE.search(k) for k in kinds)


def types(scripts: Sequence[Meta]) -> list[str]:
    """The types of all objects that a page's data describe at their top: the page itself, its article, its list."""
    out: list[str] = []
    for script in scripts:
        if len(script.value) <= _LARGEST:
            for found in _walk(_parse(script.value), 0):
                out += [k for k in _many(found.get("@type")) if isinstance(k, str)]
    return out


def publisher(stated: Sequence[Stated]) -> tuple[str, tuple[int, int]] | None:
    """The name of the article's publisher, and where it stands."""
    for found in stated:
        for who in map(found.referred, _many(found.data.get("publisher"))):
            name = who.get("name") if isinstance(who, dict) else who
            if isinstance(name, str) and name.strip() and not name.startswith("http"):
                return " ".join(html.unescape(name).split()), found.place(name)
    return None


def text(found: Stated, name: str) -> str | None:
    """Property `name` as one line, None where it is absent or no text."""
    for value in _many(found.data.get(name)):
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(html.unescape(value).split())
    return None


def texts(found: Stated, name: str) -> list[str]:
    """All values of property `name` that are texts."""
    out: list[str] = []
    for value in _many(found.data.get(name)):
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            out.append(" ".join(html.unescape(value).split()))
    return out


def _written(words: str) -> tuple[str, ...]:
    """How `words` may be written in a script."""
    return words, json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1].replace("/", "\\/")


def authors(found: Stated) -> list[str]:
    """The names of its authors: persons, and names whose kind is not said."""
    out: list[str] = []
    for key in ("author", "creator"):
        for who in map(found.referred, _many(found.data.get(key))):
            if isinstance(who, dict):
                if any(str(kind).endswith(_BODIES) for kind in _many(who.get("@type"))):
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
