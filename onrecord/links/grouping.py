"""Stories cut from the graph of pairs: groups are joined, the surest first, while their pairs speak for it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# Log odds. What two reports are taken to show that no edge ties.
_NO_EDGE = -5.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a join asks for, in log odds: how much the pairs of two groups must say for it on average.

    The more tellings the smaller group has, the less it can be chance that they do not say it: so `growth` times the
    logarithm of their number (up to _MOST) is asked on top. Of two single tellings, for which nothing else speaks,
    `pair` is asked on top. `left_over`: what is left over in the end, up to so many tellings, goes to the group it fits
    best.
    """

    join: float
    growth: float
    pair: float
    left_over: int


# Of a story. Measured by cross-validation over open gold of look-alikes, beside open reports of outbreaks, of firms in
# many years and of one week. Asking the same of groups of all sizes costs .04 of the pairwise F1; leaving alone what is
# left over .01 of the B-cubed F1; taking it in wherever it fits wins .005 and joins five times as many of the others
# wrongly; asking nothing more of pairs wins .001 and joins a tenth more of them; counting each copy costs .003.
STORY = Asked(-0.9, 0.4, 1.0, 2)
# Of a step of a story. By eye: lower, a day's follow-up falls to what it follows; higher, each report is a step.
STEP = Asked(2.0, 0.0, 0.0, 0)
_MOST = 8
_GROUP = 3
_LENIENT = 0.75
_BETTER = 0.5
# A report that ties nothing together goes to the story of which it fits so many tellings.
_SOME = 3
_SCALE = 1000
# No pair counts for more than 6.9 when groups are joined: a reprint must not outweigh ten doubts. What fits best is
# told to the last digit.
_LEAST = 0.001
_LAST = 0.00001


def joined(
    families: Sequence[frozenset[str]],
    scores: Mapping[tuple[str, str], float],
    asked: Asked = STORY,
    crowded: Collection[str] = (),
) -> list[frozenset[str]]:
    """The groups of reports that tell one story, by the first id of each.

    Takes: families (copies of one another, which nothing parts), each report in one; how sure each pair is (0 to 1),
    pairs of other reports are not looked at; the reports that have not met all others: where two of them have no edge,
    that tells nothing. Sums are of whole numbers, so that no order of adding shows; ties go by
    name.
    """
    graph = _Graph(families, scores, crowded)
    _join(graph, asked)
    if asked.left_over:
        _take_in(graph, asked)
    return [graph.members[name] for name in sorted(graph.members)]


def decides(score: float) -> bool:
    """True for a pair that is sure enough to have a part in which story a report belongs to.

    Without one such pair between them two groups are neither joined, since the mean of their pairs is no higher than
    the surest, nor does either speak against what is left over going to another. So stories follow from the reports
    that such pairs (or copies) tie together, whatever else a ledger holds.
    """
    return _weight(score) >= _SCALE * (STORY.join - _LENIENT - _BETTER - _NO_EDGE) - 1


def fitting(sure: Mapping[str, Sequence[float]], size: Mapping[str, int]) -> str | None:
    """The name of the group that a report fits best, by the few of its reports that are most like it; None for none.

    Takes, by the groups' names: how sure each pair with one of its reports is (0 to 1); how many reports it has.
    """
    found = []
    for name, pairs in sure.items():
        best = sorted((_weight(score, _LAST) for score in pairs), reverse=True)[:_SOME]
        found.append((-(sum(best) / (_SCALE * min(_SOME, size[name])) + _NO_EDGE), name))
    surest = min(found, default=None)
    return surest[1] if surest is not None and -surest[0] >= STORY.join else None


class _Graph:
    """Groups of reports, each named by one of them, and for each pair of groups the sum over their pairs of tellings.

    Copies of one another are one telling, and what speaks most for it of them speaks for all: a copy may have lost its
    date. What is summed is by how much an edge speaks more for a join than no edge does: pairs without one add nothing.
    """

    def __init__(
        self, families: Sequence[frozenset[str]], scores: Mapping[tuple[str, str], float], crowded: Collection[str]
    ) -> None:
        self.members = {min(f): f for f in families}
        self.crowded = {name: int(not f.isdisjoint(crowded)) for name, f in self.members.items()} if crowded else {}
        self.tellings = dict.fromkeys(self.members, 1)
        self.sums: dict[str, dict[str, int]] = {name: {} for name in self.members}
        home = {r: name for name, f in self.members.items() for r in f}
        for (a, b), score in scores.items():
            x, y = home.get(a), home.get(b)
            if x is not None and y is not None and x != y:
                self.sums[x][y] = self.sums[y][x] = max(self.sums[x].get(y, 0), _weight(score))
        # Of two groups, how many pairs of tellings that have not met all others have an edge.
        self.met: dict[str, dict[str, int]] = {name: {} for name, many in self.crowded.items() if many}
        for x in self.met:
            self.met[x] = {y: 1 for y in self.sums[x] if y in self.met}

    def mean(self, x: str, y: str) -> float:
        """The mean log odds of the pairs of tellings of two groups."""
        known = self.tellings[x] * self.tellings[y]
        if self.met:
            known -= self.crowded[x] * self.crowded[y] - self.met.get(x, {}).get(y, 0)
        return self.sums[x].get(y, 0) / (_SCALE * known) + _NO_EDGE if known else _NO_EDGE

    def surplus(self, x: str, y: str, asked: Asked) -> float:
        """By how much the pairs of two groups say more than a join asks for."""
        smaller = min(self.tellings[x], self.tellings[y], _MOST)
        alone = asked.pair if self.tellings[x] == self.tellings[y] == 1 else 0.0
        return self.mean(x, y) - (asked.join + alone + asked.growth * math.log(smaller))

    def merge(self, x: str, y: str) -> None:
        """Take the members of y into x."""
        self.members[x] = self.members[x] | self.members.pop(y)
        self.tellings[x] += self.tellings.pop(y)
        for z, weight in self.sums.pop(y).items():
            del self.sums[z][y]
            if z != x:
                self.sums[x][z] = self.sums[z][x] = self.sums[x].get(z, 0) + weight
        if not self.met:
            return
        self.crowded[x] += self.crowded.pop(y)
        for z, many in self.met.pop(y, {}).items():
            del self.met[z][y]
            if z != x:
                here = self.met.setdefault(x, {})
                here[z] = self.met[z][x] = here.get(z, 0) + many


def _weight(score: float, least: float = _LEAST) -> int:
    sure = min(max(score, least), 1 - least)
    return round(_SCALE * (math.log(sure / (1 - sure)) - _NO_EDGE))


def _join(graph: _Graph, asked: Asked) -> None:
    queue: list[tuple[float, str, str]] = []

    def offer(x: str, others: Collection[str]) -> None:
        for y in sorted(others):
            surplus = graph.surplus(x, y, asked)
            if surplus >= 0:
                heapq.heappush(queue, (-surplus, min(x, y), max(x, y)))

    for x in sorted(graph.sums):
        offer(x, [y for y in graph.sums[x] if x < y])
    while queue:
        surplus, x, y = heapq.heappop(queue)
        if x not in graph.members or y not in graph.members or -surplus != graph.surplus(x, y, asked):
            continue  # an older offer: one of the two has grown since
        graph.merge(x, y)
        offer(x, graph.sums[x])


def _take_in(graph: _Graph, asked: Asked) -> None:
    """Give what is left over to the group it fits best; all are weighed before any is given."""
    found = []
    for x in sorted(graph.members):
        if graph.tellings[x] <= asked.left_over:
            groups = [y for y in graph.sums[x] if graph.tellings[y] >= _GROUP]
            best = sorted((-graph.mean(x, y), y) for y in groups)[:2]
            second = -best[1][0] if len(best) > 1 else _NO_EDGE
            if best and -best[0][0] >= asked.join - _LENIENT and -best[0][0] - second >= _BETTER:
                found.append((x, best[0][1]))
    for x, y in found:
        graph.merge(y, x)
