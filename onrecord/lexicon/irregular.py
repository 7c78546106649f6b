"""Words whose forms no ending shows: strong verbs and odd plurals.

Source: irregular.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.shapes.table import load

TABLE = "irregular.tsv"


def base(form: str) -> str | None:
    """The base of a form in lower case ("struck": "strike"); None for a word that is no row."""
    return _bases().get(form)


@cache
def _bases() -> Mapping[str, str]:
    return {row["form"]: row["base"] for row in load(__package__, TABLE, ("form", "base"))}
