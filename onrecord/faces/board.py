"""The figures board: one mark for each stated value, drawn on the server. Hedges are shapes, and words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.faces import signs, words
from onrecord.faces.screen import clean
from onrecord.faces.told import Line, Value

WIDTH, HEIGHT = 680, 250
LEFT, RIGHT, TOP, BOTTOM = 62, 40, 22, 30
STRIP = 26  # pixels of the row for what is said without a number
UNDATED = 138  # pixels of the column for what stands for no day
LOW = 120  # pixels of a picture of few values
COLOURS = 6
FEWEST = 3  # values; a table says fewer better


@dataclass(frozen=True, slots=True)
class Board:
    """A drawn line: the picture, and who counted (letter, name) where there are several."""

    svg: Markup
    counters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The marks and axes of a line, to be put into a picture `WIDTH` wide and `height` high."""

    parts: Markup
    height: int
    counters: tuple[tuple[str, str], ...]


def board(line: Line, link: Callable[[Value], str | None]) -> Board | None:
    """The picture of a figure over time; None where there is too little to draw (a table says it better)."""
    dated = {(v.day, v.says) for v in line.values if words.day(v.day) is not None and signs.top(v) is not None}
    if len(dated) < FEWEST:
        return None
    drawn = draw(line, link)
    svg = Markup('<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, drawn.height, about(line), drawn.parts
    )
    return Board(svg, drawn.counters)


def about(line: Line) -> str:
    """What a picture shows, in words."""
    where = f", {line.where}" if line.where else ""
    return clean(f"{line.thing}{where}: {words.count(len(line.values), 'stated value')}")


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of a picture, from the first to the last; `undated`: with a column for what stands for no day."""

    first: date
    last: date
    undated: bool


def axis(values: Iterable[Value]) -> Axis:
    """The axis that some values need."""
    days = [words.day(v.day) for v in values]
    dated = [d for d in days if d is not None]
    return Axis(min(dated, default=date.min), max(dated, default=date.min), len(dated) < len(days))


def draw(line: Line, link: Callable[[Value], str | None], days: Axis | None = None) -> Drawn:
    """The marks of a figure over time; `days` is an axis that it shares with others.

    What stands for no day is in a column of its own, what has no number in a row of its own.
    """
    shown = line.values
    counters = list(dict.fromkeys(_person(v.counter) for v in shown))
    letters = [signs.letter(n) for n in range(len(counters))] if len(counters) > 1 else [""]
    frame = _Frame(shown, days or axis(shown))
    spots: dict[tuple[str, str, bool], list[Value]] = {}
    for value in shown:
        spots.setdefault((value.day, value.says, value.retracted), []).append(value)
    crowd = signs.Crowd(WIDTH, frame.height - BOTTOM + 6)
    placed = [frame.place(same, crowd) for same in spots.values()]  # all marks before any label
    where: dict[int, tuple[float, float]] = {}
    for same, (xs, y) in zip(spots.values(), placed, strict=True):
        where |= {id(value): (x, y) for value, x in zip(same, xs, strict=True)}
    parts = [frame.axes(), *(_tie(where[id(shown[old])], where[id(shown[new])]) for old, new in line.righted)]
    for same, (xs, y) in zip(spots.values(), placed, strict=True):
        which = [counters.index(_person(v.counter)) for v in same]
        ways = signs.said(same[0], " ".join(dict.fromkeys(letters[n] for n in which)))
        label = crowd.label(
            ways,
            xs,
            y,
            frame.within(same[0]),
            before=signs.covered(same[0])[0],
            after=max(9.0, *(signs.covered(v)[2] + 3 for v in same)),
            gone=same[0].retracted,
        )
        for value, n, x in zip(same, which, xs, strict=True):
            parts.append(_mark(value, x, frame, n % COLOURS, link(value), label))
            label = Markup("")
    legend: list[tuple[str, str]] = []
    if len(counters) > 1:
        legend = [(letters[n], _name(c, shown) or "not told") for n, c in enumerate(counters)]
    return Drawn(Markup("").join(parts), frame.height, tuple(legend))


class _Frame:
    """From days and values to pixels: values from 0, days from the first to the last."""

    def __init__(self, shown: Sequence[Value], days: Axis) -> None:
        self.first, self.last = days.first, days.last
        most = max((t for v in shown if (t := signs.top(v)) is not None), default=1.0)
        # A value or two need no tall picture.
        self.zero = (HEIGHT if len(shown) >= FEWEST else LOW) - BOTTOM
        self.step = _step(most, 5 if len(shown) >= FEWEST else 2)
        self.most = self.step * (int((most * 1.08) // self.step) + 1)
        self.dated = days.first > date.min
        self.right = WIDTH - RIGHT - (UNDATED if days.undated else 0) if self.dated else LEFT - 20
        self.strip = STRIP if any(signs.top(v) is None for v in shown) else 0
        self.height = round(self.zero + BOTTOM + self.strip)

    def x(self, value: Value) -> float:
        day = words.day(value.day)
        return self.right + 50 if day is None else self.x_of(day)

    def within(self, value: Value) -> tuple[float, float]:
        """The pixels from left to right that words about a value may take: those for no day apart."""
        apart = self.right < WIDTH - RIGHT
        if words.day(value.day) is None:
            return self.right + 36, WIDTH
        return LEFT, self.right + 32 if apart else WIDTH

    def x_of(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        found = LEFT + 14 + (self.right - LEFT - 14) * (day - self.first).days / span
        return min(max(found, LEFT), self.right)

    def place(self, same: Sequence[Value], crowd: signs.Crowd) -> tuple[list[float], float]:
        """Where marks of one value and day stand, side by side."""
        first = same[0]
        y, low = self.y(signs.top(first)), first.point.get("low")
        ends = (self.y(max(0.0, float(low))), y) if "range" in signs.meanings(first) and low is not None else None
        left, above, right, below = signs.covered(first, ends)
        since = words.day(first.since)
        if since is not None:
            left = self.x(first) - self.x_of(since) + 4
        return crowd.place(self.x(first), y, len(same), (left, above, right, below)), y

    def y(self, value: float | None) -> float:
        if value is None:
            return self.zero + self.strip / 2 + 2
        return self.zero - (self.zero - TOP) * value / self.most

    def axes(self) -> Markup:
        out = []
        for n in range(round(self.most / self.step) + 1):
            y = self.y(n * self.step)
            out.append(Markup('<path class="grid" d="M{} {:.1f}H{}"/>').format(LEFT, y, WIDTH - RIGHT + 14))
            tick = Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>')
            out.append(tick.format(LEFT - 6, y + 4, _tick(n * self.step)))
        if self.strip:
            text = Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">off scale</text>')
            out.append(text.format(LEFT - 6, self.y(None) + 4))
        if self.right < WIDTH - RIGHT:
            x = self.right + 34
            if self.dated:
                out.append(Markup('<path class="grid" d="M{0} {1}V{2}"/>').format(x, TOP - 8, self.height - BOTTOM))
            text = Markup('<text class="tick" x="{}" y="{}">no date</text>')
            out.append(text.format(x + 6, self.height - 8))
        return Markup("").join([*out, *self._days()])

    def _days(self) -> list[Markup]:
        span = (self.last - self.first).days
        every = max(1, -(-span // (6 if self.right == WIDTH - RIGHT else 5)))
        out = []
        for n in range(0, span + 1, every) if self.dated else ():
            day = self.first + timedelta(days=n)
            year = f" {day.year}" if span > 330 else ""
            text = Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{} {}{}</text>')
            out.append(text.format(self.x_of(day), self.height - 8, day.day, words.SHORT_MONTHS[day.month - 1], year))
        return out


def _mark(value: Value, x: float, frame: _Frame, colour: int, href: str | None, label: Markup) -> Markup:
    """One stated value: its shape, its label, the sentence for those who cannot see it, and the way to its words."""
    told = signs.sentence(value)
    y, since = frame.y(signs.top(value)), words.day(value.since)
    drawn = signs.stretch(frame.x_of(since), x, y) if since else Markup("")
    if value.day and not value.told:
        drawn += signs.tail(x, y)
    drawn += signs.sign(value, x, frame.y, y)
    gone = (" gone" if value.retracted else "") + (" copied" if value.copied else "")
    inner = Markup('<title>{}</title><g class="sign k{}{}">{}</g>{}').format(told, colour, gone, drawn, label)
    if href is None:
        return Markup('<g role="img" tabindex="0" aria-label="{}">{}</g>\n').format(told, inner)
    return Markup('<a href="{}" aria-label="{}">{}</a>\n').format(href, told, inner)


def _tie(old: tuple[float, float], new: tuple[float, float]) -> Markup:
    """From a value that was taken back to the one that a correction puts in its stead."""
    (x, y), (to_x, to_y) = old, new
    long = max(1.0, ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5)
    dx, dy = (to_x - x) / long, (to_y - y) / long
    tip_x, tip_y = to_x - dx * 8, to_y - dy * 8
    path = Markup('<path class="tie" d="M{:.1f} {:.1f}L{:.1f} {:.1f}m{:.1f} {:.1f}L{:.1f} {:.1f}l{:.1f} {:.1f}"/>')
    return path.format(
        x + dx * 8, y + dy * 8, tip_x, tip_y, -dx * 7 - dy * 4, -dy * 7 + dx * 4, tip_x, tip_y,
        -dx * 7 + dy * 4, -dy * 7 - dx * 4,
    )  # fmt: skip


def _step(most: float, lines: int) -> float:
    """A round distance between lines that gives so many of them at most; whole numbers, nobody counts half a person."""
    if most <= 0:
        return 1
    power = 10.0 ** len(str(int(most)))
    while power > most:
        power /= 10
    steps = (power * f for f in (0.25, 0.5, 1, 2, 2.5, 5, 10))
    return next(step for step in steps if most / step <= lines and (most < 1 or step.is_integer()))


def _tick(value: float) -> str:
    """A number beside a line of the scale: with commas, large ones in mn, bn, trn."""
    for size, name in ((1e12, "trn"), (1e9, "bn"), (1e6, "mn")):
        if value >= size:
            return f"{words.number(value / size)} {name}"
    return words.number(value)


def _person(counter: str) -> str:
    return "".join(c for c in counter.casefold() if c.isalnum())


def _name(person: str, shown: Sequence[Value]) -> str:
    return next((v.counter for v in shown if _person(v.counter) == person), "")
