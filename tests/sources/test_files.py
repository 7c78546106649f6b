"""Files, folders, standard input: what is read, in which order, and what is refused with which words."""

import bz2
import gzip
import io
import lzma
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.sources import limits
from onrecord.sources.files import open_paths, size
from onrecord.sources.opened import Asked

TEXT = b"The council met on Monday.\n"


def one(path: Path | str) -> Raw | Failure:
    found = list(open_paths([str(path)], Given()))
    assert len(found) == 1
    return found[0]


def why(path: Path) -> str:
    found = one(path)
    assert isinstance(found, Failure)
    assert "\n" not in found.why
    return found.why


def test_a_file_is_addressed_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    assert one(path) == Raw(TEXT, "a.txt", str(path))


def test_a_folder_is_read_whole_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b/c.txt", ".hidden", ".git/config", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    found = list(open_paths([str(tmp_path)], Given(outlet="The Paper")))
    assert [r.address for r in found if isinstance(r, Raw)] == ["B.txt", "a/b/c.txt", "a/z.html", "b.txt"]
    assert all(isinstance(r, Raw) and r.given.outlet == "The Paper" for r in found)
    assert list(open_paths([str(tmp_path)], Given(outlet="The Paper"))) == found


def test_the_pictures_beside_a_saved_page_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "Page.html").write_bytes(b"<p>The council met.</p>")
    (tmp_path / "Page_files").mkdir()
    (tmp_path / "Page_files" / "x.js").write_bytes(b"var x")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "y.txt").write_bytes(TEXT)
    assert [r.address for r in open_paths([str(tmp_path)]) if isinstance(r, Raw)] == ["Page.html", "other_files/y.txt"]


def test_a_link_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(open_paths([str(tmp_path)]))) == 1


def test_a_packed_page_is_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0))
    found = one(path)
    assert isinstance(found, Raw)
    assert (found.data, found.address, found.source) == (TEXT + TEXT, "a.html", str(path))


def test_a_packed_page_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(gzip.compress(TEXT, mtime=0))
    assert isinstance(found := one(path), Raw)
    assert found.data == TEXT


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT)))
    assert one("-") == Raw(TEXT, "-", "-")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty file"),
        ("a.pdf", b"%PDF-1.7\n", "PDF file: convert it to text or HTML first"),
        ("a.txt", b"junk before\n%PDF-1.7\n", "PDF file"),
        ("a.docx", b"PK\x03\x04\x14\x00word/document.xml", "Word document: convert it to text or HTML first"),
        ("a.js", b"var x = 1", "script: it is no report"),
        ("a.css", b"p { color: red }", "style sheet: it is no report"),
        ("a.gz", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), "a gzip file inside a packed file"),
        ("a.html.bz2", bz2.compress(TEXT)[:-9], "broken bzip2 file (it ends too early)"),
        ("a.html.xz", lzma.compress(TEXT)[:-9], "broken xz file (it ends too early)"),
        ("a.html.xz", lzma.compress(TEXT)[:20] + lzma.compress(TEXT)[:-20], "broken xz file"),
        ("a.odt", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 40, "old Word"),
        ("a.rtf", rb"{\rtf1\ansi", "RTF file: convert it"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "JPEG image"),
        ("a", b"\x7fELF\x02", "ELF program"),
        ("a.bin", b"abc\0def", "binary file"),
        ("a.db", b"SQLite format 3\0", "SQLite database"),
        ("a.gz", gzip.compress(TEXT, mtime=0)[:-9], "ends too early"),
        ("a.gz", b"\x1f\x8b\x08\x00nonsense nonsense", "broken gzip"),
        ("a.gz", gzip.compress(b"", mtime=0), "empty file"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in why(path)
    found = one(path)
    assert isinstance(found, Failure)
    assert found.data == data


def test_missing_and_unreadable(tmp_path: Path) -> None:
    assert why(tmp_path / "nowhere.txt") == "no such file or folder"
    (tmp_path / "empty").mkdir()
    assert why(tmp_path / "empty") == "no files in this folder"
    assert "cannot read it" in why(Path("a\0b"))
    if os.geteuid() != 0:
        path = tmp_path / "locked.txt"
        path.write_bytes(TEXT)
        path.chmod(0)
        assert "Permission denied" in why(path)


def test_a_page_of_more_than_50_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(limits.MAX_PAGE + 1)
    assert why(path) == "too large for one report (50 MB; the limit is 50 MB): split it into its reports"
    found = one(path)
    assert isinstance(found, Failure)
    assert found.data is None


def test_bombs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\0" * 30_000_000, mtime=0))
    assert "200 times its size" in why(path)
    path.write_bytes(gzip.compress(b"a" * 300_000, mtime=0))  # packs 800 times, but is small
    assert isinstance(one(path), Raw)


def test_a_gzip_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGE", 1000)
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"The council met. " * 90))
    assert "too large" in why(path)


@pytest.mark.parametrize(("name", "pack"), [("a.html.bz2", bz2.compress), ("a.html.xz", lzma.compress)])
def test_other_packings_of_a_page(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(TEXT) + pack(TEXT))
    assert one(path) == Raw(TEXT + TEXT, "a.html", str(path))
    path.write_bytes(pack(bytes(30_000_000)))
    assert "200 times its size" in why(path)


def test_a_name_in_another_encoding_can_be_printed(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(TEXT)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (found,) = open_paths([str(tmp_path)])
    found.source.encode("utf-8")


def test_one_broken_file_stops_nothing(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / f"{n:02}.txt").write_bytes(b"" if n % 5 == 0 else TEXT)
    found = list(open_paths([str(tmp_path)]))
    assert [isinstance(f, Failure) for f in found] == [n % 5 == 0 for n in range(20)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.gz", "a"]))
def test_any_bytes(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = one(path)
    assert found.source == str(path)
    if isinstance(found, Raw):
        assert found.data


def test_how_far_the_files_have_been_read_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "The council met on Monday."}\n' * 40_000)
    asked = Asked()
    whole = size([str(tmp_path)])
    assert whole is not None
    seen = [asked.along.done for _ in open_paths([str(tmp_path)], asked)]
    assert len(seen) == 40_001
    assert seen == sorted(seen)
    assert seen[0] == len(TEXT)
    assert whole * 0.4 < seen[20_000] < whole * 0.9
    assert seen[-1] == asked.along.done == whole


def test_the_size_of_a_stream_is_not_known(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert size([str(tmp_path), "-"]) is None
    assert size([str(tmp_path / "pipe")]) is None
    assert size([str(tmp_path / "none")]) == 0
