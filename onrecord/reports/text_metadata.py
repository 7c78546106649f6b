"""What the lines of a report themselves tell of it: headline, authors, agency, day, genre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lexicon import agencies
from onrecord.reports import dateline, names
from onrecord.reports.days import CLOCK, Day, find_day
from onrecord.reports.lines import Line, Role
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Dateline, Published
from onrecord.shapes.span import Span

_CREDIT = re.compile(
    r"(?:source|sources|agency|agencies|credit|via|with (?:inputs|input|agencies|reporting) from|inputs from|(?:additional )?reporting by"
    r"|text|distributed by|provided by)\b\s{0,3}:?\s{0,3}(?P<who>.{2,80})",
    re.I,
)
_BRACKETED = re.compile(r"[(\[](?P<who>[^()\[\]]{2,30})[)\]][.\s]*$")
_STAMP = re.compile(
    r"\W{0,3}(?P<label>(?:first |last |article |story |date )?(?:published|posted|publication date|date published|issued|created|updated|modified|last modified)"
    r"|veröffentlicht|publié le|publicado(?: el)?|pubblicato(?: il)?|gepubliceerd)\b(?:\s(?:on|at))?\s{0,3}:?\s",
    re.I,
)
_LATER = re.compile(r"updated|modified", re.I)
_OPINION = re.compile(
    r"\W*(opinion|op-ed|editorial|commentary|comment|column|guest column|viewpoint|letters? to the editor|analysis and opinion)\b\W*(?:[|:–—-]|$)",
    re.I,
)
_LIVE = re.compile(
    r"\W*(live(?:\s+(?:blog|updates?|coverage|news))?)\W*(?:[|:–—-]|$)|.*\b(?:live updates|live blog|as it happened)\b",
    re.I,
)


def title(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The first headline line."""
    for line, role in zip(lines, roles, strict=True):
        if role.kind == "title":
            return Cell(" ".join(line.words.split()), "first-title-line", (at(line),))
    return None


def byline(lines: Sequence[Line], roles: Sequence[Role]) -> Cell | None:
    """The people of the byline lines, in order."""
    people: list[str] = []
    spans: list[Span] = []
    for line, role in zip(lines, roles, strict=True):
        if role.kind == "byline" and (found := names.byline(line.words)):
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


def dateline_cell(line: Line, found: dateline.Found) -> Cell:
    """The dateline at the head of `line`."""
    place = line.words[found.place[0] : found.place[1]] if found.place else None
    mark = _short(line, found.agency) if found.agency else None
    span = _within(line, 0, found.end)
    return Cell(Dateline(span, place, mark, found.day.value if found.day else None), "dateline", (span,))


def stamps(lines: Sequence[Line], roles: Sequence[Role]) -> Iterator[tuple[str, Cell]]:
    """("published" or "modified", cell) for each line that prints such a day in words: "Published: 6 July 2026"."""
    for line, role in zip(lines, roles, strict=True):
        if role.kind == "body" or len(line.words) > 160:
            continue
        label = _STAMP.match(line.words)
        if not label:
            continue
        day = find_day(line.words[label.end() :])
        if day is None or day.iso is None:
            continue
        which = "modified" if _LATER.search(label.group("label")) else "published"
        begin = label.end() + day.start
        clock = CLOCK.search(line.words, label.end() + day.end)
        end = clock.end() if clock and clock.start() - label.end() - day.end < 8 else label.end() + day.end
        time = clock.group() if clock and end == clock.end() else None
        yield which, Cell(Published(day.iso, time, how="visible"), "visible", (_within(line, begin, end),))


def from_dateline(line: Line, found: dateline.Found) -> Cell | None:
    """The day a dateline names, where it names the year."""
    day: Day | None = found.day
    if day is None or day.iso is None:
        return None
    return Cell(Published(day.iso, how="dateline"), "dateline", (_within(line, day.start, day.end),))


def genre(lines: Sequence[Line], roles: Sequence[Role]) -> Cell:
    """Opinion or live where a label near the headline says so, a stub where hardly anything stands, else news."""
    heads = [i for i, r in enumerate(roles) if r.kind == "title"]
    if heads:
        for i in range(max(0, heads[0] - 2), heads[0] + 1):
            for name, pattern in (("opinion", _OPINION), ("live", _LIVE)):
                if len(lines[i].words) < 200 and pattern.match(lines[i].words):
                    return Cell(name, "label", (at(lines[i]),))
    words = sum(line.words.count(" ") + 1 for line, r in zip(lines, roles, strict=True) if r.kind == "body")
    return Cell("stub", "few-words") if words < 40 else Cell("news", "default")


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
