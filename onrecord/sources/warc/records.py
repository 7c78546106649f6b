"""Records out of the bytes of a web archive: each whole, or the reason why it is not; then the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.sources.warc.flow import Flow

MAX_RECORD = 32_000_000  # bytes of a record's content; a larger one is no page
_MAX_HEADER = 1 << 16  # bytes
_SIGN = b"WARC/"
# The head of a record: its first line, and the beginning of a second.
_MAGIC = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]{0,4}\r?\n[A-Za-z][\w-]{0,60}[ \t]{0,4}:")
_MAGIC_LENGTH = 96  # bytes, at most
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MAX_NEWLINES = 64  # between records; two are the rule
_BETWEEN = (b"\r\n\r\n", b"\n\n")
_SHORT = "shorter than its Content-Length says"
_LENGTH = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its header (names in small letters), its content, and the offsets of it and of the next one."""

    header: Mapping[str, str]
    content: bytes = field(repr=False)
    offset: int
    next: int


@dataclass(frozen=True, slots=True)
class Broken:
    """No record: why, at which offset, its address where that could be read, and the offset at which it goes on."""

    why: str
    offset: int
    uri: str | None
    next: int


@dataclass(slots=True)
class _Begun:
    """A record whose header was read; `head` is its length, `length` that of the content as the header has it."""

    offset: int
    header: dict[str, str] = field(default_factory=dict)
    head: int = 0
    length: int = 0


def records(flow: Flow) -> Iterator[Record | Broken]:
    """Every record of the archive, in order. It always comes to an end: each turn goes on by one byte or more."""
    while True:
        _newlines(flow)
        if not flow.data and not flow.breaks:
            return
        if flow.breaks and flow.breaks[0].position == flow.position:
            lost = flow.breaks.popleft()
            yield Broken(lost.why, lost.offset, None, flow.offset())
            continue
        yield _record(flow)


def _record(flow: Flow) -> Record | Broken:
    begun = _Begun(flow.offset())
    why = _read_header(flow, begun)
    if why is None:
        why = _read_content(flow, begun)
    if why is None:
        content = bytes(memoryview(flow.data)[begun.head : begun.head + begun.length])
        flow.drop(begun.head + begun.length)
        end = flow.position
        _newlines(flow)
        why = _lost(flow, end)
        if why is None:
            return Record(begun.header, content, begun.offset, flow.offset())
    return Broken(why, begun.offset, begun.header.get("warc-target-uri"), flow.offset())


def _read_header(flow: Flow, begun: _Begun) -> str | None:
    """Fills `begun`; gives the reason, with `flow` gone on to the next record, when there is no proper header."""
    while (end := _HEADER_END.search(flow.data, 0, min(_MAX_HEADER, _limit(flow)))) is None:
        if len(flow.data) >= _MAX_HEADER or _stops(flow, _limit(flow)) or not flow.fill():
            break
    if not flow.data.startswith(_SIGN):
        return _on(flow, 1, "bytes that belong to no record")
    if end is None:
        stop = _limit(flow)
        if flow.breaks and stop == _until_break(flow) and stop < _MAX_HEADER:
            return _cut(flow)
        # no header ends in these bytes, so only the last one that begins in them can be sound
        last = flow.data.rfind(_SIGN, len(_SIGN), min(_MAX_HEADER, stop))
        return _on(flow, max(last, len(_SIGN)), f"a header of more than {_MAX_HEADER >> 10} KB, or without an end")
    begun.header, begun.head = parse_header(bytes(flow.data[: end.start()])), end.end()
    said = begun.header.get("content-length", "")
    if not _LENGTH.fullmatch(said):
        return _on(flow, begun.head, f"no usable Content-Length ({said[:40]!r})")
    begun.length = int(said)
    if begun.length > MAX_RECORD:
        return _on(flow, begun.head, f"too large for one report ({begun.length / 1e6:,.0f} MB)")
    return None


def _read_content(flow: Flow, begun: _Begun) -> str | None:
    """Sees to it that the content is there whole, and that behind it is what should be: nothing, or a record."""
    wanted = begun.head + begun.length
    while len(flow.data) < wanted + _MAX_NEWLINES:
        if _stops(flow, _limit(flow, begun.head)) or not flow.fill():
            break
    stop = _limit(flow, begun.head)
    if stop < wanted:
        if flow.breaks and stop == _until_break(flow):
            return _cut(flow)
        if stop < len(flow.data):
            return _on(flow, stop, _SHORT)
        if _MAGIC.search(flow.data, begun.head):
            return _on(flow, begun.head, _SHORT)
        flow.drop(stop)
        return "the archive ends inside this record"
    behind = bytes(flow.data[wanted : min(stop, wanted + _MAX_NEWLINES)])
    rest = behind.lstrip(b"\r\n")
    if rest and not behind.startswith(_BETWEEN) and not _SIGN.startswith(rest[: len(_SIGN)]):
        return _on(flow, begun.head, "its Content-Length is wrong")
    return None


def _limit(flow: Flow, after: int = 0) -> int:
    """How far `data` can belong to the record at its beginning: up to a break, or a gzip member that holds a record."""
    end = _until_break(flow)
    for start in flow.starts(flow.position + after, flow.position + end):
        if flow.data.startswith(_SIGN, start - flow.position):
            return start - flow.position
    return end


def _stops(flow: Flow, limit: int) -> bool:
    """True when nothing that is still to come can belong to the record."""
    return limit < len(flow.data) or bool(flow.breaks)


def _cut(flow: Flow) -> str:
    """The reason for which the bytes end before the record does, gone on to there."""
    lost = flow.breaks.popleft()
    flow.drop(lost.position - flow.position)
    return lost.why


def _lost(flow: Flow, end: int) -> str | None:
    """The damage that shows only behind a record that ends at `end`: the sums of its gzip member are wrong."""
    if flow.breaks and flow.breaks[0].position <= flow.position and flow.breaks[0].begun < end:
        return flow.breaks.popleft().why
    return None


def _on(flow: Flow, count: int, why: str) -> str:
    """Go on by `count` bytes and from there to the next record, break or end."""
    flow.drop(min(count, len(flow.data)))
    while True:
        stop = _until_break(flow)
        if found := _MAGIC.search(flow.data, 0, stop):
            flow.drop(found.start())
            return why
        if flow.breaks:
            flow.drop(stop)
            if flow.breaks[0].begun < flow.position:  # of one piece with what is given up here
                flow.breaks.popleft()
            return why
        flow.drop(max(0, len(flow.data) - _MAGIC_LENGTH))
        if not flow.fill():
            flow.drop(len(flow.data))
            return why


def _newlines(flow: Flow) -> None:
    """Skip the empty lines between records, up to a break, and see what comes behind them."""
    while (stop := _until_break(flow)) or not flow.breaks:
        rest = bytes(flow.data[: min(stop, 4096)])
        count = len(rest) - len(rest.lstrip(b"\r\n"))
        flow.drop(count)
        if count < len(rest) or (not rest and not flow.fill()):
            return


def _until_break(flow: Flow) -> int:
    """How many bytes of `data` come before bytes are missing."""
    return min(len(flow.data), flow.breaks[0].position - flow.position) if flow.breaks else len(flow.data)


def parse_header(data: bytes) -> dict[str, str]:
    """Fields by name in small letters; of one that stands twice the first, a line that begins with a space goes on."""
    fields: dict[str, str] = {}
    last = None
    for line in data.decode("utf-8", "backslashreplace").split("\n")[1:]:
        line = line.rstrip("\r")
        if line[:1] in (" ", "\t"):
            if last is not None:
                fields[last] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        last = None
        if colon and (name := name.strip().lower()) not in fields:
            fields[name] = value.strip()
            last = name
    return fields
