"""Which files a job reads, on disk or in an object store, and how a worker opens one of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.files import open_named
from onrecord.sources.members import left_out, member
from onrecord.sources.opened import Asked
from onrecord.sources.walk import Named, walk

# Object stores that Daft reads; "file" is the disk by its address.
SCHEMES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "file")
SMALL = 1 << 18  # bytes of a file that is taken whole, without a look inside
_ENDS = 1 << 16  # bytes at both ends of a larger file that tell it from another


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: where a worker opens it, how the person named it, its address below the folder named.

    `seal` tells its bytes from others, so that a job is gone on with only where its inputs are the same.
    """

    path: str
    source: str
    address: str
    alone: bool
    size: int
    seal: str

    @property
    def key(self) -> list[Any]:
        """What makes it the same input, whatever machine it lies on."""
        return [self.source, self.address, self.alone, self.size, self.seal]


def listed(paths: Sequence[str]) -> Iterator[Entry | Failure]:
    """The files under `paths` in the order of `onrecord read`; a Failure where there is none.

    Raises UsageError for standard input: a worker cannot read it.
    """
    for path in paths:
        if path == "-":
            raise UsageError("standard input cannot be shared among workers; name files or folders")
        if is_remote(path):
            yield from _remote(path)
            continue
        for named in walk(path):
            yield named if isinstance(named, Failure) else _entry(named)


def is_remote(path: str) -> bool:
    """True for the address of an object in a store."""
    scheme, colon, _ = path.partition("://")
    return bool(colon) and scheme.lower() in SCHEMES


def opened(entry: Entry, asked: Asked) -> Iterator[Raw | Failure]:
    """The inputs in a file, as `onrecord read` finds them. An object in a store is laid down first."""
    path = str(_laid_down(entry)) if is_remote(entry.path) else entry.path
    return open_named(Named(path, entry.source, entry.address, entry.alone), asked)


def _entry(named: Named) -> Entry:
    path = os.path.abspath(named.path)
    try:
        size = os.path.getsize(path) if os.path.isfile(path) else -1
        seal = _seal(path, size) if size >= 0 else ""
    except OSError:  # told when it is opened
        size, seal = 0, ""
    if size < 0 and os.path.lexists(path):
        raise UsageError(f"{named.source}: no regular file; workers can share files and folders only")
    return Entry(path, named.source, named.address, named.alone, size, seal)


def _seal(path: str, size: int) -> str:
    """A hash of a small file; of a larger one, of its ends."""
    with open(path, "rb") as file:
        if size <= SMALL:
            return hashlib.sha256(file.read()).hexdigest()
        found = hashlib.sha256(file.read(_ENDS))
        file.seek(-_ENDS, os.SEEK_END)
        found.update(file.read(_ENDS))
    return found.hexdigest()


# -- object stores -------------------------------------------------------------------------------------------------


def _remote(url: str) -> Iterator[Entry | Failure]:
    """The objects at or below an address, sorted; hidden ones and the furniture of saved pages left out."""
    wild = any(sign in url for sign in "*?[")
    root = url.rstrip("/") + "/"
    found = [] if url.endswith("/") else _glob(url)
    if not wild and [_plain(name) for name, _ in found] != [_plain(url)]:  # of a folder what lies in it at once
        found = []
    alone = bool(found)
    if not found and not wild:
        found = _glob(root + "**")
    names = {name: member(_below(name, root)) for name, _ in found}
    beside = {one.name for one in names.values()}
    for name, size in sorted(found, key=lambda one: one[0].encode()):
        if alone or not left_out(names[name], beside):
            address = name.rpartition("/")[2] if alone else names[name].name
            yield Entry(name, name, address, alone, size, f"{size}")
    if not found:
        yield Failure(url, "no object there, or the store gives none to this account")


def _below(name: str, root: str) -> str:
    return _plain(name).removeprefix(_plain(root))


def _plain(url: str) -> str:
    return url.partition("://")[2].lstrip("/")


def _glob(url: str) -> list[tuple[str, int]]:
    import daft

    try:
        rows = list(daft.from_glob_path(url).iter_rows())
    except FileNotFoundError:
        return []
    except Exception as error:
        raise OnrecordError(f"{url}: cannot be listed ({' '.join(str(error).split())[:200]})") from None
    return [(str(row["path"]), int(row["size"] or 0)) for row in rows]


_KEPT: dict[str, Any] = {}  # the object that this worker read last: the next split is often of the same


def _laid_down(entry: Entry) -> Path:
    if entry.path not in _KEPT:
        import daft

        for old in list(_KEPT):
            _KEPT.pop(old).close()
        file = tempfile.NamedTemporaryFile(prefix="onrecord-")  # noqa: SIM115 — closed when the next one is laid down
        with daft.File(entry.path).open() as stream:
            while part := stream.read(1 << 20):
                file.write(part)
        file.flush()
        _KEPT[entry.path] = file
    return Path(_KEPT[entry.path].name)
