"""A report republished in one of many ways, or answered by a look-alike that is no copy of it.

    republish(title, paragraphs, "trimmed: from the end", random.Random(7), others=[…])

The same input gives the same output. Nothing here is known to what finds copies.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.checks.made import edited as ed
from onrecord.checks.made import traps
from onrecord.checks.made.spun import respun
from onrecord.checks.made.tables import slots


@dataclass(frozen=True, slots=True)
class Way:
    """One way to republish: its name, the kind of copy it makes, kinds that are right as well, the steps it takes."""

    name: str
    kind: str
    also: tuple[str, ...]
    steps: tuple[ed.Step, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A republished report and what it was made from.

    `kind` is one of COPY_KINDS, None for a look-alike; `also` are kinds that are right as well. `made_of` names for
    each paragraph the source's paragraphs (by index) it was made of, none for what is new. `source_title` and
    `source_paragraphs` are the source as it is to be printed beside it (look-alikes need lines of their own in both).
    `names` are what credit lines call the agency, the source's outlet and the copying desk.
    """

    title: str
    paragraphs: tuple[str, ...]
    kind: str | None
    also: tuple[str, ...]
    done: tuple[str, ...]
    made_of: tuple[tuple[int, ...], ...]
    source_title: str
    source_paragraphs: tuple[str, ...]
    names: tuple[tuple[str, str], ...]


def _title(pieces: ed.Pieces, desk: ed.Desk) -> ed.Pieces:
    return pieces  # a mark for `republish`: the headline alone is exchanged


WAYS: tuple[Way, ...] = (
    Way("identical: as it is", "identical", (), ()),
    Way("verbatim: another headline", "verbatim", (), (_title,)),
    Way("verbatim: printed otherwise", "verbatim", ("identical",), (ed.reprint,)),
    Way("verbatim: credited", "verbatim", ("identical", "extended"), (ed.credit,)),
    Way("verbatim: framed", "verbatim", ("identical", "extended"), (ed.frame,)),
    Way("verbatim: credited, framed", "verbatim", ("identical", "extended"), (_title, ed.credit, ed.frame)),
    Way("verbatim: run together", "verbatim", ("identical",), (ed.merge,)),
    Way("verbatim: a paragraph a sentence", "verbatim", ("identical",), (ed.split,)),
    Way("verbatim: reordered", "verbatim", ("identical",), (_title, ed.reorder)),
    Way("verbatim: one number changed", "verbatim", ("rewritten",), (ed.one_number,)),
    Way("verbatim: spelling", "verbatim", ("rewritten", "identical"), (ed.respell,)),
    Way("trimmed: from the end", "trimmed", (), (_title, ed.cut_end)),
    Way("trimmed: paragraphs", "trimmed", (), (_title, ed.cut_paragraphs)),
    Way("trimmed: sentences", "trimmed", ("verbatim",), (_title, ed.cut_sentences)),
    Way("verbatim: clauses cut", "verbatim", ("trimmed", "identical"), (_title, ed.cut_clauses)),
    Way("trimmed: excerpt", "trimmed", ("verbatim",), (_title, ed.excerpt, ed.credit)),
    Way("trimmed: cut, reprinted, framed", "trimmed", ("extended",), (_title, ed.cut_end, ed.reprint, ed.frame)),
    Way("trimmed: cut, spelling", "trimmed", ("rewritten",), (ed.cut_sentences, ed.respell)),
    Way("extended: a little", "extended", ("verbatim",), (_title, ed.add_some)),
    Way("extended: much", "extended", (), (_title, ed.undated, ed.add_much)),
    Way("extended: cut, added to", "extended", ("trimmed", "verbatim"), (_title, ed.cut_end, ed.add_some, ed.credit)),
    Way("rewritten: lightly", "rewritten", ("verbatim", "trimmed", "extended"), (_title, ed.spin_lightly)),
    Way("rewritten: spun", "rewritten", ("trimmed", "extended"), (_title, ed.spin)),
    Way("rewritten: heavily", "rewritten", (), (_title, ed.spin_heavily)),
    Way("rewritten: translated", "rewritten", (), (_title, ed.translate)),
    Way("rewritten: cut, spun", "rewritten", ("trimmed",), (_title, ed.cut_end, ed.spin)),
    Way("rewritten: spun, reordered", "rewritten", ("trimmed",), (_title, ed.spin, ed.reorder)),
    Way("rewritten: spun, sentences moved", "rewritten", ("trimmed",), (_title, ed.spin, ed.reorder_sentences)),
    Way("rewritten: spun, added to, framed", "rewritten", ("extended", "trimmed"),
        (_title, ed.spin, ed.add_some, ed.frame)),
    Way("rewritten: translated, cut", "rewritten", (), (_title, ed.cut_sentences, ed.translate)),
    Way("update: brought up to date", "update", (), (_title, ed.bring_up_to_date)),
    Way("update: one number", "update", (), (ed.one_number,)),
)  # fmt: skip
_BY_NAME = {way.name: way for way in WAYS}
_TRAPS = dict(traps.TRAPS)
TRAP_NAMES: tuple[str, ...] = tuple(name for name, _ in traps.TRAPS)


def ways(kind: str | None) -> tuple[str, ...]:
    """The names of the ways that make copies of one kind; of the look-alikes for None."""
    return TRAP_NAMES if kind is None else tuple(w.name for w in WAYS if w.kind == kind)


def republish(
    title: str, paragraphs: Sequence[str], way: str, rng: random.Random, others: Sequence[str] = ()
) -> Made | None:
    """The report republished in one way (a name of WAYS or TRAP_NAMES); None where it cannot be done to this report.

    `others` are the paragraphs of another report, for what takes from one.
    """
    names = tuple((slot, rng.choice(slots()[slot])) for slot in ("agency", "outlet", "desk"))
    desk = ed.Desk(rng, tuple(others), (*names, ("site", names[2][1])))
    source = tuple(ed.Piece(text, (n,)) for n, text in enumerate(paragraphs) if text.strip())
    if not source:
        return None
    if way in _TRAPS:
        found = _TRAPS[way](source, desk)
        if found is None:
            return None
        patterned = way in traps.PATTERNED
        headline = _headline(found[1]) if patterned or way in traps.OF_THE_SOURCE else _headline(desk.pieces)
        return _made(headline, found[1], None, (), (way,), _headline(found[0]) if patterned else title, found[0], names)
    one = _BY_NAME[way]
    pieces: ed.Pieces = source
    for step in one.steps:
        pieces = [p for p in step(pieces, desk) if p.text.strip()]
        if not pieces:
            return None
    changed = [s.__name__.strip("_").replace("_", " ") for s in one.steps]
    if one.steps and _title not in one.steps and [p.text for p in pieces] == list(paragraphs):
        return None
    if one.kind == "trimmed" and len(source) < 3:
        return None
    headline = respun(title, rng, 0.8) if _title in one.steps else title
    if _title in one.steps and headline == title:
        headline = f"{title}: what we know" if len(title) < 60 else " ".join(title.split()[:6])
    return _made(headline, pieces, one.kind, one.also, tuple(changed), title, source, names)


def _headline(pieces: ed.Pieces) -> str:
    words = next((p.text for p in pieces if len(p.text) > 40), pieces[0].text).split()
    return " ".join(words[:8]).strip(",.;:\"“”'")


def _made(
    headline: str, pieces: ed.Pieces, kind: str | None, also: tuple[str, ...], done: tuple[str, ...],
    title: str, source: ed.Pieces, names: tuple[tuple[str, str], ...],
) -> Made:  # fmt: skip
    return Made(
        title=headline,
        paragraphs=tuple(p.text for p in pieces),
        kind=kind,
        also=also,
        done=done,
        made_of=tuple(p.made_of for p in pieces),
        source_title=title,
        source_paragraphs=tuple(p.text for p in source),
        names=names,
    )
