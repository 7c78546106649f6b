"""What differs between two reports: figures, what is known of them, quotes, paragraphs; each with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CHANGES = ("changed", "vanished", "appeared", "moved")
# By what attribution changed: the word of speech, an adverb in the sentence, who is named, quotation marks, the hedge
# of a number, the modality of an event.
SIGNS = ("cue", "adverb", "speaker", "marks", "hedge", "modality")


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of one of the two reports as they stand in its reading text, and where."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as one of the two reports gives it."""

    start: int
    end: int
    text: str
    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str
    counter: str | None
    retracted: bool


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is another now. `old` is None where it appeared, `new` where it vanished."""

    change: str
    what: str
    counted: str | None
    where: str | None
    unit: str | None
    old: Amount | None
    new: Amount | None


@dataclass(frozen=True, slots=True)
class Attributed:
    """A statement, figure or event behind which the report stands less firmly now (`weakened`), or more firmly.

    `what` is quote, figure or event; `sign` is one of SIGNS; `old` and `new` are the words that tell, else those of the
    statement itself; `of` is the statement as the new report has it; `why` says it in words.
    """

    what: str
    change: str
    sign: str
    old: Printed
    new: Printed
    of: Printed
    why: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Something known of the report itself (title, byline, dates …) that is another now, as the record prints it.

    `old_at` and `new_at` are its evidence in the two reports.
    """

    change: str
    field: str
    old: Any
    new: Any
    old_at: Mapping[str, Any] | None
    new_at: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """Words of somebody that were dropped, are new, or are given to somebody else or in another way now."""

    change: str
    old_speaker: str | None
    new_speaker: str | None
    old_force: str | None
    new_force: str | None
    old: Printed | None
    new: Printed | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """Characters [start, end) of the old text that [start, end) of the new text stand for; either may be empty."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that changed (`words` says where), moved, vanished or appeared."""

    change: str
    old: Printed | None
    new: Printed | None
    words: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A paragraph that is the same: its characters in both texts. It stands behind the first `after` that are not."""

    old: tuple[int, int]
    new: tuple[int, int]
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between report `old` and report `new` (ids), what tells most first; `unchanged` is what does not."""

    old: str
    new: str
    figures: tuple[FigureChange, ...]
    attribution: tuple[Attributed, ...]
    fields: tuple[FieldChange, ...]
    quotes: tuple[QuoteChange, ...]
    paragraphs: tuple[ParagraphChange, ...]
    unchanged: tuple[Unchanged, ...]

    @property
    def equal(self) -> int:
        """How many paragraphs are the same."""
        return len(self.unchanged)

    @property
    def same(self) -> bool:
        """True when the two reports say the same."""
        records = self.figures or self.attribution or self.fields or self.quotes
        return not (records or any(p.change != "moved" for p in self.paragraphs))

    def count(self, change: str) -> int:
        """How many paragraphs changed, moved, vanished or appeared."""
        return sum(p.change == change for p in self.paragraphs)
