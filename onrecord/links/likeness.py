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
from onrecord.shapes.link import Digest
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
_PARTS = {"word": "words"}
# Reports of one week share a town and two of its politicians easily, but not five names that no table knows.
_SOME_NAMES, _MANY_NAMES = 3, 7
_RARE_KINDS = ("person", "place", "body", "name")


@cache
def weights(use: str) -> Mapping[str, float]:
    """Of "term" or "sign": how much each weighs."""
    rows = load(__package__, TABLE, ("use", "what", "weight", "why"), key=("use", "what"), optional=("why",))
    return {row["what"]: float(row["weight"]) for row in rows if row["use"] == use}


def odds(a: Digest, b: Digest) -> float:
    """The log odds that two reports tell of one happening. Symmetric."""
    found = signs(*sorted((a, b), key=lambda d: d.id))
    weight = weights("sign")
    return weight["base"] + math.fsum(weight[name] * found[name] for name in sorted(found))


def signs(a: Digest, b: Digest) -> dict[str, float]:
    """What two reports show for and against being of one story, by the names of the table's signs."""
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


def _shared(one: Collection[str], two: Collection[str]) -> float:
    """1 where they share one, -1 where both have some and share none, else 0."""
    return 1.0 if set(one) & set(two) else -1.0 if one and two else 0.0


def share_little(a: Digest, b: Digest) -> bool:
    """True for two reports with hardly a telling word in common: then a shared age or day is chance."""
    return _likeness(a, b, "all") < _LITTLE


def speaks_against(a: Digest, b: Digest) -> bool:
    """True where names and numbers of two reports say that they are of two happenings, though one copies the other."""
    return _have_names(a, b) and odds(a, b) < 0


def _one_form(a: Digest, b: Digest) -> bool:
    """True where two reports' words are much more alike than their names: more than in reports of one happening.

    So are reports that fill in a form: three quakes, three charges of murder, each with other people in other towns.
    """
    return _have_names(a, b) and _likeness(a, b, "words") - _likeness(a, b, "names") > _FORM


def _have_names(a: Digest, b: Digest) -> bool:
    """False where one has hardly any: it may be a first word of what the other tells in full."""
    return min(len(_vector(a, "names")), len(_vector(b, "names"))) >= _FEW_NAMES


@lru_cache(maxsize=8192)
def _vector(digest: Digest, part: str) -> Mapping[str, float]:
    """A report's terms as a vector of length one: "all", "names", "words" (all but names) or "capitals"."""
    chosen = [t for t in digest.terms if part == "all" or part == _PARTS.get(t.kind, "names") or part == t.kind]
    length = math.sqrt(math.fsum(t.weight**2 for t in chosen))
    return {t.word: t.weight / length for t in chosen} if length else {}


@lru_cache(maxsize=8192)
def _rare_names(digest: Digest) -> frozenset[str]:
    return frozenset(t.word for t in digest.terms if t.kind in _RARE_KINDS and is_rare(t.word))


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
