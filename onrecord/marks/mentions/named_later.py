"""Descriptions that stand before the name they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import people_nouns, titles
from onrecord.marks.mentions.entity import Entity, Item, fold
from onrecord.marks.mentions.known import Known, complement, may_hold
from onrecord.marks.mentions.words import words_of

_KIN = words_of("family")
_BY_STORY = words_of("known by the story")


def name_later(known: Known) -> None:
    """Descriptions that stand before the name they belong to: by the same words, or the same noun, as beside it."""
    said: dict[str, dict[int, Item]] = {}
    for entity in _named_people(known):
        for item in entity.items:
            if item.how == "apposition" and _said(known, item):
                said.setdefault(_said(known, item), {})[id(entity)] = item
    for noun, described in known.by_noun.items():
        own = [e for e in described if not e.named and not e.plural and e.type in ("person", "office") and e.items]
        for entity in own:
            like = list(said.get(_said(known, entity.items[0]), {}).values())
            if len(like) == 1 and _may_go_on(entity.items[0], like[0]):
                _merge(entity, like[0].entity, "same-description")
        own = [e for e in own if e.items[0].entity is e]
        _kin_named(known, noun, own)
        own = [e for e in own if e.items[0].entity is e]
        holders = list(known.holders.get(noun, {}).values())
        if len(own) == len(holders) == 1 and _is_named_so(own[0].items[0], holders[0], noun):
            _merge(own[0], holders[0], "named-later")


def _is_named_so(item: Item, named: Entity, noun: str) -> bool:
    """ "A guard was hurt ... The guard, Ann Lee"; not "a second guard", "her guard", nor offices that many hold.

    Nor "A guard was hurt ... Guard Ann Lee said", who is as often another of the trade.
    """
    other = item.candidate.determiner == "possessive" or complement(item) or titles.by_form(noun) is not None
    later = item.order < min(i.order for i in named.items)
    return later and not other and may_hold(item, named, noun) and _same_one(item) and _known_by(named, noun)


def _known_by(named: Entity, noun: str) -> bool:
    """False where a noun stands beside a name only as one of a trade has it: "Guard Ann Lee", "a guard, Ann Lee"."""
    of_trade = False
    for item in named.items:
        words = item.passage.text[item.candidate.start : item.candidate.head_end].casefold().split()
        beside = item.candidate.form == "name" or item.how == "apposition"
        if not beside or noun not in words:
            continue
        if words[0] not in ("a", "an", noun) or noun in _BY_STORY:
            return True
        of_trade = True
    return not of_trade


def _kin_named(known: Known, noun: str, own: Sequence[Entity]) -> None:
    """ "Her daughter ... her daughter, Ann Lee": the one named daughter, but where another's is spoken of."""
    holders = list(known.holders.get(noun, {}).values()) if noun in _KIN else []
    if len(holders) != 1:
        return
    whose = {id(o) for i in holders[0].items if (o := known.owner(i)) is not None and o.named}
    for entity in own:
        item = entity.items[0]
        owner = known.owner(item)
        another = owner is not None and owner.named and bool(whose) and id(owner) not in whose
        if item.candidate.determiner == "possessive" and not another and owner is not holders[0]:
            if may_hold(item, holders[0], noun) and _same_one(item):
                _merge(entity, holders[0], "kin-named")


def _said(known: Known, item: Item) -> str:
    """The words of a description that says more than a noun: "Kenya's envoy"; empty for others, and "her envoy"."""
    candidate = item.candidate
    owner = known.link(item, candidate.owner)
    if owner is not None and owner.candidate.form == "pronoun":
        return ""
    more = candidate.nations or candidate.modifiers or candidate.owner >= 0
    return fold(item.passage.text[candidate.start : candidate.head_end]) if more else ""


def _may_go_on(item: Item, other: Item) -> bool:
    """Whether what follows two descriptions does not part them: "envoy to Peru", "envoy to Chile"."""
    mine, theirs = complement(item), complement(other)
    return not mine or not theirs or mine.startswith(theirs) or theirs.startswith(mine)


def _named_people(known: Known) -> list[Entity]:
    return list({i: e for held in known.holders.values() for i, e in held.items()}.values())


def _merge(entity: Entity, other: Entity | None, how: str) -> None:
    """All that means `entity` means `other`."""
    if other is not None:
        for item in entity.items:
            other.add(item, how)


def _same_one(item: Item) -> bool:
    """False for "another guard", "a second guard"."""
    words = item.passage.text[item.candidate.start : item.candidate.head_start].casefold().split()
    return people_nouns.OTHERS.isdisjoint(words)
