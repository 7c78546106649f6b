"""Writes a folder of made reports: `python -m onrecord.checks.made FOLDER --reports N --seed S`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.checks.made.folder import write
from onrecord.checks.made.world import FORMS, reports
from onrecord.shapes.errors import OnrecordError, UsageError

_ABOUT = "Write invented news reports, and what is true of each, to a new folder."
_EXAMPLES = """examples:
  python -m onrecord.checks.made world --reports 500 --seed 1
  python -m onrecord.checks.made world --stories 20 --form html
  python -m onrecord.checks.made big --reports 100000 --pace 60 --form rows
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder; gives the exit code: 0 done, 2 used wrongly."""
    ask = argparse.ArgumentParser(
        prog="python -m onrecord.checks.made",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to make")
    ask.add_argument("--reports", type=int, metavar="N", help="how many reports")
    ask.add_argument("--stories", type=int, metavar="N", help="of how many stories, each with all its reports")
    ask.add_argument("--seed", type=int, default=1, metavar="S", help="which world (1)")
    ask.add_argument("--form", choices=FORMS, default="mixed", help="what the reports are found as (mixed)")
    ask.add_argument("--pace", type=float, default=4.0, metavar="P", help="stories that begin in a day (4)")
    wish = ask.parse_args(arguments)
    try:
        return _run(wish)
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
    except OSError as error:
        print(f"onrecord: {wish.folder}: {error.strerror or error}", file=sys.stderr)
    return 2


def _run(wish: argparse.Namespace) -> int:
    check(wish.reports, wish.stories, wish.pace)
    if wish.folder.exists() and (not wish.folder.is_dir() or any(wish.folder.iterdir())):
        raise UsageError(f"{wish.folder}: stands there already; name a new folder")
    many = write(wish.folder, reports(wish.seed, wish.reports, wish.stories, form=wish.form, pace=wish.pace))
    print(f"{many:,} reports in {wish.folder / 'reports'}, what is true of them in {wish.folder / 'truth.json'}")
    return 0


def check(many: int | None, stories: int | None, pace: float) -> None:
    """Raises UsageError where a world without end is asked for, or one that cannot be."""
    if many is None and stories is None:
        raise UsageError("how much is to be written? Say --reports N or --stories N")
    for name, value in (("--reports", many), ("--stories", stories), ("--pace", pace)):
        if value is not None and value <= 0:
            raise UsageError(f"{name} {value}: at least 1" if name != "--pace" else f"--pace {value}: more than 0")


if __name__ == "__main__":
    sys.exit(main())
