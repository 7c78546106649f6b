"""What of a story is on a map: its happenings and figures, each at the place that its own words give it.

A place belongs to something only where a report names it in the same sentence. How closely it is known goes with it: a
country is an area, a region a ring, a town a dot; what has no place, or one without a position, is listed as such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.faces import dated, happened, words, world
from onrecord.faces.told import Filed, Line, Place, Told
from onrecord.lexicon import nations
from onrecord.shapes.table import load

TABLE = "precision.tsv"
AREA, RING, DOT = "area", "ring", "dot"
HAPPENING, FIGURE = "happening", "figure"
NOT_TOLD = "no place told"
ELSEWHERE = "named in another sentence only"
NO_POSITION = "position not known"
_OUTLINE = 0.16  # degrees that the outline of a country may be off in a file
_SAID = 4  # values of a figure that its line on the map names
# A sentence ends, and another begins.
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*(?=[^\W\d_])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Rep|Sen|Gov|No|[ap]\.m))$")


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere on a map. `lat` and `lon` are degrees north and east, of an area those of a place well inside it.

    `km` is how far round it the place may lie, `precision` that in words.
    """

    key: str
    name: str
    shape: str
    precision: str
    country: str
    lat: float
    lon: float
    km: float
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Something told: `at` are the words that tell it, `where` those that name its place.

    `spot` is None for what is not on the map, and `why` then says why not. `told` is the same as a row of the account.
    """

    kind: str
    id: str
    text: str
    label: str
    day: str
    at: Place
    where: Place | None
    place_text: str
    spot: Spot | None
    why: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is told of each spot, the spots with most of it first; what is told of none."""

    spots: tuple[tuple[Spot, tuple[Item, ...]], ...]
    unplaced: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything, what is placed first."""
        return tuple(item for _, items in self.spots for item in items) + self.unplaced


@dataclass(frozen=True, slots=True)
class _Named:
    """A place as one report names it: the words, and where they are on a map."""

    place: Place
    text: str
    spot: Spot | None


def mapped(told: Told) -> Mapped:
    """What of a story is where."""
    items = [*_happenings(told), *_figures(told)]
    by_spot: dict[str, list[Item]] = {}
    spots: dict[str, Spot] = {}
    for item in items:
        if item.spot is not None:
            spots.setdefault(item.spot.key, item.spot)
            by_spot.setdefault(item.spot.key, []).append(item)
    ordered = sorted(by_spot, key=lambda key: -len(by_spot[key]))
    return Mapped(
        tuple((spots[key], tuple(by_spot[key])) for key in ordered), tuple(item for item in items if item.spot is None)
    )


def spot(mark: Mapping[str, Any]) -> Spot | None:
    """Where a mark of a place is on a map; None where its position is not known."""
    name, country = str(mark.get("name") or ""), str(mark.get("country") or "")
    lat, lon = mark.get("lat"), mark.get("lon")
    told = str(mark.get("precision") or "unknown")
    if told in _shapes() and _shapes()[told][0] == AREA:
        middle = world.middle(country) if country else None
        return _area(country, name, middle) if middle else None
    if not _position(lat, lon):
        return None
    shape, km, said = _shapes().get(told) or (RING, 100.0, told)
    if told == "continent":
        return None
    radius = mark.get("radius_m")
    km = float(radius) / 1000 if isinstance(radius, (int, float)) and radius > 0 else km
    number = mark.get("geonameid")
    key = f"g{number}" if number else f"p{round(float(lat) * 100)}_{round(float(lon) * 100)}"  # type: ignore[arg-type]
    lat, lon = float(lat), float(lon)  # type: ignore[arg-type]
    return Spot(key, name, shape, said, country, lat, lon, km, int(number) if number else None)


def geojson(found: Mapped, told: Told) -> dict[str, Any]:
    """What is on the map as a FeatureCollection of RFC 7946: one feature for each happening and figure.

    What is not on the map has no geometry. A country is its area, so that no program takes it for a point; of all else
    `radius_m` is how far round the point the place may lie.
    """
    return {"type": "FeatureCollection", "features": [_feature(item, told) for item in found.items]}


# -- what is told --------------------------------------------------------------------------------------------------


def _happenings(told: Told) -> Iterator[Item]:
    for entry in (*dated.timeline(told.account), *dated.undated(told.account), *dated.upcoming(told.account)):
        named = [found for one in happened.tellings(entry.row) if (found := _of_event(told, one)) is not None]
        shown = happened.shown(entry.row)
        evidence = [shown, *entry.row.get("evidence", ())]
        first = next((e for e in evidence if "start" in e), None)
        if first is not None:
            at = Place(str(first["report"]), int(first["start"]), int(first["end"]))
            spoken = str(entry.row.get("where") or "")
            yield _item(HAPPENING, entry.row, entry.text, entry.label, entry.day, at, named, spoken)


def _figures(told: Told) -> Iterator[Item]:
    for line in told.lines():
        if not line.where:  # a duration, a price: nothing that has a place
            continue
        places = [place for value in line.values for place in value.places]
        named = [found for place in places if (found := _of_figure(told, place)) is not None]
        newest = max(line.values, key=lambda value: (value.told and not value.retracted, value.day))
        yield _item(
            FIGURE, {"thing": line.thing, "where": line.where, "scope": line.scope}, _said(line), "", newest.day,
            newest.places[0], named, line.where,
        )  # fmt: skip


def _said(line: Line) -> str:
    """A figure on one line: what is counted, and the values, newest first."""
    values = list(dict.fromkeys(v.says for v in reversed(line.values) if not v.retracted and v.day))
    values = values or list(dict.fromkeys(v.says for v in line.values))
    more = f" and {len(values) - _SAID} more" if len(values) > _SAID else ""
    return f"{line.thing}{f' ({line.scope})' if line.scope else ''}: {'; '.join(values[:_SAID])}{more}"


def _item(
    kind: str,
    row: Mapping[str, Any],
    text: str,
    label: str,
    day: str,
    at: Place,
    named: Sequence[_Named],
    spoken: str,
) -> Item:
    """Something told at the closest place that its words name; of equals the one that most name."""
    on_map = [found for found in named if found.spot is not None]
    best = min(on_map, key=lambda n: (n.spot.km, -_times(on_map, n)), default=None)  # type: ignore[union-attr]
    if best is not None:
        at = _telling_of(row, best.place) or at
    shown = best or (named[0] if named else None)
    why = "" if best else NO_POSITION if named else ELSEWHERE if spoken else NOT_TOLD
    name = f"{kind}-{row['id']}" if row.get("id") else f"{kind}-{at.report[:12]}-{at.start}-{at.end}"
    return Item(
        kind, name, text, label, day, at, shown.place if shown else None, shown.text if shown else spoken,
        best.spot if best else None, why, row,
    )  # fmt: skip


def _times(found: Sequence[_Named], one: _Named) -> int:
    return sum(n.spot is not None and one.spot is not None and n.spot.key == one.spot.key for n in found)


def _telling_of(row: Mapping[str, Any], place: Place) -> Place | None:
    """The telling in whose sentence a place stands: the nearest in its report."""
    there = [t for t in happened.tellings(row) if t["report"] == place.report]
    nearest = min(there, key=lambda t: abs(t["start"] - place.start), default=None)
    return Place(place.report, nearest["start"], nearest["end"]) if nearest else None


def _of_event(told: Told, telling: Mapping[str, Any]) -> _Named | None:
    filed = told.by_id.get(str(telling["report"]))
    event = told.event(telling)
    return _named(filed, event) if filed and event else None


def _of_figure(told: Told, place: Place) -> _Named | None:
    filed, figure = told.by_id.get(place.report), told.figure(place)
    return _named(filed, figure) if filed and figure else None


def _named(filed: Filed, mark: Mapping[str, Any]) -> _Named | None:
    """The place that a mark's own sentence names."""
    where = mark.get("where")
    if not isinstance(where, Mapping) or "start" not in where:
        return None
    place = Place(filed.id, int(where["start"]), int(where["end"]))
    if not _same_sentence(filed.text, (mark["start"], mark["end"]), (place.start, place.end)):
        return None
    over = [
        (min(p["end"], place.end) - max(p["start"], place.start), p)
        for p in filed.record.get("places", ())
        if p["start"] < place.end and place.start < p["end"]
    ]
    best = max(over, key=lambda found: found[0])[1] if over else {}
    text = " ".join(filed.text[place.start : place.end].split()) or str(where.get("name") or "")
    return _Named(place, text, spot(best))


def _same_sentence(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True where no sentence ends between two stretches of a text."""
    first, last = min(one[1], other[1]), max(one[0], other[0])
    between = text[first:last]
    if "\n\n" in between or between.count("\n") > 1:
        return False
    stops = (found.start() for found in _STOP.finditer(text, first, last + 1))
    return all(_ABBREVIATED.search(text[max(0, at - 6) : at]) for at in stops)


# -- where it is ---------------------------------------------------------------------------------------------------


def _area(code: str, name: str, middle: world.Point) -> Spot:
    lon = (middle[0] + 180) % 360 - 180
    return Spot(code, country_name(code) or name, AREA, "country", code, middle[1], lon, _reach(code))


def _reach(code: str) -> float:
    """How far a country reaches from its middle, roughly, in kilometres."""
    tall = max((box.north - box.south for box in world.boxes(code)), default=0.0)
    return round(max(tall, math.sqrt(world.extent(code))) * 111 / 2, 1)


@cache
def _names() -> Mapping[str, str]:
    return {n.code: n.name for n in reversed(nations.nations()) if n.code}


def country_name(code: str) -> str:
    """A country by its ISO 3166-1 code, empty where it is none that the tables name."""
    return _names().get(code, "")


def _position(lat: object, lon: object) -> bool:
    numbers = isinstance(lat, (int, float)) and isinstance(lon, (int, float))
    return numbers and abs(float(lat)) <= 90 and abs(float(lon)) <= 180  # type: ignore[arg-type]


@cache
def _shapes() -> Mapping[str, tuple[str, float, str]]:
    rows = load(__package__, TABLE, ("precision", "shape", "km", "words"))
    return {row["precision"]: (row["shape"], float(row["km"]), row["words"]) for row in rows}


# -- as GeoJSON ----------------------------------------------------------------------------------------------------


def _geometry(spot_: Spot) -> dict[str, Any]:
    if spot_.shape == AREA:
        return {"type": "MultiPolygon", "coordinates": world.outline(spot_.country, _OUTLINE)}
    return {"type": "Point", "coordinates": [round(spot_.lon, 5), round(spot_.lat, 5)]}


def _feature(item: Item, told: Told) -> dict[str, Any]:
    spot_, filed = item.spot, told.by_id.get(item.at.report)
    row = item.told
    return {
        "type": "Feature",
        "id": item.id,
        "geometry": _geometry(spot_) if spot_ else None,
        "properties": {
            "kind": item.kind,
            "text": item.text,
            "type": row.get("type"),
            "modality": row.get("modality"),
            "date_start": row.get("from") or item.day or None,
            "date_end": row.get("to") or item.day or None,
            "place_text": item.place_text or None,
            "place_name": spot_.name if spot_ else None,
            "place_kind": spot_.shape if spot_ else None,
            "geo_precision": spot_.precision if spot_ else None,
            "radius_m": round(spot_.km * 1000) if spot_ and spot_.shape != AREA else None,
            "country": (spot_.country or None) if spot_ else None,
            "geonameid": spot_.geonameid if spot_ else None,
            "unplaced": item.why or None,
            "report": item.at.report,
            "start": item.at.start,
            "end": item.at.end,
            "exact": told.exact(item.at),
            "place_start": item.where.start if item.where else None,
            "place_end": item.where.end if item.where else None,
            "outlet": filed.outlet if filed else None,
            "published": (filed.date or None) if filed else None,
            "url": (filed.record.get("url") or None) if filed else None,
            "reports": words.count(len(row["reports"]), "report") if row.get("reports") else None,
        },
    }
