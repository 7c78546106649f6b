"""Which names of people mean the same person: full names, then family and given names alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from onrecord.lexicon import name_parts
from onrecord.lexicon import names as given_names
from onrecord.marks.mentions.entity import Entity, Item, parts, stem

_GENERATIONS = name_parts.words("father or son")
_ONE_WORD = {"junior": "jr", "senior": "sr"}
_ALIKE = 0.85  # share of letters that two spellings of one family name have in common
_MISSPELT = 6  # letters a family name must have for its misspelling to be told from another name


def people(named: Sequence[Item]) -> list[Entity]:
    """The people of a report; each item is given its entity. Takes: names of persons in text order."""
    full = _full_names(named)
    out: dict[int, Entity] = {id(e): e for e in full.values()}
    families = _Families(full)
    for item in named:  # what a full name shows anywhere holds for the family name before it, too
        if item.key in full:
            families.shown(full[item.key], item)
    families.titled(named)
    for item in named:
        entity = full.get(item.key)
        if entity is not None:
            entity.add(item, "name")
        else:
            entity, how = families.find(item)
            entity.add(item, how)
            out[id(entity)] = entity
        families.heard(entity, item)
    return list(out.values())


def _full_names(named: Iterable[Item]) -> dict[str, Entity]:
    """Entities by the keys of full names; the longest first, so that a shorter form finds the longer."""
    keys = {i.key: i for i in reversed(list(named)) if len(parts(i.candidate.bare)) > 1}
    out: dict[str, Entity] = {}
    by_end: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
    born: dict[int, str] = {}
    for key in sorted(keys, key=lambda k: (-len(k.split()), keys[k].order)):
        mine = parts(key)
        ends = (f"last {stem(mine[-1])}", f"first {mine[0]}")
        near = [one for end in ends for one in by_end.get(end, ())]
        age = generation(key)
        near = [(theirs, e) for theirs, e in near if not age or born.get(id(e), age) == age]
        entity = next((e for theirs, e in near if _same_person(mine, theirs)), None)
        if entity is None:
            entity = Entity("person", True, plural=False)
        if age:
            born[id(entity)] = age
        for end in ends:
            by_end.setdefault(end, []).append((mine, entity))
        out[key] = entity
    return out


def generation(name: str) -> str:
    """ "jr" of "Ann Lee Jr.": by it father and son of one name are two people; empty where none is told."""
    told = name.casefold().replace(".", "").split()[-1:]
    return _ONE_WORD.get(told[0], told[0]) if told and told[0] in _GENERATIONS else ""


def _same_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """Two full names of one person: same ends, or all words of the one within the other."""
    first, other = short[0], long[0]
    if stem(short[-1]) != stem(long[-1]):
        return first == other and set(short) <= set(long)
    if first == other or set(short) <= set(long) or _spelt_alike(first, other):
        return True
    return min(len(first), len(other)) == 1 and first[0] == other[0]


def _spelt_alike(first: str, other: str) -> bool:
    """Two spellings of one given name ("Philip", "Phillip"), not those of a man and a woman ("Daniel", "Daniela")."""
    if min(len(first), len(other)) < 5 or given_names.gender(first) != given_names.gender(other):
        return False
    return SequenceMatcher(None, first, other, autojunk=False).ratio() >= _ALIKE


@dataclass(slots=True)
class _Said:
    """How often, and where last, a person was named so far; the gender shown."""

    times: int = 0
    order: int = -1
    paragraph: int = -1
    gender: str = ""
    titles: set[str] = field(default_factory=set)


class _Families:
    """Single names in text order: whose family or given name each is."""

    def __init__(self, full: dict[str, Entity]) -> None:
        self.by_family: dict[str, list[Entity]] = {}
        self.by_given: dict[str, list[Entity]] = {}
        self.fresh: dict[str, Entity] = {}
        self.said: dict[int, _Said] = {}
        self.born = {id(entity): age for key, entity in full.items() if (age := generation(key))}
        for key, entity in full.items():
            words = parts(key)
            for table, word in ((self.by_family, stem(words[-1])), (self.by_given, words[0])):
                if entity not in table.setdefault(word, []):
                    table[word].append(entity)

    def shown(self, entity: Entity, item: Item) -> None:
        """The gender and the title with which a full name stands somewhere in the report."""
        said = self.said.setdefault(id(entity), _Said())
        said.gender = said.gender or item.candidate.gender
        if item.candidate.title:
            said.titles.add(item.candidate.title)

    def titled(self, named: Sequence[Item]) -> None:
        """Where one person alone bears a family name that stands with "Mr" and with "Ms", the commoner is theirs."""
        counts: dict[str, Counter[str]] = {}
        for item in named:
            words = parts(item.candidate.bare)
            if item.candidate.title and item.candidate.gender and len(words) == 1:
                counts.setdefault(stem(words[0]), Counter())[item.candidate.gender] += 1
        for family, genders in counts.items():
            bearers = self.by_family.get(family, [])
            if len(bearers) == 1 and len(genders) > 1:
                said = self.said.setdefault(id(bearers[0]), _Said())
                said.gender = said.gender or max(sorted(genders), key=lambda g: genders[g])

    def heard(self, entity: Entity, item: Item) -> None:
        """`entity` was named by `item`."""
        said = self.said.setdefault(id(entity), _Said())
        said.times, said.order, said.paragraph = said.times + 1, item.order, item.paragraph
        said.gender = said.gender or item.candidate.gender

    def find(self, item: Item) -> tuple[Entity, str]:
        """The person that a single name means, and the rule that told; a new one when nobody bears it."""
        key = stem(parts(item.candidate.bare)[0])
        for table, how in ((self.by_family, "family-name"), (self.by_given, "given-name")):
            entity = self._choose(item, table.get(key, ()))
            if entity is not None:
                return entity, how
        gender = item.candidate.gender if item.candidate.title and key in self.by_family else ""
        key = f"{gender} {key}".strip()  # a Mr Orr beside the Jane Orr whom the report tells of
        if key in self.fresh:
            return self.fresh[key], "name"
        entity = self._misspelt(item, key)
        if entity is not None:
            return entity, "family-name-misspelt"
        self.fresh[key] = Entity("person", True, plural=False)
        return self.fresh[key], "name"

    def _choose(self, item: Item, pool: Sequence[Entity]) -> Entity | None:
        """Of several of one name the one that fits its title: named in the paragraph, else the most often before."""
        fitting = [e for e in pool if self._agrees(item, e)]
        age = generation(item.candidate.bare)
        fitting = [e for e in fitting if age and self.born.get(id(e)) == age] or fitting  # "Lee Jr." beside both
        holding = [e for e in fitting if item.candidate.title in self.said.get(id(e), _Said()).titles]
        fitting = holding or fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None

        def nearness(entity: Entity) -> tuple[int, int]:
            said = self.said.get(id(entity), _Said())
            return (said.order if said.paragraph == item.paragraph else -1), said.times

        return max(fitting, key=nearness)

    def _agrees(self, item: Item, entity: Entity) -> bool:
        mine = item.candidate.gender if item.candidate.title else ""
        theirs = self.said.get(id(entity), _Said()).gender
        return not mine or not theirs or mine == theirs

    def _misspelt(self, item: Item, key: str) -> Entity | None:
        """The one person whose family name a titled name ("Ms Lindquist") nearly spells; the title shows it is one."""
        if not item.candidate.title or len(key) < _MISSPELT:
            return None
        near: list[Entity] = []
        for family, bearers in self.by_family.items():
            if family[:1] != key[:1] or abs(len(family) - len(key)) > 2:
                continue
            if SequenceMatcher(None, family, key, autojunk=False).ratio() >= _ALIKE:
                near += [e for e in bearers if self._agrees(item, e)]
        return near[0] if len(near) == 1 else None
