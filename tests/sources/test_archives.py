"""ZIP and tar archives: their members are treated as files, whatever they are called and however they are damaged."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.sources import limits, tars, zips
from onrecord.sources.files import open_paths
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.opening import open_one
from onrecord.sources.packed import PACKINGS

from .archives import PAGE, TEXT, answer, packed, page, record, tarred, zipped

Members = Sequence[tuple[str, bytes]]
PACK: dict[str, Callable[[Members], bytes]] = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda m: tarred(m, "gz"),
    "a.tgz": lambda m: tarred(m, "gz"),
    "a.tar.bz2": lambda m: tarred(m, "bz2"),
    "a.tar.xz": lambda m: tarred(m, "xz"),
}
TREE = [
    ("a/one.html", PAGE),
    ("a/two.txt", TEXT),
    ("three.txt.gz", gzip.compress(TEXT, mtime=0)),
    (".hidden", b"x"),
    ("a/.git/config", b"x"),
    ("__MACOSX/a/two.txt", b"x"),
    ("a/one_files/script.txt", b"x"),
    ("b_files/kept.txt", TEXT),
]
READ = {"a/one.html": PAGE, "a/two.txt": TEXT, "three.txt": TEXT, "b_files/kept.txt": TEXT}


def read(path: Path, asked: Asked | None = None) -> list[Raw | Failure]:
    return list(open_paths([str(path)], asked))


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def whys(found: Sequence[Raw | Failure]) -> list[str]:
    said = [f.why for f in found if isinstance(f, Failure)]
    assert not any("\n" in why or "fault of onrecord" in why for why in said)
    return said


def addresses(found: Sequence[Raw | Failure]) -> list[str]:
    return [f.address for f in found if isinstance(f, Raw)]


@pytest.mark.parametrize("name", PACK)
def test_members_are_files(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, PACK[name](TREE))
    found = read(path, Asked(given=Given(outlet="The Paper")))
    assert not whys(found)
    assert {f.address: f.data for f in found if isinstance(f, Raw)} == READ
    assert all(isinstance(f, Raw) and f.given.outlet == "The Paper" for f in found)
    assert {f.source for f in found} == {
        f"{path}/{n}" for n in ("a/one.html", "a/two.txt", "three.txt.gz", "b_files/kept.txt")
    }


def test_the_order_is_that_of_the_names_in_a_zip_and_that_of_the_archive_in_a_tar(tmp_path: Path) -> None:
    members = [(f"{name}.txt", TEXT) for name in "bcaB"]
    assert addresses(read(written(tmp_path, "a.zip", zipped(members)))) == ["B.txt", "a.txt", "b.txt", "c.txt"]
    assert addresses(read(written(tmp_path, "a.tar", tarred(members)))) == ["b.txt", "c.txt", "a.txt", "B.txt"]


def test_an_archive_is_known_by_its_bytes(tmp_path: Path) -> None:
    for n, make in enumerate(PACK.values()):
        assert set(addresses(read(written(tmp_path, f"no name {n}", make(TREE[:2]))))) == {"a/one.html", "a/two.txt"}


def test_an_archive_in_a_folder_is_part_of_the_address(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in", "a.zip", zipped(TREE[:1]))
    written(tmp_path / "in", "b.tgz", tarred(TREE[:1], "gz"))
    assert addresses(read(tmp_path / "in")) == ["a.zip/a/one.html", "b.tar/a/one.html"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..\\..\\windows\\x.txt", "windows/x.txt"),
        ("C:\\x.txt", "C:/x.txt"),
        ("..", "unnamed"),
        ("caf\u00e9 \U0001f600.txt", "caf\u00e9 \U0001f600.txt"),
        ("two\nlines.txt", "two\nlines.txt"),
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_is_an_address_and_nothing_else(
    name: str, address: str, pack: Callable[[Members], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    path = written(tmp_path, "a.bin", pack([(name, TEXT)]))
    assert addresses(read(path)) == [address]
    assert sorted(os.listdir(tmp_path)) == ["a.bin", "inside"]
    assert not os.listdir(inside)


def test_a_long_name_in_a_tar(tmp_path: Path) -> None:
    name = "/".join(["folder of a long name"] * 20) + "/a.txt"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        path = written(tmp_path, "a.tar", tarred([(name, TEXT), ("b.txt", TEXT)], form=form))
        assert addresses(read(path)) == [name, "b.txt"]


def test_an_old_tar_without_its_sign(tmp_path: Path) -> None:
    block = bytearray(tarred([("a.txt", TEXT)]))
    block[257:265] = bytes(8)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block[:512])
    assert addresses(read(written(tmp_path, "a", bytes(block)))) == ["a.txt"]


def test_what_is_no_file_in_a_tar_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"kind {kind!r}")
            info.type, info.linkname = kind, "../../etc/passwd"
            archive.addfile(info)
    path = written(tmp_path, "a.tar", out.getvalue())
    assert whys(read(path)) == ["no files in this archive"]


def test_pictures_that_come_before_their_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = [("b_files/kept.txt", TEXT), ("a_files/script.txt", b"x"), ("m.txt", TEXT), ("a.html", PAGE)]
    path = written(tmp_path, "a.tar", tarred(members))
    assert addresses(read(path)) == ["m.txt", "a.html", "b_files/kept.txt"]
    assert addresses(read(written(tmp_path, "b.tar", tarred(members[:2])))) == [
        "b_files/kept.txt",
        "a_files/script.txt",
    ]
    assert whys(read(written(tmp_path, "cut.tar", tarred(members[:1])[:520]))) == [
        "broken tar archive (it ends too early)"
    ]
    monkeypatch.setattr(tars, "_MAX_HELD", 0)
    assert addresses(read(path)) == ["b_files/kept.txt", "a_files/script.txt", "m.txt", "a.html"]


def test_links_in_a_zip_are_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("folder/", "")
    assert whys(read(written(tmp_path, "a.zip", out.getvalue()))) == ["no files in this archive"]


# -- archives in archives ----------------------------------------------------------------------------------------------


def test_archives_inside_one_another(tmp_path: Path) -> None:
    for outer in (zipped, tarred):
        for inner in (zipped, tarred, lambda m: tarred(m, "gz")):
            path = written(tmp_path, "a.bin", outer([("in.bin", inner(TREE[:1])), ("z.txt", TEXT)]))
            assert addresses(read(path)) == ["in.bin/a/one.html", "z.txt"]
            deep = outer([("in.bin", inner([("deep.bin", zipped(TREE[:1])), ("y.txt", TEXT)])), ("z.txt", TEXT)])
            found = read(written(tmp_path, "a.bin", deep))
            assert addresses(found) == ["in.bin/y.txt", "z.txt"]
            assert whys(found) == ["an archive inside an archive inside an archive: unpack it first"]


def test_a_web_archive_in_an_archive(tmp_path: Path) -> None:
    for pack in (zipped, tarred):
        for records in (packed([page(1), page(2)]), page(1) + page(2)):
            found = read(written(tmp_path, "a.bin", pack([("x.warc.gz", records), ("z.txt", TEXT)])))
            assert addresses(found) == ["https://news.example/1", "https://news.example/2", "z.txt"]
            assert found[0].source == f"{tmp_path}/a.bin/x.warc.gz/https://news.example/1"


def test_rows_and_feeds_in_an_archive(tmp_path: Path) -> None:
    rows = b'{"id": "r1", "text": "The council met on Monday."}\n{"id": "r2", "text": "It met again."}\n'
    feed = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title><item><title>Council</title>'
        b"<link>https://news.example/f</link><description>The council met on Monday.</description></item></channel></rss>"
    )
    members = [
        ("a.csv", b"id,text\nc1,The council met on Monday.\n"),
        ("b.jsonl", rows),
        ("c.jsonl.gz", gzip.compress(rows)),
        ("feed.xml", feed),
    ]
    for pack in (zipped, tarred, lambda m: tarred(m, "gz")):
        found = read(written(tmp_path, "a.bin", pack(members)))
        assert not whys(found)
        assert addresses(found) == ["c1", "r1", "r2", "r1", "r2", "https://news.example/f"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
def test_packed_rows_cut_short_give_those_before_the_cut(name: str, tmp_path: Path) -> None:
    rows = b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, os.urandom(99).hex().encode()) for n in range(3000))
    data = gzip.compress(rows) if name.endswith("gz") else lzma.compress(rows)
    found = read(written(tmp_path, name, data[: len(data) // 2]))
    assert addresses(found)[:3] == ["0", "1", "2"]
    assert 500 < len(addresses(found)) < 2900
    assert "ends too early" in whys(found)[-1]


def test_of_a_wacz_only_the_records_are_read(tmp_path: Path) -> None:
    members = [
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", packed([page(1)])),
        ("indexes/index.cdx.gz", gzip.compress(b"x")),
        ("pages/pages.jsonl", b'{"format": "json-pages-1.0"}\n'),
    ]
    found = read(written(tmp_path, "a.wacz", zipped(members, zipfile.ZIP_STORED)))
    assert (addresses(found), whys(found)) == (["https://news.example/1"], [])


@pytest.mark.parametrize(
    ("name", "member", "words"),
    [
        ("a.zip", "[Content_Types].xml", "Word, Excel or PowerPoint file: convert it"),
        ("a.docx", "word/document.xml", "Word document: convert it"),
        ("a.XLSX", "x", "Excel workbook"),
        ("a.zip", "META-INF/MANIFEST.MF", "Java program"),
    ],
)
def test_a_document_is_no_archive(name: str, member: str, words: str, tmp_path: Path) -> None:
    (why,) = whys(read(written(tmp_path, name, zipped([(member, b"<x/>"), ("b.txt", TEXT)]))))
    assert words in why


# -- damage ------------------------------------------------------------------------------------------------------------


def test_a_broken_member_of_a_zip_costs_itself_only(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)], zipfile.ZIP_STORED))
    data[data.index(b"council", data.index(b"b.txt"))] ^= 1
    found = read(written(tmp_path, "a.zip", bytes(data)))
    assert addresses(found) == ["a.txt", "c.txt"]
    (why,) = whys(found)
    assert "broken in the ZIP archive (Bad CRC-32" in why


def directory(data: bytes, name: bytes) -> int:
    """Where the list of members tells of one."""
    return data.index(b"PK\1\2", data.rindex(name) - 46)


@pytest.mark.parametrize(
    ("at", "put", "words"),
    [
        (8, b"\x01\x00", "encrypted: unpack it first"),
        (10, b"\x0c\x00", "packed in a way that is not read (method 12): unpack it first"),
        (10, b"\x63\x00", "packed in a way that is not read (method 99): unpack it first"),
        (24, struct.pack("<L", 9), "broken in the ZIP archive"),
        (24, struct.pack("<L", 2**31), "broken in the ZIP archive"),
        (16, bytes(4), "broken in the ZIP archive"),
        (46, b"x", "broken in the ZIP archive"),
    ],
)
def test_lies_about_a_member_of_a_zip(at: int, put: bytes, words: str, tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT * 9), ("c.txt", TEXT)]))
    place = directory(bytes(data), b"b.txt") + at
    data[place : place + len(put)] = put
    found = read(written(tmp_path, "a.zip", bytes(data)))
    assert addresses(found) == ["a.txt", "c.txt"]
    (why,) = whys(found)
    assert words in why


def test_a_member_of_a_zip_without_a_name(tmp_path: Path) -> None:
    data = bytearray(zipped([("a", TEXT), ("b.txt", TEXT)]))
    at = directory(bytes(data), b"a") + 28
    assert data[at : at + 2] == b"\1\0"
    end = data.rindex(b"PK\5\6")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    data[end + 12 : end + 16] = (size - 1).to_bytes(4, "little")
    data[at : at + 2] = bytes(2)
    del data[at + 18]
    found = read(written(tmp_path, "a.zip", bytes(data)))
    assert addresses(found)[-1:] == ["b.txt"]
    assert all("broken" in why for why in whys(found))


def test_a_zip_cut_short(tmp_path: Path) -> None:
    data = zipped([("a.txt", TEXT), ("b.txt", TEXT)])
    for end in (10, 60, len(data) - 30, len(data) - 10, len(data) - 1):
        (why,) = whys(read(written(tmp_path, "a.zip", data[:end])))
        assert "broken ZIP archive" in why


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
def test_a_tar_cut_short(packing: str, tmp_path: Path) -> None:
    data = tarred([("a.txt", os.urandom(3000).hex().encode()), ("b.txt", os.urandom(3000).hex().encode())], packing)
    cut = 9000 if not packing else len(data) * 4 // 5
    found = read(written(tmp_path, "a.tar", data[:cut]))
    assert len(whys(found)) == 1
    assert "b.txt" not in addresses(found)
    if not packing:
        assert addresses(found) == ["a.txt"]


def test_a_damaged_header_in_a_tar_costs_its_member_only(tmp_path: Path) -> None:
    data = bytearray(tarred([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)]))
    data[1024 + 3] ^= 1
    found = read(written(tmp_path, "a.tar", bytes(data)))
    assert addresses(found) == ["a.txt", "c.txt"]
    assert len(whys(found)) == 1


@pytest.mark.parametrize(
    "size", [b"77777777777\0", b"\x80" + b"\xff" * 11, b"\xff" * 12, b"99999999999\0", b"-0000000001\0"]
)
def test_lies_about_a_size_in_a_tar(size: bytes, tmp_path: Path) -> None:
    data = bytearray(tarred([("a.txt", TEXT), ("b.txt", TEXT)]))
    data[1024 + 124 : 1024 + 136] = size
    data[1024 + 148 : 1024 + 156] = b" " * 8
    data[1024 + 148 : 1024 + 156] = b"%06o\0 " % sum(data[1024:1536])
    found = read(written(tmp_path, "a.tar", bytes(data)))
    assert addresses(found) == ["a.txt"]
    assert whys(found)


def test_records_before_a_member_that_lie(tmp_path: Path) -> None:
    def special(kind: bytes, data: bytes) -> bytes:
        out = bytearray(tarred([("x", data)])[: 512 + (len(data) + 511) // 512 * 512])
        out[156:157] = kind
        out[148:156] = b" " * 8
        out[148:156] = b"%06o\0 " % sum(out[:512])
        return bytes(out)

    for before in (
        special(b"x", b"0 path=x\n"),
        special(b"x", b"99999999 path=b\n"),
        special(b"x", b"9" * 4000),
        special(b"x", b"-5 path=x\n" + b"\xff" * 300),
        special(b"L", b"\xff\xfe name"),
        special(b"L", b"a" * 100_000),
        special(b"g", b"12 path=all\n"),
    ):
        (found,) = read(written(tmp_path, "a.tar", before + tarred([("b.txt", TEXT)])))
        assert isinstance(found, Raw)
        assert found.data == TEXT
    cut = tarred([("a.txt", TEXT)])[:1024] + special(b"x", b"9 path=b\n")[:520]
    found_cut = read(written(tmp_path, "a.tar", cut))
    assert (addresses(found_cut), whys(found_cut)) == (["a.txt"], ["broken tar archive (it ends too early)"])
    sparse = special(b"x", b"22 GNU.sparse.major=1\n") + tarred([("b.txt", TEXT), ("c.txt", TEXT)])
    found_all = read(written(tmp_path, "a.tar", sparse))
    assert (addresses(found_all), whys(found_all)) == (
        ["c.txt"],
        ["a file with holes in the tar archive: unpack it first"],
    )


# -- bombs -------------------------------------------------------------------------------------------------------------


def test_bombs_in_archives(tmp_path: Path) -> None:
    bomb = ("bomb.txt", bytes(40_000_000))
    found = read(written(tmp_path, "a.zip", zipped([("a.txt", TEXT), bomb, ("c.txt", TEXT)])))
    assert addresses(found)[:1] == ["a.txt"]
    assert any("200 times its size" in why for why in whys(found))
    for packing in ("gz", "bz2", "xz"):
        found = read(written(tmp_path, "a.tar", tarred([("a.txt", TEXT), bomb], packing)))
        assert addresses(found) in (["a.txt"], [])
        assert any("200 times its size" in why for why in whys(found))


def test_a_bomb_of_bombs_stops(tmp_path: Path) -> None:
    inner = zipped([("a.txt", b"\0" * 900_000 + TEXT)])
    outer = zipped([(f"{n:04}.zip", inner) for n in range(300)])
    nested = zipped([("all.zip", outer)])
    path = written(tmp_path, "a.zip", nested)
    meter_limit = max(limits.RATIO_FROM, limits.MAX_RATIO * path.stat().st_size)
    found = read(path)
    assert whys(found)
    assert len(found) * 900_000 < 2 * meter_limit or len(found) <= 301


def test_what_blows_up_takes_little_memory(tmp_path: Path) -> None:
    bomb = [("bomb.txt", bytes(40_000_000))]
    made = [
        zipped(bomb),
        zipped([("in.zip", zipped(bomb))]),
        tarred(bomb, "gz"),
        tarred(bomb, "xz"),
        tarred(bomb, "bz2"),
    ]
    made += [
        packed([record(answer(bomb[0][1]))]),
        record(answer(gzip.compress(bomb[0][1]), more="Content-Encoding: gzip")),
    ]
    made += [gzip.compress(bomb[0][1])]
    for data in made:
        path = written(tmp_path, "a.bin", data)
        tracemalloc.start()
        found = read(path)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert whys(found)
        assert most < 30_000_000


LINES: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "pipe": bytes,
    "zip": lambda line: zipped([("a.txt", line)], zipfile.ZIP_STORED),
    "tar": lambda line: tarred([("a.txt", line)]),
    "gz": lambda line: gzip.compress(line, 1),
    "warc": lambda line: record(answer(line, "text/plain")),
}


@pytest.mark.parametrize("form", LINES)
def test_a_line_of_200_mb(form: str, tmp_path: Path) -> None:
    """It is refused; at most as much of it is held as the largest report may have."""
    path = tmp_path / "a.bin"
    path.write_bytes(LINES[form](b"a" * (200_000_000 if form in ("plain", "pipe") else 60_000_000)))
    tracemalloc.start()
    if form == "pipe":
        with path.open("rb") as file:
            found = list(open_one(Opened(file, "-", "-"), Asked()))
    else:
        found = read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (why,) = whys(found)
    assert "too large for one report" in why or "200 times" in why
    assert most < 1.2 * limits.MAX_PAGE


def test_members_that_overlap(tmp_path: Path) -> None:
    data = zipped([("a.txt", TEXT * 50), ("b.txt", TEXT * 50)])
    at = directory(data, b"b.txt") + 42
    lie = data[:at] + struct.pack("<L", 0) + data[at + 4 :]
    (why,) = whys(read(written(tmp_path, "a.zip", lie)))
    assert "overlap" in why


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [(f"{n}.txt", TEXT) for n in range(20)]
    monkeypatch.setattr(zips, "MAX_MEMBERS", 10)
    assert "archive of more than 10 files" in whys(read(written(tmp_path, "a.zip", zipped(many))))[0]
    monkeypatch.setattr(tars, "MAX_MEMBERS", 10)
    found = read(written(tmp_path, "a.tar", tarred(many)))
    assert (len(addresses(found)), len(whys(found))) == (10, 1)


def test_a_list_of_members_longer_than_memory_bears(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", TEXT)]))
    end = data.rindex(b"PK\5\6")
    wide = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 2**40, 2**40, 2**50, 0)
    wide += b"PK\6\7" + struct.pack("<LQL", 0, end, 1)
    data[end + 8 : end + 12] = b"\xff" * 4
    (why,) = whys(read(written(tmp_path, "a.zip", bytes(data[:end]) + wide + bytes(data[end:]))))
    assert "archive of more than" in why


def test_a_page_above_the_limit_in_an_archive(tmp_path: Path) -> None:
    for pack in (lambda m: zipped(m, zipfile.ZIP_STORED), tarred):
        found = read(written(tmp_path, "a.bin", pack([("a.txt", b"a" * (limits.MAX_PAGE + 1)), ("b.txt", TEXT)])))
        assert addresses(found) == ["b.txt"]
        assert "too large for one report" in whys(found)[0]


def test_packings_have_their_signs() -> None:
    assert set(PACKINGS) == {"gzip", "bzip2", "xz"}
