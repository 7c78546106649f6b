"""What resolving keeps in hand: the candidates of a report in order, and the entities they turn out to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.words import words_of
from onrecord.shapes.mark import Found
from onrecord.shapes.passage import Passage

_SPACE = re.compile(r"\s+")
_SUFFIXES = words_of("after a person's name")
_ARTICLES = sorted(words_of("articles of family names"), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Words:
    """What a noun phrase says: two of the same words may be taken for one."""

    noun: str
    plural: bool
    nations: tuple[str, ...]
    modifiers: tuple[str, ...]
    complement: str


@dataclass(slots=True, eq=False)
class Entity:
    """One person, body, group or place of a report; identity is the object itself."""

    type: str
    named: bool
    nation: str = ""  # its row of nations.tsv, when it is one
    gender: str = ""
    plural: bool | None = None
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # title or noun → nations it was used with
    terms: dict[str, set[str]] = field(default_factory=dict)  # title or noun → how it is held: office_words.tsv
    words: Words | None = None
    items: list[Item] = field(default_factory=list)
    fullest: Item | None = None
    latest: Item | None = None  # the last one resolved, in text order

    def add(self, item: Item, how: str) -> None:
        """`item` means this entity, told by rule `how`."""
        item.entity, item.how = self, how
        self.items.append(item)


@dataclass(slots=True, eq=False)
class Item:
    """A candidate in its place in the report. `order` counts candidates, `sentence` sentences, over the report.

    `key` is the surface of its head, for comparing: case, dots, articles and possessive off.
    """

    candidate: Candidate
    passage: Passage
    paragraph: int
    order: int
    sentence: int
    key: str
    entity: Entity | None = None
    how: str = ""
    type: str = ""


_AGE_AFTER = re.compile(r"\s?,\s?(?:aged\s|age\s)?(\d{1,3})\s?(?:[,.;)]|$|who\b)|\s?\((\d{1,3})\)")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})\s?[-\u2010\u2011\u2013]\s?years?\s?[-\u2010\u2011\u2013]\s?old\b", re.IGNORECASE)


def age(item: Item) -> int:
    """How old a person is by the words of one mention: "Ann Lee, 55,", "a 55-year-old man"; -1 where it is silent."""
    candidate, text = item.candidate, item.passage.text
    found = _AGE_BEFORE.search(text, candidate.start, candidate.head_end)
    if found is None and candidate.form == "name":
        found = _AGE_AFTER.match(text, candidate.head_end, candidate.head_end + 20)
    return -1 if found is None else int(found.group(1) or found.group(2))


def agree(a: str, b: str) -> bool:
    """True when two genders, each m, f or not known, may be one person's."""
    return not a or not b or a == b


@lru_cache(maxsize=20_000)
def fold(words: str) -> str:
    """A name's words for comparing: one space, no article, no possessive, no dots in abbreviations, lower case."""
    flat = _SPACE.sub(" ", words).strip().replace("\u2019", "'").replace("\u2018", "'").casefold()
    if flat.startswith("the "):
        flat = flat[4:]
    if flat.endswith("'s"):
        flat = flat[:-2]
    return flat.replace(".", "").strip(" '\"")


@lru_cache(maxsize=20_000)
def parts(words: str) -> tuple[str, ...]:
    """The words of a person's name, folded, honours after it off: "Ann Lee, QC" gives ann, lee."""
    found = [w.strip(",") for w in fold(words).split()]
    while len(found) > 1 and found[-1] in _SUFFIXES:
        found.pop()
    return tuple(found)


@lru_cache(maxsize=20_000)
def stem(part: str) -> str:
    """A family name without its article: "al-Maliki" and "Maliki" are one."""
    for article in _ARTICLES:
        if part.startswith(article) and len(part) > len(article) + 2:
            return part[len(article) :]
    return part


def items(found: Sequence[Found]) -> list[Item]:
    """Candidates in their order, with paragraph and sentence numbers that run on over the report."""
    out: list[Item] = []
    paragraph, base, last = -1, 0, 0
    passage: Passage | None = None
    for order, one in enumerate(found):
        if passage is None or one.passage.pieces != passage.pieces:
            passage = one.passage
            paragraph += 1
            base = last + 1
        last = max(last, base + one.candidate.sentence)
        candidate = one.candidate
        out.append(Item(candidate, one.passage, paragraph, order, base + candidate.sentence, fold(candidate.bare)))
    return out
