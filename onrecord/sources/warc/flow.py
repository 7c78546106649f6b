"""The bytes of a web archive, forward only: plain, or out of gzip members, with the places where one can go on.

A position counts the opened bytes since the beginning; an offset is a place in the file. Of a packed archive only the
beginnings of gzip members have an offset, since reading can begin nowhere else.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.shapes.errors import ReadError
from onrecord.sources.limits import MAX_RATIO, Meter, blown, reason
from onrecord.sources.packed import Gunzip
from onrecord.sources.streams import CHUNK

_GZIP = b"\x1f\x8b\x08"
_REMEMBERED = 1 << 20  # packed bytes of a member that are gone over again when it proves damaged
_GONE_OVER = 64 << 20  # packed bytes, over all damaged members: a file made of damage must not take for ever
_ENOUGH = 1024  # packed bytes that open to the first words of a record


@dataclass(frozen=True, slots=True)
class Break:
    """A place where bytes are missing or are none: why, and where what is damaged begins."""

    position: int
    why: str
    begun: int
    offset: int  # of what is damaged


class Flow:
    """What is left of the archive; `data` begins at `position`."""

    def __init__(self, stream: BinaryIO, offset: int, meter: Meter) -> None:
        """Plain bytes from `stream`, whose next byte stands at `offset` of the file."""
        self.data = bytearray()
        self.position = 0
        self.breaks: deque[Break] = deque()
        self._stream, self._meter, self._first = stream, meter, offset

    def fill(self) -> bool:
        """Put more bytes, or a break, behind `data`; False at the end of the archive."""
        more = self._stream.read(CHUNK)
        self.data += more
        return bool(more)

    def drop(self, count: int) -> None:
        """Go on by so many bytes of `data`."""
        del self.data[:count]
        self.position += count

    def offset(self) -> int:
        """Where in the file reading can begin so as to find what follows `position`."""
        return self._first + self.position

    def starts(self, after: int, before: int) -> list[int]:
        """Positions between the two at which one can begin, and where a record is likely to."""
        return []


class PackedFlow(Flow):
    """The same out of gzip members: a record each, as is the custom, or otherwise."""

    def __init__(self, stream: BinaryIO, offset: int, meter: Meter) -> None:
        """Packed bytes from `stream`, whose next byte stands at `offset` of the file."""
        super().__init__(stream, offset, meter)
        self._packed = b""  # read and not yet opened
        self._at = offset  # of the first of them
        self._member: Gunzip | None = None
        self._begun = 0, offset  # position and offset of the member
        self._seen = bytearray()  # its packed bytes
        self._came = self._went = 0  # of the member
        self._again = _GONE_OVER
        self._starts: deque[tuple[int, int]] = deque()  # position and offset of members

    def fill(self) -> bool:
        """Open some more; damage becomes a break, and the next member that opens is gone on with."""
        if self._member is None:
            return self._begin()
        member = self._member
        if member.needs_input and not self._packed and not self._more():
            try:
                if rest := member.decompress(b"", CHUNK):
                    self.data += rest
                    return True
            except zlib.error:
                pass
            self._broken("the archive ends inside a record", *self._begun)
            self._member = None
            return True
        given, self._packed = (self._packed, b"") if member.needs_input else (b"", self._packed)
        self._take(given)
        try:
            data = member.decompress(given, CHUNK)
            self._count(len(data))
        except (zlib.error, ReadError) as error:
            self._damaged(str(error) if isinstance(error, ReadError) else f"a damaged gzip member ({reason(error)})")
            return True
        self.data += data
        if member.eof:
            rest = member.unused_data
            self._packed = rest + self._packed
            self._at -= len(rest)
            self._member = None
        return True

    def drop(self, count: int) -> None:
        """Go on by so many bytes of `data`."""
        super().drop(count)
        while len(self._starts) > 1 and self._starts[1][0] <= self.position:
            self._starts.popleft()

    def offset(self) -> int:
        """The offset of the member in which `position` lies."""
        if not self.data and self._member is None:
            return self._at
        return self._starts[0][1] if self._starts and self._starts[0][0] <= self.position else self._first

    def starts(self, after: int, before: int) -> list[int]:
        """Positions between the two at which a member begins."""
        return [position for position, _ in self._starts if after < position < before]

    def _more(self) -> bool:
        more = self._stream.read(CHUNK)
        self._packed += more
        return bool(more)

    def _take(self, given: bytes) -> None:
        self._at += len(given)
        self._came += len(given)
        if len(self._seen) <= _REMEMBERED:
            self._seen += given

    def _count(self, went: int) -> None:
        self._went += went
        if blown(self._went, self._came):
            raise ReadError(
                f"a gzip member that opens to more than {MAX_RATIO} times its size: no text packs that well"
            )
        self._meter.open(went)

    def _begin(self) -> bool:
        """Begin with the member at hand; False at the end of the archive."""
        while len(self._packed) < len(_GZIP) or not self._packed[0]:
            stripped = self._packed.lstrip(b"\0")  # padding
            self._at += len(self._packed) - len(stripped)
            self._packed = stripped
            if len(self._packed) < len(_GZIP) and not self._more():
                if self._packed:
                    self._broken("bytes that belong to no record", self._end, self._at)
                    self._at += len(self._packed)
                    self._packed = b""
                    return True
                return False
        if not self._packed.startswith(_GZIP):
            self._broken("bytes that belong to no record", self._end, self._at)
            self._find()
            return True
        self._member, self._begun, self._seen = Gunzip(), (self._end, self._at), bytearray()
        self._came = self._went = 0
        self._starts.append(self._begun)
        return True

    def _damaged(self, why: str) -> None:
        """Go back to the beginning of the member, as far as it is remembered, and look for the next one."""
        self._broken(why, *self._begun)
        self._member = None
        if len(self._seen) <= _REMEMBERED and self._again > 0:
            self._again -= len(self._seen)
            self._packed = bytes(self._seen[1:]) + self._packed
            self._at = self._begun[1] + 1
        self._find()

    def _find(self) -> None:
        """Go on to the next member that opens to a record."""
        at = 0
        while True:
            found = self._packed.find(_GZIP, at)
            if found >= 0:
                while len(self._packed) < found + _ENOUGH and self._more():
                    pass
                if _opens(self._packed[found : found + 8 * _ENOUGH]):
                    break
                at = found + 1
                continue
            found = max(at, len(self._packed) - len(_GZIP) + 1)
            self._at += found
            self._packed, at = self._packed[found:], 0
            if not self._more():
                found = len(self._packed)
                break
        self._at += found
        self._packed = self._packed[found:]

    @property
    def _end(self) -> int:
        return self.position + len(self.data)

    def _broken(self, why: str, begun: int, offset: int) -> None:
        self.breaks.append(Break(self._end, why, begun, offset))


def _opens(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
