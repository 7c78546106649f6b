"""Whether what a verb tells came about: from its auxiliaries, its negation and the words that govern its clause."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import gapped, high_time, nth_time
from onrecord.marks.events.beside import (
    alleged_too,
    conditions,
    doing,
    first_bare,
    no_option,
    not_the_one,
    told_by,
    whoever,
    with_own,
)
from onrecord.marks.events.beside_clause import listed_with
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.eager import cannot_wait, instead
from onrecord.marks.events.forms import (
    DEPTH,
    HAPPENED,
    REAL,
    Outcome,
    conditional,
    dated,
    own_form,
    perfect_infinitive,
    reported,
    willed,
)
from onrecord.marks.events.governing import applied
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.passed_over import to_be_done
from onrecord.marks.events.realised import in_the_end
from onrecord.marks.events.standing import enacting, in_case, too_far, under_plan
from onrecord.marks.events.supposed import anyone
from onrecord.marks.events.tables import SAME, effect
from onrecord.marks.events.under_noun import under_noun
from onrecord.marks.events.under_prep import listed_under, under_prep, what_follows
from onrecord.marks.events.under_verb import LIKING, under_verb
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

WOULD = words_of("would")
MAYBE = frozenset(f"modality.tsv:{w}" for w in words_of("may be so"))


def of_verb(verb: Token, headline: bool, depth: int = 0) -> Outcome:
    """The modality of what a verb tells."""
    own = own_form(verb, headline)
    if depth > DEPTH:
        return own
    if own.modality == "hypothetical" and own.how == "aux" and in_the_end(verb):
        return HAPPENED  # "the man who would later kill four"
    if own.modality == "hypothetical" and own.how == "aux" and not conditional(verb):
        liked = (
            lemma(verb) in LIKING
            or lemma(verb) == "welcome"
            or any(p.lower_ == "without" for p in children(verb, "prep"))
        )  # "said he would welcome talks"
        coming = (reported(verb) and not liked) or dated(verb) or under_plan(verb) is not None
        own = replace(own, modality="planned") if coming else own
    might = own.modality == "possible" or any(t.lower_ in WOULD for t in own.at)
    if own.how == "aux" and ((might and conditional(verb)) or (willed(own) and conditional(verb, "if"))):
        own = replace(own, modality="hypothetical")  # "could be jailed if the court agrees"
    above = _governed(verb, Climb(headline, depth, of_verb))
    if above is None:
        return own
    aimed = above.how == "parse:aim" or any(t.pos_ == "NOUN" for t in above.at)  # "the aim is to have signed it"
    if above.modality == "planned" and not aimed and perfect_infinitive(verb):
        if verb.head.lower_ in ("first", "last", "only", "next"):
            return HAPPENED  # "was the first to have been charged"
        have = tuple(a for a in grammar.own_aux(verb) if a.lower_ == "have")
        return Outcome("possible", "parse:perfect infinitive", (*above.at, *have))  # "is expected to have reached it"
    if above.how == "parse:imperative" and verb not in above.at:
        above = above.also(verb)  # "keep attacking them": the order is all of it
    if above.modality == "ongoing" and own.modality not in REAL:
        return own
    if own.how == "parse:neg" and above.modality == "possible" and above.how in MAYBE:
        return above.also(*own.at)  # "it is possible that they were not hit"
    if own.modality == "denied" and above.modality == "requested" and grammar.infinitive(verb):
        return above  # "told them not to surrender": that is what was asked
    if own.modality in REAL:
        return own if (own.modality, above.modality) == ("historical", "happened") else above
    if own.modality == "possible" and own.how == "aux" and above.modality in ("hypothetical", "denied"):
        return above
    thought = own.modality == "hypothetical" and own.how == "aux" and not conditional(verb)
    if (
        thought
        and above.modality in ("possible", "denied")
        and not any(lemma(a) == "have" for a in grammar.own_aux(verb))
    ):
        return above  # "feared that they would attack"
    if own.modality == "planned" and above.modality in (
        "threatened",
        "possible",
        "hypothetical",
        "requested",
        "denied",
    ):
        return above
    return own


def climbing(headline: bool = False, depth: int = 0) -> Climb:
    """What reads the words over one that is no verb of a clause: of a headline or not, so many words up already."""
    return Climb(headline, depth, of_verb)


def _governed(verb: Token, up: Climb) -> Outcome | None:
    """What the words that govern the verb's clause say; None when nothing governs it."""
    head = verb.head
    if head == verb:
        return None
    forced = no_option(verb)
    forced = forced or too_far(verb)
    if forced is not None:
        return forced
    if verb.dep_ in ("xcomp", "ccomp", "oprd", "advcl"):
        return cannot_wait(verb, head) or under_verb(verb, head, up)
    if verb.dep_ in ("acl", "relcl"):
        if grammar.infinitive(verb):
            return under_noun(verb, head, up)
        if high_time(verb, head):
            return Outcome("requested", "parse:time", (head,))  # "it is high time the league banned it"
        over = nth_time(verb, head)
        if over is not None:
            above = up.of_verb(over)
            return above if above.modality not in REAL else None
        return (
            not_the_one(verb, head)
            or to_be_done(verb, head)
            or in_case(verb, head)
            or told_by(verb, head)
            or enacting(verb, head)
            or whoever(verb, head, up.headline)
            or of_anyone(verb)
            or imagined(verb, head)
            or remembered(head)
            or bidden(verb, head)
            or what_follows(verb, head, up)
            or doing(verb, head, up.headline)
            or alleged_too(verb, head)
        )
    if verb.dep_ == "pcomp" or (verb.dep_ == "pobj" and verb.tag_ == "VBG" and head.dep_ == "prep"):
        return with_own(verb, head, up.headline) or under_prep(head, up)
    if verb.dep_ == "pobj" and verb.tag_ == "VB" and head.lower_ == "to":  # "threatening to murder", "to" no particle
        return under_verb(verb, head.head, up)
    if verb.dep_ == "dobj" and verb.tag_ == "VB" and grammar.is_verb(head):  # "could face arrest", read as a verb
        row = effect("verb", lemma(head), "penalty") or effect("verb", lemma(head), "object")
        return applied(row, head, up) if row is not None else up.inherit(head)
    if verb.dep_ == "csubj" and verb.tag_ in ("VBZ", "VBP"):
        return of_anyone(verb)
    if verb.dep_ == "csubj" and verb.tag_ == "VBG":
        return _subject_clause(head, up)
    if verb.dep_ == "conj" and verb.tag_ == "VBG" and head.pos_ == "NOUN":
        return listed_under(head, up)
    if verb.dep_ == "conj" and grammar.is_verb(head):
        if verb.tag_ == "VBG" and head.tag_ != "VBG" and not grammar.own_aux(verb):
            listed = listed_with(verb, head, up)
            if listed is not None:
                return listed
        first = first_bare(verb)
        if first is not None:
            return up.of_verb(first)
        bare = not grammar.own_aux(verb) and not children(verb, "nsubj", "nsubjpass")
        alike = verb.tag_ == head.tag_ or verb.tag_ in ("VB", "VBG") or (verb.tag_, head.tag_) == ("VBP", "VB")
        if bare and (alike or (verb_form.passive(head) and verb.tag_ not in ("VBZ", "VBP"))):
            above = up.of_verb(head)
            return HAPPENED if above.how == "parse:neg" and instead(verb, head) else above
        if gapped(verb, head):
            above = up.of_verb(head)
            return above if above.modality not in REAL else None
        if grammar.infinitive(verb) and grammar.infinitive(head):  # "for it to withdraw and for him to be sacked"
            return up.of_verb(head)
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in grammar.kids(verb)):
            return _governed(head, up.higher())  # "fears that it fell and that they fled"
        if any(c.dep_ == "mark" and conditions(c) for c in grammar.kids(head)):
            above = up.of_verb(head)  # "until order is restored and the guilty are punished"
            return above if above.modality not in REAL else None
    return None


def imagined(verb: Token, noun: Token) -> Outcome | None:
    """ "Imagine a town where the guards plan to leave": of what the reader is told to think of."""
    row = effect("verb", lemma(noun.head), "object") if noun.dep_ == "dobj" else None
    bidden_ = row is not None and row.modality == "hypothetical" and verb_form.imperative(noun.head)
    return Outcome("hypothetical", row.how, (noun.head,)) if row is not None and bidden_ else None


def remembered(noun: Token) -> Outcome | None:
    """ "Memories of the famine in which the junta withheld grain": of a time gone by, as what it is told of."""
    over = noun.head.head if noun.dep_ == "pobj" else None
    if over is None or over.pos_ not in ("NOUN", "PROPN"):
        return None
    row = effect("noun", grammar.common(over), "phrase")
    return Outcome("historical", row.how, (over,)) if row is not None and row.modality == "historical" else None


def bidden(verb: Token, noun: Token) -> Outcome | None:
    """ "Gave them an ultimatum: leave the city": what a demand says, in so many words."""
    first = verb.left_edge
    if verb.tag_ != "VB" or grammar.infinitive(verb) or not first.i or first.nbor(-1).text not in (":", ";", "\u2014"):
        return None
    return Outcome("requested", "parse:imperative", (verb,))


def of_anyone(verb: Token) -> Outcome | None:
    """ "Any guard who fires will be tried", "whoever wins will inherit it"."""
    at = anyone(verb)
    return Outcome("hypothetical", "parse:anyone", at) if at else None


def _subject_clause(head: Token, up: Climb) -> Outcome | None:
    """ "Attacking them would be wrong", "lifting the ban is a condition"."""
    above = up.of_verb(head)
    if above.modality == "denied" and above.how == "parse:neg":  # "closing the port does not help"
        now = any(a.tag_ in ("VBZ", "VBP") for a in grammar.own_aux(head))
        return Outcome("hypothetical", "parse:neg", above.at) if now else None
    if above.modality not in REAL:
        return above
    for noun in children(head, "attr"):
        row = effect("noun", lemma(noun), "all")
        if row is not None and row.modality != SAME:
            return Outcome(row.under(verb_form.negation(head) is not None), row.how, (noun,))
    return None
