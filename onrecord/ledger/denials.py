"""A statement and its denial: two sides of a conflict that no number shows.

Only denials that point back at the statement before them ("denied it", "called the claim false"), or that repeat its
words, and events that one report tells and another denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from onrecord.ledger.quantities import days_between, stems
from onrecord.shapes.link import Disagreement, Evidence, Side
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import load

# How far back, in characters, "it" or "the claim" can point.
_REACH = 700
_ALIKE = 0.5
_STATED = frozenset(("state", "accuse", None))
_HAPPENED = frozenset(("happened", "ongoing"))


def denials(readings: Iterable[Reading], origin_of: Mapping[str, str]) -> list[Disagreement]:
    """Conflicts of statements in a story."""
    ordered = sorted(readings, key=lambda r: r.report.id)
    found = [pair for reading in ordered for pair in _answered(reading)]
    merged: dict[tuple[str, str], list[tuple[tuple[Reading, Mark], tuple[Reading, Mark]]]] = {}
    for said, denied in found:
        merged.setdefault((_key(said), _key(denied)), []).append((said, denied))
    out = [_conflict([p[0] for p in pairs], [p[1] for p in pairs], origin_of) for _, pairs in sorted(merged.items())]
    return out + list(_events(ordered, origin_of))


def _answered(reading: Reading) -> Iterator[tuple[tuple[Reading, Mark], tuple[Reading, Mark]]]:
    """Each statement of a report with the denial that answers it."""
    quotes = sorted(reading.quotes, key=lambda q: (q.start, q.end))
    for i, quote in enumerate(quotes):
        if quote.value("force") != "deny":
            continue
        speaker = _who(quote.value("speaker"))
        earlier = [
            q
            for q in quotes[:i]
            if q.end <= quote.start and quote.start - q.end <= _REACH and q.value("force") in _STATED
        ]
        others = [q for q in earlier if _who(q.value("speaker")) not in (None, speaker)]
        if not others or speaker is None:
            continue
        if _points_back(reading, quote):
            yield (reading, others[-1]), (reading, quote)
            continue
        mine = set(stems(_text(reading, quote)))
        for other in reversed(others):
            shared = mine & set(stems(_text(reading, other)))
            if len(shared) >= 2 and len(shared) >= _ALIKE * min(len(mine), 6):
                yield (reading, other), (reading, quote)
                break


def _points_back(reading: Reading, quote: Mark) -> bool:
    """True when what is denied is only pointed at: its words are "it", "this", "the claim", with "false" or nothing."""
    sides = _words()
    words = [w.casefold() for w in re.findall(r"[^\W\d_]+", _text(reading, quote))]
    telling = [w for w in words if w not in ("the", "a", "an", "as", "is", "was", "all", "such", "any")]
    return bool(telling) and len(telling) <= 3 and all(sides.get(w) in ("claim", "false") for w in telling)


def _events(readings: Sequence[Reading], origin_of: Mapping[str, str]) -> Iterator[Disagreement]:
    """Events that one report says happened and another says did not: same word, same actor, same days, same aim."""
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
                    key = (_anchor(reading, event), _who(actor) or "", _who(recipient) or "")
                    if all(key):
                        into.setdefault(key, []).append((reading, event))
    for key in sorted(denied):
        yes = [
            (r, e)
            for r, e in happened.get(key, ())
            if any(s.report.id != r.report.id and _near(e, d) for s, d in denied[key])
        ]
        if yes:
            yield _conflict(yes, denied[key], origin_of)


def _near(a: Mark, b: Mark) -> bool:
    one, two = a.value("when"), b.value("when")
    if not isinstance(one, When) or not isinstance(two, When):
        return False
    apart = days_between(one.first, two.first)
    return apart is not None and abs(apart) <= 1


def _conflict(
    said: Sequence[tuple[Reading, Mark]], denied: Sequence[tuple[Reading, Mark]], origin_of: Mapping[str, str]
) -> Disagreement:
    text = _text(*said[0])
    short = text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"
    return Disagreement(f"Is it so: {short}", "conflict", (_side(said, origin_of), _side(denied, origin_of)))


def _side(found: Sequence[tuple[Reading, Mark]], origin_of: Mapping[str, str]) -> Side:
    reading, mark = found[0]
    who = mark.value("speaker") or mark.value("asserted_by")
    return Side(
        value=None,
        low=None,
        high=None,
        hedge=None,
        as_of=None,
        text=_told(reading, mark),
        counter=who.name if isinstance(who, Ref) else None,
        reports=tuple(dict.fromkeys(r.report.id for r, _ in found)),
        origins=len({origin_of.get(r.report.id, r.report.id) for r, _ in found}),
        evidence=tuple(Evidence(r.report.id, m.start, m.end) for r, m in found),
    )


def _told(reading: Reading, mark: Mark) -> str:
    """What a side says; a denial that only points back is told with its verb and speaker."""
    cue, speaker = mark.value("cue"), mark.value("speaker")
    words = _text(reading, mark)
    if mark.kind != "quote" or cue is None or len(words.split()) > 4:
        return words
    spans = [mark.hull, cue, *([speaker.span] if isinstance(speaker, Ref) else [])]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return " ".join(reading.text[start:end].split()) if end - start < 200 else words


def _text(reading: Reading, mark: Mark) -> str:
    return " ".join(" ".join(p.cut(reading.text) for p in mark.parts).split())


def _key(found: tuple[Reading, Mark]) -> str:
    return " ".join(re.findall(r"\w+", _text(*found).casefold()))


def _anchor(reading: Reading, event: Mark) -> str:
    anchor = event.value("anchor")
    return " ".join(stems(anchor.cut(reading.text))) if anchor is not None else ""


def _who(ref: object) -> str | None:
    if not isinstance(ref, Ref) or not ref.name:
        return None
    return " ".join(ref.name.casefold().split()) or None


@cache
def _words() -> Mapping[str, str]:
    return {row["word"]: row["side"] for row in load(__package__, "denials.tsv", ("word", "side"))}
