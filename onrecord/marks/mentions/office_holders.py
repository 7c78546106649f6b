"""Which named person is meant by an office, a role or an age: "the minister", "the boy", "a 55-year-old man"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import name_parts, titles
from onrecord.marks.mentions import role_words
from onrecord.marks.mentions.entity import Entity, Item, age, agree, fold
from onrecord.marks.mentions.known import DESCRIBED, Known, complement, may_hold
from onrecord.marks.mentions.terms import preferred, without_prefix
from onrecord.marks.mentions.words import words_of

_CHILDREN = words_of("children")
_YOUNG = _CHILDREN | words_of("young by what they are")
_GROWN = 20  # years
_SMALL = name_parts.words("left out of initials")


def of_that_age(known: Known, item: Item) -> Entity | None:
    """ "A 55-year-old man": the one of that age whom the report names, before or after."""
    candidate = item.candidate
    if candidate.sort != "person" or candidate.plural or not known.aged:
        return None
    pool = [e for e in known.aged.get(age(item), {}).values() if agree(candidate.gender, e.gender)]
    return pool[0] if len(pool) == 1 else None


def holder_of(known: Known, item: Item, role: str) -> Entity | None:
    """The one person who holds the title in this report, of the nation where the phrase names one."""
    candidate = item.candidate
    title = titles.by_form(role)
    pool = [e for e in known.holders.get(role, {}).values() if may_hold(item, e, role)]
    if candidate.nations:
        exact = [e for e in pool if any(n in e.roles[role] for n in candidate.nations)]
        pool = exact or pool
    pool = preferred(item, pool, role)
    if candidate.owner >= 0 or complement(item):
        one = pool[0] if len(pool) == 1 and candidate.owner < 0 else None
        return None if one is None or _elsewhere(known, item, one, role) else one
    before = [(e.latest.order, e) for e in pool if e.latest is not None]
    if not before:
        return pool[0] if len(pool) == 1 and title is not None and title.one else None
    return max(before, key=lambda b: b[0])[1]


def _elsewhere(known: Known, item: Item, entity: Entity, role: str) -> bool:
    """ "The director of the clinic" is not Ann Lee, "director of roads for the council": another office."""
    held = [i for i in entity.items[:DESCRIBED] if role in (i.candidate.title, i.candidate.noun)]
    told = [i for i in held if complement(i)]
    mine, about = _over(known, item)
    others = [_over(known, i) for i in told]
    return bool(told) and all(mine.isdisjoint(words) and about.isdisjoint(named) for words, named in others)


def _over(known: Known, item: Item) -> tuple[set[str], set[int]]:
    """What a phrase says somebody is over: the telling words behind its head, and whom they mean."""
    start, end = item.candidate.head_end, item.candidate.phrase_end
    words = {w for w in fold(item.passage.text[start:end]).split() if w not in _SMALL}
    after = known.place[item.order] + 1
    inside = (o for o in known.items[after : after + 4] if o.paragraph == item.paragraph)
    return words, {id(o.entity) for o in inside if start <= o.candidate.head_start < end and o.entity is not None}


def office_meant(known: Known, item: Item) -> Entity | None:
    """ "the top US diplomat", "the Peruvian leader": the one person named before who holds such an office."""
    candidate = item.candidate
    wanted = role_words.titles(candidate.noun, candidate.modifiers)
    said_more = bool(candidate.modifiers) and not role_words.asks_modifier(candidate.noun)
    if not wanted or complement(item):
        return None
    found = {i: e for t in wanted for i, e in known.holders.get(t, {}).items() if may_hold(item, e, t)}
    if said_more:  # "the Red Cross official": who is told to be its director
        found = {i: e for i, e in found.items() if _described_by(e, candidate.modifiers)}
    pool = [e for e in found.values() if e.latest is not None]
    exact = [e for e in pool if any(n in e.roles.get(t, ()) for t in wanted for n in candidate.nations)]
    pool = exact or pool
    return pool[0] if len(pool) == 1 else None


def _described_by(entity: Entity, words: Sequence[str]) -> bool:
    """Whether the noun phrases beside a name have all these words, one of them a name's."""
    said = [
        fold(i.passage.text[i.candidate.start : i.candidate.phrase_end])
        for i in entity.items[:DESCRIBED]
        if i.how == "apposition" or i.candidate.title
    ]
    return any(all(w in text for w in words) for text in said)


def role_before(known: Known, item: Item) -> tuple[Entity, str] | None:
    """ "the coach" after "coach Ann Lee"."""
    candidate = item.candidate
    if candidate.sort != "person" or candidate.nations or complement(item):
        return None
    role = candidate.noun if candidate.noun in known.holders else without_prefix(candidate.noun)
    holders = known.holders.get(role, {}).values()
    pool = [e for e in holders if e.latest is not None and agree(candidate.gender, e.gender)]
    pool = preferred(item, pool, role)
    if candidate.modifiers:  # "the estate agent" after "estate agent Nell Orr", not after "agent Nell Orr"
        said = set(candidate.modifiers)
        pool = [e for e in pool if any(said <= set(i.candidate.modifiers) for i in e.items[:DESCRIBED])]
    if not pool and candidate.noun in _CHILDREN and not known.by_noun.get(candidate.noun):
        pool = _children(known, item)
    return (pool[0], "role-before") if len(pool) == 1 else None


def _children(known: Known, item: Item) -> list[Entity]:
    """ "The boy" for a pupil, a son, or one of twelve, whom the report names."""
    held = {i: e for noun in _YOUNG for i, e in known.holders.get(noun, {}).items()}
    held.update({i: e for years, aged in known.aged.items() if years < _GROWN for i, e in aged.items()})
    return [e for e in held.values() if e.latest is not None and agree(item.candidate.gender, e.gender)]
