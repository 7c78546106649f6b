"""Who "she", "the man", "the 41-year-old" is where it is told what befell them: who was last told to have the part.

"A climber from Orva fell. The 41-year-old was carried down." A pronoun read as the official who speaks of it, or as the
one on the other side, is nobody whom the report tells to have that part: "guards had searched his bag, the warden
said".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.lexicon import people_nouns
from onrecord.marks.events.meant import FEMALE, HARMING, HELD, HOW, MALE, Somebody, refs_of
from onrecord.marks.events.mentioned import Mention
from onrecord.marks.events.same import LONG_PAST, Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell, Ref

CULPRIT, VICTIM = "culprit", "victim"
_OTHER = {CULPRIT: VICTIM, VICTIM: CULPRIT}
_AGED = re.compile(r"\d+\s?-\s?year\s?-\s?old$", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\W{0,3}\s")
_SINGLE = MALE | FEMALE


def by_part(tellings: Sequence[Telling], mentions: Iterable[Mention], text: str, whom: dict[str, Somebody]) -> None:
    """Name those whom a pronoun or a bare description means by the part they have in the report.

    Takes: the tellings of a report in text order, its mentions, text and single people; changes cells, and the gender
    of people that a pronoun shows.
    """
    told = [(t, part, cell) for t in tellings for part, cell in _parts(t) if len(refs_of(t.cells.get(cell))) == 1]
    if not told:
        return
    reader = _Reader(mentions, text, whom)
    reader.hold_firm(told)
    for telling, part, cell in told:
        reader.read(telling, part, cell)


class _Reader:
    """Goes through the cells of a report that say who is a culprit, who a victim, and keeps whom it met last."""

    def __init__(self, mentions: Iterable[Mention], text: str, whom: dict[str, Somebody]) -> None:
        """Takes: what the whole report shows of its people."""
        self._text = text
        self._whom = whom
        speaking = words_of("speaks of others")
        self._officials: set[str] = set()
        self._named: dict[str, list[int]] = {}  # where the names of an entity end
        for one in mentions:
            if one.entity is not None and not speaking.isdisjoint(one.low):
                self._officials.add(one.entity)
            if one.entity is not None and one.form == "name":
                self._named.setdefault(one.entity, []).append(one.mark.end)
        self._firm: dict[str, set[str]] = {CULPRIT: set(), VICTIM: set()}
        self._last: dict[str, tuple[Ref, str]] = {}
        self._past: dict[str, tuple[Ref, str]] = {}  # of an earlier episode: for its own sentence alone

    def hold_firm(self, told: Sequence[tuple[Telling, str, str]]) -> None:
        """Note who has a part by more than a pronoun."""
        for telling, part, cell in told:
            (ref,) = refs_of(telling.cells.get(cell))
            if ref.entity is not None and not _long_past(telling) and self._words(ref) not in _SINGLE:
                self._firm[part].add(ref.entity)

    def read(self, telling: Telling, part: str, cell: str) -> None:
        """Name the one in a cell, or keep that one as the last who was told to have the part."""
        (ref,) = refs_of(telling.cells.get(cell))
        words = self._words(ref)
        own = _gender(ref, words, self._whom)
        before, gender = self._before(ref, part, own)
        if words in _SINGLE:
            said = telling.value("asserted_by")
            speaks = isinstance(said, Ref) and said.entity == ref.entity  # "the suspect said officers beat him"
            other = ref.entity is None or ref.entity in self._officials
            other = other or (ref.entity in self._firm[_OTHER[part]] and not speaks)
            if other and ref.entity not in self._firm[part]:
                if before is None or before.entity == ref.entity:
                    return
                _name(telling, cell, ref, before)
                if before.entity in self._whom:
                    self._whom[before.entity].gender = own
                ref = before
        elif self._bare(ref, words):
            if before is not None and words.split()[-1] not in (before.name or "").casefold().split():
                _name(telling, cell, ref, before)
                return
        elif ref.entity not in self._whom:
            return
        if ref.name:
            known = own or (gender if before is not None and before.entity == ref.entity else "")
            (self._past if _long_past(telling) else self._last)[part] = (ref, known)

    def _words(self, ref: Ref) -> str:
        return ref.span.cut(self._text).casefold()

    def _before(self, ref: Ref, part: str, own: str) -> tuple[Ref | None, str]:
        """Who was last told to have a part and may be meant by a reference, with the gender."""
        past = self._past.get(part)
        if past is not None and not _STOP.search(self._text, past[0].span.end, ref.span.start):
            return past
        before, gender = self._last.get(part, (None, ""))
        if before is None or before.span.end > ref.span.start:
            return None, ""
        if own and gender and own != gender and not self._beside(before, ref):
            return None, ""
        return before, gender

    def _beside(self, before: Ref, ref: Ref) -> bool:
        """Whether one is named in the sentence: "Orr was walking when she was hit" tells more than a first name."""
        ends = self._named.get(before.entity or "", [])
        at = bisect_right(ends, ref.span.start)
        return at > 0 and not _STOP.search(self._text, ends[at - 1], ref.span.start)

    def _bare(self, ref: Ref, words: str) -> bool:
        """ "The man", "the victim", "the 41-year-old": a description that says no more of one who was spoken of."""
        known = self._whom.get(ref.entity) if ref.entity is not None else None
        if (known is not None and (known.named or known.marked)) or not words.startswith(("the ", "this ")):
            return False
        of_anybody = len(words.split()) == 2 and words.split()[-1] in words_of("somebody of a part")
        return of_anybody or _AGED.search(words) is not None


def _long_past(telling: Telling) -> bool:
    return telling.value("modality") == LONG_PAST


def _parts(telling: Telling) -> list[tuple[str, str]]:
    """The cells of a telling that say who is a culprit, who a victim."""
    type_, base = telling.value("type"), telling.candidate.base
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


def _name(telling: Telling, cell: str, ref: Ref, meant: Ref) -> None:
    own = telling.cells[cell]
    value = (replace(ref, name=meant.name, entity=meant.entity),)
    telling.cells[cell] = Cell(value, HOW, (*own.at, meant.span))
