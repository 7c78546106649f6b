"""Cells as a reader sees them: what a value is in words, how it was read, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.faces.listing import cell as plain
from onrecord.shapes.mark import Kind

# The letter that stands for a kind of mark, by its plural.
LETTERS = {"quotes": "Q", "figures": "F", "times": "T", "places": "P", "events": "E", "mentions": "M"}
# Of a report, what is shown of what is known of it, in this order.
KNOWN = "title byline outlet agency dateline published modified genre language url tags".split()


@dataclass(frozen=True, slots=True)
class Told:
    """One cell: its name, its value in words, how it was read, the stretches that carry it.

    `raw` are bytes of the input where the value does not stand in the text. `index`: the value is the number of another
    mark of the report, which says nothing to a reader.
    """

    name: str
    value: str
    how: str
    at: tuple[tuple[int, int], ...] = ()
    raw: tuple[int, int] | None = None
    index: bool = False


def of_mark(kind: Kind, mark: Mapping[str, Any]) -> Iterator[Told]:
    """The cells of a mark that hold something, in the order in which its kind declares them."""
    for spec in kind.cells:
        if (found := _told(spec.name, mark.get(spec.name), mark.get("cells") or {})) is not None:
            yield replace(found, index=spec.type in ("index", "indexes"))


def of_report(record: Mapping[str, Any]) -> Iterator[Told]:
    """What is known of a report."""
    for name in KNOWN:
        if (found := _told(name, record.get(name), record.get("cells") or {})) is not None:
            yield found


def _told(name: str, value: Any, cells: Mapping[str, Any]) -> Told | None:
    about = cells.get(name)
    if about is None or value is None or value == []:
        return None
    at = tuple((int(a), int(b)) for a, b in about.get("at") or ())
    raw = about.get("raw")
    return Told(name, words_of(value), str(about["how"]), at, None if raw is None else (int(raw[0]), int(raw[1])))


def words_of(value: Any) -> str:
    """A value in words: of somebody the name, of a stretch of time its ends, of a stretch of the text nothing more."""
    if isinstance(value, Mapping):
        if "from" in value and "to" in value:
            ends = [str(value["from"] or "…"), str(value["to"] or "…")]
            return ends[0] if ends[0] == ends[1] else " to ".join(ends)
        if "date" in value:
            return " ".join(str(value[part]) for part in ("date", "time") if value.get(part)) or plain(
                value.get("place")
            )
        return plain(value.get("name"))
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(words_of, value)))
    return plain(value)
