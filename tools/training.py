"""Boosted trees learnt with LightGBM and written as the small file that onrecord/reports/forest.py reads."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

DEFAULTS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 24,
    "max_depth": 6,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbosity": -1,
}


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, rounds: int, **other: Any) -> lightgbm.Booster:
    """Trees for the log odds that y is 1; `weight` says how much each row counts."""
    return lightgbm.train(DEFAULTS | other, lightgbm.Dataset(x, y, weight=weight, free_raw_data=False), rounds)


def fingerprint(paths: Sequence[Path]) -> str:
    """A hash over the files a model was learnt from, whatever folder they lie in."""
    seal = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        seal.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return seal.hexdigest()


def write(booster: lightgbm.Booster, features: Sequence[str], data: str, path: Path) -> None:
    """The trees as forest.py reads them: the same trees give the same bytes."""
    kept: dict[str, Any] = {n: [] for n in ("roots", "feature", "threshold", "below", "above", "value")}
    depth = 0
    for tree in booster.dump_model()["tree_info"]:
        kept["roots"].append(len(kept["feature"]))
        for node in _flat(tree["tree_structure"], len(kept["feature"])):
            depth = max(depth, node.pop("depth"))
            for name, value in node.items():
                kept[name].append(value)
    model = {"features": list(features), "data": data, "bias": 0.0, "depth": depth, **kept}
    path.write_bytes(gzip.compress(json.dumps(model, separators=(",", ":")).encode(), 9, mtime=0))


def _flat(tree: dict[str, Any], first: int) -> Iterator[dict[str, Any]]:
    """The nodes of one tree in the order in which they are met, numbered from `first`."""
    waiting, order, number = [(tree, 0)], [], {}
    while waiting:
        node, depth = waiting.pop(0)
        number[id(node)] = first + len(order)
        order.append((node, depth))
        if "left_child" in node:
            waiting += [(node["left_child"], depth + 1), (node["right_child"], depth + 1)]
    for node, depth in order:
        here = number[id(node)]
        if "left_child" in node:
            yield {
                "feature": node["split_feature"],
                "threshold": node["threshold"],
                "below": number[id(node["left_child"])],
                "above": number[id(node["right_child"])],
                "value": 0,
                "depth": depth + 1,
            }
        else:
            leaf = round(node["leaf_value"] * 2**20)
            yield {"feature": 0, "threshold": 0, "below": here, "above": here, "value": leaf, "depth": depth}
