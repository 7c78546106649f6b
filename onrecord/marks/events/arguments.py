"""Who does what a verb tells, and to whom: its subject and its objects, through relatives, control and coordination."""

from __future__ import annotations

from onrecord.marks.events.extents import clause_head
from onrecord.marks.events.grammar import (
    MAX_CLIMB,
    NEAR,
    RELATIVE,
    SUBJECTS,
    TIME_LABELS,
    before,
    children,
    conjuncts,
    infinitive,
    is_time,
    is_verb,
    kids,
    lemma,
    of_prep,
    owners,
)
from onrecord.marks.events.tables import classes
from onrecord.marks.events.verb_form import passive
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

ORDINALS = words_of("in order")
NO_OBJECT = words_of("no object of its clause")
_ITS_OWN = frozenset(("ccomp", "xcomp", "attr", "acomp", "oprd", "dobj"))


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself when it is none."""
    if token.tag_ not in RELATIVE and not (
        token.lower_ == "that" and token.tag_ in ("WDT", "IN", "DT") and token.dep_ in SUBJECTS
    ):
        return token
    here = token
    for _ in range(MAX_CLIMB):
        if here.dep_ == "relcl":
            return _just_before(token, here.head) if token.lower_ == "who" else here.head
        if here.head == here:
            break
        here = here.head
    return token


def _just_before(who: Token, head: Token) -> Token:
    """The noun that stands right before "who", where the parser reaches over it: "talks with the rebels, who ..."."""
    i = who.i - 1
    while i > head.i and who.doc[i].is_punct:
        i -= 1
    near = who.doc[i]
    if any(near in conjuncts(beside) for beside in children(head, "appos")):
        return head  # "two guards - a Kenyan and a Ghanaian - who were held"
    in_a_body = near.ent_type_ in ("ORG", "GPE", "LOC", "FAC") and not head.ent_type_ and head.tag_ == "NNS"
    if in_a_body and lemma(head) in _people():  # "leaders in Congress who"
        return head
    if near.pos_ in ("NOUN", "PROPN") and head.i < i and near.i - head.i <= NEAR:
        return _bearer_of(near) or near
    return _bearer_of(head) or head


def _people() -> frozenset[str]:
    return classes()["person"].words


def _bearer_of(thing: Token) -> Token | None:
    """Who has what "who" seems to stand for: in "a man serving three terms who fled" the man fled, not the terms."""
    verb = thing.head
    if thing.dep_ not in ("dobj", "pobj") or thing.ent_type_ or thing.lemma_ not in classes()["served"].words:
        return None
    verb = verb.head if thing.dep_ == "pobj" else verb
    noun = verb.head if verb.dep_ in ("acl", "relcl") else next(iter(children(verb, "nsubj")), verb)
    return noun if noun is not thing and noun.pos_ in ("NOUN", "PROPN") else None


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as it stands, active or passive: its own, a coordinated verb's, or that of the clause above."""
    if depth > MAX_CLIMB:
        return []
    own = children(verb, "nsubj", "nsubjpass")
    if own and verb.tag_ == "VBG" and is_time(own[0]):
        own = []  # "spent the month urging them", read as if the month urged
    if len(own) > 1:
        own = [o for o in own if o.ent_type_ not in TIME_LABELS] or own  # "On Monday, at 3 pm, the camp was bombed"
    if own:
        return [t for o in own[:1] for t in conjuncts(antecedent(o))]
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "advcl" and infinitive(verb) and lemma(head) in classes()["calling"].words:
        return _controller(verb, head, depth)
    if infinitive(verb) and (told := _given_time(verb, head)):
        return told
    if verb.dep_ in ("conj", "advcl", "parataxis") and is_verb(head):
        return surface_subject(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and (verb.dep_ == "xcomp" or infinitive(verb)):
        return _controller(verb, head, depth)
    if verb.dep_ in ("acl", "relcl", "amod"):
        return _of_noun_clause(verb, head, depth)
    if verb.dep_ == "pcomp":
        return _of_gerund(head, depth)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("ADJ", "NOUN", "PROPN") or head.lower_ == "about":
        above = head.head
        if head.pos_ not in ("NOUN", "PROPN") and above.pos_ in ("NOUN", "PROPN"):
            return [above]  # "a man about to be charged"
        return surface_subject(above, depth + 1) if is_verb(above) else []
    objects = [o for o in children(head, "dobj", "dative") if not is_time(o)]
    at_place = any(lemma(o) in classes()["place"].words and not o.ent_type_ for o in objects[:1])
    if at_place and infinitive(verb) and lemma(head) not in classes()["asking"].words:
        return surface_subject(head, depth + 1)  # "occupied the library to protest"
    if infinitive(verb) and lemma(head) in words_of("meets or calls"):
        return surface_subject(head, depth + 1)
    if lemma(head) == "vote":  # "voted 5-4 to uphold it"
        return surface_subject(head, depth + 1)
    if objects and lemma(head) not in classes()["promising"].words and verb.i > objects[0].i:
        return conjuncts(antecedent(objects[0]))
    for prep in children(head, "prep"):  # "called on them to stop"
        if prep.lower_ in ("on", "upon", "with", "to") and prep.i < verb.i:
            found = children(prep, "pobj")
            if found:
                return conjuncts(found[0])
    return surface_subject(head, depth + 1)


def _given_time(verb: Token, head: Token) -> list[Token]:
    """Whom a clause gives time for what follows: "gave them until May to disarm", "gave them a week to leave"."""
    giver = head.head if is_time(head) and is_verb(head.head) else head
    if lemma(giver) != "give" or verb.dep_ not in ("advcl", "acl", "relcl", "xcomp"):
        return []
    until = any(c.lower_ == "until" for c in children(giver, "prep"))
    if giver is head and not until:
        return []
    if passive(giver):
        return surface_subject(giver)
    given = [o for o in children(giver, "dative", "dobj") if not is_time(o) and o.i < verb.i]
    return [t for o in given[:1] for t in conjuncts(o)]


def _of_noun_clause(verb: Token, noun: Token, depth: int) -> list[Token]:
    if not infinitive(verb):
        if verb.tag_ == "VBG" and is_time(noun):
            return surface_subject(clause_head(noun.head), depth + 1)  # "spent a month urging them to leave"
        if noun.dep_ == "pobj" and lemma(noun) in words_of("before a court") and is_verb(noun.head.head):
            return surface_subject(noun.head.head, depth + 1)  # "appeared in court charged with theft"
        return conjuncts(noun)[:1] if verb.tag_ in ("VBN", "VBG", "VBD") else []
    if noun.pos_ == "PRON" or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return [noun]  # "urged Kenya to act", read as a clause of the noun
    if lemma(noun) in classes()["asking"].words:
        return _asked(verb, noun, depth)
    if passive(verb) and (noun.lower_ in ORDINALS or any(c.lower_ in ORDINALS for c in before(noun))):
        first = noun.pos_ not in ("NOUN", "PROPN") and noun.dep_ == "attr" and is_verb(noun.head)
        return surface_subject(noun.head, depth + 1) if first else conjuncts(noun)  # "the first horses to be hit"
    had = owners(noun) or [t for p in ("from", "by") for t in of_prep(noun, p) if t.i < verb.i]  # "an offer from"
    if had:
        return had
    above = noun.head
    if noun.dep_ == "pobj" and is_verb(above.head) and above.lower_ in ("on", "upon", "with", "to"):
        return conjuncts(noun)
    if noun.dep_ in ("dobj", "pobj", "attr", "nsubj", "nsubjpass"):
        for _ in range(3):
            if is_verb(above):
                return surface_subject(above, depth + 1) if noun.dep_ in ("dobj", "pobj", "attr") else []
            above = above.head
    return []


def _asked(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who is to do what a noun asks for: "its call on Ghana to release them", "came under pressure to yield"."""
    for word in (noun, noun.head):
        for prep in ("on", "upon", "to", "for"):
            found = [t for t in of_prep(word, prep) if t.i < verb.i and t != noun]
            if found:
                return found
    if noun.dep_ == "dobj" and lemma(noun.head) in classes()["answering"].words | {"face"}:
        return surface_subject(noun.head, depth + 1)
    if noun.dep_ == "pobj" and noun.head.lower_ == "under" and is_verb(noun.head.head):
        return surface_subject(noun.head.head, depth + 1)
    return []


def _of_gerund(prep: Token, depth: int) -> list[Token]:
    above = prep.head
    if above.pos_ == "ADJ" and is_verb(above.head):  # "was found guilty of killing them"
        return surface_subject(above.head, depth + 1)
    if is_verb(above):
        objects = children(above, "dobj")
        warned = prep.lower_ == "against" and lemma(above) in words_of("warns against")
        if objects and (warned or lemma(above) in classes()["accused"].words):
            return conjuncts(objects[0])
        return surface_subject(above, depth + 1)
    had = owners(above)
    if had:
        return had
    if above.dep_ == "dobj" and is_verb(above.head):
        return surface_subject(above.head, depth + 1)
    return []


def objects(verb: Token) -> list[Token]:
    """Direct objects, coordinated ones too; a relative "which" stands for its antecedent.

    "shot and killed the guard": what stands after the last of coordinated verbs is the object of each.
    """
    own = children(verb, "dobj") or children(verb, "pobj")  # "sealed off the market", read as "off the market"
    here = verb
    for _ in range(3):
        if own or after_words(here):
            break
        following = [c for c in children(here, "conj") if is_verb(c) and not children(c, "nsubj", "nsubjpass")]
        if not following:
            break
        here = following[0]
        own = children(here, "dobj") if not passive(here) else []
    return [t for o in own or _left_out(verb) for t in conjuncts(antecedent(o))]


def _left_out(verb: Token) -> list[Token]:
    """The noun that a relative clause without its pronoun hangs on: "the nurses the rebels had held"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.pos_ not in ("NOUN", "PROPN", "NUM") or is_time(noun) or passive(verb):
        return []
    if noun.lemma_ in NO_OBJECT:
        return []
    below = kids(verb)
    subject = next((c for c in below if c.dep_ == "nsubj"), None)
    if subject is None or subject.i < noun.i or subject.tag_ in RELATIVE or subject.lower_ == "that":
        return []
    if any(c.tag_ in ("WDT", "WP", "WP$", "WRB") or c.dep_ in _ITS_OWN for c in below if c is not subject):
        return []
    stranded = any(c.dep_ in ("prep", "agent") and not c.children for c in below)  # "the town they fled from"
    return [] if stranded or any(children(c, "pobj") and _which(c) for c in below) else [noun]


def _which(preposition: Token) -> bool:
    """True for "in which"."""
    return preposition.dep_ == "prep" and any(c.tag_ in RELATIVE for c in preposition.children)


def after_words(verb: Token) -> bool:
    """True when something of its own stands after a verb, before the next that it is coordinated with."""
    return any(c.i > verb.i and c.dep_ not in ("cc", "conj", "punct", "advmod") for c in kids(verb))
