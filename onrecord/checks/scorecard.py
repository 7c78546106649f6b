"""The scorecard: examples read and held against what a careful reader put on record from them.

    python -m onrecord.checks.scorecard [--misses] [--update | --allow-worse "why"]

Exit codes: 0 no score is below its floor, 1 some are (or the examples are not those the floors belong to), 2 misuse.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord import accounts, filing
from onrecord.checks import floors, marks
from onrecord.checks.across import Told, across
from onrecord.checks.head import head, lines
from onrecord.checks.tally import Finding, Outcome, Tally, gather
from onrecord.checks.words import Aligned
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes import link
from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.raw import Raw

Record = Mapping[str, Any]
KINDS_SCORED = (marks.quotes, marks.figures, marks.times, marks.events, marks.mentions)
ABOUT = "Read the examples and hold them against what a careful reader put on record from them."
EMPTY: Record = {"text": "", "blocks": [], "byline": []}


def score(folder: Path) -> Outcome:
    """All counts over an example folder (expected.json, reports/). Raises UsageError when it is none."""
    try:
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        raws = [_raw(folder / "reports" / report["source"]) for report in expected["reports"]]
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"{folder}: no folder of examples ({error}); it holds expected.json and reports/") from None
    return gather(_findings(expected, raws))


def _raw(path: Path) -> Raw:
    return Raw(path.read_bytes(), path.name, path.name)


def _findings(expected: Record, raws: Sequence[Raw]) -> Iterator[Finding]:
    words: dict[str, Aligned] = {}
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "score.db", KINDS, create=True) as store:
        names: dict[str, str] = {}
        for report, raw in zip(expected["reports"], raws, strict=True):
            read = EMPTY
            kept = filing.keep(store, raw)[0]
            if isinstance(kept, str):
                names[kept] = raw.source
                read = store.reading(kept).as_dict()
            words[raw.source] = Aligned(report["text"], read["text"])
            yield from of_report(report, read, words[raw.source])
        yield from across(expected["across"], _told(store, names, words))


def of_report(expected: Record, read: Record, words: Aligned) -> Iterator[Finding]:
    """All counts of one report: `expected` and `read` in the shape of the record."""
    yield from lines(expected, read, words)
    yield from head(expected, read)
    for kind in KINDS_SCORED:
        yield from kind(expected, read, words)


def _told(store: Store, names: Mapping[str, str], words: Mapping[str, Aligned]) -> Told:
    told = accounts.account(store)
    copies = [row for row in map(link.plain, told.copies) if isinstance(row, dict)]
    return Told(names, words, copies, [accounts.story(store, told, one) for one in told.stories])


# -- what is printed -----------------------------------------------------------------------------------------------


def table(outcome: Outcome, least: Mapping[str, float]) -> str:
    """Scores as lines of text: a layer each, with how much was expected, read and found, then its cells.

    A score below its floor is marked with "<" and the floor.
    """
    layers = dict.fromkeys(tally.layer for tally in outcome.tallies.values())
    out = [f"{'':14}{'expected':>9}{'read':>6}{'right':>6}{'precision':>10}{'recall':>8}{'score':>7}"]
    for layer in layers:
        rows = [t for t in outcome.tallies.values() if t.layer == layer and t.expected + t.got]
        found = next((t for t in rows if t.name == "found"), None)
        if found is None:
            out.append(layer)
        else:
            numbers = f"{found.expected:>9}{found.got:>6}{found.right:>6}{found.precision:>10.3f}{found.recall:>8.3f}"
            out.append(f"{layer:14}{numbers}{found.score:>7.3f}{_low(found, least)}")
        cells = [f"{t.name} {t.score:.3f}{_low(t, least)}" for t in rows if t is not found]
        out += [f"    {'   '.join(cells[n : n + 5])}" for n in range(0, len(cells), 5)]
    return "\n".join(out)


def _low(tally: Tally, least: Mapping[str, float]) -> str:
    floor = least.get(f"{tally.layer}.{tally.name}", 0.0)
    return f" <{floor:.3f}" if tally.score + 1e-9 < floor else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, compare with the floors, print; gives the exit code."""
    ask = argparse.ArgumentParser(prog="python -m onrecord.checks.scorecard", description=ABOUT)
    ask.add_argument("--examples", type=Path, default=Path("examples"), help="folder with expected.json and reports/")
    ask.add_argument("--floors", type=Path, default=Path("scores/floors.json"), help="file of the floors")
    ask.add_argument("--misses", action="store_true", help="list what is not as expected")
    change = ask.add_mutually_exclusive_group()
    change.add_argument("--update", action="store_true", help="lift floors to what was reached; lowers none")
    change.add_argument("--allow-worse", metavar="WHY", help="set floors to what was reached, lower ones too")
    wish = ask.parse_args(arguments)
    try:
        return _run(wish)
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2


def _run(wish: argparse.Namespace) -> int:
    kept = floors.load(wish.floors)
    outcome = score(wish.examples)
    corpus = floors.fingerprint(wish.examples)
    if wish.misses:
        for miss in outcome.misses:
            print(f"{miss.report}\t{miss.layer}\t{miss.verdict}\t{miss.text}")
    print(table(outcome, kept.least))
    if wish.allow_worse:
        floors.save(wish.floors, kept.lowered_to(outcome.scores, corpus, wish.allow_worse))
        return 0
    below = kept.below(outcome.scores)
    if below:
        print("\nBelow the floor: " + ", ".join(below))
    if wish.update and not below:
        floors.save(wish.floors, kept.raised(outcome.scores, corpus))
    elif kept.corpus and kept.corpus != corpus:
        print("\nThe examples are not those the floors were reached on; look at the scores, then --update")
        return 1
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
