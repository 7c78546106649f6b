"""Which named body is meant by a noun for one: "the group", "her firm", "his government"."""

from __future__ import annotations

from itertools import islice

from onrecord.lexicon import agencies, bodies, outlets
from onrecord.marks.mentions import bynames
from onrecord.marks.mentions.entity import Entity, Item, fold
from onrecord.marks.mentions.known import DESCRIBED, ITEMS, NEAR, Known, complement
from onrecord.marks.mentions.words import words_of

ANY_BODY = words_of("any body")
_OUTLETS = words_of("outlets")
_TRADING = words_of("trades")
_PUBLIC = words_of("public bodies")
GOVERNMENTS = ("government", "administration", "cabinet")
_FIGHTING = words_of("fights")
_OUTLET_REACH = 8  # sentences


def body_meant(known: Known, item: Item) -> tuple[Entity, str] | None:
    """The body named before that a noun for one takes up: "the group", "the company", "the paper"."""
    candidate = item.candidate
    if candidate.modifiers or candidate.nations or candidate.owner >= 0 or complement(item):
        return None
    recent: list[Entity] = []
    acting: Entity | None = None
    outlet = _outlet(known, item) if candidate.noun in _OUTLETS else None
    if outlet is not None:
        return outlet, "outlet-named-before"
    for other in islice(reversed(known.heard), ITEMS):
        entity = other.entity
        if entity is None or not entity.named or entity.type == "person":
            continue
        words = fold(entity.fullest.candidate.bare).split() if entity.fullest else []
        if entity.type == "place":
            if len(words) > 1 and words[-1] == candidate.noun:
                return entity, "place-noun"
            continue
        if candidate.noun == "administration" and item.sentence - other.sentence > NEAR:
            continue  # a president's, more likely than a body of that name
        if candidate.noun in (words[-1:] + words[:1]) or any(w.startswith(candidate.noun) for w in words[:1]):
            return entity, "body-noun"
        if len(words) == 1 and candidate.noun in bynames.words_of_body(entity):
            return entity, "body-noun"  # "the bureau", of the FBI
        if item.sentence - other.sentence <= NEAR:
            if entity not in recent:
                recent.append(entity)
            if other.candidate.role == "subject" and not other.candidate.quoted and acting is None:
                acting = entity
    recent = [e for e in recent if e.fullest and agencies.by_mark(e.fullest.candidate.bare) is None]
    if candidate.noun in _TRADING:
        recent = [e for e in recent if not _is_public(e)]
    if candidate.noun not in ANY_BODY or known.by_noun.get(candidate.noun):
        return None
    armed = [e for e in recent if _is_armed(e)] if candidate.noun in _FIGHTING else []
    if len(armed) == 1:
        return armed[0], "armed-group-named-before"
    if len(recent) == 1:
        return recent[0], "body-named-before"
    teller = known.link(item, candidate.above)  # "Ann Lee of the Road Council said the organisation was sure"
    own = None if teller is None or teller.entity is None else body_of(known, teller.entity)
    if own in recent:
        return own, "body-of-speaker"
    # "the rail firm said ... The company said": of several, the one that acted last
    return (acting, "body-acting-before") if acting in recent and item.candidate.role == "subject" else None


def _outlet(known: Known, item: Item) -> Entity | None:
    """The outlet named last: "the paper" after "the Daily Post"."""
    for other in islice(reversed(known.heard), ITEMS):
        if item.sentence - other.sentence > _OUTLET_REACH:
            break
        entity = other.entity
        if entity is not None and entity.named and entity.type == "organisation" and entity.fullest is not None:
            words = entity.fullest.candidate.bare
            if outlets.is_outlet(words) or (item.candidate.noun == "agency" and agencies.by_mark(words)):
                return entity
    return None


def body_of(known: Known, whose: Entity) -> Entity | None:
    """ "Her group", where she is told to be "director of the advocacy group River Watch", or its director."""
    if whose.type != "person":
        return None
    for item in whose.items[:DESCRIBED]:
        owner = known.owner(item)
        if owner is not None and owner.named and owner.type == "organisation":
            return owner
        start, end = item.candidate.head_end, item.candidate.phrase_end
        after = known.place[item.order] + 1
        for other in known.items[after : after + 4] if end > start else ():
            inside = other.paragraph == item.paragraph and start <= other.candidate.head_start < end
            if inside and other.entity is not None and other.entity.type in ("organisation", "group"):
                if other.entity.named or other.candidate.bare[:1].isupper():
                    return other.entity
    return None


def government_of(known: Known, whose: Entity) -> Entity | None:
    """ "His government", of the president of Ghana: the Ghanaian government that the report speaks of."""
    over = {n for held in whose.roles.values() for n in held}
    pool = [e for noun in GOVERNMENTS for e in known.by_noun.get(noun, ())]
    pool = [e for e in pool if e.words is not None and over & set(e.words.nations) and not e.words.complement]
    return pool[-1] if pool else None


def _is_armed(entity: Entity) -> bool:
    body = bodies.by_name(entity.fullest.candidate.bare) if entity.fullest is not None else None
    return body is not None and body.kind == "armed"


def _is_public(entity: Entity) -> bool:
    """True for a body whose name says what it is, and it is no firm: "the Miners' Federation"."""
    words = fold(entity.fullest.candidate.bare).split() if entity.fullest is not None else []
    return bool(words) and not _PUBLIC.isdisjoint((words[0], words[-1]))
