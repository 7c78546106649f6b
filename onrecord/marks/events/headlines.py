"""What a headline says of a noun where the parser takes its verb for a noun, or its noun for a verb."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.forms import REAL, Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import SAME, Effect, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_SAID_OF = words_of("said of a deed")


def headed(noun: Token) -> Outcome | None:
    """ "Talks off", "Court orders release of editor", "Truce hopes fade", "Sanctions against junta possible"."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    row = effect("headline", after.lower_, "all") if after is not None else None
    if row is not None and after is not None:
        return Outcome(row.modality, row.how, (after,))
    if after is not None and noun.dep_ == "nsubj" and after == noun.head and lemma(after) in _SAID_OF:
        return _of(effect("noun", lemma(after), "all"), after)
    return _ordered(noun) or _rated(noun)


def _of(row: Effect | None, word: Token) -> Outcome | None:
    return Outcome(row.modality, row.how, (word,)) if row is not None and row.modality not in (SAME, *REAL) else None


def _ordered(noun: Token) -> Outcome | None:
    """ "Court orders release", "Junta braces for curbs": verbs read as nouns, with who does it before them."""
    prep = noun.head if noun.dep_ == "pobj" else None
    word = prep.head if prep is not None else noun.nbor(-1) if noun.i > 1 else None
    if word is None or word.i < 1 or word.tag_ not in ("NN", "NNS", "NNP", "NNPS") or word.ent_type_:
        return None
    if prep is None:
        while word.i > 1 and word.head == noun and word.dep_ == "amod":
            word = word.nbor(-1)
        if word.dep_ != "compound" or word.head != noun:
            return None
    who = word.nbor(-1)
    if who.pos_ not in ("NOUN", "PROPN") or who.dep_ != "compound" or not word.lower_.endswith("s"):
        several = who.tag_ == "NNS" or lemma(who) == "police"  # "Police foil attack"
        if prep is not None or not several or lemma(who) not in classes()["actor"].words | classes()["person"].words:
            return None
    if prep is not None and effect("noun", lemma(word), "phrase") is not None:
        return None  # "strike threats of"
    row = effect("verb", lemma(word), "object" if prep is None else str(prep.lower_))
    return _of(row, word)


def _rated(noun: Token) -> Outcome | None:
    """ "Ban on strikes likely", "Release of hostages near": the word at the end of a line without a verb."""
    if noun.dep_ != "ROOT" or any(grammar.is_verb(t) for t in noun.doc):
        return None
    last = noun.doc[-1]
    if last.is_punct and last.i:
        last = last.nbor(-1)
    if last.i <= noun.i + 1 or last.pos_ not in ("ADJ", "ADV", "ADP", "SCONJ") or children(last, "pobj"):
        return None
    return _of(effect("adj", last.lower_, "all") or effect("adj", last.lower_, "clause"), last)
