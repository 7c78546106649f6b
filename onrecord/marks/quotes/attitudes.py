"""What somebody holds, told by an adjective and a clause: "she is adamant that no deal was made"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.marks.quotes.extents import own_subject, runs
from onrecord.marks.quotes.frames import subject
from onrecord.marks.quotes.lookup import lowered
from onrecord.marks.quotes.order import FINITE
from onrecord.marks.quotes.phrases import Attributed
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token
from onrecord.shapes.table import load

TABLE = "attitudes.tsv"
_HOLDS = words_of("is of a mind")
_NOBODY = ("it", "there", "this", "that", "what", "which")
_STOP_MODALS = words_of("only thought of")


@cache
def forces() -> Mapping[str, str]:
    """The force of each word of the table."""
    return {row["word"]: row["force"] for row in load("onrecord.marks.quotes", TABLE, ("word", "force"))}


def held(doc: Doc) -> list[Attributed]:
    """Attributions by an adjective with its clause, in order."""
    known, words = forces(), lowered(doc)
    if known.keys().isdisjoint(words):
        return []
    return [found for i, word in enumerate(words) if word in known for found in _of(doc[i], known[word])]


def _of(token: Token, force: str) -> Iterator[Attributed]:
    verb = _verb(token)
    if verb is None or any(c.dep_ == "neg" or c.lower_ in _STOP_MODALS for c in verb.children):
        return
    if verb.dep_ != "xcomp" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return  # "lock the gate to be sure that": wanted, not held
    clause = next((c for c in (*token.children, *verb.children) if _content(c, token)), None)
    who = subject(verb) if verb.i != token.i else _passive_subject(token)
    if clause is None or who is None or who.lower_ in _NOBODY or who.i > token.i:
        return
    parts = runs(t for t in clause.subtree if t.i > token.i)
    if parts:
        cue = (token.idx, token.idx + len(token))
        yield Attributed(cue, who, parts, force, f"{TABLE}:{token.lower_}", "that", clause)


def _verb(token: Token) -> Token | None:
    """The verb that gives the word to somebody: "is sure", "was left worried"; the word itself as a participle."""
    if token.dep_ in ("acomp", "oprd", "attr") and token.head.lemma_.lower() in _HOLDS:
        return token.head
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.lemma_.lower() in _HOLDS for c in token.children)
    return token if passive else None


def _passive_subject(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("nsubjpass", "nsubj")), None)


def _content(clause: Token, token: Token) -> bool:
    """A finite clause of its own right behind the word, with or without "that"."""
    if clause.dep_ not in ("ccomp", "advcl", "acl") or clause.i < token.i or not own_subject(clause):
        return False
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    if clause.dep_ != "ccomp" and "that" not in marks:
        return False
    if marks and "that" not in marks:
        return False
    near = clause.left_edge.i - token.i <= 2
    return near and (clause.tag_ in FINITE or any(c.tag_ in FINITE for c in clause.children))
