"""Whether an event came about: what its verb or noun shows, and what its type makes of it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import arguments, grammar, verb_form
from onrecord.marks.events.asides import said_aside, says_it
from onrecord.marks.events.charged import listed
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import HAPPENED, Outcome, own_form
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.hearsay import told_unverified
from onrecord.marks.events.phrases import of_noun
from onrecord.marks.events.tables import SPOKEN, Rule, classes
from onrecord.marks.events.threats import threatened
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

AT_ONCE = frozenset("REQUEST REJECT AGREE THREATEN".split())  # done once it is said, however long it is repeated
LASTING = frozenset(("SUPPORT", "CONCEDE"))  # of the acts of speech, those that may last
_OFFICIAL = frozenset(f"modality.tsv:{w}" for w in ("prosecutor", "prosecution"))
_READY = frozenset(f"modality.tsv:{w}" for w in ("prepare", "ready", "prepared", "plan", "arrange"))
_WHO = frozenset("PERSON ORG NORP GPE".split())


def outcome(frame: Frame, rule: Rule) -> Outcome:
    """The modality of the event that a row of the tables reads at this anchor."""
    type_ = rule.type
    if frame.verbal:
        refused = any(t.key == "neg" and t.wanted for t in rule.tests) and verb_form.negation(frame.token) is not None
        if refused and not (grammar.infinitive(frame.token) and frame.token.dep_ in ("xcomp", "ccomp")):
            own = own_form(frame.token, frame.headline)
            if own.modality == "hypothetical" and own.how != "aux":
                return own  # "had it not helped", "if it does not cooperate"
            return HAPPENED  # "will not comment": the refusal is what happened, not in "urged them not to comment"
        found = of_verb(frame.token, frame.headline)
        if found.modality == "possible" and found.how in _OFFICIAL and _in_the_open(frame, type_):
            found = own_form(frame.token, frame.headline)  # "police arrested him, prosecutors said"
        at_risk = rule.modality == "possible" and found.how in ("parse:present", "parse:progressive")
        if rule.modality and (found.modality == "happened" or at_risk):
            return Outcome(rule.modality, rule.how, (frame.token,))
        if found.modality == "ongoing" and found.how == "parse:present" and (type_ in SPOKEN or frame.headline):
            return HAPPENED
        if found.how == "parse:appointed" and type_ in AT_ONCE | {"ACCUSE"} - {"AGREE"}:
            return HAPPENED  # "Agency condemns raid  The agency on Friday …", two lines read as one
        if found.modality == "ongoing" and found.how == "parse:progressive" and type_ in AT_ONCE:
            return HAPPENED  # "are refusing to leave"
        if found.modality == "hypothetical" and type_ == "SUPPORT" and says_it(frame.token):
            return HAPPENED  # "would like to thank them"
        if found.how == "parse:present" and type_ not in SPOKEN and not frame.headline:
            found = _whenever(frame.token) or found
    else:
        found = of_noun(frame, rule.modality, type_)
        over = frame.token.head
        if found.modality == "hypothetical" and type_ == "SUPPORT" and frame.token.dep_ == "dobj" and says_it(over):
            return HAPPENED  # "would like to express her condolences"
        lasts = type_ in LASTING or rule.modality == "ongoing"
        if found.modality == "ongoing" and type_ in SPOKEN and not lasts and found.how.startswith("parse:"):
            return HAPPENED  # "criticism grew"
    if frame.verbal and type_ in ("ASSAULT", "COERCE") and found == HAPPENED and _claimed(frame.token):
        return Outcome("possible", "modality.tsv:claim", (frame.token.head,))
    if frame.verbal and (type_ in SPOKEN or type_ == "PROTEST") and found.how == "parse:purpose":
        over = frame.token.head
        if (lemma(over) in classes()["voicing"].words or _protests(over)) and of_verb(over, False) == HAPPENED:
            return HAPPENED  # "marched to protest against the cuts", "staged a march to demand"
    if found == HAPPENED and type_ not in SPOKEN:
        doubted = told_unverified(frame.token)
        if doubted:
            return Outcome("possible", "parse:unconfirmed", doubted)
        aside = said_aside(frame.token) if frame.verbal and not _in_the_open(frame, type_) else None
        if aside is not None:
            return aside
        charge = listed(frame.token)
        if charge is not None:
            return Outcome("possible", f"modality.tsv:{lemma(charge[0])}", charge[:1])
    held_out = threatened(frame, type_, found)
    if held_out is not None:
        return held_out
    by_threat = any("threat" in t.lower_ for t in found.at)
    hurts = frame.verbal and by_threat and lemma(frame.token) in classes()["kill"].words
    natural = (type_ in ("DISASTER", "ACCIDENT") and not _by_people(frame)) or (
        type_ == "OTHER" and frame.token.head.lower_ != "with" and not hurts
    )
    if found.how == "parse:matter of time" and natural:
        return replace(found, modality="possible")  # "a landslide is only a matter of time": so somebody thinks
    if found.modality == "planned" and found.how in _READY and type_ in ("DISASTER", "ACCIDENT") and natural:
        return replace(found, modality="possible")  # "the town is preparing for a flood"
    if found.modality == "threatened" and natural:  # but "threatened the judge with death"
        return replace(found, modality="possible")
    if frame.verbal and found.modality == "ongoing" and type_ in SPOKEN and (not found.at or type_ in AT_ONCE):
        return HAPPENED  # "still blames them"
    return found


def _claimed(verb: Token) -> bool:
    """True for "claims that he was poisoned by them": of others' deeds; not for "claimed that it had shot nine"."""
    if verb.dep_ != "ccomp" or lemma(verb.head) != "claim" or verb.i < verb.head.i:
        return False
    if verb_form.negation(verb.head) is not None:
        return False
    if verb_form.passive(verb):
        return not any(s.pos_ == "PRON" for s in children(verb, "nsubjpass")) or bool(children(verb, "agent"))
    return any(t.pos_ in ("NOUN", "PROPN") and not children(t, "poss") for t in children(verb, "nsubj"))


def _protests(verb: Token) -> bool:
    """True for "staged a rally", "began a hunger strike", "blocked roads"."""
    words = classes()["protesting"].words | words_of("walks out")
    what = children(verb, "dobj", "nsubjpass")
    return lemma(verb) in words_of("blocks") or any(
        lemma(t) in words or (lemma(verb) == "block" and lemma(t) in classes()["road"].words) for t in what
    )


def _whenever(verb: Token) -> Outcome | None:
    """ "If the rebels shell it, the army attacks": what is done only then."""
    for clause in children(verb, "advcl"):
        for mark in children(clause, "mark"):
            if mark.lower_ in ("if", "unless"):
                return Outcome("hypothetical", f"modality.tsv:{mark.lower_}", (mark,))
    return None


def _by_people(frame: Frame) -> bool:
    """True for "strikers threatened to burn it down", not for "the river threatens to flood it"."""
    who = arguments.surface_subject(frame.token) if frame.verbal else []
    people = classes()["actor"].words | classes()["person"].words
    return any((t.pos_ == "PRON" and t.lower_ != "it") or t.ent_type_ in _WHO or lemma(t) in people for t in who)


def _in_the_open(frame: Frame, type_: str) -> bool:
    """True for what police, courts and prosecutors do themselves, of which a prosecutor knows: no charge of his."""
    word = lemma(frame.token)
    if type_ not in ("COERCE", "ACCUSE", "SANCTION"):
        return False
    police = any(lemma(s) in classes()["police"].words for s in arguments.surface_subject(frame.token))
    return word in classes()["arresting"].words or word in words_of("done by courts") or police
