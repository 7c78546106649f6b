"""Which reports tell of one developing happening.

A pair is judged by the two reports alone: shared names, words and numbers, weighed by a table of common words, and
how far apart they were published. Stories are then cut from the graph of those judgements.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations

from onrecord.links.origins import origins
from onrecord.links.words import weight
from onrecord.shapes.link import Copy, Digest, Edge, Story, Term

# Pairs of the words that tell most are the keys: in reports of one happening 97 in 100 share one, in others one in
# fifty, and a ledger of years has too many of those. So the first six words need share one pair only; of eighteen, four
# pairs must be shared by reports of one month, and seven by those of two; what lies further apart shares four pairs of
# the first ten. Of the pairs of reports of one happening that leaves 93 in 100, of others half and none of old ones.
_LEAD_WORDS, _LASTING_WORDS, _KEY_WORDS = 6, 10, 18
LEAST_KEYS = {"lead": 1, "lasting": 4, "story": 7}
_WINDOW = 30  # days; a report stands in the window of its day and in the one before
# A pair of two everyday words ("Israel" and "attack") is no key: it would lead to thousands of reports.
_NAME_FIRST = 1.3
_SPECIFIC = 7.0
# What each likeness adds: words, names, numbers. Fitted on open gold of reports in look-alike stories (496 reports,
# 42 stories): B-cubed F1 .90; words alone .88.
_ALL, _NAMES, _NUMBERS = 0.30, 0.33, 0.37
# "Two", "five": half of all reports have them. Counted in full they cost .02 of that F1.
_SMALL_NUMBER = 0.3
_SMALL = frozenset(str(n) for n in (*range(13), 20))
# Openings that share no telling word but names tell of two things, be the place and the people the same: a strike in
# the town where a ship went down.
_OTHER_SUBJECT = 0.75
# Weaker pairs are no evidence; two groups are joined when their pairs reach the second figure on average.
_FLOOR = 0.12
_JOIN = 0.26
_SCALE = 1000


def keys(digest: Digest) -> tuple[str, ...]:
    """Names under which a report is filed so that reports of the same happening find it, each with its kind in front.

    Two reports are to be compared when they share as many of a kind as LEAST_KEYS tells.
    """
    top = sorted(digest.terms, key=lambda t: (-t.weight * (_NAME_FIRST if t.name else 1.0), t.word))
    lasting = _KEY_WORDS if digest.published is None else _LASTING_WORDS
    found = [f"lead {pair}" for pair in _pairs(top[:_LEAD_WORDS])]
    found += [f"lasting {pair}" for pair in _pairs(top[:lasting])]
    windows = _windows(digest.published)
    return (*found, *(f"story {pair} {n}" for pair in _pairs(top[:_KEY_WORDS]) for n in windows))


def _pairs(terms: Sequence[Term]) -> list[str]:
    worth = {t.word: weight(t.word, t.name) for t in terms}
    return [f"{a}+{b}" for a, b in combinations(sorted(worth), 2) if worth[a] + worth[b] >= _SPECIFIC]


def _windows(published: str | None) -> tuple[int, ...]:
    """The stretches of days in which a report is filed; reports of one stretch share both."""
    try:
        day = date.fromisoformat((published or "")[:10]).toordinal() // _WINDOW
    except ValueError:
        return ()
    return (day - 1, day)


def related(a: Digest, b: Digest) -> float | None:
    """How sure it is (0 to 1) that two reports tell of one happening; None when nothing says so. Symmetric."""
    if a.id == b.id or a.language != b.language:
        return None
    a, b = sorted((a, b), key=lambda d: d.id)
    words = _likeness(a, b, "all")
    if words < 0.05:
        return None
    shared = _ALL * words + _NAMES * _likeness(a, b, "names") + _NUMBERS * _numbers(a, b)
    if _likeness(a, b, "opening") == 0:
        shared *= _OTHER_SUBJECT
    score = round(min(1.0, shared * _nearness(a.published, b.published)), 3)
    return score if score >= _FLOOR else None


def group(reports: Sequence[Digest], edges: Iterable[Edge], copies: Iterable[Copy]) -> tuple[Story, ...]:
    """The stories of a ledger, earliest first; each report stands in exactly one.

    A function of the three sets, whatever their order. Copies always share a story.
    """
    known = {d.id: d for d in reports}
    copied = sorted(copies, key=lambda c: (c.report, c.of))
    weights: dict[tuple[str, str], int] = {}
    for edge in edges:
        if edge.a in known and edge.b in known:
            weights[min(edge.a, edge.b), max(edge.a, edge.b)] = round(edge.score * _SCALE)
    families = _families(known, copied)
    stories = []
    for members in _joined(families, weights):
        digests = sorted((known[r] for r in members), key=lambda d: (d.published or "9", d.id))
        days = [d.published for d in digests if d.published]
        stories.append(
            Story(
                id=digests[0].id,
                title=next((d.title for d in digests if d.title), None),
                first=min(days, default=None),
                last=max(days, default=None),
                reports=tuple(d.id for d in digests),
                origins=origins(digests, [c for c in copied if c.report in members and c.of in members]),
            )
        )
    return tuple(sorted(stories, key=lambda s: (s.first or "9", s.id)))


@lru_cache(maxsize=2048)
def _vector(digest: Digest, part: str) -> Mapping[str, float]:
    """A report's terms as a vector of length one: "all", "names", or "opening" (words of the opening but for names)."""
    chosen = [t for t in digest.terms if part == "all" or (t.name if part == "names" else t.lead and not t.name)]
    length = math.sqrt(math.fsum(t.weight**2 for t in chosen))
    return {t.word: t.weight / length for t in chosen} if length else {}


def _likeness(a: Digest, b: Digest, part: str) -> float:
    x, y = _vector(a, part), _vector(b, part)
    return math.fsum(w * y[word] for word, w in x.items() if word in y)


def _numbers(a: Digest, b: Digest) -> float:
    """The part of the numbers of the one with fewer that the other has too; small numbers tell less."""
    fewer = min(_worth(a.numbers), _worth(b.numbers))
    return _worth(set(a.numbers) & set(b.numbers)) / (fewer + 1)


def _worth(numbers: Collection[str]) -> float:
    small = sum(n in _SMALL for n in numbers)
    return len(numbers) - small + small * _SMALL_NUMBER


def _nearness(one: str | None, two: str | None) -> float:
    """1.3 within days, 1 after some weeks or where a date is unknown, a half after years: a story seldom rests long."""
    if one is None or two is None:
        return 1.0
    try:
        apart = abs((date.fromisoformat(one[:10]) - date.fromisoformat(two[:10])).days)
    except ValueError:
        return 1.0
    return 1.3 if apart <= 3 else max(0.5, 1.3 - 0.25 * math.log10(apart / 3))


def _families(known: Mapping[str, Digest], copies: Sequence[Copy]) -> list[frozenset[str]]:
    parent = {r: r for r in sorted(known)}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    for copy in copies:
        if copy.report in parent and copy.of in parent:
            one, two = sorted((root(copy.report), root(copy.of)))
            parent[two] = one
    out: dict[str, set[str]] = {}
    for report in parent:
        out.setdefault(root(report), set()).add(report)
    return [frozenset(members) for _, members in sorted(out.items())]


def _joined(families: Sequence[frozenset[str]], weights: Mapping[tuple[str, str], int]) -> list[frozenset[str]]:
    """Families joined, the surest first, while their pairs reach _JOIN on average.

    Sums are of whole numbers, so that no order of adding shows; ties go by name. Pairs without an edge count nothing.
    """
    members = {min(f): f for f in families}
    home = {r: name for name, f in members.items() for r in f}
    sums: dict[str, dict[str, int]] = {name: {} for name in members}
    for (a, b), w in sorted(weights.items()):
        x, y = home[a], home[b]
        if x != y:
            sums[x][y] = sums[y][x] = sums[x].get(y, 0) + w
    queue: list[tuple[float, str, str]] = []

    def offer(x: str, y: str) -> None:
        mean = sums[x][y] / (len(members[x]) * len(members[y]))
        if mean >= _JOIN * _SCALE:
            heapq.heappush(queue, (-mean, min(x, y), max(x, y)))

    for x in sorted(sums):
        for y in sums[x]:
            if x < y:
                offer(x, y)
    while queue:
        mean, x, y = heapq.heappop(queue)
        if x not in members or y not in members:
            continue
        if -mean != sums[x].get(y, 0) / (len(members[x]) * len(members[y])):
            continue  # an older offer: one of the two has grown since
        members[x] = members[x] | members.pop(y)
        for z, w in sums.pop(y).items():
            del sums[z][y]
            if z != x:
                sums[x][z] = sums[z][x] = sums[x].get(z, 0) + w
        for z in sorted(sums[x]):
            offer(x, z)
    return [members[name] for name in sorted(members)]
