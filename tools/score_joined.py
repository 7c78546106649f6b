#!/usr/bin/env python3
"""How well tellings of one happening are joined, within reports and across a story, against groups made by hand.

    python tools/score_joined.py REPORTS.jsonl.gz [--set tune|keep] [--groups tools/gold/joined.tsv]

REPORTS: a line a report, with `id` and `text`. Told for each story and over all: B-cubed precision, recall, F1 (Bagga
and Baldwin 1998) over the words for events, and the same of pairs. What is told as done and what as to come are two
entries of a timeline: such words are not held against each other.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onrecord import flow
from onrecord.ledger.gather import gather
from onrecord.shapes.errors import OnrecordError
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_ids
from onrecord.shapes.table import parse

GROUPS = Path(__file__).resolve().parent / "gold" / "joined.tsv"
Pair = tuple[Hashable, Hashable]  # the group by hand, the group told


class Tally:
    """Sums over items of which each stands in a group by hand and in one that was told."""

    def __init__(self) -> None:
        """Of nothing yet."""
        self.items = self.precise = self.recalled = self.both = self.told = self.due = 0.0

    def add(self, pairs: Sequence[Pair]) -> None:
        """Take in the items of one story."""
        due, told, both = Counter(d for d, _ in pairs), Counter(t for _, t in pairs), Counter(pairs)
        self.items += len(pairs)
        self.precise += sum(n * n / told[t] for (_, t), n in both.items())
        self.recalled += sum(n * n / due[d] for (d, _), n in both.items())
        self.both, self.told, self.due = (
            old + sum(n * (n - 1) / 2 for n in counts.values())
            for old, counts in ((self.both, both), (self.told, told), (self.due, due))
        )

    def line(self, name: str) -> str:
        """As one line for the screen."""
        items = self.items or 1.0
        cubed = _three(self.precise / items, self.recalled / items)
        pairs = _three(_of(self.both, self.told), _of(self.both, self.due))
        return f"{name:14} {self.items:5.0f}  B-cubed {cubed}  pairs {pairs}"


def _of(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _three(precision: float, recall: float) -> str:
    return f"{precision:.3f} {recall:.3f} {_of(2 * precision * recall, precision + recall):.3f}"


def told(readings: Sequence[Reading]) -> dict[tuple[str, int, str], tuple[int, str]]:
    """Of each event by its report, place and type: the number of the strand that it was joined into, and its kind."""
    places = {}
    for one in readings:
        for name, mark in zip(mark_ids(one.report, one.events), one.events, strict=True):
            anchor = mark.value("anchor")
            places[one.report.id, name] = (Path(one.report.source).stem, anchor.start, str(mark.value("type")))
    found = {}
    for number, strand in enumerate(gather(readings)):
        for telling in strand.tellings:
            found[places[telling.telling.report, telling.telling.event]] = (number, strand.kind)
    return found


def read(texts: Iterable[tuple[str, str]]) -> list[Reading]:
    """The readings of some texts, by name."""
    raws = (Raw(text.encode(), f"{name}.txt", f"{name}.txt", media_type="text/plain") for name, text in texts)
    return [one for one in flow.read(raws) if isinstance(one, Reading)]


def main() -> int:
    """Read, join, compare, print; gives the exit code."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", type=Path)
    ask.add_argument("--groups", type=Path, default=GROUPS)
    ask.add_argument("--set", choices=("tune", "keep"), help="only the stories of one set")
    wish = ask.parse_args()
    try:
        columns = ("set", "story", "report", "at", "type", "group")
        rows = parse(wish.groups.read_text(encoding="utf-8"), wish.groups.name, columns, key=())
        with gzip.open(wish.reports, "rt", encoding="utf-8") as lines:
            texts = {one["id"]: one["text"] + "\n" for one in map(json.loads, lines)}
    except (OSError, OnrecordError, ValueError) as error:
        print(f"{ask.prog}: {error}", file=sys.stderr)
        return 2
    stories = defaultdict(list)
    for row in rows:
        if wish.set in (None, row["set"]):
            stories[row["story"]].append(row)
    whole, lost = Tally(), 0
    for story, members in sorted(stories.items()):
        names = sorted({m["report"] for m in members} & texts.keys())
        found = told(read((name, texts[name]) for name in names))
        keys = [((m["report"], int(m["at"]), m["type"]), m["group"]) for m in members if m["group"] != "-"]
        pairs: list[Pair] = [((g, found[key][1]), found[key][0]) for key, g in keys if key in found]
        lost += sum(key not in found for key, _ in keys)
        one = Tally()
        one.add(pairs)
        whole.add(pairs)
        print(one.line(story))
    print(whole.line("all"))
    print(f"{lost} words of the groups are read as no event of their type any more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
