"""What a verb makes a number the size of: "the number of ships rose to 27", "cases climb to 60"."""

from __future__ import annotations

from onrecord.marks.figures.words import words_of
from onrecord.marks.words import Token

_SIZED = ("nsubj", "nsubjpass", "dobj")


def measured(number: Token) -> Token | None:
    """The noun whose size the number is, by the verb over it; None where no verb tells."""
    verb, parts = _verb(number)
    if verb is None:
        return None
    before = [child for child in verb.children if child.dep_ in parts and child.i < number.i]
    # "The union put the number at 27" measures its object; of "measles: cases climb" the nearer is the subject.
    named = max(before, key=lambda x: (x.dep_ == "dobj", x.i), default=None)
    if named is None or (verb.lemma_.lower() in words_of("moves loosely") and not _is_size(named)):
        return None
    return _counted(named)


def _is_size(named: Token) -> bool:
    return named.lemma_.lower() in words_of("size noun")


def _verb(number: Token) -> tuple[Token | None, tuple[str, ...]]:
    """The verb that tells a size, and what parts of it may be what is measured."""
    over = number.head
    if number.dep_ == "pobj" and over.lower_ in ("to", "at", "from"):
        while over.dep_ == "prep" and over.head.dep_ == "prep":  # "from 20 to 27"
            over = over.head
        return (over.head, _SIZED) if over.head.lemma_.lower() in words_of("moves") else (None, ())
    told = number.dep_ in ("dobj", "attr", "npadvmod", "oprd") and over.lemma_.lower() in words_of("amounts")
    return (over, _SIZED[:2]) if told else (None, ())


def _counted(named: Token) -> Token | None:
    """A noun that is measured: of "the number of ships" the ships."""
    if not _is_size(named):
        return named if named.pos_ in ("NOUN", "ADJ") else None
    below = (x for of in named.children if of.lower_ == "of" for x in of.children if x.dep_ == "pobj")
    return next((x for x in below if x.pos_ not in ("PRON", "PROPN", "NUM")), None)
