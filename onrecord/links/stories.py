"""Which reports tell of one developing happening.

A pair is judged by the two reports alone (likeness.py). Stories are then cut from the graph of those judgements
(grouping.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from onrecord.links import likeness
from onrecord.links.entities import words_of
from onrecord.links.grouping import STEP, fitting, joined
from onrecord.links.likeness import days_apart, speaks_against
from onrecord.links.origins import origins
from onrecord.links.versions import one_page
from onrecord.links.words import is_rare, rarity
from onrecord.shapes.link import ATTACHED_KINDS, Attached, Chapter, Copy, Digest, Edge, Head, Story, Term
from onrecord.shapes.union import Union

# Pairs of the words that tell most are the keys. In reports of one happening 97 in 100 share one; in others one in
# fifty, and a ledger of years has too many of those. So one pair must be shared among the first six words; of eighteen
# words three pairs by reports of one month, five by those of two, one where neither has a day; what lies further apart
# shares four of the first ten. That leaves 94 in 100, and costs .002 of the B-cubed F1 in look-alike stories.
_LEAD_WORDS, _LASTING_WORDS, _KEY_WORDS = 6, 10, 18
LEAST_KEYS = {"lead": 1, "people": 1, "undated": 1, "lasting": 4, "story": 5}
# Two reports further apart than two windows share one of the few words that lead them by chance, or, where it is more,
# enough lasting ones. In ledgers of years such pairs would be most of all.
NEAR_KEYS = {"lead": 60}
_WINDOW = 30  # days; a report stands in the window of its day and in the one before
# A pair of two everyday words ("Israel" and "attack") is no key: it would lead to thousands of reports.
_NAME_FIRST = 1.3
_SPECIFIC = 7.0
# People by their full names, those named most: a short report's words are often all everyday ones.
_KEY_PEOPLE = 4
_RARER = 1.0  # a name of no table, next to a word of none
# By so much, in log odds, each day between two reports of a story speaks against their telling of one step of it.
_DAY = 1.5
_LONGEST = 30
# Pairs less sure than this are no evidence: they tell hardly less than having no key in common.
_FLOOR = 0.08
_LEAST_ODDS = math.log(_FLOOR / (1 - _FLOOR)) - 0.01  # or a little less


def keys(digest: Digest) -> tuple[str, ...]:
    """Names under which a report is filed so that reports of the same happening find it, each with its kind in front.

    Two reports are to be compared when they share as many of a kind as LEAST_KEYS tells.
    """
    top = sorted(digest.terms, key=lambda t: (-t.weight * (_NAME_FIRST if t.name else 1.0), t.word))[:_KEY_WORDS]
    named = {(-n, " ".join(words_of(name))) for name, kind, n in digest.names if kind == "person" and _is_full(name)}
    windows = _windows(digest.published)
    return (
        *(f"lead {pair}" for pair in _pairs(top[:_LEAD_WORDS])),
        *(f"lasting {pair}" for pair in _pairs(top[:_LASTING_WORDS])),
        *(f"story {window} {pair}" for pair in _pairs(top) for window in windows),
        *(f"undated {pair}" for pair in _pairs(top) if not windows),
        *(f"people {name} {window}" for _, name in sorted(named)[:_KEY_PEOPLE] for window in windows or ("",)),
    )


def _pairs(terms: Sequence[Term]) -> list[str]:
    worth = {t.word: _worth(t) for t in terms}
    return [f"{a}+{b}" for a, b in combinations(sorted(worth), 2) if worth[a] + worth[b] >= _SPECIFIC]


def day(published: str | None) -> int | None:
    """A day as a number, None where it is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _windows(published: str | None) -> tuple[str, ...]:
    """The stretches of days in which a report is filed; two of one stretch share both."""
    found = day(published)
    return () if found is None else (str(found // _WINDOW - 1), str(found // _WINDOW))


def _is_full(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and all(w[:1].isupper() for w in words)


def _worth(term: Term) -> float:
    return rarity(term.word) + (_RARER if term.name and is_rare(term.word) else 0.0)


def related(a: Digest | Head, b: Digest | Head) -> float | None:
    """How sure it is (0 to 1) that two reports tell of one happening; None when nothing says so. Symmetric."""
    if a.id == b.id or a.language != b.language:
        return None
    one, two = likeness.head(a), likeness.head(b)
    alike = likeness.likeness(one, two)
    found = -math.inf if likeness.share_little(alike) else likeness.odds(one, two, alike, _LEAST_ODDS)
    if found < _LEAST_ODDS:
        return None
    score = round(1 / (1 + math.exp(-found)), 5)
    return score if score >= _FLOOR else None


def group(
    reports: Sequence[Digest], edges: Iterable[Edge], copies: Iterable[Copy], crowded: Collection[str] = ()
) -> tuple[Story, ...]:
    """The stories of a ledger, earliest first; each report stands in exactly one.

    Takes: the digests, the edges and copies between them, those that have not met all who share a key with them.

    A function of the three sets, whatever their order. Copies share a story. Round-ups, opinion and live blogs tie
    nothing together: each goes to the story it fits best.
    """
    known = {d.id: d for d in reports}
    copied = [c for c in sorted(copies, key=lambda c: (c.report, c.of)) if c.report in known and c.of in known]
    scores = {(e.a, e.b): e.score for e in edges if e.a in known and e.b in known}
    families = _families(known, copied)
    loose = {min(f): f for f in families if all(known[r].genre in ATTACHED_KINDS for r in f)}
    groups = joined([f for f in families if min(f) not in loose], scores, crowded=crowded)
    taken = _taken(loose, groups, scores)
    alone = [f for name, f in loose.items() if name not in taken]
    groups += joined([f for f in alone if not _is_roundup(f, known)], scores)
    groups += [f for f in alone if _is_roundup(f, known)]
    parts = _parts(groups, families, scores, copied, {r: taken[name] for name in taken for r in loose[name]})
    return tuple(sorted((_story(part, known) for part in parts), key=lambda s: (s.first or "9", s.id)))


@dataclass(slots=True)
class _Part:
    """What is known of one story: its reports that tie it together, those beside them, and what ties them."""

    firm: frozenset[str]
    beside: list[str] = field(default_factory=list)
    families: list[frozenset[str]] = field(default_factory=list)
    scores: dict[tuple[str, str], float] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)


def _parts(
    groups: Sequence[frozenset[str]],
    families: Iterable[frozenset[str]],
    scores: Mapping[tuple[str, str], float],
    copies: Iterable[Copy],
    taken: Mapping[str, str],
) -> list[_Part]:
    """Each group with what belongs to it; `taken` has for each report beside a group the first id of that group."""
    parts = {min(group): _Part(group) for group in groups}
    home = {r: parts[min(group)] for group in groups for r in group}
    for report, name in taken.items():
        parts[name].beside.append(report)
        home[report] = parts[name]
    for family in families:
        if min(family) not in taken:
            home[min(family)].families.append(family)
    for (a, b), score in scores.items():
        if home[a] is home[b] and a not in taken and b not in taken:
            home[a].scores[a, b] = score
    for copy in copies:
        if home[copy.report] is home[copy.of]:
            home[copy.report].copies.append(copy)
    return list(parts.values())


def _taken(
    loose: Mapping[str, frozenset[str]], groups: Iterable[frozenset[str]], scores: Mapping[tuple[str, str], float]
) -> dict[str, str]:
    """Of each family that ties nothing together, by its first id: the first id of the group it goes to, where any."""
    home = {r: min(group) for group in groups for r in group}
    size = Counter(home.values())
    family = {r: name for name, f in loose.items() for r in f}
    sure: dict[str, dict[str, list[float]]] = {}
    for (a, b), score in scores.items():
        for one, other in ((a, b), (b, a)):
            if one in family and other in home:
                sure.setdefault(family[one], {}).setdefault(home[other], []).append(score)
    found = {name: fitting(pairs, size) for name, pairs in sure.items()}
    return {name: group for name, group in found.items() if group is not None}


def _story(part: _Part, known: Mapping[str, Digest]) -> Story:
    whole = _chapter([*part.firm, *part.beside], known)
    steps = joined(part.families, _by_day(part.scores, known), STEP)
    return Story(
        id=whole.id,
        title=_chapter(part.firm, known).title or whole.title,
        first=whole.first,
        last=whole.last,
        reports=whole.reports,
        origins=origins([known[r] for r in whole.reports], part.copies),
        attached=tuple(Attached(r, known[r].genre) for r in whole.reports if r in part.beside),
        happenings=tuple(sorted((_chapter(s, known) for s in steps), key=lambda c: (c.first or "9", c.id))),
    )


def _chapter(members: Iterable[str], known: Mapping[str, Digest]) -> Chapter:
    digests = sorted((known[r] for r in members), key=lambda d: (d.published or "9", d.id))
    days = [d.published for d in digests if d.published]
    return Chapter(
        id=digests[0].id,
        title=next((d.title for d in digests if d.title), None),
        first=min(days, default=None),
        last=max(days, default=None),
        reports=tuple(d.id for d in digests),
    )


def _by_day(scores: Mapping[tuple[str, str], float], known: Mapping[str, Digest]) -> dict[tuple[str, str], float]:
    """How sure each pair of a story is to tell of one step of it: less, the more days it lies apart."""
    found = {}
    for (a, b), score in scores.items():
        apart = min(days_apart(known[a].published, known[b].published) or 0, _LONGEST)
        found[a, b] = score / (score + (1 - score) * math.exp(_DAY * apart))
    return found


def _is_roundup(family: frozenset[str], known: Mapping[str, Digest]) -> bool:
    return any(known[r].genre == "roundup" for r in family)


def _welds(copy: Copy, known: Mapping[str, Digest]) -> bool:
    """Copies share a story; but two reports on one form, which are copies by their words, are of two happenings."""
    a, b = known[copy.report], known[copy.of]
    one_desk = copy.kind == "update" and (one_page(a, b) or (a.outlet is not None and a.outlet == b.outlet))
    return copy.kind == "identical" or one_desk or not speaks_against(a, b)


def _families(known: Mapping[str, Digest], copies: Sequence[Copy]) -> list[frozenset[str]]:
    together = Union(known)
    for copy in copies:
        if together.root(copy.report) != together.root(copy.of) and _welds(copy, known):
            together.join(copy.report, copy.of)
    out: dict[str, set[str]] = {}
    for report in known:
        out.setdefault(together.root(report), set()).add(report)
    return [frozenset(members) for _, members in sorted(out.items())]
