"""Who holds an office that one telling only describes: "the transport minister" of a headline, named in the report.

Two mentions of an office become one entity on firmer signs; a tie by office holds for the cells of events only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.marks.events.meant import HOW, PARTIES, Somebody, refs_of
from onrecord.marks.events.mentioned import Mention
from onrecord.marks.events.same import Telling
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Ref

_ALONE = words_of("office of one")
_SEVERAL = words_of("office of several")
_NOT_IT = words_of("less than the office")
_EMPTY = words_of("says nothing of an office")
_NOUN = re.compile(rf"(?<![\w-]){either(_ALONE | _SEVERAL)}(?![\w-])", re.IGNORECASE)
_AFTER = re.compile(r"\s(?:of|for)\s(?:the\s)?(\w+)(?:\sand\s(\w+))?")
_STEM = 4  # letters that "transport" and "transportation", "Kenya" and "Kenyan" share


@dataclass(slots=True)
class Office:
    """An office as one mention tells it: its noun, and the beginnings of the words that say which."""

    noun: str
    of: frozenset[str]
    states: frozenset[str]
    lesser: frozenset[str]


def tie_offices(tellings: Sequence[Telling], mentions: Iterable[Mention], text: str, whom: dict[str, Somebody]) -> None:
    """Give an office in a cell the name of the one person who is told to hold it.

    Takes: the tellings of a report, its mentions, text and single people; changes cells.
    """
    held = _held(mentions, text, whom)
    if not held:
        return
    meant: dict[str, str] = {}
    for entity, offices in held.items():
        if whom[entity].named or whom[entity].marked:
            continue
        found = [e for e, own in held.items() if whom[e].named and any(_one(a, b) for a in offices for b in own)]
        if len(found) == 1:
            meant[entity] = found[0]
    for telling in tellings if meant else ():
        for name in (*PARTIES, "asserted_by"):
            _rename(telling, name, meant, whom)


def _held(mentions: Iterable[Mention], text: str, whom: dict[str, Somebody]) -> dict[str, list[Office]]:
    out: dict[str, list[Office]] = {}
    for one in mentions:
        if one.entity is None or one.entity not in whom or one.form == "pronoun":
            continue
        words = one.text
        found = _NOUN.search(words)
        if found is None:
            continue
        before = re.findall(r"[\w-]+", words[: found.start()])
        tail = _AFTER.match(text, one.mark.start + found.end())
        after = [w for w in tail.groups() if w] if tail is not None else []
        stems = frozenset(w[:_STEM].casefold() for w in (*before, *after) if w.casefold() not in _EMPTY and len(w) > 2)
        named = [w for w in (*before, *after) if w[:1].isupper() and w.casefold() not in _EMPTY | _NOT_IT]
        states = frozenset(w[:_STEM].casefold() for w in named)
        lesser = frozenset(w.casefold() for w in before if w.casefold() in _NOT_IT)
        out.setdefault(str(one.entity), []).append(Office(found[0].casefold(), stems, states, lesser))
    return out


def _one(a: Office, b: Office) -> bool:
    """Whether two mentions may tell of one office: "Kenya's transport minister", "minister of transportation"."""
    if a.noun != b.noun or a.lesser != b.lesser:
        return False
    if a.noun in _ALONE:
        return not a.states or not b.states or bool(a.states & b.states)
    return bool((a.of - a.states) & b.of) or bool((b.of - b.states) & a.of)


def _rename(telling: Telling, name: str, meant: dict[str, str], whom: dict[str, Somebody]) -> None:
    cell = telling.cells.get(name)
    if cell is None:
        return
    if isinstance(cell.value, Ref):
        if cell.value.entity in meant:
            telling.cells[name] = replace(cell, value=_called(cell.value, meant, whom), how=HOW)
        return
    refs = refs_of(cell)
    if any(r.entity in meant for r in refs):
        others = {r.entity for n in PARTIES if n != name for r in refs_of(telling.cells.get(n))}
        if not any(r.entity in meant and meant[r.entity] in others for r in refs if r.entity):
            telling.cells[name] = Cell(tuple(_called(r, meant, whom) for r in refs), HOW, cell.at)


def _called(ref: Ref, meant: dict[str, str], whom: dict[str, Somebody]) -> Ref:
    if ref.entity is None or ref.entity not in meant:
        return ref
    return replace(ref, name=whom[meant[ref.entity]].name, entity=meant[ref.entity])
