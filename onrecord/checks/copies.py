"""How well copies are told from look-alikes: reports republished in many ways, each held against what it was made from.

    python -m onrecord.checks.copies [ROWS.jsonl …] [--sources N] [--seed N] [--misses] [--way NAME]

The sources are the project's example reports and the rows of the files named (a `text` each, `.gz` too). Beside it
stands a peer on the same pairs: MinHash over runs of five words alone, at a likeness of one half and at its best.
Exit codes: 0, 2 misuse.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rensa import RMinHash

from onrecord import flow
from onrecord.checks.made.edited import sentences
from onrecord.checks.made.republish import TRAP_NAMES, WAYS, Made, republish
from onrecord.links import copies, keys
from onrecord.links.digest import digest
from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.link import Copy, Digest
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report

ABOUT = "Republish reports in many ways and see which copies are found, and which look-alikes are taken for copies."
EXAMPLES = Path("examples/reports")
DAY, NEXT_DAY = "2031-05-01", "2031-05-02"
# The peer's likeness, as near-copy finders are commonly set.
PEER_LIKENESS = 0.5
_ALL = "all copies"


@dataclass(frozen=True, slots=True)
class Source:
    """A report to be republished."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A pair and what came of it. `sure` says what tells who copied whom: "day", "credit", or nothing."""

    source: str
    of: str
    way: str
    made: Made
    sure: str
    filed: bool
    copy: Copy | None
    right_way_round: bool | None
    likeness: float

    @property
    def found(self) -> bool:
        """True when the pair is called a copy, and the index would have brought it together."""
        return self.filed and self.copy is not None

    @property
    def kind_right(self) -> bool:
        """True when it is called what it is; told the wrong way round, a cut is an addition."""
        if self.copy is None or not self.found:
            return False
        swapped = {"trimmed": "extended", "extended": "trimmed"} if self.copy.report == self.of else {}
        return swapped.get(self.copy.kind, self.copy.kind) in (self.made.kind, *self.made.also)


def sources(paths: Sequence[Path], number: int, seed: int) -> list[Source]:
    """The examples, and reports of the rows drawn by chance until there are `number`. Raises UsageError."""
    found = [s for path in sorted(EXAMPLES.glob("*")) for s in _source(path.read_bytes(), path.name)]
    rows: list[Source] = []
    for path in paths:
        try:
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            texts = [json.loads(line)["text"] for line in data.decode().splitlines() if line.strip()]
        except (OSError, ValueError, KeyError) as error:
            raise UsageError(f"{path}: no rows with a text ({error})") from None
        rows += [s for n, text in enumerate(texts) for s in _source(text.encode(), f"{path.name}#{n + 1}")]
    once = {s.title.casefold(): s for s in rows}  # one report may stand in several sets
    drawn = [once[t] for t in sorted(once)]
    random.Random(seed).shuffle(drawn)
    return [*found, *drawn][:number]


def _source(data: bytes, name: str) -> Iterator[Source]:
    for report in flow.reports(Raw(data, name, name)):
        if isinstance(report, Report) and report.value("title"):
            body = _apart([s.text for s in digest(Reading(report, {})).paragraphs])
            if sum(len(p.split()) for p in body) >= 30:
                yield Source(name, report.value("title"), body)


def _apart(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs as they are; of a text that stands on a line or two, two sentences each."""
    if len(paragraphs) > 2:
        return tuple(paragraphs)
    found = [s for p in paragraphs for s in sentences(p)]
    return tuple(" ".join(found[n : n + 2]) for n in range(0, len(found), 2))


def attempts(found: Sequence[Source], seed: int, only: str | None = None) -> Iterator[Tried]:
    """Every source republished in every way, or in those whose name begins with `only`."""
    for n, source in enumerate(found):
        other = found[(n + len(found) // 2) % len(found)]
        for way in (*(w.name for w in WAYS), *TRAP_NAMES):
            if only is not None and not way.startswith(only):
                continue
            rng = random.Random(f"{source.name} {way} {seed}")
            made = republish(source.title, source.paragraphs, way, rng, other.paragraphs)
            if made is not None:
                yield _tried(source, way, made, rng)


def _tried(source: Source, way: str, made: Made, rng: random.Random) -> Tried:
    names = dict(made.names)
    dated = rng.random() < 0.5 or made.kind == "update"
    sure = "day" if dated else "credit" if "credit" in made.done else ""
    # Whom the copy credits is whose the source is; an agency's own page names the agency as its outlet.
    agency = any(names["agency"] in p and names["agency"] not in " ".join(source.paragraphs) for p in made.paragraphs)
    outlet = names["agency"] if agency and made.kind is not None else names["outlet"]
    desk = outlet if made.kind == "update" else names["desk"]
    days = (DAY, DAY if made.kind is None else NEXT_DAY) if dated else (None, None)
    a = _digest(made.source_title, made.source_paragraphs, "source", Given(days[0], outlet))
    b = _digest(made.title, made.paragraphs, f"copy{rng.randint(0, 9)}", Given(days[1], desk))
    filed = bool(keys.met(copies.keys(a), copies.keys(b)))
    copy = copies.compare(a, b)
    right = None if copy is None or not copy.directed else copy.of == a.id
    return Tried(source.name, a.id, way, made, sure, filed, copy, right, _likeness(a, b))


def _digest(title: str, paragraphs: Sequence[str], name: str, given: Given) -> Digest:
    """The digest as a ledger would make it, but for the marks, which copies do not ask for."""
    data = "\n\n".join((title, *paragraphs)).encode()
    read = flow.reports(Raw(data, name, name, given=given))[0]
    if isinstance(read, Report):
        return digest(Reading(read, {}))
    raise UsageError(f"a made report could not be read: {read}")


def _likeness(a: Digest, b: Digest) -> float:
    one, two = (_sketch(d) for d in (a, b))
    return 0.0 if one is None or two is None else float(one.jaccard(two))


def _sketch(made: Digest) -> RMinHash | None:
    words = re.findall(r"\w+", " ".join(p.text for p in made.paragraphs).casefold())
    if not words:
        return None
    sketch = RMinHash(num_perm=128, seed=1)
    sketch.update([" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))])
    return sketch


# -- what is printed ----------------------------------------------------------------------------------------------


def table(tried: Sequence[Tried]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'way':40} {'pairs':>6} {'found':>6} {'keys':>6} {'kind':>6} {'round':>6} {'wrong':>6} {'peer':>6}"
    copies_made = [t for t in tried if t.made.kind is not None]
    groups = [(w.name, [t for t in copies_made if t.way == w.name]) for w in WAYS]
    for kind in dict.fromkeys(w.kind for w in WAYS):
        groups.append((f"all {kind}", [t for t in copies_made if t.made.kind == kind]))
    groups += [(_ALL, copies_made)]
    for name, group in groups:
        if group:
            yield _line(name, group)
    yield f"{'look-alikes taken for copies':40} {'pairs':>6} {'taken':>6} {'keys':>6} {'peer':>27}"
    look_alikes = [t for t in tried if t.made.kind is None]
    for name, group in [*((n, [t for t in look_alikes if t.way == n]) for n in TRAP_NAMES), ("all", look_alikes)]:
        if group:
            yield _line(name, group)
    yield from _sums("found", [(t.found, t.made.kind is not None) for t in tried])
    for sure in ("day", "credit", ""):
        told = [t for t in copies_made if t.found and t.sure == sure]
        if told:
            right, wrong = (sum(t.right_way_round is value for t in told) for value in (True, False))
            yield f"direction told by {sure or 'neither'}: {right} right, {wrong} wrong, {len(told)} pairs"
    yield from _sums("peer at .5", [(t.likeness >= PEER_LIKENESS, t.made.kind is not None) for t in tried])
    yield from _sums("peer at its best F1", _best(tried))
    yield from _sums("peer, precision .98", _exact(tried))


def _line(name: str, group: Sequence[Tried]) -> str:
    n = len(group)
    rates = (
        sum(t.found for t in group) / n,
        sum(t.filed for t in group) / n,
        sum(t.kind_right for t in group) / n,
        sum(t.found and t.right_way_round is True for t in group) / n,
        sum(t.found and t.right_way_round is False for t in group) / n,
        sum(t.likeness >= PEER_LIKENESS for t in group) / n,
    )
    return f"{name:40} {n:6} " + " ".join(f"{rate:6.3f}" for rate in rates)


def _sums(name: str, calls: Sequence[tuple[bool, bool]]) -> Iterator[str]:
    both = sum(called and due for called, due in calls)
    called, due = sum(c for c, _ in calls), sum(d for _, d in calls)
    if called and due:
        yield f"{name}: precision {both / called:.4f}, recall {both / due:.4f}, {called - both} look-alikes taken"


def _best(tried: Sequence[Tried]) -> list[tuple[bool, bool]]:
    """The peer at the likeness that makes its F1 best, with the answers known: more than it would reach in use."""

    def score(least: float) -> float:
        right = sum(t.likeness >= least and t.made.kind is not None for t in tried)
        return 2 * right / (sum(t.likeness >= least for t in tried) + sum(t.made.kind is not None for t in tried))

    least = max((n / 100 for n in range(1, 100)), key=score)
    return [(t.likeness >= least, t.made.kind is not None) for t in tried]


def _exact(tried: Sequence[Tried]) -> list[tuple[bool, bool]]:
    """The peer at the lowest likeness at which 98 in 100 of its copies are copies, else at 1."""

    def precision(least: float) -> float:
        called = [t.made.kind is not None for t in tried if t.likeness >= least]
        return sum(called) / len(called) if called else 0.0

    least = min((n / 100 for n in range(1, 100) if precision(n / 100) >= 0.98), default=1.0)
    return [(t.likeness >= least, t.made.kind is not None) for t in tried]


def misses(tried: Sequence[Tried]) -> Iterator[str]:
    """A line for each pair that was not called what it is."""
    for t in tried:
        told = "none" if t.copy is None else f"{t.copy.kind} {t.copy.share}"
        if t.made.kind is None and t.found:
            yield f"taken      {t.source}: {t.way}: {told}"
        elif t.made.kind is not None and not t.found:
            filed = "filed" if t.filed else "not filed"
            yield f"missed     {t.source}: {t.way}: {told}, {filed}, peer {t.likeness:.2f}"
        elif t.made.kind is not None and not t.kind_right:
            yield f"wrong kind {t.source}: {t.way}: {told}"
        elif t.found and t.right_way_round is False:
            yield f"wrong way  {t.source}: {t.way}: {told}, told by {t.sure or 'neither'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.checks.copies", description=ABOUT)
    parser.add_argument("rows", type=Path, nargs="*", help="files of rows with a text each (.jsonl, .jsonl.gz)")
    parser.add_argument("--sources", type=int, default=60, help="how many reports are republished (60)")
    parser.add_argument("--seed", type=int, default=1, help="of what is left to chance (1)")
    parser.add_argument("--way", help="only the ways whose name begins so")
    parser.add_argument("--misses", action="store_true", help="a line for each pair that is not called what it is")
    asked = parser.parse_args(arguments)
    try:
        tried = list(attempts(sources(asked.rows, asked.sources, asked.seed), asked.seed, asked.way))
    except OnrecordError as error:
        print(error, file=sys.stderr)
        return 2
    for line in (*(misses(tried) if asked.misses else ()), *table(tried)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
