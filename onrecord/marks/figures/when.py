"""For which day a figure holds, and over which time it was counted."""

from __future__ import annotations

import re

from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.given import Given
from onrecord.marks.figures.kinds import HARMED, TIMELESS, is_size
from onrecord.marks.figures.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Mark, When
from onrecord.shapes.passage import Passage
from onrecord.shapes.span import Span

_NUMBER = r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b)"
_BEFORE_THAT = re.compile(rf"\bthan\b|\bfrom\s+(?:\w+\s+){{0,2}}{_NUMBER}|\b(?:double|triple|twice|half)\b", re.I)
_FROM = re.compile(r"\b(?:from|between)\s+$", re.I)
_AND = re.compile(r"\s*(?:to|and|until|through|till|[-–—])\s*")
_WHEN = re.compile(r",? when\b", re.I)
_CALENDAR = re.compile(r"\d{4}(?:-\d{2})?")


def when(c: Candidate, passage: Passage, known: Given) -> dict[str, Cell]:
    """as_of: the day named in its clause, else its sentence; period: a longer stretch named there.

    A weekday or week of which no day can be told, in a report without a date, is kept as a period without days.
    """
    number = passage.span(*c.number)
    if c.what == "age" or c.was:
        return {}
    if c.what in TIMELESS or is_size(c, passage):
        return _right_beside(c, passage, known)
    out: dict[str, Cell] = {}
    others = [passage.span(*e) for e in c.others]
    for stretch in (c.clause, c.sentence):
        span = passage.span(*stretch)
        for mark in sorted(known.times.over(span), key=lambda m: _nearness(m, number, known)):
            first, last = mark.value("from"), mark.value("to")
            if _anothers(c, number, mark, known) or any(mark.hull.overlaps(other) for other in others):
                continue
            if first is None and _is_open(mark) and "period" not in out:
                out["period"] = Cell(When(mark.hull, None, None, "open"), "time", mark.parts)
            if first is None or last is None:
                continue
            if first != last and known.report.text.startswith(("'s", "’s"), mark.end):
                continue  # "last weekend's disaster" says when that was, and not since when is counted
            # "the worst since 2019, when 90 died" is of that year
            when_then = _WHEN.match(known.report.text, mark.end, max(mark.end, number.start)) is not None
            since = _since(mark, known) and not when_then
            if (first != last or since) and "period" not in out:
                end = known.report.published.date if since else last
                out["period"] = Cell(When(mark.hull, first, end, "since" if since else None), "time", mark.parts)
            if (
                not since
                and "as_of" not in out
                and (not _is_past(c, number, mark, known) or (_spans(c, passage, mark) and _between(mark, known)))
                and _holds(mark, first, last, known, _goes_on(c, passage), _is_foretold(c, passage))
            ):
                out["as_of"] = _between(mark, known) or Cell(as_printed(mark, first, last), "time", mark.parts)
    return out


def _between(mark: Mark, known: Given) -> Cell | None:
    """ "from 2001 to 2009", "between July and December": from the one through the other, told as two times."""
    text = known.report.text
    for first in known.times.over(Span(max(0, mark.start - 60), min(len(text), mark.end + 60))):
        for last in known.times.over(Span(first.end, min(len(text), first.end + 40))):
            if (
                mark not in (first, last)
                or last.start < first.end
                or _AND.fullmatch(text, first.end, last.start) is None
            ):
                continue
            if _FROM.search(text[max(0, first.start - 12) : first.start]) is None:
                continue
            start, end = first.value("from"), last.value("to")
            if start is None or end is None or start >= end:
                continue
            whole = Span(first.start, last.end)
            one, two = as_printed(first, start, first.value("to")), as_printed(last, last.value("from"), end)
            return Cell(When(whole, one.first, two.last, one.precision), "from to", (whole,))
    return None


_OWN = re.compile(rf"\s(?:{either(words_of('takes up a time'))}\s)?(?:from|between)\s$", re.I)


def _spans(c: Candidate, passage: Passage, mark: Mark) -> bool:
    """ "four seasons spanning from 1981 to 1984": the stretch stands right behind what is counted."""
    end = passage.span(c.start, c.end).end
    return mark.start > end and _OWN.fullmatch(passage.text[c.end : c.end + mark.start - end]) is not None


_UP_TO = re.compile(r"\b(?:as\s+of|by|until|till)\s+(?:the\s+|last\s+)?$", re.I)


def _is_past(c: Candidate, number: Span, mark: Mark, known: Given) -> bool:
    """True where the count is of now, the time of something before: "90 have died since the sea rose on Monday"."""
    lead = known.report.text[max(0, mark.start - 20) : mark.start]
    if c.unreal in ("planned", "hypothetical") and not _is_to_come(mark, known):
        return True
    if not c.stands or _UP_TO.search(lead) or said_then(number, mark, known):
        return False
    last, published = mark.value("to"), known.report.published.date
    return published is None or last is None or last < published


def _is_to_come(mark: Mark, known: Given) -> bool:
    first, published = mark.value("from"), known.report.published.date
    return published is None or first is None or first > published


def said_then(number: Span, mark: Mark, known: Given) -> bool:
    """ "On Monday officials reported that at least 60 died": the day on which it was said."""
    for quote in known.quotes.over(number):
        if any(p.contains(number) for p in quote.parts) and not any(p.overlaps(mark.hull) for p in quote.parts):
            return True
    return False


def _nearness(mark: Mark, number: Span, known: Given) -> tuple[bool, bool, int, int]:
    """How near a time is: one that only "on" or "in" parts from the number before it comes first: "70 on Friday".

    The year of something else ("the flood of 2004") comes last.
    """
    behind = known.report.text[number.end : mark.start] if mark.start >= number.end else ""
    joined = behind.strip().lower() in ("on", "in", "by", "as of", "since")
    gap = max(mark.start - number.end, number.start - mark.end)
    return (not joined, _names_another(mark, known), gap, mark.start)


def _names_another(mark: Mark, known: Given) -> bool:
    """True for a bare year that tells which flood, trial or law is meant: "the flood of 2004", "the 2012 shooting"."""
    if len(str(mark.value("value"))) != len("2004"):
        return False
    text = known.report.text
    before = text[max(0, mark.start - 5) : mark.start].lower()
    return before.endswith(" of ") or (before.endswith(" the ") and text[mark.end : mark.end + 2].strip().isalpha())


def _is_open(mark: Mark) -> bool:
    """A weekday or a day of a month in a report without a date: its words are kept, though no day can be told."""
    return mark.value("type") == "DATE" and str(mark.value("value")).startswith("XXXX-")


def _holds(mark: Mark, first: str, last: str, known: Given, goes_on: bool, foretold: bool) -> bool:
    """True for a day or a stretch of the calendar that is over: what is counted in a running one goes on.

    So for a month or year to come, for which something is foretold ("by 2050 harvests fall by a tenth"), and for the
    running one of something that is over ("two trains that collided this year") or foretold.
    """
    published = known.report.published.date
    if mark.value("type") not in ("DATE", "TIME"):
        return False
    if published is not None and first < published <= last and (foretold or not goes_on):
        return bool(_CALENDAR.fullmatch(str(mark.value("value"))))
    if published is not None and first > published:
        return bool(_CALENDAR.fullmatch(str(mark.value("value"))))
    return published is None or first == last <= published or last < published


_BY_NOW = re.compile(rf"\b{either(words_of('by now') | {'already'})}\b", re.I)
_FORETOLD = re.compile(rf"\b{either(words_of('foretold'))}(?:s|es|ed|e)?\b", re.I)


def _goes_on(c: Candidate, passage: Passage) -> bool:
    """True where the count is as of now: told in the perfect or the present tense, or "so far"."""
    return bool(c.stands) or not c.aside or _BY_NOW.search(passage.text[slice(*c.clause)]) is not None


def _is_foretold(c: Candidate, passage: Passage) -> bool:
    """ "the port awaits four million crates this year": of the whole year."""
    return c.stands == "present" and _FORETOLD.search(passage.text[c.clause[0] : c.start]) is not None


_BESIDE = re.compile(r",?\s(?:(?:on|in)\s)?", re.I)


def _right_beside(c: Candidate, passage: Passage, known: Given) -> dict[str, Cell]:
    """ "talked for seven hours on Monday": what is measured has the day that stands right behind it, and no other."""
    figure = passage.span(c.start, c.end)
    text = known.report.text
    for mark in known.times.over(Span(figure.end, min(len(text), figure.end + 16))):
        first, last = mark.value("from"), mark.value("to")
        near = mark.start >= figure.end and _BESIDE.fullmatch(text, figure.end, mark.start) is not None
        if near and first is not None and first == last and mark.value("type") in ("DATE", "TIME"):
            return {"as_of": Cell(as_printed(mark, first, last), "time", mark.parts)}
    return {}


def as_printed(mark: Mark, first: str, last: str) -> When:
    """The time as precise as it is told: a day as a day, a month as YYYY-MM, a year as YYYY (ISO 8601)."""
    if first == last:
        return When(mark.hull, first, last, "day")
    value = str(mark.value("value"))
    ends = value.split("/") if value.count("/") == 1 else [value, value]
    if all(_CALENDAR.fullmatch(end) for end in ends):
        return When(mark.hull, ends[0], ends[1], "year" if len(ends[0]) == 4 else "month")
    return When(mark.hull, first, last)


_COMPARED = re.compile(
    r"\b(?:from\s+just|than|over|until|before|after|compared\s+(?:to|with))\s+(?:just\s+|only\s+|in\s+|the\s+)*$", re.I
)


# "help for 500 families hit by the fighting that began in May"; what follows the noun at once is told of it.
_TELLS_OF = re.compile(r"[^\s,]\s+(?:who|which|that|where)\s[^.;]*$", re.I)


def _anothers(c: Candidate, number: Span, mark: Mark, known: Given) -> bool:
    """True where the time is that of another number, "21, down from 32 on Tuesday", or tells of another thing."""
    text = known.report.text
    told_then = _WHEN.match(text, mark.end, max(mark.end, number.start)) is not None  # "from 2019, when 90 died"
    if not told_then and _COMPARED.search(text[max(0, mark.start - 30) : mark.start]):
        return True
    if c.what not in HARMED:
        counted_end = number.end + c.end - c.number[1]
        other = mark.start > counted_end and _TELLS_OF.search(text, counted_end + 1, mark.start) is not None
        return other or _apart(number, mark, known)
    return mark.start > number.end and bool(_BEFORE_THAT.search(known.report.text[number.end : mark.start]))


def _apart(number: Span, mark: Mark, known: Given) -> bool:
    """True where another number and a comma lie between: "61 percent, down from 70 percent in 2019"."""
    first, last = sorted((number, mark.hull), key=lambda span: span.start)
    between = known.report.text[first.end : last.start]
    return "," in between and any(first.end <= n.start and n.end <= last.start for n in known.numbers)


def _since(mark: Mark, known: Given) -> bool:
    """True where "since" stands right before the time."""
    lead = known.report.text[max(0, mark.start - 16) : mark.start].lower().split()
    return bool(lead) and (lead[-1] == "since" or lead[-2:] in (["since", "the"], ["since", "last"]))
