"""One packed stream (gzip, bzip2, xz) as the stream inside: forward only, and stopped when it blows up."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from onrecord.shapes.errors import ReadError
from onrecord.sources.limits import MAX_RATIO, Meter, blown, reason
from onrecord.sources.streams import CHUNK, Forward

_XZ_MEMORY = 130_000_000  # bytes: the strongest setting of xz takes half of it
_ERRORS = (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError)


class Unpacker(Protocol):
    """What takes packed bytes and gives those inside, some at a time."""

    @property
    def eof(self) -> bool:
        """The packed stream has come to its end."""

    @property
    def needs_input(self) -> bool:
        """Nothing more comes out until more is put in."""

    @property
    def unused_data(self) -> bytes:
        """Bytes behind the end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next bytes, at most so many."""


class Gunzip:
    """A gzip member, with the manners of the other two."""

    def __init__(self) -> None:
        """At the member's first byte."""
        self._inside = zlib.decompressobj(31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        """The member has come to its end, and its sums were right."""
        return self._inside.eof

    @property
    def unused_data(self) -> bytes:
        """Bytes behind the end."""
        return self._inside.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next bytes, at most so many. Raises zlib.error for what is damaged."""
        rest = self._inside.unconsumed_tail
        out = self._inside.decompress(rest + data if rest else data, max_length)
        self.needs_input = not self._inside.unconsumed_tail and len(out) < max_length
        return out


@dataclass(frozen=True, slots=True)
class _Packing:
    name: str
    sign: bytes
    unpacker: Callable[[], Unpacker]


PACKINGS: Mapping[str, _Packing] = {
    "gzip": _Packing("gzip", b"\x1f\x8b", Gunzip),
    "bzip2": _Packing("bzip2", b"BZh", bz2.BZ2Decompressor),
    "xz": _Packing("xz", b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)),
}


class _Unpacked(Forward):
    """The bytes inside; what follows the last whole member and is no further one is padding, and left."""

    def __init__(self, packed: BinaryIO, packing: _Packing, meter: Meter) -> None:
        self._packed, self._packing, self._meter = packed, packing, meter
        self._member: Unpacker | None = packing.unpacker()
        self._rest = b""
        self._came = self._went = 0

    def some(self, most: int) -> bytes:
        while self._member is not None:
            if self._member.needs_input and not self._rest:
                self._rest = self._packed.read(CHUNK)
                self._came += len(self._rest)
                if not self._rest:
                    raise ReadError(f"broken {self._packing.name} file (it ends too early)")
            data = self._step(self._member, most)
            if self._member.eof:
                self._go_on(self._member)
            if data:
                return data
        return b""

    def _step(self, member: Unpacker, most: int) -> bytes:
        given, self._rest = (self._rest, b"") if member.needs_input else (b"", self._rest)
        try:
            data = member.decompress(given, most)
        except _ERRORS as error:
            raise ReadError(f"broken {self._packing.name} file ({reason(error)})") from None
        self._went += len(data)
        if blown(self._went, self._came):
            raise ReadError(
                f"{self._packing.name} file that opens to more than {MAX_RATIO} times its size: no text packs that well"
            )
        self._meter.open(len(data))
        return data

    def _go_on(self, member: Unpacker) -> None:
        """Go on with the member behind this one, if there is one."""
        rest = member.unused_data + self._rest
        while len(rest := rest.lstrip(b"\0")) < len(self._packing.sign):
            more = self._packed.read(CHUNK)
            self._came += len(more)
            if not more:
                break
            rest += more
        self._rest = rest
        self._member = self._packing.unpacker() if rest.startswith(self._packing.sign) else None


def unpacked(packed: BinaryIO, packing: str, meter: Meter | None = None) -> BinaryIO:
    """The stream inside `packed`; `packing` is a key of PACKINGS. It raises ReadError for damage and for a bomb."""
    return _Unpacked(packed, PACKINGS[packing], meter or Meter()).binary()


def first_bytes(head: bytes, packing: str, most: int) -> bytes:
    """What the first bytes of a packed file open to, as far as they do."""
    inside = PACKINGS[packing].unpacker()
    try:
        return inside.decompress(head, most)
    except _ERRORS:
        return b""
