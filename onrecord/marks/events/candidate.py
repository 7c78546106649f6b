"""What one paragraph shows of an event: plain values that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.quick import quick

Extent = tuple[int, int]


@quick
@dataclass(frozen=True, slots=True)
class Filler:
    """Who stands in a slot of an event: the noun phrase and its head, in the paragraph's offsets.

    `how` is the slot it was found in ("subj", "on"). `owner` is the nation or body before the head where the head is
    its arm ("Kenyan troops"): it acts for that owner. `somebody`: it can act, it is no thing or bare place.
    `people`: "two Kenyans", who are not Kenya. `kind`: others of the kind that the noun names ("nine miners died and 20
    were hurt").
    """

    start: int
    end: int
    head_start: int
    head_end: int
    how: str
    owner: Extent | None = None
    pronoun: str = ""
    somebody: bool = True
    people: bool = False
    kind: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """One event at its anchor word. Offsets count in the paragraph.

    `start`, `end`: the clause or noun phrase that tells it, 40 words at most. `clause`: the whole clause with its
    times, places and figures; `sentence` the sentence. `type` and `mode` as in PLOVER, `how` the table row that gave
    them, `mode_at` the word the mode was read from. `modality` with the words that show it (`modality_at`) and the row
    (`modality_how`). `tense` is past, present, future or none: where a time is needed to tell. `places`, `times`:
    phrases that say where and when by the parse. `said_by`: subject of the speech act that governs the event, for want
    of a quote. `victims`: who was killed or hurt in it. `base` is the anchor's base form; `noun`, `definite` ("the
    attack", "this visit", "its siege") and `plural` what form it has, `active` a verb not in the passive. `instrument`
    is the weapon or thing it is done with; `contexts` what its sentence is about, each with the word that tells it;
    `demand`: what a protest asks for; `frames`: times of the clauses that hold this one, and of one under "when";
    `aside`: times that clauses of its parties hold ("a court set up in 2001 jailed him");
    `simple`: its clause stands in the past, not in the perfect; `elsewhen`: a noun that its verb only speaks of, so
    that the verb's time is not its own ("was arrested on Monday over the raid"). `prison`: the words that say that a
    sentence is to be served there. `about`: the deed that somebody is criticised for ("condemned the raid", "this
    move"),
    `deed` the base form of its word.
    """

    anchor: Extent
    start: int
    end: int
    clause: Extent
    sentence: Extent
    type: str
    mode: str
    mode_at: Extent | None
    how: str
    modality: str
    modality_how: str
    modality_at: tuple[Extent, ...]
    tense: str
    actor: tuple[Filler, ...] = ()
    recipient: tuple[Filler, ...] = ()
    places: tuple[Extent, ...] = ()
    times: tuple[Extent, ...] = ()
    frames: tuple[Extent, ...] = ()
    aside: tuple[Extent, ...] = ()
    simple: bool = False
    elsewhen: bool = False
    said_by: Filler | None = None
    victims: tuple[Filler, ...] = ()
    base: str = ""
    noun: bool = False
    active: bool = False
    definite: bool = False
    plural: bool = False
    instrument: Extent | None = None
    contexts: tuple[tuple[str, Extent], ...] = ()
    demand: bool = False
    prison: Extent | None = None
    about: Extent | None = None
    deed: str = ""


def is_charged(c: Candidate) -> bool:
    """True for the deed in "charged with theft on Monday": it was the charge that came on Monday."""
    return c.noun and c.modality_how == "modality.tsv:charge"
