"""A report whose headline, stamp and first sentence run on in one line: the day that the stamp tells."""

from __future__ import annotations

import re

from onrecord.reports.days import Clock, Day, find_clock, find_day, weekdays_left_out
from onrecord.reports.stamps import label

_HEAD = 300  # characters in which a headline and the stamp behind it stand
_DAYS = 3  # of them: a headline may name a day for its own sake
_LEAST, _MOST = 3, 30  # words of a headline
_NEW_SENTENCE = re.compile(r"[^\W\d]{3}[.!?][\"”’)]?\s+[A-Z“\"‘]")
_BROKEN_CLOCK = re.compile(r"(?<=\d):\s(?=\d\d(?!\d))")  # "10: 37"
_BEFORE_CLOCK = re.compile(r"\s?[,|·–—-]?\s?(?:at\s)?\s?", re.I)
_WEEKDAY = re.compile(r"\b(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?[.,]{0,2}\s+$", re.I)
_LEADS = re.compile(  # a day that the headline, or a sentence, itself tells
    r"\b(?:on|of|in|since|until|till|by|before|after|from|to|for|and|an?|the|his|her|its|their|this|last|next|dated"
    r"|between|as of|\w+['’]s)\s+$",
    re.I,
)
# A label begins with a capital, or has its colon, where a sentence's own "published" has neither.
_LABEL = re.compile(r"(?:\b[A-Z][A-Za-z]+(?:\s(?:on|at|by|online|updated|published|posted))?\s*[:|,–—-]?|:)[\s,|–—-]*$")
_AT_ON = re.compile(r"\s+at\s+on\s*$")
_BROKEN_HALF = re.compile(r"\b([ap])\.\s(?:m\b\.?)", re.I)  # "p. m."
_BEGINS = re.compile(
    r"\s+(?:The|An?|In|On|At|It|He|She|They|We|This|That|These|Those|There|After|Before|When|While|As|For|From|By|One|Two"
    r"|Three|Four|Five|Six|More|Police|Officials|Authorities)\s"
)
_GOES_ON = re.compile(r"\s+(?:[|·–—-]\s*)?(?:[A-Z“\"‘(]|$)|\s*[|·]")
_SET_OFF = re.compile(r"\s*[|·]")


def stamp(words: str) -> tuple[Day, Clock | None] | None:
    """The day, and the time of day, of the stamp between a headline and the first sentence; None where none is sure.

    "Pier shut after storm Posted: Sep 7, 2026 10:50AM CDT The pier was …": the headline is no sentence, the stamp says
    that it is one, or has a time of day or a weekday, and what follows it begins anew.
    """
    head, at = words[:_HEAD], 0
    for _ in range(_DAYS):
        day = find_day(head[at:])
        if day is None:
            return None
        day = day.moved(at)
        if day.iso is not None and (found := _stamped(head, day)) is not None:
            return found
        at = day.end
    return None


def _stamped(head: str, day: Day) -> tuple[Day, Clock | None] | None:
    before = head[: day.start]
    told = weekdays_left_out(_BROKEN_HALF.sub(r"\1.m.", _BROKEN_CLOCK.sub(":", before)))
    title = told.split()
    weekday = _WEEKDAY.search(before)
    lead = before[: weekday.start()] if weekday is not None else before
    clock = _clock(head, day.end)
    behind = head[clock.end if clock is not None else day.end :]
    if not _LEAST <= len(title) <= _MOST or _GOES_ON.match(behind) is None:
        return None
    told = _AT_ON.sub("", told)  # "Updated at 9:30 pm on"
    if (which := label(told)) is not None:
        return (day, clock) if which != "none" and _LABEL.search(told) is not None else None
    if _NEW_SENTENCE.search(lead):
        return None
    if _LEADS.search(lead) is not None:
        return (day, clock) if clock is not None and _SET_OFF.match(behind) else None
    sure = clock is not None or weekday is not None or _SET_OFF.match(behind) or _BEGINS.match(behind)
    return (day, clock) if sure else None


def _clock(head: str, end: int) -> Clock | None:
    """The time of day right behind a day, with the space that damage leaves in it: "11: 41am"."""
    lead = _BEFORE_CLOCK.match(head, end)
    start = lead.end() if lead is not None else end
    found = find_clock(_BROKEN_CLOCK.sub(":", head[start : start + 30]))
    if found is None or found.start:
        return None
    broken = _BROKEN_CLOCK.search(head, start, start + 8) is not None
    said = head[start : start + found.end + broken].rstrip()
    return Clock(start, start + len(said), found.value)
