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
    frame = _Frame(shown)
    parts = [frame.axes()]
    labels: list[tuple[float, float, float]] = []
    taken: dict[tuple[int, int], int] = {}
    for value in shown:
        x, y = frame.x(value), frame.y(_top(value) or 0)
        spot = (round(x / APART), round(y / APART))
        taken[spot] = taken.get(spot, -1) + 1
        x += taken[spot] * APART
        n = counters.index(_person(value.counter))
        letter = chr(65 + n) if len(counters) > 1 and n < 26 else ""
        gone = " gone" if value.retracted else ""
        sign = Markup('<g class="sign k{}{}">{}</g>').format(n % COLOURS, gone, _sign(value, x, frame))
        label = _label(value, letter, x, y, labels)
        href = link(value)
        told = clean(_sentence(value))
        inner = Markup("<title>{}</title>{}{}").format(told, sign, label)
        link_open = Markup('<a href="#{}" aria-label="{}">').format(href, told) if href else Markup("<g>")
        parts.append(link_open + inner + (Markup("</a>\n") if href else Markup("</g>\n")))
    legend: list[tuple[str, str]] = []
    if len(counters) > 1:
        legend = [(chr(65 + n), _name(c, shown) or "not told") for n, c in enumerate(counters[:26])]
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


def _label(value: Value, letter: str, x: float, y: float, labels: list[tuple[float, float, float]]) -> Markup:
    """The number beside its mark, left out where it would run into another one."""
    point = value.point
    ends = [point["low"], point["high"]] if point.get("value") is None else [point["value"]]
    said = f"{'–'.join(words.number(n) for n in ends)} {letter}".strip()
    at, wide = x + 8, len(said) * 7.0
    if at + wide > WIDTH:
        at = x - 8 - wide
    height = y + 4
    if any(abs(height - h) < 13 and at < a + w and a < at + wide for a, h, w in labels):
        return Markup("")
    labels.append((at, height, wide))
    return Markup('<text class="said" x="{:.1f}" y="{:.1f}">{}</text>').format(at, height, said)


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
