#!/usr/bin/env python3
"""One ledger under everybody at once: two who add reports, three who ask, one who decides; then all of it is checked.

`python tools/soak.py --minutes 10`. Ends with 1 where an answer was a fault, where the ledger does not verify, or where
a decision that was told as kept is not there as it was told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from typing import Any

import onrecord
from onrecord.checks.made.folder import write
from onrecord.checks.made.world import reports
from onrecord.faces.words import count as counted
from onrecord.shapes.errors import NotFound, TooSlow, UsageError

PATIENCE = 20.0  # seconds for an answer
AT_ONCE = 40  # reports that are made and added in one go
WORDS = "the said killed people police water bridge mayor week*".split()


def add(path: Path, until: float, seed: int, told: Counter[str], faults: list[str]) -> None:
    """Add made reports, a folder at a time, and take one out now and then."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, onrecord.Ledger(path) as ledger:
        for n in count():
            some = Path(folder, str(n))
            write(some, reports(seed * 100_000 + n, AT_ONCE, None, form="text", pace=4.0))
            for report in sorted(path for path in (some / "reports").rglob("*") if path.is_file()):
                if time.monotonic() > until:
                    return
                added = ledger.add([report])
                told["added"] += len(added.new)
                faults += [f"{failure.source}: {failure.why}" for failure in added.failures]
                if added.new and chance.random() < 0.05:
                    ledger.remove(added.new[0])
                    told["removed"] += 1


def ask(path: Path, until: float, seed: int, told: Counter[str], faults: list[str]) -> None:
    """Ask for stories, reports by their words, and marks to look at."""
    chance = random.Random(seed)
    with onrecord.Ledger(path, read_only=True) as ledger:
        questions: dict[str, Callable[[], object]] = {
            "stories": ledger.stories,
            "search": lambda: ledger.search(chance.choice(WORDS), sort=chance.choice(("newest", "best"))),
            "queue": lambda: ledger.queue(sort=chance.choice(("hardest", "text"))),
            "decisions": lambda: ledger.decisions(),
            "story": lambda: ledger.story(chance.choice(ledger.search("the", limit=50)["rows"])["report"]),
        }
        while time.monotonic() < until:
            name = chance.choice(list(questions))
            try:
                with ledger.within(PATIENCE):
                    questions[name]()
            except TooSlow:
                told[f"{name}, too slow"] += 1
            except (NotFound, IndexError):  # taken out meanwhile, or nothing there yet
                told[f"{name}, gone"] += 1
            else:
                told[name] += 1
            time.sleep(0.02)  # somebody reads the answer


def decide(path: Path, until: float, seed: int, told: Counter[str], faults: list[str]) -> None:
    """Decide about marks and undo it; what was told as kept must be there."""
    chance = random.Random(seed)
    kept: dict[int, tuple[int, bool]] = {}  # how many decisions each batch has, and whether it stands
    with onrecord.Ledger(path) as ledger:
        while time.monotonic() < until:
            rows = ledger.queue(limit=20)["rows"]
            some = chance.sample(rows, min(len(rows), chance.randrange(1, 5)))
            if not some:
                time.sleep(0.1)
                continue
            try:
                batch = ledger.decide([_choice(row, chance) for row in some], "Soak")
            except UsageError:  # its report was taken out meanwhile
                told["decide, gone"] += 1
                continue
            kept[batch] = len(some), True
            told["decided"] += 1
            if chance.random() < 0.3:
                kept[batch] = len(ledger.undo("Soak")), False
                told["undone"] += 1
                if chance.random() < 0.5:
                    kept[batch] = len(ledger.redo("Soak")), True
                    told["done again"] += 1
        there: dict[int, list[bool]] = {}
        for row in ledger.decisions(undone=True):
            there.setdefault(row["batch"], []).append(row["undone_at"] is None)
    for batch, (many, stands) in kept.items():
        if there.get(batch) != [stands] * many:
            faults.append(f"batch {batch} was kept as {many} decisions, stands: {stands}; there is {there.get(batch)}")
    faults += [f"batch {batch} was never told" for batch in there.keys() - kept.keys()]


def _choice(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    verdict = chance.choice(("accept", "reject", "flag", "span"))
    edges = {"start": row["start"], "end": row["end"]} if verdict == "span" else {}
    return {"id": row["id"], "verdict": verdict, **edges}


Role = Callable[[Path, float, int, Counter[str], list[str]], None]
ROLES: tuple[tuple[str, Role], ...] = (
    ("adds, 1st", add),
    ("adds, 2nd", add),
    ("asks, 1st", ask),
    ("asks, 2nd", ask),
    ("asks, 3rd", ask),
    ("decides", decide),
)


def play(name: str, role: Role, path: Path, seconds: float, seed: int, out: Any) -> None:
    """One who works on the ledger for so many seconds, in a process of its own."""
    told: Counter[str] = Counter()
    faults: list[str] = []
    try:
        role(path, time.monotonic() + seconds, seed, told, faults)
    except Exception as error:  # whatever it is, it should not have come
        faults.append(f"{type(error).__name__}: {error}")
    out.put((name, told, faults))


def main() -> int:
    """Let all of them work, then check; gives the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--minutes", type=float, default=10.0, metavar="M", help="how long (10)")
    asked.add_argument("--seed", type=int, default=1, metavar="S", help="which reports, and which questions (1)")
    asked.add_argument("--ledger", type=Path, metavar="FILE", help="where the ledger is made, and left (nowhere)")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _soak(wish.ledger or Path(folder, "soak.db"), wish.minutes * 60, wish.seed)


def _soak(path: Path, seconds: float, seed: int) -> int:
    if path.exists():
        print(f"{path}: stands there already; name a new file", file=sys.stderr)
        return 2
    onrecord.Ledger(path).close()
    spawn = multiprocessing.get_context("spawn")
    out = spawn.Queue()
    children = [
        spawn.Process(target=play, args=(name, role, path, seconds, seed + n, out))
        for n, (name, role) in enumerate(ROLES)
    ]
    for child in children:
        child.start()
    found = sorted(islice(iter(out.get, None), len(children)), key=lambda one: one[0])
    for child in children:
        child.join()
    faults = [f"{name}: {fault}" for name, _, some in found for fault in some]
    with onrecord.Ledger(path) as ledger:
        verified = ledger.verify()
        many, decided = len(ledger.reports()), len(ledger.decisions(undone=True))
    faults += [f"verify: {problem}" for problem in verified.problems]
    for name, told, some in found:
        print(f"{name:12}{len(some):3} faults  " + ", ".join(f"{n} {what}" for what, n in sorted(told.items())))
    checked = f"{counted(verified.reports, 'report')}, {counted(verified.cells, 'value')}"
    print(f"{'verify':12}{len(verified.problems):3} faults  {checked}; {many} listed, {decided} decisions")
    for fault in faults[:20]:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
