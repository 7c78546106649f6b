"""Pages saved as one file of mail, and what browsers write into pages when they save them."""

from __future__ import annotations

import base64
import io
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.files import open_paths
from onrecord.sources.formats import is_mhtml
from onrecord.sources.mhtml import open_mhtml
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.saved import Saved, saved_from

from .archives import PAGE

LONG = PAGE.replace(b"Monday", "Monday, in Jablonné, at the café =".encode())
FRAME = b"<html><body>an advertisement</body></html>"


def mail(*parts: bytes, head: str = "", boundary: str = "----MultipartBoundary--abc----", end: bool = True) -> bytes:
    top = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/a?b=1\r\n"
        "Subject: =?utf-8?Q?Ferry?=\r\nDate: Tue, 4 Mar 2031 12:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n{head}\r\n'
    ).encode()
    body = b"".join(b"\r\n--" + boundary.encode() + b"\r\n" + part for part in parts)
    return top + body + (b"\r\n--" + boundary.encode() + b"--\r\n" if end else b"")


def part(
    data: bytes, how: str = "quoted-printable", where: str = "https://news.example/a?b=1", media: str = "text/html"
) -> bytes:
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(how, bytes)(data)
    coded = coded.replace(b"\n", b"\r\n") if how != "binary" else coded
    head = f"Content-Type: {media}\r\nContent-ID: <frame@mhtml>\r\nContent-Transfer-Encoding: {how}\r\nContent-Location: {where}\r\n"
    return head.encode() + b"\r\n" + coded


def only(data: bytes) -> Raw | Failure:
    (found,) = open_mhtml(Opened(io.BytesIO(data), "a.mhtml", "a.mhtml"), Asked())
    return found


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "binary", "8bit", "7bit"])
def test_the_page_is_read(how: str, tmp_path: Path) -> None:
    picture = part(b"\x89PNG\r\n\x1a\n\0", "base64", "https://news.example/a.png", "image/png")
    made = mail(part(LONG, how), picture, part(FRAME, where="cid:frame"))
    path = tmp_path / "no name"
    path.write_bytes(made)
    (found,) = open_paths([str(path)])
    assert isinstance(found, Raw)
    assert found.data == LONG
    assert found == Raw(LONG, "https://news.example/a?b=1", str(path), "2031-03-04T12:00:00+01:00", "text/html")


@pytest.mark.parametrize(
    ("made", "data"),
    [
        (mail(part(FRAME, where="https://ads.example/"), part(LONG)), LONG),  # the part that has the page's address
        (mail(part(b"a{}", media="text/css", where="a.css"), part(LONG, where="x")), LONG),
        (mail(part(LONG), end=False), LONG),
        (mail(part(LONG), end=False)[:-40], None),
        (mail(part(LONG)).replace(b'boundary="----Multi', b'boundary="----Other'), LONG),
        (mail(part(LONG)).replace(b"boundary", b"border"), LONG),
        (mail(part(LONG)).replace(b"\r\n", b"\n"), LONG),
        (mail(mail(part(LONG), boundary="inner-boundary").partition(b"MIME-Version: 1.0\r\n")[2]), LONG),
        (b"From: <Saved by Microsoft>\r\nMIME-Version: 1.0\r\n" + part(LONG), LONG),
        (mail(part(LONG, "base64")[:-7]), None),
        (mail(part(LONG).replace(b"<frame@", b"<start@"), head="X: 1\r\n"), LONG),
    ],
)
def test_odd_ones(made: bytes, data: bytes | None) -> None:
    found = only(made)
    assert isinstance(found, Raw)
    assert found.data == data if data is not None else LONG.startswith(found.data[:-2])


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (mail(), "without a page in it"),
        (mail(part(b"\x89PNG", media="image/png")), "without a page in it"),
        (mail(part(b"", "base64")), "empty file"),
        (mail(part(b"a\0b", "base64")), "binary file"),
        (b"", "without a page in it"),
        (mail(part(LONG))[:100], "without a page in it"),
        (b"A: b\r\n" * 30_000, "without a page in it"),
    ],
)
def test_what_is_none(made: bytes, words: str) -> None:
    found = only(made)
    assert isinstance(found, Failure)
    assert words in found.why
    assert "\n" not in found.why


def test_the_name_alone_makes_one(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(b"nothing of the kind")
    (found,) = open_paths([str(path)])
    assert isinstance(found, Failure)
    assert found.why == "web archive (MHTML) without a page in it: save it again"


@pytest.mark.parametrize("date", ["", "x", "Tue, 99 Mar 2031 12:00:00", "9" * 4000, "Tue, 4 Mar 99999 12:00:00 +9999"])
def test_a_date_that_is_none(date: str) -> None:
    found = only(mail(part(LONG)).replace(b"Tue, 4 Mar 2031 12:00:00 +0100", date.encode()))
    assert isinstance(found, Raw)
    assert found.captured is None


def test_only_an_address_on_the_web_is_one() -> None:
    made = mail(part(LONG, where="file:///C:/a.html")).replace(b"https://news.example/a?b=1", b"file:///C:/a.html")
    found = only(made)
    assert isinstance(found, Raw)
    assert found.address == "a.mhtml"


def test_a_letter_is_none() -> None:
    assert not is_mhtml(b"Dear editor: this\nContent-Type: is not a header of mail\n\nhello")
    assert not is_mhtml(b"Title: Ferry aground\nDate: 4 March\n\nThe ferry ran aground.\n")


def test_parts_in_parts_end() -> None:
    made = (
        b"A: b\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        + b"--x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" * 20_000
    )
    assert isinstance(only(made), Failure)


@given(
    st.lists(
        st.sampled_from(
            [
                b"--x",
                b"--x--",
                b"\r\n",
                b"\r\n\r\n",
                PAGE,
                b"Content-Type: text/html",
                b"Content-Type: multipart/a; boundary=x",
                b"Content-Type: multipart/a; boundary*0*=a''%ff",
                b"Content-Transfer-Encoding: base64",
                b"Content-Location: ",
                b"\xff\xfe",
                b"Date: ",
                b"=?x?b?",
                b"=\r\n",
                b"A" * 5,
            ]
        ),
        max_size=14,
    )
)
def test_any_mail(pieces: list[bytes]) -> None:
    found = only(b"".join(pieces))
    assert isinstance(found, (Raw, Failure))


# -- pages saved by a browser --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "saved"),
    [
        (
            b"<!DOCTYPE html>\n<!-- saved from url=(0023)https://news.example/a -->\n<html>",
            Saved("https://news.example/a"),
        ),
        (b"\xef\xbb\xbf<!-- saved from url=(0023)http://news.example/a#b -->", Saved("http://news.example/a#b")),
        (b"<!-- saved from url=(0014)about:internet --><html>", Saved()),
        (b"<!-- saved from url=(0021)file:///C:/pages/a.html --><html>", Saved()),
        (b"<html>" + b" " * 5000 + b"<!-- saved from url=(0023)https://news.example/a -->", Saved()),
        (b"<!-- saved from url=(0023)https://news.example/a", Saved()),
        (
            b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://news.example/a \n saved date: "
            b"Tue Mar 04 2031 12:00:00 GMT+0100 (Central European Standard Time)\n-->",
            Saved("https://news.example/a", "2031-03-04T12:00:00+01:00"),
        ),
        (b"<html></html>", Saved()),
    ],
)
def test_where_a_page_was_saved_from(head: bytes, saved: Saved, tmp_path: Path) -> None:
    assert saved_from(head) == saved
    path = tmp_path / "a.html"
    path.write_bytes(head + PAGE)
    (found,) = open_paths([str(path)])
    assert isinstance(found, Raw)
    assert (found.address, found.captured, found.data) == (saved.address or "a.html", saved.captured, head + PAGE)
