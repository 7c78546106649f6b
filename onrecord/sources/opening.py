"""From an open stream to the reports in it: what the format is, and who reads it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure, Raw
from onrecord.sources import tars, zips
from onrecord.sources.columns import listed, unknown_table
from onrecord.sources.feeds import open_feed
from onrecord.sources.formats import HEAD, PAGE, TABLE, Format, refusal, tell
from onrecord.sources.limits import KEPT, MAX_DEPTH, MAX_PAGE, reason, too_large, whole
from onrecord.sources.mhtml import open_mhtml
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.packed import PACKINGS, first_bytes, unpacked
from onrecord.sources.rows import KINDS, open_rows
from onrecord.sources.saved import saved_from
from onrecord.sources.streams import ahead
from onrecord.sources.warc.pages import open_warc

Opener = Callable[[Opened, Asked], Iterator[Raw | Failure]]
# Who reads a format that holds many reports, or one in a wrapping. A further one is a line here.
OPENERS: Mapping[str, Opener] = {
    "warc": open_warc,
    "mhtml": open_mhtml,
    "feed": open_feed,
} | {kind: partial(open_rows, kind=kind) for kind in KINDS}
# Archives of files: each member is treated as a file.
ARCHIVES: Mapping[str, Callable[[Opened], Iterator[Opened | Failure]]] = {
    "zip": zips.members,
    "tar": tars.members,
}
_ENDINGS = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}


def open_one(opened: Opened, asked: Asked, depth: int = 0) -> Iterator[Raw | Failure]:
    """The reports in one file or archive member, or why there are none; `depth` counts the archives it lies in.

    Whatever goes wrong becomes a Failure: what follows in the walk is read.
    """
    try:
        yield from _open(opened, asked, depth)
    except ReadError as error:
        yield Failure(opened.source, str(error), _kept(opened))
    except OSError as error:
        yield Failure(opened.source, f"cannot read it: {reason(error)}")
    except Exception as error:  # one input must never stop the others
        said = f"{type(error).__name__}: {reason(error)[:120]}"
        yield Failure(opened.source, f"a fault of onrecord itself ({said}); please report it")


def _open(opened: Opened, asked: Asked, depth: int) -> Iterator[Raw | Failure]:
    opened, head = _peeked(opened)
    told = tell(head, opened.address, asked.columns.values()) if head else PAGE
    if told.kind in PACKINGS:
        yield from _open_packed(opened, head, told.kind, asked, depth)
    elif told.kind == PAGE.kind:
        if "." not in opened.address and (names := unknown_table(head)):
            asked.say(
                f"{opened.source}: read as one text; if it is a table, name the column of its texts with --text-field"
                f" (there are: {listed(names)})"
            )
        yield _plain_page(opened, asked)
    elif not told.kind:
        yield Failure(opened.source, told.refusal, _kept(opened, head))
    else:
        yield from _open_as(told, opened, asked, depth)


def _peeked(opened: Opened) -> tuple[Opened, bytes]:
    """The first bytes, and the same stream before them."""
    head = opened.stream.read(HEAD)
    if opened.path is not None:
        opened.stream.seek(0)
        return opened, head
    return replace(opened, stream=ahead(head, opened.stream, opened.meter)), head


def _open_as(told: Format, opened: Opened, asked: Asked, depth: int) -> Iterator[Raw | Failure]:
    if told.kind in ARCHIVES:
        if depth >= MAX_DEPTH:
            raise ReadError("an archive inside an archive inside an archive: unpack it first")
        for member in ARCHIVES[told.kind](opened):
            yield from (member,) if isinstance(member, Failure) else open_one(member, asked, depth + 1)
    elif told.kind in OPENERS:
        if told == TABLE and not asked.columns:
            asked.say(f"{opened.source}: read as a table, since its first line names columns")
        yield from OPENERS[told.kind](opened, asked)
    else:
        yield Failure(
            opened.source, f"{told.name}: not read yet; give each report as a text or HTML file", _kept(opened)
        )


def _open_packed(opened: Opened, head: bytes, packing: str, asked: Asked, depth: int) -> Iterator[Raw | Failure]:
    """What a `.gz` holds is treated as the file itself: the same address, so the same report."""
    address = _unpacked_name(opened.address)
    inner = first_bytes(head, packing, HEAD)
    told = tell(inner, address, asked.columns.values())
    if told.kind == "warc" and packing == "gzip":
        # its records are packed one by one, and each can be gone to
        yield from OPENERS["warc"](opened, asked)
    elif told.kind in PACKINGS:
        yield Failure(opened.source, f"a {told.name} inside a packed file: unpack it first", _kept(opened, head))
    elif not told.kind:
        yield Failure(opened.source, told.refusal, _kept(opened, head))
    elif told.kind == PAGE.kind:
        yield _packed_page(replace(opened, address=address, path=None), whole(opened.stream), packing, asked)
    else:
        inside = replace(opened, stream=unpacked(opened.stream, packing, opened.meter), address=address, path=None)
        yield from _open_as(told, inside, asked, depth)


def _unpacked_name(address: str) -> str:
    stem, end = os.path.splitext(address)
    return stem + _ENDINGS[end.lower()] if end.lower() in _ENDINGS else address


def _packed_page(opened: Opened, data: bytes, packing: str, asked: Asked) -> Raw | Failure:
    """A page cut short by a damaged packing is none: half a report says what the whole does not."""
    try:
        found = _page(opened, whole(unpacked(io.BytesIO(data), packing, opened.meter)), asked)
    except ReadError as error:
        return Failure(opened.source, str(error), data if len(data) <= KEPT else None)
    return replace(found, data=data if len(data) <= KEPT else None) if isinstance(found, Failure) else found


def _plain_page(opened: Opened, asked: Asked) -> Raw | Failure:
    if opened.path is not None and (size := os.stat(opened.path).st_size) > MAX_PAGE:
        return Failure(opened.source, too_large(size))
    return _page(opened, whole(opened.stream), asked)


def _page(opened: Opened, data: bytes, asked: Asked) -> Raw | Failure:
    why = refusal(data)
    if why:
        return Failure(opened.source, why, data if len(data) <= KEPT else None)
    saved = saved_from(data)
    return Raw(data, saved.address or opened.address, opened.source, saved.captured, given=asked.given)


def _kept(opened: Opened, head: bytes = b"") -> bytes | None:
    """The bytes of what is refused, None where they are many or gone by; `head` is what was read of them."""
    try:
        if opened.path is not None and os.stat(opened.path).st_size <= KEPT:
            with open(opened.path, "rb") as file:
                return file.read(KEPT)
    except OSError:
        return None
    return head if 0 < len(head) < HEAD else None
