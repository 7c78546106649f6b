#!/usr/bin/env python3
"""Made reports per second of processor time, and how much memory they take.

python tools/bench_made.py [REPORTS]        (20,000)
"""

import argparse
import resource
import time

from onrecord.checks.made.world import reports


def main() -> None:
    """Make reports, form by form, and print what it took."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", nargs="?", type=int, default=20_000, metavar="REPORTS")
    many = ask.parse_args().reports
    for form in ("text", "html", "rows", "mixed"):
        start, words = time.process_time(), 0
        for made in reports(1, many, form=form, pace=40):
            words += sum(len(p.split()) for p in made.truth.body)
        seconds = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{form:6} {many / seconds:8,.0f} reports a second, {words / many:4.0f} words each, {memory:5.0f} MB")


if __name__ == "__main__":
    main()
