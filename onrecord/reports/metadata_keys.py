"""What the key of a `<meta>`, `<link>` or `<time>` tells: metadata_keys.tsv and its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import urlsplit

from onrecord.reports.clean import Meta, Page
from onrecord.shapes.table import load

_TABLE = "metadata_keys.tsv"


@cache
def _rows() -> dict[str, list[tuple[str, str, float]]]:
    """The (key, how, weight) of each field, in order."""
    out: dict[str, list[tuple[str, str, float]]] = {}
    for row in load(__package__, _TABLE, ("field", "key", "how", "weight"), key=("field", "key")):
        out.setdefault(row["field"], []).append((row["key"], row["how"], float(row["weight"])))
    return out


@lru_cache(maxsize=8192)
def _row(key: str, field: str) -> tuple[int, str, float] | None:
    """The row of `field` that a key fits: its number, how, weight."""
    key = plain(key)
    rows = _rows()[field]
    for i, (form, how, weight) in enumerate(rows):
        if key == form or (form[0] == "*" and key.endswith(form[1:]) and not key.startswith("time:")):
            return i, how, weight
    return None


def plain(key: str) -> str:
    """A key without what separates its words: "og:article:published_time" → "ogarticlepublishedtime"."""
    key = key.casefold()
    time = "time:" if key.startswith("time:") else ""
    return time + re.sub(r"[^a-z0-9]", "", key[len(time) :])


def keyed(key: str, field: str) -> str | None:
    """How the record says it when a page states `field` under `key`; None where the key is for something else."""
    row = _row(key, field)
    return None if row is None else row[1]


def weight_of(key: str, field: str) -> float:
    """How far a date under `key` is to be trusted; 0 where the key is for something else."""
    row = _row(key, field)
    return 0.0 if row is None else row[2]


def values(page: Page, field: str) -> Iterator[tuple[Meta, str]]:
    """What the page states of `field`, with how, in the table's order of keys, then in the page's."""
    found = [(row[0], meta, row[1]) for meta in page.metas if (row := _row(meta.key, field)) and meta.value.strip()]
    for _, meta, how in sorted(found, key=lambda f: f[0]):
        yield meta, how


def split_address(url: str) -> tuple[str, str, str] | None:
    """Scheme, host and path of an address, the first two in small letters; None where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc.lower(), parts.path
