"""RSS and Atom as rows: the entries of a feed, each as the fields it has; whatever is broken, the rest is read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from onrecord.shapes.table import load

_PIECE = 1 << 16
_ENTRIES = ("item", "entry")
_ROOTS = {"rss": "RSS", "rdf:rdf": "RSS", "rdf": "RSS", "feed": "Atom", "channel": "RSS"}
_OTHERS = {
    "opml": "a list of feeds (OPML): it names feeds and holds no report; give the feeds' files",
    "urlset": "a site map: it names pages and holds no report; give the pages",
    "sitemapindex": "a list of site maps: it holds no report; give the pages",
}
# References, bare ampersands, and angles that open no tag.
_SIGN = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?|<(?![A-Za-z_:/!?])")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,2000}+(\[)?", re.I)
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,2000}+>|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}+>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(slots=True)
class Feed:
    """A feed read: its title and the address that its links are relative to, its entries, what is wrong with it."""

    title: str | None = None
    base: str = ""
    entries: list[dict[str, Any]] = field(default_factory=list)
    summaries: set[int] = field(default_factory=set)  # entries (from 1) whose text is but a summary
    wrong: str | None = None


def read_xml(text: str) -> Feed:
    """The feed that `text` holds. What it names (a DTD, an entity, an address) is never opened."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        encoding="utf-8",
    )
    reader = _Reader()
    data = _repaired(text).encode("utf-8", "replace")
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
            reader.take(parser.read_events())
            if reader.feed.wrong:
                return reader.feed
        reader.ending = True
        parser.close()
        reader.take(parser.read_events())
    except etree.XMLSyntaxError as error:
        reader.feed.wrong = f"broken XML ({str(error).splitlines()[0][:100]})"
    return reader.done()


def _repaired(text: str) -> str:
    """The feed without its DOCTYPE, its entities as characters: XML knows five names, feeds use those of HTML.

    Stretches of CDATA stay as they are. An entity of the feed's own is left as the words that name it.
    """
    doctype = _DOCTYPE.search(text[:20_000])
    if doctype:
        close = re.compile(r"\]\s{0,99}>" if doctype.group(1) else ">").search(text, doctype.end())
        text = text[: doctype.start()] + (text[close.end() :] if close else "")
    out: list[str] = []
    at = 0
    while at < len(text):
        start = text.find("<![CDATA[", at)
        end = text.find("]]>", start) if start >= 0 else -1
        out.append(_SIGN.sub(_character, text[at : start if end >= 0 else None]))
        out.append(text[start : end + 3] if end >= 0 else "")
        at = end + 3 if end >= 0 else len(text)
    return "".join(out)


def _character(found: re.Match[str]) -> str:
    name = found.group(1)
    if name is None:
        return "&lt;" if found.group() == "<" else "&amp;"
    if name in _XML_NAMES:
        return found.group()
    if name.startswith("#"):  # as browsers read it: 146 is an apostrophe, no character is U+FFFD
        letter = html.unescape(found.group())
        return f"&#{ord(letter)};" if len(letter) == 1 and (letter >= " " or letter in "\t\n\r") else "\ufffd"
    letters = html5.get(f"{name};")
    return "".join(f"&#{ord(c)};" for c in letters) if letters else f"&amp;{name};"


class _Reader:
    """Takes elements as they begin and end; an entry is read and dropped when it ends."""

    def __init__(self) -> None:
        self.feed = Feed()
        self.root: Any = None
        self.open: list[tuple[int, Any]] = []  # entries that have begun, by number
        self.begun = 0
        self.rows: list[tuple[int, dict[str, Any]]] = []
        self.ending = False  # the file is over: what ends now did not end by itself
        self.cut = 0
        self.closed = False

    def take(self, events: Iterator[tuple[str, Any]]) -> None:
        for event, element in events:
            if not isinstance(element.tag, str):
                continue
            if self.root is None:
                self._begin(element)
                if self.feed.wrong:
                    return
            if _name(element) in _ENTRIES:
                self._entry(event, element)
            elif event == "end" and element is self.root:
                self.closed = self.closed or not self.ending

    def _begin(self, root: Any) -> None:
        name = _name(root)
        self.root = root
        if name.split(":")[-1] in _OTHERS:
            self.feed.wrong = _OTHERS[name.split(":")[-1]]
        elif name not in _ROOTS:
            self.feed.wrong = f"XML of another kind (<{name[:40]}>): it is neither a page nor a feed"

    def _entry(self, event: str, element: Any) -> None:
        if event == "start":
            self.begun += 1
            self.open.append((self.begun, element))
            return
        if not self.open:
            return
        number, _ = self.open.pop()
        if self.ending:
            self.cut += 1
        else:
            self.rows.append((number, _fields(element)))
        element.clear()

    def done(self) -> Feed:
        feed = self.feed
        if self.root is None:
            feed.wrong = feed.wrong or "broken XML (no element in it)"
        elif not feed.wrong:
            self._head(self.root)
            if not self.closed:
                left = self.cut + len(self.open)
                feed.wrong = "the feed breaks off" + (f" inside its entry {self.begun}, which is left" if left else "")
            elif not self.rows:
                feed.wrong = "a feed without entries"
        for _, row in sorted(self.rows, key=lambda pair: pair[0]):
            whole = row["content"] is not None
            feed.entries.append(_finished(row, feed))
            if not whole:
                feed.summaries.add(len(feed.entries))
        return feed

    def _head(self, root: Any) -> None:
        """What the feed says of itself: in its channel, or at its root."""
        channels = [child for child in root if _name(child) == "channel"]
        fields = _children(channels[0] if channels else root)
        self.feed.title = next((t for t in map(_title, fields.get("title", ())) if t), None)
        links = [link for link in map(_link, fields.get("link", ())) if link]
        own = [e.get("href") for e in fields.get("link", ()) if e.get("rel") == "self" and e.get("href")]
        self.feed.base = _joined(own[0] if own else "", root.get(_BASE) or (links[0] if links else ""))


@cache
def _vocabularies() -> dict[str, str]:
    rows = load(__package__, "namespaces.tsv", ("prefix", "address"), key=("address",))
    return {r["address"].rstrip("/#"): "" if r["prefix"] == "-" else f"{r['prefix']}:" for r in rows}


@cache
def _elements() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in load(__package__, "feeds.tsv", ("field", "element"), key=("field", "element")):
        out[row["field"]] = (*out.get(row["field"], ()), row["element"])
    return out


def _name(element: Any) -> str:
    """The element's name in small letters, with the prefix of its vocabulary; of an unknown one, with "?:"."""
    tag = element.tag if isinstance(element.tag, str) else ""  # a comment has a function there
    address, _, name = tag.removeprefix("{").rpartition("}")
    if not address:
        return str(name).lower()  # a prefix that was not declared stands in it as written
    return _vocabularies().get(address.strip().rstrip("/#"), "?:") + str(name).lower()


def _children(element: Any) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for child in element:
        out.setdefault(_name(child), []).append(child)
    return out


def _fields(entry: Any) -> dict[str, Any]:
    """What stands in an entry, by field; links and content as they are."""
    children = _children(entry)
    found = {name: [e for tag in tags for e in children.get(tag, ())] for name, tags in _elements().items()}
    row: dict[str, Any] = {"base": entry.get(_BASE) or ""}
    about = next((v for k, v in entry.attrib.items() if k.endswith("}about")), None)
    row["id"] = next((t for t in map(_flat, found["id"]) if t), about)
    row["links"] = [t for t in map(_link, found["url"]) if t] + ([about] if about else [])
    row["title"] = next((t for t in map(_title, found["title"]) if t), None)
    for name in ("published", "updated"):
        row[name] = next((t for t in map(_flat, found[name]) if t), None)
    row["authors"] = list(dict.fromkeys(t for t in map(_author, found["authors"]) if t))
    row["tags"] = list(dict.fromkeys(t for t in map(_term, found["tags"]) if t))
    row["outlet"] = next((t for t in map(_source, found["outlet"]) if t), None)
    for name in ("content", "summary"):
        row[name] = next((c for c in map(_content, found[name]) if c), None)
    return row


def _finished(row: dict[str, Any], feed: Feed) -> dict[str, Any]:
    """The fields of an entry as a row: links made whole, content as `text` or `html`."""
    base = _joined(feed.base, row.pop("base"))
    links = [link for link in (_joined(base, link) for link in row.pop("links")) if link.startswith("http")]
    row["url"] = links[0] if links else None
    row["outlet"] = row["outlet"] or feed.title
    content, summary = row.pop("content") or row["summary"], row.pop("summary")
    if content:
        row[content[0]] = content[1]
    if summary and summary != content:
        row["summary"] = summary[1]
    return {name: value for name, value in row.items() if value not in (None, [], "")}


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()) if base else link.strip()
    except ValueError:
        return link.strip()


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _flat(element: Any) -> str:
    return " ".join(_text(element).split())


def _link(element: Any) -> str:
    """The address that a link names: its text, or of Atom its `href` where it is the page itself."""
    if element.get("href") is not None:
        kind = element.get("type") or "html"
        return str(element.get("href")) if element.get("rel", "alternate") == "alternate" and "html" in kind else ""
    if _name(element) == "guid" and (element.get("isPermaLink") or "true").lower() != "true":
        return ""
    link = _flat(element)
    return link if _name(element) == "link" or link.startswith(("http:", "https:")) else ""


def _title(element: Any) -> str:
    """A headline without markup and entities; Atom's plain text is left as it is."""
    words = _text(element)
    if element.get("type") not in ("text", "text/plain", "xhtml"):
        words = html.unescape(_TAG.sub("", words))
        words = _TAG.sub("", words)
    return " ".join(words.split())


def _author(element: Any) -> str:
    """A name: of Atom its `name`, of RSS what stands in brackets behind the address."""
    names = [child for child in element if _name(child) == "name"]
    words = _flat(names[0] if names else element)[:500]
    mail, _, name = words.partition("(")
    return name.rstrip(") ") if name and "@" in mail else words


def _term(element: Any) -> str:
    return str(element.get("label") or element.get("term") or _flat(element))[:200]


def _source(element: Any) -> str:
    titles = [child for child in element if _name(child) == "title"]
    return _title(titles[0] if titles else element)[:200]


def _content(element: Any) -> tuple[str, str] | None:
    """("text" or "html", the content); None for an empty one, and for a picture or a sound."""
    kind = (element.get("type") or "").lower()
    if element.get("src") or (kind and not kind.startswith(("text", "html", "xhtml", "application/xhtml"))):
        return None
    if len(element):
        return ("html", words) if (words := _inner(element)).strip() else None
    words = _text(element)
    if not words.strip():
        return None
    plain = kind in ("text", "text/plain") or (not kind.endswith("html") and not _MARKUP.search(words))
    return ("text" if plain else "html"), words


def _inner(element: Any) -> str:
    """Markup that stands in an element unescaped, as HTML."""
    out = [html.escape(element.text or "", quote=False)]
    for event, inside in etree.iterwalk(element, events=("start", "end")):
        if inside is element or not isinstance(inside.tag, str):
            continue
        name = inside.tag.rpartition("}")[2]
        if event == "start":
            said = "".join(f' {k.rpartition("}")[2]}="{html.escape(v)}"' for k, v in inside.attrib.items())
            out.append(f"<{name}{said}>{html.escape(inside.text or '', quote=False)}")
        else:
            out.append(("" if name in _VOID else f"</{name}>") + html.escape(inside.tail or "", quote=False))
    return "".join(out)
