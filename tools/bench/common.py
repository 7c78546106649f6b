"""What the benchmarks share: one core, peers in environments of their own, reports to read, sections of the page."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PEERS = ROOT / ".venv-peers"
# Made reports are the same on every machine; this world is not used by any test.
SEED = 11

Round = Callable[[], float]


def one_core() -> None:
    """Run on one core alone, peers too; call it before numpy looks how many there are."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    gc.set_threshold(20_000, 20, 20)  # as the command line does
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


class Peer:
    """A program in an environment of its own that runs a round of its work whenever it is asked."""

    def __init__(self, env: str, script: str, *arguments: str) -> None:
        """Start it and wait until it is ready; `about` is what it says of itself. Exits where the environment lacks."""
        python = PEERS / env / "bin" / "python"
        if not python.exists():
            sys.exit(f"{python.parent.parent}: not there; `make peers` makes it")
        command = [str(python), str(ROOT / "tools" / "bench" / "peers" / script), *arguments]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.about = self._answer()

    def __enter__(self) -> Peer:
        """The running peer."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def round(self) -> dict[str, Any]:
        """What one more round of its work gave; `seconds` is the processor time."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return self._answer()

    def seconds(self) -> float:
        """Processor seconds of one more round."""
        return float(self.round()["seconds"])

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self._process.args[1]}: ended without an answer")  # type: ignore[index]
        return dict(json.loads(line))


def spent(work: Callable[[], object]) -> Round:
    """A round of some work in this process: its processor seconds."""

    def run() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return run


def fastest(rounds: int, works: Mapping[str, Round]) -> dict[str, float]:
    """Seconds of the fastest of some rounds of each work, the works in turn, after one round that does not count.

    What else a machine does can only make a round longer.
    """
    best: dict[str, float] = {}
    for n in range(rounds + 1):
        for name, work in works.items():
            seconds = work()
            if n:
                best[name] = min(best.get(name, seconds), seconds)
    return best


def made(many: int, form: str = "text", seed: int = SEED, copies: bool = False) -> list[Any]:
    """Made reports as raws; without `copies` only those that repeat no other."""
    from onrecord.checks.made.world import reports

    found = (one for one in reports(seed, form=form) if copies or one.truth.of is None)
    return [one.raw for one in islice(found, many)]


def files(named: Sequence[Path]) -> list[Any]:
    """The files named, and those in the folders named, in order of name, as raws."""
    from onrecord.shapes.raw import Raw

    found: list[Path] = []
    for path in named:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return [Raw(one.read_bytes(), one.name, one.name) for one in found if one.suffix in (".html", ".htm", ".txt")]


def machine(*packages: str) -> str:
    """What it was measured on: processor, cores, Python, and the versions of some packages."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*:\s*(.+)", info.read_text())
        cpu = found.group(1).strip() if found else cpu
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in packages)
    cores = os.cpu_count() or 1
    return f"{cpu}, {cores} cores; Python {platform.python_version()}" + (f"; {versions}" if versions else "")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return [lines[0], "|" + "---|" * len(head), *lines[1:]]


def asking(about: str | None, reports: int | None = None, rounds: int | None = None) -> argparse.ArgumentParser:
    """The wishes that benchmarks share: how many made reports, how many rounds, and the page left alone."""
    ask = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    if reports is not None:
        ask.add_argument("--reports", type=int, default=reports)
    if rounds is not None:
        ask.add_argument("--rounds", type=int, default=rounds)
    ask.add_argument("--no-page", action="store_true", help="Print only.")
    return ask


def tell(no_page: bool, section: str, lines: Sequence[str], *packages: str) -> None:
    """Print what was measured, and put it into its section of the page unless that is to be left alone."""
    if no_page:
        print("\n".join(lines))
    else:
        write(section, lines, *packages)


def write(section: str, lines: Sequence[str], *packages: str) -> None:
    """Print what was measured and put it into its section of the page: another one when the rules are compiled."""
    from onrecord.shapes import span

    if not str(span.__file__).endswith(".py"):
        section += "-compiled"
    text = "\n".join([*lines, "", f"Measured on {machine(*packages)}."])
    print(text)
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {section} -->", "<!-- end -->"
    if begin not in page:
        sys.exit(f"{PAGE}: has no section {begin}")
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


@contextmanager
def texts_file(texts: Sequence[Any], folder: Path) -> Iterator[Path]:
    """A file of texts (or of anything JSON holds) for a peer to read."""
    path = folder / "texts.json"
    path.write_text(json.dumps(list(texts), ensure_ascii=False), encoding="utf-8")
    yield path
    path.unlink()
