"""Who had a part in a deed that a noun tells, where no slot of its row is filled.

"His role in the attack", "was involved in the bombing", "had nothing to do with the killings", "a murder charge against
him".
"""

from __future__ import annotations

from onrecord.marks.events import arguments, beyond, extents, grammar, verb_form
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

# Those who have a part in an arrest, a ban or an election are not all its doers.
TYPES = frozenset(("ASSAULT", "PROTEST", "THREATEN"))
WRONGS = words_of("wrong done")
PARTS = words_of("part in a deed")
HAS = words_of("has or owns a part")
TIED = words_of("ties to a deed")
LEADS = frozenset(("in", "to", "with"))
BOUND = words_of("ties to it alone")
NOTHING = words_of("how much of it")


def had_part(frame: Frame, type_: str) -> list[Token]:
    """Who did it, or is said or denied to have done it, by the words over the noun."""
    noun = frame.token
    if frame.verbal or (type_ not in TYPES and lemma(noun) not in WRONGS):
        return []
    found = _charged(frame)
    if found:
        return found
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    over, how = noun.head.head, noun.head.lower_
    if noun.dep_ != "pobj" or over == noun.head:
        return _in_which(noun)
    if how == "behind":
        return _behind(over, noun.head) or _in_which(noun)
    found = _over(over, how, frame.headline) if how in LEADS else []
    return found or _in_which(noun)


def _over(over: Token, how: str, headline: bool) -> list[Token]:
    """Who has the part that a word over the deed tells."""
    if over.pos_ == "NOUN" and lemma(over) in PARTS:
        return _whose(over, headline)
    if over.dep_ == "pobj" and over.head.lower_ == "of" and lemma(over.head.head) in PARTS:
        return [over]  # "the role of guards in it", read as guards in it
    if lemma(over) in TIED and (verb_form.passive(over) or over.tag_ == "VBN") and not _otherwise(over, how):
        return arguments.surface_subject(over)
    if grammar.is_verb(over):
        for part in children(over, "dobj", "nsubjpass"):
            if lemma(part) in PARTS:  # "played no part in it", "outlined his role in it"
                return _whose(part, headline)
    return _to_do_with(over) if how == "with" and lemma(over) == "do" else []


def _otherwise(over: Token, how: str) -> bool:
    """ "Tied up in the robbery", "linked in the report", "involved as a bystander": tells of no part."""
    if lemma(over) in BOUND and (how == "in" or children(over, "prt")):
        return True
    return any(p.lower_ == "as" for p in children(over, "prep"))


def _in_which(noun: Token) -> list[Token]:
    """ "The attack in which guards took part", "a riot that guards were involved in"."""
    for clause in children(noun, "relcl"):
        leads = [p for p in children(clause, "prep") if p.lower_ in LEADS]
        if not any(c.tag_ in grammar.RELATIVE for p in leads for c in children(p, "pobj")):
            continue
        parts = [c for c in children(clause, "dobj") if lemma(c) in PARTS]
        tied = lemma(clause) in TIED and verb_form.passive(clause) and not _otherwise(clause, "to")
        if (parts and lemma(clause) in HAS) or tied:
            return arguments.surface_subject(clause)
    return []


def _behind(over: Token, behind: Token) -> list[Token]:
    """ "Was behind the attack", "the men behind the attack"."""
    if lemma(over) == "be":
        return arguments.surface_subject(over)
    if behind.dep_ != "prep" or over.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    return [over]


def _whose(part: Token, headline: bool) -> list[Token]:
    """Whose a part is: "his role", "the role of guards", "denied any involvement"."""
    found = grammar.owners(part) or grammar.of_prep(part, "of") or grammar.of_prep(part, "by")
    if found:
        return found
    verb, how = Frame(part, headline).governed
    if verb is None or lemma(verb) not in HAS or how not in ("dobj", "to", "of") or verb_form.passive(verb, headline):
        return []
    return arguments.surface_subject(verb)


def _to_do_with(do: Token) -> list[Token]:
    """ "Had nothing to do with it"."""
    here = do
    for _ in range(2):
        here = here.head
        if lemma(here) == "have" and grammar.is_verb(here):
            told = [c for c in children(here, "dobj") if c.lower_ in NOTHING]
            return arguments.surface_subject(here) if told else []
    return []


def _charged(frame: Frame) -> list[Token]:
    """Whom a charge names that stands behind its deed: "her murder trial", "a murder charge against him"."""
    deed, charge = frame.token, frame.token.head
    if deed.dep_ not in ("compound", "nmod", "amod") or charge.i != deed.i + 1 or charge.pos_ not in ("NOUN", "PROPN"):
        return []
    if lemma(charge) in classes()["culprit"].words:
        named = charge.dep_ in ("compound", "nmod") and charge.head.pos_ == "PROPN"  # "murder suspect Ivo Trane"
        return [charge.head if named else charge]
    if lemma(charge) not in classes()["charged"].words:
        return []
    whole = Frame(charge, frame.headline)
    # "Her murder trial" is hers who is tried; "the boy's murder trial" is that over the boy's death as often.
    owner = [t for t in whole.slot("owner") if t.pos_ == "PRON" or t.tag_ == "PRP$"]
    found = whole.slot("against") or ([] if lemma(charge) == "case" else whole.slot("of") + owner)
    return found or whole.slot("obj") or beyond.blamed(charge) or _faces(charge)


def _faces(charge: Token) -> list[Token]:
    verb = extents.clause_head(charge)
    faces = grammar.is_verb(verb) and lemma(verb) in classes()["facing"].words and not verb_form.passive(verb)
    return arguments.surface_subject(verb) if faces and charge.dep_ in ("dobj", "pobj", "conj") else []
