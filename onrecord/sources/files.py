"""Files, folders and standard input to Raw: bounded, in a fixed order, each refusal with its reason."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.sources.feeds import open_feed
from onrecord.sources.formats import refusal, rows_in
from onrecord.sources.opened import Asked, Opened, ahead
from onrecord.sources.rows import open_rows

MAX_PAGE = 50_000_000  # bytes: no report is larger; what is, is a dump or a bomb
MAX_OPENED = 64_000_000  # bytes out of a `.gz`
MAX_RATIO, RATIO_FROM = 200, 1_000_000  # text packs 3 to 10 times; only made-up data packs 200 times over a megabyte
KEPT = 5_000_000  # bytes of a refused input that its Failure carries
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Named:
    """One file: where it is, how the person named it, and its address below the folder named."""

    path: str
    source: str
    address: str


def open_paths(paths: Sequence[str], given: Given | None = None, asked: Asked | None = None) -> Iterator[Raw | Failure]:
    """Each report named, in order: files, folders (all below them, sorted, hidden ones left out), `-` (standard input).

    Gives a Failure, with one line of reason, for what is missing, unreadable, empty, binary, of another format or
    larger than 50 MB. One input is held in memory at a time. `given` is what is said of every one of them.
    """
    said = asked or Asked(given or Given())
    for path in paths:
        if path == "-":
            yield from _told(Opened(sys.stdin.buffer, "-", "-"), said)
            continue
        if os.path.isdir(path):
            none = True
            for named in _below(path):
                none = False
                yield from (named,) if isinstance(named, Failure) else _file(named, said)
            if none:
                yield Failure(_shown(path), "no files in this folder")
        else:
            name = _shown(os.path.basename(path)) or _shown(path)
            yield from _file(_Named(path, _shown(path), name), said)


def _below(folder: str) -> Iterator[_Named | Failure]:
    """The files below `folder`, sorted by name in each; links to folders are not followed: they may run in circles."""
    waiting: list[tuple[str, str]] = [(folder, "")]
    while waiting:
        path, address = waiting.pop()
        if address and not os.path.isdir(path):
            yield _Named(path, _shown(path), _shown(address))
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield Failure(_shown(path), f"cannot open this folder: {_reason(error)}")
            continue
        names = {e.name for e in found}
        for entry in reversed(found):
            try:
                is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file()
            except OSError as error:  # a link that leads to itself
                yield Failure(_shown(entry.path), f"cannot open it: {_reason(error)}")
                continue
            if is_folder:
                if _is_furniture(entry.name, names):
                    continue
            elif not is_file:
                continue  # a device, a socket, a link to a folder
            waiting.append((entry.path, f"{address}/{entry.name}" if address else entry.name))


def _is_furniture(name: str, beside: set[str]) -> bool:
    """True for the folder of pictures and scripts that a browser saves beside a page ("Page_files" of "Page.html")."""
    for end in ("_files", "-Dateien", "_fichiers", "_archivos", ".files"):
        if name.endswith(end):
            stem = name.removesuffix(end)
            return any(f"{stem}{kind}" in beside for kind in (".html", ".htm", ".xhtml"))
    return False


def _file(named: _Named, asked: Asked) -> Iterator[Raw | Failure]:
    try:
        with open(named.path, "rb") as file:
            yield from _told(Opened(file, named.source, named.address, named.path), asked)
    except FileNotFoundError:
        yield Failure(named.source, "no such file or folder")
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        yield Failure(named.source, f"cannot read it: {_reason(error)}")


def _told(opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    """The reports of one file, by what it is."""
    head = opened.stream.read(1 << 16)
    address, stream = opened.address, ahead(head, opened.stream)
    if head.startswith(_GZIP):
        address = address[:-3] if address.lower().endswith(".gz") else address
        inside = zlib.decompressobj(31)
        try:
            head = inside.decompress(head, 1 << 16)
        except zlib.error:
            head = b""
    kind = rows_in(head, address)
    if kind is None:
        yield _page(opened, stream, asked.given)
        return
    opened = replace(opened, stream=stream, address=address)
    if stream.peek(2)[:2] == _GZIP:
        opened = replace(opened, stream=io.BufferedReader(gzip.GzipFile(fileobj=stream)), path=None)
    yield from open_feed(opened, asked) if kind == "feed" else open_rows(opened, asked, kind)


def _page(opened: Opened, stream: BinaryIO, given: Given) -> Raw | Failure:
    try:
        info = os.stat(opened.path) if opened.path else None
        if info and stat.S_ISREG(info.st_mode) and info.st_size > MAX_PAGE:
            return Failure(opened.source, _too_large(info.st_size))
        return _raw(opened.source, opened.address, _bounded(stream), given)
    except OSError as error:
        what = "standard input" if opened.source == "-" else "it"
        return Failure(opened.source, f"cannot read {what}: {_reason(error)}")


def _bounded(file: BinaryIO) -> bytes:
    """All of `file`, or just enough of it to tell that it is too large."""
    return file.read(MAX_PAGE + 1)


def _raw(source: str, address: str, data: bytes, given: Given) -> Raw | Failure:
    kept = data if len(data) <= KEPT else None
    if len(data) > MAX_PAGE:
        return Failure(source, _too_large(None))
    if data.startswith(_GZIP):
        opened = _gunzip(data)
        if isinstance(opened, str):
            return Failure(source, opened, kept)
        data = opened
        # the packed page is the page: the same address, so the same report
        address = address[:-3] if address.lower().endswith(".gz") else address
    why = _too_large(len(data)) if len(data) > MAX_PAGE else refusal(data, address)
    return Failure(source, why, kept) if why else Raw(data, address, source, given=given)


def _gunzip(data: bytes) -> bytes | str:
    """The bytes inside, or one line on why they are not read."""
    out: list[bytes] = []
    size, rest = 0, data
    while rest:
        packed = zlib.decompressobj(31)
        while rest and not packed.eof:
            try:
                part = packed.decompress(rest, _CHUNK)
            except zlib.error as error:
                # zeros or rubbish after a whole member are padding; before one they are damage
                return b"".join(out) if out and not rest.startswith(_GZIP) else f"broken gzip file ({error})"
            size += len(part)
            if size > MAX_OPENED:
                return f"gzip file that opens to more than {MAX_OPENED // 1_000_000} MB: give its pages one by one"
            if size > RATIO_FROM and size > MAX_RATIO * len(data):
                return f"gzip file that opens to more than {MAX_RATIO} times its size: no text packs that well"
            out.append(part)
            rest = packed.unconsumed_tail if not packed.eof else packed.unused_data
            if not part and not packed.eof and not rest:
                break
        if not packed.eof:
            return "broken gzip file (it ends too early)"
    return b"".join(out)


def _too_large(size: int | None) -> str:
    much = "more than 50 MB" if size is None else f"{size / 1e6:.0f} MB"
    return f"too large for one report ({much}; the limit is {MAX_PAGE // 1_000_000} MB): split it into its reports"


def _shown(path: str) -> str:
    """The path as text that can be printed and stored, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
