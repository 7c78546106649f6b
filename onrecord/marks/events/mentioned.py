"""The mentions of a report as the rules for events ask for them: each looked at once, and asked many times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A mention with the cells that are asked for, its words as they stand (`text`), and in small letters (`low`)."""

    mark: Mark
    form: Any
    type: Any
    name: Any
    entity: Any
    text: str
    low: list[str]

    def ref(self) -> Ref:
        """Who it is, at its words."""
        return Ref(self.mark.hull, self.name, self.entity)


_ASKED = ("form", "type", "name", "entity")


def mentioned(text: str, mentions: Iterable[Mark]) -> list[Mention]:
    """The mentions of a report with this text, in their order."""
    out = []
    for mark in mentions:
        form, type_, name, entity = [mark.value(cell) for cell in _ASKED]
        words = text[mark.start : mark.end]
        out.append(Mention(mark, form, type_, name, entity, words, words.casefold().split()))
    return out
