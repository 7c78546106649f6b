"""When an event was, as far as its words tell, and what its day says of whether it came about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.marks.events.candidate import Candidate, Extent
from onrecord.marks.events.tables import SPOKEN, effects
from onrecord.shapes.mark import Cell, Found, Mark, When
from onrecord.shapes.span import Span

if TYPE_CHECKING:
    from onrecord.marks.events.around import Around

A_YEAR = timedelta(days=365)
REAL = ("happened", "ongoing")
# What is said or judged of another event has that event's words inside its own.
OVER_OTHERS = SPOKEN | {"SANCTION"}


def when(item: Found, c: Candidate, around: Around) -> tuple[Cell | None, Mark | None]:
    """The time beside the event: one that the parse ties to it, else the nearest in its clause."""
    tied = [m for e in c.times for _, m in around.times.within(_wide(item, e))]
    clause = item.passage.span(*c.clause)
    own = item.passage.span(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    inside = [m for _, m in around.times.within(own)]
    # A noun's own phrase ("the March attack") tells more than what hangs on its verb ("was convicted on Monday").
    ranks = (inside, tied) if c.noun and own.end - own.start < clause.end - clause.start else (tied, inside)
    if not c.noun and c.type in SPOKEN:
        ranks, clause = (tied, []), anchor  # other days in the words of a speech act are of what is said
    for marks, mine in ((ranks[0], True), (ranks[1], True), ([m for _, m in around.times.within(clause)], False)):
        dated = [m for m in marks if m.value("type") in ("DATE", "TIME", None) and (m.value("from") or m.value("to"))]
        dated = [m for m in dated if not _of_another(m, c, anchor, mine, around)]
        if dated:
            time = min(dated, key=lambda m: (abs(m.start - anchor.start), m.start))
            value = When(time.hull, time.value("from"), time.value("to"), _precision(time.value("value")))
            return Cell(value, "time", time.parts), time
    return None, None


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
    last, first = (day(time.value("to")), day(time.value("from"))) if time is not None else (None, None)
    if time is not None and around.published is not None and c.modality in REAL:
        plain = c.modality == "happened" or c.modality_how == "nouns.tsv"
        if plain and last is not None and last < around.published - A_YEAR:
            return "historical", "time", time.parts
        if first is not None and first > around.published and c.tense != "past" and not _ended(c):
            return "planned", "time", time.parts
    return c.modality, c.modality_how, at


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
