"""Whether what a noun tells goes on still: "the fighting has spread", "a week-old strike", "until the war ends"."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.beside import with_own
from onrecord.marks.events.forms import REAL, Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

AGES = words_of("age of a thing")
OVER = words_of("over with")
_SAID = frozenset(("NN", "NNS", "NNP", "CD", "JJS"))
_RANKS = words_of("rank or last")
BORNE = words_of("bears")


def perfect(verb: Token) -> bool:
    """True for "has fled", not for "had fled"."""
    auxes = grammar.own_aux(verb)
    return bool(auxes) and auxes[0].lower_ in ("has", "have", "'s", "'ve") and verb.tag_ == "VBN"


def would_have_been(noun: Token, verb: Token) -> Outcome | None:
    """ "The attack would have been the third", "the toll would have been a thousand": it came to nothing.

    "The flooding would have been worse" says that there was some.
    """
    auxes = grammar.own_aux(verb)
    forms = [a.lower_ for a in auxes]
    if lemma(verb) != "be" or "have" not in forms or not any(a in ("would", "could", "might", "'d") for a in forms):
        return None
    said = children(verb, "attr", "acomp")
    said += [t for c in said for t in grammar.of_prep(c, "than") if t.tag_ == "CD"]  # "more than a thousand"
    if any(c.tag_ in _SAID or c.lower_ in _RANKS or children(c, "nummod") for c in said):
        return Outcome("hypothetical", "aux", (*auxes, verb))
    return None


def borne(verb: Token, noun: Token, headline: bool) -> Outcome | None:
    """ "Are fleeing the violence", "those fleeing from the war": there is something to flee from still."""
    if lemma(verb) not in BORNE or lemma(noun) not in classes()["lasting"].words or headline or verb.tag_ != "VBG":
        return None
    return Outcome("ongoing", "parse:company", (verb,))


def aged(noun: Token) -> Outcome | None:
    """ "Its week-old strike"."""
    for child in children(noun, "amod"):
        if child.lower_ == "old" and any(lemma(c) in AGES for c in children(child, "npadvmod")):
            return Outcome("ongoing", "parse:goes on", (child,))
    return None


def ended(verb: Token, noun: Token, above: Outcome) -> Outcome | None:
    """What verbs of ending and staying say of their subject; `above`: what is told of the verb."""
    ending = lemma(verb) in classes()["ending"].words
    if ending and above.modality == "happened" and above.how != "parse:present":
        return Outcome("happened", "parse:over", (verb,))  # "the first visit since the war ended"
    if above.how == "parse:long ago":
        return above  # "the last such attack was three years ago"
    if ending and above.modality not in (*REAL, "denied") and grammar.definite(noun):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "until the fighting ends"
    on = any(c.lower_ == "on" for c in children(verb, "prt", "advmod", "prep"))
    goes = on and lemma(verb) in words_of("drags on") and lemma(noun) in classes()["lasting"].words
    if goes and above.modality not in (*REAL, "denied") and grammar.definite(noun):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "the war will go on"
    on = lemma(verb) in classes()["going_on"].words and above.how == "modality.tsv:if"
    if on and lemma(noun) in classes()["lasting"].words and grammar.definite(noun):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "if the riots continue"
    if lemma(verb) in classes()["staying"].words and above.modality == "planned" and grammar.definite(noun):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "the ban will remain"
    return None


def lasts(verb: Token, noun: Token, above: Outcome, headline: bool) -> Outcome | None:
    """What a verb in the present or perfect says of a subject that may last; `above`: what is told of the verb."""
    until = any(p.lower_ in ("until", "till", "through") and children(p, "pobj") for p in children(verb, "prep"))
    if until and verb.tag_ in ("VBZ", "VBP") and lemma(verb) in words_of("runs until"):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "the fair runs until June"
    if lemma(verb) in classes()["going_on"].words and above.modality in REAL:
        if above.how == "parse:present" or lemma(verb) != "remain":
            return Outcome("ongoing", "parse:goes on", (verb,))
    if lemma(noun) not in classes()["lasting"].words:
        return None
    several = noun.tag_ == "NNS" or lemma(noun) in classes()["mass"].words
    if several and above.how == "parse:present" and not headline and lemma(verb) not in classes()["occur"].words:
        return Outcome("ongoing", "parse:present", (verb,))  # "the protests threaten his rule"
    beside = with_own(verb, verb.head, headline) if verb.dep_ == "pcomp" else None
    if beside is not None:
        return beside
    auxes = grammar.own_aux(verb)
    if verb.tag_ == "VBG" and auxes and above.modality in REAL:
        return Outcome("ongoing", "parse:progressive", (auxes[0], verb))  # "said the raids were going too far"
    if perfect(verb) and above.modality in REAL and lemma(verb) not in OVER:
        return Outcome("ongoing", "parse:perfect", (auxes[0], verb))  # "the fighting has displaced thousands"
    return None
