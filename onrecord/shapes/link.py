"""What links and accounts say of several reports: digests, copies, origins, stories, series, disagreements.

Field names are those of the record; `first`, `last` and `id` are printed as `from`, `to` and the name of the thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.shapes.backing import Backing, Share
from onrecord.shapes.passage import Passage, Piece
from onrecord.shapes.span import Span
from onrecord.shapes.utterance import Utterance

TERM_KINDS = ("word", "person", "place", "nation", "body", "capitals", "name")
COPY_KINDS = ("identical", "verbatim", "trimmed", "extended", "rewritten", "update")
_BRIEF = 90  # characters of a statement in a question
ATTACHED_KINDS = ("opinion", "roundup", "live")
ALIGNED_KINDS = ("same", "cut", "extended", "reworded")
ALIGNED_UNITS = ("paragraph", "sentence")
DISAGREEMENT_KINDS = ("correction", "update", "hedge", "scope", "conflict")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of a report: its words as they were meant, white space made one, and where it stands in the text.

    `pieces` lead from characters of the words to those of the reading text; none where the two run in step.
    """

    text: str
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where characters [start, end) of the words stand in the reading text."""
        if not self.pieces:
            return Span(self.start + start, self.start + end)
        return Passage(self.text, "", "", self.pieces).span(start, end)


class Term(NamedTuple):
    """A word that tells what a report is about. Weights compare within a report.

    `kind` is one of TERM_KINDS: of what it names, "name" where no mention tells; `lead`: it stands in the title or the
    opening.
    """

    word: str
    weight: float
    kind: str
    lead: bool

    @property
    def name(self) -> bool:
        """True when it is (part of) a name."""
        return self.kind != "word"


class Taken(NamedTuple):
    """A sentence taken apart: characters [start, end) of the words of the paragraph of that number.

    `role` and `told` as links/sentences has them; `words` as they are compared, a "|" between two; `signs` a letter for
    each: what it is worth, a capital where it is a fact.
    """

    paragraph: int
    start: int
    end: int
    role: str
    told: int
    words: str
    signs: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What linking needs of a report, and nothing of any other.

    `address` is the page's URL, else where it was found; `part` which of its reports this is. `published` is a day
    (YYYY-MM-DD), where it is not known that of the last change; `earliest` and `latest` are days it must lie between
    where neither is known; `changed` is the day of the last change, else of publication; `moment` (of publication),
    `edited` (of the last change) and `captured` are UTC times (ISO 8601) where the clock and its zone are known;
    `filed` says that a dateline names the agency; `credits` are credit lines as (kind, whom they name or ""); `terms`
    and `numbers` are in alphabetical order; `names` are entities as (name, type, mentions); `figures` are words for
    what is counted, and how many ("killed 12"); `sentences` are those of `paragraphs`; `dates` are days of a month
    (MM-DD) that the text tells, `weekdays` ("1" Monday) and `told`, a full day, those of its opening; `length` counts
    the words of `paragraphs`.
    """

    id: str
    address: str
    part: int
    url: str | None
    sha256: str
    published: str | None
    earliest: str | None
    latest: str | None
    changed: str | None
    moment: str | None
    edited: str | None
    captured: str | None
    outlet: str | None
    agency: str | None
    filed: bool
    credits: tuple[tuple[str, str], ...]
    bylined: bool
    language: str
    genre: str
    title: str | None
    paragraphs: tuple[Stretch, ...]
    sentences: tuple[Taken, ...]
    names: tuple[tuple[str, str, int], ...]
    places: tuple[str, ...]
    terms: tuple[Term, ...]
    numbers: tuple[str, ...]
    figures: tuple[str, ...]
    dates: tuple[str, ...]
    weekdays: tuple[str, ...]
    told: str | None
    agencies: tuple[str, ...]
    length: int

    def __hash__(self) -> int:
        """By id alone: digests are looked up often, and hashing every field costs more than comparing two of them."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Head:
    """What tells whether a report is of one happening with another: fields of its digest.

    Terms stand there column by column: `words`, their `weights`, and of each the place of its kind in TERM_KINDS, as a
    digit of `kinds`.
    """

    id: str
    language: str
    published: str | None
    told: str | None
    numbers: tuple[str, ...]
    figures: tuple[str, ...]
    dates: tuple[str, ...]
    weekdays: tuple[str, ...]
    words: tuple[str, ...]
    weights: tuple[float, ...]
    kinds: str

    def __hash__(self) -> int:
        """By id alone, as a digest's."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Copy:
    """One report repeats another. `kind` is one of COPY_KINDS.

    `share` is the part (0 to 1) of the words of `of` that `report` carries. When `directed` is False, who copied whom
    cannot be told, and `report` is the one whose id sorts later.
    """

    report: str
    of: str
    kind: str
    share: float
    directed: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of a report that stands for a stretch of another, each as characters of its own reading text.

    `unit` is one of ALIGNED_UNITS: a paragraph (or as much of it as stands in one paragraph of the other) or a
    sentence; `parts` are a paragraph's sentences. `kind` is one of ALIGNED_KINDS: the same words (case and signs
    aside), cut, with words put in, or other words. `changed` are, of a sentence, the stretches where the words differ,
    in the report and in the other; one of the two is empty where nothing stands against it.
    """

    unit: str
    kind: str
    report: Span
    of: Span
    parts: tuple[Aligned, ...] = ()
    changed: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A report among the readings of one page. `how` says what tells that it came after the one before it.

    "captured", "modified", "published", "added" (nothing but the order of addition tells), "first" (none before it).
    """

    report: str
    how: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How one report is tied to `report`: "copies" it, "is copied by", "is a later" or "an earlier version of" it."""

    report: str
    how: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A day (YYYY-MM-DD), and the reports through which it reaches the one that it bounds, the nearest first.

    The last of them says the day itself; where there are none, the report does.
    """

    day: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """Days between which a report must have been published, both included; None where nothing tells."""

    earliest: Bound | None
    latest: Bound | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Two reports tell of one happening; `score` (0 to 1) says how sure that is. `a` sorts before `b`."""

    a: str
    b: str
    score: float


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent source: an agency, an outlet's own reporting, or one report that names neither."""

    id: str
    label: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A report of a story that ties nothing together, and what it is: one of ATTACHED_KINDS."""

    report: str
    how: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The reports of a story that tell of one step of it, earliest first. Its id is that of its earliest report."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one developing happening, earliest first. Its id is that of its earliest report.

    `attached` are those of its reports that had no part in tying it together; each other one is in just one of its
    `happenings`, the steps it is told in, earliest first.
    """

    id: str
    title: str | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    origins: tuple[Origin, ...]
    attached: tuple[Attached, ...] = ()
    happenings: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters [start, end) of a report's reading text."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in a series. Days are YYYY-MM-DD; `origins` counts the independent origins that give this value.

    `behind` names them; `origin` is the one that this statement goes back to.

    `at` is the day the value stands for: `as_of` where it is told, else the report's publication. `retracted` says
    that the report itself takes the value back.
    """

    report: str
    start: int
    end: int
    as_of: str | None
    published: str | None
    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str
    counter: str | None
    retracted: bool
    origins: int
    behind: tuple[Share, ...]
    origin: str = ""

    @property
    def at(self) -> str | None:
        """The day the value stands for, None where neither is known."""
        return self.as_of or self.published


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one figure: the same thing counted, in the same place, in the same unit; earliest first."""

    what: str
    counted: str | None
    where: str | None
    unit: str | None
    scope: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values or statements that disagree, with who stands behind it and where it is written."""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str | None
    as_of: str | None
    text: str | None
    counter: str | None
    reports: tuple[str, ...]
    origins: int
    behind: tuple[Share, ...]
    evidence: tuple[Evidence, ...]


def worded(text: str, counter: str | None, evidence: Sequence[Evidence], backing: Backing) -> Side:
    """A side that is a statement: its words, whose they are, and where they stand, the report named first in front."""
    reports = tuple(dict.fromkeys(e.report for e in evidence))
    behind = backing.behind(evidence)
    return Side(None, None, None, None, None, text, counter, reports, len(behind), behind, tuple(evidence))


def brief(text: str) -> str:
    """A statement as the question about it cites it: cut at a word, where it is long."""
    return text if len(text) <= _BRIEF else text[:_BRIEF].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Values or statements that cannot all be the latest truth. `kind` is one of DISAGREEMENT_KINDS."""

    question: str
    kind: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The mouths something went through before it was printed, outermost first, the speaker last."""

    steps: tuple[str, ...]
    report: str
    start: int
    end: int


# Names that the record prints under another name, because the record's is a word of the language.
_PRINTED = {"first": "from", "last": "to"}


def plain(thing: object) -> object:
    """A link or account as the record prints it: objects with the contract's names, lists for tuples.

    A side of a disagreement leaves out what does not apply to it: numbers where it is a text, the text where it is a
    number.
    """
    if isinstance(thing, tuple):
        return [plain(t) for t in thing]
    if isinstance(thing, float) and thing.is_integer() and abs(thing) < 1e15:
        return int(thing)
    fields = getattr(thing, "__dataclass_fields__", None)
    if fields is None:
        return thing
    out = {_PRINTED.get(name, name): plain(getattr(thing, name)) for name in fields}
    if isinstance(thing, Story):
        return {"story": out.pop("id"), **out}
    if isinstance(thing, Chapter):
        return {"happening": out.pop("id"), **out}
    if isinstance(thing, Origin):
        return {"origin": out.pop("id"), **out}
    if isinstance(thing, Utterance):
        return {"utterance": out.pop("id"), **out}
    if isinstance(thing, Side):
        missing = ("value", "low", "high", "hedge") if thing.text is not None else ("text",)
        return {name: value for name, value in out.items() if name not in missing}
    return out
