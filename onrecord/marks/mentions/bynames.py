"""Whom a description means that news uses instead of a name: "the UN nuclear watchdog", "the Swede", "the singer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice

from onrecord.lexicon import agencies, bodies, nations
from onrecord.marks.mentions import name_words
from onrecord.marks.mentions.entity import Entity, Item, agree, fold
from onrecord.marks.mentions.words import words_of
from onrecord.shapes.table import load

TABLE = "bynames.tsv"
_FIRMS = words_of("one firm")
_STARS = words_of("known by what they do")
_SIDES = words_of("sides")
_NEAR = 3  # sentences that such a description reaches back
_ITEMS = 60  # mentions that are looked at
_ACTING = ("subject", "passive")


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Each byname with the names it may stand for."""
    out: dict[str, tuple[str, ...]] = {}
    for row in load("onrecord.marks.mentions", TABLE, ("name", "bynames")):
        for form in row.words("bynames"):
            out[form] = (*out.get(form, ()), row["name"])
    return out


def meant(item: Item, heard: Sequence[Item], bodies_named: Sequence[Entity]) -> tuple[Entity, str] | None:
    """The one named in the report whom a definite description means without saying so; None where that is open."""
    candidate = item.candidate
    if candidate.determiner != "the" or candidate.owner >= 0:
        return None
    names = _known().get(fold(item.passage.text[candidate.start : candidate.head_end]))
    if names is not None:
        pool = [e for e in bodies_named if _canonical(e) in names]
        if len(pool) == 1:
            return pool[0], f"{TABLE}:{_canonical(pool[0])}"
    if candidate.plural:
        return None
    if candidate.noun in _STARS and candidate.sort == "person":
        found = _person(item, heard)
        return None if found is None or _held_otherwise(found, candidate.noun) else (found, "known-by-what-they-do")
    if candidate.noun in _FIRMS or candidate.noun in _SIDES:
        firm = _firm(item, heard)
        return None if firm is None else (firm, "firm-named-before")
    return None


def citizen(item: Item, heard: Sequence[Item]) -> Entity | None:
    """Whom "the Swede" or "the Republican" means: the person of that nation or party who was named just before."""
    candidate = item.candidate
    if candidate.determiner != "the" or candidate.plural is not False or candidate.role not in (*_ACTING, "object"):
        return None
    nation = nations.by_adjective(candidate.bare) or nations.by_people(candidate.bare + "s")
    if nation is None:
        return None
    return _person(item, heard, nation.name)


def _canonical(entity: Entity) -> str:
    words = entity.fullest.candidate.bare if entity.fullest is not None else ""
    body = bodies.by_name(words)
    return body.name if body is not None else words


def _near(item: Item, heard: Sequence[Item]) -> list[Item]:
    """Names of the sentences just before, the last first; nobody's words are looked into."""
    out = []
    for other in islice(reversed(heard), _ITEMS):
        if item.sentence - other.sentence > _NEAR:
            break
        if other.entity is not None and other.entity.named and not other.candidate.quoted:
            out.append(other)
    return out


def _person(item: Item, heard: Sequence[Item], nation: str = "") -> Entity | None:
    """The person named just before; of several the one of that nation, or the one who acted last."""
    near = [i for i in _near(item, heard) if i.entity is not None and i.entity.type == "person"]
    near = [i for i in near if i.entity is not None and agree(item.candidate.gender, i.entity.gender)]
    near = [i for i in near if i.sentence < item.sentence or i.candidate.role not in _ACTING]
    if nation:
        of_it = [i for i in near if i.entity is not None and _is_of(i.entity, nation)]
        near = of_it or [i for i in near if i.entity is not None and not _has_nation(i.entity)]
    pool = list({id(i.entity): i.entity for i in near}.values())
    if len(pool) == 1:
        return pool[0]
    acting = next((i.entity for i in near if i.candidate.main and i.candidate.role in _ACTING), None)
    return acting if pool and near[0].entity is acting else None


def _is_of(entity: Entity, nation: str) -> bool:
    return any(nation in i.candidate.nations for i in entity.items[:8])


def _has_nation(entity: Entity) -> bool:
    return any(i.candidate.nations for i in entity.items[:8])


def _held_otherwise(entity: Entity, noun: str) -> bool:
    """The person is told to be something else: a lawyer is not "the singer"."""
    held = [r for r in entity.roles if r != noun]
    return noun != "year-old" and bool(held) and not any(r.rpartition(" ")[2] in _STARS for r in held)


def _firm(item: Item, heard: Sequence[Item]) -> Entity | None:
    """The one body named just before that may be called so: no outlet of news, no ministry, no state."""
    sides = item.candidate.noun in _SIDES
    near = [i for i in _near(item, heard) if i.entity is not None and i.entity.type == "organisation"]
    pool = {id(i.entity): i.entity for i in near if i.entity is not None and _is_firm(i.entity, sides)}
    return next(iter(pool.values())) if len(pool) == 1 else None


def _is_firm(entity: Entity, sides: bool) -> bool:
    words = entity.fullest.candidate.bare if entity.fullest is not None else ""
    sort = name_words.of_name(words.split())
    if sides:
        return sort in ("club", "team")
    body = bodies.by_name(words)
    if agencies.by_mark(words) is not None or sort in ("club", "team", "event"):
        return False
    public = words_of("public bodies")
    last = fold(words).split()
    private = bool(last) and public.isdisjoint((last[0], last[-1]))
    return private and (body is None or body.kind in ("company", "charity", "media", "bank"))


def as_a_word(item: Item) -> bool:
    """A small letter, or the capital that begins a sentence."""
    before = item.passage.text[: item.candidate.head_start].rstrip()
    return item.candidate.bare.islower() or not before or before[-1] in '.?!”"'


def words_of_body(entity: Entity) -> list[str]:
    """The words of the full name of a body that the tables know by its initials."""
    body = bodies.by_name(entity.fullest.candidate.bare) if entity.fullest is not None else None
    return [] if body is None else [fold(w) for form in (body.name, *body.aliases) for w in form.split()]
