"""The days that lines print as those on which a report came out or was changed, with how far each is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from onrecord.lexicon import posts
from onrecord.reports.choose_day import Said
from onrecord.reports.days import Day, find_clock, find_day, names_weekday, weekdays_left_out, without_days
from onrecord.reports.lines import Line, Role
from onrecord.reports.roles import is_stamp
from onrecord.reports.stated import is_authored
from onrecord.reports.zone import Zone
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# What pages call the element that holds the day; teasers of other reports have such elements too, in lists beside.
_DATED = re.compile(
    r"(?:^|[\s_-])(?:(?:pub|post|publish|entry|article)?-?(?:date|datum|time|timestamp|datetime)|published|posted|datepublished)(?:[\s_-]|$)",
    re.I,
)
_TEASED = re.compile(r"related|most-?read|popular|recommend|sidebar|widget|comment", re.I)
_CLOSE = 12  # characters between a day and its time of day: ", at ", " | "
_LONGEST = 160
_OPENING = 80  # characters of a body line that may be a day and a place: "Skarvik, 2 November 2026"
_RIGHT_BELOW = 4  # lines below the body: what stands further down tells of the page rather than of the report
_WORDS = 6  # of a line that tells who and when, besides the day
_ABOVE, _BELOW = 4, 8  # lines above the headline and below the body that are looked at
_TRUST = {"head": 1.0, "above": 0.85, "beside": 0.6, "body": 0.7, "below": 0.7, "away": 0.35}
_FETCHED = 0.3  # above the headline of a text without its page the day may be that on which it was fetched
_BEHIND = re.compile(r"(?<=[^\W\d]{3}[.!?…])(?=\w)[^.!?…]{6,60}$")
_MOST = 3  # days read in one line: "Published: …, updated: …"
_AGO = re.compile(
    r"(?<!\w)(?:(?P<n>\d{1,3}|an?|one)\s(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?)\sago|(?P<day>yesterday|today))(?!\w)"
    r"|(?<!\w)vor\s(?P<nd>\d{1,3}|einer|einem)\s(?P<unitd>minuten?|stunden?|tag(?:en)?|wochen?)(?!\w)",
    re.I,
)
# "Skarvik, 2 November 2026": place and day, as a press office heads its texts
_PLACED = re.compile(r"[^\W\d_][^.!?:\d]{1,60},\s{1,3}(?:den\s|le\s|am\s|on\s)?", re.I)
_NOTE = re.compile(
    r"this (?:article|story|report|piece|post|text|item|dispatch|column)\b[^.]{0,40}\b"
    r"(?:published|posted|printed|updated|filed)\b",
    re.I,
)
_GOES_ON = re.compile(r",\s[a-z]{2,}\s[a-z][^.!?]*[.!?]$")  # behind a day: a sentence that tells of something else
_LABEL_END = re.compile(r"[\s:|•·,–—-]+$")


def stamps(
    lines: Sequence[Line], roles: Sequence[Role], where: Zone, captured: str | None, day_first: bool | None = None
) -> Iterator[tuple[str, Said]]:
    """("published" or "modified", what is said) for each line that prints when the report came out.

    A line says so itself ("Published: 6 July 2026"), or is a date, or has one, between headline and body. A date above
    the headline may be the day the page was fetched, and is trusted little. `day_first` is how 3/4/2026 is meant.
    """
    for i in range(max(0, where.head - _ABOVE), min(len(lines), where.last + _BELOW + 1)):
        role, place = roles[i], where.place(i)
        line = _behind(lines[i]) if place == "head" else lines[i]
        if len(line.words) > (_LONGEST if role.kind != "body" else _OPENING):
            continue
        if posts.signs(line.words) or (place != "head" and posts.sign_off(line.words) is not None):
            continue  # the day of a post that the report shows
        last = i >= where.last - 1
        if place == "body" and not (last and (is_stamp(line.words) or _ends_with_day(line.words))):
            continue
        if place == "below" and i > where.last + _RIGHT_BELOW:
            place = "away"
        yield from _said(line, role, place, captured, day_first)


def _ends_with_day(words: str) -> bool:
    """ "This article was first published on 6 July 2026.", "(Mary Bell, Skarvik, 6 July 2026)": last lines."""
    whole = words.strip()
    return _NOTE.match(whole) is not None or (whole[:1] + whole[-1:] == "()" and is_telling(whole))


def _said(
    line: Line, role: Role, place: str, captured: str | None, day_first: bool | None
) -> Iterator[tuple[str, Said]]:
    at = 0
    for count in range(_MOST):
        day = find_day(line.words[at:], day_first)
        if day is None:
            break
        day = day.moved(at)
        before = line.words[at : day.start]
        which = label(before)
        if _GOES_ON.match(line.words, day.end) and find_day(line.words[day.end :]) is None and before[:1].isalpha():
            break  # "The report, published on 6 July 2026, names nobody."
        weight = _weight(line, role, which is not None, place, (before, line.words[day.end :]))
        if day.iso is not None and which != "none" and weight > 0:
            yield which or "published", _stamp(line, day, at, weight - 0.1 * count)
        at = day.end
    if at == 0 and captured is not None and place == "head":
        yield from _ago(line, role, captured)


def _behind(line: Line) -> Line:
    """The stamp that a style alone sets off from a sentence, "… open it again?6 July 2026"; else the line."""
    # the sentence is longer than whatever stands before a day in a stamp
    found = _BEHIND.search(line.words, max(_OPENING, len(line.words) - _OPENING))
    if found is None or not is_stamp(found.group()):
        return line
    return replace(line, words=found.group(), at=line.at + found.start())


def _weight(line: Line, role: Role, labelled: bool, place: str, beside: tuple[str, str]) -> float:
    """How far a day in the line is to be trusted: labelled, alone, in a byline, in a day's element, beside words."""
    share = (_TRUST[place] if line.tag or place != "above" else _FETCHED) * (0.5 if _TEASED.search(line.hints) else 1.0)
    if labelled:
        return 3.0 * share
    if place == "below":  # a day without a word for it may be anything there
        return 1.2 if is_authored(line.hints) or role.kind == "byline" else 0.0
    if place == "body":  # a text that ends with its day, as letters do
        return 1.0
    # the day of the masthead is today's, and says which day of the week it is
    if place in ("above", "away") and names_weekday(line.words):
        share *= 0.4
    before, after = beside
    if role.kind in ("title", "body", "caption") and not (role.kind != "title" and is_telling(line.words)):
        # "02.01.2026 - Pier shut": a day that a line begins with; a headline may name one for its own sake
        if place == "head" and role.kind == "body" and not after.strip() and _PLACED.fullmatch(before):
            return 1.5
        return 1.0 * share if place == "head" and not before.strip(" (") else 0.0
    if is_stamp(line.words) or role.kind == "byline" or _DATED.search(line.hints):
        return 2.5 * share
    return 1.2 * share if len(line.words) < _OPENING else 0.0


def is_telling(words: str) -> bool:
    """True for a short line that is no sentence: what stands in it besides a day is a place, a name, a section."""
    return len(words) < _OPENING and words[-1] not in '.!?:;,”"' and len(without_days(words).split()) <= _WORDS


def _stamp(line: Line, day: Day, start: int, weight: float) -> Said:
    """The day and time of day that `line` prints from `start` on."""
    after, before = find_clock(line.words, day.end), find_clock(line.words[: day.start], start)
    clock = after if after and after.start - day.end < _CLOSE else before
    begin = min(day.start, clock.start) if clock else day.start
    end = max(day.end, clock.end) if clock else day.end
    span = Span(line.at + begin, line.at + end)
    return Said(day.iso or "", clock.value if clock else None, "visible", "visible", weight, at=span)


def _ago(line: Line, role: Role, captured: str) -> Iterator[tuple[str, Said]]:
    """ "23 hours ago" against the time of capture, in a line of its own or a byline near the headline."""
    found = _AGO.search(line.words)
    if (
        found is None
        or (len(line.words) > 40 and role.kind != "byline")
        or (role.kind in ("body", "title") and not is_telling(line.words))
    ):
        return
    which = label(line.words[: found.start()]) or "published"
    day = ago(found, captured)
    if day is not None and which != "none":
        span = Span(line.at + found.start(), line.at + found.end())
        yield which, Said(day, None, "visible", "visible:ago", 1.5, at=span)


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
    if not words.endswith(tuple(labels())):
        return None
    best = ""
    for phrase in labels():
        if words.endswith(phrase) and len(phrase) > len(best):
            start = len(words) - len(phrase)
            if start == 0 or not words[start - 1].isalnum():
                best = phrase
    return labels()[best] if best else None


@cache
def labels() -> dict[str, str]:
    """What the words before a day say of it: published, modified, none; by the words in small letters."""
    rows = load(__package__, "stamp_labels.tsv", ("phrase", "which", "language"), key=("phrase",))
    return {row["phrase"]: row["which"] for row in rows}
