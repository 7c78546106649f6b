"""The year of a dateline that prints none ("LISBON, May 3 (AP) —"), where another place of the report tells it.

Three places do: the address, by year and month; the agency's own line ("Copyright 2031 AP"); a day close by that the
report tells with its year. A day of another year comes near it on anniversaries, so one without a weekday
that fits must be of the last year that the report names, and the report must tell of no "years ago".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.lexicon import agencies
from onrecord.reports import dateline
from onrecord.reports.choose_day import Said
from onrecord.reports.days import Day, find_day, find_weekdays
from onrecord.reports.lines import Line, Role
from onrecord.reports.metadata_keys import split_address
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

RULE = "dateline, year of "
_WEIGHT = 1.5
_NEAR = 10  # days that a happening told with its year may lie from the dateline
_MOST_LINES = 400  # body lines that are read
_WEEKDAY = 15  # characters before a day in which its weekday stands
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})(?=/|$)")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n]{0,12}?\b(?P<year>(?:19|20)\d\d)\b", re.I)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]\d)")
_LOOKS_BACK = re.compile(r"\b(?:anniversar(?:y|ies)|years?\s(?:ago|after|since|later|earlier|on)|decades?)\b", re.I)


def dated(
    lines: Sequence[Line], roles: Sequence[Role], found: tuple[int, dateline.Found] | None, url: Cell | None
) -> list[Said]:
    """The day of a dateline with the year that another place tells; none where it has no day, or its own year."""
    if found is None or found[1].day is None or found[1].day.iso is not None:
        return []
    line, day = lines[found[0]], found[1].day
    at = Span(line.at + day.start, line.at + day.end)
    told = [*_of_address(day, url), *_of_agency(lines, line, found[1]), *_of_days(lines, roles, day)]
    for year, rule, where in told:
        if (iso := _iso(year, day)) is not None:
            return [Said(iso, None, "dateline", RULE + rule, _WEIGHT, at=at, also=() if where is None else (where,))]
    return []


def _iso(year: int, day: Day) -> str | None:
    try:
        return date(year, day.month, day.day).isoformat()
    except ValueError:
        return None


def _of_address(day: Day, url: Cell | None) -> Iterator[tuple[int, str, Span | None]]:
    parts = split_address(str(url.value)) if url is not None else None
    for found in _IN_ADDRESS.finditer(parts[2]) if parts is not None else ():
        if int(found[2]) == day.month:
            yield int(found[1]), "the address", None


def _of_agency(lines: Sequence[Line], own: Line, found: dateline.Found) -> Iterator[tuple[int, str, Span | None]]:
    """The year in the line of the agency that the dateline names."""
    mark = found.known
    for line in lines if mark is not None else ():
        copied = _COPYRIGHT.search(line.words[:200])
        if copied is not None and any(name == mark for _, _, name in agencies.find(line.words[:200])):
            yield (
                int(copied["year"]),
                "the agency's line",
                Span(line.at + copied.start("year"), line.at + copied.end("year")),
            )


def _of_days(lines: Sequence[Line], roles: Sequence[Role], day: Day) -> Iterator[tuple[int, str, Span | None]]:
    """The year of a day close by that the body tells in full."""
    body = [line for line, role in zip(lines, roles, strict=True) if role.kind == "body"][:_MOST_LINES]
    years = [int(y) for line in body for y in _YEAR.findall(line.words)]
    looks_back = any(_LOOKS_BACK.search(line.words) for line in body)
    for line in body:
        at = 0
        while (named := find_day(line.words[at:])) is not None:
            named = named.moved(at)
            at = named.end
            if named.year is None:
                continue
            fits = _weekday_fits(line.words, named)
            sure = fits if fits is not None else named.year == max(years) and not looks_back
            for year in (named.year, named.year + 1) if sure else ():
                iso = _iso(year, day)
                if iso is not None and abs(_days_from(named, iso)) <= _NEAR:
                    yield year, "a day told", Span(line.at + named.start, line.at + named.end)


def _days_from(named: Day, iso: str) -> int:
    return (date.fromisoformat(iso) - date.fromisoformat(named.iso or "")).days


def _weekday_fits(words: str, named: Day) -> bool | None:
    """Whether the weekday printed before a day is that day's; None where none is printed."""
    start = max(0, named.start - _WEEKDAY)
    printed = list(find_weekdays(words[start : named.start]))
    return None if not printed else printed[-1][2] == date.fromisoformat(named.iso or "").isoweekday()
