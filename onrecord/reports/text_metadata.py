"""What the lines of a report themselves tell of it: headline, authors, agency, day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lexicon import agencies, posts
from onrecord.reports import dateline, names, phrases
from onrecord.reports.choose_day import Said
from onrecord.reports.days import find_day, nearest_year
from onrecord.reports.lines import Line, Role
from onrecord.reports.words import of_kind
from onrecord.shapes.mark import Cell
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Dateline
from onrecord.shapes.span import Span

_CREDIT = re.compile(
    r"(?:source|sources|agency|agencies|credit|via|(?:with )?(?:inputs|input|agencies|reporting) from"
    r"|(?:additional )?reporting by|text|distributed by|provided by)\b\s{0,3}:?\s{0,3}(?P<who>.{2,80})",
    re.I,
)
_BRACKETED = re.compile(r"[(\[](?P<who>[^()\[\]]{2,30})[)\]][.\s]*$")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*(?:[-–,]\s*(?:19|20)?\d\d\s*)?)?[,.|]?\s*(?:by\s)?(?P<who>[^.,|©()\d]{3,60})",
    re.I,
)


def title(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The first headline line."""
    for line, role in zip(lines, roles, strict=True):
        if role.kind == "title":
            return Cell(" ".join(read_right(line.words).split()), "first-title-line", (at(line),))
    return None


def byline(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The people of the byline lines, in order."""
    people: list[str] = []
    spans: list[Span] = []
    for line, role in zip(lines, roles, strict=True):
        words = read_right(line.words) if role.kind == "byline" and not posts.signs(line.words) else ""
        if words and (found := names.byline(words) or names.bare(words)):
            people += [n for n in found if n not in people]
            spans.append(at(line))
    return Cell(tuple(people), "by-line", tuple(spans)) if people else None


def agency(lines: Sequence[Line], roles: Sequence[Role], found: tuple[int, dateline.Found] | None) -> Cell | None:
    """The agency of origin: as its dateline prints it, else as a byline or a credit line at either end names it."""
    if found is not None and found[1].agency is not None:
        line, mark = lines[found[0]], found[1].agency
        return Cell(_short(line, mark), "dateline", (_within(line, *mark),))
    for line, role in zip(lines, roles, strict=True):
        if role.kind == "byline":
            for start, end, _ in agencies.find(line.words):
                return Cell(line.words[start:end], "agencies.tsv", (_within(line, start, end),))
    return _credited(lines, roles)


def _credited(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """ "Source: AFP", "Reporting by X; AP", "(HPB)" in a line of its own, at the end of the last paragraph."""
    body = [i for i, r in enumerate(roles) if r.kind == "body"]
    if not body:
        return None
    for i in [*range(body[-1], min(len(lines), body[-1] + 4)), *range(max(0, body[0] - 6), body[0])]:
        line = lines[i]
        found = _BRACKETED.search(line.words[-40:])
        tail = max(0, len(line.words) - 40)
        if found and i >= body[0]:
            whole = found.start() == 0 and len(line.words) <= 40
            known = agencies.by_mark(found.group("who"))
            if known or (whole and re.fullmatch(r"[A-Z]{2,6}", found.group("who"))):
                start, end = found.start("who") + tail, found.end("who") + tail
                return Cell(line.words[start:end], "credit-line", (_within(line, start, end),))
        credit = _CREDIT.match(line.words) if len(line.words) < 120 else None
        if credit:
            for start, end, _ in agencies.find(credit.group("who")):
                start, end = start + credit.start("who"), end + credit.start("who")
                return Cell(line.words[start:end], "credit-line", (_within(line, start, end),))
    return None


def dateline_cell(line: Line, found: dateline.Found, published: str | None) -> Cell:
    """The dateline at the head of `line`; its day takes the year in which it is closest to `published`."""
    place = read_right(line.words[found.place[0] : found.place[1]]) if found.place else None
    mark = _short(line, found.agency) if found.agency else None
    span = _within(line, 0, len(line.words[: found.end].rstrip()))
    day = found.day.value if found.day else None
    if found.day and found.day.iso is None and published:
        day = nearest_year(found.day, published)
    return Cell(Dateline(span, place, mark, day), "dateline", (span,))


def outlet(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The outlet whose name heads the text: its first line, above the headline, where another line confirms it.

    A name is confirmed by a copyright or closing line that has it again, by a word that names of outlets have, or by
    the site's menu or path right below it.
    """
    head = next((i for i, r in enumerate(roles) if r.kind == "title"), None)
    for i in range(min(head or 0, 3)):
        name = lines[i].words.strip(" |·•-–—")
        if roles[i].kind != "boilerplate" or not _is_masthead(name):
            continue
        key = name.casefold()
        again = any(
            key in lines[j].words[:300].casefold()
            for j in range(head or 0, len(lines))
            if roles[j].kind == "boilerplate"
        )
        named = any(w in of_kind("outlet") for w in re.findall(r"\w+", key))
        below = i + 1 < len(roles) and roles[i + 1].why.startswith(("navigation", "account"))
        if again or named or below:
            return Cell(read_right(name), "masthead", (at(lines[i]),))
    return None


def copyright_line(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The outlet that a copyright line below the body names: "© 2026 The Skarvik Post. All rights reserved."."""
    last = max((i for i, r in enumerate(roles) if r.kind == "body"), default=0)
    for i in range(last, len(lines)):
        found = _COPYRIGHT.search(lines[i].words[:200]) if roles[i].kind == "boilerplate" else None
        if found is not None:
            name = found.group("who").strip(" ,.|-–—")
            if _is_masthead(name) and any(w in of_kind("outlet") for w in re.findall(r"\w+", name.casefold())):
                start = found.start("who") + found.group("who").index(name)
                return Cell(name, "copyright-line", (_within(lines[i], start, start + len(name)),))
    return None


def _is_masthead(name: str) -> bool:
    """True for one to five words, each with a capital, that are no phrase of a menu."""
    words = name.split()
    if not 1 <= len(words) <= 5 or not 4 <= len(name) <= 40 or phrases.find(name) or find_day(name):
        return False
    small = of_kind("place-particle")
    return all(w[0].isupper() or w in small for w in words) and name[0].isalpha() and not name.endswith((":", "!", "?"))


def from_dateline(line: Line, found: dateline.Found) -> Iterator[Said]:
    """The day a dateline names, where it names the year."""
    if found.day is not None and found.day.iso is not None:
        yield Said(found.day.iso, None, "dateline", "dateline", 2.0, at=_within(line, found.day.start, found.day.end))


def at(line: Line) -> Span:
    """Where the words of `line` stand in the reading text."""
    return _within(line, 0, len(line.words))


def _within(line: Line, start: int, end: int) -> Span:
    return Span(line.at + start, line.at + end)


def _short(line: Line, mark: tuple[int, int]) -> str:
    """The agency's mark as printed: of "AP/Staff" the part that is an agency."""
    words = line.words[mark[0] : mark[1]].strip()
    if agencies.by_mark(words) is None:
        for part in re.split(r"[/,;]|\s[-–—]\s", words):
            if agencies.by_mark(part):
                return part.strip()
    return words
