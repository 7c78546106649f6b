"""What the day of an event says of whether it came about: long past, or yet to come."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from onrecord.marks.events.candidate import Candidate
from onrecord.marks.events.tables import SPOKEN, effects
from onrecord.marks.events.when import apart, day, times_in
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Found, Mark
from onrecord.shapes.span import Span

if TYPE_CHECKING:
    from onrecord.marks.events.around import Around

A_YEAR = timedelta(days=365)
REAL = ("happened", "ongoing")
GONE = ("happened", "historical")
_AHEAD = re.compile(rf"\b{either(words_of('next'))}\b", re.IGNORECASE)
_SEASON = re.compile(r"(\d{4})-(?:SP|SU|FA|WI)")
_FOUNDING = words_of("founds")
_EARLY = 2  # months of a year in which the one before is near yet
_BACK = 3  # sentences before one among which its time is looked for
_PHRASE = 25  # characters between a year and the noun of which it stands, at most
_THERE = SPOKEN | {"DISASTER"}  # what "the" tells of is there already: "the storm could make landfall on Sunday"


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
    if time is not None and dated and any(time in times_in(item, (e,), around) for e in c.times):
        return "happened", "time", time.parts  # "Rovers lose to a late goal, Sunday 12 May 2013", printed that day
    if time is not None and c.modality in REAL:
        plain = c.modality == "happened" or c.modality_how == "nouns.tsv"
        past = _long_past(time, around) or (
            c.modality == "happened" and (c.simple or not c.noun) and _last_year(time, around)
        )
        if plain and past and not _of_now(item, c, time):
            return "historical", "time", time.parts
        late = is_to_come(time, around)
        beside = c.simple and not c.noun  # "spoke before postponing it until Monday"
        tied = any(time in times_in(item, (e,), around) for e in c.times) if late else False
        late = late and (tied or not apart(time, anchor, around))
        own = item.passage.span(c.start, c.end)
        late = late and not (c.noun and c.definite and c.type in _THERE and not own.contains(time.hull))
        if late and c.tense != "past" and not beside and not _ended(c) and c.modality_how != "parse:goes on":
            return "planned", "time", time.parts
    return c.modality, c.modality_how, at


def is_to_come(time: Mark | None, around: Around) -> bool:
    """True for a time that begins after the day of the report."""
    first = day(time.value("from")) if time is not None else None
    return around.published is not None and first is not None and first > around.published


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
    found = [m for m in times_in(item, c.times, around) if _SEASON.fullmatch(str(m.value("value")))]
    return next((m for m in found if _long_past(m, around)), None)


def _frame(item: Found, c: Candidate, around: Around) -> Mark | None:
    """The time long past, where the clauses over this one, or else the sentence before, name such times alone."""
    if c.times:  # one of its own that no calendar tells: "in October"
        return None
    times = times_in(item, c.frames, around)
    told = c.sentence
    for _ in range(_BACK):
        if times or c.type in SPOKEN or around.times.within(item.passage.span(*told)):
            break
        earlier = around.events.before(id(item.passage), told[0])
        if not any(e.simple for e in earlier):
            break
        told = earlier[0].sentence
        times = [m for e in earlier if e.simple for m in times_in(item, e.times, around)]
    return times[0] if times and all(_long_past(m, around) for m in times) else None


def _ended(c: Candidate) -> bool:
    """ "Plans to end its blockade next month": the day is that of the end."""
    table, _, word = c.modality_how.partition(":")
    return table == "modality.tsv" and any(
        (row.modality, row.negated) == ("happened", "ongoing")
        for kind in ("verb", "noun")
        for row in effects().get((kind, word), ())
    )
