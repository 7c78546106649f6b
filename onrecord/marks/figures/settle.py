"""Figures of a report from those of its paragraphs: dates are taken out, places, counters and days put in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord.marks.figures.candidate import Candidate, Stretch
from onrecord.marks.figures.counter import channel, counter, modality
from onrecord.marks.figures.days import Settled, dated
from onrecord.marks.figures.given import Given, Near
from onrecord.marks.figures.kinds import TIMELESS
from onrecord.marks.figures.when import when
from onrecord.marks.figures.where import beside_counter, named_places, where
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Value
from onrecord.shapes.passage import Passage
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """The figures of a report, in text order. `part_of` counts in that order."""
    if not found:
        return ()
    places, mentions = Near(given.get("place", ())), Near(given.get("mention", ()))
    known = Given(
        report,
        Who(given.get("mention", ())),
        Near(given.get("time", ())),
        places,
        named_places(report.text, places, mentions),
        Near(given.get("quote", ())),
        mentions,
        tuple(item.passage.span(*item.candidate.number) for item in found),
    )
    kept: list[tuple[Settled, tuple[int, int], tuple[int, int] | None]] = []
    for number, (passage, items) in enumerate(groupby(found, key=lambda item: item.passage)):
        for place, item in enumerate(items):
            candidate: Candidate = item.candidate
            parts = passage.spans(candidate.start, candidate.end)
            if not parts or _is_time(candidate, passage, known):
                continue
            mark = Mark("figure", parts, _cells(candidate, passage, known))
            parent = (number, candidate.parent) if candidate.parent >= 0 else None
            kept.append((Settled(mark, candidate, passage), (number, place), parent))
    kept.sort(key=lambda entry: (entry[0].mark.start, entry[0].mark.end))
    at = {key: i for i, (_, key, _) in enumerate(kept)}
    settled = [_with_parent(one, at.get(parent, -1) if parent else -1) for one, _, parent in kept]
    return dated([_where_whole(one, settled) for one in settled], known)


def _where_whole(one: Settled, found: Sequence[Settled]) -> Settled:
    """People or things that are a part, with no place of their own, are where the whole is."""
    c = one.candidate
    if one.parent < 0 or "where" in one.mark.cells or c.what in TIMELESS or c.counted is None:
        return one
    whole = found[one.parent].mark.cells.get("where")
    if whole is None:
        return one
    cells = {**one.mark.cells, "where": Cell(whole.value, "as whole", whole.at)}
    return replace(one, mark=replace(one.mark, cells=cells))


def _with_parent(one: Settled, parent: int) -> Settled:
    if parent < 0:
        return one
    scope = one.mark.cells["scope"]
    cells = {**one.mark.cells, "part_of": Cell(parent, scope.how, scope.at)}
    return replace(one, mark=replace(one.mark, cells=cells), parent=parent)


def _is_time(c: Candidate, passage: Passage, known: Given) -> bool:
    """A number that is part of a date, a clock time or a "two weeks ago"; a length of time stays a figure."""
    span = passage.span(*c.number)
    for mark in known.times.over(span):
        if mark.value("type") == "DURATION" or (c.form == "ordinal" and mark.cells["type"].how == "nth day"):
            continue
        if any(part.overlaps(span) for part in mark.parts):
            return True
    return False


def _cells(c: Candidate, passage: Passage, known: Given) -> dict[str, Cell]:
    number = passage.spans(*c.number)
    cells: dict[str, Cell] = {}

    def put(name: str, value: Value, how: str, at: tuple[Span, ...]) -> None:
        if value is not None and at:
            cells[name] = Cell(value, how, at)

    def spans(stretch: Stretch | None) -> tuple[Span, ...]:
        return passage.spans(*stretch) if stretch is not None else ()

    put("value", c.value, c.form, number)
    put("low", c.low, c.form, number)
    put("high", c.high, c.form, number)
    hedge_at = spans(c.hedge_at)
    words = " ".join(passage.text[slice(*c.hedge_at)].lower().split()) if c.hedge_at else ""
    put(
        "hedge",
        c.hedge,
        f"hedges.tsv:{words}" if words and c.form not in ("range", "vague") else c.form,
        hedge_at or number,
    )
    if hedge_at and c.hedge != "exact":
        put("hedge_text", Span(hedge_at[0].start, hedge_at[-1].end), "hedges.tsv", hedge_at)
    put("unit", c.unit or None, f"units.tsv:{c.unit}" if c.unit != "fraction" else "fraction", spans(c.unit_at))
    put("what", c.what, c.what_how, spans(c.what_at))
    counted = spans(c.counted)
    if counted:
        put("counted", Span(counted[0].start, counted[-1].end), "noun", counted)
    put("scope", c.scope, "scope" if c.scope_at else "default", spans(c.scope_at) or number)
    put("directness", c.directness or None, "directness.tsv", spans(c.directness_at))
    put("retracted", True if c.retracted_at else None, "taken back", spans(c.retracted_at))
    by = counter(c, passage, known)
    for name, cell in (
        ("where", beside_counter(where(c, passage, known), by)),
        ("counter", by),
        ("channel", channel(c, passage, known)),
        ("modality", modality(c, passage, known)),
    ):
        if cell is not None:
            cells[name] = cell
    cells.update(when(c, passage, known))
    return cells
