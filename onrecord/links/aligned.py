"""Which paragraphs and sentences of a copy stand for which of what it copies, with their characters in both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.links.sentences import Sentence
from onrecord.links.shared import Side, alike, side
from onrecord.shapes import align
from onrecord.shapes.link import Aligned, Digest
from onrecord.shapes.span import Span, hull

# Two sentences at the same place of two copies are one from this likeness on; elsewhere they must be this much alike.
_IN_PLACE, _ELSEWHERE = 0.25, 0.4
# What order is worth beside likeness, where two sentences are about as much alike.
_ORDER = 0.1
# Between two pairs at most so many sentences without a pair of their own are held against each other, and are one when
# so many of the longer's words, those of the grammar too, stand in the other in order.
_GAP, _BETWEEN = 4, 0.3
# The shorter of two was cut from the longer when so much of it stands there in order.
_HELD = 0.95
# A paragraph is reworded when so many of its words stand in reworded sentences.
_REWORDED = 0.25

_Words = tuple[str, ...]


def aligned(report: Digest, of: Digest) -> tuple[Aligned, ...]:
    """The stretches of `report` that stand for stretches of `of`, by paragraph and in it by sentence, in its order.

    Made when it is asked for; a few milliseconds a pair. Credit lines and what speaks to the readers stand for nothing.
    """
    x, y = side(report), side(of)
    pairs = list(_pairs(x, y))
    left, right = _alone(x, {i for i, _ in pairs}), _alone(y, {j for _, j in pairs})
    out = []
    for _, group in groupby(pairs, key=lambda p: (x.sentences[p[0]].paragraph, y.sentences[p[1]].paragraph)):
        found = list(group)
        parts = tuple(_sentence(report, of, x.sentences[i], y.sentences[j]) for i, j in found)
        one, two = x.sentences[found[0][0]].paragraph, y.sentences[found[0][1]].paragraph
        words = [(x.sentences[i].words, y.sentences[j].words) for i, j in found]
        kind = _whole(parts, words, left.get(one, 0), right.get(two, 0))
        out.append(Aligned("paragraph", kind, hull(p.report for p in parts), hull(p.of for p in parts), parts))
    return tuple(out)


def _pairs(x: Side, y: Side) -> Iterator[tuple[int, int]]:
    """For each sentence of one report the one of the other that it stands for, where there is one."""
    rows = alike(x, y)
    same: dict[tuple[str, ...], list[int]] = {}
    for j, one in enumerate(y.sentences):
        same.setdefault(one.words, []).append(j)
    chosen: dict[int, int] = {}
    before = -1
    for i, one in enumerate(x.sentences):
        likeness = {j: v for j, v in rows[i].items() if v >= (_IN_PLACE if 0 <= j - before <= 1 else _ELSEWHERE)}
        likeness |= dict.fromkeys(same.get(one.words, ()), 1.0)
        if likeness:
            next_ = before + 1
            chosen[i] = before = min(
                likeness, key=lambda j: (-likeness[j] - _ORDER * (0 <= next_ - j <= 1), abs(j - next_), j)
            )
    best: dict[int, int] = {}
    for i, j in chosen.items():
        if j not in best or _likeness(rows[i], x, y, i, j) > _likeness(rows[best[j]], x, y, best[j], j):
            best[j] = i
    kept = [
        (i, j)
        for i, j in chosen.items()
        if best[j] == i or _is_rest(x.sentences[i], x.sentences[best[j]], y.sentences[j])
    ]
    last = (-1, -1)
    for pair in (*kept, (len(x.sentences), len(y.sentences))):
        yield from _between(x, y, last, pair)
        if pair[0] < len(x.sentences):
            yield pair
        last = pair


def _between(x: Side, y: Side, last: tuple[int, int], pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Sentences between two pairs, as many in both: they stand for each other if some of their words keep order."""
    gap = pair[0] - last[0]
    if gap == pair[1] - last[1] and gap <= _GAP:
        for i, j in zip(range(last[0] + 1, pair[0]), range(last[1] + 1, pair[1]), strict=True):
            one, two = x.sentences[i].words, y.sentences[j].words
            if align.common(one, two) >= _BETWEEN * max(len(one), len(two)):
                yield i, j


def _likeness(row: dict[int, float], x: Side, y: Side, i: int, j: int) -> float:
    return 1.0 if x.sentences[i].words == y.sentences[j].words else row.get(j, 0.0)


def _is_rest(one: Sentence, first: Sentence, of: Sentence) -> bool:
    """True when a sentence tells the rest of one that another tells the most of: it was taken apart."""
    mine = set(one.telling) & set(of.telling)
    return len(mine - set(first.telling)) * 2 >= len(mine) > 0 and abs(one.paragraph - first.paragraph) <= 1


def _sentence(report: Digest, of: Digest, one: Sentence, two: Sentence) -> Aligned:
    kind = _kind(one.words, two.words)
    changed = () if kind == "same" else tuple(_changed(report, of, one, two))
    return Aligned("sentence", kind, one.span(report), two.span(of), (), changed)


def _kind(one: _Words, two: _Words) -> str:
    if one == two:
        return "same"
    held = align.common(one, two) >= _HELD * min(len(one), len(two))
    if held and len(one) != len(two):
        return "cut" if len(one) < len(two) else "extended"
    return "reworded"


def _changed(report: Digest, of: Digest, one: Sentence, two: Sentence) -> Iterator[tuple[Span, Span]]:
    left, right = report.paragraphs[one.paragraph], of.paragraphs[two.paragraph]
    mine, theirs = left.text[one.start : one.end], right.text[two.start : two.end]
    for run in align.words(mine, theirs):
        if not run.equal and _bare(mine[run.a : run.b]) != _bare(theirs[run.c : run.d]):
            yield (
                left.span(one.start + run.a, one.start + run.b),
                right.span(two.start + run.c, two.start + run.d),
            )


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _alone(whole: Side, paired: set[int]) -> dict[int, int]:
    """How many words of each paragraph stand in sentences that have no pair."""
    out: dict[int, int] = {}
    for n, one in enumerate(whole.sentences):
        if n not in paired:
            out[one.paragraph] = out.get(one.paragraph, 0) + len(one.words)
    return out


def _whole(parts: Sequence[Aligned], words: Sequence[tuple[_Words, _Words]], added: int, left: int) -> str:
    """How a paragraph was changed: by its sentences, and by the words `added` and `left` out beside them."""
    total = reworded = 0
    for part, (one, two) in zip(parts, words, strict=True):
        total += len(one)
        reworded += len(one) * (part.kind == "reworded")
        added += max(0, len(one) - len(two)) * (part.kind == "extended")
        left += max(0, len(two) - len(one)) * (part.kind == "cut")
    if reworded >= _REWORDED * total:
        return "reworded"
    if added or left:
        return "cut" if left >= added else "extended"
    return "reworded" if reworded else "same"
