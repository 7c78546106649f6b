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


def odds(a: Digest | Head, b: Digest | Head, alike: Alike | None = None, least: float = -math.inf) -> float:
    """The log odds that two reports tell of one happening; minus infinity where they lie below `least`. Symmetric.

    `alike` is given where it is known. Most that meet are of two happenings, and for those little is looked at.
    """
    one, two = sorted((head(a), head(b)), key=lambda d: d.id)
    alike = alike or likeness(one, two)
    found = _beside_words(one, two)
    # What is not looked at yet speaks against it, but for names.
    most = found | {"words": alike.all, "names": found["week"] * (_MANY_NAMES - _SOME_NAMES)}
    return -math.inf if _sum(most) < least else _sum(found | _by_words(one, two, alike, found["week"]))


def signs(a: Digest | Head, b: Digest | Head) -> dict[str, float]:
    """What two reports show for and against being of one story, by the names of the table's signs."""
    one, two = sorted((head(a), head(b)), key=lambda d: d.id)
    found = _beside_words(one, two)
    return found | _by_words(one, two, likeness(one, two), found["week"])


def _by_words(a: Head, b: Head, alike: Alike, near: float) -> dict[str, float]:
    shared = len(_rare_names(a) & _rare_names(b)) - _SOME_NAMES if near else 0
    return {
        "words": alike.all,
        "capitals": alike.capitals,
        "form": float(_one_form(a, b, alike)),
        "names": near * min(max(0, shared), _MANY_NAMES - _SOME_NAMES),
    }


def _beside_words(a: Head, b: Head) -> dict[str, float]:
    """The signs that no word tells: numbers and days."""
    x, y = _laid_out(a), _laid_out(b)
    near, apart = _nearness(days_apart(a.published or a.told, b.published or b.told))
    # Reports of one week tell the same days whatever they are about.
    dates, weekdays = (0.0, 0.0) if near else (_shared(a.dates, b.dates), _shared(a.weekdays, b.weekdays))
    return {
        # The part of the numbers of the one with fewer that the other has too.
        "numbers": _worth(x.numbers & y.numbers) / (min(x.worth, y.worth) + 1),
        "figures": len(x.figures & y.figures) / (min(len(x.figures), len(y.figures)) + 1),
        "no_figures": 0.0 if x.figures and y.figures else 1.0,
        "dates": max(0.0, dates),
        "weekday": weekdays,
        "week": near,
        "apart": apart,
    }


def _sum(found: Mapping[str, float]) -> float:
    weight = weights("sign")
    return weight["base"] + math.fsum([weight[name] * value for name, value in found.items()])


def share_little(alike: Alike) -> bool:
    """True for two reports with hardly a telling word in common: then a shared age or day is chance."""
    return alike.all < _LITTLE


def likeness(a: Head, b: Head) -> Alike:
    """How alike the terms of two reports are. Symmetric."""
    x, y = _laid_out(a), _laid_out(b)
    shared = x.terms.keys() & y.terms.keys()
    parts = (shared, shared & x.names & y.names, shared - x.names - y.names, shared & x.capitals & y.capitals)
    lengths = zip(x.lengths, y.lengths, strict=True)
    found = zip(parts, lengths, strict=True)
    return Alike(*[_dot(x.terms, y.terms, part) / ((one * two) or 1.0) for part, (one, two) in found])


def _dot(x: Mapping[str, float], y: Mapping[str, float], shared: Collection[str]) -> float:
    return math.fsum([x[word] * y[word] for word in shared])


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
    return min(len(_laid_out(a).names), len(_laid_out(b).names)) >= _FEW_NAMES


class _LaidOut(NamedTuple):
    """A head made ready to be held against many.

    Its terms with their weights, those that are names and those in capitals, how long the vector of each part of Alike
    is; its numbers and what they are worth together, its figures.
    """

    terms: Mapping[str, float]
    names: frozenset[str]
    capitals: frozenset[str]
    lengths: tuple[float, ...]
    numbers: frozenset[str]
    worth: float
    figures: frozenset[str]


@lru_cache(maxsize=4096)
def _laid_out(of: Head) -> _LaidOut:
    terms = dict(zip(of.words, of.weights, strict=True))
    kinds = list(zip(of.words, of.kinds, strict=True))
    names = frozenset([word for word, kind in kinds if kind != _WORD])
    capitals = frozenset([word for word, kind in kinds if kind == _CAPITALS])
    parts = (terms, names, terms.keys() - names, capitals)
    lengths = tuple(math.hypot(*[terms[word] for word in part]) for part in parts)
    numbers = frozenset(of.numbers)
    return _LaidOut(terms, names, capitals, lengths, numbers, _worth(numbers), frozenset(of.figures))


@lru_cache(maxsize=4096)
def _rare_names(of: Head) -> frozenset[str]:
    found = zip(of.words, of.kinds, strict=True)
    return frozenset(word for word, kind in found if kind in _RARE_KINDS and is_rare(word))


def _worth(numbers: Collection[str]) -> float:
    """How many numbers there are; small ones tell less."""
    small = len(_SMALL.intersection(numbers))
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
