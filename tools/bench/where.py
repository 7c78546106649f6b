#!/usr/bin/env python3
"""Words per second of onrecord's reading, beside bare spaCy's full pipeline on the same text, and where the time goes.

    python tools/bench.py [FILE_OR_FOLDER...]        (examples/reports when none is named)

Both are warmed up before the clock starts, both run in this process on one core, turn by turn, and of some rounds the
fastest counts. Processor time is what is counted, and what else the machine does can only make it longer. Absolute
figures hold for the machine they were measured on; the ratio travels better. "each alone" forgets every paragraph
between reports, "in one run" remembers those that came before, as `onrecord read` does, so that copies cost little.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

if hasattr(os, "sched_setaffinity"):  # one core, before numpy looks how many there are
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import spacy

from onrecord import flow
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import model_name, parse
from onrecord.reports.make import make
from onrecord.shapes.mark import Found, Mark
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading

Times = dict[str, float]


def raws_of(named: Sequence[Path]) -> list[Raw]:
    """The files named, and those in the folders named, in order of name."""
    found: list[Path] = []
    for path in named:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return [Raw(one.read_bytes(), one.name, one.name) for one in found if one.suffix in (".html", ".htm", ".txt")]


def printed(readings: Iterator[Reading | Failure]) -> list[str]:
    """The lines that `onrecord read --format jsonl` prints."""
    return [json.dumps(one.as_dict(), ensure_ascii=False) for one in readings if isinstance(one, Reading)]


def fastest(rounds: int, **works: Callable[[], object]) -> Times:
    """Seconds of the fastest of some rounds of each work, the works in turn, after one round that does not count."""
    best: Times = {}
    for n in range(rounds + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            seconds = time.process_time() - start
            if n:
                best[name] = min(best.get(name, seconds), seconds)
    return best


def stages(raws: Sequence[Raw]) -> Times:
    """Seconds of each step of the flow over all reports, nothing remembered."""
    spent: Times = {}

    @contextmanager
    def clock(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] = spent.get(name, 0.0) + time.process_time() - start

    for raw in raws:
        with clock("reading the page"):
            report = make(raw)[0]
        found: dict[str, list[Found]] = {kind.name: [] for kind in KINDS}
        for passage in report.passages:
            if report.status != "marked" or passage.role not in flow.PARSED_ROLES:
                continue
            with clock("parsing"):
                paragraph = parse(passage.text, passage.role)
            for kind in KINDS:
                with clock(f"{kind.plural}: local"):
                    found[kind.name] += [Found(passage, one) for one in kind.local(paragraph)]
        marks: dict[str, tuple[Mark, ...]] = {}
        for kind in KINDS:
            with clock(f"{kind.plural}: resolve"):
                given = {name: marks[name] for name in kind.needs}
                marks[kind.name] = tuple(kind.resolve(report, found[kind.name], given))
        with clock("printing"):
            json.dumps(Reading(report, marks, {}, "", KINDS).as_dict(), ensure_ascii=False)
    return spent


def draw(spent: Times, characters: int) -> None:
    """Each step's time per 1,000 characters of reading text, and its share."""
    print(f"\n{'step':22}{'µs per 1,000 characters':>25}{'share':>8}")
    total = sum(spent.values())
    for name, seconds in [*spent.items(), ("all", total)]:
        print(f"{name:22}{seconds * 1e9 / characters:>25,.0f}{seconds / total:>8.1%}")


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="*", type=Path, default=[Path("examples/reports")])
    ask.add_argument("--rounds", type=int, default=5)
    wish = ask.parse_args()

    raws = raws_of(wish.paths)
    texts = [one.text for one in flow.read(raws) if isinstance(one, Reading)]
    if not texts:
        ask.error("no .html or .txt file there that can be read")
    words, characters = sum(len(text.split()) for text in texts), sum(map(len, texts))
    nlp = spacy.load(model_name())

    best = fastest(
        wish.rounds,
        bare=lambda: list(nlp.pipe(texts)),
        alone=lambda: [printed(flow.read([raw], {})) for raw in raws],
        run=lambda: printed(flow.read(raws, {})),
    )
    print(f"{len(texts)} reports, {words:,} words, {characters:,} characters; one core, fastest of {wish.rounds}")
    lines = (
        ("bare", f"spaCy {metadata.version('spacy')}, full pipeline"),
        ("alone", "onrecord read, each alone"),
        ("run", "onrecord read, in one run"),
    )
    for name, label in lines:
        print(f"{label:32}{words / best[name]:>10,.0f} words/s{best['bare'] / best[name]:>8.2f} ×")

    rounds = [stages(raws) for _ in range(wish.rounds)]
    draw({name: min(spent[name] for spent in rounds) for name in rounds[0]}, characters)


if __name__ == "__main__":
    main()
