"""Figures asked for by filters, and the series that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from onrecord.faces import statements
from onrecord.faces.chart import Panel
from onrecord.faces.found import printed
from onrecord.faces.told import Filed, Place, line
from onrecord.ledger.counted import Asked
from onrecord.ledger.rows import Found
from onrecord.ledger.store import Store
from onrecord.ledger.views import view
from onrecord.shapes import called
from onrecord.shapes.moment import days_of

_COMMON = 5  # words that a message names where none is near
# How a filter alone is asked for.
_ALONE: dict[str, Callable[[str], Asked]] = {
    "what": lambda w: Asked(what=w),
    "where": lambda w: Asked(where=w),
    "counter": lambda w: Asked(counter=w),
}

Row = dict[str, Any]


def figures(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The figures that fit, as the record prints them, with their report and exact words, in order of addition.

    Of a page that was read more than once those of the newest version, with `versions` those of all.
    """
    return printed(store, store.counted(asked), versions=versions)


def undated(store: Store, asked: Asked, *, versions: bool = False) -> list[Row]:
    """The figures that fit but for the days, and stand for no day that is known."""
    return figures(store, replace(asked, since=None, until=None, undated=True), versions=versions)


def that_fit(store: Store, rows: Iterable[Mapping[str, Any]], asked: Asked) -> list[Row]:
    """Of some series those with a figure of what and where was asked for; of their points those that fit counter, scope
    and hedge. Days are for `within`.
    """
    chosen = _spans(store.counted(Asked(asked.what, asked.where)))
    fitting = _spans(store.counted(Asked(counter=asked.counter, scope=asked.scope, hedge=asked.hedge)))
    out = []
    for row in rows:
        if any(_span(p) in chosen for p in row["points"]):
            points = [p for p in row["points"] if _span(p) in fitting]
            out += [{**row, "points": points}] if points else []
    return out


def within(rows: Iterable[Mapping[str, Any]], since: str | None, until: str | None) -> tuple[list[Row], int]:
    """Some series with only those points that stand for a day from `since` to `until`; how many stand for none."""
    out, lost = [], 0
    for row in rows:
        days = [str(p.get("as_of") or p.get("published") or "")[:10] for p in row["points"]]
        lost += days.count("")
        told = [days_of(d) for d in days]
        fits = [first and (since or "")[:10] <= last and first <= (until or "9999")[:10] for first, last in told]
        points = [p for p, fit in zip(row["points"], fits, strict=True) if fit]
        out += [{**row, "points": points}] if points else []
    return out, lost


def viewed(store: Store, rows: Iterable[Mapping[str, Any]], name: str) -> list[Row]:
    """Some series with what a codebook takes from them, as `view`; those that it does not look at are left out."""

    def exact(point: Mapping[str, Any]) -> str:
        return store.text(point["report"])[point["start"] : point["end"]]

    found = ((row, view(row, name, exact)) for row in rows)
    return [{**row, "view": derived} for row, derived in found if derived is not None]


def panels(store: Store, rows: Iterable[Mapping[str, Any]]) -> list[Panel]:
    """Some series ready to be drawn, with the words of their values and whose they are."""
    (kind,) = (k for k in store.kinds if k.name == "figure")
    heads: dict[str, Filed] = {}
    marks: dict[str, dict[tuple[int, int], tuple[str, Row]]] = {}

    def there(place: Place) -> tuple[str, Row]:
        if place.report not in marks:
            found = zip(store.exact(kind, place.report), store.mark_rows(kind, place.report), strict=True)
            marks[place.report] = {(row["start"], row["end"]): (exact, row) for exact, row in found}
        return marks[place.report].get((place.start, place.end), ("", {}))

    def filed(report: str) -> Filed:
        return heads.setdefault(report, Filed(report, store.head(report)))

    @cache
    def named(story: str) -> str:
        head = store.head(story)
        return called.story(head["title"], head["title"] or called.beginning(store.text(story), head["blocks"]))

    def panel(row: Mapping[str, Any]) -> Panel:
        found = line(row, lambda p: there(p)[0], lambda p: there(p)[1], lambda r: filed(r).outlet)
        return Panel(str(row["story"]), named(str(row["story"])), found)

    return [panel(row) for row in rows]


def near(store: Store, asked: Mapping[str, str]) -> tuple[str, ...]:
    """What may be meant by the first filter that no figure of the ledger fits: the nearest words that there are.

    Of what is counted, where no word is near, the commonest; none where each filter fits some figure.
    """
    for cell, alone in _ALONE.items():
        if cell in asked and not store.counted(alone(asked[cell])):
            there = [w.removeprefix("other:") for w in store.counted_words(cell)]
            found = statements.nearest(asked[cell], there)
            return tuple(found or (there[:_COMMON] if cell == "what" else ()))
    return ()


def _spans(found: Sequence[Found]) -> set[tuple[str, int, int]]:
    return {(f.report, f.row["start"], f.row["end"]) for f in found}


def _span(point: Mapping[str, Any]) -> tuple[str, int, int]:
    return (point["report"], point["start"], point["end"])
