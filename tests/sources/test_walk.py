"""Which files are meant by what was named."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.files import open_paths
from onrecord.sources.walk import is_furniture, is_pattern, matches, walk

from .archives import TEXT

FILES = (
    "a.html",
    "b.html",
    "b.txt",
    "in/c.html",
    "in/deep/d.html",
    "in/deep/e.txt",
    ".hidden/f.html",
    ".g.html",
    "[x].html",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some files in folders; one is in it."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    (tmp_path / "in" / "round").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "expect"),
    [
        ("*.html", ["[x].html", "a.html", "b.html"]),
        ("?.html", ["a.html", "b.html"]),
        ("[!a].*", ["b.html", "b.txt"]),
        ("./*.txt", ["./b.txt"]),
        (".*.html", [".g.html"]),
        ("*/*.html", ["in/c.html"]),
        ("i?/deep/*", ["in/deep/d.html", "in/deep/e.txt"]),
        ("**/*.html", ["[x].html", "a.html", "b.html", "in/c.html", "in/deep/d.html"]),
        ("in/**", ["in/c.html", "in/deep/d.html", "in/deep/e.txt"]),
        ("in/**/*.txt", ["in/deep/e.txt"]),
        ("**/deep/*", ["in/deep/d.html", "in/deep/e.txt"]),
        ("no*", []),
        ("no/*.html", []),
        ("a.html/*", []),
    ],
)
def test_patterns(folder: Path, pattern: str, expect: list[str]) -> None:
    assert list(matches(pattern)) == expect
    assert list(matches(f"{folder}/{pattern}")) == [os.path.join(folder, name) for name in expect]


def test_a_pattern_is_as_though_each_file_had_been_named(folder: Path) -> None:
    assert list(open_paths(["*.html"])) == list(open_paths(["[x].html", "a.html", "b.html"]))
    assert [r.address for r in open_paths(["in/d*"]) if isinstance(r, Raw)] == ["d.html", "e.txt"]
    (failure,) = open_paths(["no*"])
    assert failure == Failure("no*", "no file fits this pattern")


def test_a_file_of_that_very_name_goes_first(folder: Path) -> None:
    assert not is_pattern("[x].html")
    assert [r.address for r in open_paths(["[x].html"]) if isinstance(r, Raw)] == ["[x].html"]
    assert is_pattern("[y].html")
    assert not is_pattern("plain.html")
    assert not is_pattern("*\0")


def test_walk_tells_files_named_alone(folder: Path) -> None:
    assert [n.alone for n in walk("a.html") if not isinstance(n, Failure)] == [True]
    assert [n.alone for n in walk("in/deep") if not isinstance(n, Failure)] == [False, False]


@pytest.mark.parametrize(
    ("name", "beside", "expect"),
    [
        ("Page_files", "Page.html", True),
        ("Page_files", "Page.htm", True),
        ("Page_files", "Page.xhtml", True),
        ("Page-Dateien", "Page.html", True),
        ("Page_fichiers", "Page.html", True),
        ("Page_archivos", "Page.html", True),
        ("Page.files", "Page.htm", True),
        ("Page-filer", "Page.html", True),
        ("Page_soubory", "Page.html", True),
        ("Page_файлы", "Page.html", True),
        ("Page_files", "Other.html", False),
        ("files", "Page.html", False),
        ("_files", ".html", True),
    ],
)
def test_the_folder_beside_a_saved_page(name: str, beside: str, expect: bool) -> None:
    assert is_furniture(name, {beside, name}) is expect


def test_what_is_no_file_is_passed_over_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
    Path("a.txt").write_bytes(TEXT)
    Path("nothing").symlink_to("nowhere")
    found = list(open_paths(["."]))
    assert [one.source for one in found] == ["./a.txt", "./pipe", "./socket"]
    assert [one.why for one in found if isinstance(one, Failure)] == [
        "a named pipe, no file: passed over",
        "a socket, no file: passed over",
    ]
    (named,) = open_paths(["socket"])
    assert isinstance(named, Failure)
    assert named.why.startswith("a socket, no file")
