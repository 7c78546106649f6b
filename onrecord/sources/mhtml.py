"""Web archives of one page (MHTML): the page itself out of the mail that holds it and its pictures."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from onrecord.shapes.moment import moment
from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.formats import refusal
from onrecord.sources.limits import KEPT, whole
from onrecord.sources.opened import Asked, Opened

_HEADER = 1 << 16  # bytes: a longer one is no header
_END = re.compile(rb"\r?\n\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")
_DEEPEST = 4  # parts in parts
_MAX_PARTS = 10_000
_BOUNDARY = re.compile(rb"^--([^\s][^\r\n]{5,200}?)[ \t]{0,9}\r?$", re.M)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the mail: its header, and its bytes as they stand there."""

    header: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return self.header.get_content_type()

    def said(self, name: str) -> str:
        """A header's value on one line, empty where there is none."""
        return "".join(str(self.header.get(name, "")).split())


def open_mhtml(opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    """The page in a web archive; its address and time of capture are those that the browser wrote down."""
    data = whole(opened.stream)
    kept = data if len(data) <= KEPT else None
    mail = _part(data)
    page = _main(mail)
    if page is None:
        yield Failure(opened.source, "web archive (MHTML) without a page in it: save it again", kept)
        return
    body = _decoded(page)
    if why := refusal(body):
        yield Failure(opened.source, f"web archive (MHTML): {why}", kept)
        return
    address = mail.said("Snapshot-Content-Location") or page.said("Content-Location")
    web = address if re.match(r"https?://", address, re.I) else opened.address
    captured = moment(str(mail.header.get("Date", "")))
    media_type = " ".join(str(page.header.get("Content-Type", "")).split()) or None
    yield Raw(body, web, opened.source, captured, media_type, asked.given)


def _part(data: bytes) -> _Part:
    """The header up to the first empty line, and what follows it."""
    data = data.lstrip(b"\r\n")
    end = _END.search(data, 0, _HEADER)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data[:_HEADER], b"")
    return _Part(BytesHeaderParser().parsebytes(head + b"\r\n\r\n"), body)


def _main(mail: _Part) -> _Part | None:
    """The page that was saved: the part with its address, else the first page among the parts."""
    pages = list(_pages(mail, 0))
    wanted = mail.said("Snapshot-Content-Location")
    start = mail.header.get_param("start")
    for page in pages:
        if wanted and page.said("Content-Location") == wanted:
            return page
        if start and page.said("Content-ID") == start:
            return page
    return pages[0] if pages else None


def _pages(part: _Part, depth: int) -> Iterator[_Part]:
    if part.media_type in _PAGES:
        yield part
    elif part.media_type.startswith("multipart/") and depth < _DEEPEST:
        inner = list(_parts(part.body, part.header.get_boundary() or ""))
        if not inner and (line := _BOUNDARY.search(part.body)):  # the header names another, or none
            inner = list(_parts(part.body, line[1].decode("latin-1")))
        for one in inner:
            yield from _pages(one, depth + 1)


def _parts(body: bytes, boundary: str) -> Iterator[_Part]:
    """The parts between the boundary's lines; the last one may lack its end."""
    line = b"--" + boundary.encode("latin-1", "replace")
    at = 0 if body.startswith(line) else body.find(b"\n" + line) + 1
    if not boundary or (at == 0 and not body.startswith(line)):
        return
    for _ in range(_MAX_PARTS):
        begin = at + len(line)
        if body.startswith(b"--", begin):
            return
        end = body.find(b"\n" + line, begin)
        inside = body[begin : end if end >= 0 else len(body)]
        yield _part(inside[:-1] if inside.endswith(b"\r") else inside)
        if end < 0:
            return
        at = end + 1


def _decoded(part: _Part) -> bytes:
    how = part.said("Content-Transfer-Encoding").lower()
    if how == "quoted-printable":
        return quopri.decodestring(part.body)
    if how == "base64":
        data = _NOT_BASE64.sub(b"", part.body)
        return binascii.a2b_base64(data[: len(data) // 4 * 4] if len(data) % 4 == 1 else data + b"=" * (-len(data) % 4))
    return part.body
