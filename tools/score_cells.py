#!/usr/bin/env python3
"""Cells of events on real reports against codings made by hand: type, how real, by whom, to whom, and who says so.

    python tools/score_cells.py REPORTS.jsonl.gz ... [--set tune|keep] [--by type|story]

REPORTS: collections of reports, a line a report with `id` and `text`; those that a collection lacks are left out. Told
are precision and recall of PLOVER's types (an event coded OTHER by hand is none), then of those of the right type the
share of right modalities, their mean F1 (`macro`), the share of unreal ones told as real (`false_happened`), and right
doers, recipients and sources. Words of OTHER were coded in part only, so they are told apart and without a recall.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onrecord.checks.marks import NOT_REAL
from onrecord.checks.words import same_name
from onrecord.shapes.errors import OnrecordError
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.table import Row, parse
from tools.score_joined import read

CODED = Path(__file__).resolve().parent / "gold" / "cells.tsv"
COLUMNS = ("set", "source", "report", "at", "end", "type", "modality", "actor", "recipient", "by", "found")
WHO = {"actor": "actor", "recipient": "recipient", "by": "asserted_by"}
REAL = ("happened", "ongoing")


class Tally:
    """Counts over words, and pairs of modalities (by hand, read)."""

    def __init__(self) -> None:
        """Of nothing yet."""
        self.counts: Counter[str] = Counter()
        self.modalities: Counter[tuple[str, str]] = Counter()

    def add(self, row: Row, event: Mark | None, text: str) -> None:
        """Take in one word that was coded by hand, and the event read there."""
        due = [t for t in row["type"].split("/") if t not in ("-", "OTHER")]
        type_ = str(event.value("type")) if event is not None else "-"
        right = type_ in row["type"].split("/")
        self.counts["due"] += bool(due)
        self.counts["read"] += type_ not in ("-", "OTHER")
        self.counts["found"] += right and type_ != "OTHER" and type_ != "-"
        if event is None or not right or (type_ == "OTHER" and due):
            return
        self.counts["cells"] += 1
        self.modalities[row["modality"], str(event.value("modality"))] += 1
        for column, cell in WHO.items():
            if row[column] != "?":
                self.counts[f"{column} asked"] += 1
                self.counts[f"{column} right"] += same_name(_names(row[column], text), _read(event.value(cell)))

    def line(self, name: str) -> str:
        """As one line for the screen."""
        n, pairs = self.counts, self.modalities
        parts = [f"{name:16} {n['cells']:5}"]
        if n["due"]:
            parts.append(f"P {_of(n['found'], n['read'])} R {_of(n['found'], n['due'])}")
        unreal = [(told in REAL, times) for (due, told), times in pairs.items() if due in NOT_REAL]
        false = sum(times for real, times in unreal if real)
        parts.append(f"modality {_of(sum(v for (a, b), v in pairs.items() if a == b), sum(pairs.values()))}")
        parts.append(f"macro {_macro(pairs)}")
        parts.append(f"false_happened {_of(false, sum(times for _, times in unreal))}")
        parts += [f"{c} {_of(n[f'{c} right'], n[f'{c} asked'])}" for c in WHO]
        return "  ".join(parts)


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _macro(pairs: Mapping[tuple[str, str], int]) -> str:
    due, told = Counter[str](), Counter[str]()
    for (a, b), times in pairs.items():
        due[a] += times
        told[b] += times
    f1 = [2 * pairs.get((m, m), 0) / (due[m] + told[m]) for m in due]
    return f"{sum(f1) / len(f1):.3f}" if f1 else "-"


def _names(places: str, text: str) -> str:
    """The names under places of a text: "12-19 30-34"."""
    spans = [place.split("-") for place in places.split()] if places != "-" else []
    return "; ".join(text[int(start) : int(end)] for start, end in spans)


def _read(value: object) -> str:
    refs = value if isinstance(value, tuple) else (value,)
    return "; ".join(r.name or "" for r in refs if isinstance(r, Ref))


def compare(rows: Sequence[Row], texts: Mapping[str, str], by: str) -> dict[str, tuple[Tally, Tally]]:
    """By type or set of reports: what was coded, and apart from it what was coded OTHER or nothing PLOVER has."""
    coded = defaultdict(list)
    for row in rows:
        coded[row["report"]].append(row)
    out: dict[str, tuple[Tally, Tally]] = defaultdict(lambda: (Tally(), Tally()))
    for one in read((name, texts[name]) for name in sorted(coded)):
        events = {mark.value("anchor").start: mark for mark in one.events}
        for row in coded[Path(one.report.source).stem]:
            event = events.get(int(row["at"]))
            told = event is not None and event.value("type") != "OTHER"
            other = row["type"].strip("/") in ("OTHER", "-") and not told
            for key in ("all", row["type"].split("/")[0] if by == "type" else row["source"]):
                out[key][other].add(row, event, one.report.text)
    return out


def main() -> int:
    """Read, compare, print; gives the exit code."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", type=Path, nargs="+")
    ask.add_argument("--coded", type=Path, default=CODED)
    ask.add_argument("--set", choices=("tune", "keep"), help="only the reports of one set")
    ask.add_argument("--by", choices=("type", "source"), default="source")
    wish = ask.parse_args()
    texts = {}
    try:
        rows = parse(wish.coded.read_text(encoding="utf-8"), wish.coded.name, COLUMNS, key=("report", "at"))
        for path in wish.reports:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                texts.update({one["id"]: one["text"] for one in map(json.loads, lines)})
    except (OSError, OnrecordError, ValueError) as error:
        print(f"{ask.prog}: {error}", file=sys.stderr)
        return 2
    wanted = [row for row in rows if wish.set in (None, row["set"]) and row["report"] in texts]
    found = compare(wanted, texts, wish.by)
    for key, (coded, other) in sorted(found.items(), key=lambda item: (item[0] == "all", item[0])):
        print(coded.line(key))
        if key == "all":
            print(other.line("OTHER, of all"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
