"""The signs of stated values: shapes that say how firm a number is, and the words that stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from onrecord.faces import words
from onrecord.faces.screen import one_line
from onrecord.faces.told import Value

UP, DOWN = ("at_least", "more_than"), ("at_most", "less_than", "up_to", "nearly")
LONGEST, SHORTEST = 24, 12  # characters of words beside a mark, where there is room and where there is little
LETTER = 7.6  # pixels of a letter, on the wide side, so that nothing covers anything
APART = 11  # pixels between marks that would cover one another
TAIL = 12  # pixels of the dots to the left of what is placed at the day of its report
MOST_LABELS = 600  # that are tried in one picture; marks beyond have their words in titles
HIDDEN = 8.0  # pixels between two marks below which one hides the other
BEHIND = 3  # copies that are drawn behind a mark; words tell how many there are
STEP = 3.5  # pixels from a mark to the copy behind it
_TURNS = 4  # places that are tried for a mark; further off it would stand at another day

# What a sign means, by its name; in the order of a legend.
MEANINGS = {
    "exact": "exact",
    "about": "about",
    "up": "at least, more than",
    "down": "at most, less than, up to, nearly",
    "range": "from … to",
    "vague": "no number to draw",
    "gone": "taken back",
    "behind": "copies of it",
    "copied": "in copies only",
    "days": "for several days",
    "report": "no day told: that of the report",
}


def top(value: Value) -> float | None:
    """The height at which a value is drawn: itself, of a range the upper end; None where there is no number."""
    point = value.point
    found = point.get("value")
    if found is None and point.get("hedge") == "range":
        found = point.get("high")
    return float(found) if isinstance(found, (int, float)) and 0 <= found < words.TOO_LARGE else None


def meanings(value: Value) -> tuple[str, ...]:
    """The names of the signs that a value is drawn with."""
    hedge = value.point.get("hedge")
    if top(value) is None:
        found = ["vague"]
    elif hedge == "range" and value.point.get("low") is not None:
        found = ["range"]
    else:
        found = ["up" if hedge in UP else "down" if hedge in DOWN else "about" if hedge == "about" else "exact"]
    found += ["gone"] if value.retracted else []
    found += ["copied"] if value.copied else ["behind"] if value.copies else []
    found += ["days"] if value.since else []
    found += ["report"] if value.day and not value.told else []
    return tuple(found)


def sign(value: Value, x: float, height: Callable[[float], float], plain: float) -> Markup:
    """The shape of a value at `x`; `height` gives the pixels of a number, `plain` those of what has none."""
    kinds = meanings(value)
    stated = top(value)
    y = plain if stated is None else height(stated)
    copies = behind(_copies(value), x, y) if "behind" in kinds and stated is not None else Markup("")
    if kinds[0] == "range":
        low = max(0.0, float(value.point["low"]))
        return copies + bar(x, height(low), y) + _crossed(kinds, x, (height(low) + y) / 2)
    return copies + shape(kinds[0], x, y) + _crossed(kinds, x, y)


def shape(kind: str, x: float, y: float) -> Markup:
    """A sign by its name, at a point; of a range a short bar."""
    match kind:
        case "up":
            arrow = Markup('<path class="line" d="M{:.1f} {:.1f}v-13m-4 5l4 -5l4 5"/>')
            return _dot("full", x, y) + arrow.format(x, y - 4)
        case "down":
            arrow = Markup('<path class="line" d="M{:.1f} {:.1f}v13m-4 -5l4 5l4 -5"/>')
            return _dot("hollow", x, y) + arrow.format(x, y + 4)
        case "range":
            return bar(x, y + 7, y - 7)
        case "vague":
            hatch = 'M{0:.1f} {1:.1f}h10v10h-10zm0 5l5 -5m-5 10l10 -10m-5 10l5 -5"'
            return Markup('<path class="line thin" d="' + hatch + "/>").format(x - 5, y - 5)
        case "gone":
            return _dot("full", x, y) + _crossed((kind,), x, y)
        case "behind":
            return behind(2, x, y) + _dot("full", x, y)
        case "copied":
            return Markup('<g class="copied">{}</g>').format(_dot("full", x, y))
        case "days":
            return stretch(x - 12, x, y) + _dot("full", x, y)
        case "report":
            return tail(x, y) + _dot("full", x, y)
    return _dot("hollow" if kind == "about" else "full", x, y)


def bar(x: float, low: float, high: float) -> Markup:
    """A bar with caps and nothing in its middle: somewhere between."""
    drawn = Markup('<path class="line" d="M{0:.1f} {1:.1f}V{2:.1f}M{3:.1f} {1:.1f}h10M{3:.1f} {2:.1f}h10"/>')
    return drawn.format(x, low, high, x - 5)


def stretch(first: float, x: float, y: float) -> Markup:
    """From the first to the last of the days that a value stands for."""
    return Markup('<path class="line thin" d="M{0:.1f} {1:.1f}v8m0 -4H{2:.1f}"/>').format(first, y - 4, x)


def behind(copies: int, x: float, y: float) -> Markup:
    """The copies of a value, faded, each a step behind the one before; at most `BEHIND`."""
    steps = (STEP * n for n in range(min(copies, BEHIND), 0, -1))
    return Markup("").join(_dot("full faded", x + step, y) for step in steps)


def tail(x: float, y: float) -> Markup:
    """The dots to the left of a value that is placed at the day of its report: it may be older."""
    return Markup('<path class="line thin dots" d="M{:.1f} {:.1f}h-{}"/>').format(x - 5, y, TAIL)


def sentence(value: Value) -> str:
    """A value as a sentence, for those who do not see the picture."""
    day = f"{value.since} to {value.day}" if value.since else value.day
    day = day or "no date"
    said = f"{day if value.told or not value.day else f'report of {day}'}: {value.says}"
    said += ", taken back" if value.retracted else ""
    said += f", put right as {value.righted}" if value.righted else ""
    said += f", per {value.counter}" if value.counter else ""
    said += f" ({', '.join(value.outlets)}" if value.outlets else ""
    said += f"; {words.backing(value.reports, value.behind)}" if value.outlets and value.reports > 1 else ""
    copies = _copies(value)
    only = "in copies only" if value.copied else f"{words.count(copies, 'copy', 'copies')} of it among them"
    said += f"; {only}" if value.outlets and copies else ""
    return one_line(said + (")" if value.outlets else ""))


def said(value: Value, letters: str) -> tuple[str, ...]:
    """What may stand beside a mark: the value with its hedge in words, else the number alone; who counted behind it."""
    point = value.point
    full = one_line(value.says)
    if top(value) is None:
        ways = [full if len(full) <= most else full[: most - 2].rstrip() + " …" for most in (LONGEST, SHORTEST)]
    else:
        ends = [point["low"], point["high"]] if point.get("value") is None else [point["value"]]
        bare = "–".join(words.number(n, point.get("unit")) for n in ends if n is not None)
        ways = [w for w in (full, bare) if len(w) <= LONGEST]
    return tuple(f"{way} {letters}".strip() for way in dict.fromkeys(ways))


def letter(n: int) -> str:
    """The letter of the n-th counter: A … Z, AA, AB …"""
    return chr(65 + n) if n < 26 else letter(n // 26 - 1) + letter(n % 26)


class Crowd:
    """Where something is drawn already, so that no mark hides another and no label covers a mark or a label."""

    def __init__(self, wide: float, high: float) -> None:
        """A picture so wide and high, with nothing in it."""
        self._wide, self._high = wide, high
        self._marks: dict[tuple[int, int], list[tuple[float, float]]] = {}
        self._boxes: list[tuple[float, float, float, float]] = []
        self._labels = 0

    def place(self, x: float, y: float, count: int, box: tuple[float, float, float, float]) -> list[float]:
        """Where `count` marks side by side stand, of which the first should at `x`: as near as there is room.

        `box` is what they cover to the left, above, to the right and below.
        """
        left, above, right, below = box
        high = [y + step for step in _between(6 - above, below - 6)]  # arrows and bars hide what is on them, too
        x = min(x, self._wide - 10 - APART * (count - 1))
        xs = [x + n * APART for n in range(count)]
        for turn in range(_TURNS):
            moved = [at + APART * turn for at in xs]
            if moved[-1] <= self._wide - 8 and not any(self._taken(at, on) for at in moved for on in high):
                xs = moved
                break
        for at in (*xs, *([xs[-1] + right - 6] if right > 6 else [])):
            for on in high:
                self._marks.setdefault((int(at // APART), int(on // APART)), []).append((at, on))
        self._boxes.append((xs[0] - left, y - above, xs[-1] + right, y + below))
        return xs

    def label(
        self,
        ways: Sequence[str],
        xs: Sequence[float],
        y: float,
        within: tuple[float, float],
        *,
        before: float = 6,
        after: float = 9,
        gone: bool = False,
    ) -> Markup:
        """The first of some words that has room beside marks at `xs`, below or above them; else nothing.

        `within` are the pixels from left to right that words about these marks may take, `before` and `after` those
        that the marks cover to their left and right.
        """
        self._labels += 1
        middle = (xs[0] + xs[-1]) / 2
        for words_ in ways if self._labels <= MOST_LABELS else ():
            wide = len(words_) * LETTER
            for at, line, anchor in (
                (xs[-1] + after, y, "start"),
                (xs[0] - before - 3 - wide, y, "end"),
                (middle - wide / 2, y + max(15, after + 8), "middle"),
                (middle - wide / 2, y - max(21, after + 8), "middle"),
            ):
                box = (at, line - 6, at + wide, line + 6)
                inside = within[0] <= at and box[2] <= within[1] and box[1] >= 0 and box[3] <= self._high
                if inside and self.free(box):
                    self._boxes.append(box)
                    x = at + {"start": 0, "middle": wide / 2, "end": wide}[anchor]
                    look = "said struck" if gone else "said"
                    text = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
                    return text.format(look, x, line + 4, anchor, words_)
        return Markup("")

    def _taken(self, x: float, y: float) -> bool:
        column, row = int(x // APART), int(y // APART)
        near = (self._marks.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return any(abs(x - a) < HIDDEN and abs(y - b) < HIDDEN for found in near for a, b in found)

    def cover(self, box: tuple[float, float, float, float]) -> None:
        """Take a box (left, top, right, bottom) for something that stands where it must."""
        self._boxes.append(box)

    def free(self, box: tuple[float, float, float, float]) -> bool:
        """True where nothing is drawn in a box yet."""
        x, y, right, low = box
        return not any(x < c and a < right and y < d and b < low for a, b, c, d in self._boxes)


def _between(first: float, last: float) -> list[float]:
    """Steps from the first to the last, no further apart than one mark hides, with that of the mark itself."""
    return sorted({0.0, *(first + HIDDEN * n for n in range(int((last - first) // HIDDEN) + 1)), max(last, 0.0)})


def covered(value: Value, ends: tuple[float, float] | None = None) -> tuple[float, float, float, float]:
    """What a value's sign covers to the left, above, to the right and below; `ends` are pixels of a range."""
    kinds = meanings(value)
    left = 6 + (TAIL if "report" in kinds else 0)
    above, below = {"up": (19, 6), "down": (6, 19)}.get(kinds[0], (6, 6))
    right = 6 + (STEP * min(_copies(value), BEHIND) if "behind" in kinds else 0)
    return (left, above, right, below if ends is None else ends[0] - ends[1] + 6)


def _copies(value: Value) -> int:
    return len({p.report for p in value.copies})


def _crossed(kinds: Sequence[str], x: float, y: float) -> Markup:
    if "gone" not in kinds:
        return Markup("")
    return Markup('<path class="line" d="M{:.1f} {:.1f}l14 14m0 -14l-14 14"/>').format(x - 7, y - 7)


def _dot(look: str, x: float, y: float) -> Markup:
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="4.2"/>').format(look, x, y)
