"""Whom the words around a deed only tie to it: of what is told as done nobody is the doer who is charged with it.

"Was charged in the shooting", "no evidence of his role in the raid", "denied ordering the attack": the deed was done;
whether by him is what is in question.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.marks.events import grammar
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import REAL, Outcome
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.phrases import of_noun
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_PARTS = words_of("part in a deed")
_TIED = words_of("ties to a deed")
_LINKS = frozenset(("be",)) | classes()["culprit"].words
_SUSPECTS = words_of("only ties to a deed")
_CHARGES = (words_of("charges somebody") | words_of("blames somebody")) - classes()["jailing"].words
_DISPUTES = words_of("disputes a part")
_NAMES = words_of("name of a charge")


def doers(frame: Frame, found: tuple[Filler, ...], result: Outcome) -> tuple[Filler, ...]:
    """Those of the doers of a deed that are told to have done it, where the deed is told as done.

    Takes: the anchor, who was read as its doer, and how real it is. Gives: all of them where it is not told as done.
    """
    if frame.verbal or result.modality not in REAL or not found:
        return found
    how = found[0].how
    if how == "blamed":
        return () if any(_charges(w) for w in _over(frame.token)) else found
    if how == "part":
        words = list(_over(frame.token))
        ties = any(lemma(w) in _PARTS | _TIED | _LINKS for w in words)  # not "rejected union demands"
        return found if not ties or all(_told_as_so(w, frame.headline) for w in words) else ()
    if how in ("subj", "above"):  # "denied ordering the attack"
        verb = frame.governor
        unreal = verb is not None and of_verb(verb, frame.headline).modality in ("possible", "denied")
        return () if unreal else found
    return found


def _over(noun: Token) -> Iterator[Token]:
    """The words over a noun that tie somebody to it, up to the first verb, with what that verb has as its object."""
    here = noun
    for _ in range(grammar.MAX_CLIMB):
        here = here.head
        if here.pos_ in ("NOUN", "PROPN", "VERB", "AUX"):
            yield here
        if grammar.is_verb(here):
            yield from (c for c in grammar.children(here, "dobj", "nsubjpass") if lemma(c) in _PARTS)
            return
        if here.head == here:
            return


def _charges(word: Token) -> bool:
    return lemma(word) in (_CHARGES if grammar.is_verb(word) else _NAMES)


def _told_as_so(word: Token, headline: bool) -> bool:
    """Whether it is told that somebody had the part that a word tells: not "alleged role", "no sign of his role"."""
    if grammar.is_verb(word):
        if lemma(word) in _SUSPECTS | _DISPUTES:
            return False
        return lemma(word) not in _TIED | _LINKS or of_verb(word, headline).modality in REAL
    if lemma(word) not in _PARTS:
        return lemma(word) not in _LINKS
    return of_noun(Frame(word, headline), "", "OTHER").modality in REAL
