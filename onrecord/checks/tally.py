"""What scoring counts: rights against what was expected and what was read, and each miss with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Tally:
    """One count: `right` of `expected` were found, among `got` that were read.

    `layer` is a kind of mark or thing, `name` what was asked of it; "found" asks whether it is there at all.
    """

    layer: str
    name: str
    right: int
    expected: int
    got: int

    def __add__(self, other: Tally) -> Tally:
        """Both counts together."""
        return Tally(
            self.layer, self.name, self.right + other.right, self.expected + other.expected, self.got + other.got
        )

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.right / self.got if self.got else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def score(self) -> float:
        """The harmonic mean of precision and recall; plain accuracy where every answer is one of a given list."""
        both = self.expected + self.got
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that is not as expected. `verdict`: "missed", "extra", or "wrong" and the name of the cell."""

    report: str
    layer: str
    verdict: str
    text: str


Finding = Tally | Miss


@dataclass(frozen=True, slots=True)
class Outcome:
    """All counts, by "layer.name" in the order they first came, and all misses in order."""

    tallies: Mapping[str, Tally]
    misses: tuple[Miss, ...]

    @property
    def scores(self) -> dict[str, float]:
        """Each score (0 to 1) by "layer.name", of those where something was expected or read."""
        return {key: t.score for key, t in self.tallies.items() if t.expected + t.got}


def gather(findings: Iterable[Finding]) -> Outcome:
    """Findings of many reports added up."""
    tallies: dict[str, Tally] = {}
    misses: list[Miss] = []
    for found in findings:
        if isinstance(found, Miss):
            misses.append(found)
        else:
            key = f"{found.layer}.{found.name}"
            tallies[key] = tallies[key] + found if key in tallies else found
    return Outcome(tallies, tuple(misses))


def choice(layer: str, name: str, right: bool) -> Tally:
    """One answer where one was due."""
    return Tally(layer, name, int(right), 1, 1)


def fillers(
    layer: str, name: str, expected: Sequence[One], got: Sequence[Other], same: Callable[[One, Other], bool]
) -> Tally:
    """Who or what fills a role: each of either side counts; none on both sides counts nothing."""
    left = list(got)
    right = 0
    for one in expected:
        hit = next((n for n, other in enumerate(left) if same(one, other)), None)
        if hit is not None:
            del left[hit]
            right += 1
    return Tally(layer, name, right, len(expected), len(got))


def pair(
    expected: Sequence[One], got: Sequence[Other], fit: Callable[[One, Other], float], late: Callable[[One], bool]
) -> list[tuple[int, int]]:
    """One-to-one pairs of indexes, best fit first; a fit of 0 makes no pair. Of equal fits, `late` ones come last."""
    fits = [(-fit(e, g), late(e), i, j) for i, e in enumerate(expected) for j, g in enumerate(got)]
    taken_e: set[int] = set()
    taken_g: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(f for f in fits if f[0] < 0):
        if i not in taken_e and j not in taken_g:
            taken_e.add(i)
            taken_g.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def pairs_within(groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every two members of one group, each pair once, in alphabetical order."""
    for group in groups:
        members = sorted(group)
        for n, one in enumerate(members):
            yield from ((one, other) for other in members[n + 1 :])


def together(layer: str, name: str, expected: Iterable[Sequence[str]], got: Iterable[Sequence[str]]) -> Tally:
    """Two ways to put the same things into groups, compared by the pairs that are in one group."""
    mine, theirs = set(pairs_within(expected)), set(pairs_within(got))
    return Tally(layer, name, len(mine & theirs), len(mine), len(theirs))
