"""Clauses that the parser hangs on the wrong word: what they are read under is the verb or noun they belong to."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.forms import Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_HAVING = frozenset(("have", "get", "see"))
_SEEKING = words_of("seeks to have it done")
_BEING = frozenset(("be", "come", "emerge", "surface", "arrive", "circulate"))


def bidden_to(verb: Token, head: Token) -> Outcome | None:
    """What is asked in "heard him order his men to shell it", "pleaded for anyone who hid them to hand them over".

    The parser hangs "to shell" on "heard", "to hand" on "hid".
    """
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i), None)
    if to is None or to.i < head.i:
        return None
    whom = to.nbor(-1)
    asking = whom.head
    if whom.dep_ == "dobj" and asking is not head and grammar.is_verb(asking) and head.i < asking.i:
        row = effect("verb", lemma(asking), "clause")
        if row is not None and row.modality == "requested" and verb_form.negation(asking) is None:
            return Outcome("requested", row.how, (asking,))
    who = head.head
    if head.dep_ == "relcl" and who.dep_ == "pobj" and who.head.lower_ == "for" and grammar.is_verb(who.head.head):
        over = who.head.head
        row = effect("verb", lemma(over), "for")
        told = any(s.tag_ in ("WP", "WDT") for s in children(head, "nsubj", "nsubjpass"))
        if told and row is not None and row.modality == "requested" and verb_form.negation(over) is None:
            return Outcome("requested", row.how, (over,))
    return None


def to_be_done(verb: Token, noun: Token) -> Outcome | None:
    """What is wanted in "seeking to have the charges dismissed", where "dismissed" is read as said of "charges"."""
    have = noun.head
    if verb.tag_ != "VBN" or grammar.own_aux(verb) or noun.dep_ != "dobj" or lemma(have) not in _HAVING:
        return None
    if not grammar.infinitive(have) or verb.i < noun.i or have.dep_ not in ("xcomp", "advcl", "acl", "ccomp"):
        return None
    over = have.head
    if lemma(over) not in _SEEKING:
        return None
    no = verb_form.negation(over)
    return Outcome("requested", "modality.tsv:seek", (over,)) if no is None else None


def reported_apart(noun: Token) -> Outcome | None:
    """What is told of in "there were reports last night of a blast", where "of" hangs on "were"."""
    of = noun.head
    if noun.dep_ != "pobj" or of.lower_ not in ("of", "about") or lemma(of.head) not in _BEING:
        return None
    for claim in children(of.head, "attr", "nsubj"):
        row = effect("noun", grammar.common(claim), "phrase") if claim.pos_ == "NOUN" and claim.i < of.i else None
        if row is not None and row.modality == "possible":
            no = verb_form.negation(claim) or verb_form.negation(of.head)
            return Outcome(row.under(no is not None), row.how, (claim,) if no is None else (no, claim))
    return None


def behind_after(verb: Token) -> bool:
    """True for "caused" in "decided to shut its pool after a leak caused a fire", hung on "decided"."""
    first = verb.left_edge
    if verb.tag_ != "VBD" or not first.i or any(c.dep_ == "mark" for c in grammar.kids(verb)):
        return False
    return first.nbor(-1).lower_ in ("after", "because", "although") and bool(children(verb, "nsubj", "nsubjpass"))
