"""The conditions that rows of the event tables put on a word's surroundings.

A cell holds conditions separated by spaces: `key`, `!key`, `key=word,word`, `!key=word`, where `key,key`
is any of these. What the keys mean is told at the top of verbs.tsv; a key that is none of KEYS is a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from onrecord.shapes.errors import TableError

KEYS = (
    "prt subj obj iobj oprd inf that comp ccomp pass mod owner near near2 about gov subj_of pass_by plural prep under "
    "def neg denies present told main unreal imper is"
).split()


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words in base form and lower case, and labels of names that count as one of them."""

    words: frozenset[str]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: `key` finds one of `words` or `labels` (any when both are empty), or it must not (`wanted`).

    `keys` are the places of which one will do; `any` tells that it only asks whether something is there.
    """

    key: str
    words: frozenset[str]
    labels: frozenset[str]
    wanted: bool
    keys: tuple[str, ...]
    any: bool


class Surroundings(Protocol):
    """What a condition asks of: the words that stand in each place around an anchor."""

    def has(self, key: str) -> bool:
        """True when something stands there."""
        ...

    def near(self, key: str) -> frozenset[str]:
        """Base forms of the words of the whole sentence (near, near2) or paragraph (about)."""
        ...

    def words_at(self, key: str) -> Iterable[tuple[str, str]]:
        """(base form in lower case, label of a name or empty) of each word that stands there."""
        ...


def tests(cell: str, classes: Mapping[str, WordClass], where: str) -> tuple[Test, ...]:
    """The conditions of a cell; TableError (with `where`) for a class that is not in classes.tsv.

    All must hold, so their order is free: first come those on words anywhere near, which are told at a glance.
    """
    return tuple(sorted((_test(part, classes, where) for part in cell.split()), key=lambda t: t.key not in _NEAR))


def _test(part: str, classes: Mapping[str, WordClass], where: str) -> Test:
    wanted = not part.startswith("!")
    key, _, values = part.lstrip("!").partition("=")
    words: set[str] = set()
    labels: set[str] = set()
    for value in filter(None, values.split(",")):
        if value.startswith("@"):
            found = classes.get(value[1:])
            if found is None:
                raise TableError(f"{where}: no class {value} in classes.tsv")
            words |= found.words
            labels |= found.labels
        elif value.startswith("%"):
            labels.add(value[1:])
        else:
            words.add(value.lower())
    keys = tuple(key.split(","))
    if not all(keys):
        raise TableError(f"{where}: {part} is no condition: write key, key,key or key=word,word")
    return Test(key, frozenset(words), frozenset(labels), wanted, keys, not words and not labels)


def fit(found: Iterable[Test], around: Surroundings) -> bool:
    """True when every condition holds."""
    for test in found:  # noqa: SIM110 — most rows fail at once, and a generator costs more than their condition
        if _stands(test, around) is not test.wanted:
            return False
    return True


def _stands(test: Test, around: Surroundings) -> bool:
    """True when something that the condition asks for stands in one of its places."""
    if test.key in _NEAR and not test.any:
        return len(test.words & around.near(test.key)) >= (2 if test.key == "near2" else 1)
    for key in test.keys:  # mostly one; loops, as this is asked many times of every word
        if test.any:
            if around.has(key):
                return True
            continue
        for word, label in around.words_at(key):
            if word in test.words or label in test.labels:
                return True
    return False


_NEAR = frozenset(("near", "near2", "about"))
