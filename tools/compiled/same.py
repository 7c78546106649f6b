#!/usr/bin/env python3
"""Whether two programs make the same records of the same reports, to the last byte.

    python tools/compiled/same.py ONRECORD OTHER [FILE_OR_FOLDER...] [--reports 100]

The examples and some made reports, as text and as pages, are read where nothing is named. Exit code 1 where records
differ.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from tools.bench.common import made


def lines(program: str, paths: list[str]) -> list[bytes]:
    """What a program reads in some files, a line a report."""
    done = subprocess.run([program, "read", "--format", "jsonl", *paths], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{program}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.splitlines()


def main() -> int:
    """Read with both and compare."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("programs", nargs=2)
    ask.add_argument("paths", nargs="*")
    ask.add_argument("--reports", type=int, default=100, help="Made reports of each form.")
    wish = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        paths = wish.paths or [str(ROOT / "examples" / "reports"), name]
        for form, ending in (("text", "txt"), ("html", "html")):
            for n, raw in enumerate([] if wish.paths else made(wish.reports, form, copies=True)):
                (Path(name) / f"{n}.{ending}").write_bytes(raw.data)
        one, other = (lines(program, paths) for program in wish.programs)
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b]
    if apart or len(one) != len(other):
        print(f"{len(one)} and {len(other)} records; apart: {', '.join(map(str, apart[:10])) or 'none'}")
        return 1
    print(f"{len(one)} records, the same to the last byte")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
