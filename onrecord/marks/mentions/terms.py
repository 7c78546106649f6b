"""How somebody holds an office where a report has several who do: now, no more, not yet, for the time being."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.lexicon import titles
from onrecord.marks.mentions.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.table import load

if TYPE_CHECKING:
    from onrecord.marks.mentions.entity import Entity, Item

TABLE = "office_words.tsv"
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(rf"[-\s]{{1,2}}({either(words_of('behind an office'))})\b", re.I)
_UNTIL = re.compile(r"[^.,;]{0,40}?,?\s(?:until|till|from (?:\w+ )?\d{4} (?:to|until|through)) (?:\w+ )?\d{4}\b", re.I)
_SMALL = words_of("tells nothing of an office")
_HOLDING = ("", "now", "acting", "next", "past", "under")  # who is meant by the office alone, the surest first
TAKEN_OVER = {"predecessor": ("past",), "successor": ("", "now", "acting", "next")}


@cache
def _rows() -> Mapping[str, str]:
    return {row["word"]: row["term"] for row in load(__package__, TABLE, ("word", "term"))}


def term(item: Item) -> str:
    """How the words of a mention say that its office is held, "" where they say nothing."""
    candidate, text = item.candidate, item.passage.text
    end = candidate.head_end if candidate.form == "nominal" else candidate.head_start
    words = _WORD.findall(text[candidate.start : end])
    found = {_rows().get(word.casefold(), "") for word in words[-6:]}
    if (after := _AFTER.match(text, candidate.head_end)) is not None:
        found.add(_rows().get(after.group(1).casefold(), ""))
    if candidate.form == "nominal" and _UNTIL.match(text, candidate.head_end):
        return "past"
    return next((t for t in ("past", "under", "next", "acting", "now") if t in found), "")


def without_prefix(noun: str) -> str:
    """The office in "ex-chancellor", "then-minister"."""
    first, _, rest = noun.partition("-")
    return rest if rest and first in _rows() else noun


def preferred(item: Item, pool: Sequence[Entity], role: str) -> list[Entity]:
    """Of several who hold an office those whom the words may mean: "the mayor" is the one who is, and not who was.

    Words that say which of several it is ("the police spokesman") go first.
    """
    if len(pool) < 2:
        return list(pool)
    pool = _told_apart(item, pool)
    wanted = term(item)
    if wanted and wanted != "now":
        return [e for e in pool if wanted in e.terms.get(role, ())]
    for how in _HOLDING:
        fitting = [e for e in pool if how in e.terms.get(role, ())]
        if fitting:
            return fitting
    return list(pool)


def _told_apart(item: Item, pool: Sequence[Entity]) -> Sequence[Entity]:
    """Those of whom the report says what the phrase says beside its noun, where it says so of some."""
    candidate = item.candidate
    words = _WORD.findall(item.passage.text[candidate.start : candidate.head_start])
    said = {w.casefold() for w in words} - _SMALL - _rows().keys()
    if not said:
        return pool
    fitting = [e for e in pool if any(said <= _beside(i) for i in e.items if i.candidate.noun or i.candidate.title)]
    return fitting or pool


def _beside(item: Item) -> set[str]:
    candidate = item.candidate
    return {w.casefold() for w in _WORD.findall(item.passage.text[candidate.start : candidate.head_end])}


def taken_over(noun: str, whose: Entity, offices: Iterable[tuple[str, Sequence[Entity]]]) -> Entity | None:
    """ "His successor": the one other person met so far who holds, or held, an office of his."""
    found: dict[int, Entity] = {}
    for role, held in offices:
        if role in whose.terms and titles.by_form(role) is not None:
            found.update({id(e): e for e in held if not e.terms.get(role, set()).isdisjoint(TAKEN_OVER[noun])})
    met = [e for e in found.values() if e is not whose and e.latest is not None]
    return met[0] if len(met) == 1 else None


def inherit(entity: Entity, whose: Entity, noun: str) -> None:
    """Whoever is somebody's predecessor held what that one holds."""
    for role in [r for r in whose.terms if r not in TAKEN_OVER]:
        entity.roles.setdefault(role, ())
        entity.terms.setdefault(role, set()).add(TAKEN_OVER[noun][0])
