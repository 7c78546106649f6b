"""Words inside names that several rooms read when they compare names: a company's form, "Jr", small words.

Source: name_parts.tsv.
"""

from __future__ import annotations

from functools import cache

from onrecord.shapes.table import load

TABLE = "name_parts.tsv"


@cache
def _groups() -> dict[str, frozenset[str]]:
    rows = load(__package__, TABLE, ("group", "words", "what"))
    return {row["group"]: frozenset(row["words"].split()) for row in rows}


def words(group: str) -> frozenset[str]:
    """The words of a group, in lower case, without full stops."""
    return _groups()[group]


def is_company_form(word: str) -> bool:
    """True for what only says that a name is a company's: "Inc.", "plc"."""
    return word.casefold().rstrip(".") in words("a company's form")
