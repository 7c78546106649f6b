"""Populated places by name.

Source: gazetteer.tsv.gz, made from GeoNames (https://www.geonames.org, CC BY 4.0) by tools/make_gazetteer.py.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from onrecord.shapes.errors import TableError

TABLE = "gazetteer.tsv.gz"
_COLUMNS = ["geonameid", "name", "others", "country", "admin1", "lat", "lon", "population"]


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: its GeoNames id, ISO 3166 country code, degrees north and east, inhabitants."""

    geonameid: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int


@cache
def _lines() -> tuple[str, ...]:
    packed = (resources.files(__package__) / TABLE).read_bytes()
    lines = [line for line in gzip.decompress(packed).decode("utf-8").splitlines() if not line.startswith("#")]
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise TableError(
            f"{TABLE}: the columns are not {' '.join(_COLUMNS)}; make it again with tools/make_gazetteer.py"
        )
    return tuple(lines[1:])


@cache
def _index() -> dict[str, tuple[int, ...]]:
    """Line numbers by name, case folded; largest place first, as the lines are."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(_lines()):
        _, name, others, _ = line.split("\t", 3)
        for form in dict.fromkeys((name, *(others.split("|") if others else ()))):
            found.setdefault(form.casefold(), []).append(number)
    return {form: tuple(numbers) for form, numbers in found.items()}


@lru_cache(maxsize=20_000)
def is_place(words: str) -> bool:
    """True when `words` are a name of a populated place, in any case."""
    return _key(words) in _index()


def towns(words: str) -> tuple[Town, ...]:
    """The populated places of that name, largest first; () when there is none."""
    return tuple(_town(number) for number in _index().get(_key(words), ()))


def _key(words: str) -> str:
    return " ".join(words.replace("\u2019", "'").removesuffix("'s").split()).casefold()


def _town(number: int) -> Town:
    number_, name, _, country, admin1, lat, lon, population = _lines()[number].split("\t")
    return Town(int(number_), name, country, admin1, float(lat), float(lon), int(population))
