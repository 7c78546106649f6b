"""Invented agencies and outlets, and who writes for them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from onrecord.checks.made import names
from onrecord.shapes.table import load

_PACKAGE = "onrecord.checks.made"
_STAFF = 6  # reporters of a newsroom
_STAFF_FROM = 40_000_000  # their numbers lie behind those of all stories' people


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who publishes reports. `mark` and `dateline` are an agency's; `system` is the site system of its pages."""

    number: int
    name: str
    host: str
    system: str
    mark: str | None
    dateline: str
    scraper: bool
    month_first: bool
    curly: bool

    def reporter(self, seed: int, dice: random.Random) -> str:
        """One of its reporters."""
        n = int(dice.random() * _STAFF)
        style = names.countries()[self.number % len(names.countries())].style
        number = _STAFF_FROM + self.number * _STAFF + n
        return names.person(style, number, n % 2 == 0, seed).name


@cache
def agencies() -> tuple[Newsroom, ...]:
    """The agencies, as their table has them."""
    rows = load(_PACKAGE, "agencies.tsv", ("name", "mark", "host", "system", "dateline", "curly"))
    return tuple(
        Newsroom(n, r["name"], r["host"], r["system"], r["mark"], r["dateline"], False, n % 2 == 0, r["curly"] == "yes")
        for n, r in enumerate(rows)
    )


@cache
def outlets() -> tuple[Newsroom, ...]:
    """The outlets, as their table has them."""
    rows = load(_PACKAGE, "outlets.tsv", ("name", "host", "system", "trade", "days", "curly"))
    return tuple(
        Newsroom(
            100 + n,
            r["name"],
            r["host"],
            r["system"],
            None,
            "",
            r["trade"] == "scraper",
            r["days"] == "month day",
            r["curly"] == "yes",
        )
        for n, r in enumerate(rows)
    )
