"""Noun phrases as they fill a slot: the names beside them, the nation of an arm, the people of a number."""

from __future__ import annotations

from dataclasses import replace

from onrecord.lexicon import nations, people_nouns
from onrecord.marks.events import arguments, beyond, extents, grammar
from onrecord.marks.events.acting import acts, those_who_are
from onrecord.marks.events.candidate import Extent, Filler
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

NOBODY = words_of("nobody")
_ENVOYS = words_of("envoy")


def fillers(tokens: list[Token], slot: str) -> tuple[Filler, ...]:
    """The noun phrases of some heads as fillers of a slot, each once."""
    found = (f for t in tokens for f in _as_filled(arguments.antecedent(t), slot))
    return tuple(dict.fromkeys(f for f in found if f is not None))


def _as_filled(token: Token, slot: str) -> list[Filler | None]:
    token = _whose(token)
    noun = _of_those(token)
    if noun is not token:
        head = extents.name_extent(noun)
        return [Filler(*head, *head, slot, kind=True)]
    found = [_filler(n, slot) for n in _named(_said_to_be(token))]
    first = found[0]
    if len(found) == 1 and first is not None and first.owner is not None:  # "Ghanaian and Kenyan troops"
        beside = [extents.name_extent(t) for t in _second_nations(token)]
        found += [replace(first, owner=extent) for extent in beside if extent != first.owner]
    return found


def _whose(arm: Token) -> Token:
    """Whose an arm is in "the government, whose troops have encircled the town"."""
    clause = arm.head
    force = classes()["arm"].words | classes()["police"].words
    owned = (
        arm.dep_ in grammar.SUBJECTS and lemma(arm) in force and any(c.lower_ == "whose" for c in children(arm, "poss"))
    )
    return clause.head if owned and clause.dep_ == "relcl" and acts(clause.head) else arm


def _second_nations(arm: Token) -> list[Token]:
    """The nations after the first before an arm of several: "Ghanaian and Kenyan troops"."""
    named = [t for o in grammar.owners(arm) for t in grammar.conjuncts(o) if t.ent_type_ in ("GPE", "NORP")]
    return named[1:]


def _of_those(token: Token) -> Token:
    """Whom a bare number counts: "nine protesters were injured and 20 were detained"."""
    verb = token.head
    bare = token.pos_ == "NUM" and token.dep_ in ("nsubjpass", "dobj") and not children(token, "prep")
    if not bare or verb.dep_ != "conj" or not grammar.is_verb(verb.head):
        return token
    before = [*children(verb.head, "nsubjpass"), *children(verb.head, "dobj")]
    counted = [t for t in before if t.tag_ == "NNS" and children(t, "nummod") and acts(t) and t.ent_type_ != "ORG"]
    return counted[0] if counted else token


def _said_to_be(token: Token) -> Token:
    """Who "the one who fired" is, where the clause says it of somebody: "he is not the one who fired"."""
    if token.lower_ != "one" or token.dep_ != "attr":
        return token
    return next(iter(arguments.surface_subject(token.head)), token)


def _named(token: Token) -> list[Token]:
    """The names set beside a noun that is none: "his counterpart, Ada Brond", "two guards, Ivo Trane and Pavo Rint"."""
    titled = _titled(token)
    if titled is not None:
        return [titled]
    if (token.pos_ != "NOUN" or token.ent_type_) and not _of_a_sort(token):
        return [token]
    for beside in grammar.children(token, "appos"):
        if beside.pos_ == "PROPN" and beside.ent_type_ in (("PERSON", "ORG", "GPE") if acts(token) else ("ORG",)):
            names = grammar.conjuncts(beside)
            if (token.tag_ == "NNS") == (len(names) > 1):
                return names
    return [token]


def _titled(title: Token) -> Token | None:
    """The name right after a title in capitals that the parser holds apart: "from President" and "Ada Brond"."""
    doc, i = title.doc, title.i + 1
    if title.pos_ != "PROPN" or title.ent_type_ == "PERSON" or i >= len(doc) or doc[i].ent_type_ != "PERSON":
        return None
    if doc[i].ent_iob_ != "B" or people_nouns.by_lemma(title.lower_) is None:
        return None
    while i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I":
        i += 1
    return doc[i]


def _of_a_sort(token: Token) -> bool:
    """True for "another Rover", "a Kenyan": one of those who have the name."""
    sort = token.pos_ == "PROPN" and token.tag_ == "NNP" and token.ent_type_ != "PERSON"
    return sort and any(c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in grammar.kids(token))


def _filler(token: Token, slot: str) -> Filler | None:
    named = token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET") or (token.pos_ == "ADJ" and token.ent_type_)
    named = named or (token.tag_ == "VBZ" and token.dep_ in grammar.SUBJECTS)  # "inmates attacked", read as a verb
    named = named or those_who_are(token)
    named = named or token.lower_ in words_of("some people")
    if not named or token.is_punct or token.lower_ in NOBODY:
        return None
    head = extents.name_extent(token)
    span = head if slot == "owner" or slot.endswith(".owner") else extents.extent(token)
    span = (min(span[0], head[0]), max(span[1], head[1]))
    pronoun = token.lower_ if token.pos_ == "PRON" else ""
    return Filler(*span, *head, slot, _owner(token, slot == "between"), pronoun, acts(token), _people(token))


def _people(token: Token) -> bool:
    """True for "two Kenyans", "young Kenyans", whom the nation's name would turn into a state."""
    first = token.head if token.dep_ == "conj" else token  # "U.S. and Ghanaian officials"
    if token.ent_type_ != "NORP" or first.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod"):
        return False
    known = any(c.dep_ == "det" and c.lower_ == "the" for c in grammar.kids(token))
    a_state = known and token.lower_.endswith(("s", "ese", "ish", "ch"))  # "the Kenyans attacked"
    return token.tag_ in ("NNPS", "NNS", "NN", "NNP", "JJ") and not a_state


def _owner(token: Token, sides: bool) -> Extent | None:
    """The nation before an arm of it: "Kenyan troops" act for Kenya; `sides`: its envoys do where two sides meet."""
    word = lemma(token)
    if (word.removesuffix("s") if token.tag_ == "NNPS" else word) not in classes()["arm"].words and not (
        sides and word in _ENVOYS
    ):  # "Kenyan Marines"
        return None
    for owner in grammar.owners(token):
        if owner.lower_ in ("its", "their"):  # "its troops": whose, the report tells
            return owner.idx, owner.idx + len(owner)
        start, end = extents.name_extent(owner)
        words = token.doc.text[start:end]
        if nations.by_name(words) or nations.by_adjective(words):
            return start, end
    home = [t for t in grammar.of_prep(token, "from") if beyond.is_country(t)]  # "troops from Ghana"
    return extents.name_extent(home[0]) if home and not grammar.owners(token) else None
