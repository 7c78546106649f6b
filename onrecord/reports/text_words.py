"""What the words of a unit and of the units beside it say for the report or for the page, by weights of hashed words.

The model file holds one small number for each of some thousand buckets; many words fall into each, and none is kept.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

BITS = 15  # of the buckets for words and pairs of words; each of the four units beside has half as many of its own
_SIZE, _PART = 1 << BITS, 1 << (BITS - 1)
BUCKETS = _SIZE + 4 * _PART
_SEEN = 400  # characters of a unit that are looked at
_MOST = 24  # its words and marks
_NEAR = 8  # of a unit beside, where it is short
_SHORT = 60  # characters
_BESIDE = (-1, 1, -2, 2)
_SPREAD = 40503  # odd: pairs of words fall all over the buckets
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_BEGIN, _END = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """Which buckets the units fall into: a row, a bucket and how much it counts, each."""

    row: NDArray[np.intp]
    bucket: NDArray[np.intp]
    share: Matrix


def grams(units: Sequence[str]) -> Grams:
    """The buckets of the words and pairs of words of each unit, and of the first words of short units beside it."""
    codes = []
    for words in units:
        tokens = _TOKEN.findall(_DIGIT.sub("0", words[:_SEEN].casefold()))[:_MOST]
        codes.append([_BEGIN, *map(_code, tokens), _END])
    lengths = np.array([len(c) for c in codes])
    flat = np.array(list(chain.from_iterable(codes)), np.int64)
    row = np.repeat(np.arange(len(units)), lengths)
    ends = np.cumsum(lengths) - 1
    goes_on = np.ones(len(flat), bool)  # with the next one, in the same unit
    goes_on[ends] = False
    pairs = ((flat[:-1] * _SPREAD + flat[1:]) & (_SIZE - 1))[goes_on[:-1]]
    single = flat & (_SIZE - 1)
    weight = 1.0 / np.sqrt(2.0 * lengths)
    rows = [row, row[goes_on]]
    buckets = [single, pairs]
    shares = [weight[row], weight[rows[1]]]
    place = np.arange(len(flat)) - np.repeat(ends - lengths + 1, lengths)
    short = np.array([len(words) < _SHORT for words in units])
    head = (place >= 1) & (place <= _NEAR) & (flat != _END) & short[row]
    from_, first = row[head], flat[head] & (_PART - 1)
    share = 0.5 / np.sqrt(np.minimum(lengths, _NEAR)[from_])
    for k, by in enumerate(_BESIDE):
        to = from_ - by
        fits = (to >= 0) & (to < len(units))
        rows.append(to[fits])
        buckets.append(_SIZE + k * _PART + first[fits])
        shares.append(share[fits])
    return Grams(np.concatenate(rows), np.concatenate(buckets), np.concatenate(shares))


@lru_cache(maxsize=20_000)
def _code(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each bucket says for the report, in log odds, and what a unit without words starts from."""

    of: Matrix
    bias: float

    def scores(self, units: Sequence[str]) -> Matrix:
        """Log odds (natural logarithm) of each unit to belong to the report, by words alone."""
        found = grams(units)
        total = np.bincount(found.row, found.share * self.of[found.bucket], len(units))
        rounded: Matrix = np.round(total.astype(np.float64) + self.bias, 4)
        return rounded


def packed(weights: Matrix, bias: float, data: str) -> bytes:
    """The model file for these weights, learnt from what `data` is the fingerprint of: a byte a bucket."""
    step = float(np.abs(weights).max() / 127)
    small = np.round(weights / step).astype(np.int8)
    kept = {"data": data, "bias": round(bias, 4), "step": step, "weights": base64.b64encode(small.tobytes()).decode()}
    return gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), 9, mtime=0)


def read(packed: bytes) -> Weights:
    """The weights that a model file holds."""
    kept = json.loads(gzip.decompress(packed))
    small = np.frombuffer(base64.b64decode(kept["weights"]), np.int8)
    return Weights(small.astype(np.float64) * kept["step"], float(kept["bias"]))


@cache
def load(name: str) -> Weights:
    """The weights in `name` (a file of this room)."""
    with resources.files(__package__).joinpath(name).open("rb") as file:
        return read(file.read())
