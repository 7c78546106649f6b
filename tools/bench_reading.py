#!/usr/bin/env python3
"""How well and how fast onrecord reads pages and scrapes, beside trafilatura: the same pages, in this process.

    python tools/bench_reading.py DATA        (DATA holds aeb/, trafilatura/ and scrapes.jsonl.gz)

Each page is read by both, turn by turn; processor time is what is counted. A line model that was learnt from these
very pages is named: for those rows, cross-validation is the fair figure (`make train-lines` prints it), and pages of
other sites are the fairest. The memory test reads a made-up web archive in a process of its own.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

if hasattr(os, "sched_setaffinity"):  # one core, before numpy looks how many there are
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import trafilatura

from onrecord.checks.reading import BODY, Extract, Measure, of_pages, of_scrapes
from onrecord.reports.make import make
from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report

BARS = {
    "aeb": {"body F1": 0.967},
    "trafilatura, English": {
        "segments F1": 0.942,
        "title right": 0.80,
        "authors F1": 0.78,
        "date right": 0.92,
        "author invented": 0.10,
        "date invented": 0.50,
    },
    "scrapes": {"body lines F1": 0.94, "every line right": 0.25, "title found": 0.80},
}
Gold = dict[str, Any]
FEW, MANY = 1_000, 100_000  # records of the made-up archive


def pages(folder: Path) -> list[tuple[Gold, bytes]]:
    """The annotated pages of a set, with their bytes."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line]
    found = []
    for gold in rows:
        name = gold["file"] if "file" in gold else f"html/{gold['id']}.html.gz"
        found.append((gold, gzip.decompress((folder / name).read_bytes())))
    return found


def mine(raw: Raw) -> Extract:
    """What onrecord reads on a page."""
    try:
        report = make(raw)[0]
    except ReadError:
        return Extract()
    body = "\n".join(b.span.cut(report.text) for b in report.blocks if b.kind in BODY)
    return Extract(body, report.value("title"), tuple(report.value("byline") or ()), report.published.date)


def its(page: bytes) -> Extract:
    """What trafilatura reads on a page, with metadata, as it comes."""
    found = trafilatura.bare_extraction(page, with_metadata=True)
    if found is None:
        return Extract()
    return Extract(found.text or "", found.title, (found.author,) if found.author else (), found.date)


def both(named: Sequence[tuple[Gold, bytes]]) -> tuple[list[Extract], list[Extract], float, float]:
    """Extracts of both and the processor seconds of both, page by page in turn."""
    ours: list[Extract] = []
    theirs: list[Extract] = []
    spent = [0.0, 0.0]
    for n, (gold, page) in enumerate(named):
        raw = Raw(page, f"{gold['id']}.html", gold["id"])
        for which in (0, 1) if n % 2 else (1, 0):
            start = time.process_time()
            if which == 0:
                ours.append(mine(raw))
            else:
                theirs.append(its(page))
            spent[which] += time.process_time() - start
    return ours, theirs, spent[0], spent[1]


def show(title: str, ours: Sequence[Measure], theirs: Sequence[Measure] | None, bars: dict[str, float]) -> None:
    """A set's table."""
    print(f"\n{title}\n{'':22}{'pages':>6}{'bar':>8}{'onrecord':>10}{'trafilatura':>13}")
    other = {m.name: m for m in theirs or ()}
    for m in ours:
        bar = bars.get(m.name)
        wanted = "" if bar is None else f"{'≤' if m.less else '≥'} {bar:.3f}"
        missed = bar is not None and (m.value > bar if m.less else m.value < bar)
        beside = f"{other[m.name].value:>13.3f}" if m.name in other else ""
        print(f"{m.name:22}{m.pages:>6}{wanted:>8}{m.value:>10.3f}{beside}{'  below the bar' if missed else ''}")


def record(report: Report) -> dict[str, Any]:
    """Text and blocks of a report, as its record has them."""
    blocks = [{"start": b.span.start, "end": b.span.end, "kind": b.kind} for b in report.blocks]
    return {"text": report.text, "blocks": blocks}


def read_scrapes(path: Path) -> tuple[list[Gold], list[dict[str, Any]]]:
    """The annotated scrapes, and what is read in each."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    read = []
    for page in gold:
        try:
            read.append(record(make(Raw(page["text"].encode(), page["id"], page["id"]))[0]))
        except ReadError:
            read.append({"text": "", "blocks": []})
    return gold, read


def archive(path: Path, records: int) -> None:
    """A web archive of small made-up pages."""
    with gzip.open(path, "wb", compresslevel=1) as out:
        for n in range(records):
            page = f"<html><title>Pier {n}</title><p>The harbour board voted on Monday to shut pier {n}.</p></html>"
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://skarvik.example/{n}\r\n"
                f"WARC-Date: 2031-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n:032d}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            out.write(head.encode() + http + b"\r\n\r\n")


# The high-water mark of the process itself: getrusage would count what its parent held before it began.
WALK = """
import re, sys
from pathlib import Path
from onrecord.sources.files import open_paths
count = sum(1 for _ in open_paths([sys.argv[1]]))
print(count, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def memory() -> Iterator[tuple[int, int, int]]:
    """(records made, records read, kilobytes at the peak) for a short and a long archive."""
    with tempfile.TemporaryDirectory() as folder:
        for records in (FEW, MANY):
            path = Path(folder) / f"{records}.warc.gz"
            archive(path, records)
            out = subprocess.run([sys.executable, "-c", WALK, str(path)], capture_output=True, text=True, check=True)
            read, peak = out.stdout.split()
            yield records, int(read), int(peak)


def main() -> None:
    """Print all tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", type=Path)
    data = ask.parse_args().data
    aeb, more = pages(data / "aeb"), pages(data / "trafilatura")
    both(aeb[:10])  # models and tables are loaded before the clock counts
    spent = [0.0, 0.0]
    for title, named, english in (("aeb", aeb, False), ("trafilatura", more, True)):
        ours, theirs, mine_s, its_s = both(named)
        spent = [spent[0] + mine_s, spent[1] + its_s]
        chosen = [("all", [True] * len(named)), ("English", [g.get("lang") == "en" for g, _ in named])]
        for name, keep in chosen if english else chosen[:1]:
            gold = [g for (g, _), k in zip(named, keep, strict=True) if k]
            tables = [of_pages(gold, [e for e, k in zip(e_s, keep, strict=True) if k]) for e_s in (ours, theirs)]
            whole = f"{title}, {name}" if english else title
            show(whole, list(tables[0]), list(tables[1]), BARS.get(whole, {}))
    count = len(aeb) + len(more)
    print(f"\nspeed, {count} pages, one core, processor time: onrecord {count / spent[0]:.1f} pages/s,", end=" ")
    print(f"trafilatura with metadata {count / spent[1]:.1f}; ratio {spent[1] / spent[0]:.2f} (bar ≥ 1.0)")
    gold, read = read_scrapes(data / "scrapes.jsonl.gz")
    show("scrapes", list(of_scrapes(gold, read)), None, BARS["scrapes"])
    (_, few, low), (_, many, high) = memory()
    print(
        f"\nmemory of a web archive: {few:,} records {low / 1024:.1f} MB, {many:,} records {high / 1024:.1f} MB,",
        end=" ",
    )
    print(f"{high / low - 1:+.1%} (bar: within 10 %)")


if __name__ == "__main__":
    main()
