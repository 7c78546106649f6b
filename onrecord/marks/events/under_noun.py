"""Clauses that hang on a noun: "the plan to attack", "a bid to free them failed", "pressure is mounting to"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import fruitless
from onrecord.marks.events.beside import in_order, one_in_order, told_by
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.forms import HAPPENED, REAL, Outcome, own_form
from onrecord.marks.events.governing import applied, judged
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.realised import fulfilled
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

TAKEN_UP = words_of("takes up")
DROPPED = words_of("drops")
ANSWERED = words_of("answers a bid")
FAILING = words_of("fails")
OPENINGS = words_of("opening")
USED = words_of("uses")


def grown_to(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """ "Pressure is mounting on him to resign": the clause is the subject's."""
    if lemma(head) not in classes()["growing"].words or not grammar.infinitive(verb):
        return None
    for noun in children(head, "nsubj", "nsubjpass"):
        if effect("noun", lemma(noun), "clause") is not None:
            return under_noun(verb, noun, up)
    return None


def grown_that(verb: Token, head: Token) -> Outcome | None:
    """ "Speculation is mounting that they will", "fears grew that they had": the clause is the subject's."""
    if lemma(head) not in classes()["growing"].words or lemma(head) in ("be", "make", "come"):
        return None
    noun = next((s for s in children(head, "nsubj") if s.pos_ == "NOUN" and s.i < head.i), None)
    return told_by(verb, noun) if noun is not None else None


def under_noun(verb: Token, noun: Token, up: Climb) -> Outcome:
    """The modality of a clause that hangs on a noun."""
    kept = fulfilled(noun)
    if kept is not None:
        return up.inherit(kept)  # "carried out its threat to cut it off"
    body = noun.lower_ == "authorities" or (lemma(noun) == "authority" and children(noun, "compound"))
    row = effect("noun", lemma(noun), "clause") if not body else None  # they are people
    if lemma(noun) == "order" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.i == noun.i + 2:
        return Outcome("planned", "parse:purpose", (verb,))  # "in order to attack"
    due = lemma(noun) == "time" and not children(noun, "amod", "nummod") and grammar.infinitive(verb)
    came = noun.dep_ == "nsubj" and lemma(noun.head) == "come"
    if due and (came or (noun.dep_ == "attr" and lemma(noun.head) == "be" and not children(noun.head, "expl"))):
        return Outcome("requested", "parse:time", (noun,))  # "it is time to withdraw"
    if row is None:
        above = noun.head
        gone = undone(noun, up)
        if gone is not None:
            return gone  # "voted down a bill to legalise it"
        if noun.dep_ == "attr" and grammar.is_verb(above) and in_order(noun):
            return up.inherit(above)  # "was the first minister to visit the island"
        ranked = up.inherit(above) if one_in_order(noun) else None
        if ranked is not None and ranked.modality in REAL:
            return ranked  # "became the fifth rookie to win"
        if in_order(noun):
            return HAPPENED  # "the third diver to drown there"
        if noun.dep_ == "attr" and lemma(above) == "be" and any(c.lower_ == "it" for c in children(above, "nsubj")):
            return judged(above, noun, up)
        if grammar.is_time(noun) and grammar.is_verb(above) and lemma(above) == "give":
            return Outcome("requested", "parse:given time", (above,))  # "given a week to surrender"
        if noun.dep_ in ("dobj", "pobj"):
            carrier = above if grammar.is_verb(above) else above.head
            found = effect("verb", lemma(carrier), "clause") if grammar.is_verb(carrier) else None
            if found is not None:  # "urged the two sides to meet", read as a clause of the noun
                return applied(found, carrier, up)
            if any(effect("verb", lemma(carrier), "for") for p in [above] if p.lower_ in ("on", "upon", "to")):
                return Outcome("requested", "parse:call on", (carrier,))
        told = up.of_verb(above) if noun.dep_ == "dobj" and grammar.is_verb(above) else HAPPENED
        if told.modality not in (*REAL, "denied"):
            return told  # "asked them to take steps to protect it": as far off as the steps
        return Outcome("planned", "parse:purpose", (verb,))
    no = verb_form.negation(noun)
    found_modality = row.under(no is not None)
    undone_by = undone(noun, up) if found_modality in ("planned", "possible", SAME) else None
    if undone_by is not None:
        return undone_by
    above = noun.head
    if found_modality == "possible" and noun.dep_ == "dobj" and grammar.is_verb(above) and no is None:
        asked = up.of_verb(above)
        if asked.modality == "requested":
            return asked  # "asked them to take steps to protect it"
    if lemma(noun) == "bid" and noun.dep_ in ("dobj", "nsubjpass") and lemma(above) in ANSWERED:
        return Outcome("requested", "modality.tsv:bid", (noun,))  # "the court rejected a bid to block it"
    if found_modality == "planned" and noun.dep_ == "pobj" and grammar.is_verb(above.head):
        charge = effect("verb", lemma(above.head), str(above.lower_))
        if charge is not None and charge.modality == "possible":
            return Outcome("possible", charge.how, (above.head,))  # "charged with a plot to kill"
    if lemma(noun) == "way" and noun.dep_ == "pobj" and above.lower_ == "on":
        return Outcome("planned", "parse:on the way", (above, noun))  # "is on its way to rescue them"
    if lemma(noun) in OPENINGS and noun.dep_ == "dobj" and lemma(above) in USED and no is None:
        if verb_form.negation(above) is None and above.tag_ in ("VBD", "VBN") and up.inherit(above) == HAPPENED:
            no = next((n for c in children(above, "conj") if lemma(c) == "do" and (n := verb_form.negation(c))), None)
            if no is not None:
                return Outcome("denied", "parse:neg", (no,))  # "had the chance to kill him but did not"
            return HAPPENED  # "have had the opportunity to thank them"
        meant = up.of_verb(above) if verb_form.negation(above) is None else HAPPENED
        if meant.modality in ("planned", "threatened"):
            return meant  # "means to use its right to buy the port"
    if found_modality == "requested" and noun.dep_ == "dobj" and lemma(above) in TAKEN_UP:
        if verb_form.negation(above) is None and own_form(above, up.headline).modality in REAL:
            return Outcome("planned", "parse:taken up", (above,))  # "accepted an invitation to visit"
    if found_modality == "denied" and noun.dep_ == "nsubj" and own_form(above, up.headline).modality not in REAL:
        return Outcome("hypothetical", "aux", own_form(above, up.headline).at)  # "failure to comply could mean jail"
    return Outcome(found_modality if found_modality != SAME else "happened", row.how, (noun,))


def undone(noun: Token, up: Climb) -> Outcome | None:
    """ "Foiled a plot to", "abandoned plans for", "the attempt to failed": nothing comes of what the noun is of."""
    down = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("down", "against") else None
    verb = noun.head if down is None else down.head
    vain = fruitless(noun)
    if vain is not None:
        return Outcome("denied", "parse:failed", (vain,))
    failed = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if failed is not None and lemma(failed) in FAILING and verb_form.negation(failed) is None:
        return Outcome("denied", "parse:failed", (failed,))  # "failed in its bid to"
    no = verb_form.negation(verb) if grammar.is_verb(verb) else None
    if no is not None and noun.dep_ == "nsubj" and _held(verb):
        return Outcome("denied", "parse:neg", (no, verb))  # "the planned march never took place"
    if not grammar.is_verb(verb) or no is not None:
        return None
    nothing = lemma(verb) == "come" and any(t.lower_ == "nothing" for t in grammar.of_prep(verb, "to"))
    if noun.dep_ == "nsubj" and (lemma(verb) in FAILING or nothing):
        return Outcome("denied", "parse:failed", (verb,)) if up.at_the_top(verb).modality in REAL else None
    if down is None and noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    row = effect("verb", lemma(verb), "object") if lemma(verb) != "prevent" and down is None else None
    for particle in (*children(verb, "prt"), *([down] if down is not None else [])):
        row = effect("verb", lemma(verb), particle.lower_) or row  # "called off the planned march", "voted down plans"
    if lemma(verb) in DROPPED and up.at_the_top(verb).modality in REAL:
        return Outcome("denied", "parse:dropped", (verb,))
    if row is None or row.modality != "denied" or up.at_the_top(verb).modality not in REAL:
        return None
    return Outcome("denied", row.how, (verb,))


def _held(verb: Token) -> bool:
    """True for "took place", "came off", "happened", "materialised"."""
    place = lemma(verb) == "take" and any(c.lower_ == "place" for c in children(verb, "dobj"))
    off = lemma(verb) in ("come", "go") and any(c.lower_ in ("off", "ahead", "about") for c in grammar.kids(verb))
    return place or off or lemma(verb) in words_of("is held true")
