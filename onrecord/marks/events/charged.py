"""Deeds that stand further down a list of charges: "was charged with theft, reckless driving and leaving the scene".

The parser often loses such a list after its first deed, and what somebody is only charged with would then be told as
done. So the list is read by its words: from the word of the charge on, deeds parted by commas and "and".
"""

from __future__ import annotations

from onrecord.marks.events import beyond, grammar
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.tables import classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_FAR = 40  # words between the word of the charge and a deed of its list
_LINKS = frozenset((",", "and", "or", "&", "/", ";"))
_PREPS = frozenset(("with", "of", "on", "for"))
_WITHIN = frozenset("DET ADJ NOUN PROPN NUM ADV PUNCT".split())
_CLOSING = frozenset((".", ":", "(", ")", "“", "”", '"'))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def listed(deed: Token) -> tuple[Token, Token] | None:
    """The word of the charge and its preposition, where a deed begins an item of their list; None for other deeds."""
    if deed.tag_ in _FINITE or deed.dep_ in _SUBJECTS or lemma(deed) in _of_courts():
        return None
    if deed.tag_ == "VBN" and grammar.is_verb(deed):
        return None  # "was charged with perjury, fired by the firm and killed in Peru"
    if not _heads_item(deed):
        return None
    for i in range(deed.i - 1, max(0, deed.i - _FAR), -1):
        word = deed.doc[i]
        over = next((w for w in (_before(word), word.head) if _charges(w, word)), None)
        if over is not None and not (_trails(deed) and deed.i > word.i + 1):
            return over, word
        other_clause = word.tag_ in _FINITE and not _aside(word)
        if word.is_sent_start or other_clause or word.lower_ in words_of("parts a charge"):
            return None
    return None


def charged_with(deed: Token) -> list[Token]:
    """Who is charged with a deed that stands further down a list of charges."""
    found = listed(deed)
    if found is None:
        return []
    charge = found[0]
    if not grammar.is_verb(charge) and lemma(charge) in words_of("count of a charge"):  # "with theft and two counts of"
        over = listed(charge)
        charge = over[0] if over is not None else charge
    return beyond.blamed_by_verb(charge) if grammar.is_verb(charge) else beyond.blamed_by_noun(charge)


def _trails(deed: Token) -> bool:
    """True for a deed that ends no list, as no "and" stands near it: "arrested him for theft, killing his dog"."""
    if deed.tag_ != "VBG" or deed.nbor(-1).text != ",":
        return False
    later = (deed.doc[i] for i in range(deed.i, min(deed.i + _FAR, len(deed.doc))))
    for word in later:
        if word.is_sent_start and word is not deed:
            return True
        if word.lower_ in ("and", "or", "&"):
            return False
    return True


def _heads_item(deed: Token) -> bool:
    """Whether a deed heads an item of a list: "criminally negligent homicide", "counts of theft", "inciting a riot".

    Not "over the killing", "theft and the fire": a deed with "the" is one that is known.
    """
    led = False
    for i in range(deed.i - 1, max(-1, deed.i - 9), -1):
        word = deed.doc[i]
        if word.lower_ in _LINKS or (i and _charges(_before(word), word)):
            return True
        if word.lower_ == "of" and i and lemma(word.nbor(-1)) in words_of("count of a charge"):
            continue
        if word.tag_ == "VBG" and not led and deed.tag_ != "VBG":
            led = True
            continue
        known = word.lower_ in ("the", "this", "that", "those", "these") or word.tag_ == "PRP$"
        if known or (word.pos_ not in _WITHIN and word.tag_ not in ("VBN", "HYPH")) or word.text in _CLOSING:
            return False
    return False


def _before(prep: Token) -> Token:
    """The word before a preposition, past a day that stands between: "charges on Friday of theft"."""
    i = prep.i - 1
    while i > 0 and prep.doc[i].ent_type_ in grammar.TIME_LABELS:
        i -= 1
    if i < prep.i - 1 and i > 0 and prep.doc[i].lower_ == "on":
        i -= 1
    return prep.doc[i]


def _charges(word: Token, prep: Token) -> bool:
    """True for "charged" before "with", "suspicion" before "of"."""
    if prep.lower_ not in _PREPS or prep.pos_ not in ("ADP", "SCONJ"):
        return False
    verb = grammar.is_verb(word)
    if lemma(word) not in (words_of("charges somebody") if verb else words_of("name of a charge")):
        return False
    row = effect("verb" if verb else "noun", lemma(word), prep.lower_)
    return row is not None and row.modality == "possible"


def _aside(verb: Token) -> bool:
    """True for a finite verb within an item: "an accident that killed nine"."""
    return verb.dep_ == "relcl" and any(c.tag_ in ("WDT", "WP") for c in grammar.children(verb, *_SUBJECTS))


def _of_courts() -> frozenset[str]:
    return classes()["tried"].words | classes()["charge"].words | words_of("done by courts")
