"""Streams that are read forward only, with what comes before damage given before the damage is told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.shapes.errors import ReadError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from onrecord.sources.limits import Meter

CHUNK = 1 << 16


class Forward(io.BufferedIOBase):
    """A stream made of `some`. Not the library's own buffer: that one drops what it has read when an error follows."""

    _ahead = b""
    _error: ReadError | None = None

    def some(self, most: int) -> bytes:
        """The next bytes, at most so many; empty at the end. Raises ReadError, and is not called again."""
        raise NotImplementedError

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes; fewer only before the end and before damage. Raises ReadError where damage is next."""
        left = -1 if size is None else size
        parts: list[bytes] = []
        while left and (part := self._next(left, again=bool(parts))):
            parts.append(part)
            left -= len(part) if left > 0 else 0
        return b"".join(parts)

    def read1(self, size: int = -1, /) -> bytes:
        """Some of the next bytes."""
        return self._next(size, again=False) if size else b""

    def peek(self, size: int = 0, /) -> bytes:
        """Some of the next bytes, which stay the next; at least one of them but at the end."""
        if not self._ahead:
            self._ahead = self._next(CHUNK, again=False)
        return self._ahead

    def write(self, data: ReadableBuffer, /) -> int:
        """Never."""
        raise io.UnsupportedOperation("write")

    def _next(self, most: int, *, again: bool) -> bytes:
        """Bytes of the next step; `again`: others are held already, so damage is left for the next call."""
        most = CHUNK if most < 0 else most
        if self._ahead:
            part, self._ahead = self._ahead[:most], self._ahead[most:]
            return part
        if self._error is None:
            try:
                return self.some(min(most, CHUNK))
            except ReadError as error:
                self._error = error
        if again:
            return b""
        raise self._error

    def binary(self) -> BinaryIO:
        """The same, by the name that type checkers know."""
        return cast(BinaryIO, self)


class _Ahead(Forward):
    """A stream whose first bytes were read already, from its first byte; what comes is counted."""

    def __init__(self, head: bytes, rest: BinaryIO, meter: Meter | None) -> None:
        self._ahead, self._rest, self._meter = head, rest, meter
        self._count(len(head))

    def some(self, most: int) -> bytes:
        data = self._rest.read(most)
        self._count(len(data))
        return data

    def _count(self, read: int) -> None:
        if self._meter is not None and self._meter.came is not None:
            self._meter.came += read


def ahead(head: bytes, rest: BinaryIO, meter: Meter | None = None) -> BinaryIO:
    """The stream that begins with `head` and goes on with `rest`; `meter` counts what comes of the input itself."""
    return _Ahead(head, rest, meter).binary()
