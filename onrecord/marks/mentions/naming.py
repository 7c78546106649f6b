"""What an entity is called: its fullest name, else its description filled out with the names it leaves to others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.lexicon import nations, speech
from onrecord.marks.mentions.entity import Entity, Item
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

_ARTICLES = ("the ", "a ", "an ", "that ", "this ", "these ", "those ", "every ", "each ", "any ")
_POSSESSIVE = ("'s", "’s", "'", "’")

# Quotation marks, but for those round a name inside a description: "the 'Free Vale' movement".
_NAMED = re.compile(
    r"(?<!\w)[\"“‘'«]\s?(?:[A-Z][\w.-]*|of|the|and|for)(?:\s(?:[A-Z][\w.-]*|of|the|and|for))*\s?[\"”’'»](?!\w)"
)
_MARKS = re.compile(r"[\"“”‘«»]|(?<!\w)'|'(?!\w)(?<!s')")

Link = Callable[[Item, int], Item | None]
"""The candidate of an item's paragraph whose head begins at an offset."""


class Naming:
    """Names the entities of one report. Takes: all items, their entities known, and the look-up of linked items."""

    def __init__(self, items: Sequence[Item], link: Link) -> None:
        """Find the one document that the report calls by a name."""
        self.link = link
        named = {
            id(i.entity): i.entity
            for i in items
            if i.entity is not None
            and i.entity.named
            and i.entity.fullest is not None
            and speech.is_document_name(i.entity.fullest.candidate.bare)
        }
        self.document = next(iter(named.values())) if len(named) == 1 else None
        self._names: dict[Entity, Cell | None] = {}

    def name(self, entity: Entity) -> Cell | None:
        """The fullest name of a named entity, the row's name of a nation, else the description without its article.

        "her office" is called by whose it is, where the report names her: "Ann Lee's office".
        """
        if entity not in self._names:
            self._names[entity] = self._read(entity)
        return self._names[entity]

    def _read(self, entity: Entity) -> Cell | None:
        item = entity.fullest
        if item is None:
            return None
        words, span = _own(entity, item)
        if span.start == span.end:
            return None
        if entity.named:
            if entity.nation and nations.by_name(words) is not None:
                return Cell(entity.nation, f"nations.tsv:{entity.nation}", (span,))
            return Cell(words, "fullest-name", (span,))
        owner = self._owner(entity, item)
        if owner is not None:
            whose, rest_start = owner
            assert whose.fullest is not None
            name, at = _own(whose, whose.fullest)
            rest = item.passage.span(rest_start, item.candidate.phrase_end)
            said = " ".join(item.passage.text[rest_start : item.candidate.phrase_end].split())
            if said and at.start < at.end and rest.start < rest.end:
                return Cell(f"{name}'s {said}", "own-words:owner", (at, rest))
        return Cell(words, "own-words", (span,))

    def _owner(self, entity: Entity, item: Item) -> tuple[Entity, int] | None:
        """Whose the description says it is, when the report names them, and where the rest of it begins."""
        candidate, text = item.candidate, item.passage.text
        other = self.link(item, candidate.owner) if candidate.owner >= candidate.start else None
        if other is not None:
            whose, end = other.entity, other.candidate.head_end
            if whose is None or whose is entity or not whose.named or whose.fullest is None or whose.type == "place":
                return None
            if other.candidate.form != "pronoun" and whose.fullest.candidate.bare in text[candidate.start : end]:
                return None  # the fullest name stands there
            return whose, _after_possessive(text, end)
        if self.document is None or candidate.determiner != "possessive":
            return None
        for mark in _POSSESSIVE[:2]:  # "the report's authors", where the report has a name
            noun, found, _ = text[candidate.start : candidate.end].partition(mark)
            if found and speech.takes_up_document(noun.split()[-1] if noun.split() else ""):
                if len(noun.split()) <= 2:
                    return self.document, _after_possessive(text, candidate.start + len(noun))
        return None


def _own(entity: Entity, item: Item) -> tuple[str, Span]:
    """The words of a name, or of a description without its article, and where they stand."""
    candidate, text = item.candidate, item.passage.text
    start, end = candidate.head_start, candidate.head_end
    if not entity.named:
        start, end = candidate.start, candidate.phrase_end
        for article in _ARTICLES:
            if text[start:end].casefold().startswith(article):
                start += len(article)
                break
        # "Port 'shells boats'": a headline's words, no description
        if _MARKS.search(_NAMED.sub("", text[start:end])) is not None:
            start, end = candidate.head_start, candidate.head_end
    return " ".join(text[start:end].split()), item.passage.span(start, end)


def _after_possessive(text: str, end: int) -> int:
    for mark in _POSSESSIVE:
        if text.startswith(mark, end):
            end += len(mark)
            break
    while end < len(text) and text[end].isspace():
        end += 1
    return end
