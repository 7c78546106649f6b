"""What came about although the words over it would say otherwise: "carried out its threat", "could not stop it"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_WORDS = words_of("word kept")
_KEEPING = words_of("keeps a word")
_LATER = words_of("later on")
_WAITING = words_of("waits")


def fulfilled(noun: Token) -> Token | None:
    """The verb in "carried out its threat to", "made good on a pledge to", "followed through on": so it was done."""
    if lemma(noun) not in _WORDS:
        return None
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in ("on", "upon", "with"):
        verb = verb.head
        verb = verb.head if not grammar.is_verb(verb) else verb
        through = any(c.lower_ in ("through", "good") for c in (*grammar.kids(verb), *_below(verb)))
        done = lemma(verb) in ("follow", "make", "go", "deliver") and through
        return verb if done or lemma(verb) == "act" else None
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    if lemma(verb) == "carry":
        return verb if any(c.lower_ in ("out", "through") for c in children(verb, "prt", "advmod")) else None
    return verb if lemma(verb) in _KEEPING else None


def _below(verb: Token) -> list[Token]:
    return [c for k in children(verb, "acomp", "oprd", "dobj", "ccomp", "prep") for c in grammar.kids(k)]


def in_the_end(verb: Token) -> bool:
    """True for "the man who would later kill four": the future of a time gone by."""
    if not any(a.lower_ == "would" for a in grammar.own_aux(verb)) or verb.dep_ not in ("relcl", "ROOT", "conj"):
        return False
    if any(c.dep_ == "advcl" and any(m.lower_ == "if" for m in children(c, "mark")) for c in grammar.kids(verb)):
        return False
    near = [c for c in children(verb, "advmod") if c.lower_ in _LATER]
    return bool(near) and verb_form.negation(verb) is None


def could_not(verb: Token) -> bool:
    """True for "could not stop the strike", "was unable to halt it": it went on as it had."""
    no = verb_form.negation(verb)
    return no is not None and any(a.lower_ in ("could", "did") for a in grammar.own_aux(verb))


def without_waiting(prep: Token) -> bool:
    """True for "did not wait for the auditors before dismissing him": he did."""
    verb = prep.head
    return prep.lower_ == "before" and lemma(verb) in _WAITING and verb_form.negation(verb) is not None
