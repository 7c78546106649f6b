"""What made reports are made of: paragraphs, lines and fillings from the tables beside this module.

Source: paragraphs.tsv, systems.tsv, credits.tsv, slots.tsv.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache

from onrecord.shapes.table import load

_SLOT = re.compile(r"\{([a-z]+)\d?\}")


@cache
def paragraphs(use: str) -> tuple[str, ...]:
    """The paragraphs of one use, with open places."""
    return tuple(r["text"] for r in load(__package__, "paragraphs.tsv", ("use", "text"), key=()) if r["use"] == use)


@cache
def credits(where: str) -> tuple[str, ...]:
    """The credit lines that stand at one place of a report, with open places."""
    return tuple(r["line"] for r in load(__package__, "credits.tsv", ("where", "line"), key=()) if r["where"] == where)


@cache
def systems() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The lines of each site system by where they stand: head, inside, foot."""
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in load(__package__, "systems.tsv", ("system", "where", "line"), key=()):
        lines = out.setdefault(row["system"], {"head": (), "inside": (), "foot": ()})
        lines[row["where"]] += (row["line"],)
    return out


@cache
def slots() -> Mapping[str, tuple[str, ...]]:
    """What may fill each open place."""
    return {r["slot"]: r.words("entries") for r in load(__package__, "slots.tsv", ("slot", "entries"))}


def fill(text: str, rng: random.Random, given: Mapping[str, str] | None = None) -> str:
    """`text` with every open place filled, one filling for one name; `given` are fillings already settled."""
    settled = dict(given or {})

    def put(found: re.Match[str]) -> str:
        slot = found.group()[1:-1]
        if slot not in settled:
            taken = set(settled.values())
            entries = slots()[found.group(1)]
            settled[slot] = rng.choice([e for e in entries if e not in taken] or entries)
        return settled[slot]

    return _SLOT.sub(put, text)
