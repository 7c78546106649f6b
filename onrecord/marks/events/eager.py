"""What is looked forward to, voted for or coped with: "can't wait to open it", "unable to deal with a flood"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.forms import Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_CAN = frozenset(("can", "ca", "could"))
_SCARCELY = frozenset(("hardly", "barely", "scarcely"))
_COPING = words_of("copes with")


def cannot_wait(verb: Token, head: Token) -> Outcome | None:
    """ "We can't wait to open it", "could hardly wait to play": what is to come, not what is denied."""
    if lemma(head) != "wait" or not grammar.infinitive(verb):
        return None
    able = next((a for a in grammar.own_aux(head) if a.lower_ in _CAN), None)
    no = verb_form.negation(head) or next((c for c in children(head, "advmod") if c.lower_ in _SCARCELY), None)
    return Outcome("planned", "parse:cannot wait", (able, no, head)) if able is not None and no is not None else None


def coped_with(verb: Token, prep: Token) -> bool:
    """True for "could not cope with a flood", "failed to respond to an attack": there is one to cope with."""
    return lemma(verb) in _COPING and prep.lower_ in ("with", "to", "against", "from")


def voted_for(prep: Token) -> bool:
    """True for "of" in "voted 9-3 in favour of the ban"."""
    here = prep
    for _ in range(grammar.MAX_CLIMB):
        here = here.head
        if grammar.is_verb(here):
            return lemma(here) == "vote" and verb_form.negation(here) is None
        if here.pos_ == "NOUN" and lemma(here) in ("vote", "ballot"):
            return True
    return False


def instead(verb: Token, head: Token) -> bool:
    """True for "were not killed but injured": what follows "but" is what was."""
    no = verb_form.negation(head)
    but = next((c for c in children(head, "cc") if no is not None and no.i < c.i < verb.i), None)
    return but is not None and but.lower_ == "but" and verb.tag_ in ("VBN", "VBD")


def likely_so(be: Token) -> Outcome | None:
    """ "It is likely a gas leak", read as if "likely" were what it is."""
    word = next((c for c in children(be, "acomp") if c.lower_ == "likely"), None)
    if word is None or not children(be, "attr") or verb_form.negation(be) is not None:
        return None
    return Outcome("possible", "modality.tsv:likely", (word,))


def fronted(be: Token) -> Outcome | None:
    """ "Under consideration is a ban": what may be, with where it stands told first."""
    for prep in children(be, "prep"):
        for word in children(prep, "pobj"):
            row = effect("pred", lemma(word), "all") if prep.i < be.i and not children(word, "det") else None
            if row is not None and row.modality == "possible" and lemma(be) == "be":
                return Outcome(row.modality, row.how, (word,))
    return None


def kept_until(verb: Token) -> bool:
    """True for "kept shelling it until Monday", "continued searching until they found it": and then no more."""
    if verb.tag_ != "VBD":
        return False
    below = [verb, *children(verb, "xcomp", "ccomp", "dobj")]
    marks = [c for b in below for a in children(b, "advcl") if a.tag_ == "VBD" for c in children(a, "mark")]
    return any(p.lower_ in ("until", "till") for p in (*(c for b in below for c in children(b, "prep")), *marks))
