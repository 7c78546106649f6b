"""The days that lines print as those on which a report came out or was changed, with how far each is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.reports.choose_day import Said
from onrecord.reports.days import Day, find_clock, find_day, weekdays_left_out
from onrecord.reports.lines import Line, Role
from onrecord.reports.roles import is_stamp
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# What pages call the element that holds the day; teasers of other reports have such elements too, in lists beside.
_DATED = re.compile(
    r"(?:^|[\s_-])(?:(?:pub|post|publish|entry|article)?-?(?:date|datum|time|timestamp|datetime)|published|posted|datepublished)(?:[\s_-]|$)",
    re.I,
)
_TEASED = re.compile(r"related|teaser|sidebar|widget|most-?read|popular|recent|promo|comment|more-from|recommend", re.I)
_ELSEWHERE = frozenset({"nav", "footer", "aside", "form"})
_BELOW = 8  # lines below the body where "Published: …" may stand; further down other reports begin
_ABOVE = 4  # lines above the headline where a page's date element may stand
_TOP = 8  # lines above the body where a day may stand when the headline is not known
_CLOSE = 12  # characters between a day and its time of day: ", at ", " | "
_LONGEST = 160
_MOST = 3  # days read in one line: "Published: …, updated: …"
_AGO = re.compile(
    r"(?<!\w)(?:(?P<n>\d{1,3}|an?|one)\s(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?)\sago|(?P<day>yesterday|today))(?!\w)"
    r"|(?<!\w)vor\s(?P<nd>\d{1,3}|einer|einem)\s(?P<unitd>minuten?|stunden?|tag(?:en)?|wochen?)(?!\w)",
    re.I,
)
_LABEL_END = re.compile(r"[\s:|•·,–—-]+$")


def stamps(lines: Sequence[Line], roles: Sequence[Role], captured: str | None) -> Iterator[tuple[str, Said]]:
    """("published" or "modified", what is said) for each line that prints when the report came out.

    A line says so itself ("Published: 6 July 2026"), or is a date, or has one, between headline and body. A date above
    the headline may be the day the page was fetched, and is trusted little.
    """
    heads = [i for i, r in enumerate(roles) if r.kind == "title"]
    bodies = [i for i, r in enumerate(roles) if r.kind == "body"]
    first = next((i for i in bodies if not heads or i > heads[0]), len(lines))
    head = heads[0] if heads else max(0, first - _TOP)
    last = bodies[-1] if bodies else first
    for i, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if (
            len(line.words) > _LONGEST
            or i > last + _BELOW
            or (role.kind in ("body", "title", "caption") and i != first)
        ):
            continue
        if head <= i <= first:
            place = 1.0
        else:
            place = 0.5 if head - _ABOVE <= i < head else 0.7 if i > last else 0.4
        if line.inside & _ELSEWHERE or _TEASED.search(line.hints):
            place *= 0.5
        yield from _said(line, role, place, captured)


def _said(line: Line, role: Role, place: float, captured: str | None) -> Iterator[tuple[str, Said]]:
    at = 0
    for count in range(_MOST):
        day = find_day(line.words[at:])
        if day is None:
            break
        day = day.moved(at)
        which = label(line.words[at : day.start])
        weight = _weight(line, role, which is not None, place)
        if day.iso is not None and which != "none" and weight > 0:
            yield which or "published", _stamp(line, day, at, weight - 0.1 * count)
        at = day.end
    if at == 0 and captured is not None:
        yield from _ago(line, role, place, captured)


def _weight(line: Line, role: Role, labelled: bool, place: float) -> float:
    """How far a day in the line is to be trusted: labelled, alone, in a byline, in a day's element, beside words."""
    if labelled:
        return 3.0 * place
    if place == 0.7:  # below the body a day without a word for it may be anything
        return 0.0
    if is_stamp(line.words) or role.kind == "byline":
        return 2.5 * place
    if _DATED.search(line.hints):
        return 2.5 * place
    return 1.2 * place if place == 1.0 and len(line.words) < 80 and role.kind != "body" else 0.0


def _stamp(line: Line, day: Day, start: int, weight: float) -> Said:
    """The day and time of day that `line` prints from `start` on."""
    after, before = find_clock(line.words, day.end), find_clock(line.words[: day.start], start)
    clock = after if after and after.start - day.end < _CLOSE else before
    begin = min(day.start, clock.start) if clock else day.start
    end = max(day.end, clock.end) if clock else day.end
    span = Span(line.at + begin, line.at + end)
    return Said(day.iso or "", clock.value if clock else None, "visible", "visible", weight, at=span)


def _ago(line: Line, role: Role, place: float, captured: str) -> Iterator[tuple[str, Said]]:
    """ "23 hours ago" against the time of capture, in a line of its own or a byline near the headline."""
    found = _AGO.search(line.words)
    if found is None or place < 1.0 or (len(line.words) > 40 and role.kind != "byline") or role.kind == "body":
        return
    which = label(line.words[: found.start()]) or "published"
    day = ago(found, captured)
    if day is not None and which != "none":
        span = Span(line.at + found.start(), line.at + found.end())
        yield which, Said(day, None, "visible", "visible:ago", 1.5 * place, at=span)


def ago(found: re.Match[str], captured: str) -> str | None:
    """The day that "3 hours ago" means for a page captured at `captured` (ISO 8601)."""
    try:
        now = date.fromisoformat(captured[:10])
    except ValueError:
        return None
    if found["day"]:
        return (now - timedelta(days=found["day"].lower() == "yesterday")).isoformat()
    number, unit = found["n"] or found["nd"], (found["unit"] or found["unitd"]).lower()
    count = int(number) if number.isdigit() else 1
    hour = int(captured[11:13]) if captured[11:13].isdigit() else None
    if unit[0] in "hs":  # hours, Stunden
        if hour is None:
            return None
        return (now - timedelta(days=(23 - hour + count) // 24)).isoformat()
    if unit[0] == "m":
        return now.isoformat()
    return (now - timedelta(days=count * (7 if unit[0] == "w" else 1))).isoformat()


def label(before: str) -> str | None:
    """What the words right before a day say of it: published, modified, none (another day); None for nothing.

    The weekday and the time of day between them are passed over: "Updated: 3 p.m., Monday".
    """
    words = weekdays_left_out(before[-80:]).casefold()
    words = _LABEL_END.sub("", " ".join(words.split()))
    best = ""
    for phrase in _labels():
        if words.endswith(phrase) and len(phrase) > len(best):
            start = len(words) - len(phrase)
            if start == 0 or not words[start - 1].isalnum():
                best = phrase
    return _labels()[best] if best else None


@cache
def _labels() -> dict[str, str]:
    rows = load(__package__, "stamp_labels.tsv", ("phrase", "which", "language"), key=("phrase",))
    return {row["phrase"]: row["which"] for row in rows}
