"""JSON lines, JSON lists and JSON objects one after the other, as rows; one row in memory at a time."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.sources.charset import Line, as_text, lines
from onrecord.sources.columns import guess
from onrecord.sources.record import LONGEST, Record, Table, too_long

_WHITE = b" \t\r\n"
_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'["\\\n]')  # a raw line end in a string is an error: the string is taken to end there


def json_lines(pieces: Iterator[bytes]) -> Table:
    """A row for each line that is not empty."""
    return Table(_record(line) for line in lines(pieces, LONGEST) if line.data is None or line.data.strip(_WHITE))


def json_values(pieces: Iterator[bytes], asked: Mapping[str, str]) -> Table:
    """A row for each object: of a list, or one after the other; of one object that holds a list of them, those."""
    return Table(_unwrapped((_record(line) for line in _values(pieces)), asked))


def _record(line: Line) -> Record:
    if line.data is None:
        return Record(line.number, why=too_long(line.size))
    if b"\0" in line.data:
        return Record(line.number, why="it holds zero bytes, so it is no JSON", data=line.data)
    try:
        found = json.loads(as_text(line.data), parse_constant=_constant)
    except RecursionError:
        return Record(line.number, why="JSON nested too deep for a report", data=line.data)
    except json.JSONDecodeError as error:
        return Record(line.number, why=f"broken JSON ({error.msg} at character {error.pos + 1})", data=line.data)
    except ValueError as error:  # a number of thousands of digits
        return Record(line.number, why=f"broken JSON ({str(error).split(';')[0][:80]})", data=line.data)
    if not isinstance(found, dict):
        return Record(line.number, why=f"{_kind(found)}, not an object with columns", data=line.data)
    return Record(line.number, found)


def _constant(name: str) -> str | None:
    return None if name == "NaN" else name


def _kind(value: Any) -> str:
    names = {list: "a JSON list", str: "a JSON string", bool: "a JSON boolean", type(None): "a JSON null"}
    return names.get(type(value), "a JSON number")


def _unwrapped(records: Iterator[Record], asked: Mapping[str, str]) -> Iterator[Record]:
    """The records; a lone object whose one list of objects holds the rows ({"articles": […]}) gives those."""
    first = next(records, None)
    second = next(records, None)
    if first is None:
        return
    if second is None and first.values is not None:
        lists = [v for v in first.values.values() if isinstance(v, list) and any(isinstance(x, dict) for x in v)]
        found = guess(first.values, asked)
        if len(lists) == 1 and not any(field in found for field in ("text", "html")):
            for n, row in enumerate(lists[0], 1):
                yield Record(n, row) if isinstance(row, dict) else Record(n, why=f"{_kind(row)}, not an object")
            return
    yield first
    if second is not None:
        yield second
    yield from records


def _values(pieces: Iterator[bytes]) -> Iterator[Line]:
    """The bytes of each value, told by brackets and quotation marks alone, so that a broken one stops no other."""
    start = next((p for p in (piece.lstrip(_WHITE) for piece in pieces) if p), b"")
    reader = _Brackets(1 if start.startswith(b"[") else 0)
    for piece in itertools.chain([start[1:] if reader.base else start], pieces):
        yield from reader.take(piece)
    yield from reader.end()


class _Brackets:
    """Where values begin and end, through pieces of a file. `base` is the depth at which they stand."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.depth = base
        self.inside = False  # a string
        self.skip = 0  # the character behind a backslash, when it stands in the next piece
        self.number = 0
        self.size = 0
        self.held: list[bytes] = []
        self.closed = False  # the list is over
        self.broken = False  # a string ran into the end of its line, and no bracket came since

    def take(self, piece: bytes) -> Iterator[Line]:
        at, begin, self.skip = self.skip, 0, 0
        while not self.closed:
            found = (_INSIDE if self.inside else _OUTSIDE).search(piece, at)
            if found is None:
                break
            before, at, sign = at, found.end(), found.group()
            if self.inside:
                if sign == b"\\":
                    at += 1
                else:
                    self.inside = False
                    self.broken = sign == b"\n"
                continue
            broken, self.broken = self.broken, False
            if broken and sign == b"{" and not piece[before : at - 1].strip(_WHITE):
                # the next value begins in the next line: the broken one is over, whatever its brackets say
                self._keep(piece[begin : at - 1])
                yield from self._close()
                begin, self.depth = at - 1, self.base + 1
            elif sign == b'"':
                self.inside = True
            elif sign in b"{[":
                self.depth += 1
            elif sign in b"}]":
                if self.depth == self.base:
                    self._keep(piece[begin : at - 1])
                    yield from self._close()
                    self.closed = self.base == 1
                    begin = at
                    continue
                self.depth -= 1
                if self.base == 0 and self.depth == 0:
                    self._keep(piece[begin:at])
                    yield from self._close()
                    begin = at
            elif self.depth == self.base == 1:
                self._keep(piece[begin : at - 1])
                yield from self._close()
                begin = at
        self.skip = max(0, at - len(piece))
        if not self.closed:
            self._keep(piece[begin:])

    def end(self) -> Iterator[Line]:
        """What is left when the file ends: a value that it breaks off in."""
        yield from self._close()

    def _keep(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > LONGEST:
            self.held.clear()
        else:
            self.held.append(part)

    def _close(self) -> Iterator[Line]:
        data = None if self.size > LONGEST else b"".join(self.held).strip(_WHITE)
        size, self.size = self.size, 0
        self.held.clear()
        if data is None or data:
            self.number += 1
            yield Line(self.number, data, size)
