"""What is called untrue: "the report was false", "turned out to be a hoax", "its false claim of an attack"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.forms import Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_FALSE = words_of("untrue")
_HOAXES = words_of("hoax")
_GROUNDS = words_of("lies under it")
_PROVING = words_of("turns out")


def hoax(noun: Token) -> Outcome | None:
    """ "The attack was a hoax", "turned out to be a false alarm", "proved an invention"."""
    word = _predicate(noun, ("attr", "oprd", "dobj", "acomp"))
    if word is None:
        return None
    if word.pos_ == "ADJ":  # "a hoax phoned in", read as three words of one phrase
        word = next((c for c in grammar.before(word) if lemma(c) in _HOAXES), word)
    alarm = lemma(word) == "alarm" and any(c.lower_ == "false" for c in grammar.before(word))
    if lemma(word) in _HOAXES or alarm:
        return Outcome("denied", "parse:untrue", (word,) if not alarm else (grammar.before(word)[-1], word))
    return None


def called_untrue(claim: Token) -> Outcome | None:
    """ "The rumours were false", "its false report", "a baseless allegation": what the claim is of did not happen."""
    for word in children(claim, "amod"):
        if lemma(word) in _FALSE or word.lower_ in _FALSE:
            return Outcome("denied", "parse:untrue", (word,))
    found = hoax(claim)
    if found is not None:
        return found
    called = claim.head if claim.dep_ in ("dobj", "oprd", "nsubj", "nsubjpass") else None
    if called is not None and lemma(called) in words_of("calls it"):
        below = [*grammar.kids(called), *(w for w in claim.doc[claim.i : claim.right_edge.i + 2].words)]
        false = next((w for w in below if w.i > claim.i and lemma(w) in _FALSE | _HOAXES), None)
        if false is not None and verb_form.negation(called) is None:
            return Outcome("denied", "parse:untrue", (false,))  # "called reports of an attack baseless"
    bare = _predicate(claim, ("prep",))
    if bare is not None and bare.lower_ == "without":
        under = next((t for t in children(bare, "pobj") if lemma(t) in _GROUNDS), None)
        if under is not None:
            return Outcome("denied", "parse:untrue", (bare, under))  # "the reports are without foundation"
    said = _predicate(claim, ("acomp", "oprd"))
    if said is not None and lemma(said) in _FALSE:
        return Outcome("denied", "parse:untrue", (said,))
    return None


def _predicate(noun: Token, deps: tuple[str, ...]) -> Token | None:
    """What a noun "is", "proved" or "turned out to be", unless it is said not to be it."""
    verb = noun.head
    if verb.tag_ == "VBN" and not grammar.own_aux(verb):  # "the attack reported on Monday was", read as if it reported
        verb = next((c for c in children(verb, "ccomp") if lemma(c) == "be"), verb)
    if noun.dep_ not in ("nsubj", "nsubjpass") or lemma(verb) not in _PROVING | {"be"}:
        return None
    if verb_form.negation(verb) is not None or any(a.tag_ == "MD" for a in grammar.own_aux(verb)):
        return None
    places = [verb, *(c for c in children(verb, "xcomp") if lemma(c) == "be")]
    return next((w for place in places for w in children(place, *deps)), None)
