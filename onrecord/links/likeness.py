"""How alike two reports are, and how sure that makes it that they tell of one happening.

Two arrests of players of one club share club, town, charge and most of their words. What tells them apart is who was
arrested, and the numbers and days of the case: so people weigh most, clubs and jargon little.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache

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


@lru_cache(maxsize=4096)
def head(of: Digest) -> Head:
    """What of a digest tells whether it is of one happening with another."""
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


def odds(a: Digest | Head, b: Digest | Head) -> float:
    """The log odds that two reports tell of one happening. Symmetric."""
    found = signs(*sorted((a, b), key=lambda d: d.id))
    weight = weights("sign")
    return weight["base"] + math.fsum(weight[name] * found[name] for name in sorted(found))


def signs(one: Digest | Head, two: Digest | Head) -> dict[str, float]:
    """What two reports show for and against being of one story, by the names of the table's signs."""
    a, b = _head(one), _head(two)
    near, apart = _nearness(days_apart(a.published or a.told, b.published or b.told))
    # Reports of one week tell the same days whatever they are about.
    dates, weekdays = (0.0, 0.0) if near else (_shared(a.dates, b.dates), _shared(a.weekdays, b.weekdays))
    return {
        "words": _likeness(a, b, "all"),
        "capitals": _likeness(a, b, "capitals"),
        "form": float(_one_form(a, b)),
        "numbers": _numbers(a, b),
        "figures": len(set(a.figures) & set(b.figures)) / (min(len(a.figures), len(b.figures)) + 1),
        "no_figures": 0.0 if a.figures and b.figures else 1.0,
        "dates": max(0.0, dates),
        "weekday": weekdays,
        "week": near,
        "names": near * min(max(0, len(_rare_names(a) & _rare_names(b)) - _SOME_NAMES), _MANY_NAMES - _SOME_NAMES),
        "apart": apart,
    }


def share_little(a: Digest | Head, b: Digest | Head) -> bool:
    """True for two reports with hardly a telling word in common: then a shared age or day is chance."""
    return _likeness(_head(a), _head(b), "all") < _LITTLE


def speaks_against(a: Digest, b: Digest) -> bool:
    """True where names and numbers of two reports say that they are of two happenings, though one copies the other."""
    return _have_names(head(a), head(b)) and odds(a, b) < 0


def _head(of: Digest | Head) -> Head:
    return of if isinstance(of, Head) else head(of)


def _shared(one: Collection[str], two: Collection[str]) -> float:
    """1 where they share one, -1 where both have some and share none, else 0."""
    return 1.0 if set(one) & set(two) else -1.0 if one and two else 0.0


def _one_form(a: Head, b: Head) -> bool:
    """True where two reports' words are much more alike than their names: more than in reports of one happening.

    So are reports that fill in a form: three quakes, three charges of murder, each with other people in other towns.
    """
    return _have_names(a, b) and _likeness(a, b, "words") - _likeness(a, b, "names") > _FORM


def _have_names(a: Head, b: Head) -> bool:
    """False where one has hardly any: it may be a first word of what the other tells in full."""
    return min(len(_vectors(a)["names"]), len(_vectors(b)["names"])) >= _FEW_NAMES


@lru_cache(maxsize=4096)
def _vectors(of: Head) -> Mapping[str, Mapping[str, float]]:
    """A report's terms as vectors of length one: "all", "names", "words" (all but names) and "capitals"."""
    parts: dict[str, dict[str, float]] = {"all": dict(zip(of.words, of.weights, strict=True))}
    parts |= {"names": {}, "words": {}, "capitals": {}}
    for word, worth, kind in zip(of.words, of.weights, of.kinds, strict=True):
        parts["words" if kind == _WORD else "names"][word] = worth
        if kind == _CAPITALS:
            parts["capitals"][word] = worth
    return {part: _of_length_one(vector) for part, vector in parts.items()}


def _of_length_one(vector: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(math.fsum([worth**2 for worth in vector.values()]))
    return {word: worth / length for word, worth in vector.items()} if length else {}


@lru_cache(maxsize=4096)
def _rare_names(of: Head) -> frozenset[str]:
    found = zip(of.words, of.kinds, strict=True)
    return frozenset(word for word, kind in found if kind in _RARE_KINDS and is_rare(word))


def _likeness(a: Head, b: Head, part: str) -> float:
    x, y = _vectors(a)[part], _vectors(b)[part]
    return math.fsum([x[word] * y[word] for word in x.keys() & y.keys()])


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
