"""Numbers of what is done once and over: how deep somebody fell, how many shots were fired, how long a jury sat.

Such a number does not move on, so two reports that give two of them differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.ledger.tally import FIRM, Tally
from onrecord.ledger.words import stems
from onrecord.shapes.table import Row, load

# Numbers of one doing further apart than this are of two.
_NEAR = 2.0


def with_doings(found: Sequence[Tally]) -> list[Tally]:
    """Figures with what is done by the words next to them, those of it that have several nouns under the first."""
    return [_with_doing(t) for t in found]


def told_once(group: Sequence[Tally]) -> Iterator[list[int]]:
    """The places of figures of one doing that may be one thing: near in size, where no report has two numbers of it.

    Two falls that one report sets apart may be any of those that others tell of.
    """
    by_doing: dict[str, list[int]] = {}
    for i, t in enumerate(group):
        if t.doing and t.size and not t.former:
            by_doing.setdefault(t.doing, []).append(i)
    for places in by_doing.values():
        for near in _near(group, places):
            sizes: dict[str, set[float | None]] = {}
            for i in near:
                if not group[i].retracted:
                    sizes.setdefault(group[i].report, set()).add(group[i].size)
            if all(len(told) == 1 for told in sizes.values()):
                yield near


def _near(group: Sequence[Tally], places: Sequence[int]) -> Iterator[list[int]]:
    out: list[int] = []
    for i in sorted(places, key=lambda i: (group[i].size or 0.0, group[i].report, group[i].start)):
        if out and (group[i].size or 0.0) > _NEAR * (group[out[-1]].size or 0.0):
            yield out
            out = []
        out.append(i)
    if out:
        yield out


def _with_doing(t: Tally) -> Tally:
    if t.what in FIRM or t.scope != "total":
        return t
    own = stems(t.counted or "")  # "40 hours of deliberation"; "two theft convictions" were not stolen
    for word in (*t.context, *own):
        for doing, counts in _doings().get(word, ()):
            if t.what in counts:
                return replace(t, doing=doing, what=counts[0])
            if t.unit in counts or ("other" in counts and t.what.startswith("other:") and word not in own):
                return replace(t, doing=doing)
    return t


def question(t: Tally) -> str:
    """What a number of a doing answers; empty where its noun tells, or nothing is done."""
    return _questions().get((t.doing, t.what.startswith("duration")), "") if t.doing else ""


@cache
def _questions() -> Mapping[tuple[str, bool], str]:
    """By the doing, and whether its number is a stretch of time."""
    return {(row["doing"], "hour" in row.words("counts")): row["question"] for row in _rows()}


@cache
def _rows() -> Sequence[Row]:
    return load(
        __package__,
        "doings.tsv",
        ("doing", "counts", "question", "words"),
        key=("doing", "counts"),
        optional=("question",),
    )


@cache
def _doings() -> Mapping[str, Sequence[tuple[str, Sequence[str]]]]:
    out: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for row in _rows():
        for word in row.words("words"):
            out.setdefault(word, []).append((row["doing"], tuple(row.words("counts"))))
    return out
