"""Words that stand for an office when it is taken up again. Source: role_words.tsv."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.shapes.table import load

TABLE = "role_words.tsv"


@cache
def _rows() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    rows = load(__package__, TABLE, ("noun", "modifiers", "titles"), optional=("modifiers",))
    return {r["noun"]: (frozenset(r["modifiers"].split()), tuple(r["titles"].split("|"))) for r in rows}


def titles(noun: str, modifiers: Sequence[str]) -> tuple[str, ...]:
    """The titles that a noun with these modifiers may stand for; () for none."""
    wanted, found = _rows().get(noun, (frozenset(), ()))
    return found if not wanted or wanted.intersection(modifiers) else ()


def asks_modifier(noun: str) -> bool:
    """True when only certain modifiers make the noun stand for an office."""
    return bool(_rows().get(noun, (frozenset(), ()))[0])
