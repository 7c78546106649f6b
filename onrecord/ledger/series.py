"""How figures of a story moved: the same thing counted, in the same place, over time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.ledger.quantities import quantities
from onrecord.ledger.tally import FIRM, Tally
from onrecord.ledger.words import most
from onrecord.shapes.backing import Backing, Share
from onrecord.shapes.link import Point, Series
from onrecord.shapes.reading import Reading


def series(
    readings: Iterable[Reading], backing: Backing, later: Mapping[str, Collection[str]] | None = None
) -> tuple[Series, ...]:
    """The series of a story's figures: people harmed, held or helped first, of each sort those with most points.

    Takes: the story's readings, what stands behind its reports, and of old versions of a page the newer ones (what
    those still say is their point). Points are in order of the day they stand for (as-of, else publication), then of
    publication. A figure that stands alone makes a series only when it counts people or things harmed, held or helped.
    """
    return series_of(quantities(readings, later), backing)


def series_of(counted: Iterable[Sequence[Tally]], backing: Backing) -> tuple[Series, ...]:
    """The series of a story from its quantities."""
    groups = [group for group in counted if _tells(group)]
    found = [_series(same, backing) for group in groups for same in _by_unit(group)]
    return tuple(sorted(found, key=lambda s: (not _of_people(s), -len(s.points), *_named(s))))


def _of_people(one: Series) -> bool:
    """True for people (or things) harmed, held or helped: what a story is asked for first."""
    return one.what in FIRM


def _named(one: Series) -> tuple[str, str, str, tuple[str, int]]:
    return one.what, one.where or "", one.counted or "", _first(one)


def _first(one: Series) -> tuple[str, int]:
    return (one.points[0].report, one.points[0].start)


def _tells(group: Sequence[Tally]) -> bool:
    return group[0].what in FIRM or len({t.report for t in group}) > 1 or len({t.value for t in group}) > 1


def _by_unit(group: Sequence[Tally]) -> list[list[Tally]]:
    """A group in those of one unit each: numbers stay as printed, and 64 kilometres are not 64 miles."""
    out: dict[str | None, list[Tally]] = {}
    for t in group:
        out.setdefault(t.unit, []).append(t)
    return list(out.values())


def _series(group: Sequence[Tally], backing: Backing) -> Series:
    ordered = sorted(group, key=lambda t: (t.at or "9", t.published or "9", t.report, t.start))
    same: dict[tuple[object, ...], list[Tally]] = {}
    for t in ordered:
        same.setdefault(_number(t), []).append(t)
    behind = {number: backing.behind(told) for number, told in same.items()}
    return Series(
        what=_what(ordered),
        counted=most(t.counted for t in ordered),
        where=_where(ordered),
        unit=ordered[0].unit,
        scope=ordered[0].scope,
        points=tuple(_point(t, behind[_number(t)], backing.origin(t)) for t in ordered),
    )


def _where(group: Sequence[Tally]) -> str | None:
    """Where all of it was: as the figures' own sentences say, unless more reports tell it by the words around them.

    What one report has in a sentence does not name what the others count elsewhere.
    """
    own = most(t.where for t in group if t.place)
    if own is None:
        return most(t.where for t in group)
    known = {t.report for t in group if t.where == own}
    others: dict[str, set[str]] = {}
    for t in group:
        if t.where and not t.place and t.report not in known:
            others.setdefault(t.where, set()).add(t.report)
    more = max(sorted(others), key=lambda name: len(others[name]), default=None)
    return more if more is not None and len(others[more]) > len(known) else own


def _what(group: Sequence[Tally]) -> str:
    """What is counted, as most reports call it; bodies are no kind of their own."""
    printed = most(t.printed_what for t in group if t.what != "killed")
    return printed or group[0].what


def _number(t: Tally) -> tuple[object, ...]:
    return (t.value, t.low, t.high)


def _point(t: Tally, behind: tuple[Share, ...], origin: str) -> Point:
    return Point(
        report=t.report,
        start=t.start,
        end=t.end,
        as_of=t.as_of,
        published=t.published,
        value=t.value,
        low=t.low,
        high=t.high,
        hedge=t.hedge,
        counter=t.counter,
        retracted=t.retracted,
        origins=len(behind),
        behind=behind,
        origin=origin,
    )
