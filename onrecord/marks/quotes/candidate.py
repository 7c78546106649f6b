"""What one paragraph shows of a quote: plain values that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who speaks, is spoken to or carries speech: the noun phrase and its head, in the paragraph's offsets.

    `head_*` cover the name where the phrase has one, else the head noun or pronoun. `pronoun` is its lower-case form.
    `thing` is a document or another lifeless thing: nobody that "he" or "she" can be.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    words: str
    plural: bool = False
    pronoun: str = ""
    thing: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Said:
    """Words somebody said. `parts` count in the paragraph.

    `link` tells how they are attributed: "cue" (a verb, noun or phrase of speech), "free" (words in marks that stand
    alone: the speaker is the one before), "block" (a paragraph without marks, a quote only after a "lead" or between
    the marks of others), "lead" (no words: the paragraph only says who speaks in the next one), "sign" (no words: a
    line that names whose the words before are), "turn" (what follows a speaker's name and a colon in a transcript),
    "post" (no words: a line that signs a post, whose words are the paragraph before), "dash" (a paragraph behind a
    dash, a quote only beside one in which a cue tells who speaks so).
    `carrier` is who passes the words on where that is told with the cue ("X, citing Y, said": Y's words, through X).
    `behalf` is the body that a spokesperson speaks for; at `unnamed` the report says that the name is kept out.
    `judged` is the word that something is called by and that gives the force ("called it false" denies).
    `day` is where the words bear a day of their own, as posts do.
    `platform` is where the cue itself says that it was published ("tweeted").
    `nearby` is who acts in the sentence before free words; `opens` and `ends` say that the words begin or end the
    paragraph, `opened` and `closed` that their marks are there; `root` is the head of what was said; `own` says that
    the paragraph speaks of "I" or "we", `named` that the speaker of a turn is more than "Q" or "A".
    """

    parts: tuple[tuple[int, int], ...]
    kind: str
    link: str
    force: str = "state"
    how: str = ""
    cue: tuple[int, int] | None = None
    speaker: Party | None = None
    addressee: Party | None = None
    outlet: Party | None = None
    carrier: Party | None = None
    behalf: Party | None = None
    unnamed: tuple[int, int] | None = None
    tense: str = ""
    platform: str = ""
    judged: tuple[int, int] | None = None
    day: tuple[int, int] | None = None
    nearby: Party | None = None
    root: tuple[int, int] | None = None
    opens: bool = False
    ends: bool = False
    closed: bool = True
    opened: bool = True
    own: bool = False
    named: bool = True
