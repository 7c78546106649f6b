"""Roles for the lines of a page: the extractor's vote, the markup round each line, and the rules of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reports import names, phrases
from onrecord.reports.extract import Vote
from onrecord.reports.language import is_foreign
from onrecord.reports.lines import Line, Role
from onrecord.reports.page_metadata import AUTHORED
from onrecord.reports.roles import is_caption, is_stamp, text_roles

_STANDFIRST = re.compile(
    r"standfirst|stand-first|(?:^|[\s_-])(?:dek|deck|lede|lead|intro|excerpt|subtitle|sub-title|subhead\w*|sub-head\w*|subheadline|summary"
    r"|abstract|tagline|strapline|teaser-?text|article-?description|alternativeheadline)(?:[\s_-]|$)",
    re.I,
)
_CAPTION = re.compile(r"caption|(?:photo|image|media|picture)-?credit|(?:^|[\s_-])cap(?:[\s_-]|$)", re.I)
_CORRECTION = re.compile(r"\W*(?:corrections?|clarification|corrected|editor['’]?s['’]? note|amendment)\b", re.I)
_OUTSIDE = ("nav", "footer", "form", "aside", "header")
_ASIDE = frozenset(_OUTSIDE)
_FEW = 30  # words: an extract of fewer is asked again by shape


def page_roles(lines: Sequence[Line], vote: Vote, title: str | None, language: str) -> list[Role]:
    """A role for each line of a page, in order. `title` is the page's headline as stated, None where unknown."""
    kept = list(vote.kept)
    if _words(lines, kept) < _FEW:
        roles = text_roles(lines, language)
        return _retitled(lines, roles, title)
    first = kept.index(True)
    head = _headline(lines, kept, title)
    roles = [_role(line, kept[i], i, first, head, language, vote) for i, line in enumerate(lines)]
    if head is not None:
        roles[head] = Role("title", "the page's headline")
    return roles


def _words(lines: Sequence[Line], kept: Sequence[bool]) -> int:
    return sum(len(line.words.split()) for line, k in zip(lines, kept, strict=True) if k)


def _role(line: Line, kept: bool, i: int, first: int, head: int | None, language: str, vote: Vote) -> Role:
    hit = phrases.find(line.words)
    if hit is not None and (hit.match != "has" or line.words.count(" ") < 20):
        return Role("boilerplate", hit.why)
    near = head is not None and head < i < first + 3
    people = names.byline(line.words)
    if people is not None and (people or kept) and i <= first + 6:
        return Role("byline", "by and a name" if people else "by and an agency or desk")
    if near and AUTHORED.search(line.hints) and names.bare(line.words):
        return Role("byline", "the page's markup")
    if "figcaption" in line.inside or (_CAPTION.search(line.hints) and len(line.words) < 600):
        return Role("caption", "the page's markup")
    if is_caption(line.words) and line.words.count(" ") >= 3:
        return Role("caption", "ends with whose picture it is")
    if not kept:
        return _outside(line, i, first, head)
    if is_stamp(line.words):
        return Role("boilerplate", "date or time alone")
    foreign = is_foreign(line.words, language)
    if foreign:
        return Role("boilerplate", f"in another language ({foreign})")
    if head is not None and head < i <= first + 1 and _STANDFIRST.search(line.hints):
        return Role("standfirst", "the page's markup")
    return Role("body", "kept by the extractor")


def _outside(line: Line, i: int, first: int, head: int | None) -> Role:
    near = head is not None and head < i < first + 2
    if _CORRECTION.match(line.words) and line.words.count(" ") >= 8 and first - 4 <= i and not line.inside & _ASIDE:
        return Role("body", "a correction of the report")
    if near and _STANDFIRST.search(line.hints) and line.words.count(" ") >= 5 and not is_stamp(line.words):
        return Role("standfirst", "the page's markup")
    for mark in _OUTSIDE:
        if mark in line.inside:
            return Role("boilerplate", f"in the page's {mark}")
    if line.linked > 0.7:
        return Role("boilerplate", "a link")
    return Role("boilerplate", "left out by the extractor")


def _headline(lines: Sequence[Line], kept: Sequence[bool], title: str | None) -> int | None:
    """The line of the headline: the first heading with the stated title's words, else the last h1 before the body."""
    if title is not None:
        key = _key(title)
        same = [i for i, line in enumerate(lines) if _key(line.words) == key]
        for i in same:
            if lines[i].tag in ("h1", "h2"):
                return i
        if same:
            return same[0]
    first = list(kept).index(True)
    heads = [i for i, line in enumerate(lines) if line.tag == "h1" and i <= first + 2]
    return heads[-1] if heads else None


def _retitled(lines: Sequence[Line], roles: list[Role], title: str | None) -> list[Role]:
    if title is None:
        return roles
    same = [i for i, line in enumerate(lines) if _key(line.words) == _key(title)]
    same = [i for i in same if lines[i].tag == "h1"] or same[:1]
    if same:
        roles = [Role("boilerplate", "above the headline") if r.kind == "title" else r for r in roles]
        roles[same[0]] = Role("title", "the page's headline")
    return roles


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
