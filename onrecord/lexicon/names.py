"""Given names: whether a word is one, and whose gender it shows.

Source: given_names.tsv.
"""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "given_names.tsv"
_COLUMNS = ("gender", "names")


@cache
def _genders() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in load(__package__, TABLE, _COLUMNS, key=()):
        for name in row["names"].split():
            gender = "" if row["gender"] == "either" else row["gender"]
            key = name.casefold()
            out[key] = gender if out.get(key, gender) == gender else ""
    return out


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """True when the word is known as a given name."""
    return word.casefold() in _genders()


@lru_cache(maxsize=20_000)
def gender(word: str) -> str:
    """m or f when the given name is borne by one gender, empty when by either or when it is not known.

    Of a double name the first part that tells decides ("Jean-Pierre": Pierre).
    """
    known = _genders()
    key = word.casefold()
    if key in known or "-" not in key:
        return known.get(key, "")
    return next((found for part in key.split("-") if (found := known.get(part, ""))), "")
