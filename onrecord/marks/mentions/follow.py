"""Who is meant by a noun phrase ("the minister", "the group") or a pronoun, given the names of the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.lexicon import (
    agencies,
    bodies,
    gazetteer,
    name_parts,
    nations,
    outlets,
    people_nouns,
    place_nouns,
    titles,
)
from onrecord.marks.mentions import bynames, name_words, role_words
from onrecord.marks.mentions.cluster import learn
from onrecord.marks.mentions.entity import Entity, Item, Words, age, agree, fold, parts
from onrecord.marks.mentions.pronouns import antecedent
from onrecord.marks.mentions.terms import TAKEN_OVER, inherit, preferred, taken_over, without_prefix
from onrecord.marks.mentions.words import words_of

_ANY_BODY = words_of("any body")
_OUTLETS = words_of("outlets")
_TRADING = words_of("trades")
_PUBLIC = words_of("public bodies")
_GOVERNMENTS = ("government", "administration", "cabinet")
_FIGHTING = words_of("fights")
_OUTLET_REACH = 8  # sentences
_NEAR = 3  # sentences over which a pronoun or "the group" reaches back
_ITEMS = 400  # mentions anything reaches back, so that long texts cost no more a word than short ones
_DESCRIBED = 8  # mentions of somebody that are searched for the words before the name
_SAID_IN_PASSING = words_of("said in passing")
_CHILDREN = words_of("children")
_YOUNG = _CHILDREN | words_of("young by what they are")
_GROWN = 20  # years
_KIN = words_of("family")
_SMALL = name_parts.words("left out of initials")
_FAR = 12  # sentences over which "the policeman" reaches back to "a policeman"


class Follow:
    """Resolves noun phrases and pronouns in text order. Takes: all items, and the entities of the names."""

    def __init__(self, items: Sequence[Item], entities: list[Entity]) -> None:
        """Index the items by place; names have their entities already."""
        self.items = items
        self.at = {(i.paragraph, i.candidate.head_start): i for i in items}
        self.place = {i.order: n for n, i in enumerate(items)}
        self.described: dict[Words, Entity] = {}
        self.by_noun: dict[str, list[Entity]] = {}
        self.heard: list[Item] = []  # resolved items so far, in text order
        self.holders: dict[str, dict[int, Entity]] = {}  # title or noun → named people who hold it
        self.bodies = [e for e in entities if e.named and e.type in ("organisation", "group")]
        for entity in entities:
            self._index(entity)
        self.families = {
            parts(i.candidate.bare)[-1]: e for e in entities if e.named and e.type == "person" for i in e.items
        }
        self.kin: dict[tuple[int, str], Entity] = {}  # (whose, noun) → who: "his father"
        self.aged: dict[int, dict[int, Entity]] = {}  # age → named people of that age
        for entity in entities:
            if entity.named and entity.type == "person":
                for years in {age(i) for i in entity.items[:_DESCRIBED]} - {-1}:
                    self.aged.setdefault(years, {})[id(entity)] = entity

    def run(self) -> None:
        """Give each item its entity, where the text tells one."""
        self._appositions()
        for item in self.items:
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
                self.heard.append(item)
        self._named_later()

    def _citizen(self, item: Item) -> None:
        """ "The Swede" is the person of that nation who was named just before."""
        person = bynames.citizen(item, self.heard)
        if person is not None and item.entity is not None:
            item.entity.items.remove(item)
            person.add(item, "of-that-nation")

    def _named_later(self) -> None:
        """Descriptions that stand before the name they belong to: by the same words, or the same noun, as beside it."""
        said: dict[str, dict[int, Item]] = {}
        for entity in self._named_people():
            for item in entity.items:
                if item.how == "apposition" and self._said(item):
                    said.setdefault(self._said(item), {})[id(entity)] = item
        for noun, described in self.by_noun.items():
            own = [e for e in described if not e.named and not e.plural and e.type in ("person", "office") and e.items]
            for entity in own:
                like = list(said.get(self._said(entity.items[0]), {}).values())
                if len(like) == 1 and self._may_go_on(entity.items[0], like[0]):
                    _merge(entity, like[0].entity, "same-description")
            own = [e for e in own if e.items[0].entity is e]
            self._kin_named(noun, own)
            own = [e for e in own if e.items[0].entity is e]
            holders = list(self.holders.get(noun, {}).values())
            if len(own) == len(holders) == 1 and self._is_named_so(own[0].items[0], holders[0], noun):
                _merge(own[0], holders[0], "named-later")

    def _is_named_so(self, item: Item, named: Entity, noun: str) -> bool:
        """ "A guard was hurt ... The guard, Ann Lee"; not "a second guard", "her guard", nor offices that many hold."""
        other = item.candidate.determiner == "possessive" or self._complement(item) or titles.by_form(noun) is not None
        later = item.order < min(i.order for i in named.items)
        return later and not other and _may_hold(item, named, noun) and _same_one(item)

    def _kin_named(self, noun: str, own: Sequence[Entity]) -> None:
        """ "Her daughter ... her daughter, Ann Lee": the one named daughter, but where another's is spoken of."""
        holders = list(self.holders.get(noun, {}).values()) if noun in _KIN else []
        if len(holders) != 1:
            return
        whose = {id(o) for i in holders[0].items if (o := self._owner(i)) is not None and o.named}
        for entity in own:
            item = entity.items[0]
            owner = self._owner(item)
            another = owner is not None and owner.named and bool(whose) and id(owner) not in whose
            if item.candidate.determiner == "possessive" and not another and owner is not holders[0]:
                if _may_hold(item, holders[0], noun) and _same_one(item):
                    _merge(entity, holders[0], "kin-named")

    def _said(self, item: Item) -> str:
        """The words of a description that says more than a noun: "Kenya's envoy"; empty for others, and "her envoy"."""
        candidate = item.candidate
        owner = self.link(item, candidate.owner)
        if owner is not None and owner.candidate.form == "pronoun":
            return ""
        more = candidate.nations or candidate.modifiers or candidate.owner >= 0
        return fold(item.passage.text[candidate.start : candidate.head_end]) if more else ""

    def _may_go_on(self, item: Item, other: Item) -> bool:
        """Whether what follows two descriptions does not part them: "envoy to Peru", "envoy to Chile"."""
        mine, theirs = self._complement(item), self._complement(other)
        return not mine or not theirs or mine.startswith(theirs) or theirs.startswith(mine)

    def _named_people(self) -> list[Entity]:
        return list({i: e for held in self.holders.values() for i, e in held.items()}.values())

    def _pronoun(self, item: Item) -> None:
        candidate = item.candidate
        if candidate.noun == "who":
            other = self.link(item, candidate.same)
            if other is not None and other.entity is not None:
                other.entity.add(item, "relative")
            return
        links = (self.link(item, at) for at in (candidate.above, candidate.beside, candidate.joined))
        found = antecedent(item, self.heard, *links)
        if found is not None:
            entity, how = found
            entity.add(item, how)
            if candidate.gender in ("m", "f") and entity.type == "person":
                entity.gender = entity.gender or candidate.gender

    def link(self, item: Item, head: int) -> Item | None:
        """The candidate of the same paragraph whose head begins at `head`."""
        return self.at.get((item.paragraph, head)) if head >= 0 else None

    def _appositions(self) -> None:
        """ "X, a coach" and "the coach, X": the noun phrase is the person, who holds the role in the whole report."""
        for item in self.items:
            other = self.link(item, item.candidate.same)
            if other is None or other is item:
                continue
            for nominal, name in ((item, other), (other, item)):
                if nominal.candidate.form == "nominal" and name.candidate.form == "name" and name.entity is not None:
                    if nominal.entity is None and self._fits(nominal, name.entity):
                        name.entity.add(nominal, "apposition")
                        self._learn(name.entity, nominal)
                    break

    def _learn(self, entity: Entity, nominal: Item) -> None:
        learn(entity, nominal)
        self._index(entity)

    def _index(self, entity: Entity) -> None:
        """Keep the named people by what they hold."""
        if entity.named and entity.type == "person":
            for role in entity.roles:
                self.holders.setdefault(role, {})[id(entity)] = entity

    @staticmethod
    def _fits(nominal: Item, entity: Entity) -> bool:
        candidate = nominal.candidate
        if entity.type == "person":
            return candidate.sort == "person" and not candidate.plural and agree(candidate.gender, entity.gender)
        if entity.type == "place":
            return False
        return candidate.sort in ("organisation", "group")

    def _remember_kin(self, item: Item, entity: Entity | None) -> None:
        whose = self._owner(item)
        if entity is not None and whose is not None:
            for noun in dict.fromkeys((item.candidate.noun, item.candidate.title)):
                known = self.kin.get((id(whose), noun)) if noun else None
                if noun and known is None:
                    self.kin[(id(whose), noun)] = entity
                elif known is not None and known is not entity and entity.named and not known.named:
                    for other in known.items:  # "his father … His father Ali Amin"
                        entity.add(other, "same-owner")
                    self.kin[(id(whose), noun)] = entity

    def _owner(self, item: Item) -> Entity | None:
        owner = self.link(item, item.candidate.owner)
        return None if owner is None else owner.entity

    # Noun phrases -------------------------------------------------------------------------------------------------

    def _nominal(self, item: Item) -> None:
        candidate = item.candidate
        if candidate.sort == "place":
            place = self._place(item)
            if place is not None:
                place.add(item, f"place_nouns.tsv:{candidate.noun}")
            return
        aged = self._of_age(item)
        if aged is not None:
            aged.add(item, "same-age")
            self._learn(aged, item)
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
        byname = bynames.meant(item, self.heard, self.bodies) if definite else None
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
        said_more = candidate.modifiers or candidate.nations or candidate.determiner or self._complement(item)
        if said_more:
            return None
        named = self.families.get(candidate.bare.casefold())
        if named is not None and candidate.title and candidate.bare[:1].isupper():
            return named, "family-name"
        if candidate.noun == "officer" and candidate.plural and bynames.as_a_word(item):
            police = [e for e in self.by_noun.get("police", ()) if e.latest is not None]
            return (police[-1], "police-officers") if police else None
        return None

    def _of_age(self, item: Item) -> Entity | None:
        """ "A 55-year-old man": the one of that age whom the report names, before or after."""
        candidate = item.candidate
        if candidate.sort != "person" or candidate.plural or not self.aged:
            return None
        pool = [e for e in self.aged.get(age(item), {}).values() if agree(candidate.gender, e.gender)]
        return pool[0] if len(pool) == 1 else None

    def _place(self, item: Item) -> Entity | None:
        """The place that "the city" or "the enclave" takes up: the last named of its sort, or the only one."""
        if self._complement(item) or item.candidate.plural:
            return None
        wanted = place_nouns.sort(item.candidate.noun)
        found: list[Entity] = []
        for other in islice(reversed(self.heard), _ITEMS):
            entity = other.entity
            if entity is not None and entity.type == "place" and entity not in found and _is_sort(entity, wanted):
                if item.sentence - other.sentence <= _NEAR:
                    return entity
                found.append(entity)
        return found[0] if len(found) == 1 else None

    def _own(self, item: Item) -> Entity:
        """An entity named by its own words; bare plurals of the same words are one."""
        candidate = item.candidate
        key = self._words(item)
        bare = candidate.determiner in ("", "the") and (candidate.plural or candidate.sort != "person")
        if bare and key in self.described:
            return self.described[key]
        sort = candidate.sort
        if candidate.title:
            title = titles.by_form(candidate.title)
            sort = "office" if title is not None and title.one and candidate.determiner != "a" else "person"
        if sort == "person" and candidate.plural:
            sort = "group"
        entity = Entity(sort, False, gender=candidate.gender, plural=candidate.plural, words=key)
        if bare:
            self.described[key] = entity
        self._learn(entity, item)
        self.by_noun.setdefault(candidate.noun, []).append(entity)
        return entity

    def _words(self, item: Item) -> Words:
        candidate = item.candidate
        return Words(
            candidate.noun, bool(candidate.plural), candidate.nations, candidate.modifiers, self._complement(item)
        )

    @staticmethod
    def _complement(item: Item) -> str:
        candidate = item.candidate
        if candidate.head_end == candidate.phrase_end:
            return ""
        return fold(item.passage.text[candidate.head_end : candidate.phrase_end])

    def _earlier(self, item: Item, definite: bool) -> tuple[Entity, str] | None:
        candidate = item.candidate
        whose = self._owner(item)
        if whose is not None and candidate.noun in TAKEN_OVER:  # "his successor"
            offices = [(r, [e for e in held.values() if _may_hold(item, e, r)]) for r, held in self.holders.items()]
            other = taken_over(candidate.noun, whose, offices)
            if other is not None:
                return other, "office-of-owner"
        if whose is not None and whose.type == "organisation" and not candidate.plural and candidate.sort == "person":
            heads = [e for e in self.holders.get(candidate.noun, {}).values() if self._body_of(e) is whose]
            if len(heads) == 1:  # "the trust's director", of "Ann Lee, director of the trust"
                return heads[0], "office-of-body"
        if whose is not None and not candidate.modifiers:
            kin = self.kin.get((id(whose), candidate.noun))
            if kin is not None and bool(kin.plural) == bool(candidate.plural):
                return kin, "same-owner"
            owned = self._body_of(whose) if candidate.noun in _ANY_BODY and not candidate.plural else None
            if owned is not None:
                return owned, "body-of-owner"
            ruled = self._government_of(whose) if candidate.noun in _GOVERNMENTS else None
            if ruled is not None:
                return ruled, "government-of-owner"
        if candidate.title and not candidate.plural:
            held = self._holder(item, candidate.title)
            if held is not None:
                return held, f"titles.tsv:{candidate.title}"
        fresh = not self.by_noun.get(candidate.noun) or bool(candidate.modifiers)
        if definite and not candidate.plural and candidate.owner < 0 and fresh:
            office = self._office(item)
            if office is not None:
                return office, f"role_words.tsv:{candidate.noun}"
        key = self._words(item)
        mine = candidate.determiner != "possessive"
        if mine and key in self.described and (candidate.plural or candidate.sort != "person"):
            return self.described[key], "same-words"
        if not definite:
            return None
        if candidate.sort == "organisation" or (candidate.sort == "group" and not candidate.plural):
            body = self._body(item)
            if body is not None:
                return body
        return self._same_head(item)

    def _inherit(self, item: Item) -> None:
        """ "Her predecessor, Jon Beel": he held what she holds, so "the former minister" may be he."""
        noun, entity, first = item.candidate.noun, item.entity, self.at.get((item.paragraph, item.candidate.start))
        whose = self._owner(item) or (first.entity if first is not None and first.candidate.form == "pronoun" else None)
        if noun not in TAKEN_OVER or entity is None or whose is None or whose is entity or not entity.named:
            return
        inherit(entity, whose, noun)
        self._index(entity)

    def _body_of(self, whose: Entity) -> Entity | None:
        """ "Her group", where she is told to be "director of the advocacy group River Watch", or its director."""
        if whose.type != "person":
            return None
        for item in whose.items[:_DESCRIBED]:
            owner = self._owner(item)
            if owner is not None and owner.named and owner.type == "organisation":
                return owner
            start, end = item.candidate.head_end, item.candidate.phrase_end
            after = self.place[item.order] + 1
            for other in self.items[after : after + 4] if end > start else ():
                inside = other.paragraph == item.paragraph and start <= other.candidate.head_start < end
                if inside and other.entity is not None and other.entity.type in ("organisation", "group"):
                    if other.entity.named or other.candidate.bare[:1].isupper():
                        return other.entity
        return None

    def _government_of(self, whose: Entity) -> Entity | None:
        """ "His government", of the president of Ghana: the Ghanaian government that the report speaks of."""
        over = {n for held in whose.roles.values() for n in held}
        pool = [e for noun in _GOVERNMENTS for e in self.by_noun.get(noun, ())]
        pool = [e for e in pool if e.words is not None and over & set(e.words.nations) and not e.words.complement]
        return pool[-1] if pool else None

    def _holder(self, item: Item, role: str) -> Entity | None:
        """The one person who holds the title in this report, of the nation where the phrase names one."""
        candidate = item.candidate
        title = titles.by_form(role)
        pool = [e for e in self.holders.get(role, {}).values() if _may_hold(item, e, role)]
        if candidate.nations:
            exact = [e for e in pool if any(n in e.roles[role] for n in candidate.nations)]
            pool = exact or pool
        pool = preferred(item, pool, role)
        if candidate.owner >= 0 or self._complement(item):
            one = pool[0] if len(pool) == 1 and candidate.owner < 0 else None
            return None if one is None or self._elsewhere(item, one, role) else one
        before = [(e.latest.order, e) for e in pool if e.latest is not None]
        if not before:
            return pool[0] if len(pool) == 1 and title is not None and title.one else None
        return max(before, key=lambda b: b[0])[1]

    def _elsewhere(self, item: Item, entity: Entity, role: str) -> bool:
        """ "The director of the clinic" is not Ann Lee, "director of roads for the council": another office."""
        held = [i for i in entity.items[:_DESCRIBED] if role in (i.candidate.title, i.candidate.noun)]
        told = [i for i in held if self._complement(i)]
        mine, about = self._over(item)
        others = [self._over(i) for i in told]
        return bool(told) and all(mine.isdisjoint(words) and about.isdisjoint(named) for words, named in others)

    def _over(self, item: Item) -> tuple[set[str], set[int]]:
        """What a phrase says somebody is over: the telling words behind its head, and whom they mean."""
        start, end = item.candidate.head_end, item.candidate.phrase_end
        words = {w for w in fold(item.passage.text[start:end]).split() if w not in _SMALL}
        after = self.place[item.order] + 1
        inside = (o for o in self.items[after : after + 4] if o.paragraph == item.paragraph)
        return words, {id(o.entity) for o in inside if start <= o.candidate.head_start < end and o.entity is not None}

    def _office(self, item: Item) -> Entity | None:
        """ "the top US diplomat", "the Peruvian leader": the one person named before who holds such an office."""
        candidate = item.candidate
        wanted = role_words.titles(candidate.noun, candidate.modifiers)
        said_more = bool(candidate.modifiers) and not role_words.asks_modifier(candidate.noun)
        if not wanted or self._complement(item):
            return None
        found = {i: e for t in wanted for i, e in self.holders.get(t, {}).items() if _may_hold(item, e, t)}
        if said_more:  # "the Red Cross official": who is told to be its director
            found = {i: e for i, e in found.items() if self._described_by(e, candidate.modifiers)}
        pool = [e for e in found.values() if e.latest is not None]
        exact = [e for e in pool if any(n in e.roles.get(t, ()) for t in wanted for n in candidate.nations)]
        pool = exact or pool
        return pool[0] if len(pool) == 1 else None

    def _described_by(self, entity: Entity, words: Sequence[str]) -> bool:
        """Whether the noun phrases beside a name have all these words, one of them a name's."""
        said = [
            fold(i.passage.text[i.candidate.start : i.candidate.phrase_end])
            for i in entity.items[:_DESCRIBED]
            if i.how == "apposition" or i.candidate.title
        ]
        return any(all(w in text for w in words) for text in said)

    def _body(self, item: Item) -> tuple[Entity, str] | None:
        candidate = item.candidate
        if candidate.modifiers or candidate.nations or candidate.owner >= 0 or self._complement(item):
            return None
        recent: list[Entity] = []
        acting: Entity | None = None
        outlet = self._outlet(item) if candidate.noun in _OUTLETS else None
        if outlet is not None:
            return outlet, "outlet-named-before"
        for other in islice(reversed(self.heard), _ITEMS):
            entity = other.entity
            if entity is None or not entity.named or entity.type == "person":
                continue
            words = fold(entity.fullest.candidate.bare).split() if entity.fullest else []
            if entity.type == "place":
                if len(words) > 1 and words[-1] == candidate.noun:
                    return entity, "place-noun"
                continue
            if candidate.noun == "administration" and item.sentence - other.sentence > _NEAR:
                continue  # a president's, more likely than a body of that name
            if candidate.noun in (words[-1:] + words[:1]) or any(w.startswith(candidate.noun) for w in words[:1]):
                return entity, "body-noun"
            if len(words) == 1 and candidate.noun in bynames.words_of_body(entity):
                return entity, "body-noun"  # "the bureau", of the FBI
            if item.sentence - other.sentence <= _NEAR:
                if entity not in recent:
                    recent.append(entity)
                if other.candidate.role == "subject" and not other.candidate.quoted and acting is None:
                    acting = entity
        recent = [e for e in recent if e.fullest and agencies.by_mark(e.fullest.candidate.bare) is None]
        if candidate.noun in _TRADING:
            recent = [e for e in recent if not _is_public(e)]
        if candidate.noun not in _ANY_BODY or self.by_noun.get(candidate.noun):
            return None
        armed = [e for e in recent if _is_armed(e)] if candidate.noun in _FIGHTING else []
        if len(armed) == 1:
            return armed[0], "armed-group-named-before"
        if len(recent) == 1:
            return recent[0], "body-named-before"
        teller = self.link(item, candidate.above)  # "Ann Lee of the Road Council said the organisation was sure"
        own = None if teller is None or teller.entity is None else self._body_of(teller.entity)
        if own in recent:
            return own, "body-of-speaker"
        # "the rail firm said ... The company said": of several, the one that acted last
        return (acting, "body-acting-before") if acting in recent and item.candidate.role == "subject" else None

    def _outlet(self, item: Item) -> Entity | None:
        """The outlet named last: "the paper" after "the Daily Post"."""
        for other in islice(reversed(self.heard), _ITEMS):
            if item.sentence - other.sentence > _OUTLET_REACH:
                break
            entity = other.entity
            if entity is not None and entity.named and entity.type == "organisation" and entity.fullest is not None:
                words = entity.fullest.candidate.bare
                if outlets.is_outlet(words) or (item.candidate.noun == "agency" and agencies.by_mark(words)):
                    return entity
        return None

    def _same_head(self, item: Item) -> tuple[Entity, str] | None:
        """ "the policeman" after "a policeman"; other modifiers or another owner mean another one."""
        candidate = item.candidate
        if candidate.owner >= 0:
            return None
        pool = self.by_noun.get(candidate.noun, [])
        only = len(pool) == 1 and candidate.sort == "organisation"  # "the government" of a report on one of them
        fitting: list[tuple[Item, Entity]] = []
        for entity in pool[-_ITEMS:]:
            last = entity.latest
            if last is not None and (only or item.sentence - last.sentence <= _FAR) and self._covers(entity, item):
                fitting.append((last, entity))
        near = [(last.order, e) for last, e in fitting if item.sentence - last.sentence <= 1]
        if near:
            return max(near, key=lambda f: f[0])[1], "same-head"
        if fitting:  # what the report is about: "the team" is the one met often, not one met in passing
            return max(fitting, key=lambda f: len(f[1].items))[1], "same-head"
        return None if candidate.plural else self._role_before(item)

    def _covers(self, entity: Entity, item: Item) -> bool:
        """True when the phrase says nothing of its head that the entity's own words do not."""
        candidate = item.candidate
        if bool(entity.plural) != bool(candidate.plural):
            return False
        words = entity.words
        complement = self._complement(item)
        return (
            words is not None
            and set(candidate.modifiers) - _SAID_IN_PASSING <= set(words.modifiers)
            and set(candidate.nations) <= set(words.nations)
            and (not complement or complement == words.complement)
        )

    def _role_before(self, item: Item) -> tuple[Entity, str] | None:
        """ "the coach" after "coach Ann Lee"."""
        candidate = item.candidate
        if candidate.sort != "person" or candidate.nations or self._complement(item):
            return None
        role = candidate.noun if candidate.noun in self.holders else without_prefix(candidate.noun)
        holders = self.holders.get(role, {}).values()
        pool = [e for e in holders if e.latest is not None and agree(candidate.gender, e.gender)]
        pool = preferred(item, pool, role)
        if candidate.modifiers:  # "the estate agent" after "estate agent Nell Orr", not after "agent Nell Orr"
            said = set(candidate.modifiers)
            pool = [e for e in pool if any(said <= set(i.candidate.modifiers) for i in e.items[:_DESCRIBED])]
        if not pool and candidate.noun in _CHILDREN and not self.by_noun.get(candidate.noun):
            pool = self._children(item)
        return (pool[0], "role-before") if len(pool) == 1 else None

    def _children(self, item: Item) -> list[Entity]:
        """ "The boy" for a pupil, a son, or one of twelve, whom the report names."""
        held = {i: e for noun in _YOUNG for i, e in self.holders.get(noun, {}).items()}
        held.update({i: e for years, aged in self.aged.items() if years < _GROWN for i, e in aged.items()})
        return [e for e in held.values() if e.latest is not None and agree(item.candidate.gender, e.gender)]


def _merge(entity: Entity, other: Entity | None, how: str) -> None:
    """All that means `entity` means `other`."""
    if other is not None:
        for item in entity.items:
            other.add(item, how)


def _same_one(item: Item) -> bool:
    """False for "another guard", "a second guard"."""
    words = item.passage.text[item.candidate.start : item.candidate.head_start].casefold().split()
    return people_nouns.OTHERS.isdisjoint(words)


def _is_armed(entity: Entity) -> bool:
    body = bodies.by_name(entity.fullest.candidate.bare) if entity.fullest is not None else None
    return body is not None and body.kind == "armed"


def _is_public(entity: Entity) -> bool:
    """True for a body whose name says what it is, and it is no firm: "the Miners' Federation"."""
    words = fold(entity.fullest.candidate.bare).split() if entity.fullest is not None else []
    return bool(words) and not _PUBLIC.isdisjoint((words[0], words[-1]))


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


def _may_hold(item: Item, entity: Entity, role: str) -> bool:
    candidate = item.candidate
    return agree(candidate.gender, entity.gender) and _nations_agree(candidate.nations, entity.roles.get(role, ()))


def _nations_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or any(n in b for n in a)
