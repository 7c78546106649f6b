"""Where one report stands less firmly behind what another tells too, or more firmly: attribution weakened.

Statements, figures and events are paired inside paragraphs that were changed. Six signs are compared, each by a rank
(commitment.tsv): the word of speech, an adverb in the sentence, who is named, quotation marks, the hedge of a number
and the modality of an event. What a figure counts now is no matter of attribution: figures pair by their number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.ledger.paired import Two, by_place, paragraph_of
from onrecord.lexicon import commitment
from onrecord.lexicon.commitment import NAMED, NOBODY, OFFICE, PLAIN, UNNAMED
from onrecord.shapes import align
from onrecord.shapes.difference import Attributed, Printed
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span, cut_all

_ITSELF = NAMED + 1  # the report says so in its own voice
_MARKS = {"direct": 3, "mixed": 2, "indirect": 1}
_IN_MARKS = {3: "in quotation marks", 2: "partly in quotation marks", 1: "in the report's own words"}
_WORD = re.compile(r"\w+")
_NO_ANCHOR = frozenset("that the a an".split())  # words by which two statements are not alike
_ALIKE = 50  # per cent of words that two wordings of one statement share in order
_FEW = 3  # words of a statement by which that can be told
_STEM = 4  # letters by which two forms of a verb are one
_LONG = 20  # letters of words in quotation marks that cannot be another statement's by chance
# A full stop behind a title or an initial ends no sentence.
_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one side shows: its rank, the words that tell, and where these stand (None: nowhere)."""

    rank: int
    words: str = ""
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two reports, and what is known of those who speak in it."""

    reading: Reading
    stretches: Sequence[Any]
    named: frozenset[str]  # entities that are called by name somewhere
    unnamed: frozenset[Span]  # speakers of whom the report says that they are not to be named
    cues: tuple[Span, ...]  # words of speech: "alleged" is one of them, or an adverb

    def adverb(self, mark: Mark) -> _Sign:
        """The adverb of the sentence that a mark stands in."""
        start, end = self._sentence(mark)
        rank, first, last = commitment.adverb(self.reading.text[start:end])
        at = Span(start + first, start + last) if last else None
        if at is None or any(at.overlaps(cue) for cue in self.cues):
            return _Sign(PLAIN)
        return _Sign(rank, at.cut(self.reading.text), at)

    def speaker(self, ref: object, nobody: int) -> _Sign:
        """How well a reader can tell who speaks; `nobody` is the rank where the report does not say."""
        if not isinstance(ref, Ref):
            return _Sign(nobody)
        name = " ".join((ref.name or ref.span.cut(self.reading.text)).split())
        if ref.span in self.unnamed:
            return _Sign(UNNAMED, name, ref.span)
        if ref.entity in self.named:
            return _Sign(NAMED, name, ref.span)
        return _Sign(UNNAMED if commitment.is_unnamed(name) else OFFICE, name, ref.span)

    def _sentence(self, mark: Mark) -> tuple[int, int]:
        at = paragraph_of(mark, self.stretches)
        assert at is not None
        start, end = self.stretches[at].start, self.stretches[at].end
        for found in _END.finditer(self.reading.text, start, end):
            if found.end() <= mark.start:
                start = found.end()
            elif found.start() >= mark.end - 1:
                return start, found.end()
        return start, end


_WHOLE = _Sign(PLAIN)
Sides = tuple[_Side, _Side]
Signs = Iterator[tuple[str, _Sign, _Sign, str]]  # which sign, as the two reports have it, in words


def attribution(old: Reading, new: Reading, steps: Sequence[align.Step], paragraphs: Two) -> list[Attributed]:
    """What is attributed less or more firmly in `new` than in `old`, in the order of the new text."""
    changed = [s for s in steps if s.kind == "changed"]
    sides = _side(old, paragraphs[0]), _side(new, paragraphs[1])
    kinds: list[tuple[str, Callable[[Mark, Mark], int], Callable[[Sides, Mark, Mark], Signs]]] = [
        ("quote", lambda a, b: _same_words(old, new, a, b), _quote),
        ("figure", _same_figure, _figure),
        ("event", lambda a, b: _same_event(old, new, a, b), _event),
    ]
    out: list[Attributed] = []
    told: set[tuple[str, int, Span]] = set()
    cued: list[Span] = []
    for what, worth, signs in kinds:
        mine, theirs = old.marks.get(what, ()), new.marks.get(what, ())
        pairs = by_place(mine, theirs, changed, paragraphs, worth)
        if what == "quote":
            pairs += _elsewhere(old, new, pairs, steps, paragraphs)
        for a, b in pairs:
            for sign, before, after, why in signs(sides, a, b):
                places = {(sign, n, s.at) for n, s in enumerate((before, after)) if s.at is not None}
                if before.rank == after.rank or places & told:
                    continue  # one word of speech over a statement, its figures and its events is told once
                if sign == "modality" and any(words.overlaps(Span(b.start, b.end)) for words in cued):
                    continue  # "alleged" makes what was said possible: told of the words of speech
                told |= places
                if sign == "cue":
                    cued.append(Span(b.start, b.end))
                change = "weakened" if after.rank < before.rank else "strengthened"
                printed = _printed(old, a, before), _printed(new, b, after), _printed(new, b, _WHOLE)
                out.append(Attributed(what, change, sign, *printed, why))
    return sorted(out, key=lambda found: (found.new.start, found.new.end))


def _side(reading: Reading, stretches: Sequence[Any]) -> _Side:
    named = {m.value("entity") for m in reading.mentions if m.value("form") == "name"}
    hidden = (q.value("speaker") for q in reading.quotes if q.value("unnamed") is not None)
    unnamed = frozenset(ref.span for ref in hidden if isinstance(ref, Ref))
    cues = tuple(at for q in reading.quotes if isinstance(at := q.value("cue"), Span))
    return _Side(reading, stretches, frozenset(named), unnamed, cues)


def _printed(reading: Reading, mark: Mark, sign: _Sign) -> Printed:
    """The words that tell, else those of the mark."""
    at = sign.at or Span(mark.start, mark.end)
    return Printed(at.start, at.end, at.cut(reading.text))


# -- what is one statement ---------------------------------------------------------------------------------------------


def _same_words(old: Reading, new: Reading, a: Mark, b: Mark) -> int:
    """How alike the words of two quotes are, 0 where too few are; to deny words is not to say them."""
    if (a.value("force") == "deny") != (b.value("force") == "deny"):
        return 0
    one, two = (_words(r, m) for r, m in ((old, a), (new, b)))
    if one == two:
        return 100
    alike = round(100 * align.likeness(one, two))
    return alike if min(len(one), len(two)) >= _FEW and alike >= _ALIKE else 0


def _words(reading: Reading, mark: Mark) -> list[str]:
    found = _WORD.findall(cut_all(reading.text, mark.parts).casefold())
    return [word for word in found if word not in _NO_ANCHOR]


def _elsewhere(
    old: Reading,
    new: Reading,
    pairs: Sequence[tuple[Mark, Mark]],
    steps: Sequence[align.Step],
    paragraphs: Two,
) -> list[tuple[Mark, Mark]]:
    """Quotes in the same words whose paragraphs are no pair: in one that went, and one that came."""
    taken = {id(m) for pair in pairs for m in pair}
    gone = {s.old for s in steps if s.new is None}
    come = {s.new for s in steps if s.old is None}
    waiting: dict[str, Mark] = {}
    for quote in new.quotes:
        if id(quote) not in taken and paragraph_of(quote, paragraphs[1]) in come:
            waiting.setdefault("".join(_words(new, quote)), quote)
    out = []
    for quote in old.quotes:
        key = "".join(_words(old, quote))
        if len(key) >= _LONG and id(quote) not in taken and paragraph_of(quote, paragraphs[0]) in gone:
            other = waiting.pop(key, None)
            if other is not None:
                out.append((quote, other))
    return out


def _same_figure(a: Mark, b: Mark) -> int:
    """Figures that count one thing, and of which one may be the other's number said more loosely."""
    if any(a.value(n) != b.value(n) for n in ("what", "unit")) or a.value("what") in (None, "age"):
        return 0
    if a.value("value") is not None and a.value("value") == b.value("value"):
        return 2
    return int(_within(a, b) or _within(b, a))


def _within(a: Mark, b: Mark) -> bool:
    """True where `a` is a number and `b` a range or a vague count that it lies in."""
    value, low, high = a.value("value"), b.value("low"), b.value("high")
    if value is None or b.value("value") is not None or b.value("hedge") not in ("range", "vague"):
        return False
    return bool((low is None or low <= value) and (high is None or value <= high))


def _same_event(old: Reading, new: Reading, a: Mark, b: Mark) -> int:
    if a.value("type") != b.value("type"):
        return 0
    one, two = (_anchor(r, m) for r, m in ((old, a), (new, b)))
    return 2 if one == two else int(one[:_STEM] == two[:_STEM])


def _anchor(reading: Reading, mark: Mark) -> str:
    found = mark.value("anchor")
    return found.cut(reading.text).casefold() if isinstance(found, Span) else ""


# -- the signs ---------------------------------------------------------------------------------------------------------


def _quote(sides: Sides, a: Mark, b: Mark) -> Signs:
    said, says = _cue(sides[0].reading, a), _cue(sides[1].reading, b)
    why = [f"“{sign.words}”" if sign.words else "no word of speech" for sign in (said, says)]
    yield "cue", said, says, f"{why[0]} is {why[1]} now"
    yield _adverbs(sides, a, b)
    yield _speakers(sides, a.value("speaker"), b.value("speaker"), (NOBODY, NOBODY))
    was, is_now = (_MARKS[m.value("kind")] for m in (a, b))
    yield "marks", _Sign(was), _Sign(is_now), f"{_IN_MARKS[was]} before, {_IN_MARKS[is_now]} now"


def _cue(reading: Reading, quote: Mark) -> _Sign:
    at = quote.value("cue")
    if not isinstance(at, Span):
        return _Sign(PLAIN)
    words = " ".join(at.cut(reading.text).split())
    rank = commitment.verb(words)
    return _Sign(PLAIN if rank is None else rank, words, at)


def _figure(sides: Sides, a: Mark, b: Mark) -> Signs:
    exact, hedged = _hedge(sides[0].reading, a), _hedge(sides[1].reading, b)
    yield "hedge", exact, hedged, f"“{exact.words}” is “{hedged.words}” now"
    yield from _told(sides, a, b, "counter")


def _hedge(reading: Reading, figure: Mark) -> _Sign:
    at = Span(figure.start, figure.end)
    return _Sign(commitment.hedge(figure.value("hedge") or "exact"), at.cut(reading.text), at)


def _event(sides: Sides, a: Mark, b: Mark) -> Signs:
    yield from _told(sides, a, b, "asserted_by")


def _told(sides: Sides, a: Mark, b: Mark, by: str) -> Signs:
    """Who says so, in what manner: of figures and events, which a report may tell in its own voice."""
    adverbs = _adverbs(sides, a, b)
    yield adverbs
    if a.value(by) is not None or b.value(by) is not None:
        nobody = [_ITSELF if adverb.words == "" else NOBODY for adverb in (adverbs[1], adverbs[2])]
        yield _speakers(sides, a.value(by), b.value(by), (nobody[0], nobody[1]))
    words = [str(m.value("modality") or "happened") for m in (a, b)]
    ranks = [commitment.modality(word) for word in words]
    if ranks[0] is not None and ranks[1] is not None and adverbs[1].rank == adverbs[2].rank:
        yield "modality", _Sign(ranks[0]), _Sign(ranks[1]), f"told as {words[0]} before, as {words[1]} now"


def _adverbs(sides: Sides, a: Mark, b: Mark) -> tuple[str, _Sign, _Sign, str]:
    old, new = (side.adverb(m) for side, m in zip(sides, (a, b), strict=True))
    if old.words and new.words:
        why = f"“{old.words}” is “{new.words}” now"
    else:
        why = f"“{new.words}” was added" if new.words else f"“{old.words}” is gone"
    return "adverb", old, new, why


def _speakers(sides: Sides, a: object, b: object, nobody: tuple[int, int]) -> tuple[str, _Sign, _Sign, str]:
    was, is_now = sides[0].speaker(a, nobody[0]), sides[1].speaker(b, nobody[1])
    return "speaker", was, is_now, f"told by {_who(was)} before, {_who(is_now)} now"


def _who(sign: _Sign) -> str:
    told = {_ITSELF: "the report itself", NAMED: f"{sign.words} by name", OFFICE: f"“{sign.words}”", NOBODY: "nobody"}
    return told.get(sign.rank, f"“{sign.words}”, whom nobody can look up")
