"""Lists of words that rules lean on: `words.tsv` beside the code of a kind, a row a list.

A reader of news can extend them: `tells` says in plain words what the words of a list have in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from onrecord.shapes.errors import TableError
from onrecord.shapes.table import Row, load

TABLE = "words.tsv"
COLUMNS = ("list", "words", "tells")


def of_package(package: str) -> Callable[[str], frozenset[str]]:
    """What gives the words of a list, by its name, from the table of `package`; KeyError for one that it has not."""

    @cache
    def words_of(name: str) -> frozenset[str]:
        return _lists(package)[name]

    return words_of


def lists(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """The words of each row by the name of its list. Raises TableError for a word that stands twice in one."""
    out: dict[str, frozenset[str]] = {}
    for row in rows:
        words = row.words("words")
        twice = next((w for w in words if words.count(w) > 1), None)
        if twice is not None:
            raise TableError(f"{row.table}:{row.line}: {twice} stands twice in {row['list']}")
        out[row["list"]] = frozenset(words)
    return out


def either(words: Iterable[str]) -> str:
    """A regular expression for any one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def _lists(package: str) -> dict[str, frozenset[str]]:
    return lists(load(package, TABLE, COLUMNS))
