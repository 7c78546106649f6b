"""When an event was, as far as its words tell."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from onrecord.marks.events.candidate import Candidate, Extent, is_charged
from onrecord.marks.events.ranges import is_range
from onrecord.marks.events.tables import SPOKEN
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell, Found, Mark, When
from onrecord.shapes.span import Span

if TYPE_CHECKING:
    from onrecord.marks.events.around import Around

_SINCE = re.compile(r"\bsince (?:early |late |the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by) (?:early |late |the )?$", re.IGNORECASE)
_BEFORE = 40  # characters before a year in which its noun phrase begins
_A_THING = re.compile(r"(?<!\bin )(?<!\bduring )(?<!\bafter )(?<!\bsince )\b(?:a|an|his|her|their)\s(?:\w+[\s-]){0,2}$")
_THING = re.compile(r" [A-Za-z]")
# What is said or judged of another event has that event's words inside its own.
OVER_OTHERS = SPOKEN | {"SANCTION"}
_SOON = 8  # words between "tomorrow" and what is planned
_IN_IT = re.compile(r"\b(?:in|during) $")
_OWNED = 3  # words that may stand between a time and the noun that belongs to it
# An hour without a day stands on the day named before it or that of the report: too little to lend to other tellings.
_HOUR = re.compile(r"\d{1,2}(?:[:.] ?\d\d)? ?(?:[ap]\.? ?m\.?)?(?: [A-Za-z]{2,5}| local time)?", re.IGNORECASE)
HOUR = "time:hour"
_OPEN = re.compile(r"XXXX-")
_WORDS = re.compile(r"[\w\s-]*")


def when(item: Found, c: Candidate, around: Around) -> tuple[Cell | None, Mark | None]:
    """The time beside the event: one that the parse ties to it, else the nearest in its clause."""
    tied = [m for e in c.times for _, m in around.times.within(_wide(item, e))]
    clause = item.passage.span(*c.clause)
    own = item.passage.span(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    inside = [m for _, m in around.times.within(own) if c.noun or not apart(m, anchor, around)]
    # A noun's own phrase ("the March attack") tells more than what hangs on its verb ("was convicted on Monday").
    ranks = (inside, tied) if c.noun and own.end - own.start < clause.end - clause.start else (tied, inside)
    if is_open(item, c, around):
        clause = anchor  # another day there is another event's
    if _is_vague(item, c, around):
        ranks, clause = (inside, []), anchor
    if not c.noun and c.type in SPOKEN:
        ranks, clause = (tied, []), anchor  # other days in the words of a speech act are of what is said
    beside = [] if c.elsewhen else [m for _, m in around.times.within(clause)]
    for marks, mine in ((ranks[0], True), (ranks[1], True), (beside, False)):
        dated = [m for m in marks if m.value("type") in ("DATE", "TIME", None) and (m.value("from") or m.value("to"))]
        dated = [m for m in dated if not _of_another(m, c, anchor, mine, around)]
        dated = [m for m in dated if not _since(m, c, around) and not _until(m, c, around)]
        dated = [m for m in dated if c.noun or not _of_make(m, around)]
        if is_charged(c):  # "charged with theft on Monday", but "with a theft in 2004"
            dated = [m for m in dated if _IN_IT.search(around.text[max(0, m.start - 10) : m.start])]
        dated = [m for m in dated if not is_owner(around.text, m.end) or _owns(m, c, anchor, around)]
        if c.aside:
            other = times_in(item, c.aside, around)
            dated = [m for m in dated if m not in other]
        if dated:
            time = min(dated, key=lambda m: (abs(m.start - anchor.start), m.start))
            return _dated(time, around), time
    ahead = _ahead(item, c, around) if c.modality == "planned" else None
    return (_dated(ahead, around), ahead) if ahead is not None else (None, None)


def is_open(item: Found, c: Candidate, around: Around) -> bool:
    """True where the event has a time of its own that no calendar tells: "on Sunday", in a report without a date."""
    own = [m for _, m in around.times.within(item.passage.span(c.start, c.end))] if c.noun else []
    marks = [*times_in(item, c.times, around), *own]
    return any(_OPEN.match(str(m.value("value"))) for m in marks) and not any(m.value("from") for m in marks)


def _is_vague(item: Found, c: Candidate, around: Around) -> bool:
    """True for "the recent shooting": a day that its clause names is that of something else."""
    own = [m for _, m in around.times.within(item.passage.span(c.start, c.end))]
    return c.noun and any(m.value("value") == "PAST_REF" for m in own)


def _dated(time: Mark, around: Around) -> Cell:
    """A time as a cell; of "from Monday to Friday" both ends."""
    n = around.times.place(time)
    for first, last in ((n, n + 1), (n - 1, n)):
        ends = [mark for _, mark in around.times.marks[max(0, first) : last + 1]]
        if len(ends) == 2 and is_range(ends[0], ends[1], around.text):
            one, two = ends
            span = Span(one.start, two.end)
            return Cell(When(span, one.value("from"), two.value("to"), "span"), "time", (span,))
    value = When(time.hull, time.value("from"), time.value("to"), _precision(time.value("value")))
    hour = _HOUR.fullmatch(time.hull.cut(around.text)) is not None
    return Cell(value, HOUR if hour else "time", time.parts)


def _ahead(item: Found, c: Candidate, around: Around) -> Mark | None:
    """The one time of the sentence, if it is to come as what is planned is: "tomorrow she plans to meet them"."""
    times = [m for _, m in around.times.within(item.passage.span(*c.sentence)) if m.value("type") in ("DATE", "TIME")]
    first = day(times[0].value("from")) if len(times) == 1 else None
    if first is None or around.published is None or first <= around.published:
        return None
    between = around.text[times[0].end : item.passage.span(*c.anchor).start]  # empty where it stands behind the event
    return times[0] if between and len(between.split()) <= _SOON and "," not in between.strip(" ,") else None


def is_owner(text: str, end: int) -> bool:
    """True for a time that a noun belongs to, by where it ends: "Sunday's riot" says nothing of the arrests over it."""
    return text[end : end + 2] in ("'s", "’s")


def _owns(time: Mark, c: Candidate, anchor: Span, around: Around) -> bool:
    """Whether the event is the noun that belongs to a time, or in it: "Sunday's riot", "last week's deadly attack"."""
    if _IN_IT.search(around.text[max(0, time.start - 10) : time.start]):  # "nine died in Sunday's riot"
        return True
    if not c.noun or time.end > anchor.start:
        return False
    between = around.text[time.end + 2 : anchor.start]
    return len(between.split()) <= _OWNED and _WORDS.fullmatch(between) is not None


def apart(time: Mark, anchor: Span, around: Around) -> bool:
    """True where a comma parts them: "the firm, founded in 1999, sued"."""
    return "," in around.text[min(time.end, anchor.end) : max(time.start, anchor.start)]


def _since(time: Mark, c: Candidate, around: Around) -> bool:
    """True for "the first visit since 2005", which was no visit of 2005; not for "has held it since 2005"."""
    return c.modality != "ongoing" and bool(_SINCE.search(around.text[max(0, time.start - 16) : time.start]))


def _until(time: Mark, c: Candidate, around: Around) -> bool:
    """True for the end of a respite: "gave them until Friday to leave" was not given on Friday."""
    respite = not c.noun and c.base in words_of("gives time") and c.modality == "happened"
    return respite and bool(_UNTIL.search(around.text[max(0, time.start - 16) : time.start]))


def _of_make(time: Mark, around: Around) -> bool:
    """True for a year that says only which thing it was: "was hit by a blue 1998 lorry", not "in a 2013 crash"."""
    if not time.hull.cut(around.text).isdigit() or not _THING.match(around.text[time.end : time.end + 12]):
        return False
    return bool(_A_THING.search(around.text[max(0, time.start - _BEFORE) : time.start]))


def _of_another(time: Mark, c: Candidate, anchor: Span, mine: bool, around: Around) -> bool:
    """True for a time that another event's words hold: "threatened to strike on Monday" was not said on Monday."""
    if mine and c.type not in OVER_OTHERS and c.mode != "arrest":
        return False
    other = around.events.holder(time.hull, anchor)
    return other is not None and (not mine or other > anchor.start)


def _wide(item: Found, extent: Extent) -> Span:
    start = max(0, extent[0] - 12)
    cut = item.passage.text[start : extent[0]].rfind(",") + 1  # what stands before a comma is another phrase
    return item.passage.span(start + cut, extent[1])


def _precision(value: object) -> str:
    text = str(value or "")
    if "T" in text:
        return "time"
    return {4: "year", 7: "month"}.get(len(text), "week" if "W" in text else "day" if len(text) == 10 else "span")


def times_in(item: Found, extents: tuple[Extent, ...], around: Around) -> list[Mark]:
    """The times that stand in, or right before, some stretches of a passage."""
    found = [m for e in extents for _, m in around.times.within(_wide(item, e))]
    return [m for m in found if m.value("type") in ("DATE", "TIME", None)]


def day(text: object) -> date | None:
    """The day that an ISO date begins with, None for anything else."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
