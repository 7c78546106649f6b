"""Titles of office, rank and courtesy.

Source: titles.tsv.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "titles.tsv"
_COLUMNS = ("title", "forms", "gender", "kind", "held", "sector")


@dataclass(frozen=True, slots=True)
class Title:
    """A row of titles.tsv; `one` is True when at most one person holds it for one nation or body.

    `sector` is as in people_nouns.tsv, empty where the title's last word is to be asked there.
    """

    name: str
    gender: str
    kind: str
    one: bool
    sector: str


@cache
def _forms() -> dict[str, Title]:
    out: dict[str, Title] = {}
    for row in load(__package__, TABLE, _COLUMNS, optional=("forms", "gender", "held", "sector")):
        title = Title(row["title"], row["gender"], row["kind"], row["held"] == "one", row["sector"])
        for form in (row["title"], *row["forms"].split("|")):
            if form.strip():
                out.setdefault(form.strip(), title)
    return out


@cache
def abbreviations() -> tuple[str, ...]:
    """Abbreviated titles with their full stop, as printed before a name ("Maj.", "Gov."), in alphabetical order."""
    words = {
        word
        for form in _forms()
        for word in form.split()
        if word.endswith(".") and word[:-1].isalpha() and len(word) > 2
    }
    return tuple(sorted(word.capitalize() for word in words))


@cache
def longest() -> int:
    """The number of words of the longest form."""
    return max(len(form.split()) for form in _forms())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in _forms())


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.rpartition(" ")[2] for form in _forms())


@lru_cache(maxsize=20_000)
def may_begin(word: str) -> bool:
    """Whether some title begins with the word, in any case: a quick look that spares most words the full reading."""
    return word.casefold() in _first_words()


@lru_cache(maxsize=20_000)
def may_end(word: str) -> bool:
    """Whether some title ends with the word, in any case."""
    return word.casefold().rpartition(" ")[2] in _last_words()


def by_form(words: str) -> Title | None:
    """The title that `words` are as a whole, in any case ("Lt. Gen.", "prime minister"); None when they are none."""
    return _forms().get(" ".join(words.split()).casefold())


def at_end(words: Sequence[str]) -> tuple[int, Title] | None:
    """The longest title that ends a run of words: (how many words, title); None when none does.

    Takes: tokens before a name, in order: ["Israeli", "Prime", "Minister"].
    """
    if not words or not may_end(words[-1]):
        return None
    folded = [w.casefold() for w in words[-longest() :]]
    for size in range(len(folded), 0, -1):
        title = _forms().get(" ".join(folded[-size:]))
        if title is not None:
            return size, title
    return None
