"""One report's words for one event, with everything that decides whether others tell the same event."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.ledger.deeds import deeds
from onrecord.ledger.noun_phrase import BARE, FROM_NOUN, NounPhrase, noun_phrase, somebody_else
from onrecord.ledger.sentences import ends
from onrecord.ledger.words import stems
from onrecord.shapes.happening import Harm, Telling
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_ids
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# What is not (yet) so by the words that tell it.
ANNOUNCED = frozenset(("planned", "threatened", "requested", "possible"))
_CLAUSE = 400  # characters: no event's words are longer by much
_SENTENCE = re.compile(r"\w{2,}[.!?][\"'\u2019\u201d)]?\s")
_WORD = 20  # characters: no word that is looked for is longer
_LONGEST = 300  # characters of a first sentence, where no end of it is found
_ALLEGED = re.compile(r"\balleg(?:es?|ed|ing)(?: that)? \Z")
_HAD_PART = "parse:part"  # the rule of who had a part in something
_DENY = frozenset(("deny",))
# What is done about another event: to those held to have done it, or in words.
_ANSWERS = frozenset("SANCTION COERCE ACCUSE REJECT REQUEST SUPPORT CONCEDE THREATEN CONSULT AGREE COOPERATE".split())
_LENT = frozenset(("same sentence", "one of its kind"))
_OWN = "time"  # the rule of a day that stands with the very words of an event
HARMED = ("killed", "injured")
# What tells how many there are by now, and not what befell them that day.
_STANDING = frozenset(stems("toll dead ill sick homeless"))


@dataclass(frozen=True, slots=True)
class Told:
    """A telling with its event's cells. `actor`, `recipient` and `where` are names as the report has them, `codes` the
    country and sector ("" where not told) of those of whom it tells any.

    `anchor` and `words` are the telling words of its anchor and of all of it, `key` those in their order. `at` is where
    its anchor stands, `sentence` the number of that sentence in the report; `alleged`: somebody is held to have done
    it; `somebody_else`: who of those in it is by its words not the one told of before; `repeats`:
    the telling before it, by its event's id, that its report's own reader takes for the same. `how` and
    `sign` are what its modality rests on: the rule or row of a table, and the report's word with the one behind it.
    `lent`: its day stands with another event of its sentence, or one like it.
    `lead`: it is what the title of its report tells first, or the sentence that the text begins with.
    """

    telling: Telling
    type: str
    mode: str | None
    when: When | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    where: str | None
    harm: tuple[Harm, ...]
    anchor: frozenset[str]
    words: frozenset[str]
    key: str
    plover: str | None = None
    at: int = 0
    sentence: int = 0
    noun: NounPhrase = BARE
    somebody_else: str = ""
    alleged: bool = False
    repeats: str | None = None
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)
    how: str = ""
    sign: str = ""
    lent: bool = False
    lead: bool = False

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Earliest published first, those without a date last; in a report in text order."""
        t = self.telling
        return (t.published or "9", t.report, t.start, t.event)


def told(readings: Iterable[Reading]) -> list[Told]:
    """All events of some reports, in order of publication, whatever order the reports come in."""
    return sorted((t for reading in readings for t in _of(reading)), key=lambda t: t.order)


def _of(reading: Reading) -> Iterator[Told]:
    report = reading.report
    held = _Held(reading.events)
    names = mark_ids(report, reading.events)
    denials = [
        m for m in reading.events if m.value("type") == "REJECT" and _DENY & deeds(_words(reading, m.value("anchor")))
    ]
    breaks = ends(reading.text)
    lead = {next((m.start for m in reading.events if a <= m.start < b), -1) for a, b in _lead(reading)}
    for event, mark in zip(names, reading.events, strict=True):
        again, anchor_at = mark.value("same_as"), mark.value("anchor")
        at = anchor_at.start if isinstance(anchor_at, Span) else mark.start
        said = mark.value("asserted_by")
        where = mark.value("where")
        if isinstance(where, Ref) and held.by_another(mark, where.span):
            where = None
        text = " ".join(mark.hull.cut(reading.text).split())
        actor, recipient = (_names(reading, mark.value(role)) for role in ("actor", "recipient"))
        if actor and mark.cells["actor"].how == _HAD_PART and _denied(reading, mark, denials):
            actor = ()  # "denied any role in the attack"
        anchor, words = _words(reading, mark.value("anchor")), stems(text)
        came = mark.cells.get("modality")
        alleged = _is_alleged(mark, reading.text)
        noun = noun_phrase(text, mark.cells["anchor"].how if "anchor" in mark.cells else "", at - mark.start)
        telling = Telling(
            report=report.id,
            event=event,
            start=mark.start,
            end=mark.end,
            text=text,
            modality="possible" if alleged else str(mark.value("modality") or "happened"),
            actor=actor,
            asserted_by=said.called(reading.text) if isinstance(said, Ref) else None,
            published=report.published.date,
        )
        yield Told(
            telling=telling,
            type=str(mark.value("type") or "OTHER"),
            mode=mark.value("mode"),
            when=None if alleged and at == mark.start and _from_noun(mark) else _when(mark, held, anchor, noun),
            actor=actor,
            recipient=recipient,
            where=where.called(reading.text) if isinstance(where, Ref) else None,
            harm=tuple(_harm(reading, mark)),
            anchor=anchor,
            words=frozenset(words),
            key=" ".join(words),
            plover=mark.value("plover"),
            at=at,
            sentence=bisect_right(breaks, at),
            noun=noun,
            somebody_else=somebody_else(text, (*actor, *recipient), at - mark.start),
            alleged=alleged,
            repeats=None if again is None else names[again],
            codes=dict(_codes(reading, (mark.value("actor"), mark.value("recipient")))),
            how=came.how if came is not None else "",
            sign=_sign(reading.text, came.at[0]) if came is not None and came.at else "",
            lent="when" in mark.cells and mark.cells["when"].how in _LENT,
            lead=mark.start in lead,
        )


def _denied(reading: Reading, event: Mark, denials: Iterable[Mark]) -> bool:
    """True where who had a part in an event is told to deny it in the words that it stands in."""
    over = (d for d in denials if d.start <= event.start < d.end and d is not event)
    return any(set(_names(reading, d.value("actor"))) & set(_names(reading, event.value("actor"))) for d in over)


class _Held:
    """Whose the day of a clause with two events is: in "arrested two over the attack on Friday" the arrest's, in
    "arrested two over Friday's attack" the attack's.
    """

    def __init__(self, events: Sequence[Mark]) -> None:
        self._events = events
        self._hulls = [m.hull for m in events]
        self._starts = [h.start for h in self._hulls]
        self._dated = [(m.start, w.span) for m in events if isinstance(w := m.value("when"), When) and w.span]

    def by_one_inside(self, event: Mark, span: Span | None, lent: bool) -> bool:
        """True when the day stands in the words of an event that `event` only names: "convicted in the 2012 shooting".

        Where it was not `lent`, it must stand before the noun of that event: any other day may be that of `event`.
        """
        if span is None:
            return False
        first, last = bisect_left(self._starts, event.start), bisect_right(self._starts, span.start)
        for other in self._events[first:last]:
            at = other.value("anchor")
            if other.end <= event.end and span.end <= other.end < event.end + (other.start > event.start):
                if other is not event and isinstance(at, Span) and at != event.value("anchor"):
                    if lent or (_from_noun(other) and span.end <= at.start):
                        return True
        return False

    def before_it(self, event: Mark, span: Span | None) -> bool:
        """True when the day stands before the words of an event, and what it is told of before the day."""
        if span is None or span.end > event.start:
            return False
        return any(other == span and start < span.start for start, other in self._dated)

    def by_another(self, event: Mark, span: Span | None) -> bool:
        """True when `span` lies outside the event's words and inside those of another."""
        if span is None or (event.start <= span.start and span.end <= event.end):
            return False
        first, last = bisect_left(self._starts, span.start - _CLAUSE), bisect_right(self._starts, span.start)
        return any(h.start <= span.start and span.end <= h.end for h in self._hulls[first:last])


def _when(mark: Mark, held: _Held, anchor: frozenset[str], noun: NounPhrase) -> When | None:
    found = mark.value("when")
    if anchor and anchor <= _STANDING:
        return None  # "the death toll rose on Tuesday", "37 dead on Friday": that day counted them
    if not isinstance(found, When) or not (found.first or found.last) or held.by_another(mark, found.span):
        return None
    own = mark.cells["when"].how == _OWN
    if (not own or mark.value("type") in _ANSWERS) and held.by_one_inside(mark, found.span, lent=not own):
        return None
    if own and noun.known and held.before_it(mark, found.span):
        return None  # "riots on Friday in protest against the killing"
    return found


def _names(reading: Reading, refs: object) -> tuple[str, ...]:
    found = refs if isinstance(refs, tuple) else ()
    return tuple(dict.fromkeys(r.called(reading.text) for r in found if isinstance(r, Ref)))


def _codes(reading: Reading, parties: Iterable[object]) -> Iterator[tuple[str, tuple[str, str]]]:
    for refs in parties:
        for ref in refs if isinstance(refs, tuple) else ():
            if isinstance(ref, Ref) and (ref.country or ref.sector):
                yield ref.called(reading.text), (ref.country or "", ref.sector or "")


def _is_alleged(mark: Mark, text: str) -> bool:
    if mark.value("modality") == "possible":
        return mark.cells["modality"].how in _alleged()
    return bool(_ALLEGED.search(text, max(0, mark.start - _WORD), mark.start))


def _from_noun(mark: Mark) -> bool:
    """True for an event that a noun tells: "accused of theft on Monday" dates the accusation, not the theft."""
    return "anchor" in mark.cells and mark.cells["anchor"].how.startswith(FROM_NOUN)


@cache
def _alleged() -> frozenset[str]:
    """Rules of the events by which a deed is told as one that somebody is held to have done."""
    rows = load(__package__, "alleged.tsv", ("words", "said_by"))
    return frozenset(f"modality.tsv:{word}" for row in rows for word in row.words("words"))


def _sign(text: str, span: Span) -> str:
    return " ".join((*span.cut(text).split()[:1], *text[span.end : span.end + _WORD].split()[:1])).casefold()


def _lead(reading: Reading) -> list[tuple[int, int]]:
    """Where a report tells what it is about: its title, and the first sentence of its text."""
    blocks = reading.report.blocks
    found = [(b.span.start, b.span.end) for b in blocks if b.kind == "title"]
    body = next((b.span for b in blocks if b.kind == "body"), None)
    if body is not None:
        stop = _SENTENCE.search(reading.text, body.start, min(body.end, body.start + _LONGEST))
        found.append((body.start, stop.end() if stop else min(body.end, body.start + _LONGEST)))
    return found


def _words(reading: Reading, span: object) -> frozenset[str]:
    return frozenset(stems(span.cut(reading.text))) if isinstance(span, Span) else frozenset()


def _harm(reading: Reading, mark: Mark) -> Iterator[Harm]:
    for index in mark.value("figures") or ():
        if index >= len(reading.figures):
            continue
        figure = reading.figures[index]
        if figure.value("what") in HARMED:
            yield Harm(
                figure.value("what"), _value(reading, figure), reading.report.id, index, figure.start, figure.end
            )


def _value(reading: Reading, figure: Mark) -> str:
    """A count in words as its hedge has it."""
    value, low, high = (figure.value(n) for n in ("value", "low", "high"))
    hedge = str(figure.value("hedge") or "exact")
    if hedge == "range" and low is not None and high is not None:
        return f"{low} to {high}"
    if value is None:
        return " ".join(figure.hull.cut(reading.text).split())
    return str(value) if hedge == "exact" else f"{hedge.replace('_', ' ')} {value}"
