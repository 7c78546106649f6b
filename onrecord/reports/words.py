"""Single words that the reading of lines goes by: reading_words.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.shapes.table import load

_WORD = re.compile(r"\w+")
_REMEMBERED = 2_000  # characters: no longer line is kept for being asked again


def keyed(line: str) -> str:
    """What lines are compared by: their words in small letters, a space between them; no signs."""
    return _remembered(line) if len(line) <= _REMEMBERED else _keyed(line)


def _keyed(line: str) -> str:
    return " ".join(_WORD.findall(line.casefold()))


# A page's lines are asked for several times: against the extract, the title, the authors.
_remembered = lru_cache(maxsize=2048)(_keyed)


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The words of one kind (the table says which kinds there are); KeyError for a kind that has none."""
    return _kinds()[kind]


def one_of(forms: Mapping[str, str]) -> str:
    """A pattern for any of `forms`, each with the pattern for what stands behind it; of several that fit the first.

    They are put together by their first letter, so that what begins with another is not held against each of them.
    """
    begun: dict[str, list[str]] = {}
    for form, behind in forms.items():
        begun.setdefault(form[0], []).append(re.escape(form[1:]) + behind)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in begun.items())


@cache
def _kinds() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in load(__package__, "reading_words.tsv", ("word", "kind"), key=("word", "kind")):
        out.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in out.items()}
