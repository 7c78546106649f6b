#!/usr/bin/env python3
"""Reading pages beside what a person would glue together instead: how long it takes, and how much comes out.

    python tools/bench/glued.py [FILE_OR_FOLDER...] [--reports 60] [--rounds 2]

Made reports as pages are read when nothing is named. The libraries run in an environment of their own, turn by turn
with onrecord, on the same core. What comes out is counted, not judged: of the quotes, figures and times that the
libraries give, a reader would throw some away, and what they do not give at all stands empty.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import Peer, asking, files, made, one_core, spent, table, tell, texts_file

one_core()

from onrecord import flow
from onrecord.faces.api import as_line
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading

KINDS = ("names", "quotes", "figures", "times", "places", "events")
PLURAL = {"mention": "names", "quote": "quotes", "figure": "figures", "time": "times", "place": "places"}


def counts(raws: list[Raw]) -> Counter[str]:
    """How much of each kind is found, each report read alone; of mentions only names."""
    found: Counter[str] = Counter()
    for raw in raws:
        for one in flow.read([raw], {}):
            if isinstance(one, Reading):
                found["reports"] += 1
                for kind, marks in one.marks.items():
                    named = [m for m in marks if kind != "mention" or m.value("form") == "name"]
                    found[PLURAL.get(kind, "events")] += len(named)
                as_line(one)
    return found


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=60, rounds=2)
    ask.add_argument("paths", nargs="*", type=Path)
    wish = ask.parse_args()

    raws = files(wish.paths) if wish.paths else made(wish.reports, "html")
    pages = [raw.data.decode("utf-8", "replace") for raw in raws]
    ours = counts(raws)
    mine, its, theirs = [], [], {}
    with (
        tempfile.TemporaryDirectory() as name,
        texts_file(pages, Path(name)) as path,
        Peer("glued", "glued_pages.py", str(path)) as peer,
    ):
        work = spent(lambda: counts(raws))
        for _ in range(wish.rounds):
            answer = peer.round()
            its.append(float(answer["seconds"]))
            theirs = answer["counts"]
            mine.append(work())
        about = ", ".join(f"{package} {version}" for package, version in peer.about.items())
    a, b = min(mine), min(its)
    rows = [["pages/s", f"{len(raws) / b:,.1f}", f"{len(raws) / a:,.1f}"], ["", "1.00 ×", f"{b / a:.2f} ×"]]
    rows += [[kind, f"{theirs.get(kind, 0):,}" if kind in theirs else "", f"{ours[kind]:,}"] for kind in KINDS]
    source = "of the files named" if wish.paths else "made up, none a copy"
    lines = [f"{len(raws)} pages {source}; one core, fastest of {wish.rounds} rounds. Glued: {about}.", ""]
    lines += table(["", "glued", "onrecord"], rows)
    tell(wish.no_page, "glued", lines, "onrecord")


if __name__ == "__main__":
    main()
