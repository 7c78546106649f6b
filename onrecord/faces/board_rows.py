"""What a figures board draws, as flat rows: one for each statement that a report prints, for a table and for CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.faces import signs
from onrecord.faces.listing import to_csv
from onrecord.faces.told import Line, Value

COLUMNS = (
    "value value_low value_high hedge value_text as_of published counter outlet report start end exact retracted"
    " copy_of drawn_as"
).split()
# Of a sign, what is seen.
LOOKS = {
    "exact": "filled dot",
    "about": "hollow dot",
    "up": "filled dot with an arrow up",
    "down": "hollow dot with an arrow down",
    "range": "capped bar",
    "vague": "hatched square off the scale",
    "gone": "crossed out",
    "copied": "faded",
    "days": "a line to its left",
    "report": "dots to its left",
}


def rows(line: Line) -> list[dict[str, Any]]:
    """The statements of a figure in the order in which they are drawn; numbers as stated, None for what is not known.

    `copy_of` names the report that one only repeats; `drawn_as` says what stands for it on the board.
    """
    return [_row(value, point) for value in line.values for point in value.points]


def as_csv(line: Line, *, excel: bool = False) -> str:
    """The same as CSV."""
    return to_csv(COLUMNS, rows(line), excel=excel)


def _row(value: Value, point: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": point.get("value"),
        "value_low": point.get("low"),
        "value_high": point.get("high"),
        "hedge": point.get("hedge"),
        "value_text": value.says,
        "as_of": point.get("as_of"),
        "published": point.get("published"),
        "counter": point.get("counter"),
        "outlet": point.get("outlet"),
        "report": point["report"],
        "start": point["start"],
        "end": point["end"],
        "exact": point.get("exact"),
        "retracted": value.retracted,
        "copy_of": point.get("copy_of"),
        "drawn_as": _drawn_as(value, point),
    }


def _drawn_as(value: Value, point: Mapping[str, Any]) -> str:
    """What is seen of a statement; a copy of one that is drawn stands faded behind it."""
    if point.get("copy_of") is not None and not value.copied:
        return "faded dot behind it"
    return ", ".join(LOOKS[kind] for kind in signs.meanings(value) if kind in LOOKS)
