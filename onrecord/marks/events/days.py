"""When an event was, as far as its words tell, and what its day says of whether it came about."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.marks.events.candidate import Candidate, Extent
from onrecord.marks.events.ranges import is_range
from onrecord.marks.events.tables import SPOKEN, effects
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Found, Mark, When
from onrecord.shapes.span import Span

if TYPE_CHECKING:
    from onrecord.marks.events.around import Around

A_YEAR = timedelta(days=365)
REAL = ("happened", "ongoing")
_AHEAD = re.compile(rf"\b{either(words_of('next'))}\b", re.IGNORECASE)
_SEASON = re.compile(r"(\d{4})-(?:SP|SU|FA|WI)")
_FOUNDING = words_of("founds")
_EARLY = 2  # months of a year in which the one before is near yet
_BACK = 3  # sentences before one among which its time is looked for
_PHRASE = 25  # characters between a year and the noun of which it stands, at most
_SINCE = re.compile(r"\bsince (?:early |late |the )?$", re.IGNORECASE)
_THERE = SPOKEN | {"DISASTER"}  # what "the" tells of is there already: "the storm could make landfall on Sunday"
_BEFORE = 40  # characters before a year in which its noun phrase begins
_A_THING = re.compile(r"(?<!\bin )(?<!\bduring )(?<!\bafter )(?<!\bsince )\b(?:a|an|his|her|their)\s(?:\w+[\s-]){0,2}$")
_THING = re.compile(r" [A-Za-z]")
# What is said or judged of another event has that event's words inside its own.
OVER_OTHERS = SPOKEN | {"SANCTION"}


def when(item: Found, c: Candidate, around: Around) -> tuple[Cell | None, Mark | None]:
    """The time beside the event: one that the parse ties to it, else the nearest in its clause."""
    tied = [m for e in c.times for _, m in around.times.within(_wide(item, e))]
    clause = item.passage.span(*c.clause)
    own = item.passage.span(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    inside = [m for _, m in around.times.within(own) if c.noun or not _apart(m, anchor, around)]
    # A noun's own phrase ("the March attack") tells more than what hangs on its verb ("was convicted on Monday").
    ranks = (inside, tied) if c.noun and own.end - own.start < clause.end - clause.start else (tied, inside)
    if not c.noun and c.type in SPOKEN:
        ranks, clause = (tied, []), anchor  # other days in the words of a speech act are of what is said
    for marks, mine in ((ranks[0], True), (ranks[1], True), ([m for _, m in around.times.within(clause)], False)):
        dated = [m for m in marks if m.value("type") in ("DATE", "TIME", None) and (m.value("from") or m.value("to"))]
        dated = [m for m in dated if not _of_another(m, c, anchor, mine, around) and not _since(m, c, around)]
        dated = [m for m in dated if c.noun or not _of_make(m, around)]
        dated = [m for m in dated if not is_owner(around.text, m.end) or _owns(m, c, anchor, around)]
        if c.aside:
            other = _times(item, c.aside, around)
            dated = [m for m in dated if m not in other]
        if dated:
            time = min(dated, key=lambda m: (abs(m.start - anchor.start), m.start))
            return _dated(time, around), time
    ahead = _ahead(item, c, around) if c.modality == "planned" else None
    return (_dated(ahead, around), ahead) if ahead is not None else (None, None)


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
    return Cell(value, "time", time.parts)


_SOON = 8  # words between "tomorrow" and what is planned


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


_IN_IT = re.compile(r"\b(?:in|during) $")
_OWNED = 3  # words that may stand between a time and the noun that belongs to it
_WORDS = re.compile(r"[\w\s-]*")


def _apart(time: Mark, anchor: Span, around: Around) -> bool:
    """True where a comma parts them: "the firm, founded in 1999, sued"."""
    return "," in around.text[min(time.end, anchor.end) : max(time.start, anchor.start)]


def _since(time: Mark, c: Candidate, around: Around) -> bool:
    """True for "the first visit since 2005", which was no visit of 2005; not for "has held it since 2005"."""
    return c.modality != "ongoing" and bool(_SINCE.search(around.text[max(0, time.start - 16) : time.start]))


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


def by_day(
    item: Found, c: Candidate, anchor: Span, time: Mark | None, around: Around
) -> tuple[str, str, tuple[Span, ...]]:
    """The modality read in the paragraph, corrected by the event's time: long past, or yet to come."""
    at = tuple(item.passage.span(*e) for e in c.modality_at) or (anchor,)
    if time is None and c.simple and (c.modality == "happened" or c.modality_how == "nouns.tsv"):
        frame = _season(item, c, around) or _frame(item, c, around)
        if frame is not None:
            return "historical", "time", frame.parts
        if c.base in _FOUNDING and not c.noun and not c.times:
            return "historical", "parse:founded", at
    ahead = next((e for e in c.times if _AHEAD.search(item.passage.text[slice(*e)])), None)
    if ahead is not None and c.modality_how == "parse:progressive" and c.tense != "past":
        return "planned", "time", (item.passage.span(*ahead),)  # "is meeting them next week"
    dated = c.modality_how in ("parse:appointed", "parse:present") and time is not None and _over(time, around)
    if time is not None and dated and any(time in _times(item, (e,), around) for e in c.times):
        return "happened", "time", time.parts  # "Rovers lose to a late goal, Sunday 12 May 2013", printed that day
    if time is not None and c.modality in REAL:
        plain = c.modality == "happened" or c.modality_how == "nouns.tsv"
        past = _long_past(time, around) or (
            c.modality == "happened" and (c.simple or not c.noun) and _last_year(time, around)
        )
        if plain and past and not _of_now(item, c, time):
            return "historical", "time", time.parts
        first = day(time.value("from"))
        late = around.published is not None and first is not None and first > around.published
        beside = c.simple and not c.noun  # "spoke before postponing it until Monday"
        tied = any(time in _times(item, (e,), around) for e in c.times) if late else False
        late = late and (tied or not _apart(time, anchor, around))
        own = item.passage.span(c.start, c.end)
        late = late and not (c.noun and c.definite and c.type in _THERE and not own.contains(time.hull))
        if late and c.tense != "past" and not beside and not _ended(c) and c.modality_how != "parse:goes on":
            return "planned", "time", time.parts
    return c.modality, c.modality_how, at


def _over(time: Mark, around: Around) -> bool:
    """True for a day printed with its year that is not after the day of the report."""
    last, now = day(time.value("to")), around.published
    return last is not None and now is not None and last <= now and str(last.year) in time.hull.cut(around.text)


def _of_now(item: Found, c: Candidate, time: Mark) -> bool:
    """True for a present or perfect, which no day of long ago goes with: "has been the worst since the war of 1971"."""
    own = item.passage.span(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    perfect = (c.tense == "past" and not c.simple) or (c.noun and c.tense == "present")
    near = own.contains(time.hull) or 0 <= anchor.start - time.end < _PHRASE  # "the 2012 shooting"
    return perfect and not (c.noun and near)


def _long_past(time: Mark, around: Around) -> bool:
    """True for a time that ended a year and more before the report, or in a year that one without a date names bare."""
    season = _SEASON.fullmatch(str(time.value("value")))
    last = day(time.value("to") or (f"{season[1]}-12-31" if season is not None else None))
    if last is None:
        return False
    now = around.now or around.last_day  # "posted on May 3, 2013", in a report without a date
    if now is not None and last < now - A_YEAR:
        return True
    decade = len(str(time.value("value"))) == len("199")
    near = now is not None and last.year >= now.year - 1
    return around.published is None and (decade or str(last.year) in around.years) and not near


def _last_year(time: Mark, around: Around) -> bool:
    """ "Last year", "in 2012" in the spring of 2013 and later: a year that is over is of another time."""
    value, now = str(time.value("value")), around.now
    return now is not None and value.isdigit() and len(value) == 4 and int(value) < now.year and now.month > _EARLY


def _season(item: Found, c: Candidate, around: Around) -> Mark | None:
    """A season long past, which has no days of its own: "in the autumn of 2005"."""
    found = [m for m in _times(item, c.times, around) if _SEASON.fullmatch(str(m.value("value")))]
    return next((m for m in found if _long_past(m, around)), None)


def _frame(item: Found, c: Candidate, around: Around) -> Mark | None:
    """The time long past, where the clauses over this one, or else the sentence before, name such times alone."""
    if c.times:  # one of its own that no calendar tells: "in October"
        return None
    times = _times(item, c.frames, around)
    told = c.sentence
    for _ in range(_BACK):
        if times or c.type in SPOKEN or around.times.within(item.passage.span(*told)):
            break
        earlier = around.events.before(id(item.passage), told[0])
        if not any(e.simple for e in earlier):
            break
        told = earlier[0].sentence
        times = [m for e in earlier if e.simple for m in _times(item, e.times, around)]
    return times[0] if times and all(_long_past(m, around) for m in times) else None


def _times(item: Found, extents: tuple[Extent, ...], around: Around) -> list[Mark]:
    found = [m for e in extents for _, m in around.times.within(_wide(item, e))]
    return [m for m in found if m.value("type") in ("DATE", "TIME", None)]


def _ended(c: Candidate) -> bool:
    """ "Plans to end its blockade next month": the day is that of the end."""
    table, _, word = c.modality_how.partition(":")
    return table == "modality.tsv" and any(
        (row.modality, row.negated) == ("happened", "ongoing")
        for kind in ("verb", "noun")
        for row in effects().get((kind, word), ())
    )


def day(text: object) -> date | None:
    """The day that an ISO date begins with, None for anything else."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
