"""Nations, territories and regions: names, adjectives, peoples, capitals and what stands for a government.

Source: nations.tsv.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "nations.tsv"
_COLUMNS = ("name", "code", "alpha3", "kind", "aliases", "adjectives", "people", "capitals", "seats")
_RANK = {"country": 0, "territory": 1, "nation": 2, "continent": 3, "region": 4, "state": 5, "former": 6}


@dataclass(frozen=True, slots=True)
class Nation:
    """A row of nations.tsv. `code` is ISO 3166-1 alpha-2 or empty; `alpha3` and `kind` as the table explains."""

    name: str
    code: str
    alpha3: str
    kind: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in cell.split("|") if w.strip())


@cache
def nations() -> tuple[Nation, ...]:
    """All rows, countries first."""
    rows = [
        Nation(r["name"], r["code"], r["alpha3"], r["kind"], *(_entries(r[c]) for c in _COLUMNS[4:]))
        for r in load(__package__, TABLE, _COLUMNS, optional=_COLUMNS[1:])
    ]
    return tuple(sorted(rows, key=lambda n: _RANK[n.kind]))


def _index(*columns: str) -> dict[str, Nation]:
    out: dict[str, Nation] = {}
    for nation in nations():
        for column in columns:
            found = getattr(nation, column)
            for form in (found,) if isinstance(found, str) else found:
                out.setdefault(form, nation)
    return out


@cache
def _names() -> dict[str, Nation]:
    return _index("name", "aliases")


@cache
def _adjectives() -> dict[str, Nation]:
    return _index("adjectives", "people")


@cache
def _people() -> dict[str, Nation]:
    return _index("people")


@cache
def _governments() -> dict[str, Nation]:
    return _index("seats", "capitals")


@lru_cache(maxsize=20_000)
def _bare(words: str) -> str:
    words = " ".join(words.split()).replace("\u2019", "'")
    for ending in ("'s", "'"):
        if words.endswith(ending):
            words = words[: -len(ending)]
    return words[4:] if words[:4] in ("the ", "The ") and words not in _names() else words


@lru_cache(maxsize=20_000)
def by_name(words: str) -> Nation | None:
    """The nation, territory or region that `words` name ("the U.S.", "Burma's"), case kept; None for others."""
    return _names().get(_bare(words))


@lru_cache(maxsize=20_000)
def by_adjective(words: str) -> Nation | None:
    """The nation that an adjective or a people belongs to ("Kenyan", "Kenyans", "U.S."); None for others."""
    return _adjectives().get(_bare(words))


@lru_cache(maxsize=20_000)
def by_people(words: str) -> Nation | None:
    """The nation whose people `words` are ("Kenyans", "a Dane" without the article); None for others."""
    return _people().get(_bare(words))


def by_government(words: str) -> Nation | None:
    """The nation whose government `words` may stand for: a capital or a seat of government; None for others."""
    return _governments().get(_bare(words))


@cache
def _codes() -> dict[str, Nation]:
    return {n.code: n for n in nations() if n.code}


def by_code(code: str) -> Nation | None:
    """The country or territory with this ISO 3166-1 alpha-2 code; None for others."""
    return _codes().get(code)


@cache
def _alpha3() -> dict[str, Nation]:
    out: dict[str, Nation] = {}
    for nation in nations():
        if nation.alpha3:
            out.setdefault(nation.alpha3, nation)
    return out


def by_alpha3(code: str) -> Nation | None:
    """The country with this ISO 3166-1 alpha-3 code, of those that share it the whole; None for others."""
    return _alpha3().get(code)


def find(words: str) -> Nation | None:
    """The nation that `words` point to in any way: name, then adjective or people, then government."""
    return by_name(words) or by_adjective(words) or by_government(words)
