"""Bodies that news names without saying what they are: the names and abbreviations of well-known organisations.

Source: bodies.tsv.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "bodies.tsv"
_COLUMNS = ("name", "aliases", "kind", "sector", "country")


@dataclass(frozen=True, slots=True)
class Body:
    """A row of bodies.tsv: `sector` a code of sectors.tsv or empty, `country` ISO 3166-1 alpha-2 or empty."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    sector: str
    country: str


@cache
def _forms() -> dict[str, Body]:
    out: dict[str, Body] = {}
    for row in load(__package__, TABLE, _COLUMNS, optional=("aliases", "sector", "country")):
        aliases = tuple(a.strip() for a in row["aliases"].split("|") if a.strip())
        body = Body(row["name"], aliases, row["kind"], row["sector"], row["country"])
        for form in (body.name, *aliases):
            out.setdefault(form, body)
    return out


@lru_cache(maxsize=20_000)
def by_name(words: str) -> Body | None:
    """The body that `words` name or abbreviate, case kept, an article before and a possessive after forgiven."""
    flat = " ".join(words.split()).replace("\u2019", "'")
    for form in (flat, flat.removesuffix("'s")):
        found = _forms().get(form) or _forms().get(form[4:] if form[:4] in ("the ", "The ") else form)
        if found is not None:
            return found
    return None
