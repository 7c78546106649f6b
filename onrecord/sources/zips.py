"""ZIP archives: their members as streams, in the order of their names; no name of a member ever reaches the disk."""

from __future__ import annotations

import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from stat import S_ISLNK
from typing import IO, BinaryIO, cast

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure
from onrecord.sources.formats import document
from onrecord.sources.limits import MAX_MEMBERS, MAX_RATIO, Meter, blown, reason
from onrecord.sources.members import Member, left_out, member, within
from onrecord.sources.opened import Opened
from onrecord.sources.streams import Forward

_IN_MEMORY = 8_000_000  # bytes of an archive that comes through a pipe; beyond them a nameless file holds it
_MAX_SPOOLED = 4_000_000_000  # bytes
_MAX_DIRECTORY = 250 * MAX_MEMBERS  # bytes of the list of members
_END, _END_64 = b"PK\5\6", b"PK\6\6"
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30  # bytes before a member's name
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what the library lets through when an archive lies
_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
)


def members(opened: Opened) -> Iterator[Opened | Failure]:
    """The members in the order of their names, or why one is not read.

    Left out as in a folder: hidden ones, the pictures beside a saved page, links. Of a web archive (WACZ) only the
    records are given. Raises ReadError for what is no archive of files, is damaged at its end, or is made to blow up.
    """
    if why := document(os.path.splitext(opened.address)[1].lower()):
        raise ReadError(why)
    with _on_disk(opened) as file:
        _check_directory(file)
        try:
            archive = zipfile.ZipFile(file)
        except (*_ERRORS, UnicodeError) as error:
            raise ReadError(f"broken ZIP archive ({reason(error)})") from None
        with archive:
            yield from _members(archive, opened)


def _members(archive: zipfile.ZipFile, opened: Opened) -> Iterator[Opened | Failure]:
    infos = [i for i in archive.infolist() if not i.filename.endswith("/") and not S_ISLNK(i.external_attr >> 16)]
    for info in infos:
        if why := document(info.filename):
            raise ReadError(why)
    _check_overlap(infos)
    named = _chosen([(member(info.filename), info) for info in infos])
    names = {one.name for one, _ in named}
    nothing = True
    for one, info in sorted(named, key=lambda pair: pair[0].name):
        if left_out(one, names):
            continue
        nothing = False
        yield _open(archive, info, within(opened, one))
    if nothing:
        yield Failure(opened.source, "no files in this archive")


def _chosen(named: list[tuple[Member, zipfile.ZipInfo]]) -> list[tuple[Member, zipfile.ZipInfo]]:
    """Of a web archive in a ZIP only what lies in `archive/`: the rest lists and describes it."""
    names = {one.name for one, _ in named}
    records = [(one, info) for one, info in named if one.name.startswith("archive/")]
    return records if records and names & {"datapackage.json", "datapackage-digest.json"} else named


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shell: Opened) -> Opened | Failure:
    if info.flag_bits & _ENCRYPTED:
        return Failure(shell.source, "encrypted: unpack it first")
    if info.compress_type not in _READ:
        return Failure(shell.source, f"packed in a way that is not read (method {info.compress_type}): unpack it first")
    try:
        inside = archive.open(info)
    except (*_ERRORS, OSError) as error:
        return Failure(shell.source, f"broken in the ZIP archive ({reason(error)})")
    return replace(shell, stream=_Inside(inside, info, shell.meter).binary())


class _Inside(Forward):
    """A member's bytes; damage and bombs become a ReadError."""

    def __init__(self, inside: IO[bytes], info: zipfile.ZipInfo, meter: Meter) -> None:
        self._inside, self._info, self._meter, self._went = inside, info, meter, 0

    def some(self, most: int) -> bytes:
        try:
            data = self._inside.read(most)
        except (*_ERRORS, OSError) as error:
            raise ReadError(f"broken in the ZIP archive ({reason(error)})") from None
        self._went += len(data)
        if not data and self._went != self._info.file_size:
            raise ReadError("broken in the ZIP archive (its size is not what it says)")
        if blown(self._went, self._info.compress_size):
            raise ReadError(f"it opens to more than {MAX_RATIO} times its size: no text packs that well")
        if self._info.compress_type != zipfile.ZIP_STORED:
            self._meter.open(len(data))
        return data


def _check_overlap(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Members that share bytes are made so to blow up. Raises ReadError."""
    end = -1
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise ReadError("ZIP archive whose members overlap: it is made to blow up, not to be read")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


@contextmanager
def _on_disk(opened: Opened) -> Iterator[BinaryIO]:
    """The archive as a file that can be gone about in: its list stands at its end."""
    if opened.path is not None:
        yield opened.stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        left = _MAX_SPOOLED
        while left > 0 and (data := opened.stream.read(min(left, 1 << 20))):
            spool.write(data)
            left -= len(data)
        if left <= 0:
            raise ReadError(f"ZIP archive of more than {_MAX_SPOOLED // 10**9} GB through a pipe: name the file itself")
        spool.seek(0)
        yield cast(BinaryIO, spool)


def _check_directory(file: BinaryIO) -> None:
    """The list of members must not be longer than memory bears. Raises ReadError."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ReadError("broken ZIP archive (its list of members is missing: it ends too early)")
    count, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    wide = tail.rfind(_END_64, 0, at)
    if wide >= 0 and len(tail) >= wide + 48:
        count, length = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    if count > MAX_MEMBERS or length > _MAX_DIRECTORY:
        raise ReadError(f"archive of more than {MAX_MEMBERS:,} files: unpack it into a folder")
