"""What a page or text is judged by when it is asked whether it is a report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.reports import linked_data, names
from onrecord.reports.clean import Page
from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line, Role
from onrecord.shapes.mark import Cell

OWN = ("body", "standfirst", "caption")
OWN_WORDS = 5  # a line of fewer is a label
TOP = 4  # lines of a text among which the heading of the page stands
SHORT = 12  # words: a heading of a notice is no longer
HEADLINE = 4  # words from which a heading tells something
MANY = 3  # bylines or datelines that one report does not have
_SIGNED = 120  # characters that a byline has at most
_STATED = re.compile(r"^(?:article|news(?:_?article)?)$", re.I)


@dataclass(frozen=True)
class Seen:
    """What is judged: lines with roles; of a page what it states. `filed`: a dateline stands in it."""

    lines: Sequence[Line]
    roles: Sequence[Role]
    known: Mapping[str, Cell]
    page: Page | None
    address: str
    filed: bool

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of JSON-LD objects that describe the page."""
        return frozenset(linked_data.types(self.page.scripts)) if self.page else frozenset()

    @cached_property
    def headings(self) -> list[str]:
        """What could name the page: its stated titles, its first headings; of a text its first lines and headline."""
        if self.page is None:
            return [x.words for x in self.lines[:TOP]] + self.titles
        stated = [m.value for m in self.page.metas if m.key in ("title", "og:title")]
        marked = [x.words for x in self.lines if x.tag in ("h1", "h2") and not x.inside & {"nav", "aside", "footer"}]
        return [*stated, *marked[:TOP]]

    @cached_property
    def titles(self) -> list[str]:
        """The lines that were taken for the headline."""
        return [x.words for x, r in zip(self.lines, self.roles, strict=True) if r.kind == "title"]

    @cached_property
    def own(self) -> list[int]:
        """The lines with text of the page's own, by number."""
        return [
            i
            for i, (line, role) in enumerate(zip(self.lines, self.roles, strict=True))
            if role.kind in OWN and line.linked < 0.5 and words(line) >= OWN_WORDS
        ]

    @cached_property
    def is_stated(self) -> bool:
        """True where the page says that it is a report, or has what only reports have."""
        if self.filed or self._is_signed():
            return True
        if self.page is None:
            return False
        published = self.known.get("published")
        if published is not None and published.how.startswith("meta"):
            return True
        if any(m.key == "og:type" and _STATED.match(m.value.strip()) for m in self.page.metas):
            return True
        stated = linked_data.articles(self.page.scripts)
        return any(linked_data.is_article(a.kinds) and linked_data.text(a, "headline") for a in stated)

    def _is_signed(self) -> bool:
        """True where one report's authors are named; a list may name those of every report."""
        if self.known.get("byline") is None and not any(r.kind == "byline" for r in self.roles):
            return False
        return sum(1 for x in self.lines if len(x.words) < _SIGNED and names.byline(x.words) is not None) < MANY


def words(line: Line) -> int:
    """The words of a line, also of one in a script that writes no spaces."""
    return len(line.words) // 3 if is_wordless_script(line.words) else line.words.count(" ") + 1
