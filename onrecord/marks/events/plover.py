"""How PLOVER's manual would code an event: its type where it happened, another or none where it only may or will."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.marks.events.tables import MODALITIES, PACKAGE, TYPES
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load

TABLE = "plover.tsv"
OWN = "="
# How a denial is read that the event's own words give; any other stands under a verb that is an event itself.
SAID = frozenset(("parse:neg", "aux", "parse:yet"))


def coded(type_: str, modality: str, how: str) -> str | None:
    """The manual's type of an event that the record gives `type_` and `modality` (read by rule `how`); None for none.

    Source: plover.tsv.
    """
    if modality == "denied" and how not in SAID:
        return None
    found = _rows().get((type_, modality))
    return type_ if found == OWN else found


@cache
def _rows() -> Mapping[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for row in load(PACKAGE, TABLE, ("types", "modality", "coded"), key=()):
        if row["coded"] != OWN and row["coded"] not in TYPES:
            raise TableError(f"{TABLE}:{row.line}: {row['coded']} is no type")
        for type_ in row.words("types"):
            for modality in row.words("modality"):
                if type_ not in TYPES or modality not in MODALITIES:
                    raise TableError(f"{TABLE}:{row.line}: no type or modality {type_}, {modality}")
                out[type_, modality] = row["coded"]
    return out
