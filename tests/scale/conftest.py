"""Inputs of several kinds, and command lines run in processes of their own: Daft must not live in this one."""

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

TEXT = '{title}\n\n{place}, May {day} (XNA) - {title}, the mayor said on Friday.\n\n"{quote}," said Ivana Holub.\n'
# Runs command lines, one after the other, in one process; each prints its exit code.
SCRIPT = """
import json, os, sys
from onrecord.faces import exits
from onrecord.faces.cli import cli
for line in json.loads(sys.argv[1]):
    def command():
        with cli.make_context("onrecord", list(line)) as context:
            return cli.invoke(context)
    print("code", exits.run(command, line), flush=True)
exits.leave(0)
"""

needs_daft = pytest.mark.skipif(find_spec("daft") is None, reason="Daft is not installed")
needs_ray = pytest.mark.skipif(find_spec("daft") is None or find_spec("ray") is None, reason="Ray is not installed")


class Ran:
    """Exit codes of some command lines, and what they wrote on standard error."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.err = done.stderr
        self.codes = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("code ")]


def python(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run this Python on the checkout, with nothing left outside temporary folders."""
    found = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests/scale")]), **env}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=found, timeout=300)


@pytest.fixture(scope="session")
def run(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run command lines in one process."""
    home = str(tmp_path_factory.mktemp("home"))

    def lines(*commands: Sequence[object]) -> Ran:
        words = json.dumps([[str(word) for word in line] for line in commands])
        done = python(root, "-c", SCRIPT, words, HOME=home, RAY_AUTH_MODE="disabled")
        ran = Ran(done)
        assert len(ran.codes) == len(commands), done.stderr
        return ran

    return lines


def warc(pages: Sequence[tuple[str, str]], *, broken: int | None = None) -> bytes:
    """A web archive with a gzip member for each page (address, text); one of them damaged."""
    out = b""
    for n, (url, text) in enumerate(pages):
        body = f"<html><head><title>{text.splitlines()[0]}</title></head><body><article>"
        body += "".join(f"<p>{line}</p>" for line in text.splitlines()[1:] if line) + "</article></body></html>"
        # as large as pages are, so that an archive of some of them is shared out
        body += f"<!-- {random.Random(url).randbytes(60_000).hex()} -->"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-0{n % 9 + 1}T00:00:00Z\r\n"
        head += f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
        member = gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
        out += member[:60] + b"\xff" * 8 + member[68:] if n == broken else member
    return out


def text(n: int) -> str:
    """A short report."""
    title = f"Fire in hall {n} kills at least {n + 3} in Ostrava"
    return TEXT.format(title=title, place="OSTRAVA", day=n % 20 + 1, quote=f"We heard {n + 1} bangs")


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with texts, an archive with a damaged record, rows of which two cannot be read, a page twice."""
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "a.txt").write_text(text(0), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"\0\0\0")
    pages = [(f"https://news.example/{n}", text(n + 1)) for n in range(5)]
    (folder / "crawl.warc.gz").write_bytes(warc([*pages, pages[2]], broken=3))
    rows = [json.dumps({"text": text(n + 10), "id": f"row{n}", "published": f"2031-0{n % 3 + 4}-02"}) for n in range(4)]
    (folder / "rows.jsonl").write_text("\n".join([*rows[:2], "{broken", *rows[2:], "[1]"]) + "\n", encoding="utf-8")
    return folder
