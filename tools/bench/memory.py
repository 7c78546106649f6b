#!/usr/bin/env python3
"""Peak memory of reading and adding many reports that are streamed, against a thousand of them.

    python tools/bench/memory.py [--few 1000] [--many 100000] [--add 10000]

The inputs are rows of JSON with the beginnings of made reports, each with words of its own, so that nothing is
remembered of one for the next. A process of its own reads each lot; its peak is what the system tells of it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import SEED, asking, one_core, table, tell

one_core()

from onrecord.checks.made.world import reports

_LINES = 4  # of a made report: its headline and the beginning of its text


def rows(many: int) -> Iterator[dict[str, str]]:
    """So many short reports."""
    world = [one.raw.data.decode().split("\n\n") for one in islice(reports(SEED, form="text"), 500)]
    for n in range(many):
        parts = world[n % len(world)]
        text = f"{parts[0].splitlines()[0]}\n\n{parts[min(n % _LINES + 1, len(parts) - 1)]}\n\nNotice {n} of the desk."
        yield {"id": f"r{n}", "text": text}


def peak(command: list[str]) -> float:
    """Megabytes that a command takes at most."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: ended with {status}")
    return usage.ru_maxrss / 1024


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__)
    ask.add_argument("--few", type=int, default=1_000)
    ask.add_argument("--many", type=int, default=100_000)
    ask.add_argument("--add", type=int, default=10_000)
    wish = ask.parse_args()
    program = [str(Path(sys.executable).with_name("onrecord"))]
    found = []
    with tempfile.TemporaryDirectory() as name:
        for what, many in (("read", wish.many), ("add", wish.add)):
            peaks = []
            for count in (wish.few, many):
                path = Path(name) / f"{count}.jsonl"
                path.write_text("".join(json.dumps(row) + "\n" for row in rows(count)), encoding="utf-8")
                more = ["--ledger", str(Path(name) / f"{count}.db")] if what == "add" else []
                peaks.append(peak([*program, what, str(path), *more]))
            found.append(
                [
                    f"`onrecord {what}`, {many:,} reports",
                    *(f"{x:.0f} MB" for x in peaks),
                    f"{peaks[1] / peaks[0]:.2f} ×",
                ]
            )
    lines = ["Short reports, each with words of its own; one process.", ""]
    lines += table(["", f"of {wish.few:,}", "of all", ""], found)
    tell(wish.no_page, "memory", lines, "onrecord")


if __name__ == "__main__":
    main()
