"""Which names of organisations and groups mean the same: legal forms, abbreviations, shorter forms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.lexicon import bodies, name_parts, nations
from onrecord.marks.mentions import name_words
from onrecord.marks.mentions.entity import Entity, Item, fold
from onrecord.marks.mentions.words import words_of

_OF_STATES = words_of("bodies of a state")
_SMALL = name_parts.words("left out of initials")


def organisations(named: Sequence[Item]) -> list[Entity]:
    """The bodies of a report; each item is given its entity. Takes: names of organisations and groups in text order."""
    by_key: dict[str, list[Item]] = {}
    for item in named:
        by_key.setdefault(_key(item), []).append(item)
    known, alias = _Known(), _bracketed(named)
    how: dict[str, str] = {}
    entity_of: dict[str, Entity] = {}
    for key in sorted(by_key, key=lambda k: (-len(k.split()), by_key[k][0].order)):
        entity = entity_of.get(alias.get(key, "")) or known.longer(key, by_key[key])
        how[key] = "name" if entity is None else "shorter-name"
        if entity is None:
            entity = Entity(by_key[key][0].type, True)
        entity_of[key] = entity
        known.add(key, by_key[key][0], entity)
    for item in named:
        entity_of[_key(item)].add(item, how[_key(item)])
    return list({id(e): e for e in entity_of.values()}.values())


def _bracketed(named: Sequence[Item]) -> dict[str, str]:
    """What a report itself shortens: "Northern Water Board (NWB)" gives NWB's key that of the full name."""
    out: dict[str, str] = {}
    for full, short in pairwise(named):
        text, a, b = full.passage.text, full.candidate, short.candidate
        if full.passage is not short.passage or not 0 < b.head_start - a.head_end <= 3:
            continue
        if text[a.head_end : b.head_start].strip() == "(" and text[b.head_end : b.head_end + 1] == ")":
            if _is_abbreviation(b.bare, [short]) and " " not in b.bare:
                out.setdefault(_key(short), _key(full))
    return out


def _key(item: Item) -> str:
    """The name's words for comparing: that of a known body by its row, of others without a company's form."""
    body = bodies.by_name(item.candidate.bare)
    if body is not None:
        return fold(body.name)
    words = item.key.split()
    while len(words) > 1 and name_words.kind(words[-1].strip(",")) == "legal":
        words.pop()
    owner = nations.by_name(item.candidate.nations[0]) if len(item.candidate.nations) == 1 else None
    if owner is not None and owner.adjectives and words[:1] and words[0] in _OF_STATES:
        words = [owner.adjectives[0].casefold(), *words]  # "Kenya's Ministry of Health" is the Kenyan one
    return " ".join(w.strip(",") for w in words)


class _Known:
    """Names met so far, by what a shorter form would keep of them."""

    def __init__(self) -> None:
        self.by_mark: dict[str, list[tuple[list[str], str, Entity]]] = {}

    def add(self, key: str, item: Item, entity: Entity) -> None:
        """Remember a name of several words."""
        words = key.split()
        if len(words) < 2:
            return
        for mark in dict.fromkeys(
            (f"first {words[0]}", f"last {words[-1]}", *(f"initials {i}" for i in _initials(words)))
        ):
            self.by_mark.setdefault(mark, []).append((words, item.candidate.bare, entity))

    def longer(self, key: str, mine: Sequence[Item]) -> Entity | None:
        """The entity of a longer name that `key` shortens, when just one does."""
        words = key.split()
        found: dict[int, Entity] = {}
        if len(words) == 1:
            if _is_abbreviation(words[0], mine):
                for _, _, entity in self.by_mark.get(f"initials {words[0].replace('-', '')}", ()):
                    found[id(entity)] = entity
            if len(words[0]) > 3 and nations.find(mine[0].candidate.bare) is None:
                # "Toyota" for "Toyota Motor Corporation"; not "Sudan" for "Sudan Airways", nor a firm for its prize
                for theirs, _, entity in self.by_mark.get(f"first {words[0]}", ()):
                    if all(name_words.kind(w) in ("body", "legal", "club", "team") for w in theirs[1:]):
                        found[id(entity)] = entity
            if name_words.kind(words[0]) in ("club", "team", "place"):  # "Rovers", "City" of clubs of that name
                for _, _, entity in self.by_mark.get(f"last {words[0]}", ()):
                    found[id(entity)] = entity
        else:  # "Water Board" for "Lima Water Board"
            for theirs, printed, entity in self.by_mark.get(f"last {words[-1]}", ()):
                extra = len(theirs) - len(words)
                if extra > 0 and theirs[extra:] == words and _says_whose(printed, extra):
                    found[id(entity)] = entity
        return next(iter(found.values())) if len(found) == 1 else None


def _says_whose(printed: str, extra: int) -> bool:
    """True when the first `extra` words of a name only say whose it is or where."""
    words = printed.split()
    if words[:1] in (["the"], ["The"]):
        words = words[1:]
    lead = " ".join(words[:extra])
    return (
        extra == 1
        or lead.endswith(("'s", "\u2019s"))
        or nations.find(lead) is not None
        or bodies.by_name(lead) is not None
    )


def _is_abbreviation(word: str, mine: Sequence[Item]) -> bool:
    return 2 <= len(word) <= 8 and any(sum(c.isupper() for c in i.candidate.bare) >= 2 for i in mine)


def _initials(words: Sequence[str]) -> tuple[str, str]:
    """First letters of all words, and of those that abbreviations keep."""
    pieces = [p for w in words for p in w.split("-") if p]
    kept = [p for w in words if w not in _SMALL for p in w.split("-") if p]
    return "".join(p[0] for p in pieces), "".join(p[0] for p in kept)
