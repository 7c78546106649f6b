"""Tellings that are taken for one event so far, with what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter

from onrecord.ledger.deeds import HARM, deeds, deeds_beside, deeds_to
from onrecord.ledger.parties import Party, party
from onrecord.ledger.tellings import ANNOUNCED, Told
from onrecord.lexicon.calendar import single_words
from onrecord.shapes.moment import days_of

# What a report tells without a day happened within so many days before it, as far as joining goes. Older things are
# told with a day, or as history.
RECENT = 30
_VAGUE = 31  # days that are more than a month
# A report that states no day of its own gives days of the news in its first lines, of background further down.
_LEAD = 400
_EVER = 10**7  # later than any day, as an ordinal
_CONTENTS = 4  # wordings that a strand is compared by: enough for its headline, lead and later mentions
# How a telling stands to the world: done (or not), to come, or merely thought of. Only tellings of one kind join.
KINDS = {"hypothetical": "thought", **dict.fromkeys(sorted(ANNOUNCED), "to come")}
DONE = "done"

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Strand:
    """One telling or several that were joined.

    `days` are those on which it can have been (ordinals, both included), narrowed by every telling; `precise`: one
    names the very day, `vague`: only a year or a season is named. `floating`: without a day in a report that states
    none either. `past`: told as history without a day, `lasting`: told as going on, `denied`: told of as not so and no
    more. `contents` are the words of its
    wordings without deed and parties, `texts` its wordings as keys. `first` and `last` are days of publication
    (0 unknown).
    """

    tellings: tuple[Told, ...]
    kind: str
    past: bool
    lasting: bool
    denied: bool
    types: frozenset[str]
    modes: frozenset[str]
    deeds: frozenset[str]
    actor: frozenset[Party]
    recipient: frozenset[Party]
    spots: frozenset[str]
    days: Interval
    dated: bool
    precise: bool
    vague: bool
    floating: bool
    harm: frozenset[tuple[str, str]]
    contents: tuple[frozenset[str], ...]
    texts: frozenset[str]
    reports: frozenset[str]
    first: int
    last: int

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Its place among others, whatever order reports came in: that of its earliest telling."""
        return self.tellings[0].order

    @property
    def harms(self) -> bool:
        """True where it counts or tells the dead or hurt."""
        return bool(self.harm or self.deeds & HARM)


def strand(told: Told) -> Strand:
    """The strand of one telling."""
    one = told.telling
    kind = DONE if told.alleged else KINDS.get(one.modality, DONE)
    actor, recipient = frozenset(map(party, told.actor)), frozenset(map(party, told.recipient))
    named = frozenset(w for p in (*actor, *recipient) for w in p.words)
    published = ordinal(one.published) or 0
    days = _days(told, kind, published)
    return Strand(
        tellings=(told,),
        kind=kind,
        past=one.modality == "historical" and told.when is None,
        lasting=one.modality == "ongoing",
        denied=one.modality == "denied",
        types=frozenset((told.type,)),
        modes=frozenset((told.mode,) if told.mode else ()),
        deeds=_deeds(told),
        actor=actor,
        recipient=recipient,
        spots=frozenset((told.where,) if told.where else ()),
        days=days,
        dated=told.when is not None,
        precise=told.when is not None and told.when.precision in ("day", "time") and told.when.first == told.when.last,
        vague=told.when is not None
        and (days[1] - days[0] > _VAGUE or (not published and one.start > _LEAD))
        and one.modality != "ongoing",
        floating=told.when is None and not published,
        harm=frozenset((h.what, h.value) for h in told.harm),
        contents=(told.words - named - told.anchor - _weekdays(),),
        texts=frozenset((told.key,)),
        reports=frozenset((one.report,)),
        first=published,
        last=published,
    )


@cache
def _weekdays() -> frozenset[str]:
    """Days of the week: when it was weighs by itself."""
    return single_words("weekday")


def _deeds(told: Told) -> frozenset[str]:
    found = deeds_beside(told.anchor, told.type, told.words)
    if found:
        return found
    # Of other types the type tells the senses of a word apart: "fire" that is an accident, an assault.
    return deeds_to(told.anchor, people=bool(told.recipient)) if told.type == "OTHER" else deeds(told.anchor)


def _days(told: Told, kind: str, published: int) -> Interval:
    if told.when is not None:
        first = ordinal(days_of(told.when.first)[0] if told.when.first else None)
        last = ordinal(days_of(told.when.last)[1] if told.when.last else None)
        if told.telling.modality == "ongoing":  # begun then, and not over when the report was written
            last = max(last or 0, published) or None
        return first or 0, last or _EVER
    if not published:
        return 0, _EVER
    if kind == DONE:
        return published - RECENT, published
    return published, _EVER


def ordinal(day: str | None) -> int | None:
    """A day (YYYY-MM-DD) as a number, None where there is none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def overlap(a: Interval, b: Interval) -> Interval | None:
    """The days that both allow, None where there are none."""
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


def content(one: Strand) -> tuple[object, ...]:
    """All of a strand that a decision rests on but which reports tell it, and where."""
    return _content(one)


_content = attrgetter(*(f.name for f in fields(Strand) if f.name not in ("tellings", "reports")))


def joined(a: Strand, b: Strand) -> Strand:
    """Two strands as one, with the earliest telling alone. Takes: strands whose days overlap."""
    known = [d for d in (a.first, b.first) if d]
    return Strand(
        # All of them are put in at the end: copying them at each join would take the square of their number.
        tellings=(min(a.tellings[0], b.tellings[0], key=lambda t: t.order),),
        kind=a.kind,
        past=a.past and b.past,
        lasting=a.lasting and b.lasting,
        denied=a.denied and b.denied,
        types=a.types | b.types,
        modes=a.modes | b.modes,
        deeds=a.deeds | b.deeds,
        actor=a.actor | b.actor,
        recipient=a.recipient | b.recipient,
        spots=a.spots | b.spots,
        days=overlap(a.days, b.days) or (a if a.dated else b).days,
        dated=a.dated or b.dated,
        precise=a.precise or b.precise,
        vague=(a.vague or b.vague) and not any(s.dated and not s.vague for s in (a, b)),
        floating=a.floating or b.floating,
        harm=a.harm | b.harm,
        contents=_kept(a, b),
        texts=a.texts | b.texts,
        reports=a.reports | b.reports,
        first=min(known, default=0),
        last=max(a.last, b.last),
    )


def _kept(a: Strand, b: Strand) -> tuple[frozenset[str], ...]:
    """The wordings that tell most."""
    found: Iterable[frozenset[str]] = dict.fromkeys((*a.contents, *b.contents))
    return tuple(sorted(found, key=lambda c: (-len(c), sorted(c)))[:_CONTENTS])
