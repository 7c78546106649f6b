"""The shapes of the world's countries, as lines that neighbours share.

Source: world.json.gz, made from Natural Earth (public domain) by tools/world_shapes.py.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from onrecord.shapes.errors import TableError

TABLE = "world.json.gz"

Point = tuple[float, float]
Line = Sequence[Point]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees from west to east and from south to north.

    East lies beyond 180 where the stretch goes over the date line.
    """

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class _World:
    unit: float
    lines: tuple[tuple[Point, ...], ...]
    lands: dict[str, tuple[tuple[tuple[int, ...], ...], ...]]


@cache
def _world() -> _World:
    found = json.loads(gzip.decompress((resources.files(__package__) / TABLE).read_bytes()))
    if not {"unit", "lines", "lands"} <= found.keys():
        raise TableError(f"{TABLE}: it holds no shapes; make it again with tools/world_shapes.py")
    lines = tuple(tuple(_unpacked(line, found["unit"])) for line in found["lines"])
    lands = {
        code: tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)
        for code, polygons in found["lands"].items()
    }
    return _World(found["unit"], lines, lands)


def _unpacked(line: Sequence[int], unit: float) -> Iterator[Point]:
    x = y = 0.0
    turn = 360 * unit
    for n in range(0, len(line), 2):
        step = float(line[n])
        if n and abs(step) > turn / 2:  # over the date line: it goes on beyond 180 instead of coming round
            step -= turn if step > 0 else -turn
        x, y = x + step, y + line[n + 1]
        yield x / unit, y / unit


def codes() -> tuple[str, ...]:
    """The ISO 3166-1 codes of all countries with a shape; "" is land without one."""
    return tuple(_world().lands)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A piece of land: its rings of (degrees east, degrees north), the outline first, and the box round them."""

    rings: tuple[Ring, ...]
    box: Box


def land(code: str, coarse: float = 0.0) -> tuple[Polygon, ...]:
    """A country's polygons; () for none.

    What goes over the date line goes on beyond 180 (or below -180).

    `coarse` is how far, in degrees, a line may be off; what is smaller is left out.
    """
    return _land(code, _level_of(coarse))


@lru_cache(maxsize=1000)
def _land(code: str, level: int) -> tuple[Polygon, ...]:
    lines = _level(level)
    out = []
    for polygon in _world().lands.get(code, ()):
        rings = [ring for ring in (_ring(ring, lines) for ring in polygon) if len(ring) > 2]
        rings = [ring for ring in rings if any(abs(y) < 89.9 for _, y in ring)]  # no ring lies in a pole
        if rings:
            out.append(Polygon(tuple(rings), _box(rings[0])))
    return tuple(out)


def borders(coarse: float = 0.0) -> list[Line]:
    """The lines between two countries."""
    lines = _level(_level_of(coarse))
    return [lines[n] for n in _shared()]


@cache
def boxes(code: str) -> tuple[Box, ...]:
    """Where a country lies: the boxes of its polygons that are no mere islets beside the largest."""
    found = [(_area(piece.rings[0]), piece.box) for piece in land(code)]
    largest = max((area for area, _ in found), default=0.0)
    return tuple(box for area, box in found if area >= largest / 5)


@cache
def middle(code: str) -> Point | None:
    """A place well inside a country's largest piece, for words about it; None for a country without a shape."""
    found = land(code)
    if not found:
        return None
    best = inside(max(found, key=lambda piece: _area(piece.rings[0])).rings)
    return best[1] if best else None


def inside(rings: Sequence[Sequence[Point]]) -> tuple[float, Point] | None:
    """A place well inside a polygon, and how wide it is there in degrees; None where it is nothing."""
    if not rings or len(rings[0]) < 3:
        return None
    box = _box(rings[0])
    best: tuple[float, Point] | None = None
    for part in range(3, 14):
        y = box.south + (box.north - box.south) * part / 16 + 1e-4
        crossings = sorted(x for ring in rings if ring for x in _crossings(ring, y))
        for a, b in zip(crossings[::2], crossings[1::2], strict=False):
            wide = (b - a) * (1 - abs(part - 8) / 16)  # rather near the middle
            if best is None or wide > best[0]:
                best = wide, ((a + b) / 2, y)
    return best


@cache
def extent(code: str) -> float:
    """How large a country is, in square degrees of its largest piece."""
    return max((_area(piece.rings[0]) for piece in land(code)), default=0.0)


def _crossings(ring: Sequence[Point], y: float) -> Iterator[float]:
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y):
            yield ax + (y - ay) / (by - ay) * (bx - ax)


def _ring(numbers: Sequence[int], lines: Sequence[Line]) -> Ring:
    out: Ring = []
    for n in numbers:
        line = lines[n] if n >= 0 else lines[~n][::-1]
        if out:
            turn = 360 * round((out[-1][0] - line[0][0]) / 360)
            out.extend((x + turn, y) for x, y in line[1:])
        else:
            out.extend(line)
    if len(out) > 1 and abs(out[-1][0] - out[0][0]) > 180:  # round a pole
        pole = -90.0 if out[0][1] < 0 else 90.0
        return [*out, (out[-1][0], pole), (out[0][0], pole)]
    return out[:-1] if len(out) > 1 and out[0] == out[-1] else out


@cache
def _shared() -> tuple[int, ...]:
    owners: dict[int, set[str]] = {}
    for code, polygons in _world().lands.items():
        for polygon in polygons:
            for ring in polygon:
                for n in ring:
                    owners.setdefault(n if n >= 0 else ~n, set()).add(code)
    return tuple(sorted(n for n, codes_ in owners.items() if len(codes_) > 1))


def _level_of(coarse: float) -> int:
    """How much lines may be simplified to be off by `coarse` degrees: a power of two of the unit, -1 for not at all."""
    return math.floor(math.log2(coarse * _world().unit)) if coarse * _world().unit >= 1 else -1


@cache
def _level(level: int) -> tuple[Line, ...]:
    """All lines, simplified so far."""
    if level < 0:
        return _world().lines
    most = 2**level / _world().unit
    return tuple(_simplified(line, most) for line in _world().lines)


def _simplified(line: Line, most: float) -> Line:
    """A line with fewer points, after Douglas and Peucker; a small closed one falls together."""
    kept = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 3:  # closed: from its first point to the one furthest from it, and back
        ax, ay = line[0]
        far = max(range(len(line)), key=lambda n: (line[n][0] - ax) ** 2 + (line[n][1] - ay) ** 2)
        if (line[far][0] - ax) ** 2 + (line[far][1] - ay) ** 2 < most**2:
            return (line[0], line[-1])
        kept.add(far)
    marks = sorted(kept)
    stack = list(pairwise(marks))
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        long = dx * dx + dy * dy
        worst, at = most * most, 0
        for n in range(first + 1, last):
            px, py = line[n][0] - ax, line[n][1] - ay
            along = min(1.0, max(0.0, (px * dx + py * dy) / long)) if long else 0.0
            off = (px - along * dx) ** 2 + (py - along * dy) ** 2
            if off > worst:
                worst, at = off, n
        if at:
            kept.add(at)
            stack += [(first, at), (at, last)]
    return tuple(line[n] for n in sorted(kept))


def outline(code: str, coarse: float) -> list[list[list[list[float]]]]:
    """A country as the coordinates of a MultiPolygon of RFC 7946: cut at the date line, outlines counterclockwise."""
    out = []
    for piece in land(code, coarse) or land(code):
        for turn in (-360.0, 0.0, 360.0):
            if piece.box.west + turn < 180 and piece.box.east + turn > -180:
                half = [clipped([(x + turn, y) for x, y in ring], Box(-180, -90, 180, 90)) for ring in piece.rings]
                closed = [_closed(ring, outer=n == 0) for n, ring in enumerate(half) if len(ring) > 2]
                if closed:
                    out.append(closed)
    return out


def _closed(ring: Sequence[Point], *, outer: bool) -> list[list[float]]:
    turned = ring if (_signed(ring) > 0) == outer else ring[::-1]
    return [[round(x, 2), round(y, 2)] for x, y in (*turned, turned[0])]


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """What of an area lies in a box, after Sutherland and Hodgman; [] for nothing."""
    found = list(ring)
    for axis, edge, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        if not found:
            return []
        out: list[Point] = []
        last = found[-1]
        was = (last[axis] - edge) * sign >= 0
        for point in found:
            inside_ = (point[axis] - edge) * sign >= 0
            if inside_ != was:
                part = (edge - last[axis]) / (point[axis] - last[axis])
                cut = (last[0] + part * (point[0] - last[0]), last[1] + part * (point[1] - last[1]))
                out.append((edge, cut[1]) if axis == 0 else (cut[0], edge))
            if inside_:
                out.append(point)
            last, was = point, inside_
        found = out
    return found


def _area(ring: Sequence[Point]) -> float:
    return abs(_signed(ring))


def _signed(ring: Sequence[Point]) -> float:
    """The area of a ring, below 0 where it runs clockwise."""
    turned = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in turned) / 2


def _box(ring: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return Box(min(xs), min(ys), max(xs), max(ys))
