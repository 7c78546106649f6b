"""One statement in all the wordings in which reports carry it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.backing import Share

# How an occurrence hangs together with the fullest wording: it is that one; has the same words; these, but for some
# that are cut; some of them changed; its words in other marks, tense and person; other words throughout, in a copy that
# was spun.
JOINS = ("fullest", "same", "cut", "reworded", "paraphrase", "respun")
REWORDINGS = ("cut", "added", "changed", "tense", "marks", "respun")


@dataclass(frozen=True, slots=True)
class Rewording:
    """One difference of wording, `kind` being one of REWORDINGS.

    `old` are characters [start, end) of the text of the report with the fullest wording, `new` of this one's; either
    may be empty. Of `marks` the words are the same and stand in quotation marks in one of the two alone.
    """

    kind: str
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said otherwise of who spoke and how, as against the fullest wording: `field` is "speaker" or "force"."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A statement as one report words it. `quotes` are the marks' ids: several where the report interrupts it.

    `parts` are the stretches of what was said; `speaker` and `via` are names as the report gives them, `cue` its words;
    `published` is the report's day, None where it states none. `join` is one of JOINS.
    """

    report: str
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]
    text: str
    kind: str
    speaker: str | None
    cue: str | None
    force: str | None
    via: tuple[str, ...]
    published: str | None
    join: str
    differences: tuple[Rewording, ...]
    attribution: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another utterance in the same long words, given to somebody else: its id, its speaker, the reports."""

    utterance: str
    speaker: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said once, with all occurrences: the fullest wording first, the others by day.

    Its id is that of the fullest wording's quote. `speaker` is the fullest name that an occurrence gives, `entity` the
    key under which a named speaker is one across reports; `first` and `last` are days of publication;
    `also` are those of the story in the same words that are given to somebody else.
    """

    id: str
    text: str
    kind: str
    speaker: str | None
    entity: str | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    origins: int
    behind: tuple[Share, ...]
    occurrences: tuple[Occurrence, ...]
    also: tuple[Elsewhere, ...] = ()
