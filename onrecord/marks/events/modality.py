"""Whether an event came about: what its verb or noun shows, and what its type makes of it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import HAPPENED, Outcome, conditional
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.phrases import of_noun
from onrecord.marks.events.tables import SPOKEN, Rule
from onrecord.marks.words import Token

HARMFUL = frozenset("ASSAULT COERCE SANCTION MOBILIZE PROTEST".split())
AT_ONCE = frozenset("REQUEST REJECT AGREE THREATEN".split())  # done once it is said, however long it is repeated
LASTING = frozenset(("SUPPORT", "CONCEDE"))  # of the acts of speech, those that may last
VOWS = frozenset("vow pledge promise swear threaten".split())


def outcome(frame: Frame, rule: Rule) -> Outcome:
    """The modality of the event that a row of the tables reads at this anchor."""
    type_ = rule.type
    if frame.verbal:
        refused = any(t.key == "neg" and t.wanted for t in rule.tests) and grammar.negation(frame.token) is not None
        if refused and not (grammar.infinitive(frame.token) and frame.token.dep_ in ("xcomp", "ccomp")):
            return HAPPENED  # "will not comment": the refusal is what happened, not in "urged them not to comment"
        found = of_verb(frame.token, frame.headline)
        if rule.modality and found.modality == "happened":
            return Outcome(rule.modality, rule.how, (frame.token,))
        if found.modality == "ongoing" and found.how == "parse:present" and (type_ in SPOKEN or frame.headline):
            return HAPPENED
        if found.modality == "ongoing" and found.how == "parse:progressive" and type_ in AT_ONCE:
            return HAPPENED  # "are refusing to leave"
    else:
        found = of_noun(frame, rule.modality, type_)
        lasts = type_ in LASTING or rule.modality == "ongoing"
        if found.modality == "ongoing" and type_ in SPOKEN and not lasts and found.how.startswith("parse:"):
            return HAPPENED  # "criticism grew"
    if found.modality in ("planned", "possible") and type_ in HARMFUL and any(lemma(t) in VOWS for t in found.at):
        return replace(found, modality="threatened")
    if frame.verbal and found.modality == "possible" and type_ in HARMFUL and _of_oneself(frame.token, found):
        return replace(found, modality="threatened")
    if frame.verbal and type_ in HARMFUL and _unless(frame.token, found):
        return replace(found, modality="threatened")
    if found.modality == "threatened" and type_ in ("DISASTER", "ACCIDENT", "OTHER"):
        return replace(found, modality="possible")
    if frame.verbal and found.modality == "ongoing" and type_ in SPOKEN and (not found.at or type_ in AT_ONCE):
        return HAPPENED  # "still blames them"
    return found


def _of_oneself(verb: Token, found: Outcome) -> bool:
    """True for "the rebels warned that they would shoot": a warning of one's own deed."""
    warned = any(lemma(t) == "warn" for t in found.at)
    will = any(a.lower_ in ("will", "would", "'ll", "'d") for a in grammar.own_aux(verb))
    return warned and will and any(c.lower_ in ("it", "they", "he", "she", "we", "i") for c in children(verb, "nsubj"))


def _unless(verb: Token, found: Outcome) -> bool:
    """True for "it may cut aid unless they leave", "we will shoot you": what somebody holds out to others."""
    if found.how != "aux" or found.modality not in ("possible", "planned", "hypothetical") or grammar.passive(verb):
        return False
    subjects = children(verb, "nsubj")
    if found.modality == "planned" and any(s.lower_ in ("we", "i") for s in subjects):
        return any(o.lower_ == "you" for o in children(verb, "dobj"))
    held = [verb, *children(verb, "xcomp")]
    return any(s.pos_ == "PRON" for s in subjects) and any(conditional(v, "unless") for v in held)
