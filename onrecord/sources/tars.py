"""Tar archives: their members as streams, in the order of the archive, which is read once and forward."""

from __future__ import annotations

import io
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure
from onrecord.sources.formats import is_tar_header
from onrecord.sources.limits import MAX_MEMBERS, whole
from onrecord.sources.members import Member, left_out, may_be_left_out, member, within
from onrecord.sources.opened import Opened
from onrecord.sources.streams import Forward

_BLOCK = 512
_MAX_NAME = 1 << 16  # bytes of a record that gives a long name
_MAX_HELD, _ENTRY = 50_000_000, 1000  # bytes of members that are held back; what each costs beside its own
_FILE = (b"0", b"\0", b"7")
_SPARSE = b"S"
_LONG_NAME, _OTHER_LONG = b"L", (b"K", b"g")  # names of links and remarks on all members are of no use here
_PAX = b"x"
_ENDS_EARLY = "broken tar archive (it ends too early)"


@dataclass(frozen=True, slots=True)
class _Header:
    """One header: the name, the kind of member, and how many bytes follow."""

    name: bytes
    kind: bytes
    size: int


@dataclass(slots=True)
class _Said:
    """What the records before a member say of it."""

    name: bytes | None = None
    size: int | None = None
    sparse: bool = False


class _Part(Forward):
    """The bytes of one member; `ended`: the archive did before them, and whoever read them was told."""

    def __init__(self, archive: BinaryIO, size: int) -> None:
        self._archive, self.left, self.ended = archive, size, False

    def some(self, most: int) -> bytes:
        try:
            data = self._archive.read(min(most, self.left))
            if not data and self.left:
                raise ReadError(_ENDS_EARLY)
        except ReadError:
            self.ended = True
            raise
        self.left -= len(data)
        return data


def members(opened: Opened) -> Iterator[Opened | Failure]:
    """The members as they come, or why one is not read.

    Left out as in a folder: hidden ones, links, devices, the pictures beside a saved page; what looks like those while
    its page has not come is held back to the end. After a damaged header the next whole one is looked for. Raises
    ReadError when the archive ends too early.
    """
    names: set[str] = set()
    held = _Held()
    nothing = True
    for header, part in _walk(opened.stream, opened.source):
        if isinstance(header, Failure):
            nothing = False
            yield header
            continue
        one = member(header.name.decode("utf-8", "backslashreplace"))
        names.add(one.name)
        if len(names) > MAX_MEMBERS:
            raise ReadError(f"archive of more than {MAX_MEMBERS:,} files: unpack it into a folder")
        if left_out(one, names):
            continue
        shell = within(opened, one)
        if header.kind == _SPARSE:
            yield Failure(shell.source, "a file with holes in the tar archive: unpack it first")
        elif not may_be_left_out(one) or not held.take(one, shell, part):
            yield replace(shell, stream=part.binary())
        else:
            continue
        nothing = False
    for shell in held.kept(names):
        nothing = False
        yield shell
    if nothing:
        yield Failure(opened.source, "no files in this archive")


class _Held:
    """Members that wait for what comes after them, as far as memory bears it."""

    def __init__(self) -> None:
        self._members: list[tuple[Member, Opened]] = []
        self._left = _MAX_HELD

    def take(self, one: Member, shell: Opened, part: _Part) -> bool:
        """Hold a member back; False when there is no room for it."""
        if part.left > self._left:
            return False
        self._left -= part.left + _ENTRY
        self._members.append((one, replace(shell, stream=io.BytesIO(whole(part.binary())))))
        return True

    def kept(self, names: Container[str]) -> Iterator[Opened]:
        """Those that are to be read after all."""
        yield from (shell for one, shell in self._members if not left_out(one, names))


def _walk(archive: BinaryIO, source: str) -> Iterator[tuple[_Header | Failure, _Part]]:
    """Each file of the archive with its bytes, whether they are read or not."""
    said, none = _Said(), _Part(archive, 0)
    while (block := _block(archive)).strip(b"\0"):
        header = _header(block)
        if header is None:
            yield Failure(source, "broken tar archive: a damaged header; the next whole one is gone on with"), none
            block = _find_header(archive)
            header = _header(block) if block else None
            if header is None:
                return
        part = _Part(archive, header.size)
        if header.kind in (_LONG_NAME, _PAX) and header.size <= _MAX_NAME:
            _learn(said, header.kind, whole(part.binary()))
        elif header.kind in _OTHER_LONG or header.kind in (_LONG_NAME, _PAX):
            pass
        else:
            if said.size is not None:
                header, part = replace(header, size=said.size), _Part(archive, said.size)
            kind = _SPARSE if said.sparse else header.kind
            if kind in (*_FILE, _SPARSE):
                yield replace(header, name=said.name or header.name, kind=kind), part
            said = _Said()
        if part.ended:
            return
        _skip(archive, part.left + -header.size % _BLOCK)


def _block(archive: BinaryIO) -> bytes:
    data = archive.read(_BLOCK)
    if data and len(data) < _BLOCK and data.strip(b"\0"):
        raise ReadError(_ENDS_EARLY)
    return data


def _find_header(archive: BinaryIO) -> bytes:
    """The next block that is a header; empty where none comes."""
    while len(block := archive.read(_BLOCK)) == _BLOCK:
        if _header(block) is not None:
            return block
    return b""


def _header(block: bytes) -> _Header | None:
    """None for what is no header, or a damaged one."""
    if not is_tar_header(block):
        return None
    size = _number(block[124:136])
    if size is None:
        return None
    name = block[:100].split(b"\0", 1)[0]
    if block[257:263] == b"ustar\0" and (above := block[345:500].split(b"\0", 1)[0]):
        name = above + b"/" + name
    kind = block[156:157]
    # folders and links have no bytes behind them, whatever the size says
    return _Header(name, b"5" if kind in _FILE and name.endswith(b"/") else kind, 0 if kind in b"123456" else size)


def _number(field: bytes) -> int | None:
    """A size: octal digits, or, for the very large, a binary number behind a mark."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if not digits:
        return 0
    return int(digits, 8) if digits.isdigit() and not set(digits) & set(b"89") else None


def _learn(said: _Said, kind: bytes, data: bytes) -> None:
    if kind == _LONG_NAME:
        said.name = data.split(b"\0", 1)[0] or None
        return
    at = 0
    while (space := data.find(b" ", at, at + 20)) > at and data[at:space].isdigit():
        end = at + int(data[at:space])
        key, _, value = data[space + 1 : end].rstrip(b"\n").partition(b"=")
        if key == b"path":
            said.name = value or None
        elif key == b"size" and value.isdigit() and len(value) < 20:
            said.size = int(value)
        elif key.startswith(b"GNU.sparse."):
            said.sparse = True
        if end <= space:
            return
        at = end


def _skip(archive: BinaryIO, count: int) -> None:
    while count > 0:
        data = archive.read(min(count, 1 << 18))
        if not data:
            raise ReadError(_ENDS_EARLY)
        count -= len(data)
