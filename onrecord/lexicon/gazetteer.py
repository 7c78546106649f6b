"""Populated places by name.

Source: gazetteer.db, made from GeoNames (https://www.geonames.org, CC BY 4.0) by tools/make_gazetteer.py.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from onrecord.shapes.errors import TableError

FILE = "gazetteer.db"
_FIND = """
SELECT geonameid, place.name, country, admin1, lat, lon, population, large
FROM name JOIN place USING (geonameid) WHERE folded = ? ORDER BY population DESC, geonameid
"""
_LARGE = "SELECT EXISTS (SELECT 1 FROM name JOIN place USING (geonameid) WHERE folded = ? AND large)"


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place: its GeoNames id, ISO 3166 country code, degrees north and east, inhabitants.

    `large`, 1 or 0: of 15,000 inhabitants or more, or the seat of a government.
    """

    geonameid: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    large: int


@lru_cache(maxsize=20_000)
def is_place(words: str) -> bool:
    """True when `words` are a name of a large populated place, in any case."""
    return bool(_store(os.getpid()).execute(_LARGE, (_key(words),)).fetchone()[0])


@lru_cache(maxsize=20_000)
def every(words: str) -> tuple[Town, ...]:
    """The populated places of that name, of 1,000 inhabitants or more, largest first; () when there is none."""
    rows = _store(os.getpid()).execute(_FIND, (_key(words),)).fetchall()
    return tuple(Town(*row) for row in rows)


def towns(words: str) -> tuple[Town, ...]:
    """The large populated places of that name, largest first; () when there is none."""
    return tuple(town for town in every(words) if town.large)


def _key(words: str) -> str:
    return " ".join(words.replace("\u2019", "'").removesuffix("'s").split()).casefold()


@cache
def _store(process: int) -> sqlite3.Connection:
    """The file, opened once in each process (a connection must not be taken along into another); never written."""
    path = Path(str(resources.files(__package__) / FILE)).resolve()
    if not path.is_file():
        raise TableError(f"{FILE}: not in the folder onrecord/lexicon; make it again with tools/make_gazetteer.py")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
