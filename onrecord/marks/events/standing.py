"""How far a plan, a draft or a chance has come: "a bill banning strikes", "is off the table", "too late to help"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.beside_noun import indefinite
from onrecord.marks.events.forms import Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_TEXTS = words_of("text of law")
_UNMADE = words_of("unmade")
_FELL = words_of("dealt with")
_MADE = words_of("puts in force")
_PLACES = words_of("agenda")
_ENTAILING = words_of("entails")


def enacting(verb: Token, noun: Token) -> Outcome | None:
    """ "A bill banning strikes", "a draft law that bans strikes": not done before it is passed."""
    if verb.tag_ not in ("VBG", "VBZ", "VBP") or grammar.own_aux(verb) or verb_form.negation(verb) is not None:
        return None
    over = noun.head if noun.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    word = lemma(over) if over is not None and grammar.is_verb(over) else ""
    if over is not None and word in _MADE and verb_form.negation(over) is None and not grammar.infinitive(over):
        if not any(a.tag_ == "MD" for a in grammar.own_aux(over)):
            return None  # "adopted a resolution condemning the raid"
    row = effect("noun", lemma(noun), "enacting")
    if row is not None and row.modality == "planned":
        return Outcome("planned", row.how, (noun,))
    if lemma(noun) not in _TEXTS:
        return None
    near = next((c for c in children(noun, "amod", "compound", "nmod") if c.lower_ in _UNMADE - {"new"}), None)
    if near is not None:
        return Outcome("planned", "parse:draft", (near,))
    if over is not None and word in _FELL and verb.tag_ == "VBG":
        return Outcome("denied" if word in words_of("turned down") else "planned", "parse:draft", (over,))
    return None


def under_plan(verb: Token) -> Token | None:
    """The plan in "under the plan the army would withdraw", "the bill would ban strikes"."""
    for prep in children(verb, "prep"):
        if prep.lower_ == "under":
            for noun in children(prep, "pobj"):
                if lemma(noun) in words_of("plan that would"):
                    return noun
    return None


def in_case(verb: Token, noun: Token) -> Outcome | None:
    """ "Hid the guns in case the army attacked"."""
    if lemma(noun) != "case" or noun.dep_ != "pobj" or noun.head.lower_ != "in" or noun.head.i != noun.i - 1:
        return None
    named = not any(c.tag_ in ("WDT", "WP") for c in children(verb, "nsubj", "nsubjpass"))
    return Outcome("hypothetical", "modality.tsv:case", (noun,)) if named and not grammar.infinitive(verb) else None


def too_far(verb: Token) -> Outcome | None:
    """ "Arrived too late to rescue them", "was too frightened to testify"."""
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i > 1), None)
    if to is None or to.nbor(-2).lower_ != "too" or to.nbor(-1).pos_ not in ("ADV", "ADJ"):
        return None
    over = to.nbor(-1).head
    no = verb_form.negation(over) or verb_form.negation(to.nbor(-1))
    return Outcome("denied", "parse:too", (to.nbor(-2),)) if no is None else None


def enough(verb: Token, be: Token, word: Token) -> Outcome | None:
    """ "Is strong enough to attack": so it may; not "was lucky enough to win"."""
    sign = next((c for c in children(word, "advmod") if c.lower_ == "enough"), None)
    if sign is None or be.tag_ not in ("VBZ", "VBP") or lemma(be) != "be" or not grammar.infinitive(verb):
        return None
    no = verb_form.negation(be)
    return Outcome("possible", "parse:enough", (sign,)) if no is None else Outcome("denied", "parse:neg", (no,))


def placed(verb: Token) -> Outcome | None:
    """ "Is off the table", "out of the question", "not on the agenda", "put on hold"."""
    for prep in children(verb, "prep"):
        if prep.lower_ == "out":
            if any(lemma(t) == "question" for t in grammar.of_prep(prep, "of")):
                return Outcome("denied", "parse:off", (prep,))
            continue
        for word in children(prep, "pobj"):
            if prep.lower_ == "off" and lemma(word) in _PLACES:
                return Outcome("denied", "parse:off", (prep,))
            if prep.lower_ == "on" and lemma(word) in _PLACES and lemma(verb) in ("be", "remain", "stay"):
                no = verb_form.negation(verb)
                found = Outcome("possible", "parse:option", (word,))
                return found if no is None else Outcome("denied", "parse:neg", (no, word))
    return None


def held_up(verb: Token) -> Outcome | None:
    """ "The deportation has been put on hold"."""
    if lemma(verb) not in ("put", "place"):
        return None
    hold = next((t for t in grammar.of_prep(verb, "on") if lemma(t) in ("hold", "ice")), None)
    return Outcome("planned", "parse:on hold", (verb, hold)) if hold is not None else None


def its_price(verb: Token, noun: Token, above: Outcome) -> Outcome | None:
    """ "A strike would paralyse the port, the chamber said": what would follow if there were one."""
    would = above.how == "aux" and any(t.lower_ in ("would", "'d") for t in above.at)
    one = any(c.lower_ in ("a", "an") for c in children(noun, "det"))
    if not would or not one or not indefinite(noun) or verb_form.passive(verb) or not children(verb, "dobj"):
        return None
    return None if lemma(verb) in _ENTAILING else Outcome("hypothetical", "aux", above.at)


def is_on(noun: Token, prep: Token) -> bool:
    """True for "strike" in "nurses on strike", "prisoners on hunger strike": they are while it is told of them."""
    return prep.lower_ == "on" and lemma(noun) == "strike" and prep.head.pos_ in ("NOUN", "NUM") and indefinite(noun)
