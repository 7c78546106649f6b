"""Turns of phrase that say whether what a verb tells came about, each by a sign of its own near the verb."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.beside import ORDER
from onrecord.marks.events.forms import SAYING, Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

ASKING = frozenset(("WP", "WP$", "WRB"))
KNOWING = words_of("knows")
WISHING = words_of("wishes")
RATING = words_of("rates")


def gapped(verb: Token, head: Token) -> bool:
    """True for "closed" in "two mines should be shut and four offices closed": it shares what is before the first."""
    if verb.tag_ not in ("VBN", "VBD") or grammar.own_aux(verb) or children(verb, "dobj", "prt"):
        return False
    apart = bool(children(verb, "nsubj", "nsubjpass"))
    return apart and verb_form.passive(head) and any(a.tag_ in ("MD", "TO") for a in grammar.kids(head))


def asked_what(verb: Token, head: Token) -> bool:
    """True for "who attacked them" in "do not know who attacked them", "how it fell": somebody did, it did."""
    if lemma(head) not in KNOWING | SAYING or verb.i < head.i:
        return False
    near = [c for c in grammar.kids(verb) if c.i < verb.i]
    return any(c.tag_ in ASKING or any(g.tag_ in ASKING for g in grammar.kids(c)) for c in near)


def nth_time(verb: Token, noun: Token) -> Token | None:
    """The verb over "the first time" in "it would be the first time that a president visited"."""
    if lemma(noun) != "time" or noun.dep_ not in ("attr", "dobj") or not grammar.is_verb(noun.head):
        return None
    ranked = ORDER.intersection(c.lower_ for c in children(noun, "amod", "nummod"))
    return noun.head if ranked and verb.i > noun.i else None


def rated(verb: Token, noun: Token) -> bool:
    """True for "was considered illegal", "is deemed one of the worst attacks": what is rated is there."""
    return lemma(verb) in RATING and (noun.dep_ == "oprd" or bool(children(verb, "oprd", "acomp", "ccomp", "attr")))


def says_it(verb: Token) -> bool:
    """True for "would like to thank them": saying so does it."""
    here = verb
    while here.dep_ == "conj" and grammar.is_verb(here.head):
        here = here.head
    if here.dep_ != "xcomp" or lemma(here.head) not in WISHING:
        return False
    return verb_form.negation(here.head) is None and not children(verb, "neg")


def with_which(verb: Token) -> bool:
    """True for "a gun that he later used to escape": used for it, not in the habit of it."""
    who = next(iter(children(verb, "nsubj")), None)
    return verb.dep_ == "relcl" and who is not None and who.tag_ not in ("WDT", "WP")


def said_aside(verb: Token) -> Outcome | None:
    """ "Lee, prosecutors allege, did it": what stands within a clause and says on whose word it is told."""
    within = [c for s in children(verb, "nsubj") for c in children(s, "appos") if grammar.is_verb(c)]
    for clause in (*children(verb, "parataxis"), *within):
        if lemma(clause) == "allege":
            return Outcome("possible", "modality.tsv:allege", (clause,))
        voice = next(iter(children(clause, "nsubj")), clause)
        row = effect("source", lemma(voice), "all") if lemma(clause) in SAYING else None
        if row is not None:
            return Outcome(row.modality, row.how, (voice,))
    return None


def of_cause(word: Token) -> bool:
    """True for "due to the strike"."""
    to = next((p for p in children(word, "prep", "pcomp") if p.lower_ == "to"), None)
    return to is not None and any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in children(to, "pobj"))


def speaks(verb: Token) -> bool:
    """True for a verb of saying yes, no or who is to blame: "rebuffing calls", "accusing them"."""
    word = lemma(verb)
    return word in classes()["responding"].words | classes()["alleging"].words | _SPEAKING


_SPEAKING = words_of("speaks")


def lit(verb: Token) -> bool:
    """True for "a fire set by two boys", "a trap set in the yard": laid or lit, not set for a day."""
    if lemma(verb) != "set":
        return False
    ahead = children(verb, "xcomp", "advcl") or any(p.lower_ in ("for", "to") for p in children(verb, "prep"))
    return not ahead


def fruitless(noun: Token) -> Token | None:
    """The word that says so in "attempts to free them were unsuccessful", "were in vain"."""
    be = noun.head
    if noun.dep_ != "nsubj" or lemma(be) not in ("be", "prove"):
        return None
    for word in children(be, "acomp", "oprd"):
        if lemma(word) in words_of("in vain"):
            return word
        if lemma(word) == "successful":
            return verb_form.negation(be) or verb_form.negation(word)
    vain = [t for p in children(be, "prep") if p.lower_ == "in" for t in children(p, "pobj", "amod", "pcomp")]
    return next((t for t in vain if t.lower_ == "vain"), None)


def high_time(verb: Token, noun: Token) -> bool:
    """True for "banned" in "it is high time the league banned it", "said it was about time fees were cut"."""
    be = noun.head
    if lemma(noun) != "time" or noun.dep_ != "attr" or be.lower_ not in ("is", "'s", "was"):
        return False
    first = next(iter(grammar.own_aux(verb)), verb)
    past = first.lower_ in ("was", "were") if first is not verb else verb.tag_ == "VBD"
    if not past or not children(verb, "nsubj", "nsubjpass") or not any(c.lower_ == "it" for c in children(be, "nsubj")):
        return False
    near = [*children(noun, "amod"), *children(be, "advmod", "acomp"), *children(noun, "advmod")]
    return be.lower_ != "was" or any(c.lower_ in ("high", "about", "past") for c in near)
