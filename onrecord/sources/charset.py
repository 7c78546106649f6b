"""Files of rows in any set of characters, turned into UTF-8 while they are read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from onrecord.shapes import charset
from onrecord.shapes.errors import ReadError

CHUNK = 1 << 20
_DECLARED = re.compile(rb"""\s{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,30})["']""", re.I)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 is read as Windows would: a few of them stand in many a file put together from others."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    if error.reason == "unexpected end of data":
        return "\ufffd", error.end
    return found.decode("cp1252", "replace"), error.end


codecs.register_error("onrecord.stray", _stray)


def as_text(data: bytes) -> str:
    """Bytes of `as_utf8` as characters; never fails."""
    return data.decode("utf-8", "onrecord.stray")


def as_utf8(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of `stream` as UTF-8, piece by piece, a byte order mark dropped.

    The set is told from the first 64 KB: byte order mark, zeros in every second byte, UTF-8 where it fits, what an
    XML declaration says, else what it looks like. What passes for UTF-8 is handed on as it is.
    """
    head = _head(stream)
    if not head:
        return
    mark = charset.mark(head)
    name = mark[1] if mark else _told(head[: charset.SAMPLE])
    head = head[len(mark[0]) :] if mark else head
    decoder = None if name == "utf-8" else codecs.getincrementaldecoder(name)(errors="replace")
    while head:
        found = decoder.decode(head).encode() if decoder else head
        if found:
            yield found
        head = stream.read(CHUNK)
    if decoder and (rest := decoder.decode(b"", final=True)):
        yield rest.encode()


def _head(stream: BinaryIO) -> bytes:
    """The first 64 KB or more: a pipe gives them in small pieces. Damage behind them is told by the next read."""
    parts: list[bytes] = []
    size = 0
    try:
        while size < charset.SAMPLE and (part := stream.read(CHUNK)):
            parts.append(part)
            size += len(part)
    except ReadError:
        if not parts:
            raise
    return b"".join(parts)


def _told(sample: bytes) -> str:
    wide = charset.wide(sample)
    if wide:
        return wide
    if charset.looks_utf8(sample):
        return "utf-8"
    declared = _DECLARED.match(sample)
    name = charset.codec(declared.group(1).decode("ascii", "replace")) if declared else None
    if name:
        return name
    if charset.is_western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(charset.GUESSES)).best()
    name = charset.codec(best.encoding) if best is not None else None
    same = name is not None and sample.decode(name, "replace") == sample.decode("cp1252", "replace")
    return "cp1252" if name is None or same else name


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end: number (from 1), bytes (None where it is longer than allowed), and its size in bytes."""

    number: int
    data: bytes | None
    size: int


def lines(pieces: Iterator[bytes], longest: int, end: bytes = b"\n") -> Iterator[Line]:
    """The lines of `pieces`; of one longer than `longest` bytes nothing is kept, and the next is read."""
    number, size, held = 1, 0, list[bytes]()
    for piece in pieces:
        first, *others = piece.split(end)
        for part, ends in [(first, bool(others)), *((p, i < len(others) - 1) for i, p in enumerate(others))]:
            size += len(part)
            if size > longest:
                held.clear()
            else:
                held.append(part)
            if ends:
                yield Line(number, None if size > longest else b"".join(held), size)
                number, size = number + 1, 0
                held.clear()
    if size:
        yield Line(number, None if size > longest else b"".join(held), size)
