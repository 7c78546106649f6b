"""Between which days an undated report was written, as far as its own words tell; never a day.

Three things bound it: the day of capture; a past day that a sentence names in full; and a weekday that a sentence in
the past tense names, counted back from the day of capture (a report is taken to be captured in the week in which it
came out, and the rule is named so that a reader can doubt it). What is planned bounds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.reports.days import find_day, find_weekdays
from onrecord.reports.lines import Line, Role
from onrecord.reports.words import of_kind
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Published
from onrecord.shapes.span import Span

_SENTENCE = re.compile(r"[^.!?]++(?:[.!?](?!\s)[^.!?]*+)*+[.!?]*+")
_WORD = re.compile(r"[^\W\d_]+")
_PAST = re.compile(r"[a-z]{2,}ed")
_MOST_LINES = 400  # body lines that are read for days
_MOST = 200  # days of a report


@dataclass(frozen=True, slots=True)
class _Bound:
    day: str
    rule: str
    at: Span


def interval(lines: Sequence[Line], roles: Sequence[Role], language: str, captured: str | None) -> Cell | None:
    """The published cell of an undated report: `earliest` and `latest` where told, the spans that gave them; else None.

    Words are read in English only. Days after the capture bound nothing.
    """
    latest = _day(captured)
    bounds = list(_bounds(lines, roles, latest)) if language == "en" else []
    bounds = [b for b in bounds if latest is None or b.day <= latest]
    earliest = max((b.day for b in bounds), default=None)
    if earliest is None and latest is None:
        return None
    best = [b for b in bounds if b.day == earliest][:3]
    rules = [*dict.fromkeys(b.rule for b in best), *(["captured"] if latest else [])]
    return Cell(Published(None, None, earliest, latest), "; ".join(rules), tuple(sorted(b.at for b in best)))


def _day(moment: str | None) -> str | None:
    try:
        return None if moment is None else date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None


def _bounds(lines: Sequence[Line], roles: Sequence[Role], latest: str | None) -> Iterator[_Bound]:
    body = [line for line, role in zip(lines, roles, strict=True) if role.kind == "body"][:_MOST_LINES]
    count = 0
    for line in body:
        for sentence in _SENTENCE.finditer(line.words):
            if count > _MOST or not _is_past(sentence.group()):
                continue
            for bound in _in_sentence(line, sentence, latest):
                count += 1
                yield bound


def _is_past(sentence: str) -> bool:
    """True for a sentence that tells what was, and of no plan."""
    found = _WORD.findall(sentence)
    # "may" is a plan, "May" a month
    words = {w.casefold() if i == 0 or w != "May" else w for i, w in enumerate(found)}
    told = not words.isdisjoint(of_kind("past")) or any(_PAST.fullmatch(w) for w in words)
    return told and words.isdisjoint(of_kind("planned"))


def _in_sentence(line: Line, sentence: re.Match[str], latest: str | None) -> Iterator[_Bound]:
    words, at = sentence.group(), 0
    while (day := find_day(words[at:])) is not None:
        day = day.moved(at)
        if day.iso is not None:
            start = line.at + sentence.start() + day.start
            yield _Bound(day.iso, "a past day named", Span(start, start + day.end - day.start))
        at = day.end
    for start, end, number in find_weekdays(words) if latest is not None else ():
        day_of = _last(latest or "", number)
        place = line.at + sentence.start()
        yield _Bound(day_of, "a past weekday named, counted from the capture", Span(place + start, place + end))


def _last(day: str, weekday: int) -> str:
    """The last `weekday` (1 Monday) up to `day`."""
    of = date.fromisoformat(day)
    return (of - timedelta(days=(of.isoweekday() - weekday) % 7)).isoformat()
