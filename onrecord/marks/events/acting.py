"""Who can act, hear and fight: which words stand for somebody, and who is meant by a thing of somebody's."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import people_nouns
from onrecord.marks.events import arguments, beyond, grammar
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"))
MANY = words_of("many people")
_PEOPLE_SHORT = re.compile(r"[A-Z]{2,5}s$").match  # "IDPs", "MPs"


def acts(token: Token) -> bool:
    """True for names, pronouns and nouns of people, bodies and their arms."""
    if token.lower_.startswith(("intra-", "inter-", "anti-", "pro-")):
        return False  # "anti-government protests" are not the government's
    if token.pos_ == "NUM" and any(sign in c.text for c in grammar.kids(token) for sign in "$£€"):
        return False  # "pledged to give $5 million"
    if those_who_are(token):
        return True
    if lemma(token) in words_of("share") and any(t.tag_ == "CD" for t in grammar.of_prep(token, "of")):
        return True  # "a quarter of a million were driven out"
    if token.lower_ in MANY and not grammar.of_prep(token, "of"):
        return True  # "many were driven from their homes"
    if token.pos_ in ("PROPN", "PRON", "NUM") or token.ent_type_ in NAMES:
        return token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "EVENT")
    if token.pos_ == "NOUN" and (_ends_as_person(lemma(token)) or _PEOPLE_SHORT(token.text)):
        return True
    if token.pos_ == "NOUN" and any(
        c.lower_ == "who" for r in grammar.children(token, "relcl") for c in grammar.kids(r)
    ):
        return True  # "May, who was arrested": a name that the parser does not know
    return lemma(token) in _agent_words() or people_nouns.by_lemma(lemma(token)) is not None


def hearers(token: Token, by: bool) -> list[Token]:
    """The token if it is somebody, else whose it is: criticism "of her plan" is of her; `by`: or whose deed it is."""
    if hears(arguments.antecedent(token)):
        return [token]
    if token.pos_ != "NOUN":
        return []
    doers = [t for t in grammar.of_prep(token, "by") if hears(t)] if by else []  # "hailed the arrest by the police"
    proposed = beyond.put_forward_by(token) or beyond.put_forward_by(token, "arranging")
    doers = doers or [t for t in proposed if hears(t)]
    doers = doers or [o for o in grammar.owners(token) if hears(o)] or [t for t in grammar.before(token) if fights(t)]
    if not doers and by and lemma(token) in classes()["quality"].words:
        doers = [t for t in grammar.of_prep(token, "of") if hears(t)]  # "praised the courage of the crew"
    return doers


def hears(token: Token) -> bool:
    """True for somebody who can be spoken to: not for a document."""
    return acts(token) and not is_document(token)


def is_document(token: Token) -> bool:
    """True for a noun for a document, or for another source that is nobody."""
    found = people_nouns.by_lemma(lemma(token)) if token.pos_ == "NOUN" else None
    return (found is not None and found.type == "document") or lemma(token) in _documents()


@cache
def _documents() -> frozenset[str]:
    return classes()["source"].words - {"court"}


def agents(token: Token) -> list[Token]:
    """The token if it can act, else the nation or body it belongs to: "the Kenyan offensive killed ..."."""
    token = arguments.antecedent(token)
    if acts(token):
        return [token]
    if token.pos_ != "NOUN":
        return []
    # "police buses blocked the road": whose they are
    return [o for o in grammar.owners(token) if acts(o)] or [t for t in grammar.before(token) if fights(t)]


def fights(token: Token) -> bool:
    """True for the first part of "police brutality", "enemy fire": a force or crowd, by no name."""
    return token.dep_ in ("compound", "nmod", "amod") and lemma(token) in classes()["fighter"].words


@cache
def _agent_words() -> frozenset[str]:
    named = ("person", "group", "military", "police", "worker", "crowd", "arm", "source")
    able = frozenset(word for name in named for word in classes()[name].words)
    return able - classes()["weapon"].words - words_of("strike of a weapon")


@cache
def _person_ends() -> tuple[str, ...]:
    return tuple(sorted(classes()["person_end"].words))


def _ends_as_person(word: str) -> bool:
    """True for nouns of people that no list has, by how they end: "motorist", "shopkeeper"."""
    return word.endswith(_person_ends()) and word not in classes()["no_person"].words


def those_who_are(token: Token) -> bool:
    """True for "the injured", "the wounded and the dead", "a 19-year-old"."""
    if token.lower_ == "old" and token.i and token.nbor(-1).text == "-":
        return token.dep_ in (*grammar.SUBJECTS, "dobj", "pobj", "conj") and bool(children(token, "npadvmod"))
    return token.lower_ in classes()["those_who_are"].words and any(c.lower_ == "the" for c in children(token, "det"))
