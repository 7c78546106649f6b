"""How alike two reports are, and how sure that makes it that they tell of one happening.

Two arrests of players of one club share club, town, charge and most of their words. What tells them apart is who was
arrested, and the numbers and days of the case: so people weigh most, clubs and jargon little.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.links.words import is_rare
from onrecord.shapes.link import TERM_KINDS, Digest, Head
from onrecord.shapes.table import load

TABLE = "likeness.tsv"

# "Two", "five": half of all reports have them. Counted in full they cost .003 of the stories' B-cubed F1.
_SMALL_NUMBER = 0.3
_SMALL = frozenset(str(n) for n in (*range(13), 20))
_WEEK = 7
_LITTLE = 0.05
# Of 2,925 pairs of one story in the open gold five are past it, of its 88 copies none; of forms filled in all.
_FORM = 0.4
_FEW_NAMES = 3
# Reports of one week share a town and two of its politicians easily, but not five names that no table knows.
_SOME_NAMES, _MANY_NAMES = 3, 7
_RARE_KINDS = frozenset(str(TERM_KINDS.index(kind)) for kind in ("person", "place", "body", "name"))
_WORD, _CAPITALS = (str(TERM_KINDS.index(kind)) for kind in ("word", "capitals"))


@cache
def weights(use: str) -> Mapping[str, float]:
    """Of "term" or "sign": how much each weighs."""
    rows = load(__package__, TABLE, ("use", "what", "weight", "why"), key=("use", "what"), optional=("why",))
    return {row["what"]: float(row["weight"]) for row in rows if row["use"] == use}


def head(of: Digest | Head) -> Head:
    """What of a digest tells whether it is of one happening with another."""
    return of if isinstance(of, Head) else _head(of)


@lru_cache(maxsize=4096)
def _head(of: Digest) -> Head:
    return Head(
        id=of.id,
        language=of.language,
        published=of.published,
        told=of.told,
        numbers=of.numbers,
        figures=of.figures,
        dates=of.dates,
        weekdays=of.weekdays,
        words=tuple(t.word for t in of.terms),
        weights=tuple(t.weight for t in of.terms),
        kinds="".join(str(TERM_KINDS.index(t.kind)) for t in of.terms),
    )


class Alike(NamedTuple):
    """How alike the terms of two reports are, all of them and by kind: 0 nothing in common, 1 the same."""

    all: float
    names: float
    words: float  # all that is no name
    capitals: float


def odds(a: Digest | Head, b: Digest | Head, alike: Alike | None = None) -> float:
    """The log odds that two reports tell of one happening. Symmetric. `alike` is given where it is known."""
    return _sum(signs(a, b, alike))


def signs(a: Digest | Head, b: Digest | Head, alike: Alike | None = None) -> dict[str, float]:
    """What two reports show for and against being of one story, by the names of the table's signs."""
    one, two = sorted((head(a), head(b)), key=lambda d: d.id)
    alike = alike or likeness(one, two)
    found = _beside_words(one, two)
    shared = len(_rare_names(one) & _rare_names(two)) - _SOME_NAMES
    return found | {
        "words": alike.all,
        "capitals": alike.capitals,
        "form": float(_one_form(one, two, alike)),
        "names": found["week"] * min(max(0, shared), _MANY_NAMES - _SOME_NAMES),
    }


def _beside_words(a: Head, b: Head) -> dict[str, float]:
    """The signs that no word tells: numbers and days."""
    near, apart = _nearness(days_apart(a.published or a.told, b.published or b.told))
    # Reports of one week tell the same days whatever they are about.
    dates, weekdays = (0.0, 0.0) if near else (_shared(a.dates, b.dates), _shared(a.weekdays, b.weekdays))
    return {
        "numbers": _numbers(a, b),
        "figures": len(set(a.figures) & set(b.figures)) / (min(len(a.figures), len(b.figures)) + 1),
        "no_figures": 0.0 if a.figures and b.figures else 1.0,
        "dates": max(0.0, dates),
        "weekday": weekdays,
        "week": near,
        "apart": apart,
    }


def _sum(found: Mapping[str, float]) -> float:
    weight = weights("sign")
    return weight["base"] + math.fsum(weight[name] * found[name] for name in sorted(found))


def falls_short(a: Head, b: Head, alike: Alike, least: float) -> bool:
    """True for two reports whose log odds lie below `least`, told by what is quick to look at.

    Most that meet are of two happenings. What is not looked at speaks against that they are of one, but for names.
    """
    found = _beside_words(a, b)
    return _sum(found | {"words": alike.all, "names": found["week"] * (_MANY_NAMES - _SOME_NAMES)}) < least


def share_little(alike: Alike) -> bool:
    """True for two reports with hardly a telling word in common: then a shared age or day is chance."""
    return alike.all < _LITTLE


def likeness(a: Head, b: Head) -> Alike:
    """How alike the terms of two reports are. Symmetric."""
    x, y = _vector(a), _vector(b)
    found: tuple[list[float], ...] = ([], [], [], [])
    for word in x.terms.keys() & y.terms.keys():
        (mine, one), (theirs, two) = x.terms[word], y.terms[word]
        both = mine * theirs
        found[0].append(both)
        if (one == _WORD) == (two == _WORD):
            found[2 if one == _WORD else 1].append(both)
        if one == two == _CAPITALS:
            found[3].append(both)
    lengths = ((mine * theirs) or 1.0 for mine, theirs in zip(x.lengths, y.lengths, strict=True))
    return Alike(*(math.fsum(part) / length for part, length in zip(found, lengths, strict=True)))


def speaks_against(a: Digest, b: Digest) -> bool:
    """True where names and numbers of two reports say that they are of two happenings, though one copies the other."""
    return _have_names(head(a), head(b)) and odds(a, b) < 0


def _shared(one: Collection[str], two: Collection[str]) -> float:
    """1 where they share one, -1 where both have some and share none, else 0."""
    return 1.0 if set(one) & set(two) else -1.0 if one and two else 0.0


def _one_form(a: Head, b: Head, alike: Alike) -> bool:
    """True where two reports' words are much more alike than their names: more than in reports of one happening.

    So are reports that fill in a form: three quakes, three charges of murder, each with other people in other towns.
    """
    return alike.words - alike.names > _FORM and _have_names(a, b)


def _have_names(a: Head, b: Head) -> bool:
    """False where one has hardly any: it may be a first word of what the other tells in full."""
    return min(_vector(a).names, _vector(b).names) >= _FEW_NAMES


class _Vector(NamedTuple):
    """A report's terms, each with its weight and kind; how long the vector of each part of Alike is; its names."""

    terms: Mapping[str, tuple[float, str]]
    lengths: tuple[float, ...]
    names: int


@lru_cache(maxsize=4096)
def _vector(of: Head) -> _Vector:
    found = list(zip(of.weights, of.kinds, strict=True))
    parts = (
        of.weights,
        [weight for weight, kind in found if kind != _WORD],
        [weight for weight, kind in found if kind == _WORD],
        [weight for weight, kind in found if kind == _CAPITALS],
    )
    return _Vector(dict(zip(of.words, found, strict=True)), tuple(math.hypot(*part) for part in parts), len(parts[1]))


@lru_cache(maxsize=4096)
def _rare_names(of: Head) -> frozenset[str]:
    found = zip(of.words, of.kinds, strict=True)
    return frozenset(word for word, kind in found if kind in _RARE_KINDS and is_rare(word))


def _numbers(a: Head, b: Head) -> float:
    """The part of the numbers of the one with fewer that the other has too; small numbers tell less."""
    fewer = min(_worth(a.numbers), _worth(b.numbers))
    return _worth(set(a.numbers) & set(b.numbers)) / (fewer + 1)


def _worth(numbers: Collection[str]) -> float:
    small = sum(n in _SMALL for n in numbers)
    return len(numbers) - small + small * _SMALL_NUMBER


def days_apart(one: str | None, two: str | None) -> int | None:
    """How many days lie between two days; None where one is not known."""
    if one is None or two is None:
        return None
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(two[:10])).days)
    except ValueError:
        return None


def _nearness(days: int | None) -> tuple[float, float]:
    """Whether two days lie within a week, and how many times ten times longer than one they lie apart."""
    if days is None:
        return 0.0, 0.0
    return float(days <= _WEEK), max(0.0, math.log10((days + 1) / (_WEEK + 1)))
