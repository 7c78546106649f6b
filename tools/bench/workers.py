#!/usr/bin/env python3
"""One process against several on one machine, and the jobs of `onrecord scale` against them: seconds by the clock.

    python tools/bench/workers.py [--reports 400] [--workers 2] [--rounds 1]

The same made reports, as files of one folder. By the clock, since that is what several workers are for: nothing else
should run on the machine. A job over Daft does more than `read` (it writes the record as Parquet, and what a ledger
needs), so its reading stage is told beside the whole; Ray's start is counted.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import asking, made, table, tell


def seconds(command: list[str]) -> float:
    """How long a command takes by the clock."""
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()[-500:]}")
    return time.monotonic() - start


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=400, rounds=1)
    ask.add_argument("--workers", type=int, default=2)
    wish = ask.parse_args()
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    program, many = str(Path(sys.executable).with_name("onrecord")), str(wish.workers)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        folder.mkdir()
        for n, raw in enumerate(made(wish.reports)):
            (folder / f"{n}.txt").write_bytes(raw.data)
        runs = {
            ("`onrecord read`", "1"): ["read", str(folder)],
            ("`onrecord read`", many): ["read", str(folder), "--workers", many],
            ("`onrecord add`", "1"): ["add", str(folder), "--ledger"],
            ("`onrecord add`", many): ["add", str(folder), "--workers", many, "--ledger"],
            ("`scale read`, native", "1"): ["scale", "read", str(folder), "--workers", "1", "--to"],
            ("`scale read`, native", many): ["scale", "read", str(folder), "--workers", many, "--to"],
            ("`scale read`, Ray", "1"): ["scale", "read", str(folder), "--runner", "ray", "--workers", "1", "--to"],
            ("`scale read`, Ray", many): ["scale", "read", str(folder), "--runner", "ray", "--workers", many, "--to"],
        }
        best: dict[tuple[str, str], float] = {}
        stage: dict[tuple[str, str], float] = {}
        for n in range(wish.rounds):
            for m, (key, command) in enumerate(runs.items()):
                target = Path(name) / f"out{n}.{m}"
                took = seconds([program, *command, *([str(target)] if command[-1].startswith("--") else [])])
                best[key] = min(best.get(key, took), took)
                if (target / "metrics.json").is_file():
                    stages = json.loads((target / "metrics.json").read_text(encoding="utf-8"))["stages"]
                    stage[key] = float(stages["read"]["seconds"])
    rows = []
    for (what, workers), took in best.items():
        first, reading = best[what, "1"], f"{stage[what, workers]:.1f} s" if (what, workers) in stage else ""
        ratio = f"{first / took:.2f} ×"
        if reading:
            ratio += f" ({stage[what, '1'] / stage[what, workers]:.2f} ×)"
        rows.append([what, workers, f"{took:.1f} s", reading, ratio])
    lines = [f"{wish.reports} made reports; by the clock, start of the processes included.", ""]
    lines += table(["", "workers", "whole", "its reading stage", "against one"], rows)
    tell(wish.no_page, "workers", lines, "onrecord", "daft", "ray")


if __name__ == "__main__":
    main()
