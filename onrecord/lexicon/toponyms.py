"""Where on the map a name may be: every nation, part of a country, water, site and town of that name.

Source: nation_places.tsv, regions.tsv and part_words.tsv (general knowledge, by hand), gazetteer.db (GeoNames).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onrecord.lexicon import gazetteer, nations
from onrecord.shapes.table import Row, load

NATIONS = "nation_places.tsv"
REGIONS = "regions.tsv"
PARTS = "part_words.tsv"
_EARTH = 6371.0  # km, its mean radius
_CITY, _TOWN = 100_000, 10_000  # inhabitants from which a place is called so
PRECISION = {
    "country": "country", "territory": "country", "former": "country", "nation": "region", "state": "state",
    "region": "region", "continent": "continent", "province": "province", "district": "district", "island": "region",
    "water": "water", "mountains": "mountain", "land": "region", "site": "site",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """One place that a name may mean.

    `precision` is a row of the map's table of precisions; `country` an ISO 3166-1 alpha-2 code or empty; `lat` and
    `lon` are degrees north and east, None where no point is known; `km` is the radius of a circle of about its area.
    `own` tells whether the name is the place's main one. `people` counts the inhabitants of a town, at least 1; 0 of
    all else.
    """

    name: str
    precision: str
    country: str
    lat: float | None
    lon: float | None
    km: float
    geonameid: int | None = None
    people: int = 0
    large: bool = True
    own: bool = True

    @property
    def is_town(self) -> bool:
        """A populated place, as against a stretch of land or water."""
        return self.people > 0

    def from_(self, other: Meaning) -> float:
        """Kilometres from the point of another along a great circle; infinite where one has no point."""
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return math.inf
        a, b, c, d = map(math.radians, (self.lat, self.lon, other.lat, other.lon))
        half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=20_000)
def meanings(words: str) -> tuple[Meaning, ...]:
    """All that `words` may mean on the map, case kept for nations and folded for others; () when nothing is known."""
    bare = _bare(words)
    found = [*_nation(words), *_regions().get(bare.casefold(), ()), *_towns(bare)]
    if not found:
        short, of = _without_part(bare)
        towns = _towns(short) if of != "part" else ()
        found = [*_nation(short), *_regions().get(short.casefold(), ()), *towns] if of else []
        if of == "side":  # "Western Orva" is hardly the west of a town of that name somewhere else
            found = [replace(m, large=False) if m.is_town else m for m in found if m.large]
    return tuple(found)


def part_word(word: str) -> str:
    """part, town or side for a word that stands beside names of such ("province", "town", "northern"), else empty."""
    return _parts().get(word.casefold(), "")


@lru_cache(maxsize=20_000)
def is_known(words: str) -> bool:
    """True when `words` are a name of a large town, a part of a country, a water or a site, in any case."""
    return gazetteer.is_place(words) or _bare(words).casefold() in _regions()


def _bare(words: str) -> str:
    words = " ".join(words.replace("\u2019", "'").split())
    words = words.removesuffix("'s").removesuffix("'").rstrip(".") if not words.isupper() else words
    return words[4:] if words[:4] in ("the ", "The ") else words


def _without_part(words: str) -> tuple[str, str]:
    """ "Orva province", "Province of Orva", "northern Orva": the name, and of what the word beside it is."""
    pieces = words.split(" ")
    if len(pieces) > 1 and part_word(pieces[-1]) in ("part", "town"):
        return " ".join(pieces[:-1]), part_word(pieces[-1])
    if len(pieces) > 2 and pieces[1] == "of" and part_word(pieces[0]):
        return " ".join(pieces[2:]), part_word(pieces[0])
    if len(pieces) > 1 and part_word(pieces[0].replace("-", "")) == "side":
        return " ".join(pieces[1:]), "side"
    return words, ""


def _nation(words: str) -> tuple[Meaning, ...]:
    nation = nations.by_name(words) or nations.by_name(f"{words} state")  # "Washington", which the table calls so
    if nation is None:
        return ()
    row = _points().get(nation.name)
    lat, lon, km, number = row if row is not None else (None, None, 0.0, None)
    code = nation.code
    if not code and nation.kind in ("state", "nation") and (whole := nations.by_alpha3(nation.alpha3)) is not None:
        code = whole.code
    return (Meaning(nation.name, PRECISION[nation.kind], code, lat, lon, km, number),)


def _towns(words: str) -> tuple[Meaning, ...]:
    folded = words.casefold()
    return tuple(
        Meaning(
            town.name, _size(town.population), town.country, town.lat, town.lon, 10.0, town.geonameid,
            max(town.population, 1), bool(town.large), town.name.casefold() == folded,
        )
        for town in gazetteer.every(words)
    )  # fmt: skip


def _size(population: int) -> str:
    return "city" if population >= _CITY else "town" if population >= _TOWN else "village"


@cache
def _parts() -> Mapping[str, str]:
    return {row["word"]: row["of"] for row in load(__package__, PARTS, ("word", "of"))}


@cache
def _points() -> Mapping[str, tuple[float, float, float, int | None]]:
    rows = load(__package__, NATIONS, ("name", "lat", "lon", "km", "geonameid"), optional=("geonameid",))
    return {row["name"]: (*_point(row), int(row["geonameid"]) if row["geonameid"] else None) for row in rows}


@cache
def _regions() -> Mapping[str, tuple[Meaning, ...]]:
    """By name, case folded."""
    columns = ("name", "others", "kind", "country", "lat", "lon", "km")
    rows = load(__package__, REGIONS, columns, key=("name", "kind", "country"), optional=("others", "country"))
    out: dict[str, list[Meaning]] = {}
    for row in rows:
        lat, lon, km = _point(row)
        for form in dict.fromkeys((row["name"], *(f.strip() for f in row["others"].split("|") if f.strip()))):
            own = form == row["name"]
            found = Meaning(row["name"], PRECISION[row["kind"]], row["country"], lat, lon, km, own=own)
            out.setdefault(form.casefold(), []).append(found)
    return {form: tuple(found) for form, found in out.items()}


def _point(row: Row) -> tuple[float, float, float]:
    return float(row["lat"]), float(row["lon"]), float(row["km"])
