"""How far a phrase, a name and a clause reach, and which clauses stand below a word."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.marks.events.grammar import after, before, children, infinitive, is_verb, kids, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.words import Token


def complements(word: Token) -> Iterator[Token]:
    """Verbs of the clauses below: "ordered them to leave", "said that they left", "called on them to leave"."""
    for child in kids(word):
        if child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and infinitive(child)):
            yield child
        elif child.dep_ in ("dobj", "pobj", "prep"):
            for inner in [child] if child.dep_ != "prep" else children(child, "pobj"):
                yield from (c for c in kids(inner) if c.dep_ in ("acl", "relcl") and infinitive(c))


def that_clauses(noun: Token) -> list[Token]:
    """Verbs of what a noun says: "the accusation that Kenya armed them"."""
    found = children(noun, "acl", "ccomp", "relcl")
    return [c for c in found if any(m.lower_ == "that" for m in children(c, "mark"))]


def extent(token: Token) -> tuple[int, int]:
    """The noun phrase of a token: its modifiers before it, itself, and an "of" phrase of at most six words after it."""
    doc = token.doc
    first = token.i
    for child in before(token):
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
            "quantmod",
            "nmod",
            "advmod",
            "predet",
            "neg",
            "npadvmod",
        ) and not (child.lower_ == "dead" and child.i and is_verb(child.nbor(-1))):  # "shot dead two guards"
            first = min(first, child.left_edge.i)
    if first and doc[first].lower_ in ("least", "most") and doc[first - 1].lower_ == "at":
        first -= 1  # "killing at least 14 people", "at" read with the verb
    last = token.i
    if token.ent_type_:
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].ent_type_ == token.ent_type_:
            last += 1
    for child in after(token):
        if child.dep_ == "prep" and child.lower_ == "of" and child.right_edge.i - child.i <= 6 and not _of_verb(token):
            last = max(last, child.right_edge.i)
            break
        if child.dep_ not in ("case", "compound", "flat"):
            break
    return doc[first].idx, doc[last].idx + len(doc[last])


def _of_verb(token: Token) -> bool:
    """True for "soldiers" in "accused soldiers of looting": the "of" is the verb's."""
    return token.dep_ in ("dobj", "nsubjpass") and lemma(token.head) in classes()["of_what"].words


def name_extent(token: Token) -> tuple[int, int]:
    """The name that a token belongs to, possessive mark off; the token alone when it is in none."""
    doc, first, last = token.doc, token.i, token.i
    if token.ent_type_:
        two = token.ent_type_ == "PERSON"  # "Rossi and Novak", read as one
        while first > 0 and doc[first].ent_iob_ == "I" and not (two and doc[first - 1].tag_ == "CC"):
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and not (two and doc[last + 1].tag_ == "CC"):
            last += 1
        while last > token.i and doc[last].tag_ == "POS":
            last -= 1
        while first < token.i and doc[first].pos_ == "DET":
            first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def clause(verb: Token) -> tuple[int, int]:
    """First and last token of a verb's clause, without clauses it is coordinated with or that hang on to it."""
    first, last = verb.i, verb.i
    for child in kids(verb):
        if child.dep_ in ("cc", "punct", "parataxis", "dep"):
            continue
        if child.dep_ == "conj" and is_verb(child):
            continue
        if child.dep_ == "advcl" and not infinitive(child):
            continue
        if child.dep_ == "ccomp" and child.i < verb.i:  # the words said, before "she said"
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    return first, last


def clause_head(token: Token) -> Token:
    """The verb of the clause a token stands in; the head of the sentence's fragment when there is none."""
    here = token
    for _ in range(60):
        if is_verb(here) and here.dep_ not in ("aux", "auxpass", "amod"):
            return here
        if here.head == here:
            return here
        here = here.head
    return here
