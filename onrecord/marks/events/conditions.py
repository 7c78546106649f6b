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
    "def neg denies present imper is"
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
    """The conditions of a cell, what is told at a glance first; TableError (with `where`) for an unknown class."""
    return tuple(sorted((_test(part, classes, where) for part in cell.split()), key=_effort))


_AT_A_GLANCE = ("pass", "plural", "near", "near2", "about", "present", "imper", "prt", "obj", "subj", "ccomp")


def _effort(test: Test) -> int:
    """How much there is to look at until a condition is told; all must hold, so their order is free."""
    return _AT_A_GLANCE.index(test.key) if test.key in _AT_A_GLANCE else len(_AT_A_GLANCE)


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
        if not _holds(test, around):
            return False
    return True


def _holds(test: Test, around: Surroundings) -> bool:
    key = test.key
    if key in _NEAR and not test.any:
        return (len(test.words & around.near(key)) >= (2 if key == "near2" else 1)) is test.wanted
    if len(test.keys) == 1:
        return _stands(test, key, around) is test.wanted
    return any(_stands(test, one, around) for one in test.keys) is test.wanted


def _stands(test: Test, key: str, around: Surroundings) -> bool:
    """True when something that the condition asks for stands at a place."""
    if test.any:
        return around.has(key)
    for word, label in around.words_at(key):  # noqa: SIM110 — asked many times of every word
        if word in test.words or label in test.labels:
            return True
    return False


_NEAR = frozenset(("near", "near2", "about"))
