"""Folders with broken files in them: the rest is read, the broken ones are listed and kept aside."""

from __future__ import annotations

import gzip
import json
import os
import threading
from pathlib import Path

import pytest

from .conftest import GOOD, Run

BROKEN = {
    "empty.txt": b"",
    "picture.html": b"\x89PNG\r\n\x1a\n123",
    "paper.pdf": b"%PDF-1.5",
    "cut.gz": gzip.compress(b"hello " * 99)[:-9],
    "zeros.txt": b"abc\0def",
    "white.txt": b" \n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of 24 files, 6 of them broken."""
    path = tmp_path / "in"
    path.mkdir()
    for n in range(18):
        (path / f"r{n:02}.txt").write_text(GOOD.replace("12", str(n % 3 + 12)))
    for name, data in BROKEN.items():
        (path / name).write_bytes(data)
    return path


def test_the_rest_is_read_and_the_broken_are_kept_aside(folder: Path, tmp_path: Path, run: Run) -> None:
    ledger = str(tmp_path / "desk.db")
    ran = run("add", str(folder), "--ledger", ledger)
    assert ran.code == 3
    assert ran.out == ""
    *told, last = ran.err.splitlines()
    assert last == "18 read, 0 known, 6 could not be read"
    assert {line.split(": ")[0] for line in told} == {str(folder / name) for name in BROKEN}
    kept = json.loads(run("failures", "--ledger", ledger, "--format", "json").out)
    assert {row["source"] for row in kept} == {str(folder / name) for name in BROKEN}
    assert all(row["why"] and "\n" not in row["why"] for row in kept)
    again = run("add", str(folder), "--ledger", ledger)
    assert (again.code, again.err.splitlines()[-1]) == (3, "0 read, 18 known, 6 could not be read")
    assert json.loads(run("failures", "--ledger", ledger, "--format", "json").out) == kept
    assert run("verify", "--ledger", ledger).code == 0


def test_what_is_mended_is_no_failure_any_more(folder: Path, tmp_path: Path, run: Run) -> None:
    ledger = str(tmp_path / "desk.db")
    path = folder / "empty.txt"
    assert run("add", str(path), "--ledger", ledger).code == 3
    path.write_text(GOOD)
    assert run("add", str(path), "--ledger", ledger).code == 0
    assert run("failures", "--ledger", ledger).code == 1


def test_failures_alone_leave_a_ledger_that_opens(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.5")
    ledger = str(tmp_path / "desk.db")
    assert run("add", str(tmp_path / "a.pdf"), "--ledger", ledger).code == 3
    assert run("verify", "--ledger", ledger).code == 0
    assert run("stories", "--ledger", ledger).code == 1
    assert run("story", "--ledger", ledger).code == 2


def test_a_pattern(folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("read", "in/r0[0-3].txt", "**/r1?.txt")
    assert (ran.code, len(ran.out.splitlines()), ran.err) == (0, 12, "")
    ran = run("add", "in/r00.txt", "in/x*.txt", "--ledger", "desk.db")
    assert ran.code == 2
    assert "in/x*.txt: no file fits this pattern" in ran.err
    assert not Path("desk.db").exists()


def test_an_empty_folder(tmp_path: Path, run: Run) -> None:
    ran = run("read", str(tmp_path))
    assert ran.code == 3
    assert "no files in this folder" in ran.err


def test_links_in_a_circle_and_pipes_in_a_folder(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert len(run("read", str(tmp_path)).out.splitlines()) == 1


def test_a_link_to_itself_does_not_stop_the_rest(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    ran = run("read", str(tmp_path))
    assert ran.code in (0, 3)
    assert len(ran.out.splitlines()) == 1


def test_a_pipe_named_is_read(tmp_path: Path, run: Run) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(GOOD.encode(),))
    writer.start()
    ran = run("read", str(pipe))
    writer.join()
    assert (ran.code, json.loads(ran.out)["text"]) == (0, GOOD)


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "-x.txt", "a b'\"$;.txt", "\x1b[31m.txt", "é👍.txt", "a\\b.txt", "%s.txt"]
)
def test_odd_names(name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(GOOD)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / name).write_bytes(b"")
    ran = run("read", "--", name)
    assert ran.code == 0
    assert json.loads(ran.out)["source"] == name
    ran = run("read", "broken")
    assert ran.code == 3
    assert ran.err.count("\n") == 2
    assert "\x1b" not in ran.err


def test_a_name_that_is_no_text(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    with open(os.fsencode(tmp_path / "in") + b"/\xff\xfe.txt", "wb") as file:
        file.write(GOOD.encode())
    ran = run("add", str(tmp_path / "in"), "--ledger", str(tmp_path / "desk.db"))
    assert ran.code == 0
    assert run("reports", "--ledger", str(tmp_path / "desk.db"), "--format", "csv").code == 0


def test_standard_input(run: Run) -> None:
    assert json.loads(run("read", "-", given=GOOD.encode()).out)["text"] == GOOD
    assert run("read", "-", given=b"").code == 3
    assert run("read", "-", "-", given=GOOD.encode()).code == 3  # the second time there is nothing left


def test_the_same_path_twice(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    one, two = run("read", str(path), str(path)).out.splitlines()
    assert one == two
    ran = run("add", str(path), str(path), str(tmp_path / "a.txt"), "--ledger", str(tmp_path / "desk.db"))
    assert (ran.code, ran.err) == (0, "1 read, 2 known\n")


def test_a_path_that_is_not_there_stops_before_anything_is_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    ran = run("add", str(tmp_path / "a.txt"), str(tmp_path / "no.txt"), "--ledger", str(tmp_path / "desk.db"))
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "desk.db").exists()
