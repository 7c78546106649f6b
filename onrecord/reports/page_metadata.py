"""What a page states of its report: title, authors, outlet, days, address, genre; each with the bytes that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from onrecord.lexicon import agencies
from onrecord.reports import linked_data, names
from onrecord.reports.clean import Meta, Page
from onrecord.reports.days import find_day
from onrecord.reports.lines import Line
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Published
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T\s]\s*(\d\d?:?\d\d(?::?\d\d)?(?:\.\d+)?\s*(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,4})?))?"
)
_STAMP = re.compile(r"\s*(1[0-9]{9})(?:\d{3})?\s*$")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?!\d)|/((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_JOINT = re.compile(r"\s+[|•·»:–—-]+\s+|\s*[|»]\s*")
AUTHORED = re.compile(r"byline|(?:^|[\s_-])(?:by|author|autor|auteur|writer|reporter|journalist)s?(?:[\s_-]|$)", re.I)
_NOT_AUTHORED = re.compile(r"comment|related|footer|sidebar|widget|promo|teaser|more-from", re.I)
_OPINION = re.compile(
    r"\b(?:opinions?|op-ed|editorials?|commentary|columnists?|viewpoints?|kommentare?|meinung)\b", re.I
)

_KEYED = 600  # characters by which headlines are compared
_ASIDE = frozenset({"nav", "footer", "aside", "form"})
Titles = Iterator[tuple[str, str, tuple[int, int]]]
Found = dict[str, Cell]


def read(page: Page) -> Found:
    """The metadata cells of `page`; `raw` are characters of the source yet (the maker turns them into bytes)."""
    stated = linked_data.articles(page.scripts)
    found: dict[str, Cell | None] = {"url": _url(page), "outlet": _outlet(page)}
    site = _site_names(page, found["outlet"])
    found["title"] = _title(page, stated, site)
    found["byline"] = _authors(page, stated, site)
    found["agency"] = _agency(page, stated)
    found["published"] = _day(page, stated, "published", "datePublished") or _from_address(found["url"])
    changed = _day(page, stated, "modified", "dateModified")
    # content systems state a change for every report: the same moment is none
    if changed is not None and not _same(changed, found["published"]):
        found["modified"] = changed
    found["genre"] = _genre(page, stated)
    return {name: cell for name, cell in found.items() if cell is not None}


@cache
def _keys() -> dict[str, list[tuple[str, str]]]:
    """The (key, how) of each field, in order: metadata_keys.tsv."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in load(__package__, "metadata_keys.tsv", ("field", "key", "how"), key=("field", "key")):
        out.setdefault(row["field"], []).append((row["key"], row["how"]))
    return out


def _stated(page: Page, field: str) -> Iterator[tuple[Meta, str]]:
    for key, how in _keys()[field]:
        for meta in page.metas:
            if meta.key == key and meta.value.strip():
                yield meta, how


def _flat(value: str) -> str:
    return " ".join(value.split())


def _url(page: Page) -> Cell | None:
    for meta, how in _stated(page, "url"):
        parts = _split(meta.value.strip())
        if parts is not None and parts[0] in ("http", "https") and parts[1]:
            return Cell(meta.value.strip(), f"{how}:{meta.key}", raw=meta.raw)
    return None


def _split(url: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc.lower(), parts.path


def _outlet(page: Page) -> Cell | None:
    for meta, how in _stated(page, "outlet"):
        value = _flat(meta.value)
        if len(value) <= 80 and not value.startswith("http"):
            return Cell(value, f"{how}:{meta.key}", raw=meta.raw)
    said = linked_data.publisher(page.scripts)
    return Cell(said[0], "json-ld:publisher", raw=said[1]) if said and len(said[0]) <= 80 else None


def _site_names(page: Page, outlet: Cell | None) -> frozenset[str]:
    """What the site calls itself, casefolded: no author, no part of a headline."""
    out = {_flat(meta.value).casefold() for meta, _ in _stated(page, "outlet")}
    out |= {str(outlet.value).casefold()} if outlet else set()
    said = linked_data.publisher(page.scripts)
    out |= {said[0].casefold()} if said else set()
    return frozenset(out | {n.removeprefix("the ") for n in out})


def _title(page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]) -> Cell | None:
    """The headline as the article's own data give it, else as written for sharing, the site's name taken off."""
    shown = {_key(line.words): line for line in reversed(page.lines) if line.tag in ("h1", "h2")}
    for candidate, how, _ in _titles(page, stated, site):
        line = shown.get(_key(candidate))
        if line is not None:
            return Cell(_flat(line.words), how, (Span(line.start, line.end),))
    heads = [
        line
        for line in page.lines
        if line.tag == "h1" and line.linked < 0.9 and not line.inside & _ASIDE and _key(line.words) not in site
    ]
    stated_first = next(_titles(page, stated, site), None)
    for line in heads:
        # written for search engines and for readers: of two wordings of one headline the printed one is the report's
        if stated_first is None or _alike(line.words, stated_first[0]):
            return Cell(_flat(line.words), "h1", (Span(line.start, line.end),))
    return Cell(stated_first[0], stated_first[1], raw=stated_first[2]) if stated_first else None


def _alike(one: str, other: str) -> bool:
    """True when the shorter of two headlines has half of its words in the other."""
    mine, its = set(_key(one).split()), set(_key(other).split())
    return min(len(mine), len(its)) > 1 and 2 * len(mine & its) >= min(len(mine), len(its))


def _titles(
    page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for article in stated[:3]:
        headline = linked_data.text(article, "headline")
        if headline and not headline.endswith(("...", "…")):
            yield _unsited(headline, site, page), "json-ld:headline", article.raw
    for meta, how in _stated(page, "title"):
        if not meta.value.rstrip().endswith(("...", "…")):
            yield _unsited(_flat(meta.value), site, page), f"{how}:{meta.key}", meta.raw


def _unsited(title: str, site: frozenset[str], page: Page) -> str:
    """A headline without the site's name or section behind (or before) it."""
    shown = {_key(line.words) for line in page.lines if line.tag in ("h1", "h2")}
    if _key(title) in shown:
        return title
    cuts = [(m.start(), m.end()) for m in _JOINT.finditer(title)][:8]
    for start, _ in cuts:
        if _key(title[:start]) in shown:
            return title[:start].strip()
    for start, end in reversed(cuts):
        if title[end:].strip().casefold() in site or _key(title[end:]) in {_key(s) for s in site}:
            return _unsited(title[:start].strip(), site, page)
        if title[:start].strip().casefold() in site:
            return title[end:].strip()
    return title


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words[:_KEYED].casefold()))


def _authors(page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]) -> Cell | None:
    for article in stated[:3]:
        people = _people(linked_data.authors(article), site)
        if people:
            return Cell(people, "json-ld:author", raw=article.raw)
    line = _byline(page.lines, site)
    if line is not None:
        return line
    for key, how in _keys()["author"]:
        metas = [m for m in page.metas if m.key == key]
        people = _people([m.value for m in metas], site)
        if people:
            return Cell(people, f"{how}:{key}", raw=metas[0].raw)
    return None


def _people(fields: Sequence[str], site: frozenset[str]) -> tuple[str, ...]:
    out: list[str] = []
    for field in fields[:20]:
        if not field.strip().startswith("http"):
            out += [n for n in names.people(field, site) if n not in out]
    return tuple(out)


def _byline(lines: Sequence[Line], site: frozenset[str]) -> Cell | None:
    """The first short line that the page's markup calls a byline or an author, or that begins with "By" and a name."""
    for line in lines:
        if len(line.words) > 160 or line.inside & {"footer", "aside", "nav"} or _NOT_AUTHORED.search(line.hints):
            continue
        people = names.byline(line.words)
        if people is None and AUTHORED.search(line.hints):
            people = names.bare(line.words)
        if people:
            people = tuple(n for n in people if n.casefold() not in site)
        if people:
            return Cell(people, "by-line", (Span(line.start, line.end),))
    return None


def _agency(page: Page, stated: Sequence[linked_data.Stated]) -> Cell | None:
    """An agency that stands where the author should."""
    for article in stated[:3]:
        for who in _named(article.data.get("author")):
            if agencies.by_mark(who):
                return Cell(_flat(who), "json-ld:author", raw=article.raw)
    for key, how in _keys()["author"]:
        for meta in page.metas:
            if meta.key == key and len(meta.value) < 80 and agencies.by_mark(meta.value):
                return Cell(_flat(meta.value), f"{how}:{key}", raw=meta.raw)
    return None


def _named(value: object) -> Iterator[str]:
    for who in value if isinstance(value, list) else [value]:
        name = who.get("name") if isinstance(who, dict) else who
        if isinstance(name, str):
            yield name


def _day(page: Page, stated: Sequence[linked_data.Stated], field: str, name: str) -> Cell | None:
    for article in stated:
        found = _when(linked_data.text(article, name) or "")
        if found:
            return Cell(Published(*found, how="json-ld"), f"json-ld:{name}", raw=article.raw)
    for meta, how in _stated(page, field):
        found = _when(meta.value)
        if found:
            return Cell(Published(*found, how=how), f"{how}:{meta.key.removeprefix('time:') or 'time'}", raw=meta.raw)
    return None


def _when(value: str) -> tuple[str, str | None] | None:
    """(day, time) of a stated date; None where it is none. Seconds since 1970 are read too."""
    value = value[:100]
    found = _ISO.match(value)
    if found:
        return _checked("-".join(found.groups()[:3]), found.group(4))
    seconds = _STAMP.match(value)
    if seconds:
        moment = datetime.fromtimestamp(int(seconds.group(1)), tz=UTC)
        return moment.date().isoformat(), moment.time().isoformat() + "Z"
    day = find_day(value)
    return (day.iso, None) if day is not None and day.iso is not None else None


def _checked(day: str, time: str | None) -> tuple[str, str | None] | None:
    try:
        datetime.fromisoformat(day)
    except ValueError:
        return None
    return day, time.strip() if time else None


def _same(changed: Cell, published: Cell | None) -> bool:
    one, other = changed.value, published.value if published else None
    return (
        isinstance(one, Published) and isinstance(other, Published) and (one.date, one.time) == (other.date, other.time)
    )


def _from_address(url: Cell | None) -> Cell | None:
    if url is None:
        return None
    day = day_of_address(str(url.value))
    return Cell(Published(day, how="url"), "url", raw=url.raw) if day else None


def day_of_address(address: str) -> str | None:
    """The day in an address as news sites write it: /2026/07/06/, 2026-07-06, /20260706."""
    parts = _split(address)
    if parts is None or parts[0] not in ("http", "https"):
        return None
    for found in _IN_ADDRESS.finditer(parts[2]):
        year, month, day = (found.group(1), found.group(3), found.group(4)) if found.group(1) else found.groups()[4:]
        checked = _checked(f"{year}-{int(month):02d}-{int(day):02d}", None)
        if checked:
            return checked[0]
    return None


def _genre(page: Page, stated: Sequence[linked_data.Stated]) -> Cell | None:
    for article in stated[:3]:
        for kind in article.kinds:
            if kind.startswith("OpinionNews"):
                return Cell("opinion", "json-ld:@type", raw=article.raw)
            if kind.startswith("LiveBlog"):
                return Cell("live", "json-ld:@type", raw=article.raw)
    for meta, how in _stated(page, "genre"):
        if meta.key != "og:type" and len(meta.value) < 60 and _OPINION.search(meta.value):
            return Cell("opinion", f"{how}:{meta.key}", raw=meta.raw)
    return None
