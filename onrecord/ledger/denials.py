"""A statement and its denial: two sides of a conflict that no number shows.

Only denials that point back at the statement before them ("denied it", "called the claim false"), that repeat its
words, leave nothing of it or answer an accusation, and events that one report tells and another denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from onrecord.ledger.accused import accusation, accuser
from onrecord.ledger.answers import answered, negated
from onrecord.ledger.nothing import denies_deed, denies_whole
from onrecord.ledger.notice import notices
from onrecord.ledger.statements import Voice, conflict, named_last
from onrecord.ledger.tally import days_between
from onrecord.ledger.words import stems
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# How far back, in characters, "it" or "the claim" can point.
_REACH = 500
# How far on the denier's own words can begin.
_FOLLOWS = 80
# From the verb of a denial to its words, at most.
_VERB = 20
_ALIKE = 0.5
_SAME = 0.75  # of the telling words of two statements of which one is the other's negation
_RUN = 4
_COPIED = 0.8  # of the words of the shorter of two wordings
_ACCUSED = frozenset(("accusation", "allegation", "charge"))
_STATED = frozenset(("state", "accuse", None))
_HAPPENED = frozenset(("happened", "ongoing"))


def denials(readings: Iterable[Reading], backing: Backing) -> list[Disagreement]:
    """Conflicts of statements in a story."""
    ordered = sorted(readings, key=lambda r: r.report.id)
    merged: dict[tuple[str, str], list[tuple[Voice, Voice]]] = {}
    for reading in ordered:
        for said, denied in (*_pointing(reading), *_repeating(reading), *_between(reading)):
            key = said.key, denied.key
            alike = next((k for k, pairs in merged.items() if _reworded(k, key) and _one(pairs[0], denied)), key)
            merged.setdefault(alike, []).append((said, denied))
    out = [conflict([p[0] for p in pairs], [p[1] for p in pairs], backing) for _, pairs in sorted(merged.items())]
    return out + list(_events(ordered, backing)) + list(notices(ordered, backing))


def _reworded(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """True for the same statement and the same denial of it in two reports, of which one shortens the other."""
    for a, b in zip(one, other, strict=True):
        words = set(a.split()), set(b.split())
        if len(words[0] & words[1]) < _COPIED * min(map(len, words)) or min(map(len, words)) < _RUN:
            return False
    return True


def _one(pair: tuple[Voice, Voice], denied: Voice) -> bool:
    return pair[1].reading.report.id != denied.reading.report.id and _fold(pair[1].who) == _fold(denied.who)


def _pointing(reading: Reading) -> Iterator[tuple[Voice, Voice]]:
    """Denials that only point back ("flatly rejects this"), each with the statement before it."""
    text = reading.text
    quotes = _said(reading)
    for found in _pattern().finditer(text):
        start = max(text.rfind(sign, 0, found.start()) for sign in (". ", "\n", ".\u201d ", '." ')) + 1
        before = [q for q in quotes if q.end <= found.start() and found.start() - q.end <= _REACH]
        pointed = _pointed(before, found["claim"] or found["said"])
        said = _statement(pointed) if pointed is not None else None
        subject = named_last(reading, start, found.start())
        denier = str(subject.value("name")) if subject is not None else None
        charge = accusation(reading, found.start(), denier)
        if subject is not None and charge is not None and (pointed is None or pointed.end <= charge.start):
            said_so = Span(subject.start, found.end())
            yield Voice(reading, charge.hull, accuser(charge)), Voice(reading, said_so, denier)
            continue
        if pointed is None or said is None or said[1] == _fold(denier):
            continue
        line = text.find("\n", found.end())
        after = [q for q in quotes if found.end() <= q.start <= found.end() + _FOLLOWS and (line < 0 or q.start < line)]
        answer = Voice(reading, Span(start, found.end()).trimmed(text), denier)
        if after and _fold(_name(after[0].value("speaker"))) not in (None, said[1]):
            answer = Voice(reading, after[0].hull, _name(after[0].value("speaker")) or denier)
        yield Voice(reading, pointed.hull, said[0]), answer


def _pointed(before: Sequence[Mark], word: str | None) -> Mark | None:
    """The statement that a denial points back at: the last, for "the accusation" the last that accuses."""
    accused = [q for q in before if q.value("force") == "accuse"]
    if word and _stem(word) in _ACCUSED and accused:
        return accused[-1]
    return before[-1] if before else None


def _stem(word: str) -> str:
    return next(iter(stems(word)), "")


def _between(reading: Reading) -> Iterator[tuple[Voice, Voice]]:
    for said, denial in answered(reading, _said(reading)):
        names = _name(said.value("speaker")), _name(denial.value("speaker"))
        yield Voice(reading, said.hull, names[0]), Voice(reading, _with_verb(denial), names[1])


def _with_verb(denial: Mark) -> Span:
    """A denial with the verb before it: "denied that anyone was held", not the words of who said so."""
    cue = denial.value("cue")
    near = isinstance(cue, Span) and 0 <= denial.start - cue.end <= _VERB
    return Span(cue.start, denial.end) if denial.value("force") == "deny" and near else denial.hull


def _repeating(reading: Reading) -> Iterator[tuple[Voice, Voice]]:
    """Denials in the words of the statement before them: "denied that anyone was held", "had not reached the coast"."""
    quotes = _said(reading)
    for i, quote in enumerate(quotes):
        speaker = _fold(_name(quote.value("speaker")))
        denied = Voice(reading, _with_verb(quote), _name(quote.value("speaker")))
        denies = quote.value("force") == "deny"
        if speaker is None or not (denies or quote.value("force") in _STATED):
            continue
        nearest = True  # of somebody else's
        for other in reversed(quotes[:i]):
            said = _statement(other)
            if other.end > quote.start or quote.start - other.end > _REACH or said is None or said[1] == speaker:
                continue
            words, told = Voice(reading, quote.hull, None).text, Voice(reading, other.hull, None).text
            names = _named(reading, quote.hull) if denies else frozenset[str]()
            whole = nearest and (denies_whole(told, words) or (not denies and denies_deed(told, words)))
            if _contradicts(told, words, denies, names) or whole:
                yield Voice(reading, other.hull, said[0]), denied
                break
            nearest = False
        else:
            charge = accusation(reading, denied.span.start, denied.who) if denies else None
            if charge is not None:
                yield Voice(reading, charge.hull, accuser(charge)), denied


def _named(reading: Reading, span: Span) -> frozenset[str]:
    """The words of those whom some words of a report name."""
    found = (m for m in reading.mentions if m.hull.overlaps(span) and m.value("name"))
    return frozenset(w for m in found for w in stems(m.hull.cut(reading.text)))


def _contradicts(said: str, denial: str, denies: bool, names: frozenset[str]) -> bool:
    """True when a denial has the words of a statement, or one of two that say the same says that it is not so.

    That both name the same people is no sign of it.
    """
    one, two = set(stems(said)), set(stems(denial))
    shared = len(one & two)
    if denies:
        return shared >= 2 and shared >= _ALIKE * min(len(two), 6) and bool((one & two) - names)
    return shared >= 3 and shared >= _SAME * max(len(one), len(two)) and negated(said) != negated(denial)


def _said(reading: Reading) -> list[Mark]:
    """The quotes of a report in order, without those that repeat an earlier one (set in large type beside the text)."""
    out: list[Mark] = []
    seen: set[tuple[str, ...]] = set()
    for quote in sorted(reading.quotes, key=lambda q: (q.start, q.end)):
        words = Voice(reading, quote.hull, None).key.split()
        runs = {tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
        if not runs <= seen or quote.value("force") == "deny":
            out.append(quote)
        seen |= runs
    return out


def _statement(quote: Mark) -> tuple[str, str] | None:
    """The speaker of a statement (printed, folded); None when it is no statement or nobody is named."""
    name = _name(quote.value("speaker"))
    folded = _fold(name)
    return (name, folded) if name and folded and quote.value("force") in _STATED else None


def _events(readings: Sequence[Reading], backing: Backing) -> Iterator[Disagreement]:
    """Events that one report says happened and another, not before, says did not: same word, actor, aim and days."""
    denied: dict[tuple[str, str, str], list[tuple[Reading, Mark]]] = {}
    happened: dict[tuple[str, str, str], list[tuple[Reading, Mark]]] = {}
    for reading in readings:
        for event in reading.events:
            modality = event.value("modality")
            into = denied if modality == "denied" else happened if modality in _HAPPENED else None
            if into is None:
                continue
            for actor in event.value("actor") or ():
                for recipient in event.value("recipient") or ():
                    key = (_anchor(reading, event), _fold(_name(actor)) or "", _fold(_name(recipient)) or "")
                    if all(key):
                        into.setdefault(key, []).append((reading, event))
    for key in sorted(denied):
        yes = [
            (r, e)
            for r, e in happened.get(key, ())
            if any(s.report.id != r.report.id and _answers(e, d) for s, d in denied[key])
        ]
        if yes:
            sides = [[Voice(r, e.hull, _name(e.value("asserted_by"))) for r, e in side] for side in (yes, denied[key])]
            yield conflict(sides[0], sides[1], backing)


def _answers(told: Mark, denial: Mark) -> bool:
    # "Not charged" on Tuesday and "charged" on Wednesday is no quarrel but what came next.
    one, two = told.value("when"), denial.value("when")
    if not isinstance(one, When) or not isinstance(two, When):
        return False
    apart = days_between(one.first, two.first)
    return apart is not None and 0 <= apart <= 1


def _anchor(reading: Reading, event: Mark) -> str:
    anchor = event.value("anchor")
    return " ".join(stems(anchor.cut(reading.text))) if anchor is not None else ""


def _name(ref: object) -> str | None:
    return ref.name if isinstance(ref, Ref) else None


def _fold(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) or None if name else None


@cache
def _pattern() -> re.Pattern[str]:
    words: dict[str, list[str]] = {}
    for row in load(__package__, "denials.tsv", ("word", "side")):
        words.setdefault(row["side"], []).append(row["word"])
    verb, claim, pointer, call, false, act = (
        "|".join(words[s]) for s in ("verb", "claim", "pointer", "call", "false", "act")
    )
    ended = r"(?=\s*[.,;:!?\u2014\u2013\u201d\"]|\s+(?:and|but|as|saying)\b)"
    what = rf"(?:(?:the|these|those|this|that|such|all|both|his|her|their)\s+(?P<claim>{claim})\b|(?:{pointer}){ended})"
    adverb = r"(?:an?\s+)?(?:\w+ly\s+)?[\u201c\u2018\"']?(?:\w+ly\s+)?"
    called = (
        rf"(?:{call})\s+(?:the\s+(?P<said>{claim})|{pointer})\s+(?:(?:was|were|is|are|as)\s+)?{adverb}(?:{false})\b"
    )
    never = rf"(?:never|not|didn['\u2019]t)\s+(?:{act})\s+(?:{pointer}|one|any){ended}"
    return re.compile(rf"\b(?:(?:{verb})\s+{what}|{called}|{never})", re.IGNORECASE)
