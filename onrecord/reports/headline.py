"""Which unit of a plain text is its headline: by rules, and what a model of headlines sees of each candidate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.reports import dateline, shape
from onrecord.reports.days import find_day
from onrecord.reports.lines import Role
from onrecord.reports.units import STAMPED, Unit
from onrecord.reports.words import keyed

Matrix = NDArray[np.float64]

_TOP = 12  # units of the body that are searched for a dateline
_DROPPED = re.compile(r"[B-HJ-Z] [a-z]")  # a large first letter before its paragraph
_HIGH = 6  # how far above the first paragraph a headline is looked for: 0.12 a line
_KEYED = 600  # characters by which headlines are compared
_TELLING = 16  # characters from which a headline that stands in another says something
_BEYOND = 2  # units of the body that may still be the headline: a first line that reads like a sentence
FULL_STOPS = (".", "。", "．", "।", "۔", ".”", "。」", ".»", ".“")
_LONGEST = 300  # characters of a headline
_STOPS = (*FULL_STOPS, *',:;”"،»')  # what a headline that stands among the body does not end with
_DEEP = 40  # units of the body whose words a headline is compared with


def first(units: Sequence[Unit], roles: Sequence[Role]) -> int | None:
    """The first unit of the report: the one with a dateline, where the top of the body has one."""
    body = [i for i, r in enumerate(roles) if r.kind == "body" and units[i].score > 0]
    return next((i for i in body[:_TOP] if dateline.find(units[i].line.words) is not None), body[0] if body else None)


def title(units: Sequence[Unit], roles: Sequence[Role], first: int) -> int | None:
    """The unit that is the headline, None where none looks like one. `first`: the first unit of the body."""
    keys = Counter(key(u.line.words) for u in units)
    heads = [key(u.line.words) for u in units[:3]]
    lead = set(content(" ".join(u.line.words[:600] for u in units[first : first + 3])))
    best: tuple[float, int] | None = None
    distance = 0.0
    for i in range(min(first + 1, len(units)) - 1, -1, -1):
        unit = units[i]
        if i < first:
            distance += 0.0 if unit.role is not None else 0.12
        if (
            distance > _HIGH
            or not _titular(unit)
            or (i == first and (i + 1 >= len(units) or not _before_body(units, i)))
        ):
            continue
        own = key(unit.line.words)
        mine = set(content(unit.line.words))
        if find_day(unit.line.words) is not None and len(mine) < 4:
            continue
        score = 2.0 * len(mine & lead) / (len(mine) + 1) - distance
        score += 1.0 if keys[own] > 1 else 0.0
        score += 3.0 if any(own != h and f" {own} " in f" {h} " for h in heads) else 0.0
        score += 1.5 if any(roles[j].kind == "byline" for j in range(i + 1, min(i + 4, first))) else 0.0
        score += 0.7 if i == 0 else 0.0
        score += 0.5 if unit.line.words.count(" ") >= 4 else 0.0
        score -= 1.0 if unit.line.words.endswith(".") else 0.0
        score -= 1.0 if i and _is_headed(units[i - 1], unit, lead) else 0.0
        if best is None or score > best[0]:
            best = (score, i)
    return best[1] if best is not None and best[0] >= 0.4 else None


def candidates(units: Sequence[Unit], start: int) -> list[int]:
    """The units that may be the headline of a report whose body begins at `start`. The last one is above nothing."""
    out = []
    for i, unit in enumerate(units[: min(start + _BEYOND, len(units) - 1)]):
        if unit.role is None and 2 <= unit.count <= 40 and len(unit.line.words) <= _LONGEST:
            if i < start or _before_body(units, i):
                out.append(i)
    return out


def table(
    units: Sequence[Unit], start: int, where: Sequence[int], body: Matrix, ruled: int | None, seen: dict[str, Matrix]
) -> dict[str, Matrix]:
    """What a model of headlines sees of the candidates `where`, by name.

    `start`: the first unit of the body; `body`: log odds of each unit to be body; `ruled`: the rules' choice; `seen`:
    the columns of text_features.py.
    """
    rows = []
    keys = [key(u.line.words) if len(u.line.words) <= _LONGEST else "" for u in units]
    often = Counter(keys)
    heads = keys[:3]
    lead = set(content(" ".join(u.line.words[:600] for u in units[start : start + 3])))
    whole: Counter[str] = Counter()
    for i in range(start, min(len(units), start + _DEEP)):
        if body[i] > 0:
            whole.update(set(content(units[i].line.words)))
    kinds = ["" if u.role is None else STAMPED if u.role.why == STAMPED else u.role.kind for u in units]
    free = np.cumsum([u.role is None for u in units])
    best = (0.0, -1)
    holds = _holds([keys[i] for i in where])
    for i in where:
        mine = set(content(units[i].line.words))
        held = [h for h in heads if keys[i] != h and f" {keys[i]} " in f" {h} "]
        lap = len(mine & lead) / (len(mine) + 1)
        times = [whole.get(w, 0) for w in mine]
        deep = sum([n > 0 for n in times]) / (len(mine) + 1)
        weight = sum([min(n, 4) for n in times]) / (len(mine) + 1)
        best = max(best, (deep * len(mine) ** 0.5, i))
        below = range(i + 1, min(len(units), i + 5))
        rows.append(
            [
                i - start,
                free[i] - free[min(start, len(units) - 1)],
                float(i == 0),
                lap,
                deep,
                weight,
                len(mine),
                often[keys[i]],
                len(held),
                max((len(keys[i]) / len(h) for h in held), default=0.0),
                holds(keys[i]),
                _first(below, lambda j: kinds[j] == "byline"),
                _first(below, lambda j: kinds[j] == STAMPED),
                _first(below, lambda j: body[j] > 0),
                float(i == ruled),
                0.0 if ruled is None else np.clip(i - ruled, -20, 20),
                float(np.clip(body[i], -6, 6)),
                float(any(map(str.isdigit, units[i].line.words)) and find_day(units[i].line.words) is not None),
                float(units[i].line.words.endswith(".")),
                float(_titular(units[i])),
            ]
        )
    mine_ = np.array(rows, float)
    out = {name: mine_[:, k] for k, name in enumerate(_ROW)}
    out["best deep"] = np.array([float(i == best[1]) for i in where])
    rank = np.empty(len(where))
    rank[np.argsort(-out["deep"], kind="stable")] = np.arange(len(where))  # of equal ones the upper one goes first
    out["rank"] = np.minimum(20.0, rank)
    for name in _SEEN:
        out[name] = seen[name][list(where)]
    return out


_ROW = (
    "to body|free to body|top|lap|deep|weight|content|often|held|held share|holds|byline below|stamp below|body below"
    "|ruled|from ruled|body|day|stopped|titular"
).split("|")
_SEEN = (
    "chars|count|closed|colon|low|small|upper|digits|quotes|bullet|number|bars|glued|often|score|named|gap|alike|topic"
    "|count-1|count-2|count+1|count+2|hit-1|hit-2|hit+1|hit+2|score-1|score+1|long above|run start|in run|since end"
    "|since social|all: units|all: glue|all: bullets|all: lows|all: gaps|all: share long"
).split("|")


def _holds(keys: Sequence[str]) -> Callable[[str], int]:
    """Tells of one of `keys` how many of the others stand in it; short ones do not count.

    A text may have ten thousand candidates: they are looked up by how they begin, never each with each.
    """
    often = Counter(k for k in keys if len(k) >= _TELLING)
    lengths: dict[str, set[int]] = {}
    for k in often:
        lengths.setdefault(k[:_TELLING], set()).add(len(k))

    def holds(own: str) -> int:
        begins = ((p, own[p : p + _TELLING]) for p in range(len(own) - _TELLING + 1))
        found = {own[p : p + n] for p, begin in begins for n in lengths.get(begin, ())}
        return sum(often[k] for k in found) - (own in often)

    return holds


def _first(below: Sequence[int], fits: Callable[[int], bool]) -> float:
    return next((float(k) for k, j in enumerate(below) if fits(j)), 9.0)


def _is_headed(above: Unit, unit: Unit, lead: set[str]) -> bool:
    """True when `above` is a headline to `unit`: no longer, and about the same as the first paragraphs."""
    return _titular(above) and 3 <= above.count <= unit.count and len(lead & set(content(above.line.words))) >= 2


def _before_body(units: Sequence[Unit], i: int) -> bool:
    """A headline that reads like a sentence: it does not end as one, and the next line does not go on with it."""
    below = units[i + 1].line
    if not below.gap and shape.starts_low(below.words):
        return False
    return not units[i].line.words.endswith(_STOPS) and units[i].count < 26


def _titular(unit: Unit) -> bool:
    words = unit.line.words
    if unit.role is not None or len(words) > 250 or _DROPPED.match(words):
        return False
    count = unit.count
    return 3 <= count <= 30 and (words[0].isupper() or not words[0].isalpha() or not words[0].isascii())


def key(words: str) -> str:
    """A headline as it is compared: its words in small letters, without marks."""
    return keyed(words[:_KEYED])


def content(words: str) -> list[str]:
    """The longer words of a headline or a lead, in small letters."""
    return [w for w in key(words).split() if len(w) > 3]
