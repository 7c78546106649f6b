"""Is it a report at all? Error pages, bot checks, consent walls, log-ins, lists of reports and the like are set aside.

What a report loses when it is taken for one of these is more than what such a page does harm as a report, so every
answer needs phrases and structure together, and what only reports have (a dateline, authors, a headline with its own
text) forbids it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from onrecord.reports import dateline, kind_phrases, linked_data, names, phrases
from onrecord.reports.clean import Page
from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line, Role
from onrecord.reports.shape import is_closed
from onrecord.shapes.mark import Cell

OWN = ("body", "standfirst", "caption")
_OWN_WORDS = 5  # a line of fewer is a label
_HEADLINE = 4  # words from which a heading tells something
_TOP = 4  # lines of a text among which the heading of the page stands
_SHORT = 12  # words: a heading of a notice is no longer
_NOTICE = 40  # words of its own beside the phrases that a notice may have
_COVERED = 0.7  # of the words of a notice stand in lines with its phrases
_RUN = 80  # words that follow one another between two headlines: from there on they are a report, no teaser
_LINKS = 8  # headlines that lead elsewhere: fewer are "related"
_MANY = 3  # bylines or datelines that one report does not have
_SIGNED = 120  # characters that a byline has at most
_SURE = 4  # points that make a list
_STATED = re.compile(r"^(?:article|news(?:_?article)?)$", re.I)
_COLLECTION = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
_PICTURES = frozenset({"ImageGallery", "MediaGallery"})
_PAGES = frozenset({"AboutPage", "ContactPage", "CheckoutPage", "FAQPage"})
_LISTING = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|search|archives?|section|schlagwort|thema|themen|autor|etiqueta"
    r"|categoria|tema|temas|mot-cle|sujet|auteur|etiket|kategori|yazar|page/\d+)(?:/|$|\?)",
    re.I,
)
_HEADS = ("h1", "h2")
_NAMES = {
    "error": "an error page",
    "robot": "a bot check",
    "consent": "a consent page",
    "login": "a log-in page",
    "sitemap": "a site map",
    "about": "a page about the outlet",
}


@dataclass(frozen=True)
class Seen:
    """What is judged: lines with roles; of a page what it states. `filed`: a dateline stands in it."""

    lines: Sequence[Line]
    roles: Sequence[Role]
    known: Mapping[str, Cell]
    page: Page | None
    address: str
    filed: bool

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of JSON-LD objects that describe the page."""
        return frozenset(linked_data.types(self.page.scripts)) if self.page else frozenset()

    @cached_property
    def headings(self) -> list[str]:
        """What could name the page: its stated titles, its first headings; of a text its first lines and headline."""
        if self.page is None:
            return [x.words for x in self.lines[:_TOP]] + self.titles
        stated = [m.value for m in self.page.metas if m.key in ("title", "og:title")]
        marked = [x.words for x in self.lines if x.tag in ("h1", "h2") and not x.inside & {"nav", "aside", "footer"}]
        return [*stated, *marked[:_TOP]]

    @cached_property
    def titles(self) -> list[str]:
        """The lines that were taken for the headline."""
        return [x.words for x, r in zip(self.lines, self.roles, strict=True) if r.kind == "title"]

    @cached_property
    def own(self) -> list[int]:
        """The lines with text of the page's own, by number."""
        return [
            i
            for i, (line, role) in enumerate(zip(self.lines, self.roles, strict=True))
            if role.kind in OWN and line.linked < 0.5 and words(line) >= _OWN_WORDS
        ]

    @cached_property
    def is_stated(self) -> bool:
        """True where the page says that it is a report, or has what only reports have."""
        if self.filed or self._is_signed():
            return True
        if self.page is None:
            return False
        published = self.known.get("published")
        if published is not None and published.how.startswith("meta"):
            return True
        if any(m.key == "og:type" and _STATED.match(m.value.strip()) for m in self.page.metas):
            return True
        stated = linked_data.articles(self.page.scripts)
        return any(linked_data.is_article(a.kinds) and linked_data.text(a, "headline") for a in stated)

    def _is_signed(self) -> bool:
        """True where one report's authors are named; a list may name those of every report."""
        if self.known.get("byline") is None and not any(r.kind == "byline" for r in self.roles):
            return False
        return sum(1 for x in self.lines if len(x.words) < _SIGNED and names.byline(x.words) is not None) < _MANY


def words(line: Line) -> int:
    """The words of a line, also of one in a script that writes no spaces."""
    return len(line.words) // 3 if is_wordless_script(line.words) else line.words.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Aside:
    """Why an input is no report: what it is, and what shows that. `told`: it has a text of its own all the same."""

    why: str
    told: bool = False


def aside(seen: Seen) -> Aside | None:
    """Why this is no report; None for a report, and for all that could be one."""
    for kind in ("error", "robot", "consent", "login"):
        found = _notice(seen, kind)
        if found:
            return Aside(f"{_NAMES[kind]}: {found}")
    about = _about(seen)
    if about:
        return Aside(about, told=True)
    found = _list(seen) or _wordless(seen)
    return Aside(found) if found else None


def _notice(seen: Seen, kind: str) -> str | None:
    """What a page says instead of a report: a title that says so, and phrases in place of text."""
    if seen.is_stated:
        return None
    title = next((t for h in seen.headings if (t := _title(h, kind))), None)
    hits = [(i, found) for i, x in enumerate(seen.lines) if (found := kind_phrases.inside(x.words, kind))]
    said = list(dict.fromkeys(p for _, found in hits for p in found))
    if title is None and len(said) < 2:
        return None
    hit = {i for i, _ in hits}
    rest = sum(words(seen.lines[i]) for i in seen.own if i not in hit and not _title(seen.lines[i].words, kind))
    covered = sum(words(seen.lines[i]) for i in hit)
    shown = "; ".join(f"“{p}”" for p in ([title] if title else []) + said[:2])
    headline = _headline(seen, kind)
    if title is not None and not headline:
        enough = said or rest < _SHORT
        short = rest <= _NOTICE or (covered and rest <= (1 - _COVERED) * (rest + covered))
        lists = kind == "error" and said and _shape(seen).run < _RUN and _shape(seen).links >= _LINKS
        return shown if enough and (short or lists) else None
    tells = len(said) >= 3 and len(hits) >= 2 and rest <= (1 - _COVERED) * (rest + covered)
    return shown if tells and not (headline and rest >= _OWN_WORDS) else None


def _title(heading: str, kind: str) -> str | None:
    return kind_phrases.titled(heading, kind) if heading.count(" ") < _SHORT else None


def _headline(seen: Seen, kind: str) -> bool:
    """True where a heading stands over the page that tells of something else."""
    heads = [h for h in seen.headings if h.count(" ") + 1 >= _HEADLINE] if seen.page else seen.titles
    told = any(_title(h, kind) for h in seen.headings)
    return not told and any(not kind_phrases.inside(h, kind) for h in heads)


def _about(seen: Seen) -> str | None:
    """Pages on the outlet itself, and site maps: only where title and heading both say so, or the page's own data."""
    if seen.page is None or seen.is_stated:
        return None
    kinds = sorted(seen.types & _PAGES)
    stated = [m.value for m in seen.page.metas if m.key in ("title", "og:title")]
    heads = [x.words for x in seen.lines if x.tag == "h1"]
    for kind in ("about", "sitemap"):
        one = next((t for h in stated if (t := _title(h, kind))), None)
        other = next((t for h in heads if (t := _title(h, kind))), None)
        if one and (other or kinds):
            return f"{_NAMES[kind]}: “{one}” stands over it"
    return None


@dataclass(frozen=True, slots=True)
class _Shape:
    """How text and links lie on a page: headlines that lead elsewhere, the longest text between two of them."""

    links: int
    teasers: int
    run: int
    linked: float


def _shape(seen: Seen) -> _Shape:
    links = teasers = run = current = 0
    size = linked = 0
    after = False
    for line, role in zip(seen.lines, seen.roles, strict=True):
        count = words(line)
        size += len(line.words)
        linked += round(line.linked * len(line.words))
        if line.inside & {"nav", "footer"}:
            continue
        if _is_more(line) or (line.linked > 0.8 and count >= _HEADLINE):
            links += 1
            run, current, after = max(run, current), 0, True
        elif (line.linked < 0.5 and count > _OWN_WORDS and role.kind in (*OWN, "title")) or _is_prose(line, count):
            teasers += after
            current, after = current + count, False
    return _Shape(links, teasers, max(run, current), linked / size if size else 0.0)


def _is_prose(line: Line, count: int) -> bool:
    return line.linked < 0.5 and count >= 2 * _OWN_WORDS and phrases.find(line.words) is None


def _list(seen: Seen) -> str | None:
    """A list of reports: home, section, tag, author, search. Points for what lists have and reports lack."""
    shape = _shape(seen)
    if shape.links < (_LINKS if seen.page else _TOP) or shape.run >= _RUN or _is_filed(seen):
        return None
    head = next((t for h in seen.headings if (t := _heads_list(h))), None)
    points = 2 if head else 0
    points += 1 if shape.links >= 12 else 0
    points += 2 if shape.teasers >= 4 else 0
    if seen.page is not None:
        points += 2 if seen.types & _COLLECTION else 0
        points += 1 if any(m.key == "og:type" and m.value.strip().lower() == "website" for m in seen.page.metas) else 0
        points += 1 if _is_listing(seen) else 0
        points += 1 if shape.linked > 0.6 else 0
        points += 1 if not seen.own else 0
    else:
        points += 1 if head and seen.lines and _heads_list(seen.lines[0].words) else 0
    points -= 3 if seen.is_stated and not (seen.filed and shape.teasers >= _MANY) else 0
    points -= 2 if _own_headline(seen) else 0
    if points < _SURE:
        return None
    kind = f" (“{head}”)" if head else ""
    return f"a list of reports{kind}: {shape.links} links to reports, {_told(shape)}"


def _is_filed(seen: Seen) -> bool:
    """True where a dateline stands in it; an agency's list has one in every teaser."""
    if not seen.filed:
        return False
    return sum(1 for x in seen.lines if words(x) > _OWN_WORDS and dateline.find(x.words) is not None) < _MANY


def _told(shape: _Shape) -> str:
    return f"{shape.teasers} teasers, no text of its own" if shape.teasers else "no text of its own"


def _heads_list(heading: str) -> str | None:
    if heading.count(" ") >= _SHORT:
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
        if line.linked >= 0.5 or words(line) < _HEADLINE or _heads_list(line.words):
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
        if line.linked > 0.8 and words(line) >= _HEADLINE:
            break
        text = text or (line.linked < 0.5 and words(line) >= 2 * _OWN_WORDS)
    return text


def _is_more(line: Line) -> bool:
    """True for the link below a teaser."""
    return line.words.count(" ") < _SHORT and bool(
        kind_phrases.titled(line.words, "more") or kind_phrases.headed(line.words, "more")
    )


def _wordless(seen: Seen) -> str | None:
    """A page without text: pictures, a film, or nothing between the menus."""
    if seen.page is None:
        return _menus(seen)
    if any(seen.lines[i].tag not in _HEADS for i in seen.own) or len(seen.lines) < 8:
        return None
    metas = {m.key: m.value.lower() for m in seen.page.metas}
    if seen.types & _PICTURES:
        return "pictures without text"
    if "VideoObject" in seen.types or metas.get("og:type", "").startswith("video"):
        return "a film without text"
    headed = any(words(x) >= _HEADLINE and x.linked < 0.5 for x in seen.lines if x.tag in _HEADS)
    return None if headed or seen.is_stated else "an empty page: nothing but menus and links"


def _menus(seen: Seen) -> str | None:
    if len(seen.lines) < 20 or seen.is_stated:
        return None
    if any(words(x) > _OWN_WORDS and (is_closed(x.words) or i < _TOP) for i, x in enumerate(seen.lines)):
        return None  # a headline alone is a report cut short
    return "no sentence in it: nothing but menus and links"
