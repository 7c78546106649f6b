"""How a noun tells an event: as one that was told of before, or as another one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FROM_NOUN = "nouns.tsv:"  # of the rule that found the anchor
_PHRASE = 8  # words of a noun with what stands before and behind it
_ANOTHER = frozenset("a an another other further more new fresh one two three four five six several many".split())
_ORDINAL = frozenset("first second third fourth next previous earlier other latest last".split())
_KNOWN = frozenset("the this that these those its his her their".split())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`another`: as one not told of before ("a second blast"); `known`: as one told of before ("the blast");
    `numbers`: those that say which ("a magnitude 6.2 quake"). Of an event that a verb tells none of it holds.
    """

    another: bool = False
    known: bool = False
    numbers: frozenset[str] = frozenset()


BARE = NounPhrase()


def noun_phrase(text: str, rule: str) -> NounPhrase:
    """What the words of an event tell of it, where `rule` found its anchor among the nouns."""
    if not rule.startswith(_FROM_NOUN) or len(text.split()) > _PHRASE:
        return BARE
    words = [w.casefold() for w in text.split(maxsplit=2)[:2]]
    another = bool(words) and (words[0] in _ANOTHER or words[0][0].isdigit() or words[-1] in _ORDINAL)
    return NounPhrase(another, bool(words) and words[0] in _KNOWN and not another, frozenset(_NUMBER.findall(text)))
