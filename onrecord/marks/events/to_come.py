"""Whether what a noun tells is still to come, by what is yet to be done with it: "will host the summit"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import of_cause
from onrecord.marks.events.beside_noun import indefinite
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import REAL, Outcome, own_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.lasting import perfect
from onrecord.marks.events.standing import placed
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

AHEAD = frozenset(("planned", "requested", "possible", "hypothetical"))
WITHIN = words_of("within")
GOING_ON = words_of("goes on")
_BALLOTS = words_of("ballot")
_REMEDIES = words_of("remedy")
OPTIONS = words_of("option that is")


def partaken(noun: Token, headline: bool) -> Outcome | None:
    """ "Will oversee the evacuation", "plans to stand in the election": it is no sooner than who takes part in it."""
    verb, prep = noun.head, None
    if noun.dep_ == "pobj" and verb.lower_ in WITHIN:
        verb, prep = verb.head, verb
    elif noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    if not grammar.is_verb(verb) or not grammar.definite(noun):
        return None
    ballot = lemma(noun) in _BALLOTS and prep is not None and lemma(verb) not in classes()["occur"].words
    kind = "partaking" if prep is None else "partaking_in"
    told = of_verb(verb, headline)
    if ballot and told.modality in ("planned", "requested", "threatened"):
        return Outcome("planned", "parse:partaking", told.at or (verb,))  # "wants guards to stand by during the vote"
    if lemma(verb) not in classes()[kind].words:
        return None
    if prep is not None and lemma(verb) in ("run", "stand", "compete") and told.how == "parse:progressive":
        return Outcome("planned", "parse:partaking", told.at)  # "is standing in the election"
    under = told.how in ("aux", "modality.tsv:if", "modality.tsv:unless")
    if told.modality not in AHEAD or (told.modality in ("possible", "hypothetical") and not under):
        return None  # "were eligible to vote in the election": it may be over
    return Outcome("planned", "parse:partaking", told.at or (verb,))


def fought(noun: Token) -> Outcome | None:
    """ "Is fighting extradition", "battles the closure of the mill": what may yet be done to them."""
    verb = noun.head
    if noun.dep_ == "pobj":
        return _argued(noun, verb)
    if noun.dep_ == "dobj" and lemma(verb) in ("link", "tie", "raise"):
        may = lemma(noun) in classes()["fought"].words | classes()["bargained"].words
        return Outcome("possible", "parse:fought", (verb,)) if may else None
    if noun.dep_ != "dobj" or lemma(verb) not in words_of("fights it"):
        return None
    if lemma(noun) not in classes()["fought"].words:
        return None
    return Outcome("possible", "parse:fought", (verb,))


def _argued(noun: Token, prep: Token) -> Outcome | None:
    """ "Argued against her deportation", "support for the removal of the chairman", "protests against the eviction"."""
    over = prep.head
    if lemma(over) == "be" and prep.lower_ == "against" and indefinite(noun):
        return Outcome("possible", "parse:fought", (over, prep))  # "is against talks"
    if grammar.is_verb(over) and lemma(over) in classes()["growing"].words:  # "support is growing for her removal"
        over = next(iter(children(over, "nsubj")), over)
    word, against = lemma(over), prep.lower_ == "against"
    fought, pending = classes()["fought"].words, classes()["pending"].words
    said = (against and word in classes()["arguing"].words) or (prep.lower_ == "for" and word in ("support", "argue"))
    linked = (prep.lower_ == "to" and word in ("link", "tie")) or (prep.lower_ == "on" and word == "press")
    if linked and lemma(noun) in fought | classes()["bargained"].words:
        return Outcome("possible", "parse:fought", (over, prep))  # "linked aid to the release of"
    marched = against and word in classes()["protesting"].words
    if said and not against:
        fought = fought | classes()["bargained"].words
    if lemma(noun) in (fought if said else pending if marched else ()) or (said and against and indefinite(noun)):
        return Outcome("possible", "parse:fought", (over, prep))
    return None


def bargain(noun: Token, over: Token) -> Outcome | None:
    """ "Offered himself in exchange for the release of the nuns": what somebody would have for it."""
    verb = over.head.head
    if lemma(noun) not in classes()["bargained"].words or not grammar.is_verb(verb):
        return None
    offered = lemma(verb) in words_of("bargains for")
    return Outcome("hypothetical", "parse:bargain", (over,)) if offered else None


def an_option(verb: Token) -> Outcome | None:
    """ "A new strike remains an option"."""
    word = next((t for t in children(verb, "attr") if lemma(t) in OPTIONS), None)
    one = next((t for t in children(verb, "attr") if t.lower_ in ("one", "among", "some")), None)
    if word is None and one is not None:  # "is one of several options"
        word = next((t for t in grammar.of_prep(one, "of") if lemma(t) in OPTIONS), None)
    if word is None or lemma(verb) not in ("be", "remain"):
        return None
    no = verb_form.negation(verb) or verb_form.negation(word)
    return Outcome("possible", "parse:option", (word,)) if no is None else Outcome("denied", "parse:neg", (no, word))


def a_remedy(verb: Token) -> Outcome | None:
    """ "A ceasefire is the only way to end it"."""
    word = next((t for t in children(verb, "attr") if lemma(t) in _REMEDIES), None)
    return Outcome("possible", "parse:option", (word,)) if word is not None and lemma(verb) == "be" else None


def undated(verb: Token, prep: Token) -> Outcome | None:
    """ "No date has been set for the coronation"."""
    date = next((t for t in children(verb, "nsubjpass", "dobj") if lemma(t) in ("date", "day", "timetable")), None)
    if prep.lower_ != "for" or date is None:
        return None
    return Outcome("planned", "parse:date", (date,))


def undecided(verb: Token, prep: Token) -> Outcome | None:
    """ "No decision has been taken on the expulsion"."""
    decision = next((t for t in children(verb, "nsubjpass", "dobj") if lemma(t) == "decision"), None)
    return Outcome("possible", "parse:undecided", (decision,)) if prep.lower_ == "on" and decision is not None else None


def would_cost(verb: Token, noun: Token, above: Outcome) -> Outcome | None:
    """ "The closure of the hospital would cost lives": thought of, as its own words first tell of it."""
    would = above.how == "aux" and any(t.lower_ in ("would", "'d") for t in above.at)
    own = any(p.lower_ == "of" for p in children(noun, "prep"))
    if not would or not own or any(lemma(a) == "have" for a in grammar.own_aux(verb)) or verb_form.passive(verb):
        return None
    return Outcome("hypothetical", "aux", above.at) if effect("noun", lemma(noun), "all") is None else None


def is_to_come(above: Token, headline: bool) -> bool:
    """True where a verb tells of the present or of what is to come."""
    if lemma(above) == "go" and grammar.infinitive(above) and above.dep_ in ("pcomp", "relcl", "acl"):
        above = above.head.head  # "with three weeks to go until the vote, she has"
        return grammar.is_verb(above) and (is_to_come(above, headline) or perfect(above))
    if not grammar.is_verb(above) or headline:
        return False
    told = of_verb(above, headline, 1)
    if own_form(above, headline).how == "parse:tense":
        return False  # "an accuser says it was placed there before the fire"
    may = told.modality in ("planned", "requested", "possible") and not told.how.startswith("modality.tsv:allegedly")
    return told.how in ("parse:present", "parse:progressive") or may


def tells_of_now(verb: Token, told: Outcome) -> bool:
    """True for "is" and "has been", where what they tell is real."""
    auxes = grammar.own_aux(verb)
    perfect = len(auxes) == 1 and auxes[0].lower_ in ("has", "have", "'s", "'ve")
    return told.how == "parse:present" or (perfect and told.modality in REAL)


def due(verb: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Talks are to resume in Lima", "the truce was supposed to begin"."""
    for clause in children(verb, "xcomp"):
        if grammar.infinitive(clause) and lemma(clause) in classes()["occur"].words:
            above = of_verb(clause, headline, depth + 1)
            return above if above.modality not in REAL else None
    return None


def of_what_is(verb: Token, headline: bool, depth: int) -> Outcome | None:
    """What stands behind "is": "a deal is near", "is within reach", "is to be signed", "looks certain"."""
    told = children(verb, "acomp", "attr", "advmod", "oprd")
    if any(lemma(t) == "matter" and any(lemma(w) == "time" for w in grammar.of_prep(t, "of")) for t in told):
        return Outcome("planned", "parse:matter of time", (verb,))
    for child in told:
        if child.pos_ == "NOUN":
            continue
        on = next((c for c in children(child, "xcomp", "ccomp") if lemma(c) in GOING_ON), None)
        if on is not None and grammar.infinitive(on) and verb_form.negation(child) is None:
            return Outcome("ongoing", "parse:goes on", (on,))  # "is likely to continue", "looks certain to last"
        if lemma(child) == "due" and of_cause(child):
            continue
        row = effect("adj", lemma(child), "all") or effect("adj", lemma(child), "clause")
        if lemma(verb) != "be" or row is None or row.modality == SAME:
            row = effect("adj", lemma(child), "pred") or row
        if row is not None and row.modality != SAME:
            no = verb_form.negation(verb)
            return Outcome(row.under(no is not None), row.how, (child,))
    for word in (t for prep in children(verb, "prep") for t in children(prep, "pobj")):
        row = effect("pred", lemma(word), "all") if not children(word, "det") else None
        if row is not None:  # "a deal is within reach"
            no = verb_form.negation(verb)
            told_of = of_verb(verb, headline, depth + 1) if row.modality in REAL and no is None else None
            if told_of is not None and told_of.how == "aux":
                return told_of  # "curbs will be in place"
            return Outcome(row.under(no is not None), row.how, (word,))
    return placed(verb) or due(verb, headline, depth)


def expected_on(verb: Token, noun: Token) -> Outcome | None:
    """ "The trial is expected to last until June", "the strike is forecast to continue into May": it is on."""
    if noun.dep_ != "nsubjpass" or lemma(verb) not in words_of("goes on until") or not grammar.definite(noun):
        return None
    on = next((c for c in children(verb, "xcomp") if lemma(c) in GOING_ON | {"run"}), None)
    if on is None or not grammar.infinitive(on) or verb_form.negation(verb) is not None:
        return None
    until = next((p for p in children(on, "prep", "mark") if p.lower_ in ("until", "till", "into", "through")), None)
    ahead = any(grammar.infinitive(c) or c.tag_ in ("VBZ", "VBP") for c in children(noun, "relcl", "acl"))
    return Outcome("ongoing", "parse:goes on", (on, until)) if until is not None and not ahead else None
