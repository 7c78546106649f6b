"""Who "she", "the man", "the 36-year-old" is where it is told what was done to them: the one last told to have that part.

"A climber from Orva fell. The 36-year-old was carried down." A pronoun read as the official who speaks of it, or as the
one on the other side, is nobody whom the report tells to have that part: "officers had pulled him over, the sergeant
said".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.lexicon import people_nouns
from onrecord.marks.events.meant import FEMALE, HARMING, HELD, HOW, MALE, Somebody, refs_of
from onrecord.marks.events.mentioned import Mention
from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell, Ref
from onrecord.shapes.span import Span

CULPRIT, VICTIM = "culprit", "victim"
_AGED = re.compile(r"\d+\s?-\s?year\s?-\s?old$", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\W{0,3}\s")
_SINGLE = MALE | FEMALE


def by_part(tellings: Sequence[Telling], mentions: Iterable[Mention], text: str, whom: dict[str, Somebody]) -> None:
    """Name those whom a pronoun or a bare description means by the part they have in the report.

    Takes: the tellings of a report in text order, its mentions, text and single people; changes cells.
    """
    mentions = list(mentions)
    speaking = words_of("speaks of others")
    officials = {m.entity for m in mentions if m.entity is not None and not speaking.isdisjoint(m.low)}
    firm: dict[str, set[str]] = {CULPRIT: set(), VICTIM: set()}
    for telling in tellings:
        for part, cell in _parts(telling):
            for ref in refs_of(telling.cells.get(cell)):
                if ref.entity is not None and ref.span.cut(text).casefold() not in _SINGLE:
                    firm[part].add(ref.entity)
    last: dict[str, tuple[Ref, str]] = {}
    for telling in tellings:
        for part, cell in _parts(telling):
            refs = refs_of(telling.cells.get(cell))
            if len(refs) != 1:
                continue
            ref, (before, gender) = refs[0], last.get(part, (None, ""))
            words = ref.span.cut(text).casefold()
            own = _gender(ref, words, whom)
            fits = before is not None and before.span.end <= ref.span.start
            if own and gender and own != gender and before is not None:
                fits = fits and _beside(
                    before, ref, mentions, text
                )  # a name tells less than "Orr walked when she was hit"
            if words in _SINGLE:
                other = VICTIM if part == CULPRIT else CULPRIT
                wrong = ref.entity not in firm[part] and (ref.entity in officials or ref.entity in firm[other])
                if wrong and fits and before is not None and before.entity != ref.entity:
                    _name(telling, cell, ref, before)
                    if before.entity in whom:
                        whom[before.entity].gender = own
                    ref = before
                elif wrong:
                    continue
            elif _bare(ref, words, whom):
                if fits and before is not None and words.split()[-1] not in (before.name or "").casefold().split():
                    _name(telling, cell, ref, before)
                    continue
            elif ref.entity not in whom:
                continue
            if ref.name:
                last[part] = (ref, own or (gender if before is not None and before.entity == ref.entity else ""))


def _beside(before: Ref, ref: Ref, mentions: Iterable[Mention], text: str) -> bool:
    """Whether somebody is named in the sentence, before the pronoun that may mean him."""
    own = [m.mark for m in mentions if m.entity == before.entity and m.form == "name"]
    return any(m.end <= ref.span.start and not _STOP.search(text, m.end, ref.span.start) for m in own)


def _parts(telling: Telling) -> list[tuple[str, str]]:
    """The cells of a telling that say who is a culprit, who a victim."""
    type_, base = telling.value("type"), telling.candidate.base
    if telling.value("modality") == "historical":
        return []
    if telling.value("mode") in HELD:
        return [(CULPRIT, "recipient")]
    if type_ in HARMING:
        return [(CULPRIT, "actor"), (VICTIM, "recipient"), (VICTIM, "victims")]
    if type_ == "AID" and base in classes()["saving"].words:
        return [(VICTIM, "recipient")]
    if base in classes()["kill"].words or base in classes()["die"].words or base == "death":
        return [(VICTIM, "recipient"), (VICTIM, "victims")]
    return []


def _gender(ref: Ref, words: str, whom: dict[str, Somebody]) -> str:
    if words in MALE or words in FEMALE:
        return "m" if words in MALE else "f"
    if ref.entity is not None and ref.entity in whom and whom[ref.entity].gender:
        return whom[ref.entity].gender
    row = people_nouns.by_lemma(words.split()[-1]) if words else None
    return row.gender if row is not None else ""


def _bare(ref: Ref, words: str, whom: dict[str, Somebody]) -> bool:
    """ "The man", "the victim", "the 36-year-old": a description that says no more of somebody who was spoken of."""
    if ref.entity is not None and ref.entity in whom and (whom[ref.entity].named or whom[ref.entity].marked):
        return False
    if not words.startswith(("the ", "this ")):
        return False
    of_anybody = len(words.split()) == 2 and words.split()[-1] in words_of("somebody of a part")
    return of_anybody or _AGED.search(words) is not None


def _name(telling: Telling, cell: str, ref: Ref, meant: Ref) -> None:
    own = telling.cells[cell]
    value = (replace(ref, name=meant.name, entity=meant.entity),)
    spans: tuple[Span, ...] = (*own.at, meant.span)
    telling.cells[cell] = Cell(value, HOW, spans)
