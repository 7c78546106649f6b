"""Which units of a plain text belong to the report, and which is its headline, by models learnt from pages.

Three looks: the words of each unit, hashed; its shape, its place and its neighbours; then what that made of the units
round it. `tools/train_lines.py` learns them, the model files hold numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from onrecord.reports import forest, headline, text_context, text_features, text_words
from onrecord.reports.units import Unit

Matrix = NDArray[np.float64]

WORDS = "text_words.model.json.gz"
FIRST = "text_lines.model.json.gz"
SECOND = "text_context.model.json.gz"
TITLE = "headline.model.json.gz"
_OPENING = 8  # words of the first unit of a report's body


Named = Callable[[tuple[str, ...]], forest.Forest]  # the trees for columns of these names


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """The models, in the order in which they are asked, and the one for headlines."""

    words: text_words.Weights
    first: Named
    second: Named
    title: Named


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the models made of a text: log odds of each unit to belong to the report, and the columns they saw."""

    odds: Matrix
    columns: dict[str, Matrix]


@cache
def shipped() -> Models:
    """The models beside the code."""
    trees = (partial(forest.load, name) for name in (FIRST, SECOND, TITLE))
    return Models(text_words.load(WORDS), *trees)


def first_look(units: Sequence[Unit], told: Matrix, ruled: int | None) -> dict[str, Matrix]:
    """What the first look sees, by name. `told`: log odds by the words; `ruled`: the headline by the rules."""
    return text_features.table(units, ruled) | text_context.beside(told)


def look(units: Sequence[Unit], ruled: int | None, models: Models) -> Seen:
    """Log odds of each unit to belong to the report, after the second look."""
    told = models.words.scores([u.line.words for u in units])
    columns = first_look(units, told, ruled)
    odds = _asked(models.first, columns)
    again = text_context.table(columns, odds)
    return Seen(_asked(models.second, again), columns)


def opening(units: Sequence[Unit], odds: Matrix) -> int:
    """The first unit of the report's body, as the model of headlines counts from it."""
    for i, unit in enumerate(units):
        if odds[i] > 0 and unit.count >= _OPENING:
            return i
    return int(np.argmax(odds))


def title(units: Sequence[Unit], seen: Seen, ruled: int | None, models: Models) -> tuple[int, float] | None:
    """The unit that is most likely the headline, and its log odds; None where no unit can be one."""
    start = opening(units, seen.odds)
    where = headline.candidates(units, start)
    if not where:
        return None
    found = headline.table(units, start, where, seen.odds, ruled, seen.columns)
    scores = _asked(models.title, found)
    best = int(np.argmax(scores))
    return where[best], float(scores[best])


def _asked(model: Named, columns: dict[str, Matrix]) -> Matrix:
    return model(tuple(columns)).scores(stacked(columns))


def stacked(columns: dict[str, Matrix]) -> Matrix:
    """The columns side by side, one unit a row; in single precision, as they were learnt from."""
    rows = np.concatenate(list(columns.values())).astype(np.float32).reshape(len(columns), -1)
    return rows.T.astype(np.float64, order="C")
