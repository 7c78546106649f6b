"""What one paragraph shows of a quote: plain values that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who speaks, is spoken to or carries speech: the noun phrase and its head, in the paragraph's offsets.

    `head_*` cover the name where the phrase has one, else the head noun or pronoun. `pronoun` is its lower-case form.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    words: str
    plural: bool = False
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words somebody said. `parts` count in the paragraph.

    `link` tells how they are attributed: "cue" (a verb, noun or phrase of speech), "free" (words in marks that stand
    alone: the speaker is the one before), "block" (a paragraph without marks, a quote only after a "lead"), "lead"
    (no words: the paragraph only says who speaks in the next one).
    `nearby` is who acts in the sentence before free words; `opens` and `ends` say that the words begin or end the
    paragraph, `closed` that their last mark is there; `root` is the head of what was said.
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
    nearby: Party | None = None
    root: tuple[int, int] | None = None
    opens: bool = False
    ends: bool = False
    closed: bool = True
