"""What is known of a report's mentions and entities while they are followed."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.mentions.cluster import learn
from onrecord.marks.mentions.entity import Entity, Item, Words, age, agree, fold, parts

DESCRIBED = 8  # mentions of somebody that are searched for the words before the name
ITEMS = 400  # mentions anything reaches back, so that long texts cost no more a word than short ones
NEAR = 3  # sentences over which a pronoun or "the group" reaches back


class Known:
    """What is known of a report's mentions and entities so far, ready to be asked for."""

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
            self.index(entity)
        self.families = {
            parts(i.candidate.bare)[-1]: e for e in entities if e.named and e.type == "person" for i in e.items
        }
        self.kin: dict[tuple[int, str], Entity] = {}  # (whose, noun) → who: "his father"
        self.aged: dict[int, dict[int, Entity]] = {}  # age → named people of that age
        for entity in entities:
            if entity.named and entity.type == "person":
                for years in {age(i) for i in entity.items[:DESCRIBED]} - {-1}:
                    self.aged.setdefault(years, {})[id(entity)] = entity

    def link(self, item: Item, head: int) -> Item | None:
        """The candidate of the same paragraph whose head begins at `head`."""
        return self.at.get((item.paragraph, head)) if head >= 0 else None

    def owner(self, item: Item) -> Entity | None:
        """Whose somebody or something is, where its words say so."""
        owner = self.link(item, item.candidate.owner)
        return None if owner is None else owner.entity

    def learn(self, entity: Entity, nominal: Item) -> None:
        """Add to an entity what a noun phrase tells of it."""
        learn(entity, nominal)
        self.index(entity)

    def index(self, entity: Entity) -> None:
        """Keep the named people by what they hold."""
        if entity.named and entity.type == "person":
            for role in entity.roles:
                self.holders.setdefault(role, {})[id(entity)] = entity


def phrase_words(item: Item) -> Words:
    """The words that a noun phrase names somebody by."""
    candidate = item.candidate
    return Words(candidate.noun, bool(candidate.plural), candidate.nations, candidate.modifiers, complement(item))


def complement(item: Item) -> str:
    """What stands behind the head of a noun phrase, folded."""
    candidate = item.candidate
    if candidate.head_end == candidate.phrase_end:
        return ""
    return fold(item.passage.text[candidate.head_end : candidate.phrase_end])


def may_hold(item: Item, entity: Entity, role: str) -> bool:
    """Whether somebody may be who holds a role by a phrase: as far as sex and nation go."""
    candidate = item.candidate
    return agree(candidate.gender, entity.gender) and _nations_agree(candidate.nations, entity.roles.get(role, ()))


def _nations_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or any(n in b for n in a)
