"""Clauses under a preposition: "accused of looting it", "without asking", "reports of clashes resulting in deaths"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.beside import asked_for, before, by_quality, never_without, not_by, refutation
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.forms import HAPPENED, REAL, Outcome
from onrecord.marks.events.governing import applied
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.realised import without_waiting
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

LATER = words_of("later than")


def listed_under(noun: Token, up: Climb) -> Outcome | None:
    """ "Charged with theft and resisting arrest": what stands with a noun under one preposition."""
    for _ in range(grammar.MAX_CLIMB):
        if noun.dep_ not in ("conj", "appos"):
            break
        noun = noun.head
    return under_prep(noun.head, up) if noun.dep_ == "pobj" else None


def what_follows(verb: Token, noun: Token, up: Climb) -> Outcome | None:
    """ "Could cause a flood resulting in deaths": as real as that of which it is the outcome."""
    over = noun.head
    if lemma(verb) not in classes()["causing"].words or verb.tag_ != "VBG":
        return None
    row = effect("noun", lemma(noun), "phrase") if grammar.of_prep(noun, "of") else None
    if row is not None and row.modality == "possible":
        return Outcome(row.modality, row.how, (noun,))  # "reports of clashes in the port resulting in deaths"
    while noun.dep_ == "pobj" and over.lower_ not in ("of", "about") and over.head.pos_ == "NOUN":
        noun = over.head  # "reports of clashes in the port resulting in deaths"
        over = noun.head
    if noun.dep_ == "pobj" and over.lower_ in ("of", "about"):
        row = effect("noun", lemma(over.head), "phrase")  # "reports of clashes resulting in deaths"
        return Outcome(row.modality, row.how, (over.head,)) if row is not None and row.modality == "possible" else None
    if noun.dep_ != "dobj":
        return None
    above = up.of_verb(over) if grammar.is_verb(over) else HAPPENED
    return above if above.modality not in REAL else None


def under_prep(prep: Token, up: Climb) -> Outcome | None:
    """What a preposition, and the word before it, say of the clause under it; None where they say nothing."""
    row = effect("prep", prep.lower_, "all")
    if row is not None and never_without(prep):
        return HAPPENED
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    stands = before(prep) or not_by(prep) or by_quality(prep)
    if stands is not None:
        return stands
    above = prep.head
    if grammar.is_verb(above) and prep.lower_ == "on" and lemma(above) in words_of("keeps on"):
        told = up.inherit(above)  # "goes on jailing them"
        return Outcome("ongoing", "parse:goes on", (above, prep)) if told.modality in REAL else told
    if grammar.is_verb(above):
        tried = next((t for t in grammar.of_prep(above, "on") if lemma(t) in classes()["tried"].words), None)
        if tried is not None and prep.lower_ in ("for", "over"):  # "went on trial for killing him"
            return Outcome("possible", "parse:on trial", (tried,))
        row = effect("verb", lemma(above), str(prep.lower_))
        kept = effect("verb", lemma(above), "kept_from") if prep.lower_ == "from" else None
        if kept is not None and up.of_verb(above).modality in ("happened", "historical"):
            row = kept  # "kept the ferry from sinking": it did not; "may keep it from sinking": it may yet
        if row is not None:
            return applied(row, above, up)
        told = up.inherit(above)
        if prep.lower_ in ("by", "through") and told.how == "aux" and any(t.lower_ == "can" for t in told.at):
            return replace(told, modality="hypothetical")  # "can be won by shelling the port"
        if without_waiting(prep):
            return HAPPENED  # "did not wait for the auditors before dismissing him"
        # "could be jailed after admitting it", "refused to leave after being asked to"
        past = told.modality in ("possible", "requested", "denied", "ongoing")
        return HAPPENED if prep.lower_ in LATER and past else told
    by = above.head
    if above.dep_ == "pobj" and by.dep_ == "agent" and grammar.is_verb(by.head):
        row = effect("verb", lemma(by.head), str(prep.lower_))
        if row is not None:
            return applied(row, by.head, up)  # "was accused by rebels of shelling it"
    called = grammar.common(above)
    row = effect("noun", called, "doing") or effect("noun", called, "phrase")
    row = row or effect("noun", called, str(prep.lower_))
    no = verb_form.negation(above)
    refuted = refutation(above) if row is not None and row.modality == "possible" else None
    if refuted is not None:
        return refuted  # "rejected accusations of looting it"
    if row is not None and (row.modality, row.negated) == ("happened", "ongoing") and asked_for(above):
        return Outcome("ongoing", row.how, (above,))  # "demanded an end to fighting"
    if row is not None and row.under(no is not None) != SAME:
        return Outcome(row.under(no is not None), row.how, (above,) if no is None else (no, above))
    over = effect("verb", lemma(above.head), "object") if row is not None and above.dep_ == "dobj" else None
    if over is not None and over.modality == "denied":
        return applied(over, above.head, up)  # "denied any part in attacking it"
    if above.dep_ == "dobj" and grammar.is_verb(above.head):  # "accused the premier of": the phrase is the verb's
        row = effect("verb", lemma(above.head), str(prep.lower_))
        if row is not None:
            return applied(row, above.head, up)
    if above.pos_ == "ADJ" and above.dep_ == "acomp" and grammar.is_verb(above.head):
        found = up.of_verb(above.head)
        return found if found.modality not in REAL else None  # "would be useful in preventing attacks"
    if above.pos_ == "ADV" and grammar.is_verb(above.head):  # "never got as far as attacking"
        found = up.of_verb(above.head)
        return found if found.modality not in REAL else None
    return None
