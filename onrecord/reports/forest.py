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
    """Trees: node n asks whether feature[n] is at most threshold[n]; if so it leads to the node before above[n].

    Else to above[n] itself. A leaf leads to itself: nothing is at most its threshold. `roots` are the trees' first
    nodes, `depth` the longest way down.
    """

    features: tuple[str, ...]
    data: str
    bias: float
    depth: int
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: Matrix
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
            node = self.above.take(node) - low
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
    order, above = _paired(kept["roots"], kept["below"], kept["above"])
    return Forest(
        tuple(kept["features"]),
        kept["data"],
        kept["bias"],
        kept["depth"],
        np.arange(len(kept["roots"])),
        np.array(kept["feature"], np.intp)[order],
        np.where(above == np.arange(len(order)), np.nan, np.array(kept["threshold"], np.float64)[order]),
        above,
        np.array(kept["value"], np.float64)[order] / 2.0**20,
    )


def _paired(
    roots: Sequence[int], below: Sequence[int], above: Sequence[int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The nodes in the order in which both that one leads to stand side by side, roots first; and the second of each.

    So where a node leads is one look-up, and one less where the answer is yes.
    """
    order = list(roots)
    leads: list[int] = []
    for place, node in enumerate(order):  # grows as it is gone through
        if above[node] == node:
            leads.append(place)
        else:
            leads.append(len(order) + 1)
            order += (below[node], above[node])
    return np.array(order, np.intp), np.array(leads, np.intp)
