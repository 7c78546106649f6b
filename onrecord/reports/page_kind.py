"""Is it a report at all? Error pages, bot checks, consent walls, log-ins, lists of reports and the like are set aside.

What a report loses when it is taken for one of these is more than what such a page does harm as a report, so every
answer needs phrases and structure together, and what only reports have (a dateline, authors, a headline with its own
text) forbids it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reports import kind_phrases
from onrecord.reports.list_page import LINKS, RUN, as_list, shape
from onrecord.reports.seen import HEADLINE, OWN_WORDS, SHORT, TOP, Seen, words
from onrecord.reports.shape import is_closed

_NOTICE = 40  # words of its own beside the phrases that a notice may have
# Words of its own from which a page is no notice whatever phrases it has; consent walls with a heading are long.
_LONG, _LONG_WALL = 250, 1500
_COVERED = 0.7  # of the words of a notice stand in lines with its phrases
_PICTURES = frozenset({"ImageGallery", "MediaGallery"})
_PAGES = frozenset({"AboutPage", "ContactPage", "CheckoutPage", "FAQPage"})
_HEADS = ("h1", "h2")
_NAMES = {
    "error": "an error page",
    "robot": "a bot check",
    "consent": "a consent page",
    "login": "a log-in page",
    "sitemap": "a site map",
    "about": "a page about the outlet",
}


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
    found = as_list(seen) or _wordless(seen)
    return Aside(found) if found else None


def _notice(seen: Seen, kind: str) -> str | None:
    """What a page says instead of a report: a title that says so, and phrases in place of text."""
    if seen.is_stated:
        return None
    title = next((t for h in seen.headings if (t := _title(h, kind))), None)
    if sum(words(seen.lines[i]) for i in seen.own) > (_LONG_WALL if title else _LONG):
        return None
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
        enough = said or rest < SHORT
        short = rest <= _NOTICE or (covered and rest <= (1 - _COVERED) * (rest + covered))
        lists = kind == "error" and said and shape(seen).run < RUN and shape(seen).links >= LINKS
        return shown if enough and (short or lists) else None
    tells = len(said) >= 3 and len(hits) >= 2 and rest <= (1 - _COVERED) * (rest + covered)
    return shown if tells and not (headline and rest >= OWN_WORDS) else None


def _title(heading: str, kind: str) -> str | None:
    return kind_phrases.titled(heading, kind) if heading.count(" ") < SHORT else None


def _headline(seen: Seen, kind: str) -> bool:
    """True where a heading stands over the page that tells of something else."""
    heads = [h for h in seen.headings if h.count(" ") + 1 >= HEADLINE] if seen.page else seen.titles
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
    headed = any(words(x) >= HEADLINE and x.linked < 0.5 for x in seen.lines if x.tag in _HEADS)
    return None if headed or seen.is_stated else "an empty page: nothing but menus and links"


def _menus(seen: Seen) -> str | None:
    if len(seen.lines) < 20 or seen.is_stated:
        return None
    if any(words(x) > OWN_WORDS and (is_closed(x.words) or i < TOP) for i, x in enumerate(seen.lines)):
        return None  # a headline alone is a report cut short
    return "no sentence in it: nothing but menus and links"
