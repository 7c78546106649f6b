"""Encodings: told right, undone exactly, and never a crash."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reports.decode import decode, is_page
from onrecord.shapes.errors import ReadError

WORDS = "“Der Rat tagt”, sagte Müller – für 5 € am Dienstag. "


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"plain words", "utf-8", "plain words"),
        ("“naïve”".encode(), "utf-8", "“naïve”"),
        (codecs.BOM_UTF8 + "é\r\n".encode(), "utf-8", "é\r\n"),
        (codecs.BOM_UTF16_LE + "é\n".encode("utf-16-le"), "utf-16-le", "é\n"),
        (codecs.BOM_UTF16_BE + "é\n".encode("utf-16-be"), "utf-16-be", "é\n"),
        (codecs.BOM_UTF32_LE + "é\n".encode("utf-32-le"), "utf-32-le", "é\n"),
        ("The council met on Monday.".encode("utf-16-le"), "utf-16-le", "The council met on Monday."),
        ("“Quoted” – said".encode("cp1252"), "cp1252", "“Quoted” – said"),
        (('<meta charset="windows-1251"><p>' + "Совет собрался").encode("cp1251"), "cp1251", "Совет собрался"),
        (('<meta charset="iso-8859-1"><p>“' + "Müller”").encode("cp1252"), "cp1252", "“Müller”"),
        (('<?xml version="1.0" encoding="Shift_JIS"?><p>' + "会議は月曜日").encode("cp932"), "cp932", "会議は月曜日"),
        (('<meta charset="iso-2022-jp"><p>' + "会議").encode("iso-2022-jp"), "iso2022_jp", "会議"),
        (('<meta charset="iso-8859-1"><p>' + "“Müller”").encode(), "utf-8", "“Müller”"),
        (('<meta charset="nonsense"><p>' + "“Müller”").encode("cp1252"), "cp1252", "“M"),
    ],
)
def test_encodings(data: bytes, encoding: str, text: str) -> None:
    found = decode(data)
    assert found.encoding == encoding
    assert text in found.text


def test_what_the_server_said_counts_where_nothing_else_tells() -> None:
    data = "Совет собрался в понедельник".encode("koi8-r")
    assert decode(data, "text/plain; charset=koi8-r").text == "Совет собрался в понедельник"


def test_a_page_cut_inside_a_letter_is_still_utf8() -> None:
    found = decode((WORDS * 3).encode()[: len((WORDS * 2).encode()) + 1])
    assert found.encoding == "utf-8"
    assert found.text == WORDS * 2 + "\ufffd"


def test_a_few_stray_bytes_do_not_turn_utf8_into_something_else() -> None:
    found = decode((WORDS * 20).encode() + b"caf\xe9 \x93hm\x94 \x80\x9c")
    assert found.encoding == "utf-8"
    assert found.text.endswith("café “hm” \ufffd\ufffd")
    assert found.byte_offsets([len(found.text)]) == {len(found.text): len((WORDS * 20).encode()) + 12}


def test_a_few_bytes_of_a_cut_letter_stay_unknown() -> None:
    found = decode((WORDS * 20).encode() + b"\xe2\x80 said, \xd0\x9f\xd1 and \xc3")
    assert found.text.endswith(" \ufffd\ufffd said, П\ufffd and \ufffd") or found.text.endswith("said, ПÑ and \ufffd")


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [
        ("utf-8", "Müller und Größe für alle. ", "cp1252"),
        ("shift_jis", "Müller und Größe für alle. ", "cp1252"),
        ("windows-1251", "Müller und Größe für alle. ", "cp1252"),
        ("utf-7", "Müller und Größe für alle. ", "cp1252"),
    ],
)
def test_a_declaration_that_cannot_be_meant(declared: str, text: str, encoding: str) -> None:
    found = decode(f"<meta charset={declared}><p>".encode() + (text * 20).encode(encoding))
    assert text in found.text


def test_a_declaration_is_believed_for_two_scripts() -> None:
    text = "Совет WTO собрался в Genf, сказал Müller. ".replace("ü", "u") * 9
    assert decode(b"<meta charset=windows-1251><p>" + text.encode("cp1251")).text.endswith(text)


@pytest.mark.parametrize("data", [b"\0" * 100, bytes(range(32)) * 20, b"\x80\x81\xfe\xff\x00\x01" * 50])
def test_binaries_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="not text"):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "gb18030", "cp932"])
@given(st.data())
def test_offsets_lead_back(encoding: str, data: st.DataObject) -> None:
    letters = "abc \n“”éü–" if encoding == "cp1252" else "ab \n会議" if encoding == "cp932" else "ab \n“会😀é"
    text = data.draw(st.text(letters, min_size=1, max_size=60))
    boms = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE}
    raw = boms.get(encoding, b"") + text.encode(encoding)
    found = decode(raw, f"text/plain; charset={encoding}")
    if found.encoding != encoding:  # short texts fit several sets
        return
    places = data.draw(st.lists(st.integers(0, len(found.text)), max_size=6))
    offsets = found.byte_offsets(places)
    assert offsets is not None
    for place in places:
        assert raw[: offsets[place]] == boms.get(encoding, b"") + text[:place].encode(encoding)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    try:
        found = decode(data)
    except ReadError:
        return
    assert len(found.text) == len(found.escaped)
    found.text.encode("utf-8")  # no half of a pair is left
    offsets = found.byte_offsets(range(len(found.text) + 1))
    if offsets is not None:
        assert offsets[len(found.text)] == len(data)
        assert list(offsets.values()) == sorted(offsets.values())


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("  \n<!-- saved -->\n<html><body>x", True),
        ("<?xml version='1.0'?><html>", True),
        ("<p>The council met.</p>", True),
        ("The council met.<br>It rose.<br>It sat.<br>", True),
        ("The <b>council</b> met.", False),
        ("To end a paragraph write </p>; a line ends with <br>. " + "Words. " * 300, False),
        ("a < b and c > d", False),
        ("<<<>>>", False),
        ("", False),
    ],
)
def test_pages_are_told_by_content(text: str, page: bool) -> None:
    assert is_page(text) is page


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><rss version='2.0'>", "<feed xmlns='x'>", "<urlset>"])
def test_feeds_are_refused(text: str) -> None:
    with pytest.raises(ReadError, match="feed"):
        is_page(text)
