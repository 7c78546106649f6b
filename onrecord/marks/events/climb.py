"""How a reading goes up from a word to those that govern it: what is a fact there makes what hangs on it one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.marks.events import grammar
from onrecord.marks.events.forms import DEPTH, HAPPENED, Outcome
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick

# The modality of what a verb tells, in a headline or not, so many words below the one that was asked about.
Reader = Callable[[Token, bool, int], Outcome]


@quick
@dataclass(frozen=True, slots=True)
class Climb:
    """How far up a reading has come, and how it reads the verbs that it finds there."""

    headline: bool
    depth: int
    read: Reader

    def higher(self) -> Climb:
        """The same, one word further up."""
        return Climb(self.headline, self.depth + 1, self.read)

    def of_verb(self, verb: Token) -> Outcome:
        """The modality of what a verb above tells."""
        return self.read(verb, self.headline, self.depth + 1)

    def at_the_top(self, verb: Token) -> Outcome:
        """The modality of what a verb tells by its own form and the next word above, in running text."""
        return self.read(verb, False, DEPTH)

    def inherit(self, head: Token) -> Outcome:
        """The modality that a governing word hands down: its own if it is a verb, but for a bare present."""
        found = self.of_verb(head) if grammar.is_verb(head) else HAPPENED
        return HAPPENED if found.how == "parse:present" else found
