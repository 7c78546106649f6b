"""What is aimed at, asked as a price, backed or threatened by somebody: nouns of what may yet be done."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.beside_clause import MOTION
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import REAL, Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

AIMS = words_of("aim")
PRICES = words_of("price")
STAGES = words_of("stage")
STRUCK = words_of("struck")
SECURING = words_of("secures")
BACKING = words_of("backs")


def may_be_done(noun: Token) -> bool:
    """True for an eviction, a release: "the eviction" spoken of need not be over."""
    return lemma(noun) in classes()["fought"].words | classes()["bargained"].words


def backed(verb: Token, noun: Token) -> bool:
    """True for "back the release of", "allow the deportation of": as far off as the backing itself."""
    return lemma(verb) in BACKING and lemma(noun) not in classes()["lasting"].words


def aim_of(be: Token) -> Outcome | None:
    """ "The mission's aim is the disarmament of the clans"."""
    for word in children(be, "nsubj"):
        row = effect("noun", lemma(word), "clause") if lemma(word) in AIMS else None
        if row is not None:
            return Outcome(row.modality, row.how, (word,))
    return None


def among(verb: Token) -> Outcome | None:
    """ "Among their demands is the release of the crew", "among the options is a blockade"."""
    if lemma(verb) != "be":
        return None
    for word in grammar.of_prep(verb, "among"):
        row = effect("noun", lemma(word), "clause") if lemma(word) in AIMS else None
        if row is not None:
            return Outcome(row.modality, row.how, (word,))
    return None


def would_back(noun: Token) -> Outcome | None:
    """ "Supports a ban on strikes", which need not be there; not "supports the ban"."""
    if noun.dep_ != "dobj" or not any(c.lower_ in ("a", "an") for c in children(noun, "det")):
        return None
    verb = noun.head
    if lemma(verb) not in words_of("stands up for") or verb_form.negation(verb) is not None:
        return None
    return Outcome("possible", "parse:fought", (verb,))


def a_condition(noun: Token) -> Outcome | None:
    """ "Made the withdrawal of the army a condition", "the release of the crew is their main demand"."""
    over = noun.head
    word = (
        over
        if over.dep_ in ("dobj", "oprd", "ccomp") and over.pos_ != "AUX"
        else next(iter(children(over, "attr")), None)
    )
    if word is None or lemma(word) not in PRICES or word.i < noun.i:
        return None
    if over is word and lemma(over.head) != "make":
        return None
    row = effect("noun", lemma(word), "clause")
    return Outcome(row.modality, row.how, (word,)) if row is not None else None


def what_may_be(noun: Token, prep: Token, over: Token, headline: bool) -> Outcome | None:
    """ "Is likely to be the target of a takeover", "could become a victim of an attack"."""
    verb = over.head
    stage = lemma(over) in STAGES and prep.lower_ in ("of", "for")
    struck = lemma(over) in STRUCK and prep.lower_ == "of" and not grammar.definite(noun)
    if not (stage or struck) or over.dep_ != "attr" or lemma(verb) not in ("be", "become"):
        return None
    told = of_verb(verb, headline, 1)
    return told if told.modality not in REAL else None


def made_so(noun: Token) -> Outcome | None:
    """ "Makes a stoppage certain", "rendered an attack unlikely"."""
    word = noun.head
    if word.pos_ != "ADJ" or lemma(word.head) not in words_of("makes so"):
        return None
    row = effect("adj", lemma(word), "pred") or effect("adj", lemma(word), "all")
    return Outcome(row.modality, row.how, (word,)) if row is not None else None


def sent_for(verb: Token) -> Outcome | None:
    """ "Was sent to negotiate the release": what somebody set out for."""
    if not grammar.infinitive(verb) or verb.dep_ not in ("xcomp", "advcl"):
        return None
    if lemma(verb) not in SECURING or lemma(verb.head) not in MOTION | words_of("engages"):
        return None
    return Outcome("planned", "parse:purpose", (verb.head, verb))


def too_late(verb: Token, told: Outcome) -> bool:
    """True for "would have been avoided", "could have prevented": what was to be prevented came."""
    return told.how == "aux" and any(lemma(a) == "have" for a in grammar.own_aux(verb))


def said_by(over: Token, prep: Token) -> Token:
    """The noun that a phrase belongs to: in "a threat by dockers of a walkout" the threat, not the dockers."""
    by = over.head
    if over.dep_ != "pobj" or by.lower_ not in ("by", "from") or prep.lower_ not in ("of", "for", "on", "to"):
        return over
    told = by.head
    return told if told.pos_ == "NOUN" and effect("noun", lemma(told), "phrase") is not None else over


def grown(verb: Token, prep: Token, told: Outcome) -> Outcome | None:
    """ "Calls grew for a boycott", "plans are afoot for a march": the phrase belongs to the subject."""
    if prep.lower_ not in ("for", "of") or told.modality not in REAL or children(verb, "dobj", "agent"):
        return None
    for noun in children(verb, "nsubj", "nsubjpass"):
        row = effect("noun", lemma(noun), "phrase") or effect("noun", lemma(noun), str(prep.lower_))
        if row is not None and row.modality in ("requested", "planned", "possible", "threatened"):
            return Outcome(row.modality, row.how, (noun,))
    return None
