"""What differs between two reports, or versions of one: a changed toll first, then what is known of it, then words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.ledger.attributed import attribution
from onrecord.ledger.paired import Two, by_place
from onrecord.ledger.quantities import quantities
from onrecord.shapes import align
from onrecord.shapes.difference import (
    CHANGES,
    Amount,
    Difference,
    FieldChange,
    FigureChange,
    ParagraphChange,
    Printed,
    QuoteChange,
    Replaced,
    Unchanged,
)
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span, cut_all

FIELDS = "title byline outlet agency genre dateline published modified tags language url status why".split()
# Of a field that is an object: what of it is compared. How a date is known is no news.
_TELLING = {
    "published": ("date", "time", "earliest", "latest"),
    "modified": ("date", "time"),
    "dateline": ("place", "agency", "date"),
}
# Harm to people comes first, whatever else moved.
_TOLLS = (
    "killed missing injured trapped abducted displaced evacuated rescued recovered arrested held destroyed magnitude"
    " votes attended"
).split()
_APART = re.compile(r"[\W_]+")

Pair = tuple[Mark | None, Mark | None]


def difference(old: Reading, new: Reading, paragraphs: Two) -> Difference:
    """What differs between two reports.

    Takes: the readings, and the paragraphs of each in text order. Paragraphs of the page round the reports do not
    count: what stands in a menu or a counter is another each day.
    """
    steps = align.paragraphs(*([s.text for s in side] for side in paragraphs))
    found: list[ParagraphChange] = []
    unchanged: list[Unchanged] = []
    for step in steps:
        if step.kind == "equal" and step.old is not None and step.new is not None:
            a, b = paragraphs[0][step.old], paragraphs[1][step.new]
            unchanged.append(Unchanged((a.start, a.end), (b.start, b.end), len(found)))
        else:
            found.append(_paragraph(old, new, step, paragraphs))
    return Difference(
        old=old.report.id,
        new=new.report.id,
        figures=tuple(_figures(old, new, steps, paragraphs)),
        attribution=tuple(attribution(old, new, steps, paragraphs)),
        fields=tuple(_fields(old.as_dict(), new.as_dict())),
        quotes=tuple(_quotes(old, new)),
        paragraphs=tuple(found),
        unchanged=tuple(unchanged),
    )


def _paragraph(old: Reading, new: Reading, step: align.Step, paragraphs: Two) -> ParagraphChange:
    before = None if step.old is None else paragraphs[0][step.old]
    after = None if step.new is None else paragraphs[1][step.new]
    replaced: tuple[Replaced, ...] = ()
    if step.kind == "changed" and before is not None and after is not None:
        a, c = before.start, after.start
        runs = align.words(old.text[a : before.end], new.text[c : after.end])
        replaced = tuple(Replaced((a + r.a, a + r.b), (c + r.c, c + r.d)) for r in runs if not r.equal)
    return ParagraphChange(
        step.kind,
        None if before is None else Printed(before.start, before.end, old.text[before.start : before.end]),
        None if after is None else Printed(after.start, after.end, new.text[after.start : after.end]),
        replaced,
    )


# -- figures -----------------------------------------------------------------------------------------------------------


def _figures(old: Reading, new: Reading, steps: Sequence[align.Step], paragraphs: Two) -> list[FigureChange]:
    """Figures that are another now: those at one place in a changed paragraph, then those that count one thing."""
    mine, theirs = ([m for m in r.figures if m.value("what") not in (None, "age")] for r in (old, new))
    pairs: list[Pair] = [*by_place(mine, theirs, steps, paragraphs, _worth)]
    settled = {id(m) for pair in pairs for m in pair}
    numbers = ({_number(m) for m in mine}, {_number(m) for m in theirs})
    left = [m for m in mine if id(m) not in settled and _number(m) not in numbers[1]]
    right = [m for m in theirs if id(m) not in settled and _number(m) not in numbers[0]]
    pairs = [(a, b) for a, b in pairs if a is None or b is None or _number(a) != _number(b)]
    pairs += _by_quantity(old, new, left, right)
    told: dict[tuple[object, ...], FigureChange] = {}
    known: tuple[set[object], set[object]] = (set(), set())
    for a, b in sorted(pairs, key=lambda p: (p[0] is None or p[1] is None, (p[1] or p[0] or mine[0]).start)):
        if (a is None and _number(b) in known[1]) or (b is None and _number(a) in known[0]):
            continue  # told already as one that changed
        for side, mark in zip(known, (a, b), strict=True):
            side.add(_number(mark))
        told.setdefault((_number(a), _number(b)), _figure(old, new, a, b))
    return sorted(told.values(), key=_weight)


def _worth(a: Mark, b: Mark) -> int:
    """How surely two figures at one place are one: the same number first, else one thing counted."""
    if _number(a) == _number(b):
        return 3
    same = all(a.value(n) == b.value(n) for n in ("what", "unit", "scope"))
    return 2 if same else 0


def _by_quantity(old: Reading, new: Reading, left: Sequence[Mark], right: Sequence[Mark]) -> list[Pair]:
    """The rest, paired where the accounts of several reports would take them for one quantity; else gone or new."""
    waiting = {(old.report.id, m.start, m.end): m for m in left} | {(new.report.id, m.start, m.end): m for m in right}
    out: list[Pair] = []
    for group in quantities([old, new]):
        found = [(t.report, waiting.pop(key)) for t in group if (key := (t.report, t.start, t.end)) in waiting]
        found.sort(key=lambda f: (bool(f[1].value("retracted")), f[1].start))
        for unit in dict.fromkeys(m.value("unit") for _, m in found):  # a pair is printed in one unit
            a = _each([m for r, m in found if r == old.report.id and m.value("unit") == unit])
            b = _each([m for r, m in found if r == new.report.id and m.value("unit") == unit])
            both = min(len(a), len(b))
            out += zip(a[:both], b[:both], strict=True)
            out += [(m, None) for m in a[both:]]
            out += [(None, m) for m in b[both:]]
    return out


def _each(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each number."""
    return list({_number(m): m for m in reversed(list(marks))}.values())[::-1]


def _number(mark: Mark | None) -> tuple[object, ...] | None:
    """What a figure says: equal for two that say the same."""
    if mark is None:
        return None
    names = ("what", "unit", "scope", "value", "low", "high")
    return (*(mark.value(n) for n in names), mark.value("hedge") or "exact", bool(mark.value("retracted")))


def _figure(old: Reading, new: Reading, a: Mark | None, b: Mark | None) -> FigureChange:
    change = "changed" if a is not None and b is not None else "vanished" if b is None else "appeared"
    both = [(r, m) for r, m in ((new, b), (old, a)) if m is not None]
    return FigureChange(
        change=change,
        what=str(both[0][1].value("what")),
        counted=next((w for r, m in both if (w := _words(r, m.value("counted")))), None),
        where=next((w for r, m in both if (w := _words(r, m.value("where")))), None),
        unit=both[0][1].value("unit"),
        old=None if a is None else _amount(old, a),
        new=None if b is None else _amount(new, b),
    )


def _amount(reading: Reading, mark: Mark) -> Amount:
    return Amount(
        start=mark.start,
        end=mark.end,
        text=cut_all(reading.text, mark.parts),
        value=mark.value("value"),
        low=mark.value("low"),
        high=mark.value("high"),
        hedge=mark.value("hedge") or "exact",
        counter=_words(reading, mark.value("counter")),
        retracted=bool(mark.value("retracted")),
    )


def _weight(change: FigureChange) -> tuple[int, int, int, int]:
    toll = _TOLLS.index(change.what) if change.what in _TOLLS else len(_TOLLS)
    side = change.new or change.old
    return (
        int(change.change != "changed" or change.what not in _TOLLS),
        CHANGES.index(change.change),
        toll,
        side.start if side else 0,
    )


# -- what is known of the reports --------------------------------------------------------------------------------------


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in FIELDS:
        before, after = old.get(name), new.get(name)
        if _told(name, before) != _told(name, after):
            change = "appeared" if not _told(name, before) else "vanished" if not _told(name, after) else "changed"
            at = (record["cells"].get(name) for record in (old, new))
            yield FieldChange(change, name, before, after, *at)


def _told(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = [value.get(part) for part in _TELLING.get(name, sorted(value))]
        return kept if any(kept) else None
    return value or None


# -- quotes ------------------------------------------------------------------------------------------------------------


def _quotes(old: Reading, new: Reading) -> Iterator[QuoteChange]:
    """Words in quotation marks dropped or added, and words now given to somebody else or in another manner."""
    mine, theirs = _by_words(old), _by_words(new)
    texts = _folded(old.text), _folded(new.text)
    for key, quote in mine.items():
        other = theirs.get(key)
        if other is not None and (_said(old, quote) != _said(new, other)):
            yield _quote(old, new, quote, other)
        elif other is None and quote.value("kind") != "indirect" and key not in texts[1]:
            yield _quote(old, new, quote, None)
    for key, quote in theirs.items():
        if key not in mine and quote.value("kind") != "indirect" and key not in texts[0]:
            yield _quote(old, new, None, quote)


def _by_words(reading: Reading) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    for quote in reading.quotes:
        found.setdefault(_folded(cut_all(reading.text, quote.parts)), quote)
    found.pop("", None)
    return found


def _folded(text: str) -> str:
    return _APART.sub("", text.casefold())


def _said(reading: Reading, quote: Mark) -> tuple[str | None, str | None]:
    return _words(reading, quote.value("speaker")), quote.value("force")


def _quote(old: Reading, new: Reading, a: Mark | None, b: Mark | None) -> QuoteChange:
    before = (None, None) if a is None else _said(old, a)
    after = (None, None) if b is None else _said(new, b)
    return QuoteChange(
        "changed" if a is not None and b is not None else "vanished" if b is None else "appeared",
        before[0],
        after[0],
        before[1],
        after[1],
        None if a is None else Printed(a.start, a.end, cut_all(old.text, a.parts)),
        None if b is None else Printed(b.start, b.end, cut_all(new.text, b.parts)),
    )


def _words(reading: Reading, found: object) -> str | None:
    """A person, place or thing as it is named, else its words."""
    if isinstance(found, Ref):
        return found.called(reading.text) or None
    return _one_line(found.cut(reading.text)) if isinstance(found, Span) else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
