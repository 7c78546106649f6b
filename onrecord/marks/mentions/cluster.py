"""Which names mean the same: full names, family names, abbreviations, and the nations' many forms."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from onrecord.lexicon import bodies, nations
from onrecord.marks.mentions import name_words
from onrecord.marks.mentions.entity import Entity, Item, fold, parts, stem

_ALIKE = 0.85  # share of letters that two spellings of one family name have in common
_SMALL = frozenset("of the for and on in to a an de la le et & -".split())


def cluster(named: Sequence[Item]) -> list[Entity]:
    """Entities for the names of a report; each item is given its entity. Takes: items with their `type`, in order."""
    made = [
        *_places([i for i in named if i.type == "place"]),
        *_people([i for i in named if i.type == "person"]),
        *_bodies([i for i in named if i.type in ("organisation", "group")]),
    ]
    for entity in made:
        entity.fullest = _fullest(entity)
        for item in entity.items:
            _learn(entity, item)
    return made


def _learn(entity: Entity, item: Item) -> None:
    candidate = item.candidate
    entity.gender = entity.gender or candidate.gender
    for role in (candidate.title, candidate.noun):
        if role:
            learn_role(entity, role, candidate.nations)


def learn_role(entity: Entity, role: str, of: tuple[str, ...]) -> None:
    """The entity holds `role` (a title or a noun), for the nations `of`; so it holds the role's last word, too."""
    for name in (role, role.rpartition(" ")[2]):
        known = entity.roles.get(name, ())
        entity.roles[name] = known + tuple(n for n in of if n not in known)


def _fullest(entity: Entity) -> Item:
    """The longest form; of equal ones the first, and mixed case before capitals throughout."""

    def rank(item: Item) -> tuple[int, int, int]:
        words = item.candidate.bare
        return (-len(fold(words).split()), words.isupper() and " " in words, -len(fold(words)))

    return min(entity.items, key=lambda i: (*rank(i), i.order))


def _places(named: Sequence[Item]) -> list[Entity]:
    by_key: dict[str, Entity] = {}
    for item in named:
        nation = nations.by_name(item.candidate.bare)
        key = f"nation {nation.name}" if nation is not None else item.key
        entity = by_key.get(key)
        if entity is None:
            entity = by_key[key] = Entity("place", True, nation.name if nation else "", plural=False)
        entity.add(item, f"nations.tsv:{nation.name}" if nation else "name")
    return list(by_key.values())


# People -----------------------------------------------------------------------------------------------------------


def _people(named: Sequence[Item]) -> list[Entity]:
    """Full names first, longest first, so that a shorter form finds the longer; then single names in text order."""
    full: dict[str, list[Item]] = {}
    single: list[Item] = []
    for item in named:
        if len(parts(item.candidate.bare)) > 1:
            full.setdefault(item.key, []).append(item)
        else:
            single.append(item)
    known: list[tuple[list[str], Entity]] = []
    for key in sorted(full, key=lambda k: (-len(k.split()), full[k][0].order)):
        mine = parts(key)
        entity = next((e for theirs, e in known if _same_person(mine, theirs)), None)
        if entity is None:
            entity = Entity("person", True, plural=False)
        known.append((mine, entity))
        for item in full[key]:
            entity.add(item, "name")
    entities = list(dict.fromkeys(e for _, e in known))
    for entity in entities:
        entity.items.sort(key=lambda i: i.order)
    known.sort(key=lambda k: k[1].items[0].order)
    return entities + _single_names(single, known)


def _same_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """Two full names of one person: same ends, or all words of the one within the other."""
    if stem(short[-1]) != stem(long[-1]):
        return set(short) <= set(long) and short[0] == long[0]
    first, other = short[0], long[0]
    if first == other or set(short) <= set(long):
        return True
    return min(len(first), len(other)) == 1 and first[0] == other[0]


def _single_names(single: Sequence[Item], known: Sequence[tuple[list[str], Entity]]) -> list[Entity]:
    by_family: dict[str, list[Entity]] = {}
    by_given: dict[str, list[Entity]] = {}
    for words, entity in known:
        for table, word in ((by_family, stem(words[-1])), (by_given, words[0])):
            if entity not in table.setdefault(word, []):
                table[word].append(entity)
    fresh: dict[str, Entity] = {}
    for item in single:
        key = stem(parts(item.candidate.bare)[0])
        entity = _choose(item, by_family.get(key, [])) or _choose(item, by_given.get(key, []))
        if entity is None:
            entity = fresh.get(key) or _misspelt(item, key, by_family)
        if entity is None:
            entity = fresh[key] = Entity("person", True, plural=False)
        entity.add(item, "name" if entity in fresh.values() else "family-name")
        entity.items.sort(key=lambda i: i.order)
    return list(fresh.values())


def _misspelt(item: Item, key: str, by_family: dict[str, list[Entity]]) -> Entity | None:
    """The one person whose family name a titled name ("Ms Buchman") nearly spells; a title shows that one is meant."""
    if not item.candidate.title or len(key) < 6:
        return None
    near = [
        e for family, people in by_family.items() for e in people
        if family[:1] == key[:1] and abs(len(family) - len(key)) < 3 and _agrees(item, e)
        and SequenceMatcher(None, family, key, autojunk=False).ratio() >= _ALIKE
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _agrees(item: Item, entity: Entity) -> bool:
    mine = item.candidate.gender if item.candidate.title else ""
    return not mine or not _gender(entity) or _gender(entity) == mine


def _choose(item: Item, pool: Sequence[Entity]) -> Entity | None:
    """Of several people of one name the one that fits its title: named in the paragraph, else the most often before."""
    fitting = [e for e in pool if _agrees(item, e)] or list(pool)
    if len(fitting) < 2:
        return fitting[0] if fitting else None

    def nearness(entity: Entity) -> tuple[int, int]:
        before = [i for i in entity.items if i.order < item.order]
        here = max((i.order for i in before if i.paragraph == item.paragraph), default=-1)
        return here, len(before)

    return max(fitting, key=nearness)


def _gender(entity: Entity) -> str:
    return next((i.candidate.gender for i in entity.items if i.candidate.gender), "")


# Organisations and groups -----------------------------------------------------------------------------------------


def _bodies(named: Sequence[Item]) -> list[Entity]:
    by_key: dict[str, list[Item]] = {}
    for item in named:
        known_body = bodies.by_name(item.candidate.bare)
        key = " ".join(_core(item.key))
        by_key.setdefault(key if known_body is None else f"{fold(known_body.name)}", []).append(item)
    known: dict[str, Entity] = {}
    for key in sorted(by_key, key=lambda k: (-len(k.split()), by_key[k][0].order)):
        entity = _longer(key, by_key[key], known)
        how = "abbreviation" if entity is not None else "name"
        if entity is None:
            entity = Entity(by_key[key][0].type, True)
        known[key] = entity
        for item in by_key[key]:
            entity.add(item, how)
    entities = list(dict.fromkeys(known.values()))
    for entity in entities:
        entity.items.sort(key=lambda i: i.order)
    return entities


def _core(key: str) -> list[str]:
    words = key.split()
    while len(words) > 1 and name_words.kind(words[-1].strip(",")) == "legal":
        words.pop()
    return [w.strip(",") for w in words]


def _longer(key: str, mine: Sequence[Item], known: dict[str, Entity]) -> Entity | None:
    """The entity of a longer name that `key` abbreviates, when just one does."""
    words = key.split()
    found: list[Entity] = []
    for other, entity in known.items():
        theirs = other.split()
        if len(theirs) <= len(words):
            continue
        if len(words) == 1 and _spells(words[0], mine, theirs):
            fits = True
        elif len(words) == 1:
            fits = _begins(words[0], mine, theirs)
        else:  # "Water Board" for "Lima Water Board"
            fits = theirs[-len(words) :] == words and _mere_place(entity, len(theirs) - len(words))
        if fits and entity not in found:
            found.append(entity)
    return found[0] if len(found) == 1 else None


def _begins(word: str, mine: Sequence[Item], theirs: Sequence[str]) -> bool:
    """ "Toyota" for "Toyota Motor Corporation"; not "Sudan" for "Sudan Airways", nor a firm for the prize it gives."""
    if theirs[0] != word or len(word) < 4 or nations.find(mine[0].candidate.bare) is not None:
        return False
    return all(name_words.kind(w) in ("body", "legal") for w in theirs[1:])


def _mere_place(entity: Entity, extra: int) -> bool:
    """True when the first `extra` words of the entity's name only say whose or where it is."""
    words = entity.items[0].candidate.bare.split()
    if words[:1] in (["the"], ["The"]):
        words = words[1:]
    lead = " ".join(words[:extra])
    return (
        nations.find(lead) is not None
        or bodies.by_name(lead) is not None
        or lead.endswith(("'s", "\u2019s"))
        or extra == 1
    )


def _spells(word: str, mine: Sequence[Item], theirs: Sequence[str]) -> bool:
    """True when `word` is printed as an abbreviation and made of the initials of `theirs`."""
    if not any(sum(c.isupper() for c in i.candidate.bare) >= 2 for i in mine) or not 2 <= len(word) <= 8:
        return False
    letters = word.replace("-", "")
    initials = [p[0] for w in theirs for p in w.split("-") if p]
    short = [p[0] for w in theirs if w not in _SMALL for p in w.split("-") if p]
    return letters in ("".join(initials), "".join(short))
