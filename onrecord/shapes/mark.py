"""Marks and their cells, and how a kind of mark is declared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.shapes.json_text import compact
from onrecord.shapes.passage import Passage
from onrecord.shapes.quick import quick
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.span import Span, cut_all


@quick
@dataclass(frozen=True, slots=True)
class Ref:
    """Somebody, something or some place as the text names it; `name` is the fullest name known, `entity` who it is.

    Of somebody in a cell of type actors also, where the text tells: `country`, ISO 3166-1 alpha-3, and `sector`, a
    code of sectors.tsv.
    """

    span: Span
    name: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None

    def called(self, text: str) -> str:
        """The name, where none is known the words of the reading text, on one line."""
        return self.name or " ".join(self.span.cut(text).split())


@quick
@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time: `first` and `last` are days (YYYY-MM-DD, both included) or None where they are open."""

    span: Span | None
    first: str | None
    last: str | None
    precision: str | None = None


QUOTE_KINDS = ("direct", "indirect", "mixed")
SCOPES = ("total", "new", "part")  # of a figure
# None, a bool, number, str, Span, Ref, When or a tuple of them; a report's cells hold dates and a dateline too.
Value = Any


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """One field that was read: its value, how (rule, table row or model), and where it stands.

    `at` are stretches of the reading text; `raw` a byte range of the input, where the value is not in the text.
    """

    value: Value
    how: str
    at: tuple[Span, ...] = ()
    raw: tuple[int, int] | None = None


@quick
@dataclass(frozen=True, slots=True)
class Mark:
    """Something read in a report's text: one or more stretches with cells.

    Marks of a kind come in text order. `cells` holds only what the text supports; a missing cell is None.
    """

    kind: str
    parts: tuple[Span, ...]
    cells: Mapping[str, Cell]
    confidence: float = 1.0

    @property
    def start(self) -> int:
        """First character of the hull."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """End (exclusive) of the hull."""
        return self.parts[-1].end

    @property
    def hull(self) -> Span:
        """The stretch from the first part to the last."""
        return Span(self.start, self.end)

    def value(self, name: str) -> Any:
        """The value of cell `name`, None where it is not on record."""
        cell = self.cells.get(name)
        return None if cell is None else cell.value


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Of these both writers of JSON print every value alike, to the last character.
_ALIKE = frozenset((str, int, type(None)))


def digest(*parts: object) -> str:
    """An id from its parts: sha256 of their JSON list, so that no two lists of parts collide."""
    printed = compact(parts) if _ALIKE.issuperset(map(type, parts)) else _JSON.encode(parts)
    return hashlib.sha256(printed.encode()).hexdigest()


def mark_id(report: str, mark: Mark, text: str) -> str:
    """The mark's name: report, kind, place and words (not its values, which may improve)."""
    return digest(report, mark.kind, mark.start, mark.end, cut_all(text, mark.parts))[:20]


Support = Callable[[Any, str], bool]


def present(value: Any, words: str) -> bool:
    """Evidence stands in the text; what it means is for the rule named in `how` to say."""
    return bool(words.strip())


def same_words(value: Any, words: str) -> bool:
    """The value is the words themselves, white space and case aside."""
    return " ".join(str(value).split()).casefold() == " ".join(words.split()).casefold()


def derived(value: Any, words: str) -> bool:
    """Follows from other cells or marks; needs no words of its own."""
    return True


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell as its kind declares it.

    `type`: word, text, number, flag, span, name, names, actors (names with country and
    sector), when, period, index, indexes.
    `support(value, words)` says whether the words under the evidence carry the value; it is asked, through `carries`,
    when the cell is written and again by `onrecord verify`.
    """

    name: str
    type: str
    about: str
    support: Support = present

    def carries(self, value: Any, text: str, at: Sequence[Span]) -> bool:
        """True when the words of `text` under `at` support the value: as they stand, or as they were meant."""
        if self.support is derived:
            return True
        words = cut_all(text, at)
        return self.support(value, words) or self.support(value, read_right(unbroken(words)))


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """A candidate and the passage it was found in (its offsets count in `passage.text`)."""

    passage: Passage
    candidate: Any


Marks = Mapping[str, Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mark, declared once: ledger columns, listings, exports and docs are made from this.

    `local(paragraph)` gives candidates (frozen dataclasses of plain values, offsets into the paragraph) and may look
    at that paragraph only. `resolve(report, found, given)` gives the marks of a report, in text order, from all its
    candidates and the marks of the kinds in `needs`. `version` rises with each change of the rules' code.
    """

    name: str
    plural: str
    version: int
    cells: tuple[CellSpec, ...]
    candidate: type
    local: Callable[[Any], Sequence[Any]]
    resolve: Callable[[Any, Sequence[Found], Marks], Iterable[Mark]]
    needs: tuple[str, ...] = ()
    tables: tuple[str, ...] = field(default=())

    def cell(self, name: str) -> CellSpec:
        """The declaration of cell `name`; KeyError when the kind has none of that name."""
        for spec in self.cells:
            if spec.name == name:
                return spec
        raise KeyError(name)
