"""Which names mean the same, and what each entity is called and held to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.lexicon import nations
from onrecord.marks.mentions.entity import Entity, Item, fold
from onrecord.marks.mentions.organisations import organisations
from onrecord.marks.mentions.people import people
from onrecord.marks.mentions.terms import term


def cluster(named: Sequence[Item]) -> list[Entity]:
    """Entities for the names of a report; each item is given its entity. Takes: items with their `type`, in order."""
    made = [
        *_places([i for i in named if i.type == "place"]),
        *people([i for i in named if i.type == "person"]),
        *organisations([i for i in named if i.type in ("organisation", "group")]),
    ]
    for entity in made:
        entity.fullest = min(entity.items, key=_fullness)
        for item in entity.items:
            learn(entity, item)
    return made


def learn(entity: Entity, item: Item) -> None:
    """The entity has what `item` shows: gender, and title and noun as roles, for the nations they are used with."""
    candidate = item.candidate
    entity.gender = entity.gender or candidate.gender
    held = term(item) if candidate.title or candidate.noun else ""
    for role in (candidate.title, candidate.noun):
        if not role:
            continue
        for name in (role, role.rpartition(" ")[2]):  # who is prime minister is "the minister", too
            known = entity.roles.get(name, ())
            entity.roles[name] = known + tuple(n for n in candidate.nations if n not in known)
            entity.terms.setdefault(name, set()).add(held)


def _fullness(item: Item) -> tuple[int, bool, int, int]:
    """The longest form first; of equal ones mixed case before capitals throughout, then the first printed."""
    words = item.candidate.bare
    return (-len(fold(words).split()), words.isupper() and " " in words, -len(fold(words)), item.order)


def _places(named: Sequence[Item]) -> list[Entity]:
    """Places by their row in nations.tsv, else by their words."""
    rows = {i.key: nations.by_name(i.candidate.bare) for i in named}
    countries = {n.name: n for n in rows.values() if n is not None and n.kind == "country"}
    by_key: dict[str, Entity] = {}
    for item in named:
        nation = rows[item.key]
        if nation is not None and nation.kind == "region":
            nation = _country_meant(item.candidate.bare, countries.values()) or nation
        key = f"nation {nation.name}" if nation is not None else item.key
        entity = by_key.get(key)
        if entity is None:
            entity = by_key[key] = Entity("place", True, nation.name if nation else "", plural=False)
        entity.add(item, f"nations.tsv:{nation.name}" if nation else "name")
    return list(by_key.values())


def _country_meant(words: str, countries: Iterable[nations.Nation]) -> nations.Nation | None:
    """ "Korea" in a report that names South Korea alone: the one country named whose name ends in these words."""
    found = [n for n in countries if n.name.endswith(" " + words.removesuffix("'s").removesuffix("\u2019s"))]
    return found[0] if len(found) == 1 else None
