"""Which reports of a job are looked at together: the join of their keys with themselves, bucket by bucket.

The pairs are those of a ledger that holds the same reports (ledger/meetings): under one key two reports meet where one
of them is among the MOST whose marks come first there, and they are looked at when they meet under enough keys of a
kind. So a bucket of n reports gives at most MOST times n pairs, and no step goes over all pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import ModuleType
from typing import Any

from onrecord.ledger.meetings import MOST

Frame = Any  # of Daft


def _first(daft: ModuleType, filed: Frame) -> Frame:
    """Of each key that several share: its kind, how many do, and the marks that come first, in order."""
    col = daft.col
    buckets = filed.groupby("key").agg(
        col("kind").min().alias("kind"), col("mark").count().alias("n"), col("mark").list_agg().alias("marks")
    )
    first = col("marks").list_sort().slice(0, MOST)
    return buckets.where(col("n") > 1).select("key", "kind", "n", first.alias("first"))


def pairs(daft: ModuleType, filed: Frame, least: Mapping[str, int]) -> Frame:
    """Pairs of marks (`a` < `b`) that are looked at, each with the `kinds` of keys that led there.

    `filed` has the columns of the layer `keys`; `least` tells how many keys of each kind two must share.
    """
    col = daft.col
    first = _first(daft, filed).select("key", col("first").explode().alias("a"))
    both = first.join(filed.select("key", "kind", col("mark").alias("b")), on="key").where(col("a") < col("b"))
    counted = both.groupby("a", "b", "kind").agg(col("key").count().alias("shared"))
    enough = daft.from_pydict({"kind": list(least), "least": list(least.values())})
    met = counted.join(enough, on="kind").where(col("shared") >= col("least"))
    return met.groupby("a", "b").agg(col("kind").list_agg().alias("kinds"))


def crowded(daft: ModuleType, filed: Frame, kinds: Collection[str]) -> Frame:
    """The marks (`mark`) of reports that do not meet all who share a key with them, of some kinds."""
    col = daft.col
    some = filed.where(col("kind").is_in(sorted(kinds)))
    full = _first(daft, some).where(col("n") > MOST).select("key", col("first").list_max().alias("last"))
    return some.join(full, on="key").where(col("mark") > col("last")).select("mark").distinct()
