"""Sentences that one report has from another though it is no copy of it, and those that a copy has alone.

Narration alone tells: whoever stood at one press conference prints the same words in quotation marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.links.direction import agency_of, is_agency
from onrecord.links.who_reported import own
from onrecord.links.words import number
from onrecord.shapes.link import Copy, Digest
from onrecord.shapes.union import Union

# "Police are investigating the cause of the fire." is anybody's.
_FEWEST = 9
_RUN = 5
# A sentence of which so much stands in another is that one, cut or with a word changed.
_SAME = 0.8
# Of runs that stand in more different sentences than that nothing is learnt.
_COMMON = 200
_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"\n]{0,2000}\"")
_ENDS = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+")
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]
# A report, characters [start, end) of its text, and the origin they go back to.
PassedOn = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class _Sentence:
    report: str
    start: int
    end: int
    paragraph: int
    words: Words


def passed_on(
    texts: Mapping[str, str], digests: Mapping[str, Digest], origin_of: Mapping[str, str], copies: Iterable[Copy]
) -> Iterator[PassedOn]:
    """The stretches of some reports that may go back to another origin than their report, with that origin.

    Takes: reading texts and digests by report, the origin of each report as a whole, the copies among them.
    """
    found = [s for report in sorted(texts) for s in _sentences(texts[report], digests[report])]
    home = _alike({s.words for s in found})
    groups: dict[Words, list[_Sentence]] = defaultdict(list)
    for sentence in found:
        groups[home[sentence.words]].append(sentence)
    for group in groups.values():
        if len({origin_of.get(s.report, s.report) for s in group}) > 1:
            first = min((digests[s.report] for s in group), key=_rank)
            origin = origin_of.get(first.id, first.id)
            yield from ((s.report, s.start, s.end, origin) for s in group)
    yield from _alone(found, groups, home, digests, origin_of, copies)


def _rank(digest: Digest) -> tuple[object, ...]:
    """Whoever had it first comes first: the agency on its own page, then by the clock, then whose name stands on it."""
    day = digest.moment or digest.published or "9"
    return (not is_agency(digest), day[:10], not digest.filed, not digest.bylined, digest.id)


def _alone(
    found: Sequence[_Sentence],
    groups: Mapping[Words, Sequence[_Sentence]],
    home: Mapping[Words, Words],
    digests: Mapping[str, Digest],
    origin_of: Mapping[str, str],
    copies: Iterable[Copy],
) -> Iterator[PassedOn]:
    """Paragraphs of copies of which no sentence stands in another report: the outlet wrote them.

    Not of a report that names the agency as its author, nor of one respun, where no sentence is like another.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        if copy.directed:
            kinds[copy.report].add(copy.kind)
    shared = {(s.report, s.paragraph) for s in found if any(o.report != s.report for o in groups[home[s.words]])}
    for sentence in found:
        report = digests[sentence.report]
        told = kinds.get(report.id, set())
        copied = told and not told & {"rewritten", "update"} and agency_of(report) is None
        if copied and (report.id, sentence.paragraph) not in shared and own(report) != origin_of.get(report.id):
            yield report.id, sentence.start, sentence.end, own(report)


def _sentences(text: str, digest: Digest) -> Iterator[_Sentence]:
    """The sentences of a report that narrate enough to be known again."""
    for n, stretch in enumerate(digest.paragraphs):
        at = stretch.start
        cuts = [m.span() for m in _ENDS.finditer(text, stretch.start, stretch.end)]
        for start, after in (*cuts, (stretch.end, stretch.end)):
            words = tuple(_WORD.findall(_QUOTED.sub(" ", text[at:start]).casefold().replace("’", "").replace("'", "")))
            if len(words) >= _FEWEST:
                yield _Sentence(digest.id, at, start, n, words)
            at = after


def _alike(sentences: Iterable[Words]) -> dict[Words, Words]:
    """For each different sentence one that stands for all that are nearly the same."""
    every = sorted(sentences)
    together = Union(every)
    runs: dict[Words, list[tuple[Words, int]]] = defaultdict(list)
    for words in every:
        for n in range(len(words) - _RUN + 1):
            runs[words[n : n + _RUN]].append((words, n))
    for words in every:
        inside: dict[Words, list[tuple[int, int]]] = defaultdict(list)
        for n in range(len(words) - _RUN + 1):
            there = runs[words[n : n + _RUN]]
            if len(there) <= _COMMON:
                for other, at in there:
                    if other is not words:
                        inside[other].append((n, at))
        for other, found in inside.items():
            if _same(words, other, found):
                together.join(words, other)
    return {words: together.root(words) for words in every}


def _same(words: Words, other: Words, runs: Sequence[tuple[int, int]]) -> bool:
    """True when most of a sentence stands in another, with the same numbers: another number is another count.

    What stands before is no part of it: a dateline.
    """
    covered = {i for n, _ in runs for i in range(n, n + _RUN)}
    if len(covered) < _SAME * len(words):
        return False
    mine, theirs = ([pair[side] for pair in runs] for side in (0, 1))
    after = len(words) - max(mine)
    return _numbers(words[min(mine) :]) == _numbers(other[min(theirs) : max(theirs) + after])


def _numbers(words: Words) -> set[str]:
    return {n for w in words if (n := number(w)) is not None}
