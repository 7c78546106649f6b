"""What a reviewer may choose for a cell: words of the record, or names that the report holds, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.faces.cells import words_of
from onrecord.faces.values import WORDS
from onrecord.marks.figures.what import WHATS
from onrecord.shapes.table import load

_NAMED = {"people": ("person", "organisation", "group", "office"), "places": ("place",)}
_NEAREST = 8  # names


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a cell may be given: as the record has it, and in words; `now` where the reader gave it."""

    value: Any
    says: str
    now: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A cell of a mark with what may be chosen for it."""

    cell: str
    says: str
    choices: tuple[Choice, ...]


def questions(kind: str, mark: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> list[Question]:
    """What may be asked about a mark of a kind ("quote" …), in the order of the table.

    `mentions` are those of its report.
    """
    return [_question(kind, cell, among, mark, mentions) for cell, among in _table().get(kind, ())]


def _question(
    kind: str, cell: str, among: str, mark: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]
) -> Question:
    now = words_of(mark.get(cell))
    if among not in _NAMED:
        there = WHATS if among == "whats" else WORDS[kind, cell]
        found = [Choice(word, word.replace("_", " "), word == mark.get(cell)) for word in there]
    else:
        found = [Choice(value, value["name"], value["name"] == now) for value in _near(mark, mentions, _NAMED[among])]
        found.append(Choice(None, "nobody named" if among == "people" else "nowhere named", not now))
    return Question(cell, now or "nothing", tuple(found))


def _near(
    mark: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], types: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Who or what is named in a report, each once, by the mention that stands nearest to a mark."""
    there = [m for m in mentions if m["type"] in types and m.get("name")]
    there.sort(key=lambda m: (max(m["start"] - mark["end"], mark["start"] - m["end"], 0), m["start"]))
    names = dict.fromkeys(m["name"] for m in there)
    for name in list(names)[:_NEAREST]:
        nearest = next(m for m in there if m["name"] == name)
        yield {"start": nearest["start"], "end": nearest["end"], "name": name}


@cache
def _table() -> Mapping[str, Sequence[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in load(__package__, "review.tsv", ("kind", "cell", "among"), key=("kind", "cell")):
        found.setdefault(row["kind"], []).append((row["cell"], row["among"]))
    return found
