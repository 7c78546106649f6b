"""What happened, or was said to be going to, as all reports together tell it.

Field names are those of the record; `first` and `last` are printed as `from` and `to`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.shapes.backing import Share
from onrecord.shapes.link import Evidence

# What became of something announced.
CAME_ABOUT = "came about"
NOT_SO = "did not come about"
DAY_PAST = "open, day past"
OPEN = "open"
OUTCOMES = (CAME_ABOUT, NOT_SO, DAY_PAST, OPEN)


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an event: characters [start, end) of its text.

    `event` is the mark's id, `actor` who does it by these words. `asserted_by` is whose claim it is, None where the
    report itself vouches; `published` the report's day, None where it states none.
    """

    report: str
    event: str
    start: int
    end: int
    text: str
    modality: str
    actor: tuple[str, ...]
    asserted_by: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Harm:
    """A count of people killed or injured beside a telling. `figure` is its index among the report's figures.

    `what` is the record's word ("killed"); `value` reads as it is hedged: "12", "at least 12", "10 to 12", else as
    printed.
    """

    what: str
    value: str
    report: str
    figure: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in all the words in which reports tell it. `id` is that of its earliest telling's mark.

    Days (`first`, `last`, both included) are YYYY-MM-DD, None where no telling names one; `precision` as of an event's
    `when`. `text` is that of the earliest telling that tells it as the whole, if one does in a report's own name, and
    by its type. `modality` is that of the newest tellings that do not merely repeat; `modalities` counts all tellings
    by theirs, `plover` is PLOVER's code of those told as the whole is. Names as the fullest telling has them; countries
    and sectors stand in the order of the names, "" where not known, and are empty where no name has any. `tellings`
    are in order of publication.
    """

    id: str
    type: str | None
    plover: str | None
    mode: str | None
    first: str | None
    last: str | None
    precision: str | None
    text: str
    modality: str
    modalities: Mapping[str, int]
    actor: tuple[str, ...]
    actor_country: tuple[str, ...]
    actor_sector: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_country: tuple[str, ...]
    recipient_sector: tuple[str, ...]
    where: str | None
    figures: tuple[Harm, ...]
    tellings: tuple[Telling, ...]
    reports: tuple[str, ...]
    origins: int
    behind: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A happening on the timeline: its days, its words, who tells of it and how.

    `evidence` are the stretches of `told`. Of what was announced: `outcome` is one of OUTCOMES, `outcome_in` the `id`
    of the happening that shows it, `outcome_from` and `outcome_to` the days of that. Of what happened: `announced` are
    the ids of what announced it.
    """

    id: str
    first: str | None
    last: str | None
    precision: str | None
    text: str
    type: str | None
    plover: str | None
    mode: str | None
    modality: str
    modalities: Mapping[str, int]
    actor: tuple[str, ...]
    actor_country: tuple[str, ...]
    actor_sector: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_country: tuple[str, ...]
    recipient_sector: tuple[str, ...]
    where: str | None
    killed: tuple[Harm, ...]
    injured: tuple[Harm, ...]
    reports: tuple[str, ...]
    origins: int
    behind: tuple[Share, ...]
    evidence: tuple[Evidence, ...]
    told: tuple[Telling, ...]
    announced: tuple[str, ...]
    outcome: str | None
    outcome_in: str | None
    outcome_from: str | None
    outcome_to: str | None
