"""Something told in a story, a statement, a number or a happening; what is new, and who carries what."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.backing import Share
from onrecord.shapes.link import Evidence

FACT_KINDS = ("figure", "quote", "event")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told. `kind` is one of FACT_KINDS, `text` the words of its first report.

    `who` is the speaker, who counted, or whose claim it is; `what` is what is counted (`counted` in the report's
    words, `scope` whether it is all of it) or the event's type, `where` the place, `first` and `last` the days it
    stands for or was said on (YYYY-MM-DD). `value`, `low`, `high` and `hedge` are a figure's, `modality` an
    event's. `id` is that of the utterance or happening, None for a figure. `evidence` has every place that tells
    it, in order of publication, those of undated reports last.
    """

    kind: str
    id: str | None
    text: str
    who: str | None
    what: str | None
    counted: str | None
    scope: str | None
    where: str | None
    first: str | None
    last: str | None
    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str | None
    modality: str | None
    retracted: bool
    reports: tuple[str, ...]
    origins: int
    behind: tuple[Share, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class New:
    """A fact that no report up to some point tells, with the first that does: characters [start, end) of its text.

    `published` is that report's day, None where it states none. `before` is what was last told in the stead of a
    number, as the figure's fields.
    """

    report: str
    start: int
    end: int
    published: str | None
    fact: Fact
    before: Fact | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A fact with the outlets that carry it, and those of the story that do not though they reported since.

    Outlets stand in order of their first report that carries it; a report that names none stands for itself.
    """

    fact: Fact
    carried: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of a story: its reports, how many facts it carries, how many of them nobody else does."""

    name: str
    reports: tuple[str, ...]
    facts: int
    alone: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a ledger lacks of a story.

    `kind`: "outlet" (cited, with no report here), "date" (a report that states no day), "days" (nothing was published
    between two days), "version" (a page that says it was changed, with one reading).

    `what` names it: the outlet, the report's id, "DAY/DAY", the report's id; `evidence` shows it, where words do.
    """

    kind: str
    what: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who carries what of a story: outlets and facts, each with the most first; and what lacks."""

    story: str
    title: str | None
    outlets: tuple[Outlet, ...]
    facts: tuple[Carried, ...]
    lacks: tuple[Lacking, ...]
