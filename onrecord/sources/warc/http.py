"""An answer over HTTP as a web archive keeps it: its status, its header, and the page as the reader of it saw it."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.shapes.errors import ReadError
from onrecord.sources.limits import MAX_PAGE, MAX_RATIO, blown, too_large
from onrecord.sources.streams import CHUNK
from onrecord.sources.warc.records import parse_header

_STATUS = re.compile(rb"(?:HTTP/\d(?:\.\d)?|ICY) {1,4}(\d{3})\b")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MAX_HEADER = 1 << 18  # bytes; cookies make long ones
_CHUNK_LINE = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,15})[ \t]{0,9}(?:;[^\r\n]{0,1000})?\r?\n")
_MAX_CODINGS = 3
_ZSTD_WINDOW = 1 << 27  # bytes of memory
_ZSTD_STEP = 256  # bytes put in at once: four can come out as 128 KB
# How what is packed begins. Archives often keep the opened page under the header of the packed one.
_SIGNS = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, header (names in small letters), and the body as it was sent."""

    status: int
    header: Mapping[str, str]
    body: bytes = field(repr=False)


def parse(content: bytes) -> Answer | None:
    """The answer in a record's content; None when it is none."""
    status = _STATUS.match(content)
    if status is None:
        return None
    end = _HEADER_END.search(content, 0, _MAX_HEADER)
    if end is None:
        return Answer(int(status[1]), parse_header(content[:_MAX_HEADER]), b"")
    return Answer(int(status[1]), parse_header(content[: end.start()]), content[end.end() :])


def body(answer: Answer) -> bytes:
    """The page: chunks joined, packing undone. Raises ReadError for what is damaged or cannot be opened."""
    data = answer.body
    if "chunked" in answer.header.get("transfer-encoding", "").lower():
        data = _joined(data)
    codings = [c.strip().lower() for c in answer.header.get("content-encoding", "").split(",") if c.strip()]
    if len(codings) > _MAX_CODINGS:
        raise ReadError(f"packed {len(codings)} times over")
    for coding in reversed(codings):
        data = _opened(data, coding.removeprefix("x-"))
    return data


def _joined(data: bytes) -> bytes:
    """The chunks as one; the bytes as they are when they are no chunks (many archives join them and keep the header).

    That the last, empty chunk is missing is common and harmless. Raises ReadError when a chunk is shorter than it says.
    """
    parts: list[bytes] = []
    at = 0
    while line := _CHUNK_LINE.match(data, at):
        size = int(line[1], 16)
        if size == 0:
            return b"".join(parts)
        if line.end() + size > len(data):
            if not parts:  # a page that begins with a number
                return data
            raise ReadError("a body cut short (a chunk is shorter than it says)")
        parts.append(data[line.end() : line.end() + size])
        at = line.end() + size
        at += 2 if data.startswith(b"\r\n", at) else 1 if data.startswith(b"\n", at) else 0
    if not parts or (at < len(data) and len(parts) == 1):
        return data
    if at < len(data):
        raise ReadError("a damaged body (bytes between its chunks)")
    return b"".join(parts)


def _opened(data: bytes, coding: str) -> bytes:
    if coding in ("identity", "none", "", "utf-8"):
        return data
    opener = _OPENERS.get(coding)
    if opener is None:
        raise ReadError(f"packed in a way that is not read (Content-Encoding: {coding[:40]})")
    if not data or (coding in _SIGNS and not data.startswith(_SIGNS[coding])):
        return data
    return opener(data)


def _within(parts: Iterable[bytes], came: int) -> bytes:
    """The parts as one, as long as they stay within the limits."""
    out: list[bytes] = []
    went = 0
    for part in parts:
        went += len(part)
        if went > MAX_PAGE:
            raise ReadError(too_large())
        if blown(went, came):
            raise ReadError(f"a body that opens to more than {MAX_RATIO} times its size: no text packs that well")
        out.append(part)
    return b"".join(out)


def _inflated(data: bytes, kind: int) -> Iterable[bytes]:
    inside = zlib.decompressobj(kind)
    rest = data
    while not inside.eof:
        part = inside.decompress(rest, CHUNK)
        rest = inside.unconsumed_tail
        if not part and not rest and not inside.eof:
            raise ReadError("a packed body cut short")
        yield part


def _gzip(data: bytes) -> bytes:
    try:
        return _within(_inflated(data, 31), len(data))
    except zlib.error as error:
        raise ReadError(f"a damaged body ({error})") from None


def _deflate(data: bytes) -> bytes:
    """With the wrapping that the standard asks for, or without, as some servers send it; else it is not packed."""
    for kind in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _within(_inflated(data, kind), len(data))
        except zlib.error:
            continue
    if data.lstrip()[:1] == b"<":
        return data
    raise ReadError("a damaged body (it is said to be packed with deflate)")


def _zstd(data: bytes) -> bytes:
    import zstandard

    inside = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def parts() -> Iterable[bytes]:
        for at in range(0, len(data), _ZSTD_STEP):
            yield inside.decompress(data[at : at + _ZSTD_STEP])
            if inside.eof:
                return
        raise ReadError("a packed body cut short")

    try:
        return _within(parts(), len(data))
    except zstandard.ZstdError:
        raise ReadError("a damaged body (it is said to be packed with zstd)") from None


def _brotli(data: bytes) -> bytes:
    if data.lstrip()[:1] == b"<":  # opened already: no packed page begins so
        return data
    try:
        brotli = importlib.import_module("brotli")
    except ImportError:
        raise ReadError("packed with brotli, which is not read here: install the Python package brotli") from None
    inside = brotli.Decompressor()

    def parts() -> Iterable[bytes]:
        yield inside.process(data, output_buffer_limit=CHUNK)
        while not inside.is_finished():
            part = inside.process(b"", output_buffer_limit=CHUNK)
            if not part and inside.can_accept_more_data():
                raise ReadError("a packed body cut short")
            yield part

    try:
        return _within(parts(), len(data))
    except brotli.error:
        raise ReadError("a damaged body (it is said to be packed with brotli)") from None


_OPENERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "zstd": _zstd,
    "br": _brotli,
}
