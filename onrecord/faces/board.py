"""The figures board: one mark for each stated value, drawn on the server. Hedges are shapes, and words beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.faces import words
from onrecord.faces.screen import clean
from onrecord.faces.told import Line, Value

WIDTH, HEIGHT = 680, 250
LEFT, RIGHT, TOP, BOTTOM = 56, 40, 22, 30
APART = 11  # pixels between marks that would cover one another
COLOURS = 6
UP, DOWN = ("at_least", "more_than"), ("at_most", "less_than", "up_to", "nearly")
_SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Board:
    """A drawn line: the picture, and who counted (letter, name) where there are several."""

    svg: Markup
    counters: tuple[tuple[str, str], ...]


def board(line: Line, link: Callable[[Value], str | None]) -> Board | None:
    """The picture of a figure over time; None where there is too little to draw (a table says it better)."""
    shown = [v for v in line.values if words.day(v.day) is not None and _top(v) is not None]
    if len({(v.day, v.says) for v in shown}) < 3:
        return None
    counters = list(dict.fromkeys(_person(v.counter) for v in shown))
    letters = [chr(65 + n) if n < 26 else "…" for n in range(len(counters))] if len(counters) > 1 else [""]
    frame = _Frame(shown)
    spots: dict[tuple[str, float], list[Value]] = {}
    for value in shown:
        spots.setdefault((value.day, _top(value) or 0), []).append(value)
    crowd = _Crowd([(frame.xs(same), frame.y(top)) for (_, top), same in spots.items()])
    parts = [frame.axes()]
    for (_, top), same in spots.items():
        which = [counters.index(_person(v.counter)) for v in same]
        xs, y = frame.xs(same), frame.y(top)
        label = crowd.label(_number(same[0], "".join(dict.fromkeys(letters[n] for n in which))), xs, y)
        for value, n, x in zip(same, which, xs, strict=True):
            parts.append(_mark(value, x, frame, n % COLOURS, link(value), label))
            label = Markup("")
    legend: list[tuple[str, str]] = []
    if len(counters) > 1:
        legend = [(letters[n], _name(c, shown) or "not told") for n, c in enumerate(counters)]
    where = f", {line.where}" if line.where else ""
    about = f"{line.thing}{where}: {words.count(len(shown), 'stated value')}"
    svg = Markup('<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, clean(about), Markup("").join(parts)
    )
    return Board(svg, tuple(legend))


def _sentence(value: Value) -> str:
    """A value as a sentence, for those who do not see the picture."""
    said = f"{value.day}: {value.says}"
    said += ", taken back" if value.retracted else ""
    return said + (f", per {value.counter}" if value.counter else "")


class _Frame:
    """From days and values to pixels: values from 0, days from the first to the last."""

    def __init__(self, shown: Sequence[Value]) -> None:
        days = [d for v in shown if (d := words.day(v.day)) is not None]
        self.first, self.last = min(days), max(days)
        self.step = _step(max(_top(v) or 0 for v in shown))
        self.most = self.step * (int((max(_top(v) or 0 for v in shown) * 1.08) // self.step) + 1)

    def x(self, value: Value) -> float:
        return self.x_of(words.day(value.day) or self.first)

    def x_of(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        return LEFT + 14 + (WIDTH - LEFT - RIGHT - 14) * (day - self.first).days / span

    def xs(self, same: Sequence[Value]) -> list[float]:
        """Marks that would cover one another, side by side, the last within the frame."""
        apart = min(APART, 80 / len(same))
        first = min(self.x(same[0]), WIDTH - 10 - apart * (len(same) - 1))
        return [first + n * apart for n in range(len(same))]

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.most

    def axes(self) -> Markup:
        out = []
        for n in range(round(self.most / self.step) + 1):
            y = self.y(n * self.step)
            out.append(Markup('<path class="grid" d="M{} {:.1f}H{}"/>').format(LEFT, y, WIDTH - RIGHT + 14))
            tick = Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>')
            out.append(tick.format(LEFT - 6, y + 4, words.number(n * self.step)))
        span = (self.last - self.first).days
        every = max(1, -(-span // 6))
        for n in range(0, span + 1, every):
            day = self.first + timedelta(days=n)
            year = f" {day.year}" if span > 330 else ""
            out.append(
                Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{} {}{}</text>').format(
                    self.x_of(day), HEIGHT - 8, day.day, _SHORT_MONTHS[day.month - 1], year
                )
            )
        return Markup("").join(out)


def _sign(value: Value, x: float, frame: _Frame) -> Markup:
    """The shape of a value: filled when exact, hollow when about, an arrow at an open side, a bar for a range."""
    point, y = value.point, frame.y(_top(value) or 0)
    hedge = point.get("hedge")
    if hedge == "range":
        low, high = frame.y(point["low"]), frame.y(point["high"])
        bar = Markup('<path class="line" d="M{0:.1f} {1:.1f}V{2:.1f}M{3:.1f} {1:.1f}h10M{3:.1f} {2:.1f}h10"/>')
        found = bar.format(x, low, high, x - 5)
    elif hedge in UP:
        found = _dot("full", x, y) + Markup('<path class="line" d="M{:.1f} {:.1f}v-13m-4 5l4 -5l4 5"/>').format(
            x, y - 4
        )
    elif hedge in DOWN:
        found = _dot("hollow", x, y) + Markup('<path class="line" d="M{:.1f} {:.1f}v13m-4 -5l4 5l4 -5"/>').format(
            x, y + 4
        )
    else:
        found = _dot("hollow" if hedge == "about" else "full", x, y)
    if value.retracted:
        found += Markup('<path class="line" d="M{:.1f} {:.1f}l14 14m0 -14l-14 14"/>').format(x - 7, y - 7)
    return found


def _dot(look: str, x: float, y: float) -> Markup:
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="4.2"/>').format(look, x, y)


def _mark(value: Value, x: float, frame: _Frame, colour: int, href: str | None, label: Markup) -> Markup:
    """One stated value: its shape, its label, the sentence for those who cannot see it, and the way to its words."""
    told = clean(_sentence(value))
    gone = " gone" if value.retracted else ""
    sign = Markup('<g class="sign k{}{}">{}</g>').format(colour, gone, _sign(value, x, frame))
    inner = Markup("<title>{}</title>{}{}").format(told, sign, label)
    if href is None:
        return Markup("<g>{}</g>\n").format(inner)
    return Markup('<a href="#{}" aria-label="{}">{}</a>\n').format(href, told, inner)


def _number(value: Value, letters: str) -> str:
    point = value.point
    ends = [point["low"], point["high"]] if point.get("value") is None else [point["value"]]
    return f"{'–'.join(words.number(n) for n in ends)} {letters}".strip()


class _Crowd:
    """Where something is drawn already, so that no label covers a mark or another label."""

    def __init__(self, marks: Sequence[tuple[Sequence[float], float]]) -> None:
        self._boxes = [(xs[0] - 6, xs[-1] + 6, y) for xs, y in marks]

    def label(self, said: str, xs: Sequence[float], y: float) -> Markup:
        """`said` right of marks at `xs`, else left of them, else not at all."""
        wide = len(said) * 7.0
        for at in (xs[-1] + 9, xs[0] - 9 - wide):
            if 0 <= at <= WIDTH - wide and not any(
                at < b and a < at + wide and abs(y - h) < 13 for a, b, h in self._boxes
            ):
                self._boxes.append((at, at + wide, y))
                return Markup('<text class="said" x="{:.1f}" y="{:.1f}">{}</text>').format(at, y + 4, said)
        return Markup("")


def _top(value: Value) -> float | None:
    """The height at which a value is drawn: itself, of a range the upper end; None where there is no number."""
    point = value.point
    found = point.get("value")
    if found is None and point.get("hedge") == "range":
        found = point.get("high")
    return float(found) if isinstance(found, (int, float)) and 0 <= found < words.TOO_LARGE else None


def _step(most: float) -> float:
    """A round distance between lines that gives about four of them."""
    if most <= 0:
        return 1
    power = 10.0 ** len(str(int(most)))
    while power > most:
        power /= 10
    step = next(power * f for f in (0.25, 0.5, 1, 2, 2.5, 5) if most / (power * f) <= 5)
    return max(1.0, step) if most >= 1 else step  # nobody counts half a person


def _person(counter: str) -> str:
    return "".join(c for c in counter.casefold() if c.isalnum())


def _name(person: str, shown: Sequence[Value]) -> str:
    return next((v.counter for v in shown if _person(v.counter) == person), "")
