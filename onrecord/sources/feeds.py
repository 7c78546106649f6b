"""Feeds to Raw: each entry of RSS, Atom or JSON Feed becomes a row, believed where it says when and who."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.row import canonical, said
from onrecord.sources.charset import as_text, as_utf8
from onrecord.sources.feed_xml import Feed, read_xml
from onrecord.sources.limits import reason
from onrecord.sources.no_days import NoDays
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.record import LONGEST
from onrecord.sources.rows import made

_COLUMNS = {
    "text": "text", "html": "html", "id": "id", "url": "url", "title": "title", "published": "published",
    "outlet": "outlet", "byline": "authors",
    "tags": "tags",
}  # fmt: skip
_CONTENTS = {"content_html": "html", "content_text": "text"}  # of JSON Feed: key → what it holds


def open_feed(opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    """The entries of a feed, each a Raw: the canonical JSON of its fields. An entry that stands twice is read once.

    A Failure, in one line, for what is no feed (OPML, a site map), holds no entries, breaks off, or is larger than
    50 MB; the entries before the break are read. Nothing that a feed names is opened.
    """
    try:
        parts: list[bytes] = []
        size = 0
        for piece in as_utf8(opened.stream):
            size += len(piece)
            if size > LONGEST:
                yield Failure(opened.source, f"a feed of more than {LONGEST // 1_000_000} MB: no site has one")
                return
            parts.append(piece)
        text = as_text(b"".join(parts))
    except ReadError as error:
        yield Failure(opened.source, str(error))
        return
    except OSError as error:
        yield Failure(opened.source, f"cannot read it: {reason(error)}")
        return
    feed = _json_feed(text) if text.lstrip()[:1] == "{" else read_xml(text)
    yield from _entries(feed, opened, asked)
    if feed.wrong:
        yield Failure(opened.source, feed.wrong)


def _entries(feed: Feed, opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    seen: set[bytes] = set()
    twice = 0
    days = NoDays()
    for n, row in enumerate(feed.entries, 1):
        if "text" not in row and "html" not in row:
            yield Failure(f"{opened.source}#{n}", "an entry without a text: nothing but its headline")
            continue
        try:
            data = canonical(row)
        except RecursionError:
            yield Failure(f"{opened.source}#{n}", "nested too deep for a report")
            continue
        if data in seen:
            twice += 1
            continue
        seen.add(data)
        days.look("published", [row.get("published")])
        raw = made(n, row, _columns(row), data, opened, asked.given, "feed")
        yield replace(raw, given=replace(raw.given, summary=n in feed.summaries))
    if twice:
        asked.say(f"{opened.source}: {twice} entries stand in it more than once; each is read once")
    days.tell(opened, asked)


def _columns(row: dict[str, Any]) -> dict[str, str]:
    """Field → key of an entry. What was changed without a day of publication was published then."""
    out = {field: key for field, key in _COLUMNS.items() if said(field, row.get(key)) is not None}
    updated, published = said("modified", row.get("updated")), said("published", row.get("published"))
    if isinstance(updated, str):
        if not isinstance(published, str):
            out["published"] = "updated"
        elif _instant(updated) > _instant(published):
            out["modified"] = "updated"
    if "text" in out:
        out.pop("html", None)
    return out


def _instant(moment: str) -> datetime:
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _json_feed(text: str) -> Feed:
    """JSON Feed, versions 1 and 1.1."""
    try:
        data = json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        return Feed(wrong="JSON nested too deep for a feed")
    except ValueError as error:
        return Feed(wrong=f"broken JSON ({str(error)[:100]})")
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        return Feed(wrong="a feed without entries")
    feed = Feed(said_line(data.get("title")), said_line(data.get("home_page_url")) or "")
    for n, item in enumerate(items, 1):
        feed.entries.append(_json_entry(item, data, feed) if isinstance(item, dict) else {})
        if isinstance(item, dict) and not any(said("text", item.get(key)) for key in _CONTENTS):
            feed.summaries.add(n)
    return feed


def said_line(value: Any) -> str | None:
    """A short text of a feed on one line, None where it is none."""
    found = said("title", value)
    return found if isinstance(found, str) else None


def _json_entry(item: dict[str, Any], data: dict[str, Any], feed: Feed) -> dict[str, Any]:
    authors = item.get("authors") or item.get("author") or data.get("authors") or data.get("author")
    row = {
        "id": said("id", item.get("id")),
        "url": _whole(feed.base, item.get("url") or item.get("external_url")),
        "title": said_line(item.get("title")),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "authors": list(said("byline", authors) or ()),
        "outlet": feed.title,
        "tags": [tag for tag in item.get("tags") or () if isinstance(tag, str)] if item.get("tags") else None,
        "summary": item.get("summary"),
    }
    for key, field in (*_CONTENTS.items(), ("summary", "text")):
        if said("text", item.get(key)) is not None:
            row[field] = item[key]
            if key == "summary":
                del row["summary"]
            break
    return {key: value for key, value in row.items() if value not in (None, [], "")}


def _whole(base: str, link: Any) -> str | None:
    try:
        return urljoin(base, link.strip()) if isinstance(link, str) else None
    except ValueError:
        return None
