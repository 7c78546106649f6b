"""Two texts laid beside each other: what stands in both in one order, and what was changed, moved, added or lost.

One home for versions of a page, copies, and expected texts against texts as read. Time and memory are bounded: what is
too long to be laid side by side in full is first cut at items that stand once in each, and what is still too long
between two of these counts as changed as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

STEPS = ("equal", "changed", "moved", "vanished", "appeared")
# Items of the one times items of the other that are laid side by side in full: 25 MB and half a second.
_MOST = 200_000_000
# Paragraphs of the one times paragraphs of the other, between two that are equal, that are compared word by word.
_MOST_PAIRS = 40_000
# Words of a paragraph by which two are compared; the rest of a longer one may be anything.
_HEAD = 2_000
# Two paragraphs in English share a quarter to a third of their words in order by chance.
_ALIKE = 0.5
# A paragraph that was added to or cut: the shorter, if long enough not to by chance, stands nearly whole in the longer.
_HELD, _HELD_WORDS = 0.8, 6
# "the" between two changed stretches reads as one change.
_ISLAND = 3
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*+[^\W\d_]*|\w+(?:['’-]\w+)*+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """Items [a, b) of the one text stand against items [c, d) of the other: `equal`, or one instead of the other."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a paragraph: one of STEPS, and its index in the old and in the new text (None where it is not)."""

    kind: str
    old: int | None
    new: int | None


def common(one: Sequence[Hashable], two: Sequence[Hashable]) -> int:
    """How many items both have in the same order."""
    return LCSseq.similarity(one, two)


def likeness(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """How alike two are, 0 to 1: the part of both that they have in the same order."""
    return Indel.normalized_similarity(one, two)


def runs(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Run]:
    """Both sequences from end to end, cut where equal and different stretches meet; as much as possible is equal."""
    found: list[Run] = []
    for run in _pieces(one, two):
        last = found[-1] if found else None
        if last is not None and last.equal == run.equal:
            found[-1] = Run(run.equal, last.a, run.b, last.c, run.d)
        elif run.a < run.b or run.c < run.d:
            found.append(run)
    return found


def best(rows: int, columns: int, worth: Callable[[int, int], int]) -> list[tuple[int, int]]:
    """The pairs (row, column), both rising, whose worth (0: no pair) adds up to most."""
    worths = [[worth(i, j) for j in range(columns)] for i in range(rows)]
    sums = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows):
        for j in range(columns):
            sums[i + 1][j + 1] = max(sums[i][j + 1], sums[i + 1][j], sums[i][j] + worths[i][j])
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        if sums[i][j] == sums[i - 1][j]:
            i -= 1
        elif sums[i][j] == sums[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def paragraphs(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """What became of each paragraph, in the order of the new text; what vanished stands where it stood.

    White space makes no difference. Changed are two that are alike: half of the longer one's words in the same order,
    or nearly all of the shorter one's. Those between the same neighbours come first.
    """
    mine, theirs = ([" ".join(p.split()) for p in text] for text in (old, new))
    steps: list[Step] = []
    for run in runs(mine, theirs):
        if run.equal:
            steps += [Step("equal", run.a + n, run.c + n) for n in range(run.b - run.a)]
        else:
            steps += _between(mine, theirs, run)
    return _moved(steps, mine, theirs)


def words(old: str, new: str) -> list[Run]:
    """Two paragraphs word by word: runs whose items are characters of each, changed ones widened over small islands."""
    mine, theirs = ([m.span() for m in _TOKEN.finditer(text)] for text in (old, new))
    found = runs([old[s:e] for s, e in mine], [new[s:e] for s, e in theirs])
    small = [r.equal and r.b - r.a == 1 and mine[r.a][1] - mine[r.a][0] <= _ISLAND for r in found]
    out: list[Run] = []
    for n, run in enumerate(found):
        inner = small[n] and 0 < n < len(found) - 1 and not old[mine[run.a][0]].isdigit()
        equal = run.equal and not inner
        if out and not equal and not out[-1].equal:
            out[-1] = Run(False, out[-1].a, run.b, out[-1].c, run.d)
        else:
            out.append(Run(equal, run.a, run.b, run.c, run.d))
    return [Run(r.equal, *_stretch(mine, r.a, r.b), *_stretch(theirs, r.c, r.d)) for r in out]


def _stretch(spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """From where token `first` begins to where `last` - 1 ends; empty, behind the one before, for none."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    at = spans[first - 1][1] if first else 0
    return at, at


def _pieces(one: Sequence[Hashable], two: Sequence[Hashable]) -> Iterator[Run]:
    if len(one) * len(two) <= _MOST:
        yield from _full(one, two, 0, 0)
        return
    for (a, c), (b, d) in pairwise([(-1, -1), *_anchors(one, two), (len(one), len(two))]):
        if a >= 0:
            yield Run(True, a, a + 1, c, c + 1)
        if (b - a - 1) * (d - c - 1) <= _MOST:
            yield from _full(one[a + 1 : b], two[c + 1 : d], a + 1, c + 1)
        else:
            yield Run(False, a + 1, b, c + 1, d)


def _full(one: Sequence[Hashable], two: Sequence[Hashable], left: int, right: int) -> Iterator[Run]:
    for s in LCSseq.opcodes(one, two):
        yield Run(s.tag == "equal", left + s.src_start, left + s.src_end, right + s.dest_start, right + s.dest_end)


def _anchors(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Items that stand once in each, as many as keep their order."""
    counts, others = Counter(one), Counter(two)
    places = {item: j for j, item in enumerate(two) if others[item] == 1}
    pairs = [(i, places[item]) for i, item in enumerate(one) if counts[item] == 1 and item in places]
    ends: list[int] = []  # the smallest end of a rising row of each length, and which pair it is
    at: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(ends, j)
        ends[k : k + 1], at[k : k + 1] = [j], [n]
        before.append(at[k - 1] if k else -1)
    out: list[tuple[int, int]] = []
    n = at[-1] if at else -1
    while n >= 0:
        out.append(pairs[n])
        n = before[n]
    return out[::-1]


def _between(mine: Sequence[str], theirs: Sequence[str], run: Run) -> list[Step]:
    """The paragraphs between two equal ones: those that are alike are changed, the rest vanished or appeared."""
    pairs: list[tuple[int, int]] = []
    if (run.b - run.a) * (run.d - run.c) <= _MOST_PAIRS:
        left = [_TOKEN.findall(p)[:_HEAD] for p in mine[run.a : run.b]]
        right = [_TOKEN.findall(p)[:_HEAD] for p in theirs[run.c : run.d]]
        pairs = best(len(left), len(right), lambda i, j: _likeness(left[i], right[j]))
    steps: list[Step] = []
    i, j = run.a, run.c
    for row, column in [*pairs, (run.b - run.a, run.d - run.c)]:
        steps += [Step("vanished", n, None) for n in range(i, run.a + row)]
        steps += [Step("appeared", None, n) for n in range(j, run.c + column)]
        i, j = run.a + row, run.c + column
        if i < run.b and j < run.d:
            steps.append(Step("changed", i, j))
        i, j = i + 1, j + 1
    return steps


def _likeness(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words two paragraphs share in order, 0 where they are not alike."""
    shorter, longer = sorted((len(one), len(two)))
    if not shorter or (shorter < _ALIKE * longer and shorter < _HELD_WORDS):
        return 0
    shared = common(one, two)
    held = shorter >= _HELD_WORDS and shared >= _HELD * shorter
    return shared if held or shared >= _ALIKE * longer else 0


def _moved(steps: Sequence[Step], mine: Sequence[str], theirs: Sequence[str]) -> list[Step]:
    """The steps with what vanished in one place and appeared in another told as moved, or changed where it is alike."""
    gone = [s.old for s in steps if s.kind == "vanished" and s.old is not None]
    come = [s.new for s in steps if s.kind == "appeared" and s.new is not None]
    waiting: dict[str, list[int]] = {}
    for old in gone:
        waiting.setdefault(mine[old], []).append(old)
    found = {new: Step("moved", waiting[theirs[new]].pop(0), new) for new in come if waiting.get(theirs[new])}
    taken = {step.old for step in found.values()}
    if len(gone) * len(come) <= _MOST_PAIRS:
        left = {i: _TOKEN.findall(mine[i])[:_HEAD] for i in gone if i not in taken}
        right = {j: _TOKEN.findall(theirs[j])[:_HEAD] for j in come if j not in found}
        pairs = ((_likeness(left[i], right[j]), i, j) for i in left for j in right)
        for _, i, j in sorted((p for p in pairs if p[0]), key=lambda p: (-p[0], p[1], p[2])):
            if i not in taken and j not in found:
                taken.add(i)
                found[j] = Step("changed", i, j)
    kept = (s for s in steps if s.kind != "vanished" or s.old not in taken)
    return [found.get(s.new, s) if s.kind == "appeared" and s.new is not None else s for s in kept]
