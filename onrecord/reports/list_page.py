"""Lists of reports: home pages, sections, tags, authors, searches; told from how text and links lie on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.reports import dateline, kind_phrases, phrases
from onrecord.reports.lines import Line
from onrecord.reports.seen import HEADLINE, MANY, OWN, OWN_WORDS, SHORT, TOP, Seen, words

RUN = 80  # words that follow one another between two headlines: from there on they are a report, no teaser
LINKS = 8  # headlines that lead elsewhere: fewer are "related"
_SURE = 4  # points that make a list
_COLLECTION = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
_LISTING = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|search|archives?|section|schlagwort|thema|themen|autor|etiqueta"
    r"|categoria|tema|temas|mot-cle|sujet|auteur|etiket|kategori|yazar|page/\d+)(?:/|$|\?)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How text and links lie on a page: headlines that lead elsewhere, the longest text between two of them."""

    links: int
    teasers: int
    run: int
    linked: float


def shape(seen: Seen) -> Shape:
    """How the lines of a page lie: linked headlines (or links to the rest) part its text into pieces."""
    links = teasers = run = current = 0
    size = linked = 0
    after = False
    for line, role in zip(seen.lines, seen.roles, strict=True):
        count = words(line)
        size += len(line.words)
        linked += round(line.linked * len(line.words))
        if line.inside & {"nav", "footer"}:
            continue
        if _is_more(line) or (line.linked > 0.8 and count >= HEADLINE):
            links += 1
            run, current, after = max(run, current), 0, True
        elif (line.linked < 0.5 and count > OWN_WORDS and role.kind in (*OWN, "title")) or _is_prose(line, count):
            teasers += after
            current, after = current + count, False
    return Shape(links, teasers, max(run, current), linked / size if size else 0.0)


def _is_prose(line: Line, count: int) -> bool:
    return line.linked < 0.5 and count >= 2 * OWN_WORDS and phrases.find(line.words) is None


def as_list(seen: Seen) -> str | None:
    """A list of reports: home, section, tag, author, search. Points for what lists have and reports lack."""
    if _runs_on(seen):
        return None
    found = shape(seen)
    if found.links < (LINKS if seen.page else TOP) or found.run >= RUN or _is_filed(seen):
        return None
    head = next((t for h in seen.headings if (t := _heads_list(h))), None)
    points = 2 if head else 0
    points += 1 if found.links >= 12 else 0
    points += 2 if found.teasers >= 4 else 0
    if seen.page is not None:
        points += 2 if seen.types & _COLLECTION else 0
        points += 1 if any(m.key == "og:type" and m.value.strip().lower() == "website" for m in seen.page.metas) else 0
        points += 1 if _is_listing(seen) else 0
        points += 1 if found.linked > 0.6 else 0
        points += 1 if not seen.own else 0
    else:
        points += 1 if head and seen.lines and _heads_list(seen.lines[0].words) else 0
    points -= 3 if seen.is_stated and not (seen.filed and found.teasers >= MANY) else 0
    points -= 2 if _own_headline(seen) else 0
    if points < _SURE:
        return None
    kind = f" (“{head}”)" if head else ""
    return f"a list of reports{kind}: {found.links} links to reports, {_told(found)}"


def _runs_on(seen: Seen) -> bool:
    """True where lines of the report's text follow one another, with nothing between, for longer than teasers do."""
    run = 0
    for line, role in zip(seen.lines, seen.roles, strict=True):
        run = run + words(line) if role.kind == "body" and line.linked < 0.5 else 0
        if run >= 2 * RUN:
            return True
    return False


def _is_filed(seen: Seen) -> bool:
    """True where a dateline stands in it; an agency's list has one in every teaser."""
    if not seen.filed:
        return False
    return sum(1 for x in seen.lines if words(x) > OWN_WORDS and dateline.find(x.words) is not None) < MANY


def _told(shape: Shape) -> str:
    return f"{shape.teasers} teasers, no text of its own" if shape.teasers else "no text of its own"


def _heads_list(heading: str) -> str | None:
    if heading.count(" ") >= SHORT:
        return None
    found = kind_phrases.headed(heading, "list") or kind_phrases.titled(heading, "list")
    return found or next(iter(kind_phrases.inside(heading, "list")), None)


def _is_listing(seen: Seen) -> bool:
    """Weak evidence: the address is a site's root, or has a part that lists have."""
    url = seen.known.get("url")
    try:
        parts = urlsplit(str(url.value) if url is not None else seen.address)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    return parts.path in ("", "/", "/index.html", "/index.php") or _LISTING.search(parts.path) is not None


def _own_headline(seen: Seen) -> bool:
    """True where an unlinked heading of some words is followed by its own text, and no link to the rest of it."""
    for i, line in enumerate(seen.lines):
        if line.linked >= 0.5 or words(line) < HEADLINE or _heads_list(line.words):
            continue
        if (line.tag == "h1" or seen.roles[i].kind == "title") and _has_text(seen.lines[i + 1 : i + 8]):
            return True
    return False


def _has_text(below: Sequence[Line]) -> bool:
    """True where text comes before the next headline, and is no teaser."""
    text = False
    for line in below:
        if _is_more(line):
            return False
        if line.linked > 0.8 and words(line) >= HEADLINE:
            break
        text = text or (line.linked < 0.5 and words(line) >= 2 * OWN_WORDS)
    return text


def _is_more(line: Line) -> bool:
    """True for the link below a teaser."""
    return line.words.count(" ") < SHORT and bool(
        kind_phrases.titled(line.words, "more") or kind_phrases.headed(line.words, "more")
    )
