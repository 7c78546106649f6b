"""Small writers of the archives that the tests read."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable

PAGE = b"<html><head><title>Ferry aground</title></head><body><p>The ferry ran aground on Monday.</p></body></html>"
TEXT = b"The council met on Monday.\n"
URI = "https://news.example/"


def record(
    content: bytes,
    uri: str | None = URI,
    kind: str = "response",
    date: str = "2031-03-04T11:00:00Z",
    length: object = None,
    media: str = "application/http;msgtype=response",
    more: str = "",
) -> bytes:
    """One record of a web archive; `length` is what it says its length is."""
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Date: {date}", "WARC-Record-ID: <urn:uuid:1>"]
    if uri is not None:
        lines.append(f"WARC-Target-URI: {uri}")
    lines += [f"Content-Type: {media}", f"Content-Length: {len(content) if length is None else length}"]
    head = "\r\n".join([*lines, *([more] if more else [])])
    return head.encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def answer(
    body: bytes = PAGE, media: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """An answer over HTTP."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n" + (f"{more}\r\n" if more else "")
    return head.encode() + b"\r\n" + body


def page(number: int, **how: object) -> bytes:
    """A record with a page of its own."""
    body = PAGE.replace(b"Monday", b"Monday, report %d" % number)
    return record(answer(body), f"{URI}{number}", **how)  # type: ignore[arg-type]


def packed(records: Iterable[bytes]) -> bytes:
    """Records in gzip members of their own."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def zipped(members: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], packing: str = "", form: int = tarfile.USTAR_FORMAT) -> bytes:
    """A tar archive, `packing` as in `tarfile` ("gz", "bz2", "xz")."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}", format=form) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
