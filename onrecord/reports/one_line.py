"""A report on one line: its head cut from its first paragraph, sentences of its page left out of what is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reports import dateline, names, phrases, run_on, text_metadata
from onrecord.reports.days import find_clock, find_day, without_days
from onrecord.reports.lines import Line, Role
from onrecord.reports.roles import is_stamp
from onrecord.shapes.mark import Cell
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Published
from onrecord.shapes.span import Span

LONG = 1_500  # characters: no paragraph of a report is longer, so the line holds several, and pieces of its page
_HEAD = 500  # characters in which a headline, a byline and a dateline may stand
_FEW_LINES = 4  # of a text that lost its line ends
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 22  # words
_TITLE = Role("title", "ahead of the stamp on its line")
_STANDFIRST = Role("standfirst", "ahead of the stamp on its line")
_BYLINE = Role("byline", "ahead of the stamp on its line")
_LONG_WORD = 4  # letters of the words by which title case is told
_STAMP = Role("boilerplate", "stamp")
_PARTING = re.compile(r"[\s|·•.]*(?:[-–—]+\s+)?")
_INNER_END = re.compile(r"[.!?]\s")
_WORDY = 40  # words: a longer sentence that has a phrase of the page tells of it
_SENTENCE = re.compile(r"[^.!?…]*+(?:[.!?…]++(?![\s\"'”’)\]])[^.!?…]*+)*+[.!?…]*+[\"'”’)\]]{0,3}\s*+")
_MARK = re.compile(r"[“”\"«»]")
_BY = re.compile(r"\b[Bb]y(?=\s[A-Z])")
# A dateline inside a line: the place must stand in capitals, for names of authors stand right before it.
_FILED = re.compile(r"(?<![\w.])(?:[A-Z][A-Z.'’-]+,?\s){1,4}(?:[A-Z][a-z]{1,12}\.?,?\s)?(?:\d{1,2}\s)?(?=[(—–-])")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first paragraph on line `line`: its end in the text, and the cells read from it."""

    line: int
    end: int
    cells: dict[str, Cell]


def stretches(words: str) -> Iterator[Span]:
    """The parts of a very long line that are the report's own, in order: without sentences that belong to a page."""
    start = end = 0
    for found in _SENTENCE.finditer(words):
        sentence = found.group().strip()
        if not sentence:
            continue
        if _is_furniture(sentence):
            if words[start:end].strip():
                yield Span(start, end).trimmed(words)
            start = found.end()
        end = found.end()
    if words[start:end].strip():
        yield Span(start, end).trimmed(words)


def _is_furniture(sentence: str) -> bool:
    """True for a sentence that pages have between paragraphs: what somebody is quoted with is none."""
    if len(sentence) > 400 or _MARK.search(sentence):
        return False
    words = read_right(sentence)
    hit = phrases.find(words)
    if hit is not None and (hit.match != "has" or words.count(" ") < _WORDY // 2):
        return True
    return is_stamp(words)


def head(lines: Sequence[Line], roles: Sequence[Role]) -> Head | None:
    """Headline, byline, day and dateline at the beginning of a text that lost its line ends, as far as they are told.

    None where the text has its lines, or where neither "By" and a name nor a dateline shows where the head ends.
    """
    first = _first_body(lines, roles)
    if first is None or len(lines) > _FEW_LINES or any(role.kind == "title" for role in roles):
        return None
    return _headed(first, lines[first]) if len(lines[first].words) > LONG else None


def unfolded(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[list[Line], list[Role], Head | None]:
    """The lines with the first one of the body cut where a stamp stands in it: headline, stamp, paragraph.

    Of a text that has its headline on a line of its own, only a stamp that its body begins with is cut off. The head
    tells the day that the stamp was read to, for where its line does not tell it by itself.
    """
    first = _first_body(lines, roles)
    titled = any(role.kind == "title" for role in roles)
    if first is None or (len(lines) > _FEW_LINES and not titled):
        return list(lines), list(roles), None
    line = lines[first]
    found = run_on.stamp(line.words, run_on.order(line.words))
    if found is None or (titled and found.start > 0):
        return list(lines), list(roles), None
    pieces: list[tuple[Line, Role]] = []
    named = _named(line.words[: found.start])
    if found.start:
        title = _piece(line, 0, found.start if named is None else named)
        told = len(title.words.split()) <= _LONGEST_TITLE and _INNER_END.search(title.words) is None
        told = told and title.words[-1] not in ".,;:"
        least = len(without_days(title.words).split()) >= _SHORTEST_TITLE
        pieces.append((title, (_TITLE if told else _STANDFIRST) if least else _STAMP))
    if named is not None:
        pieces.append((_piece(line, named, found.start), _BYLINE))
    pieces.append((_piece(line, found.start, found.end), _STAMP))
    rest = _piece(line, found.end, len(line.words))
    if rest.words:
        pieces.append((rest, roles[first]))
    new = [replace(one, gap=one.gap or n > 0) for n, (one, _) in enumerate(pieces)]
    day, clock = found.day, found.clock
    at = Span(line.at + found.start, line.at + found.end)
    published = Published(day.iso, clock.value if clock is not None else None, how="visible")
    top = Head(first + len(new) - 1, new[-1].at, {"published": Cell(published, "visible", (at,))})
    return (
        [*lines[:first], *new, *lines[first + 1 :]],
        [*roles[:first], *(role for _, role in pieces), *roles[first + 1 :]],
        top,
    )


def _named(head: str) -> int | None:
    """Where a byline begins ahead of a stamp ("Pier shut after storm By Mary Bell"); in title case nobody is told."""
    by = next(reversed(list(_BY.finditer(head))), None)
    if by is None or not names.byline(read_right(head[by.start() :]).strip(" ,|–—-")):
        return None
    return None if _is_in_title_case(head[: by.start()]) else by.start()


def _is_in_title_case(title: str) -> bool:
    long = [word for word in title.split() if len(word) >= _LONG_WORD and word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in long) > len(long)


def _first_body(lines: Sequence[Line], roles: Sequence[Role]) -> int | None:
    return next((i for i, role in enumerate(roles) if role.kind == "body"), None)


def _piece(line: Line, start: int, end: int) -> Line:
    """The part of a line with characters [start, end) of its words, without what parts it from the next."""
    words = line.words[start:end]
    parting = _PARTING.match(words) if start else None
    lead = parting.end() if parting is not None else 0
    at = line.at + start + lead
    words = words[lead:].rstrip()
    last = at + len(words)
    begin = line.start if start == 0 else at
    raw = None if line.raw is None else (line.raw[0] + begin - line.start, line.raw[0] + last - line.start)
    return Line(begin, last, words, raw, line.tag, line.inside, line.hints, line.linked, line.gap, at)


def _headed(first: int, line: Line) -> Head | None:
    """The head of a long line, told by its byline or dateline."""
    filed, by = _filed(line.words), _BY.search(line.words[:_HEAD])
    if by is not None and _is_in_title_case(line.words[: by.start()]) and run_on.stamp(line.words) is not None:
        by = None  # "Two Held By Police Monday, 7 September 2026": anything may be by
    if by is not None and (filed is None or by.start() < filed[0]):
        return _bylined(first, line, by.start(), filed)
    if filed is None:
        return None
    return _ended(first, line, filed[0], {}, filed)


def _filed(words: str) -> tuple[int, dateline.Found] | None:
    """The first dateline of the line's head: where it begins, and what it says."""
    for found in _FILED.finditer(words[:_HEAD]):
        said = dateline.find(words[found.start() :])
        if said is not None:
            return found.start(), said
    return None


def _bylined(i: int, line: Line, by: int, filed: tuple[int, dateline.Found] | None) -> Head | None:
    """The head with a byline from `by` on: it ends at the dateline, else behind the day that follows the names."""
    words = line.words
    day = find_day(words[by : by + 120])
    cells: dict[str, Cell] = {}
    stop = filed[0] if filed else None
    if day is not None and (stop is None or by + day.start < stop):
        clock = find_clock(words[by : by + 140], day.end)
        end = by + (clock.end if clock is not None and clock.start - day.end < 12 else day.end)
        if day.iso is not None:
            at = Span(line.at + by + day.start, line.at + end)
            cells["published"] = Cell(
                Published(day.iso, clock.value if clock else None, how="visible"), "visible", (at,)
            )
        stop, past = by + day.start, end
    elif stop is not None:
        past = stop
    else:
        return None
    people = names.byline(read_right(words[by:stop]).strip(" ,|–—-"))
    if people is None:
        return None
    if people:
        cells["byline"] = Cell(people, "by-line", (Span(by, stop).trimmed(words).moved(line.at),))
    return _ended(i, line, by, cells, filed, past)


def _ended(
    i: int,
    line: Line,
    title: int,
    cells: dict[str, Cell],
    filed: tuple[int, dateline.Found] | None,
    past: int = 0,
) -> Head | None:
    """The head whose headline ends at `title`, and which ends at `past`, or behind its dateline."""
    named = Span(0, title).trimmed(line.words)
    words = named.cut(line.words)
    if 3 <= len(words.split()) <= _LONGEST_TITLE and not re.search(r"[.!?]\s", words):
        cells["title"] = Cell(" ".join(read_right(words).split()), "before-byline", (named.moved(line.at),))
    elif words:
        return None
    if filed is not None:
        at, said = filed
        past = at + said.end
        cells["dateline"] = text_metadata.dateline_cell(_from(line, at), said, None)
        if said.agency is not None:
            agency = text_metadata.agency([_from(line, at)], [Role("body", "")], (0, said))
            cells |= {"agency": agency} if agency else {}
    return Head(i, line.at + past, cells)


def _from(line: Line, at: int) -> Line:
    """The rest of a line from character `at` of its words on."""
    return Line(line.start, line.end, line.words[at:], at=line.at + at)
