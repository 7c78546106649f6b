"""Which reports tell of one developing happening.

A pair is judged by the two reports alone (likeness.py). Stories are then cut from the graph of those judgements
(grouping.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from onrecord.links.grouping import joined
from onrecord.links.likeness import odds, one_form
from onrecord.links.origins import origins
from onrecord.links.words import is_rare, rarity
from onrecord.shapes.link import Copy, Digest, Edge, Story, Term

# Pairs of the words that tell most are the keys. In reports of one happening 97 in 100 share one; in others one in
# fifty, and a ledger of years has too many of those. So one pair must be shared among the first six words, or of two
# people; of eighteen words three pairs by reports of one month, five by those of two; what lies further apart shares
# four of the first ten. That leaves 92 in 100, and costs .006 of the B-cubed F1 in look-alike stories.
_LEAD_WORDS, _LASTING_WORDS, _KEY_WORDS = 6, 10, 18
LEAST_KEYS = {"lead": 1, "people": 1, "lasting": 4, "story": 5}
_WINDOW = 30  # days; a report stands in the window of its day and in the one before
# A pair of two everyday words ("Israel" and "attack") is no key: it would lead to thousands of reports.
_NAME_FIRST = 1.3
_SPECIFIC = 7.0
_RARER = 1.0  # a name of no table, next to a word of none
# Pairs less sure than this are no evidence: they tell hardly less than having no key in common.
_FLOOR = 0.03


def keys(digest: Digest) -> tuple[str, ...]:
    """Names under which a report is filed so that reports of the same happening find it, each with its kind in front.

    Two reports are to be compared when they share as many of a kind as LEAST_KEYS tells.
    """
    top = sorted(digest.terms, key=lambda t: (-t.weight * (_NAME_FIRST if t.name else 1.0), t.word))[:_KEY_WORDS]
    windows = _windows(digest.published)
    return (
        *(f"lead {pair}" for pair in _pairs(top[:_LEAD_WORDS])),
        *(f"lasting {pair}" for pair in _pairs(top[:_LASTING_WORDS])),
        *(f"story {pair} {window}" for pair in _pairs(top) for window in windows),
        *(f"people {pair} {window}" for pair in _pairs([t for t in top if t.kind == "person"]) for window in windows),
    )


def _pairs(terms: Sequence[Term]) -> list[str]:
    worth = {t.word: _worth(t) for t in terms}
    return [f"{a}+{b}" for a, b in combinations(sorted(worth), 2) if worth[a] + worth[b] >= _SPECIFIC]


def _windows(published: str | None) -> tuple[str, ...]:
    """The stretches of days in which a report is filed; reports of one stretch share both, as do those without a day."""
    try:
        day = date.fromisoformat((published or "")[:10]).toordinal() // _WINDOW
    except ValueError:
        return ("no day", "none")
    return (str(day - 1), str(day))


def _worth(term: Term) -> float:
    return rarity(term.word) + (_RARER if term.name and is_rare(term.word) else 0.0)


def related(a: Digest, b: Digest) -> float | None:
    """How sure it is (0 to 1) that two reports tell of one happening; None when nothing says so. Symmetric."""
    if a.id == b.id or a.language != b.language:
        return None
    score = round(1 / (1 + math.exp(-odds(a, b))), 3)
    return score if score >= _FLOOR else None


def group(reports: Sequence[Digest], edges: Iterable[Edge], copies: Iterable[Copy]) -> tuple[Story, ...]:
    """The stories of a ledger, earliest first; each report stands in exactly one.

    A function of the three sets, whatever their order. Copies share a story.
    """
    known = {d.id: d for d in reports}
    copied = sorted(copies, key=lambda c: (c.report, c.of))
    scores = {(e.a, e.b): e.score for e in edges if e.a in known and e.b in known}
    stories = []
    for members in joined(_families(known, [c for c in copied if _welds(c, known)]), scores):
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


def _welds(copy: Copy, known: Mapping[str, Digest]) -> bool:
    """Copies share a story; but two reports on one form, which are copies by their words, are of two happenings."""
    if copy.report not in known or copy.of not in known:
        return False
    return copy.kind in ("identical", "update") or not one_form(known[copy.report], known[copy.of])


def _families(known: Mapping[str, Digest], copies: Sequence[Copy]) -> list[frozenset[str]]:
    parent = {r: r for r in sorted(known)}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    for copy in copies:
        one, two = sorted((root(copy.report), root(copy.of)))
        parent[two] = one
    out: dict[str, set[str]] = {}
    for report in parent:
        out.setdefault(root(report), set()).add(report)
    return [frozenset(members) for _, members in sorted(out.items())]
