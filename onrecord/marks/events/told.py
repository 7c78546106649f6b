"""Whether a verb tells of one happening, not of a habit, an ability or a wish."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import effect
from onrecord.marks.words import Token

TO_COME = ("planned", "threatened", "requested", "denied", "possible")
MODALS = frozenset("may might have must should ought shall".split())
IF = ("if", "unless")
FOLLOWS = frozenset(
    ("conj", "advcl", "acl", "xcomp", "ccomp", "relcl")
)  # a verb without a time of its own has its head's


def told(verb: Token, headline: bool) -> bool:
    """True for "sold", "has sold", "is selling", "will sell", "agreed to sell"; not for "sells", "can sell"."""
    here = verb
    for _ in range(grammar.MAX_CLIMB):
        when = verb_form.tense(here)
        if when in ("past", "future"):
            return not any(mark.lower_ in IF for mark in children(here, "mark"))
        if when == "present":
            return headline or here.tag_ == "VBG" or _one_deed(here)
        modals = [a.lower_ for a in grammar.own_aux(here)]
        if modals:
            return any(m in MODALS for m in modals) or (modals == ["would"] and _reported(here))
        above = here.head
        if above == here:
            return headline and here.tag_ != "VB"
        if grammar.infinitive(here):
            if here.dep_ == "acl":
                return effect("noun", lemma(above), "phrase") is not None  # "a plan to sell"
            if here.dep_ == "advcl":
                return False  # "to sell more, it ..."
            if above.pos_ == "ADJ":
                row = effect("adj", lemma(above), "clause")
            else:
                row = effect("verb", lemma(above), "said_to") or effect("verb", lemma(above), "clause")
            if row is not None and row.modality in TO_COME:
                return True
            if lemma(above) == "be" and here.dep_ == "xcomp" and above.tag_ in ("VBZ", "VBP", "VBD"):
                return True  # "is to become"
        if here.dep_ == "pcomp":
            above = above.head
        elif here.dep_ not in FOLLOWS:
            return False
        if not grammar.is_verb(above):
            return False
        here = above
    return False


def _reported(verb: Token) -> bool:
    """ "She said he would sell it": the past of "will"; not "would sell it if they asked"."""
    return not children(verb, "advcl")


def _one_deed(verb: Token) -> bool:
    """True for a passive of the present with a day: "the bridge is opened on Monday"."""
    return verb.tag_ == "VBN" and bool(children(verb, "npadvmod"))


def main(verb: Token, headline: bool) -> bool:
    """True for the verb of a main clause, or of what is said, done or to be done: "he said they had left"."""
    here = verb
    for _ in range(grammar.MAX_CLIMB):
        if here.dep_ != "conj":
            break
        here = here.head
    if here.dep_ not in ("ROOT", "ccomp"):
        return False
    if headline:
        return told(verb, headline)
    if verb.tag_ == "VBN" and not _helped(verb):
        return False  # "Updated: 5 pm", "Story created"
    return verb_form.tense(verb) in ("past", "future")


def _helped(verb: Token) -> bool:
    """True for a participle with an auxiliary of its own, or of the verb that it is joined to."""
    return bool(grammar.own_aux(verb)) or (verb.dep_ == "conj" and bool(grammar.own_aux(verb.head)))
