"""The pages of a web archive: answers with a page or text, and pages kept without their answer."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from onrecord.shapes.errors import ReadError
from onrecord.shapes.moment import moment
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.sources.formats import HEAD, PAGE, refusal, tell
from onrecord.sources.limits import KEPT
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.streams import ahead
from onrecord.sources.warc import http
from onrecord.sources.warc.flow import Flow, PackedFlow
from onrecord.sources.warc.records import Broken, Record, records

_SEALED = 1 << 16  # bytes of an archive that tell it from another
_PACKED = b"\x1f\x8b"
_MEDIA = ("text/html", "application/xhtml+xml", "text/plain")
_KINDS = ("response", "resource", "conversion")
_TOLD = 5  # kinds of records passed over that are named
_ABOUT = ("warcinfo", "request", "metadata")  # records about others: none is ever a page, so passing over loses nothing


def open_warc(opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    """The pages of a web archive, one at a time, and a line of reason for each record that is broken.

    Records of other kinds (pictures, redirections …) are passed over and counted; `asked.say` is told. Those that
    only tell of others are named where no page is in the archive.

    A file that was left in the middle, and is still the same, is gone on with where it was left.
    """
    seal = _seal(opened)
    begin = _left(opened, asked, seal)
    path = os.path.abspath(opened.path) if opened.path is not None else ""
    passed: Counter[str] = Counter()
    found = begin > 0
    if found:
        asked.say(f"{opened.source}: gone on with where it was left, at byte {begin:,}")
    for record in records(_flow(opened, begin)):
        one = _broken(opened, record) if isinstance(record, Broken) else _read(opened, record, asked, passed)
        if one is not None:
            found = True
            yield replace(one, place=Place(path, seal, record.next)) if path else one
    if not found:
        yield Failure(opened.source, "web archive without a page in it" + (f" ({_told(passed)})" if passed else ""))
        return
    for kind in _ABOUT:
        passed.pop(kind, None)
    if passed:
        count = "1 record" if passed.total() == 1 else f"{passed.total():,} records"
        asked.say(f"{opened.source}: {count} passed over ({_told(passed)})")


def _told(passed: Counter[str]) -> str:
    named = [f"{kind} {count:,}" for kind, count in passed.most_common(_TOLD)]
    return ", ".join(named) + (" …" if len(passed) > _TOLD else "")


def _seal(opened: Opened) -> str:
    """What tells the file from another at the same path; empty where nothing can be gone back to."""
    if opened.path is None:
        return ""
    seal = hashlib.sha256(f"{os.path.getsize(opened.path)}\n".encode())
    seal.update(opened.stream.read(_SEALED))
    opened.stream.seek(0)
    return seal.hexdigest()


def _left(opened: Opened, asked: Asked, seal: str) -> int:
    """The offset at which to begin: where this very file was left, else its first byte."""
    place = asked.resume(os.path.abspath(opened.path)) if opened.path is not None else None
    return place.offset if place is not None and place.fingerprint == seal else 0


def _flow(opened: Opened, begin: int) -> Flow:
    stream = opened.stream
    first = stream.read(len(_PACKED))
    if opened.path is not None:
        stream.seek(begin)
    else:
        stream = ahead(first, stream)
    return PackedFlow(stream, begin, opened.meter) if first == _PACKED else Flow(stream, begin, opened.meter)


def _broken(opened: Opened, record: Broken) -> Failure:
    where = f"/{_address(record.uri)}" if record.uri else ""
    return Failure(opened.source + where, f"{record.why} (at byte {record.offset:,})")


def _read(opened: Opened, record: Record, asked: Asked, passed: Counter[str]) -> Raw | Failure | None:
    """The page in a record; None, and a count, when it holds none."""
    kind = record.header.get("warc-type", "without a type").lower()
    answer = _answer(kind, record) if kind in _KINDS else None
    other = kind if answer is None else _other(answer, record)
    if answer is None or other is not None:
        passed[other or kind] += 1
        return None
    uri = _address(record.header.get("warc-target-uri") or record.header.get("warc-record-id") or "")
    source = f"{opened.source}/{uri or f'byte {record.offset}'}"
    try:
        data = http.body(answer)
    except ReadError as error:
        return Failure(source, str(error), record.content if len(record.content) <= KEPT else None)
    told = tell(data[:HEAD], "")
    if not data or told.kind != PAGE.kind:
        passed[told.name if data else "empty"] += 1
        return None
    if why := refusal(data):
        return Failure(source, why, data if len(data) <= KEPT else None)
    captured = moment(record.header.get("warc-date", ""))
    address = uri or f"{opened.address}/byte {record.offset}"
    return Raw(data, address, source, captured, answer.header.get("content-type"), asked.given)


def _answer(kind: str, record: Record) -> http.Answer | None:
    """What was sent: an answer over HTTP, or a page that was kept without one."""
    if kind == "response":
        return http.parse(record.content)
    return http.Answer(200, {"content-type": record.header.get("content-type", "")}, record.content)


def _other(answer: http.Answer, record: Record) -> str | None:
    """What it is when it is no page and no text: its status, or its type."""
    if answer.status != 200:
        return f"status {answer.status}"
    said = answer.header.get("content-type") or record.header.get("warc-identified-payload-type", "")
    media = said.partition(";")[0].strip().lower()
    return None if not media or media in _MEDIA else media[:60]


def _address(said: str) -> str:
    """An address without the angle brackets that some archives put around it."""
    return said.removeprefix("<").removesuffix(">")
