"""A model's word vectors, by numpy alone: the weights and the results of thinc's layers, in a third of their time.

The first half of a spaCy encoder looks at single words (hash embeddings, mixed by a maxout layer), so a vector that was
made once is kept. The second half, some residual maxout layers over a word and its two neighbours, is run over many
paragraphs at once. Layers are found in the model by their names; a model of another build has no encoder here.

Sources: spaCy's MultiHashEmbed and MaxoutWindowEncoder, thinc's HashEmbed, Maxout and LayerNorm (their code).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.uint64]
Places = NDArray[np.int64]

# A product's row must not depend on how many rows there are; of fewer than these BLAS libraries use other kernels.
ROWS = 32
_AT_ONCE, _LONGEST = 192, 64  # rows of one product where their place matters; the longest period looked for
# Vectors that are kept, a third of a kilobyte each; a report has some hundred new ones.
_MOST = 12_000
_NEIGHBOURS = np.array((-1, 0, 1))  # of a word, those a layer sees with it, and itself
_EPSILON = np.float32(1e-8)


@cache
def lanes() -> tuple[int, int]:
    """(period, how many): of so many rows in a row the first so many are worked out alike by this machine's product.

    Where all are, (1, 1). Kernels for some processors take twelve rows at a time, and add up the last six otherwise
    than the first; a row then depends on where it stands.
    """
    made = np.random.default_rng(3)
    weights, row = made.standard_normal((96, 288), np.float32), made.standard_normal((1, 288), np.float32)
    found = np.dot(np.repeat(row, _AT_ONCE, axis=0), weights.T)
    alike = (found == found[0]).all(axis=1)
    if alike.all():
        return 1, 1
    many = int(alike.argmin())
    for period in range(many + 1, _LONGEST + 1):
        if (alike == (np.arange(_AT_ONCE) % period < many)).all():
            return period, many
    return 1, 1


def product(x: Floats, transposed: Floats) -> Floats:
    """`x` (n rows) by the transpose of `transposed`: each row the same however many there are, and wherever it stands.

    Where a row's place matters, rows are laid out on places that are worked out alike, zeros on the others.
    """
    many, padded = len(x), x
    period, alike = lanes()
    if period > 1:
        return _laid_out(x, transposed, period, alike)
    if many < ROWS:
        padded = np.zeros((ROWS, x.shape[1]), np.float32)
        padded[:many] = x
    found: Floats = np.dot(padded, transposed.T)
    return found[:many]


def by_groups(x: Floats, transposed: Floats) -> Floats:
    """The same for groups of rows, each of which begins on a multiple of this machine's period: see `places`.

    A row's bits depend on its place in its group alone.
    """
    period = lanes()[0]
    if period == 1:
        return product(x, transposed)
    weights, at_once = transposed.T, _AT_ONCE // period * period
    found = np.empty((len(x), len(transposed)), np.float32)
    for start in range(0, len(x), at_once):
        np.dot(x[start : start + at_once], weights, out=found[start : start + at_once])
    return found


def by_paragraph(x: Floats, transposed: Floats, many: Places) -> Floats:
    """The same for the rows of paragraphs, so many in each: a row's bits depend on its paragraph alone."""
    if lanes()[0] == 1:
        return product(x, transposed)
    placed, room = places(many)
    laid = np.zeros((room, x.shape[1]), np.float32)
    laid[placed] = x
    found: Floats = by_groups(laid, transposed)[placed]
    return found


def places(many: Places) -> tuple[Places, int]:
    """Where the rows of groups, so many in each, stand among rows for `by_groups`, and how many rows those are."""
    period = lanes()[0]
    room = -(-many // period) * period
    return stretches(np.cumsum(room) - room, many), int(room.sum())


def stretches(begins: Places, many: Places) -> Places:
    """The places in stretches that begin somewhere and are so long, one stretch after the other."""
    return np.arange(int(many.sum())) + np.repeat(begins - np.cumsum(many) + many, many)


def _laid_out(x: Floats, transposed: Floats, period: int, alike: int) -> Floats:
    many, weights = len(x), transposed.T
    at_once = _AT_ONCE // period  # a longer product is cut into stretches that begin anywhere
    groups = max(-(-many // alike), -(-ROWS // period))
    found = np.empty((groups, alike, weights.shape[1]), np.float32)
    for start in range(0, groups, at_once):
        size = min(at_once, groups - start)
        rows = np.zeros((size * alike, x.shape[1]), np.float32)
        mine = x[start * alike : (start + size) * alike]
        rows[: len(mine)] = mine
        laid = np.zeros((size, period, x.shape[1]), np.float32)
        laid[:, :alike] = rows.reshape(size, alike, -1)
        part = np.dot(laid.reshape(size * period, -1), weights)
        found[start : start + size] = part.reshape(size, period, -1)[:, :alike]
    return found.reshape(groups * alike, -1)[:many]


def rows_alone(shapes: Sequence[tuple[int, int]]) -> bool:
    """Whether this machine's matrix product gives a row the same bits in any company, for weights of these shapes."""
    made = np.random.default_rng(1)
    for shape in sorted(set(shapes)):
        weights = made.standard_normal(shape, np.float32)
        x = made.standard_normal((13 * ROWS + 3, shape[1]), np.float32)
        whole = product(x, weights)
        for start, many in (
            (0, 1),
            (1, 5),
            (2, ROWS),
            (3, ROWS + 7),
            (9, 2 * ROWS + 1),
            (40, 3 * ROWS),
            (5, 11 * ROWS),
        ):
            if not np.array_equal(product(x[start : start + many], weights), whole[start : start + many]):
                return False
        if not _groups_alone(x, weights):
            return False
    return True


def _groups_alone(x: Floats, weights: Floats) -> bool:
    """Whether groups of rows come out by `by_paragraph` as each alone."""
    many = np.array((1, 7, 200, 12, 30, 100))
    x = x[: many.sum()]
    whole = np.split(by_paragraph(x, weights, many), np.cumsum(many)[:-1])
    alone = [by_paragraph(own, weights, np.array([len(own)])) for own in np.split(x, np.cumsum(many)[:-1])]
    return all(np.array_equal(a, b) for a, b in zip(whole, alone, strict=True))


@dataclass(frozen=True, slots=True)
class _Maxout:
    """A maxout layer of three pieces with the normalisation behind it; rows of the weights ordered piece by piece."""

    weights: Floats
    bias: Floats
    width: int
    scale: Floats
    shift: Floats

    @staticmethod
    def of(maxout: Any, norm: Any) -> _Maxout:
        w, b = maxout.get_param("W"), maxout.get_param("b")
        width, pieces, inputs = w.shape
        by_piece = np.ascontiguousarray(w.transpose(1, 0, 2).reshape(pieces * width, inputs))
        bias = np.ascontiguousarray(b.T.reshape(pieces * width))
        return _Maxout(by_piece, bias, width, norm.get_param("G"), norm.get_param("b"))

    def __call__(self, x: Floats, by: Callable[[Floats, Floats], Floats] = product) -> Floats:
        found = by(x, self.weights)
        found += self.bias
        width = self.width
        best: Floats = found[:, :width]
        for start in range(width, found.shape[1], width):
            best = np.maximum(best, found[:, start : start + width], out=best)
        mean = np.add.reduce(best, axis=1, keepdims=True)
        mean /= width
        best = best - mean
        spread = np.add.reduce(best * best, axis=1, keepdims=True)
        spread /= width
        spread += _EPSILON
        best /= np.sqrt(spread, out=spread)
        best *= self.scale
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A table of embeddings whose rows a hash of one feature picks, four of them added up."""

    node: Any
    column: int

    def __call__(self, features: Ints) -> Floats:
        found, _ = self.node(np.ascontiguousarray(features[:, self.column]), is_train=False)
        return np.asarray(found, np.float32)


class Encoder:
    """The word vectors of one model."""

    def __init__(
        self, columns: Sequence[str], tables: Sequence[_Hashed], mix: _Maxout, deep: Sequence[_Maxout]
    ) -> None:
        """From its parts: names of the features, embeddings, the layer that mixes them, layers over neighbours."""
        self.columns = tuple(columns)
        self._tables, self._mix, self._deep = tables, mix, deep
        self._known: dict[bytes, int] = {}
        self._vectors = np.zeros((0, mix.width), np.float32)

    @staticmethod
    def of(model: Any) -> Encoder | None:
        """The encoder within a model; None where it is built otherwise."""
        names = [node.name for node in model.walk()]
        nodes = {name: [n for n in model.walk() if n.name == name] for name in set(names)}
        features, tables = nodes.get("extract_features", []), nodes.get("hashembed", [])
        maxouts, norms = nodes.get("maxout", []), nodes.get("layernorm", [])
        known = {"extract_features", "list2ragged", "with_array", "ints-getitem", "hashembed", "maxout", "layernorm"}
        known |= {"dropout", "ragged2list", "expand_window"}
        strange = [name for name in names if name not in known and ">>" not in name and "|" not in name]
        windows = [n.attrs.get("window_size", 1) for n in nodes.get("expand_window", [])]
        if len(features) != 1 or len(maxouts) != len(norms) or len(windows) != len(maxouts) - 1 or not tables:
            return None
        if [name for name in strange if not name.startswith("residual")] or any(one != 1 for one in windows):
            return None
        layers = [_Maxout.of(a, b) for a, b in zip(maxouts, norms, strict=True)]
        if any(layer.weights.shape[1] != 3 * layer.width for layer in layers[1:]):
            return None
        if layers[0].weights.shape[1] != sum(node.get_dim("nO") for node in tables):
            return None
        hashed = [_Hashed(node, int(node.attrs["column"])) for node in tables]
        return Encoder(features[0].attrs["columns"], hashed, layers[0], layers[1:])

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """The shapes of all weights."""
        return [layer.weights.shape for layer in (self._mix, *self._deep)]

    def __call__(self, features: Ints, lengths: Sequence[int]) -> Floats:
        """The vectors of the words of some paragraphs, one below the other.

        Takes a row of features for each word, and how many words each paragraph has. A word's vector depends on its
        own paragraph alone.
        """
        # Each layer lets a word see one word further: round a paragraph stand as many empty rows as there are
        # layers, and each layer is asked for one row fewer there than the one before it.
        apart, many = len(self._deep), np.asarray(lengths)
        begins = np.cumsum(many + 2 * apart) - many - apart
        at = stretches(begins, many)
        x = np.zeros((int(many.sum()) + 2 * apart * len(lengths), self._mix.width), np.float32)
        x[at] = self._embedded(features)
        for layer, beyond in zip(self._deep, range(apart - 1, -1, -1), strict=True):
            rows = many + 2 * beyond
            asked, (placed, room) = stretches(begins - beyond, rows), places(rows)
            centre = np.ones(room, np.int64)  # where no row stands any will do
            centre[placed] = asked
            seen = x.take(centre[:, np.newaxis] + _NEIGHBOURS, axis=0).reshape(room, -1)
            x[asked] += layer(seen, by_groups)[placed]
        found: Floats = x[at]
        return found

    def _embedded(self, features: Ints) -> Floats:
        """Each word's own vector, made or remembered."""
        features = np.ascontiguousarray(features)
        keys = features.view(f"V{features.shape[1] * 8}").ravel().tolist()
        known = self._known
        fresh = {key: n for n, key in enumerate(keys) if key not in known}
        if fresh:
            if len(known) + len(fresh) > _MOST:
                known.clear()
                fresh = {key: n for n, key in enumerate(keys)}
            rows = features[list(fresh.values())]
            start, end = len(known), len(known) + len(fresh)
            if end > len(self._vectors):
                self._vectors = np.resize(self._vectors, (2 * end, self._mix.width))
            self._vectors[start:end] = self._mix(np.concatenate([table(rows) for table in self._tables], axis=1))
            known.update((key, n) for n, key in enumerate(fresh, start))
        return self._vectors[[known[key] for key in keys]]
