"""The map of a story, drawn on the server without tiles: a country is an area, a region a ring, a town a dot.

No point is drawn for what is known less closely than the map shows. Each mark leads to its row in the table beside it,
which says the same in words and leads to the words themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from onrecord.faces import mapped, words, world
from onrecord.faces.mapped import AREA, DOT, RING, Item, Mapped, Spot
from onrecord.faces.projection import Window, pieces, turns, window
from onrecord.faces.screen import clean, one_line
from onrecord.faces.signs import LETTER, Crowd
from onrecord.faces.told import Place
from onrecord.faces.world import Box, Point, clipped

WIDTH = 680
FINE = 2  # parts of a pixel that lines are rounded to
DOT_SIZE, RING_LEAST = 9.0, 10.0  # pixels
ISLET = 1.6  # pixels of an island below which it is left out, unless it is what is told of
SMALL = 14.0  # pixels of a country below which a ring shows where it is
TOGETHER = 18.0  # pixels between marks below which they are one
NEIGHBOURS = 14  # countries round about that are named
_NAME = re.compile(r"[^A-Za-z0-9]+")

Link = Callable[[Place], str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing of a row: what it is, and the ways to its words and to those of its place."""

    kind: str
    text: str
    label: str
    day: str
    href: str | None
    place_text: str
    place: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A place in words: `id` is what its mark leads to."""

    id: str
    name: str
    precision: str
    counted: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map (None where nothing has a position), and all of it in words."""

    svg: Markup | None
    rows: tuple[Row, ...]
    unplaced: tuple[Told, ...]
    shapes: tuple[str, ...]

    def __bool__(self) -> bool:
        """True where there is anything to show."""
        return bool(self.rows or self.unplaced)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Spots that are drawn as one, where on the picture, and how large."""

    spots: tuple[Spot, ...]
    x: float
    y: float
    radius: float
    shape: str

    @property
    def wide(self) -> bool:
        """True where other marks may stand within it."""
        return self.shape == AREA or (self.shape == RING and self.radius > 2 * DOT_SIZE)


def draw(found: Mapped, link: Link, ids: str = "place-") -> Map:
    """The map of what is told, and its table.

    `link` gives the whole way to some words; `ids` begin the ids of the table's rows.
    """
    rows = tuple(_row(spot, items, link, ids) for spot, items in found.spots)
    svg, shapes = _picture(found, ids) if found.spots else (None, ())
    return Map(svg, rows, tuple(_told(item, link) for item in found.unplaced), shapes)


# -- in words ------------------------------------------------------------------------------------------------------


def _row(spot: Spot, items: Sequence[Item], link: Link, ids: str) -> Row:
    told = tuple(_told(item, link) for item in items)
    return Row(_id(ids, spot), one_line(spot.name), _closely(spot), _counted(items), told)


def _told(item: Item, link: Link) -> Told:
    place = link(item.where) if item.where else None
    return Told(
        item.kind, one_line(item.text), item.label, item.day, link(item.at), one_line(item.place_text), place, item.why
    )


def _counted(items: Sequence[Item]) -> str:
    found = [
        words.count(n, kind) for kind in (mapped.HAPPENING, mapped.FIGURE) if (n := sum(i.kind == kind for i in items))
    ]
    return " and ".join(found)


def _closely(spot: Spot) -> str:
    """How closely a place is known, in words."""
    if spot.shape == AREA or spot.shape == DOT:
        return spot.precision
    return f"{spot.precision}, within about {words.number(round(spot.km))} km"


def _id(ids: str, spot: Spot) -> str:
    return ids + _NAME.sub("-", spot.key)


# -- the picture ---------------------------------------------------------------------------------------------------


def _picture(found: Mapped, ids: str) -> tuple[Markup, tuple[str, ...]]:
    spots = [spot for spot, _ in found.spots]
    told = {spot.key: items for spot, items in found.spots}
    view = window([box for spot in spots for box in _seen(spot)], WIDTH)
    marks = _marks(spots, view)
    crowd = Crowd(WIDTH, view.height)
    for mark in marks:
        if not mark.wide:
            crowd.cover((mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius))
    # What is known most closely is named first; areas are drawn first.
    drawn = [_drawn(mark, told, view, crowd, ids) for mark in reversed(marks)][::-1]
    shown = {spot.country for spot in spots if spot.shape == AREA}
    parts = [
        Markup('<rect class="water" width="{}" height="{}"/>').format(WIDTH, view.height),
        _path("land", _lands((code for code in world.codes() if code not in shown), view, ISLET)),
        _path("border", _borders(view)),
        *(under for under, _ in drawn),
        *(over for _, over in drawn),
        _neighbours(view, crowd, shown),
        _scale(view),
    ]
    count = words.count(len(spots), "place")
    about = clean(f"Map: {count}. The table beside it says the same in words.")
    svg = Markup('<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>')
    present = {mark.shape for mark in marks}
    return svg.format(WIDTH, view.height, about, Markup("").join(parts)), tuple(
        shape for shape in (AREA, RING, DOT) if shape in present
    )


def _seen(spot: Spot) -> list[Box]:
    """What of the world is to be seen for a spot."""
    if spot.shape == AREA:
        return list(world.boxes(spot.country))
    reach = spot.km / 111.2
    return [Box(spot.lon - reach, spot.lat - reach, spot.lon + reach, spot.lat + reach)]


def _marks(spots: Sequence[Spot], view: Window) -> list[_Mark]:
    """The marks of all spots, areas first; those that would hide one another are one."""
    found: list[_Mark] = []
    order = {AREA: 0, RING: 1, DOT: 2}
    for spot in sorted(spots, key=lambda s: order[s.shape]):
        x, y = view.at(view.near(spot.lon), spot.lat)
        if spot.shape == AREA:
            found.append(_Mark((spot,), x, y, 8.0, AREA))
            continue
        reach = view.pixels(spot.km)
        # A point only for what is known as closely as the map shows.
        shape = DOT if spot.shape == DOT and reach <= DOT_SIZE else RING
        mark = _Mark((spot,), x, y, DOT_SIZE if shape == DOT else max(RING_LEAST, reach), shape)
        near = next((n for n, other in enumerate(found) if _same(other, mark)), None)
        if near is None:
            found.append(mark)
        else:
            other = found[near]
            found[near] = _Mark((*other.spots, spot), other.x, other.y, max(other.radius, mark.radius), other.shape)
    return found


def _same(one: _Mark, other: _Mark) -> bool:
    alike = one.shape == other.shape and one.shape != AREA
    return alike and (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < TOGETHER**2


def _drawn(
    mark: _Mark, told: dict[str, tuple[Item, ...]], view: Window, crowd: Crowd, ids: str
) -> tuple[Markup, Markup]:
    """A mark as a link to its row: (what lies under all marks, what is one of them)."""
    first = mark.spots[0]
    items = [item for spot in mark.spots for item in told[spot.key]]
    name = ", ".join(one_line(spot.name) for spot in mark.spots)
    closely = ", ".join(dict.fromkeys(_closely(spot) for spot in mark.spots))
    said = clean(f"{name}: {_counted(items)}, {closely}")
    href = "#" + _id(ids, first)
    shape = _shape(mark, view)
    label = _apart(mark, len(items), view, crowd) if mark.wide else _beside(mark, len(items), crowd)
    # An area lies under all marks and its number among them: one link for the eye and the pointer, one for the keys.
    under = Markup("")
    if mark.shape == AREA:
        under = Markup('<a href="{}" tabindex="-1" aria-hidden="true">{}</a>\n').format(href, shape)
        shape = Markup("")
    link = Markup('<a href="{}" aria-label="{}"><title>{}</title>{}{}</a>\n').format(href, said, said, shape, label)
    return under, link


def _shape(mark: _Mark, view: Window) -> Markup:
    if mark.shape == AREA:
        return _path("area", _lands((mark.spots[0].country,), view))
    circle = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>')
    return circle.format(mark.shape, mark.x, mark.y, mark.radius)


def _beside(mark: _Mark, count: int, crowd: Crowd) -> Markup:
    """The number in a small mark, and its name beside it where there is room."""
    number = Markup('<text class="count on-{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>')
    label = crowd.label(_ways(mark), [mark.x], mark.y, (4, WIDTH - 4), before=mark.radius, after=mark.radius + 3)
    return number.format(mark.shape, mark.x, mark.y + 4.5, count) + label


def _apart(mark: _Mark, count: int, view: Window, crowd: Crowd) -> Markup:
    """Number and name of a country, within it, or of a large ring, on its rim: what else is there may be in the middle.

    A country too small to be seen has a ring round it.
    """
    around = Markup("")
    x, y, r = mark.x, mark.y, mark.radius
    if mark.shape == RING:
        tried = [(x, y - r), (x, y + r), (x + r * 0.7, y - r * 0.7), (x - r * 0.7, y + r * 0.7)]
    else:
        tried = [(x + dx, y + dy) for dy in (0, -18, 18, -34, 34) for dx in (0, -44, 44)]
        if _across(mark.spots[0].country, view) < SMALL:
            around = Markup('<circle class="ring" cx="{:.1f}" cy="{:.1f}" r="12"/>').format(x, y)
            tried = [(x, y - 22), (x, y + 22)]
    text = Markup(
        '<text class="said" x="{:.1f}" y="{:.1f}" text-anchor="middle"><tspan class="count">{}</tspan>{}</text>'
    )
    for name in (*_ways(mark), ""):
        wide = (len(name) + len(str(count)) + 1) * LETTER
        for at, line in tried:
            box = (at - wide / 2, line - 8, at + wide / 2, line + 8)
            if box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= view.height - 2 and crowd.free(box):
                crowd.cover(box)
                return around + text.format(at, line + 4.5, count, f" {name}" if name else "")
    return around + text.format(x, y + 4.5, count, "")


def _ways(mark: _Mark) -> list[str]:
    """What may stand beside a mark: its names, or the first and how many more."""
    names = [one_line(spot.name) for spot in mark.spots]
    whole = ", ".join(names)
    short = names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "")
    return [way for way in dict.fromkeys((whole, short)) if len(way) <= 40]


def _across(code: str, view: Window) -> float:
    """How large a country is on the picture, in pixels."""
    return view.scale * math.sqrt(world.extent(code))


def _lands(codes: Iterable[str], view: Window, least: float = 0.0) -> str:
    """The path of some countries, as far as they are in the window, without pieces narrower than `least` pixels."""
    out: list[str] = []
    margin = 2 / view.scale
    box = Box(view.box.west - margin, view.box.south - margin, view.box.east + margin, view.box.north + margin)
    if view.whole:  # nothing of the other side of the cut
        box = Box(view.box.west, view.box.south - margin, view.box.east, view.box.north + margin)
    for code in codes:
        for polygon in world.land(code, view.coarse):
            around = polygon.box
            if (around.east - around.west) * view.scale < least or around.north < box.south or around.south > box.north:
                continue
            for turn in turns(box, around.west, around.east):
                for ring in polygon.rings:
                    inside = clipped([(x + turn, y) for x, y in ring], box)
                    out.append(_steps([view.at(x, y) for x, y in inside], closed=True))
    return "".join(out)


def _borders(view: Window) -> str:
    out: list[str] = []
    for line in world.borders(view.coarse):
        xs = [x for x, _ in line]
        for turn in turns(view.box, min(xs), max(xs)):
            for piece in pieces([(x + turn, y) for x, y in line], view.box):
                out.append(_steps([view.at(x, y) for x, y in piece], closed=False))
    return "".join(out)


def _steps(points: Sequence[Point], *, closed: bool) -> str:
    """Points as a path: the first, then steps, in parts of a pixel; nothing where they fall together."""
    whole: list[tuple[int, int]] = []
    for x, y in points:
        point = round(x * FINE), round(y * FINE)
        if not whole or point != whole[-1]:
            whole.append(point)
    if closed and len(whole) > 1 and whole[0] == whole[-1]:
        whole.pop()
    if len(whole) < (3 if closed else 2):
        return ""
    said = f"M{whole[0][0]} {whole[0][1]}l"
    numbers = [n for a, b in pairwise(whole) for n in (b[0] - a[0], b[1] - a[1])]
    joined = "".join(f" {n}" if n >= 0 else str(n) for n in numbers).lstrip()
    return said + joined + ("z" if closed else "")


def _path(look: str, steps: str) -> Markup:
    if not steps:
        return Markup("")
    return Markup('<path class="{}" transform="scale({})" d="{}"/>').format(look, 1 / FINE, Markup(steps))


def _neighbours(view: Window, crowd: Crowd, shown: set[str]) -> Markup:
    """The names of the largest countries round about, where there is room."""
    if view.whole:
        return Markup("")
    out: list[Markup] = []
    for code in sorted(world.codes(), key=lambda code: -world.extent(code)):
        name, middle = mapped.country_name(code), None
        if code not in shown and name and world.extent(code) > 0.05:
            middle = _middle(code, view)
        if middle is None:
            continue
        x, y = view.at(*middle)
        wide = len(name) * LETTER * 0.85
        box = (x - wide / 2, y - 6, x + wide / 2, y + 6)
        inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= view.height - 2
        if inside and crowd.free(box):
            crowd.cover(box)
            text = Markup('<text class="far" x="{:.1f}" y="{:.1f}" text-anchor="middle" aria-hidden="true">{}</text>')
            out.append(text.format(x, y + 4, name))
        if len(out) == NEIGHBOURS:
            break
    return Markup("").join(out)


def _middle(code: str, view: Window) -> Point | None:
    """A place well inside what of a country is in the window, if that is wide enough to be named."""
    best: tuple[float, Point] | None = None
    for polygon in world.land(code, view.coarse):
        if (polygon.box.east - polygon.box.west) * view.scale < SMALL:
            continue
        for turn in turns(view.box, polygon.box.west, polygon.box.east):
            found = world.inside([clipped([(x + turn, y) for x, y in ring], view.box) for ring in polygon.rings])
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best and best[0] * view.scale > SMALL else None


def _scale(view: Window) -> Markup:
    """A bar that says how far it is; none on a map of the world, where it would be true in one place."""
    if view.whole:
        return Markup("")
    for km in (1000, 500, 200, 100, 50):
        wide = view.pixels(km)
        if wide <= 150:
            break
    y = view.height - 10
    bar = Markup('<g class="scale" aria-hidden="true"><path d="M10 {0}v-4m0 4h{1:.1f}v-4"/>').format(y, wide)
    return bar + Markup('<text x="{:.1f}" y="{}">{} km</text></g>').format(16 + wide, y, f"{km:,}")
