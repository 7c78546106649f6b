"""A row as a report: the text or page in its canonical JSON, with the way back to its bytes, and what else it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.reports import names
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Published
from onrecord.shapes.row import columns_of, path, said

# What one character of a string may be written as; a pair of halves is one character.
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_HALF = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder()
SAID = ("given", "feed")  # how a cell is known that a row, or the person, says
_CELLS = ("title", "url", "outlet", "published", "modified", "byline", "tags")


@dataclass(frozen=True, slots=True)
class Within:
    """The characters of a string inside JSON, and where its bytes are. Reads as `Decoded` does."""

    text: str
    source: str = field(repr=False)  # the JSON
    start: int  # the string's first character in it, behind the quotation mark
    end: int
    encoding: str = "utf-8"

    def byte_offsets(self, places: Iterable[int]) -> dict[int, int]:
        """Character offsets in `text` to byte offsets in the JSON, in one pass."""
        out: dict[int, int] = {}
        at, here, byte = 0, self.start, len(self.source[: self.start].encode())  # in text, in source, in bytes
        escapes = _ESCAPE.finditer(self.source, self.start, self.end)
        escape = next(escapes, None)
        for place in sorted(set(places)):
            while escape is not None and at + escape.start() - here < place:
                byte += len(self.source[here : escape.end()].encode())
                at, here = at + escape.start() - here + 1, escape.end()
                escape = next(escapes, None)
            byte += len(self.source[here : here + place - at].encode())
            at, here = place, here + place - at
            out[place] = byte
        return out


@dataclass(frozen=True, slots=True)
class Row:
    """A row opened: its JSON, its values, and which column holds which field."""

    source: str = field(repr=False)
    values: dict[str, Any] = field(repr=False)
    columns: Mapping[str, str]

    def report(self) -> tuple[Within, bool]:
        """The text of the report and whether it was handed in as a page. Raises ReadError where there is none."""
        for name in ("text", "html"):
            place = self._place(name)
            if place is not None and isinstance(place[0], str):
                value, start, end = place
                return Within(_HALF.sub("\ufffd", value), self.source, start + 1, end - 1), name == "html"
        raise ReadError("a row without a text; name its column with --text-field or --html-field")

    def cells(self, how: str) -> dict[str, Cell]:
        """What the row says of its report; each with the bytes of its value."""
        out: dict[str, Cell] = {}
        for name in _CELLS:
            place = self._place(name)
            value = _believed(name, said(name, place[0]), how) if place is not None else None
            if place is not None and value is not None:
                start = len(self.source[: place[1]].encode())
                out[name] = Cell(value, how, raw=(start, start + len(self.source[place[1] : place[2]].encode())))
        return out

    def _place(self, name: str) -> tuple[Any, int, int] | None:
        """The value of a field and where it stands, in characters of the JSON."""
        keys = path(self.values, self.columns[name]) if name in self.columns else None
        if keys is None:
            return None
        value: Any = self.values
        start = 0
        for key in keys:
            start = _member(self.source, start, key)
            value = value[key]
        return value, start, _DECODER.raw_decode(self.source, start)[1]


def open_row(data: bytes, media_type: str | None) -> Row | None:
    """The row that `data` is, None where `media_type` does not call it one. Raises ReadError where it is no JSON."""
    columns = columns_of(media_type)
    if columns is None:
        return None
    try:
        source = data.decode()
        values = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"a row that is no JSON ({str(error)[:80]})") from None
    if not isinstance(values, dict):
        raise ReadError("a row that is no JSON object")
    return Row(source, values, columns)


def witnessed(cells: dict[str, Cell], told: Mapping[str, Cell]) -> dict[str, Cell]:
    """`cells` with what a row says: its bytes are the evidence, unless the person who handed it in says otherwise."""
    if not told:
        return cells
    out = dict(cells)
    for name, mine in cells.items():
        if mine.how in SAID and (name not in told or _moment(mine.value) != _moment(told[name].value)):
            out[name] = replace(mine, value=_by_hand(mine.value), how="given")
    for name, cell in told.items():
        said = out.get(name)
        if said is None or said.how not in SAID:
            out[name] = cell
        elif _moment(said.value) == _moment(cell.value):
            out[name] = replace(said, raw=cell.raw)
    return out


def _moment(value: Any) -> Any:
    """A day without its candidates."""
    return (value.date, value.time) if isinstance(value, Published) else value


def _by_hand(value: Any) -> Any:
    return replace(value, how="given") if isinstance(value, Published) else value


def unescaped(part: bytes) -> str:
    """A stretch of a string of JSON as the characters it stands for."""
    try:
        return _HALF.sub("\ufffd", str(json.loads(b'"' + part + b'"')))
    except ValueError:
        return ""


def _member(source: str, start: int, key: str) -> int:
    """Where the value of `key` begins in the object (written without spaces) at `start`; of equal keys the last."""
    at, found = start + 1, -1
    while source[at : at + 1] == '"':
        name, end = _DECODER.raw_decode(source, at)
        if name == key:
            found = end + 1
        end = _DECODER.raw_decode(source, end + 1)[1]
        at = end + 1
    return found


def _believed(name: str, value: Any, how: str) -> Any:
    """The value of a cell: days with their `how`, authors as people; None where nothing is left."""
    if value is None:
        return None
    if name in ("published", "modified"):
        return day(value, how)
    if name == "byline":
        return authors(value) or None
    return value


def day(moment: str, how: str) -> Published:
    """A moment in ISO 8601 as a date with its time."""
    date, _, time = moment.replace(" ", "T", 1).partition("T")
    return Published(date, time or None, how=how)


def authors(stated: Iterable[str]) -> tuple[str, ...]:
    """The people among authors as they are stated, in order; a list printed into one string is taken apart."""
    out: list[str] = []
    for one in stated:
        out += [n for n in names.people(one.strip("[]")) if n not in out]
    return tuple(out)
