"""Roles for the lines of a page: the extractor's vote, the markup round each line, and the rules of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reports import names, phrases, shape
from onrecord.reports.extract import Vote
from onrecord.reports.language import is_foreign
from onrecord.reports.lines import Line, Role
from onrecord.reports.roles import is_caption, is_stamp, text_roles
from onrecord.reports.stated import AUTHORED

_STANDFIRST = re.compile(
    r"standfirst|stand-first|(?:^|[\s_-])(?:dek|deck|lede|lead|intro|excerpt|subtitle|sub-title|subhead\w*|sub-head\w*|subheadline|summary"
    r"|abstract|tagline|strapline|teaser-?text|article-?description|alternativeheadline)(?:[\s_-]|$)",
    re.I,
)
_CAPTION = re.compile(r"caption|(?:photo|image|media|picture)-?credit|(?:^|[\s_-])cap(?:[\s_-]|$)", re.I)
_CORRECTION = re.compile(r"\W*(?:corrections?|clarification|corrected|editor['’]?s['’]? note|amendment)\b", re.I)
_OUTSIDE = ("nav", "footer", "form", "aside", "header")
_ASIDE = frozenset(_OUTSIDE)
_KEYED = 600  # characters by which headlines are compared
_PARAGRAPH = 1.5  # a line's score from its shape: a sentence or more
_FEW = 30  # words: an extract of fewer is asked again by shape


@dataclass(frozen=True, slots=True)
class _Where:
    """The places that decide near the top: the headline (None where there is none) and the first paragraph."""

    head: int | None
    first: int
    language: str

    def heads(self, i: int) -> bool:
        """True for a line between the headline and the first paragraph."""
        return self.head is not None and self.head < i < self.first


def page_roles(lines: Sequence[Line], vote: Vote, title: str | None, language: str) -> list[Role]:
    """A role for each line of a page, in order. `title` is the page's headline as stated, None where unknown."""
    if _words(lines, vote.kept) < _FEW:
        return _retitled(lines, [_noted(r, vote.why) for r in text_roles(lines, language)], title)
    head = _headline(lines, vote.kept, title)
    where = _Where(head, _first_paragraph(lines, vote.kept, head), language)
    roles = [_role(line, vote.kept[i], i, where) for i, line in enumerate(lines)]
    if head is not None:
        roles[head] = Role("title", "the page's headline")
    return roles


def _noted(role: Role, why: str | None) -> Role:
    """A body line says why it was told by shape alone."""
    return Role(role.kind, f"{role.why}; {why}") if why and role.kind == "body" else role


def _words(lines: Sequence[Line], kept: Sequence[bool]) -> int:
    return sum(len(line.words.split()) for line, k in zip(lines, kept, strict=True) if k)


def _first_paragraph(lines: Sequence[Line], kept: Sequence[bool], head: int | None) -> int:
    """The first line below the headline that the extractor kept and that reads as a sentence of the report."""
    after = -1 if head is None else head
    for i in range(after + 1, len(lines)):
        if kept[i] and shape.score(lines[i]) >= _PARAGRAPH and not _STANDFIRST.search(lines[i].hints):
            if not (_CAPTION.search(lines[i].hints) or "figcaption" in lines[i].inside or is_caption(lines[i].words)):
                return i
    return list(kept).index(True)


def _role(line: Line, kept: bool, i: int, where: _Where) -> Role:
    hit = phrases.find(line.words)
    if hit is not None and (hit.match != "has" or line.words.count(" ") < 20):
        return Role("boilerplate", hit.why)
    people = names.byline(line.words)
    if people is not None and (people or kept) and i <= where.first + 3:
        return Role("byline", "by and a name" if people else "by and an agency or desk")
    if where.heads(i) and AUTHORED.search(line.hints) and names.bare(line.words):
        return Role("byline", "the page's markup")
    if "figcaption" in line.inside or (_CAPTION.search(line.hints) and len(line.words) < 600):
        return Role("caption", "the page's markup")
    if is_caption(line.words) and line.words.count(" ") >= 3:
        return Role("caption", "ends with whose picture it is")
    if where.heads(i) and _STANDFIRST.search(line.hints) and line.words.count(" ") >= 4 and not is_stamp(line.words):
        return Role("standfirst", "the page's markup")
    return _kept(line, where.language) if kept else _outside(line, i, where)


def _kept(line: Line, language: str) -> Role:
    if is_stamp(line.words):
        return Role("boilerplate", "date or time alone")
    foreign = is_foreign(line.words, language)
    return Role("boilerplate", f"in another language ({foreign})") if foreign else Role("body", "kept by the extractor")


def _outside(line: Line, i: int, where: _Where) -> Role:
    near = i >= where.first - 4 and not line.inside & _ASIDE
    if near and _CORRECTION.match(line.words) and line.words.count(" ") >= 8:
        return Role("body", "a correction of the report")
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
    return " ".join(re.findall(r"\w+", words[:_KEYED].casefold()))
