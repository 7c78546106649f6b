"""One hostile input at a time: a report or one line of reason comes out, soon, and the record can be printed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from .conftest import GOOD, Run

_TABLE = Path(__file__).with_name("cases.tsv")
_PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(**members: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _warc(body: bytes, more: int = 0, field: bytes = b"A: b") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + field + b"\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % (len(answer) + more)
    return head + answer + (b"\r\n\r\n" if more <= 0 else b"")


_KNOWN = {
    "zip": _zip,
    "tar": _tar,
    "warc": _warc,
    "lzma": lzma,
    "zlib": zlib,
    "GOOD": GOOD.encode(),
    "PAGE": _PAGE.format(*GOOD.strip().split("\n\n")).encode(),
    "pack": lambda data: gzip.compress(data, mtime=0),
}
_SECONDS = 20.0  # of processor time: a loaded machine must not fail it, a hang must


def _cases() -> list[tuple[str, str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    rows = csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(name, data, expect) for name, data, expect in rows]


@pytest.mark.parametrize(("name", "data", "expect"), _cases(), ids=[name for name, _, _ in _cases()])
def test_input(name: str, data: str, expect: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / name
    path.write_bytes(eval(data, dict(_KNOWN)))  # the table is ours
    began = time.process_time()
    ran = run("read", str(path))
    assert time.process_time() - began < _SECONDS
    if expect == "read":
        notes = ("from column", "is no day: read without it", "columns not read: ")
        told = [line for line in ran.err.splitlines() if any(note in line for note in notes)]
        assert (ran.code, ran.err.splitlines()) == (0, told)
        record = json.loads(ran.out)
        assert record["text"].strip()
        for quote in record["quotes"]:
            assert record["text"][quote["start"] : quote["end"]]
    else:
        assert ran.code == 3
        assert ran.out == ""
        assert ran.err.count("\n") == 2  # the input with its reason, and the count
        assert expect in ran.err
        assert ran.err.startswith((f"{path}: ", f"{path}/", f"{path}#"))  # the file, or what it holds


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tags 10,000 deep", b"<html><body>" + b"<div>" * 10_000),
        ("lists 10,000 deep", b"<html><body>" + b"<ul><li>" * 10_000),
        ("a menu never closed", b"<html><body><div class=x>" + b"<span>" * 5_000),
    ],
)
def test_nothing_is_lost_in_the_depths(name: str, data: bytes, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(data + GOOD.encode())
    assert GOOD.strip().split("\n\n")[1] in json.loads(run("read", str(path)).out)["text"]


def test_nothing_of_this_machine_gets_into_a_report(tmp_path: Path, run: Run) -> None:
    (tmp_path / "secret.txt").write_text("the secret words")
    path = tmp_path / "page.html"
    path.write_text(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><html><p>{GOOD}&x;</p></html>')
    assert "secret words" not in run("read", str(path)).out


def test_a_terminal_obeys_nothing_of_a_report(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "escapes.txt"
    path.write_bytes(b"\x1b[31mred\x1b]0;title\x07 \xc2\x9b1m \xe2\x80\xae" + GOOD.encode())
    for ran in (run("show", str(path)), run("read", str(path), "--format", "table"), run("read", str(path))):
        assert not set(ran.out) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_a_run_of_marks_takes_time_by_its_length(tmp_path: Path, run: Run) -> None:
    def seconds(count: int) -> float:
        path = tmp_path / f"{count}.txt"
        path.write_text(GOOD + "&" * count)
        began = time.process_time()
        run("read", str(path))
        return time.process_time() - began

    seconds(10)
    assert seconds(6000) < 5 * seconds(1500)
