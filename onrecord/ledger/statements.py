"""Statements of a story as the sides of a conflict that no number shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement, Evidence, Side, brief, worded
from onrecord.shapes.mark import Mark
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span

# A relative clause between commas, right before a verb with its auxiliaries and adverbs.
_ASIDE = re.compile(
    r",\s(?:which|who|whose|whom|where)\s[^.;:!?]*,\s(?:(?:has|have|had|also|\w+ly)\s)*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One side as a report words it: who, and where it stands."""

    reading: Reading
    span: Span
    who: str | None

    @property
    def text(self) -> str:
        """The words, each white space one."""
        return " ".join(self.span.cut(self.reading.text).split())

    @property
    def key(self) -> str:
        """The words without signs and case."""
        return " ".join(re.findall(r"\w+", self.text.casefold()))


def conflict(said: Sequence[Voice], denied: Sequence[Voice], backing: Backing, asked: str = "Is it so") -> Disagreement:
    """What is said and what is said against it, of one question."""
    text = said[0].text
    return Disagreement(f"{asked}: {brief(text)}", "conflict", (_side(said, backing), _side(denied, backing)))


def _side(found: Sequence[Voice], backing: Backing) -> Side:
    evidence = [Evidence(v.reading.report.id, v.span.start, v.span.end) for v in found]
    return worded(found[0].text, found[0].who, evidence, backing)


def named_last(reading: Reading, start: int, end: int) -> Mark | None:
    """The last one named between two places of a report: who denies, from the sentence's start to the verb.

    Of "The Orvan army, which has fought near Tesk, has denied" whoever is named before the clause between commas.
    """
    aside = _ASIDE.search(reading.text, start, end)
    end = aside.start() if aside is not None else end
    found = [m for m in reading.mentions if start <= m.start and m.end <= end and m.value("name")]
    return found[-1] if found else None
