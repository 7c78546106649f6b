"""From degrees to pixels: which part of the world a map shows, and how it is laid flat.

A stretch of the world is drawn with its own middle true to scale, the whole of it with all areas true (Equal Earth).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.faces.world import Box, Point

NARROWEST = 10.0  # degrees of longitude at the equator, so that a map always shows where in the world it is
MARGIN = 0.15  # of what is to be seen, on every side
_TALL, _FLAT = 0.68, 0.5  # height to width, at most and at least
_WIDEST = 170.0  # degrees; beyond it the whole world is shown
_STEEPEST = 0.15  # how long a degree of longitude is at least taken to be beside one of latitude
_WORLD = Box(-169.0, -57.0, 191.0, 88.0)  # cut where the least land is
_MILES = (1.340264, -0.081106, 0.000893, 0.003796)  # of Equal Earth


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the world on a picture `width` wide and `height` high."""

    box: Box
    width: int
    height: int
    whole: bool
    scale: float  # pixels of a degree of latitude in the middle

    @property
    def coarse(self) -> float:
        """Degrees that are less than a pixel."""
        return 0.7 / self.scale

    def pixels(self, km: float) -> float:
        """How long so many kilometres are, in the middle."""
        return km / 111.2 * self.scale

    def near(self, lon: float) -> float:
        """A longitude counted as the window counts: between its west and its west and a round of the world."""
        return (lon - self.box.west) % 360 + self.box.west

    def at(self, lon: float, lat: float) -> Point:
        """Where a place is; its longitude may go on beyond 180."""
        if not self.whole:
            return (lon - self.box.west) * _narrow(self.box) * self.scale, (self.box.north - lat) * self.scale
        x, y = _equal_earth(lon - (self.box.west + 180), lat)
        _, top = _equal_earth(0, self.box.north)
        return self.width / 2 + math.degrees(x) * self.scale, (math.degrees(top) - math.degrees(y)) * self.scale

    def holds(self, lon: float, lat: float) -> bool:
        """True where a place is in the picture."""
        return self.near(lon) <= self.box.east and self.box.south <= lat <= self.box.north


def window(seen: Sequence[Box], width: int) -> Window:
    """The window on all boxes, with a margin; on the whole world where they are far apart. Of none, on the world."""
    box = _round(seen)
    if box is None or box.east - box.west > _WIDEST or box.north - box.south > _WIDEST * 0.7:
        return _whole(width, box)
    middle, k = (box.south + box.north) / 2, _narrow(box)
    wide = max((box.east - box.west) * k * (1 + 2 * MARGIN), NARROWEST)
    tall = max((box.north - box.south) * (1 + 2 * MARGIN), wide * _FLAT)
    wide = max(wide, tall / _TALL)
    if wide / k >= 320:
        return _whole(width, box)
    tall = max(tall, wide * _FLAT)
    south, north = middle - tall / 2, middle + tall / 2
    if north > 90:
        south, north = south - (north - 90), 90.0
    if south < -90:
        south, north = -90.0, min(90.0, north + (-90 - south))
    centre = (box.west + box.east) / 2
    half = wide / _narrow(Box(0, south, 0, north)) / 2
    scale = width / wide
    return Window(
        Box(centre - half, south, centre + half, north), width, round((north - south) * scale), whole=False, scale=scale
    )


def _whole(width: int, seen: Box | None) -> Window:
    box = _WORLD if seen is None or seen.south > _WORLD.south else replace(_WORLD, south=-90.0)
    across = 2 * math.degrees(_equal_earth(180, 0)[0])
    scale = width / across
    tall = math.degrees(_equal_earth(0, box.north)[1] - _equal_earth(0, box.south)[1])
    return Window(box, width, round(tall * scale), whole=True, scale=scale)


def _narrow(box: Box) -> float:
    """How long a degree of longitude is beside one of latitude, in the middle of a box."""
    return max(_STEEPEST, math.cos(math.radians((box.south + box.north) / 2)))


def _round(seen: Sequence[Box]) -> Box | None:
    """The narrowest box round some, over the date line where that is narrower."""
    if not seen:
        return None
    spans = sorted(((b.west + 180) % 360 - 180, b.east - b.west) for b in seen)
    ends = [(west, min(wide, 360.0)) for west, wide in spans]
    best = (361.0, 0.0)
    for west, _ in ends:  # begin at each western edge, and see how far east all reach
        reach = max((other - west) % 360 + wide for other, wide in ends)
        best = min(best, (reach, west))
    reach, west = best
    return Box(west, min(b.south for b in seen), west + reach, max(b.north for b in seen))


def _equal_earth(lon: float, lat: float) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018): radians of x and y for degrees from its middle."""
    a1, a2, a3, a4 = _MILES
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2**3
    slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * slope)
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def pieces(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """What of a line lies in or near a box: its stretches between points outside."""
    out: list[list[Point]] = []
    here: list[Point] = []
    for n, point in enumerate(line):
        near = any(_inside(other, box) for other in line[max(0, n - 1) : n + 2])
        if near:
            here.append(point)
        elif here:
            out.append(here)
            here = []
    return [piece for piece in [*out, here] if len(piece) > 1]


def _inside(point: Point, box: Box) -> bool:
    return box.west <= point[0] <= box.east and box.south <= point[1] <= box.north


def turns(box: Box, west: float, east: float) -> list[float]:
    """By how many rounds of the world something between two longitudes is to be moved to be seen in a box."""
    return [turn for turn in (-720.0, -360.0, 0.0, 360.0, 720.0) if west + turn <= box.east and east + turn >= box.west]
