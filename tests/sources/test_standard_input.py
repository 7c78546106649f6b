"""Standard input and pipes: any format, told by its bytes, in little memory."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Raw
from onrecord.sources import special
from onrecord.sources.files import open_paths
from onrecord.sources.opened import Asked

from .archives import PAGE, TEXT, packed, page, tarred, zipped
from .test_mhtml import mail, part


class Pipe(io.RawIOBase):
    """Bytes that come a few at a time and cannot be gone back in."""

    def __init__(self, data: bytes, step: int = 700) -> None:
        self._data, self._step, self.read_so_far = io.BytesIO(data), step, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._data.read(min(len(buffer), self._step))
        buffer[: len(data)] = data
        self.read_so_far += len(data)
        return len(data)


def piped(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Raw | Failure]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
    return list(open_paths(["-"]))


@pytest.mark.parametrize(
    ("data", "expect"),
    [
        (PAGE, [("-", "-")]),
        (TEXT, [("-", "-")]),
        (gzip.compress(PAGE), [("-", "-")]),
        (
            page(1) + page(2),
            [
                ("https://news.example/1", "-/https://news.example/1"),
                ("https://news.example/2", "-/https://news.example/2"),
            ],
        ),
        (packed([page(1)]), [("https://news.example/1", "-/https://news.example/1")]),
        (gzip.compress(page(1)), [("https://news.example/1", "-/https://news.example/1")]),
        (zipped([("b.txt", TEXT), ("a/b.html", PAGE)]), [("a/b.html", "-/a/b.html"), ("b.txt", "-/b.txt")]),
        (tarred([("b.txt", TEXT)]), [("b.txt", "-/b.txt")]),
        (tarred([("b.txt", TEXT)], "xz"), [("b.txt", "-/b.txt")]),
        (mail(part(PAGE)), [("https://news.example/a?b=1", "-")]),
    ],
)
def test_any_format(data: bytes, expect: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    found = piped(data, monkeypatch)
    assert [(f.address, f.source) for f in found if isinstance(f, Raw)] == expect
    assert len(found) == len(expect)
    assert all(f.place is None for f in found)


def test_a_table_is_guessed_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    table = b"Nr;Datum;Titel;Inhalt\n1;2031-05-02;Rain;The council met.\n2;2031-05-03;Snow;The council rose.\n"
    said: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(table))))
    found = list(open_paths(["-"], asked=Asked(say=said.append)))
    assert [f.source for f in found] == ["-#2", "-#3"]
    assert said[0] == "-: read as a table, since its first line names columns"
    assert said[1].startswith("-: text from column 'Inhalt', title from column 'Titel'")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Nr;Kicker;Meldung\n1;Rain;The council met.\n2;Snow;The council rose.\n", "Nr, Kicker, Meldung"),
        (b"Shelf\tRow\tWords\n1\tRain\tThe council met.\n", "Shelf, Row, Words"),
        (b"Rain, snow, hail\n\nThe council, its members, and the mayor met.\n", None),
        (b"The council met; it rose; it ate.\nIt met again; it rose; it ate.\n", None),
    ],
)
def test_what_may_be_a_table_says_how_to_read_it_as_one(
    data: bytes, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
    (found,) = open_paths(["-"], asked=Asked(say=told.append))
    assert isinstance(found, Raw)
    hint = f"-: read as one text; if it is a table, name the column of its texts with --text-field (there are: {said})"
    assert told == ([] if said is None else [hint])


def test_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped(b"", monkeypatch) == [Failure("-", "empty file", b"")]


def test_records_are_given_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Pipe(b"".join(page(n) for n in range(5000)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))
    found = open_paths(["-"])
    next(found)
    assert pipe.read_so_far < 400_000
    assert sum(1 for _ in found) == 4999


def test_a_pipe_named(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(zipped([("a.txt", TEXT)]),))
    writer.start()
    found = list(open_paths([str(pipe)]))
    writer.join()
    assert [f.address for f in found if isinstance(f, Raw)] == ["a.txt"]


def test_a_zip_through_a_pipe_that_is_too_large_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.sources.zips._MAX_SPOOLED", 100)
    (found,) = piped(zipped([("a.txt", TEXT * 9)]), monkeypatch)
    assert isinstance(found, Failure)
    assert "through a pipe" in found.why


def test_no_file_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("onrecord.sources.zips._IN_MEMORY", 10)
    assert len(piped(zipped([("../x.txt", TEXT)]), monkeypatch)) == 1
    assert not os.listdir(tmp_path)


_ANY = st.one_of(
    st.binary(max_size=600),
    st.sampled_from(
        [
            zipped([("a.txt", TEXT), ("b.html", PAGE)]),
            tarred([("a.txt", TEXT), ("b.html", PAGE)]),
            tarred([("a.txt", TEXT)], "gz"),
            packed([page(1), page(2)]),
            page(1) + page(2),
            mail(part(PAGE)),
            zipped([("a.zip", zipped([("a.txt", TEXT)]))]),
            gzip.compress(PAGE),
            tarred([("a.txt", TEXT)], "xz"),
        ]
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    _ANY,
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=6),
    st.integers(0, 12_000),
    st.sampled_from(["a", "a.zip", "a.tar", "a.warc", "a.warc.gz", "a.mht", "a.gz", "a.tgz"]),
)
def test_any_bytes_as_any_container(
    tmp_path: Path, data: bytes, flips: list[tuple[int, int]], end: int, name: str
) -> None:
    made = bytearray(data)
    for at, value in flips:
        if made:
            made[at % len(made)] = value
    path = tmp_path / name
    path.write_bytes(made[:end])
    with pytest.MonkeyPatch.context() as patch:
        for found in (list(open_paths([str(path)])), piped(bytes(made[:end]), patch)):
            for one in found:
                assert isinstance(one, (Raw, Failure))
                if isinstance(one, Failure):
                    assert one.why
                    assert "\n" not in one.why
                    assert "fault of onrecord" not in one.why
                else:
                    assert one.data


def test_a_pipe_to_which_nobody_writes_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(special, "WAIT", 0.2)
    monkeypatch.setattr(special, "_SOON", 0.1)
    pipe, said = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    (found,) = open_paths([str(pipe)], Asked(say=said.append))
    assert isinstance(found, Failure)
    assert "nobody writes" in found.why
    assert said == [f"{pipe}: waiting for somebody to write to this named pipe"]


def test_a_pipe_whose_writer_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(special, "WAIT", 5)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        time.sleep(0.2)
        with pipe.open("wb") as out:
            time.sleep(0.2)
            for part in (TEXT[:5], TEXT[5:]):
                out.write(part)
                out.flush()
                time.sleep(0.1)

    writer = threading.Thread(target=write)
    writer.start()
    (found,) = open_paths([str(pipe)])
    writer.join()
    assert isinstance(found, Raw)
    assert found.data == TEXT


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_no_file() -> None:
    (found,) = open_paths(["/dev/zero"])
    assert isinstance(found, Failure)
    assert found.why.startswith("a device, no file")
