"""Who is meant by a noun phrase ("the minister", "the group") or a pronoun, given the names of the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.lexicon import gazetteer, nations, place_nouns, titles
from onrecord.marks.mentions import bynames, name_words
from onrecord.marks.mentions.bodies_meant import ANY_BODY, GOVERNMENTS, body_meant, body_of, government_of
from onrecord.marks.mentions.entity import Entity, Item, agree
from onrecord.marks.mentions.known import ITEMS, NEAR, Known, complement, may_hold, phrase_words
from onrecord.marks.mentions.named_later import name_later
from onrecord.marks.mentions.office_holders import holder_of, of_that_age, office_meant, role_before
from onrecord.marks.mentions.pronouns import antecedent
from onrecord.marks.mentions.terms import TAKEN_OVER, inherit, taken_over
from onrecord.marks.mentions.words import words_of

_SAID_IN_PASSING = words_of("said in passing")
_FAR = 12  # sentences over which "the policeman" reaches back to "a policeman"


class Follow:
    """Resolves noun phrases and pronouns in text order. Takes: all items, and the entities of the names."""

    def __init__(self, items: Sequence[Item], entities: list[Entity]) -> None:
        """Nothing is known yet but the names, which have their entities already."""
        self.known = Known(items, entities)

    def run(self) -> None:
        """Give each item its entity, where the text tells one."""
        self._appositions()
        for item in self.known.items:
            if item.candidate.form == "name":
                if item.candidate.label == "NORP" and item.candidate.determiner == "the":
                    self._citizen(item)
                self._remember_kin(item, item.entity)
            elif item.candidate.form == "nominal" and item.entity is None:
                self._nominal(item)
            elif item.candidate.form == "pronoun" and item.entity is None:
                self._pronoun(item)
            if item.candidate.noun in TAKEN_OVER:
                self._inherit(item)
            if item.entity is not None:
                item.entity.latest = item
                self.known.heard.append(item)
        name_later(self.known)

    def _citizen(self, item: Item) -> None:
        """ "The Swede" is the person of that nation who was named just before."""
        person = bynames.citizen(item, self.known.heard)
        if person is not None and item.entity is not None:
            item.entity.items.remove(item)
            person.add(item, "of-that-nation")

    def _pronoun(self, item: Item) -> None:
        candidate = item.candidate
        if candidate.noun == "who":
            other = self.known.link(item, candidate.same)
            if other is not None and other.entity is not None:
                other.entity.add(item, "relative")
            return
        links = (self.known.link(item, at) for at in (candidate.above, candidate.beside, candidate.joined))
        found = antecedent(item, self.known.heard, *links)
        if found is not None:
            entity, how = found
            entity.add(item, how)
            if candidate.gender in ("m", "f") and entity.type == "person":
                entity.gender = entity.gender or candidate.gender

    def _appositions(self) -> None:
        """ "X, a coach" and "the coach, X": the noun phrase is the person, who holds the role in the whole report."""
        for item in self.known.items:
            other = self.known.link(item, item.candidate.same)
            if other is None or other is item:
                continue
            for nominal, name in ((item, other), (other, item)):
                if nominal.candidate.form == "nominal" and name.candidate.form == "name" and name.entity is not None:
                    if nominal.entity is None and self._fits(nominal, name.entity):
                        name.entity.add(nominal, "apposition")
                        self.known.learn(name.entity, nominal)
                    break

    @staticmethod
    def _fits(nominal: Item, entity: Entity) -> bool:
        candidate = nominal.candidate
        if entity.type == "person":
            return candidate.sort == "person" and not candidate.plural and agree(candidate.gender, entity.gender)
        if entity.type == "place":
            return False
        return candidate.sort in ("organisation", "group")

    def _remember_kin(self, item: Item, entity: Entity | None) -> None:
        whose = self.known.owner(item)
        if entity is not None and whose is not None:
            for noun in dict.fromkeys((item.candidate.noun, item.candidate.title)):
                known = self.known.kin.get((id(whose), noun)) if noun else None
                if noun and known is None:
                    self.known.kin[(id(whose), noun)] = entity
                elif known is not None and known is not entity and entity.named and not known.named:
                    for other in known.items:  # "his father … His father Ali Amin"
                        entity.add(other, "same-owner")
                    self.known.kin[(id(whose), noun)] = entity

    def _nominal(self, item: Item) -> None:
        candidate = item.candidate
        if candidate.sort == "place":
            place = self._place(item)
            if place is not None:
                place.add(item, f"place_nouns.tsv:{candidate.noun}")
            return
        aged = of_that_age(self.known, item)
        if aged is not None:
            aged.add(item, "same-age")
            self.known.learn(aged, item)
            return
        plain = self._plainly(item)
        if plain is not None:
            entity, how = plain
            entity.add(item, how)
            return
        capital = candidate.bare[:1].isupper() and item.candidate.start > 0  # "University" for the one named before
        definite = candidate.determiner in ("the", "this", "possessive") or (
            not candidate.determiner and (bool(candidate.title) or (capital and candidate.sort == "organisation"))
        )
        if definite or ((candidate.plural or candidate.sort != "person") and not candidate.determiner):
            found = self._earlier(item, definite)
            if found is not None:
                entity, how = found
                entity.add(item, how)
                entity.gender = entity.gender or candidate.gender
                return
        byname = bynames.meant(item, self.known.heard, self.known.bodies) if definite else None
        if byname is not None:
            byname[0].add(item, byname[1])
            return
        entity = self._own(item)
        entity.add(item, "description")
        self._remember_kin(item, entity)
        if entity.fullest is None:
            entity.fullest = item

    def _plainly(self, item: Item) -> tuple[Entity, str] | None:
        """Nouns that mean one known otherwise: "King" a man of that name, "officers" the police."""
        candidate = item.candidate
        said_more = candidate.modifiers or candidate.nations or candidate.determiner or complement(item)
        if said_more:
            return None
        named = self.known.families.get(candidate.bare.casefold())
        if named is not None and candidate.title and candidate.bare[:1].isupper():
            return named, "family-name"
        if candidate.noun == "officer" and candidate.plural and bynames.as_a_word(item):
            police = [e for e in self.known.by_noun.get("police", ()) if e.latest is not None]
            return (police[-1], "police-officers") if police else None
        return None

    def _place(self, item: Item) -> Entity | None:
        """The place that "the city" or "the enclave" takes up: the last named of its sort, or the only one."""
        if complement(item) or item.candidate.plural:
            return None
        wanted = place_nouns.sort(item.candidate.noun)
        found: list[Entity] = []
        for other in islice(reversed(self.known.heard), ITEMS):
            entity = other.entity
            if entity is not None and entity.type == "place" and entity not in found and _is_sort(entity, wanted):
                if item.sentence - other.sentence <= NEAR:
                    return entity
                found.append(entity)
        return found[0] if len(found) == 1 else None

    def _own(self, item: Item) -> Entity:
        """An entity named by its own words; bare plurals of the same words are one."""
        candidate = item.candidate
        key = phrase_words(item)
        bare = candidate.determiner in ("", "the") and (candidate.plural or candidate.sort != "person")
        if bare and key in self.known.described:
            return self.known.described[key]
        sort = candidate.sort
        if candidate.title:
            title = titles.by_form(candidate.title)
            sort = "office" if title is not None and title.one and candidate.determiner != "a" else "person"
        if sort == "person" and candidate.plural:
            sort = "group"
        entity = Entity(sort, False, gender=candidate.gender, plural=candidate.plural, words=key)
        if bare:
            self.known.described[key] = entity
        self.known.learn(entity, item)
        self.known.by_noun.setdefault(candidate.noun, []).append(entity)
        return entity

    def _earlier(self, item: Item, definite: bool) -> tuple[Entity, str] | None:
        candidate = item.candidate
        whose = self.known.owner(item)
        if whose is not None and candidate.noun in TAKEN_OVER:  # "his successor"
            offices = [
                (r, [e for e in held.values() if may_hold(item, e, r)]) for r, held in self.known.holders.items()
            ]
            other = taken_over(candidate.noun, whose, offices)
            if other is not None:
                return other, "office-of-owner"
        if whose is not None and whose.type == "organisation" and not candidate.plural and candidate.sort == "person":
            heads = [e for e in self.known.holders.get(candidate.noun, {}).values() if body_of(self.known, e) is whose]
            if len(heads) == 1:  # "the trust's director", of "Ann Lee, director of the trust"
                return heads[0], "office-of-body"
        if whose is not None and not candidate.modifiers:
            kin = self.known.kin.get((id(whose), candidate.noun))
            if kin is not None and bool(kin.plural) == bool(candidate.plural):
                return kin, "same-owner"
            owned = body_of(self.known, whose) if candidate.noun in ANY_BODY and not candidate.plural else None
            if owned is not None:
                return owned, "body-of-owner"
            ruled = government_of(self.known, whose) if candidate.noun in GOVERNMENTS else None
            if ruled is not None:
                return ruled, "government-of-owner"
        if candidate.title and not candidate.plural:
            held = holder_of(self.known, item, candidate.title)
            if held is not None:
                return held, f"titles.tsv:{candidate.title}"
        fresh = not self.known.by_noun.get(candidate.noun) or bool(candidate.modifiers)
        if definite and not candidate.plural and candidate.owner < 0 and fresh:
            office = office_meant(self.known, item)
            if office is not None:
                return office, f"role_words.tsv:{candidate.noun}"
        key = phrase_words(item)
        mine = candidate.determiner != "possessive"
        if mine and key in self.known.described and (candidate.plural or candidate.sort != "person"):
            return self.known.described[key], "same-words"
        if not definite:
            return None
        if candidate.sort == "organisation" or (candidate.sort == "group" and not candidate.plural):
            body = body_meant(self.known, item)
            if body is not None:
                return body
        return self._same_head(item)

    def _inherit(self, item: Item) -> None:
        """ "Her predecessor, Jon Beel": he held what she holds, so "the former minister" may be he."""
        noun, entity, first = (
            item.candidate.noun,
            item.entity,
            self.known.at.get((item.paragraph, item.candidate.start)),
        )
        whose = self.known.owner(item) or (
            first.entity if first is not None and first.candidate.form == "pronoun" else None
        )
        if noun not in TAKEN_OVER or entity is None or whose is None or whose is entity or not entity.named:
            return
        inherit(entity, whose, noun)
        self.known.index(entity)

    def _same_head(self, item: Item) -> tuple[Entity, str] | None:
        """ "the policeman" after "a policeman"; other modifiers or another owner mean another one."""
        candidate = item.candidate
        if candidate.owner >= 0:
            return None
        pool = self.known.by_noun.get(candidate.noun, [])
        only = len(pool) == 1 and candidate.sort == "organisation"  # "the government" of a report on one of them
        fitting: list[tuple[Item, Entity]] = []
        for entity in pool[-ITEMS:]:
            last = entity.latest
            if last is not None and (only or item.sentence - last.sentence <= _FAR) and self._covers(entity, item):
                fitting.append((last, entity))
        near = [(last.order, e) for last, e in fitting if item.sentence - last.sentence <= 1]
        if near:
            return max(near, key=lambda f: f[0])[1], "same-head"
        if fitting:  # what the report is about: "the team" is the one met often, not one met in passing
            return max(fitting, key=lambda f: len(f[1].items))[1], "same-head"
        return None if candidate.plural else role_before(self.known, item)

    def _covers(self, entity: Entity, item: Item) -> bool:
        """True when the phrase says nothing of its head that the entity's own words do not."""
        candidate = item.candidate
        if bool(entity.plural) != bool(candidate.plural):
            return False
        words = entity.words
        behind = complement(item)
        return (
            words is not None
            and set(candidate.modifiers) - _SAID_IN_PASSING <= set(words.modifiers)
            and set(candidate.nations) <= set(words.nations)
            and (not behind or behind == words.complement)
        )


def _is_sort(entity: Entity, wanted: str) -> bool:
    """True when a place may be called a country, a city or an area."""
    words = entity.fullest.candidate.bare if entity.fullest is not None else ""
    nation = nations.by_name(words)
    if nation is None:
        last = name_words.kind(words.split()[-1]) if words else ""
        return (wanted == "city" and (gazetteer.is_place(words) or words.endswith(" City"))) or (
            wanted == "area" and last == "place"
        )
    if wanted == "country":
        return nation.kind in ("country", "nation")
    return wanted == "area" and nation.kind in ("territory", "region", "state")
