"""Roles for the lines of a page: the extractor's vote, the markup round each line, and the rules of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reports import names, page_lines
from onrecord.reports.extract import Vote
from onrecord.reports.lines import Line, Role
from onrecord.reports.page_features import About
from onrecord.reports.page_metadata import Known
from onrecord.reports.page_rules import Ruled
from onrecord.reports.roles import is_caption, is_stamp, text_roles
from onrecord.reports.stated import is_authored
from onrecord.reports.words import keyed

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
_SURE = 2.0  # log odds from which the model is believed against a class name or a rule
_HARDLY = -2.0  # log odds below which not even the page's markup makes a line a standfirst
_ABOVE = 8  # lines above the headline where a byline may stand
_LONGEST_BYLINE = 200  # characters
_LINKED = 0.7  # share of its characters from which a line is a link
_FEW_WORDS = 8  # a line of a menu above the headline has no more words
_MENU = 4  # lines in a row that make one
_ENDS = (".", "!", "?", "…", "”", '"', ":")
_PROSE = 12  # words from which a body line is a paragraph


@dataclass(frozen=True, slots=True)
class _Where:
    """The places that decide near the top: the headline (None where there is none) and the first paragraph.

    `menu` are lines above the headline that stand among others of a few words.
    """

    head: int | None
    first: int
    menu: frozenset[int]

    def heads(self, i: int) -> bool:
        """True for a line between the headline and the first paragraph."""
        return self.head is not None and self.head < i < self.first

    def tops(self, i: int) -> bool:
        """True for a line where bylines stand: about the headline and the first paragraph."""
        return (self.first if self.head is None else min(self.head, self.first)) - _ABOVE <= i <= self.first + 3


def page_roles(known: Known, lines: Sequence[Line], vote: Vote, title: str | None, language: str) -> list[Role]:
    """A role for each line of a page, in order.

    `known` is what the page states; `lines` are its lines with damage repaired; `vote` is what the extractor kept;
    `title` the page's headline as stated, None where unknown.
    """
    about = look(known, lines, vote, title)
    scores, rules = page_lines.told(lines, about)
    head = about.head
    if max(scores) <= 0:
        return _retitled(lines, [_noted(r, vote.why) for r in _unlinked(lines, text_roles(lines, language))], title)
    where = _Where(head, _first_paragraph(lines, scores, head), frozenset(_menu(lines[: head or 0])))
    roles = [_noted(_role(line, scores[i], rules[i], i, where), vote.why) for i, line in enumerate(lines)]
    if head is not None:
        roles[head] = Role("title", "the page's headline")
    return roles


def look(known: Known, lines: Sequence[Line], vote: Vote, title: str | None) -> About:
    """What the model is told of a page."""
    return page_lines.about(known, title, vote, _headline(lines, vote.kept, title))


def _unlinked(lines: Sequence[Line], roles: Sequence[Role]) -> list[Role]:
    """Roles that were told from words alone, with links put right: the names of other reports read like sentences."""
    link = Role("boilerplate", "a link")
    return [link if r.kind == "body" and line.linked > _LINKED else r for line, r in zip(lines, roles, strict=True)]


def _noted(role: Role, why: str | None) -> Role:
    """A body line says why it was told without the extractor."""
    return Role(role.kind, f"{role.why}; {why}") if why and role.kind == "body" else role


def _menu(above: Sequence[Line]) -> Iterator[int]:
    """The lines of a menu: some in a row of a few words each, and no sentence among them."""
    run: list[int] = []
    for i, line in enumerate(above):
        run = [*run, i] if line.words.count(" ") < _FEW_WORDS and line.words[-1:] not in _ENDS else []
        if len(run) == _MENU:
            yield from run
        elif len(run) > _MENU:
            yield i


def _first_paragraph(lines: Sequence[Line], scores: Sequence[float], head: int | None) -> int:
    """The first paragraph of the report below the headline; its first line where there is none."""
    body = [i for i, s in enumerate(scores) if s > 0 and (head is None or i > head)]
    for i in body:
        line = lines[i]
        if line.words.count(" ") < _PROSE - 1 or _STANDFIRST.search(line.hints):
            continue
        if not (_captioned(line.hints) or "figcaption" in line.inside or is_caption(line.words)):
            return i
    return body[0] if body else max(range(len(scores)), key=lambda i: (scores[i], -i))


def _role(line: Line, score: float, rules: Ruled, i: int, where: _Where) -> Role:
    kept = score > 0
    people = names.byline(line.words) if where.tops(i) and len(line.words) < _LONGEST_BYLINE else None
    if people is not None and (people or kept):
        return Role("byline", "by and a name" if people else "by and an agency or desk")
    if where.heads(i) and is_authored(line.hints) and names.bare(line.words):
        return Role("byline", "the page's markup")
    if "figcaption" in line.inside or (score < _SURE and len(line.words) < 600 and _captioned(line.hints)):
        return Role("caption", "the page's markup")
    if rules.caption and score < _SURE:
        return Role("caption", "ends with whose picture it is")
    words = line.words.count(" ") + 1
    if (
        where.heads(i)
        and words >= 5
        and score > _HARDLY
        and _STANDFIRST.search(line.hints)
        and not is_stamp(line.words)
    ):
        return Role("standfirst", "the page's markup")
    if kept and score < _SURE and i in where.menu:
        return Role("boilerplate", "a few words among others above the headline")
    if kept and not (rules.stamp and score < _SURE):
        return Role("body", f"line model {page_lines.odds(score)}")
    return _outside(line, score, rules, i, where)


def _is_standfirst(line: Line, score: float) -> bool:
    named = score > _HARDLY and line.words.count(" ") >= 4 and _STANDFIRST.search(line.hints) is not None
    return named and not is_stamp(line.words)


@lru_cache(maxsize=20_000)
def _captioned(hints: str) -> bool:
    return _CAPTION.search(hints) is not None


def _outside(line: Line, score: float, rules: Ruled, i: int, where: _Where) -> Role:
    if rules.hit is not None:
        return Role("boilerplate", rules.hit.why)
    if rules.stamp:
        return Role("boilerplate", "date or time alone")
    near = i >= where.first - 4 and not line.inside & _ASIDE
    if near and _CORRECTION.match(line.words) and line.words.count(" ") >= 8:
        return Role("body", "a correction of the report")
    for mark in _OUTSIDE:
        if mark in line.inside:
            return Role("boilerplate", f"in the page's {mark}")
    if line.linked > _LINKED:
        return Role("boilerplate", "a link")
    return Role("boilerplate", f"line model {page_lines.odds(score)}")


def _headline(lines: Sequence[Line], kept: Sequence[bool], title: str | None) -> int | None:
    """The line of the headline: the first heading with the stated title's words, else the last h1 before the body."""
    if title is not None:
        same = _printed(lines, title)
        for i in same:
            if lines[i].tag in ("h1", "h2"):
                return i
        if same:
            return same[0]
    first = next((i for i, k in enumerate(kept) if k), len(lines))
    heads = [i for i, line in enumerate(lines) if line.tag == "h1" and i <= first + 2]
    return heads[-1 if any(kept) else 0] if heads else None


def _retitled(lines: Sequence[Line], roles: list[Role], title: str | None) -> list[Role]:
    if title is None:
        return roles
    same = _printed(lines, title)
    same = [i for i in same if lines[i].tag == "h1"] or same[:1]
    if same:
        roles = [Role("boilerplate", "above the headline") if r.kind == "title" else r for r in roles]
        roles[same[0]] = Role("title", "the page's headline")
    return roles


def _printed(lines: Sequence[Line], title: str) -> list[int]:
    """The lines that have the words of the headline and no others."""
    key = _key(title)
    longest = 2 * len(title) + 20  # signs apart, one is hardly longer than the other
    return [i for i, line in enumerate(lines) if len(line.words) < longest and _key(line.words) == key]


def _key(words: str) -> str:
    return keyed(words[:_KEYED])
