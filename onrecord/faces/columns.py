"""A list as a table of typed columns (Arrow), which data frames are made of: `.to_pandas()`, `polars.from_arrow`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Any

from onrecord.faces import lists
from onrecord.faces.listing import Listing, cell
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import UsageError, as_given

if TYPE_CHECKING:
    import pyarrow

    from onrecord.faces.api import Ledger

# What columns hold that no kind of mark declares, by their names.
_NAMED = {
    "day": "as_of date earliest from latest modified outcome_from outcome_to published to",
    "number": "confidence high low score share value",
    "whole": "count end origins start",
    "flag": "directed newest open retracted",
    "words": "evidence carried lacking reports statements byline tags origin actor recipient killed injured modalities"
    " asserted_by announced actor_country actor_sector recipient_country recipient_sector",
}
_DECLARED = {
    "number": "number",
    "flag": "flag",
    "index": "whole",
    "indexes": "wholes",
    "names": "words",
    "actors": "words",
}
_PARTS = {"name": {"start": "whole", "end": "whole"}, "span": {"start": "whole", "end": "whole"}}
_PARTS |= {"actors": {"country": "words", "sector": "words"}}
_PARTS |= {kind: {"from": "day", "to": "day"} for kind in ("when", "period")}


# The lists that have filters of their own, and what else their calls take.
_FILTERED = ("quotes", "figures", "events", "series", "new", "timeline", "upcoming", "happenings")
_NO_FILTERS = ("versions", "story")


def of_list(
    ledger: Ledger, name: str, story: str | None, *, versions: bool, asked: Mapping[str, str | Sequence[str] | None]
) -> pyarrow.Table:
    """The list called `name` of a ledger, of one story where it is named, of what fits the filters `asked`."""
    given = {filter: value for filter, value in asked.items() if value is not None}
    try:
        listing = lists.listing(name)
    except KeyError:
        raise UsageError(f"{as_given(name)}: no list; there are {', '.join(lists.names())}") from None
    there = (
        [f for f in signature(getattr(ledger, name)).parameters if f not in _NO_FILTERS] if name in _FILTERED else []
    )
    for filter in given:
        if filter not in there:
            some = f"there are {', '.join(there)}" if there else "it has none"
            raise UsageError(f"{filter}: no filter of the list {name}; {some}")
    rows = lists.rows(ledger, name, story, versions=versions, asked=given)
    return table(lists.VIEW if "view" in given else listing, rows)


def table(listing: Listing, rows: Iterable[Mapping[str, Any]]) -> pyarrow.Table:
    """The lines of a list, with every column that its CSV has, typed: what is not known is null.

    Days are dates, numbers floats (one that no float holds is null; its words stand in `exact`), places in texts and
    counts whole numbers, lists stay lists; all else is text.
    """
    import pyarrow

    types = {
        "day": pyarrow.date32(),
        "number": pyarrow.float64(),
        "whole": pyarrow.int64(),
        "wholes": pyarrow.list_(pyarrow.int64()),
        "flag": pyarrow.bool_(),
        "words": pyarrow.list_(pyarrow.string()),
        "text": pyarrow.string(),
    }
    kinds = column_types(listing)
    lines = [line for row in rows for line in listing.flat(row)]
    arrays = [
        pyarrow.array([_VALUES[kind](line.get(name)) for line in lines], types[kind]) for name, kind in kinds.items()
    ]
    return pyarrow.Table.from_arrays(arrays, names=list(kinds))


def column_types(listing: Listing) -> dict[str, str]:
    """What each column of a list holds: day, number, whole, wholes, flag, words or text."""
    named = {name: kind for kind, names in _NAMED.items() for name in names.split()}
    for mark in KINDS:
        if mark.plural == listing.name:
            for spec in mark.cells:
                if named.get(spec.name) != "day":  # elsewhere a "value" is a number, of a time it is text
                    named[spec.name] = _DECLARED.get(spec.type, "text")
                named |= {f"{spec.name}_{part}": kind for part, kind in _PARTS.get(spec.type, {}).items()}
    return {name: named.get(name, "text") for name in listing.columns}


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    if not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def _wholes(value: Any) -> list[int] | None:
    return [n for n in value if isinstance(n, int)] if isinstance(value, (list, tuple)) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    # half of a pair of surrogates is no character, and no table takes it
    return None if value is None else cell(value).encode("utf-8", "replace").decode()


def _words(value: Any) -> list[str] | None:
    if value is None:
        return None
    every: Sequence[Any] = value if isinstance(value, (list, tuple)) else [value]
    return [found for one in every if (found := _text(one)) is not None]


_VALUES: dict[str, Callable[[Any], Any]] = {
    "day": _day,
    "number": _number,
    "whole": _whole,
    "wholes": _wholes,
    "flag": _flag,
    "words": _words,
    "text": _text,
}
