"""Whom a pronoun means: the subject of the clause over it, or the most salient antecedent that fits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.marks.mentions.entity import Entity, Item, agree
from onrecord.marks.mentions.words import words_of

_NEAR = 3  # sentences a pronoun reaches back
_PARAGRAPHS = 2  # paragraphs a pronoun reaches back
_ITEMS = 80  # mentions it reaches back, so that a text without full stops costs no more than another
_SPEAKERS = words_of("speaks")
_FOR_OTHERS = words_of("speaks for others")
# How likely each role is to be taken up; a subject weighs as much as two sentences of distance.
_ROLES = {"subject": 3.0, "passive": 2.6, "apposition": 1.5, "object": 1.2, "possessor": 1.0}
_OTHER_ROLE, _SENTENCE, _PARAGRAPH = 0.5, 1.6, 0.6
_SAME_PRONOUN, _MAIN_CLAUSE, _NAMED, _PARALLEL = 1.0, 0.7, 0.8, 0.4


def antecedent(
    item: Item, heard: Sequence[Item], above: Item | None, beside: Item | None, joined: Item | None = None
) -> tuple[Entity, str] | None:
    """The entity that a pronoun means and the rule that told, None when nothing fits.

    Takes: mentions with entities before it in text order, the subject of the clause over it and that of its own, and
    whom a possessor's noun is joined to.
    "I" and "we" are left to who attributes quotations.
    """
    candidate = item.candidate
    if candidate.noun in _SPEAKERS:
        return None
    if joined is not None and joined.entity is not None and _may(item, joined):
        return joined.entity, "pronoun-joined"  # "met Ann Lee and her son"
    if beside is not None and beside.entity is not None and _holds(beside, item):
        beside = None  # "His predecessor, Carl Fox, left": whoever that is, "his" is another
    barred = beside.entity if beside is not None and candidate.role != "possessor" else None
    if beside is not None and beside.order < item.order and candidate.role == "possessor" and candidate.gender == "n":
        if beside.entity is not None and _may(item, beside):
            return beside.entity, "pronoun-own-subject"  # "met after Ghana widened its raids"
    if above is not None and above.entity is not None and above.entity is not barred and _may(item, above):
        client = _client(item, above, heard)
        if client is not None and client.entity is not None and client.entity is not barred:
            return client.entity, "pronoun-spoken-for"
        return above.entity, "pronoun-clause-above"
    if beside is not None and beside.order > item.order and candidate.role == "possessor":
        # "In his speech, Amin said": the subject comes after
        if beside.entity is not None and _may(item, beside):
            return beside.entity, "pronoun-before-subject"
        if beside.entity is None and candidate.plural:
            return None
    best: tuple[float, Item] | None = None
    for other in islice(reversed(heard), _ITEMS):
        if item.sentence - other.sentence > _NEAR or item.paragraph - other.paragraph > _PARAGRAPHS:
            break
        if other.entity is barred or not _may(item, other):
            continue
        score = _salience(item, other)
        if best is None or score > best[0]:
            best = (score, other)
    if best is None or best[1].entity is None:
        return _only_one(candidate.gender, heard, barred)
    return best[1].entity, "pronoun-subject" if best[1].candidate.role == "subject" else "pronoun-near"


def _client(item: Item, above: Item, heard: Sequence[Item]) -> Item | None:
    """For whom somebody speaks: in "Lee's lawyer denied that he did it", "a lawyer for Lee said he did", Lee did it."""
    speaker = above.candidate
    if speaker.noun not in _FOR_OTHERS or speaker.form == "name" or item.candidate.role not in ("subject", "passive"):
        return None
    for other in islice(reversed(heard), _ITEMS):
        if other.paragraph != above.paragraph:
            return None
        own = other.candidate.head_start == speaker.owner
        inside = speaker.head_end < other.candidate.start < speaker.phrase_end
        lead = above.passage.text[speaker.head_end : other.candidate.start].strip() if inside else ""
        if (own or lead == "for") and other.order < item.order and _may(item, other):
            return other
    return None


def _holds(other: Item, item: Item) -> bool:
    """The pronoun stands inside the words of the other."""
    return other.candidate.start <= item.candidate.start < other.candidate.end


def _only_one(gender: str, heard: Sequence[Item], barred: Entity | None) -> tuple[Entity, str] | None:
    """ "He" where nobody near can be meant, in a quotation or far on: the one man of the report so far."""
    if gender not in ("m", "f"):
        return None
    found: dict[int, Entity] = {}
    for other in islice(reversed(heard), _ITEMS):
        entity = other.entity
        if entity is not None and entity.type == "person" and entity.gender == gender and entity is not barred:
            found[id(entity)] = entity
    return (next(iter(found.values())), "pronoun-only-one") if len(found) == 1 else None


def _salience(item: Item, other: Item) -> float:
    score = _ROLES.get(other.candidate.role, _OTHER_ROLE)
    score -= _SENTENCE * (item.sentence - other.sentence) + _PARAGRAPH * (item.paragraph - other.paragraph)
    if other.candidate.form == "pronoun" and other.candidate.noun == item.candidate.noun:
        score += _SAME_PRONOUN
    if other.candidate.main:
        score += _MAIN_CLAUSE  # who speaks in the main clause goes on, rather than who is spoken of
    if other.entity is not None and other.entity.named:
        score += _NAMED
    if other.candidate.role == item.candidate.role:
        score += _PARALLEL
    return score


def _may(item: Item, other: Item) -> bool:
    """True when the pronoun may mean what `other` means: number, gender, sort, and the same side of the marks."""
    candidate, entity = item.candidate, other.entity
    if entity is None or (other.order >= item.order and other.candidate.role != "subject"):
        return False
    if other.candidate.quoted != candidate.quoted or (candidate.quoted and other.paragraph != item.paragraph):
        return False
    if candidate.gender in ("m", "f"):
        return entity.type in ("person", "office") and not entity.plural and agree(candidate.gender, entity.gender)
    if candidate.gender == "n":
        return _may_be_it(item, other, entity)
    if entity.type in ("group", "organisation"):
        return entity.plural is not False or entity.type == "group"
    return bool(entity.plural)


def _may_be_it(item: Item, other: Item, entity: Entity) -> bool:
    """ "it" has too many uses that mean no body: only near subjects, in the same sentence where the role differs."""
    candidate = item.candidate
    warned = candidate.above == other.candidate.head_start  # "warned Poland that it could face fines"
    if other.candidate.role not in ("subject", "passive", "possessor") and not warned:
        return False
    if item.sentence - other.sentence > 1:
        return False
    if candidate.noun == "it" and (candidate.role != "subject" or item.sentence != other.sentence):
        return candidate.role == "subject" and entity.named and entity.type == "organisation"
    if entity.type == "organisation":
        return not entity.plural
    return entity.type == "place" and bool(entity.nation)
