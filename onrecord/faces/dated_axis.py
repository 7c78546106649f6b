"""Bars beside a timeline, on one axis: a day is a sharp tick, what is known less closely a bar with faded ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from markupsafe import Markup

from onrecord.faces import happened, words
from onrecord.faces.dated import Dated
from onrecord.faces.told import Told
from onrecord.shapes.table import load

TABLE = "toward.tsv"
WIDTH, HIGH = 180, 16
EDGE = 8  # pixels at both ends of the axis for what lies beyond
OPEN = 34  # pixels over which a bar fades that has no end
ABOUT = 9  # pixels to both sides of a day that is told as "about"
STEPS = 4  # of fading
NO_DAY = "no day told"
BEFORE, AFTER, NEAR = "before", "after", "about"
_BEFORE = 24  # characters before a day that may hold such words
_AROUND = 2  # times the days of the reports, before and after them, that an axis shows at most
_LEAST = 14  # days


@dataclass(frozen=True, slots=True)
class When:
    """The days of an entry: from `first` to `last`, of which one is None where it is open to that side.

    `about`: the words say so. `said` is that in words, `edtf` in the Extended Date/Time Format.
    """

    first: date | None
    last: date | None
    about: bool
    said: str
    edtf: str

    @property
    def exact(self) -> bool:
        """True for a single day that is told as such."""
        return self.first == self.last and not self.about

    @property
    def note(self) -> str:
        """What a date in a column does not show of it; empty where it shows all."""
        if self.about or self.first is None or self.last is None:
            return self.said
        return NO_DAY if self.said.endswith(NO_DAY) else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry and its bar; `svg` is None where there is no axis."""

    entry: Dated
    when: When
    svg: Markup | None


@dataclass(frozen=True, slots=True)
class Bars:
    """The dated entries on their axis (None where one day is all there is), and those without a day."""

    scale: Markup | None
    bars: tuple[Bar, ...]
    undated: tuple[Dated, ...]


def draw(told: Told, entries: Sequence[Dated]) -> Bars:
    """The entries of a story with their bars, in the order in which they come."""
    found = [(entry, when(entry.row, toward(told, entry.row))) for entry in entries]
    dated = [(entry, days) for entry, days in found if days is not None]
    axis = _axis(told, [days for _, days in dated])
    return Bars(
        axis.scale() if axis else None,
        tuple(Bar(entry, days, axis.bar(days) if axis else None) for entry, days in dated),
        tuple(entry for entry, days in found if days is None),
    )


def when(row: Mapping[str, Any], side: str = "") -> When | None:
    """When something is told to have happened; `side` says on which side of the day. None for what has none."""
    first, last = words.day(row.get("from")), words.day(row.get("to"))
    if first is None and last is None:
        return None
    named = _named(first, last)
    if named and side == BEFORE:
        first = None
    elif named and side == AFTER:
        last = None
    about = side == NEAR
    return When(first, last, about, _said(named, first, last, about), _edtf(named, first, last, about))


def toward(told: Told, row: Mapping[str, Any]) -> str:
    """What the words before a day say of it ("before", "after", "about"), in the telling that is shown; else empty."""
    shown = happened.shown(row)
    filed = told.by_id.get(str(shown.get("report")))
    days = (told.event(shown) or {}).get("when") or {}
    if filed is None or "start" not in days or (days.get("from"), days.get("to")) != (row.get("from"), row.get("to")):
        return ""
    at = int(days["start"])
    before = " ".join(filed.text[max(0, at - _BEFORE) : at].casefold().split())
    inside = " ".join(filed.text[at : int(days["end"])].casefold().split())
    for phrase, side in _toward():
        if before.endswith(f" {phrase}") or before == phrase or inside.startswith(f"{phrase} "):
            return side
    return ""


@cache
def _toward() -> tuple[tuple[str, str], ...]:
    rows = load(__package__, TABLE, ("words", "side"))
    return tuple(sorted(((r["words"], r["side"]) for r in rows), key=lambda row: -len(row[0])))


# -- in words ------------------------------------------------------------------------------------------------------


def _named(first: date | None, last: date | None) -> str:
    """One day, month or year as ISO 8601 has it; empty for any other stretch, and for one that is open."""
    if first is None or last is None:
        return ""
    named, until = words.dated(first.isoformat(), last.isoformat())
    return "" if until else named


def _said(named: str, first: date | None, last: date | None, about: bool) -> str:
    if first is None or last is None:
        day = first or last
        assert day is not None
        return f"no {'earlier' if last is None else 'later'} than {_in_words(named or day.isoformat())}"
    if named:
        told = _in_words(named)
        exact = len(named) == len("2031-05-03")
        return f"about {told}" if about else told if exact else f"{told}, {NO_DAY}"
    between = words.days(first.isoformat(), last.isoformat())
    return f"about {between}" if about else f"between {between.replace(' to ', ' and ')}"


def _in_words(named: str) -> str:
    """A day, month or year: "3 May 2031", "May 2031", "2031"."""
    whole = words.days(named, named)
    return whole if len(named) == len("2031-05-03") else whole.split(" ", 1)[1] if "-" in named else named


def _edtf(named: str, first: date | None, last: date | None, about: bool) -> str:
    mark = "~" if about else ""
    if first is not None and last is not None:
        return f"{named}{mark}" if named else f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"
    ends = [day and (named or day.isoformat()) for day in (first, last)]
    return "/".join(end or ".." for end in ends)


# -- as a picture --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def x(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        return EDGE + (WIDTH - 2 * EDGE) * (day - self.first).days / span

    def scale(self) -> Markup:
        """The axis itself, with days, months or years under it."""
        ticks = _ticks(self.first, self.last)
        parts = [Markup('<path class="axis" d="M0 3.5H{}"/>').format(WIDTH)]
        for day, said in ticks:
            x = self.x(day)
            anchor = "start" if x < 20 else "end" if x > WIDTH - 20 else "middle"
            text = Markup('<path class="axis" d="M{0:.1f} 1v5"/><text x="{0:.1f}" y="15" text-anchor="{1}">{2}</text>')
            parts.append(text.format(x, anchor, said))
        svg = Markup('<svg class="when scale" viewBox="0 0 {} 18" aria-hidden="true">{}</svg>')
        return svg.format(WIDTH, Markup("").join(parts))

    def bar(self, when: When) -> Markup:
        """The bar of an entry."""
        svg = Markup(
            '<svg class="when" viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><title>{2}</title>'
            '<path class="axis" d="M0 {3}H{0}"/>{4}</svg>'
        )
        return svg.format(WIDTH, HIGH, when.said, HIGH / 2, self._shape(when))

    def _shape(self, when: When) -> Markup:
        first, last = when.first or when.last, when.last or when.first
        assert first is not None
        assert last is not None
        if last < self.first:
            return Markup('<path class="beyond" d="M8 {}l-6 5l6 5"/>').format(HIGH / 2 - 5)
        if first > self.last:
            return Markup('<path class="beyond" d="M{} {}l6 5l-6 5"/>').format(WIDTH - 8, HIGH / 2 - 5)
        a, b = self.x(max(first, self.first)), self.x(min(last, self.last))
        if when.exact:
            return Markup('<rect class="tick" x="{:.1f}" y="2" width="3" height="{}"/>').format(a - 1.5, HIGH - 4)
        if when.first is None:
            fade = max(10.0, min(OPEN, b))
            return _tick(b) + _faded(b - fade, b, fade, 0)
        if when.last is None:
            fade = max(10.0, min(OPEN, WIDTH - a))
            return _tick(a) + _faded(a, a + fade, 0, fade)
        if when.about:
            a, b = a - ABOUT, b + ABOUT
            return _faded(a, b, (b - a) / 2, (b - a) / 2)
        a, b = min(a, b - 6), max(b, a + 6)
        fade = min(10.0, (b - a) / 3)
        return _faded(a, b, fade, fade)


def _axis(told: Told, found: Sequence[When]) -> _Axis | None:
    """The days that are shown: those of the entries, unless they lie far from the reports."""
    days = [day for one in found for day in (one.first, one.last) if day is not None]
    if len(set(days)) < 2:
        return None
    began, ended = words.day(told.account.get("from")), words.day(told.account.get("to"))
    first, last = min(days), max(days)
    if began is not None and ended is not None:
        reach = timedelta(days=_AROUND * max(_LEAST, (ended - began).days))
        first, last = max(first, began - reach), min(last, ended + reach)
        near = [day for day in days if first <= day <= last]
        first, last = min(near, default=first), max(near, default=last)
    return _Axis(first, last) if first < last else None


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """The ends of an axis and, where there is room, its middle."""
    span = (last - first).days
    chosen = [first, first + timedelta(days=span // 2), last] if span > 3 else [first, last]
    if span > 3 * 366:
        return [(day, str(day.year)) for day in chosen]
    if span > 120:
        return [(day, f"{words.SHORT_MONTHS[day.month - 1]} {day.year}") for day in chosen]
    return [(day, f"{day.day} {words.SHORT_MONTHS[day.month - 1]}") for day in chosen]


def _tick(x: float) -> Markup:
    return Markup('<rect class="tick" x="{:.1f}" y="3" width="2" height="{}"/>').format(x - 1, HIGH - 6)


def _faded(a: float, b: float, left: float, right: float) -> Markup:
    """A bar whose ends fade out over so many pixels, in steps: nothing has to be looked up by name, and it prints."""
    parts = []
    for n in range(STEPS):
        look, wide = f"f{n + 1}", left / STEPS
        if left:
            parts.append(_piece(look, a + n * wide, wide))
        if right:
            parts.append(_piece(look, b - (n + 1) * right / STEPS, right / STEPS))
    if b - right > a + left:
        parts.append(_piece("f5", a + left, b - right - a - left))
    return Markup("").join(parts)


def _piece(look: str, x: float, wide: float) -> Markup:
    if x < 0:
        x, wide = 0.0, wide + x
    wide = min(wide, WIDTH - x)
    if wide <= 0:
        return Markup("")
    rect = Markup('<rect class="{}" x="{:.1f}" y="4" width="{:.1f}" height="{}"/>')
    return rect.format(look, x, wide, HIGH - 8)
