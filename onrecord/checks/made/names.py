"""Invented people, towns and rivers, put together from parts and numbered, so that no two stories meet by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from math import gcd

from onrecord.shapes.table import load

_PACKAGE = "onrecord.checks.made"
# Where a style's town names are used up, they begin again with one of these before them.
_LAPS = ("", "Upper", "New", "Lower", "Old", "West", "East", "North", "South")
_ARMS = ("", "", "Little", "Upper", "Black", "White")
_STYLES_APART = 3  # of a dozen styles a country takes one: a style's names last that much longer


@dataclass(frozen=True, slots=True)
class Country:
    """An invented country: how it is called, and whose names its people bear."""

    name: str
    adjective: str
    people: str
    capital: str
    currency: str
    style: str
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented, and what a report says of them: a title before the name, or words behind it."""

    given: str
    surname: str
    woman: bool
    before: str = ""
    after: str = ""

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"


@cache
def countries() -> tuple[Country, ...]:
    """All invented countries, as their table has them."""
    columns = ("name", "adjective", "people", "capital", "currency", "style", "provinces")
    rows = load(_PACKAGE, "countries.tsv", columns)
    return tuple(
        Country(r["name"], r["adjective"], r["people"], r["capital"], r["currency"], r["style"], r.words("provinces"))
        for r in rows
    )


@cache
def _parts() -> dict[tuple[str, str], tuple[str, ...]]:
    rows = load(_PACKAGE, "name_parts.tsv", ("style", "part", "entries"), key=("style", "part"))
    return {(r["style"], r["part"]): tuple("" if w == "-" else w for w in r.words("entries")) for r in rows}


@cache
def _stride(size: int) -> int:
    """A step that visits every number below `size` once and leaves no neighbours side by side."""
    step = max(1, int(size * 0.6180339887))
    while gcd(step, size) != 1:
        step += 1
    return step


def spread(number: int, size: int, seed: int) -> int:
    """The number's place in a shuffled row of `size`: different numbers, different places, until all are taken."""
    return (number * _stride(size) + seed * 7919) % size


def person(style: str, number: int, woman: bool, seed: int, before: str = "", after: str = "") -> Person:
    """Person `number` of a style."""
    parts = _parts()
    given = parts[style, "woman" if woman else "man"]
    rows = [parts[style, f"surname {where}"] for where in ("first", "middle", "last")]
    size = len(given)
    for row in rows:
        size *= len(row)
    place = spread(number, size, seed)
    place, at = divmod(place, len(given))
    surname = ""
    for row in rows:
        place, n = divmod(place, len(row))
        surname = _joined(surname, row[n])
    return Person(given[at], surname.capitalize(), woman, before, after)


def town(style: str, number: int, seed: int) -> str:
    """Town `number` of a style."""
    parts = _parts()
    first, last = parts[style, "town first"], parts[style, "town last"]
    size = len(first) * len(last)
    one, two = divmod(spread(number, size, seed), len(last))
    lap = _LAPS[number // (size * _STYLES_APART) % len(_LAPS)]
    return f"{lap} {_joined(first[one], last[two])}".strip()


def river(style: str, dice: random.Random) -> str:
    """One of a style's rivers, or one of their arms."""
    rivers = _parts()[style, "river"]
    return f"{_ARMS[int(dice.random() * len(_ARMS))]} {rivers[int(dice.random() * len(rivers))]}".strip()


def _joined(one: str, two: str) -> str:
    """Both parts without a letter three times, or a vowel twice, where they meet."""
    if one and two and one[-1].lower() == two[0] and (one[-1] in "aeiou" or one[-2:] == one[-1] * 2):
        return one + two[1:]
    return one + two
