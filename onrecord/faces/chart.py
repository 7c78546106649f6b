"""Series as one picture in a file of its own: a panel for each, drawn as the board on a story's page is.

The file leads nowhere and loads nothing: no script, no font, no link. What it shows is told in words as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.faces import board, signs, words
from onrecord.faces.page import environment
from onrecord.faces.screen import one_line
from onrecord.faces.told import Line

MOST = 8  # panels; more would be a wall
MARGIN, GAP = 20, 34
ROW = 19  # pixels of a row of text
LONGEST_HEAD = 62  # characters
LETTER = 7.0  # pixels of a letter of running text
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Panel:
    """One series: whose story it is of (its id and title), and its values."""

    story: str
    title: str
    line: Line


@dataclass(frozen=True, slots=True)
class Text:
    """A row of words in the picture; `mark` stands before them in the colour of `look`."""

    x: float
    y: float
    words: str
    look: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    drawn: board.Drawn
    about: str


def render(panels: Sequence[Panel], title: str) -> str:
    """The picture of some series, of those with most values `MOST`, as SVG; what is left out is said in it."""
    fullest = sorted(range(len(panels)), key=lambda n: -len(panels[n].line.values))[:MOST]
    shown, more = [panels[n] for n in sorted(fullest)], left_out(panels)
    stories = len({p.story for p in shown}) > 1
    page = _Page()
    page.row(_cut(title, LONGEST_HEAD), "head", 26)
    page.row("One mark for each stated value, at the day that it stands for. Nothing is added up or averaged.", "soft")
    for panel in shown:
        same = [value for p in shown if p.story == panel.story for value in p.line.values]
        page.panel(panel, board.axis(same), stories=stories)  # panels of one story stand below one another
    page.signs(shown)
    if more:
        page.row(f"{words.count(more, 'series', 'series')} with fewer values left out.", "soft")
    found = (
        environment()
        .get_template("chart.svg.j2")
        .render(
            title=title,
            told=" ".join(_told(p) for p in shown),
            width=board.WIDTH + 2 * MARGIN,
            height=round(page.y + MARGIN),
            left=MARGIN,
            texts=page.texts,
            panels=page.panels,
            legend=page.legend,
        )
    )
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", found)


def left_out(panels: Sequence[object]) -> int:
    """How many of so many series are not drawn."""
    return max(0, len(panels) - MOST)


class _Page:
    """What stands where, filled from the top."""

    def __init__(self) -> None:
        self.y: float = MARGIN
        self.texts: list[Text] = []
        self.panels: list[tuple[float, _Placed]] = []
        self.legend: list[tuple[float, float, Markup]] = []

    def row(self, said: str, look: str = "", high: float = ROW) -> None:
        self.y += high
        self.texts.append(Text(MARGIN, self.y, said, look))

    def panel(self, panel: Panel, days: board.Axis, *, stories: bool) -> None:
        line = panel.line
        self.y += GAP - ROW
        self.row(_cut(", ".join(p for p in (line.thing, line.where) if p), LONGEST_HEAD), "name")
        values = words.count(len(line.values), "stated value")
        reports = words.count(len({p.report for v in line.values for p in v.places}), "report")
        facts = [line.scope, f"{values} in {reports}", panel.title if stories else ""]
        self.row(_cut(" · ".join(f for f in facts if f), 95), "soft")
        drawn = board.draw(line, lambda value: None, days)
        self.panels.append((self.y + 4, _Placed(drawn, board.about(line))))
        self.y += drawn.height + 4
        keys = [(mark, name, f"key k{n % board.COLOURS}") for n, (mark, name) in enumerate(drawn.counters)]
        self._flow([(f"{mark} {_cut(name, 60)}", 0, _key(mark, _cut(name, 60), look)) for mark, name, look in keys])

    def signs(self, shown: Sequence[Panel]) -> None:
        there = {kind for p in shown for v in p.line.values for kind in signs.meanings(v)}
        self.y += GAP - ROW
        self._flow([(signs.MEANINGS[k], 34, _sample(k)) for k in signs.MEANINGS if k in there])

    def _flow(self, items: Sequence[tuple[str, float, Callable[[_Page, float], None]]]) -> None:
        """Entries from left to right, as many to a row as fit: their words, pixels before them, how they are put."""
        x = board.WIDTH + 0.0
        for said, before, put in items:
            wide = before + len(said) * LETTER + 18
            if x + wide > board.WIDTH:
                self.y, x = self.y + ROW, MARGIN + 0.0
            put(self, x)
            x += wide


def _key(mark: str, name: str, look: str) -> Callable[[_Page, float], None]:
    def put(page: _Page, x: float) -> None:
        page.texts.append(Text(x, page.y, name, look, mark))

    return put


def _sample(kind: str) -> Callable[[_Page, float], None]:
    def put(page: _Page, x: float) -> None:
        down = {"up": 3, "down": -8}.get(kind, -4)
        page.legend.append((x + 17, page.y, signs.shape(kind, 0, down)))
        page.texts.append(Text(x + 30, page.y, signs.MEANINGS[kind], "soft"))

    return put


def _told(panel: Panel) -> str:
    return f"{board.about(panel.line)}. {'. '.join(map(signs.sentence, panel.line.values))}."


def _cut(said: str, longest: int) -> str:
    said = one_line(said)
    return said if len(said) <= longest else said[: longest - 2].rstrip() + " …"


def titled(asked: Mapping[str, Any]) -> str:
    """What a picture is called that shows what fits some filters."""
    said = [str(asked[name]) for name in ("what", "where", "counter") if name in asked]
    days = " ".join(f"{name} {asked[name]}" for name in ("since", "until") if name in asked)
    return "Figures on record" + "".join(f", {one_line(s)}" for s in (*said, days) if s)
