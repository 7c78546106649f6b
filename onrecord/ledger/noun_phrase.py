"""How a noun tells an event: as one that was told of before, or as another one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

FROM_NOUN = "nouns.tsv:"  # of the rule that found the anchor
_BEGINS = 3  # words before a noun with which an event's words begin
_PHRASE = 8  # words of a noun with what stands before and behind it
_ANOTHER = frozenset("a an another other further more new fresh one two three four five six several many".split())
_ORDINAL = frozenset("first second third fourth next previous earlier other latest last".split())
_SOMEBODY_ELSE = frozenset("second third fourth fifth sixth another other".split())
_ELSE = re.compile(rf"\b(?:{'|'.join(sorted(_SOMEBODY_ELSE))})\s", re.IGNORECASE)
_ELSE_BEHIND = re.compile(
    rf"\w+\s(?:a\s|the\s)?(?:{'|'.join(sorted(_SOMEBODY_ELSE))})\s(?P<what>[^\W\d_]+)", re.IGNORECASE
)
_TIMES = frozenset("time day night week month year hour minute half quarter round".split())
_KNOWN = frozenset("the this that these those its his her their".split())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`another`: as one not told of before ("a blast"), `which`: by the word that says so ("a second blast"); `known`:
    as one told of before ("the blast"); `numbers`: those that say which ("a magnitude 6.2 quake"). Of an event that a
    verb tells none of it holds.
    """

    another: bool = False
    known: bool = False
    numbers: frozenset[str] = frozenset()
    which: str = ""


BARE = NounPhrase()


def noun_phrase(text: str, rule: str, before: int = 0) -> NounPhrase:
    """What the words of an event tell of it, where `rule` found its anchor among the nouns, `before` characters on."""
    if not rule.startswith(FROM_NOUN):
        return BARE
    words = [w.casefold() for w in text.split(maxsplit=2)[:2]]
    which = next((w for w in words if w in _SOMEBODY_ELSE), "")
    if len(text.split()) > _PHRASE:  # "a second vote, on the fishing bill, was held in June"
        begins = len(words) > 1 and words[1] in _ORDINAL and len(text[:before].split()) <= _BEGINS
        return NounPhrase(another=begins, which=which if begins else "")
    another = bool(words) and (words[0] in _ANOTHER or words[0][0].isdigit() or words[-1] in _ORDINAL)
    return NounPhrase(
        another, bool(words) and words[0] in _KNOWN and not another, frozenset(_NUMBER.findall(text)), which
    )


def somebody_else(text: str, names: Iterable[str], before: int = 0) -> str:
    """Which of those in an event is by its words not the one told of before ("a second bank"), "" where none is.

    A thing ("hit another van") is found right behind the word that tells the event, `before` characters on.
    """
    said = _ELSE.search(text) is not None  # asked once: few texts hold such a word
    for name in names:
        first, _, rest = name.casefold().partition(" ")
        if first in _SOMEBODY_ELSE and rest:
            return name.casefold()
        if said and _led(name).search(text):
            return name.casefold()
    thing = _ELSE_BEHIND.match(text, before) if said else None
    return thing["what"].casefold() if thing is not None and thing["what"].casefold() not in _TIMES else ""


@lru_cache(maxsize=20_000)
def _led(name: str) -> re.Pattern[str]:
    words = "|".join(sorted(_SOMEBODY_ELSE))
    return re.compile(rf"\b(?:{words})\s(?:\w+\s)?{re.escape(name)}", re.IGNORECASE)
