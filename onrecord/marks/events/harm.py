"""Who is hurt by what an anchor tells: the words that the parse ties to it through a verb of harm."""

from __future__ import annotations

from onrecord.marks.events import arguments, grammar, verb_form
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

HURTING = frozenset(("ASSAULT", "ACCIDENT", "DISASTER", "PROTEST", "COERCE"))
LEFT = words_of("left so")
BESIDE = words_of("hurt beside")


def harmed(frame: Frame) -> list[Token]:
    """The heads of the phrases that name who was killed or hurt in what the frame's anchor tells, in text order.

    "The blast killed nine", "nine died in the blast", "a blast that killed nine", "shelled the port, killing nine".
    """
    found: list[Token] = []
    if not frame.verbal:
        verb, how = frame.governed
        if verb is not None and (how == "nsubj" or how in BESIDE):
            dies = how != "nsubj" and lemma(verb) in classes()["die"].words
            found += _of(verb, frame.headline, doer=how in ("nsubj", "by", "in", "during") and not dies)
        if verb is not None and how == "dobj":
            found += _as_they_say(verb, frame.headline)
        if verb is not None and how == "nsubj" and not verb_form.passive(verb):  # "a bomb went off, killing nine"
            found += [t for c in children(verb, "advcl") if c.tag_ == "VBG" for t in _of(c, frame.headline, doer=True)]
        if verb is not None and how in ("nsubj", "dobj"):
            found += _died_when(verb, frame.headline)
    elif not any(lemma(o) in classes()["place"].words or o.ent_type_ for o in frame.slot("obj")):
        found += _died_when(frame.token, frame.headline)
    for child in grammar.kids(frame.token):
        if child.dep_ in ("relcl", "acl", "advcl") and grammar.is_verb(child):
            for verb in (child, *children(child, "ccomp")):  # "strikes, which they say killed ten"
                found += _of(verb, frame.headline, doer=not _in_which(child))
        elif child.dep_ == "conj" and frame.verbal and grammar.is_verb(child):
            found += _of(child, frame.headline, doer=not children(child, "nsubj", "nsubjpass"))
    return list(dict.fromkeys(sorted(found, key=lambda t: t.i)))


def _died_when(verb: Token, headline: bool) -> list[Token]:
    """Who was killed "when a bomb exploded", "as gunmen opened fire"."""
    marks = {m.lower_ for m in children(verb, "mark", "advmod")}
    told = verb.dep_ == "advcl" and marks & {"when", "after", "as"} and grammar.is_verb(verb.head)
    return _of(verb.head, headline, doer=False) if told else []


def _in_which(clause: Token) -> bool:
    """True for "the raid, in which nine died"."""
    return any(t.lower_ == "which" for p in ("in", "during", "by") for t in grammar.of_prep(clause, p))


def _as_they_say(verb: Token, headline: bool) -> list[Token]:
    """Whom "launched strikes on Friday, which they say killed ten" hurt, where the clause is read with the verb."""
    told = [c for said in children(verb, "advcl", "relcl") for c in children(said, "ccomp")]
    which = [c for c in told if any(s.tag_ == "WDT" for s in children(c, "nsubj"))]
    return [t for c in which for t in _of(c, headline, doer=True)]


def _of(verb: Token, headline: bool, doer: bool) -> list[Token]:
    """Whom a verb hurts; `doer`: what hurts is its subject, so that only its object can be meant."""
    around = Frame(verb, headline)
    if lemma(verb) in classes()["kill"].words:
        return around.slot("obj") if doer or around.passive else []
    if lemma(verb) == "leave" and any(lemma(c) in LEFT for c in children(verb, "oprd", "acomp", "ccomp", "advcl")):
        return around.slot("obj") if doer else []  # "the raid left nine dead"
    if lemma(verb) in classes()["die"].words and not doer:
        return arguments.surface_subject(verb)
    return []
