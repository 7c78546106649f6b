"""Boosted regression trees, evaluated: what a trained line classifier is when it comes to reading.

A model is a `.json.gz` file beside the code, written by `tools/training.py`: names of its features, the fingerprint of
the data it was learnt from, and its trees as numbers; it holds no text. Leaves are multiples of 2**-20, so their sum is
exact in any order, and the same on every machine.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.shapes.errors import TableError

_AT_ONCE = 2_000  # rows: what all trees say of them must find room in memory
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees laid end to end: node n asks whether feature[n] is at most threshold[n] and goes left or right.

    A leaf leads to itself; `roots` are the trees' first nodes, `depth` the longest way down.
    """

    features: tuple[str, ...]
    data: str
    bias: float
    depth: int
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: Matrix
    below: NDArray[np.intp]
    above: NDArray[np.intp]
    value: Matrix

    def scores(self, rows: Matrix) -> Matrix:
        """Log odds (natural logarithm) of each row; `rows` is one line a row, one feature a column, without gaps."""
        if not len(rows):
            return np.zeros(0)
        parts = [self._some(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
        return np.concatenate(parts) + self.bias

    def _some(self, rows: Matrix) -> Matrix:
        values, first = rows.ravel(), (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            low = values.take(first + self.feature.take(node)) <= self.threshold.take(node)
            node = np.where(low, self.below.take(node), self.above.take(node))
        total: Matrix = self.value.take(node).sum(axis=1)
        return total


@cache
def load(name: str, features: Sequence[str]) -> Forest:
    """The model in `name` (a file of this room). Raises TableError when it was learnt from other features."""
    with resources.files(__package__).joinpath(name).open("rb") as file:
        return read(file.read(), name, features)


def read(packed: bytes, name: str, features: Sequence[str]) -> Forest:
    """The model that `packed` holds, called `name` where it must be named. Raises TableError as `load` does."""
    kept = json.loads(gzip.decompress(packed))
    if kept["features"] != list(features):
        raise TableError(f"{name}: learnt from other features than the code gives; learn it again (make train-lines)")
    return Forest(
        tuple(kept["features"]),
        kept["data"],
        kept["bias"],
        kept["depth"],
        np.array(kept["roots"], np.intp),
        np.array(kept["feature"], np.intp),
        np.array(kept["threshold"], np.float64),
        np.array(kept["below"], np.intp),
        np.array(kept["above"], np.intp),
        np.array(kept["value"], np.float64) / 2.0**20,
    )
