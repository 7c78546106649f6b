"""The day of figures that name none: that of the whole, of the same figure told with its day, else of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.context import WHOSE
from onrecord.marks.figures.given import Given
from onrecord.marks.figures.kinds import HARMED, TIMELESS
from onrecord.marks.figures.when import as_printed, said_then
from onrecord.marks.figures.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Mark, When
from onrecord.shapes.passage import Passage
from onrecord.shapes.quick import quick
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

# A crowd is not counted on: who attended did so on the day that the text names, or on none.
_TOLLS = HARMED - {"attended"}
_JUST_BEFORE = 600  # characters of the same paragraph over which a day named before still holds
_CROWD_BACK = 2000  # characters over which the day of a gathering holds for the crowds at it
_STILL_OPEN = 4  # days after a happening in which its hedged toll is still counted
_NOW = re.compile(rf"\b{either(words_of('by now') | words_of('at present'))}\b", re.I)
_LONG_AFTER = re.compile(r"\b(?:years?|months?|decades?|anniversary)\s+(?:\w+\s+)?(?:after|since|of)\b", re.I)
_NEAR = 4  # figures over which one measured in the same breath holds for the same time
_LONG_AGO = 60  # days after which what happened is no news
_NEWS_DAYS = 9  # days up to publication that a report tells of as news


@quick
@dataclass(frozen=True, slots=True)
class Settled:
    """A figure with what it was read from; `parent` is its place in the list of the whole it is a part of."""

    mark: Mark
    candidate: Candidate
    passage: Passage
    parent: int = -1


def dated(found: Sequence[Settled], known: Given) -> list[Mark]:
    """The marks of `found` in their order, with the day that the report tells elsewhere for those that name none.

    A toll that no words date holds for the report's own day, where the text prints it; a day of the report's cannot
    be told for a share, a price or a crowd.
    """
    own = _own_day(known)
    still = {i for i, one in enumerate(found) if own is not None and _is_open(one, known)}
    still |= {i for i, one in enumerate(found) if own is not None and _is_told_with(one, [found[k] for k in still])}
    told: dict[tuple[object, ...], Cell] = {}
    for i, one in enumerate(found):
        cell = own if i in still else one.mark.cells.get("as_of")
        if cell is not None:
            told.setdefault(_says(one.mark), cell)
    out: list[Mark] = []
    for i, one in enumerate(found):
        cell = None
        if i in still:
            cell = own
        elif not _has_day(one.mark, known) and not _is_supposed(one):
            standing = one.candidate.source_how.startswith(
                WHOSE
            )  # "the office's count is 37": as the report is written
            cell = _elsewhere(one, found, told) or (None if standing else _told_just_before(one, known))
            before = next((k for k in range(i - 1, max(-1, i - 1 - _NEAR), -1) if _is_alike(one, found[k])), None)
            if cell is None and before is not None and (then := out[before].cells.get("as_of")) is not None:
                cell = Cell(then.value, "as before", then.at)
            if cell is None and own is not None and _NOW.search(one.passage.text[slice(*one.candidate.clause)]):
                cell = own
            if cell is None and (_is_toll(one) or _goes_on(one)) and not one.candidate.was:
                old, then = _of_old(one, known)
                if old:
                    out.append(_historical(one, then))
                    continue
                cell = own
        out.append(one.mark if cell is None else replace(one.mark, cells={**one.mark.cells, "as_of": cell}))
    return out


def _is_open(one: Settled, known: Given) -> bool:
    """A toll that may still rise ("at least 12") holds for the report's day, though it names that of the happening."""
    cell, day = one.mark.cells.get("as_of"), known.report.published.date
    if cell is None or cell.how != "time" or day is None or one.mark.value("hedge") == "exact" or not _is_toll(one):
        return False
    first = str(cell.value.first)
    before = known.report.text[max(0, cell.at[0].start - 8) : cell.at[0].start].lower().split()
    return (
        len(first) == len(day)
        and 0 < _days_between(first, day) < _STILL_OPEN
        and before[-2:] != ["as", "of"]
        and before[-1:] != ["by"]
        and not _said_then(one, cell, known)
    )


def _said_then(one: Settled, cell: Cell, known: Given) -> bool:
    number = one.passage.span(*one.candidate.number)
    return any(said_then(number, mark, known) for mark in known.times.over(cell.at[0]))


def _is_told_with(one: Settled, still: Sequence[Settled]) -> bool:
    """ "killing 17 or more and wounding 38": one toll is no more final than the other beside it."""
    cell = one.mark.cells.get("as_of")
    if cell is None or cell.how != "time" or not _is_toll(one):
        return False
    return any(
        o.passage == one.passage and o.candidate.sentence == one.candidate.sentence and o.mark.cells["as_of"] == cell
        for o in still
    )


def _has_day(mark: Mark, known: Given) -> bool:
    """True where words date the figure; one counted since a day, or in a year that runs, holds for the report's day."""
    period = mark.value("period")
    day = known.report.published.date
    over = isinstance(period, When) and (day is None or period.last is None or period.last < day)
    return "as_of" in mark.cells or over


def _says(mark: Mark) -> tuple[object, ...]:
    return tuple(mark.value(name) for name in ("what", "value", "low", "high", "unit"))


def _is_toll(one: Settled) -> bool:
    what = str(one.mark.value("what"))
    return what in _TOLLS or what.removeprefix("other:") in words_of("toll")


def _is_alike(one: Settled, before: Settled) -> bool:
    """ "Sales fell by 9 percent in May. Bread lost 12 percent": measured in one breath."""
    c, b = one.candidate, before.candidate
    alike = c.what == b.what and c.what in ("percent", "money", "votes")
    return alike and one.passage == before.passage and not c.was and not c.unreal


def _is_supposed(one: Settled) -> bool:
    """ "the toll would have been 300": of no day."""
    return one.mark.value("modality") in ("hypothetical", "planned")


def _goes_on(one: Settled) -> bool:
    """People of whom a number is told as it is by now: "forty pupils have fallen ill"."""
    c = one.candidate
    sort, _, noun = c.what.partition(":")
    return sort == "other" and c.people and (c.stands == "perfect" or (bool(c.stands) and noun in words_of("toll")))


def _elsewhere(one: Settled, found: Sequence[Settled], told: dict[tuple[object, ...], Cell]) -> Cell | None:
    if one.parent >= 0:
        whole = found[one.parent].mark.cells.get("as_of")
        if whole is not None:
            return Cell(whole.value, "as whole", whole.at)
    again = told.get(_says(one.mark))
    if again is not None and _is_toll(one):
        return Cell(again.value, "said again", again.at)
    if one.passage.role == "title" and _is_toll(one):
        for other in found:
            same = other.mark.value("what") == one.mark.value("what") and other.passage.role == "body"
            if same:
                cell = other.mark.cells.get("as_of")
                return None if cell is None else Cell(cell.value, "as body", cell.at)
    return None


def _own_day(known: Given) -> Cell | None:
    """The report's day with the place where the text prints it; None where it prints none."""
    day = known.report.published.date
    if day is None:
        return None
    for mark in _ahead_of_body(known.report, known):
        if mark.value("from") == day == mark.value("to"):
            return Cell(When(mark.hull, day, day, "day"), "published", mark.parts)
    cell = known.report.cells.get("published")
    return None if cell is None or not cell.at else Cell(When(cell.at[0], day, day, "day"), "published", cell.at)


def _ahead_of_body(report: Report, known: Given) -> Iterator[Mark]:
    body = next((b.span for b in report.blocks if b.kind == "body"), None)
    for mark in known.times:
        if body is not None and mark.start >= body.start:
            dateline = report.value("dateline")
            if dateline is None or not dateline.span.overlaps(mark.hull):
                return
        yield mark


def _told_just_before(one: Settled, known: Given) -> Cell | None:
    """The day named last before a toll or a deed, in the paragraphs up to it: of the days that are news.

    A gathering has one day in all of the report.
    """
    day, crowd = known.report.published.date, one.mark.value("what") == "attended"
    if not (crowd or _is_toll(one) or one.candidate.deed):
        return None
    if one.candidate.stands and not crowd:
        return None
    if one.candidate.what in TIMELESS and one.candidate.form != "ordinal":
        return None
    start = one.mark.start - (_CROWD_BACK if crowd else _JUST_BEFORE)
    if not crowd and not _is_toll(one):
        start = max(start, one.passage.hull.start)
    best: Cell | None = None
    start = min(max(0, start, _body_from(known.report)), one.mark.start)  # a headline stands above the paragraphs
    for mark in known.times.over(Span(start, one.mark.start)):
        first, last = mark.value("from"), mark.value("to")
        if first is None or mark.value("type") not in ("DATE", "TIME"):
            continue
        if day is not None and last is not None and _days_between(last, day) > _LONG_AGO:
            best = None  # "A dam burst in 2019": what follows is told of that one
        if first != last:
            continue
        if day is None or _days_between(first, day) in range(_NEWS_DAYS):
            best = Cell(When(mark.hull, first, last, "day"), "day-told-before", mark.parts)
    return best


def _body_from(report: Report) -> int:
    """Where the paragraphs begin: the day printed above them is that of publication."""
    return next((b.span.start for b in report.blocks if b.kind == "body"), 0)


def _historical(one: Settled, then: Cell | None) -> Mark:
    cell = Cell("historical", "told of a time long past", (one.mark.hull,))
    cells = {"modality": cell, **one.mark.cells}
    return replace(one.mark, cells=cells if then is None else {**cells, "as_of": then})


def _of_old(one: Settled, known: Given) -> tuple[bool, Cell | None]:
    """ "a year after the flood that killed 58", "In April last year …" just before: not of these days; and of when."""
    start = max(one.passage.hull.start, one.mark.start - _JUST_BEFORE)
    if one.candidate.aside and _LONG_AFTER.search(known.report.text[start : one.mark.start]):
        return True, None
    day = known.report.published.date
    last = [m for m in known.times.over(Span(start, one.mark.start)) if m.value("type") in ("DATE", "TIME")][-1:]
    lead = known.report.text[start : last[0].start].lower().split() if last else []
    leads = lead[-1:] == ["in"] and (len(lead) < 2 or lead[-2][-1] in '.!?”"')
    ends = last[0].value("to") if leads and len(str(last[0].value("value"))) > len("2019") else None
    if ends is None or day is None or _days_between(ends, day) <= _LONG_AGO:
        return False, None
    return True, Cell(as_printed(last[0], str(last[0].value("from")), ends), "day-told-before", last[0].parts)


def _days_between(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return -1
