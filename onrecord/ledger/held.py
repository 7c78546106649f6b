"""Which of a report's marks, as they are now, a decision holds of that was made about a mark as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.shapes.decision import Decision
from onrecord.shapes.mark import digest

_LONG = 24  # characters: words so long tell themselves from others
_NEAR = 8  # characters before and after that shorter words must share with what they were
_READINGS = 50  # of the same words


@dataclass(frozen=True, slots=True)
class Place:
    """A mark as a decision finds it again: `reading` numbers marks of one kind over the same words."""

    mark: str
    kind: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    reading: int


def reading(report: str, kind: str, start: int, end: int, exact: str, mark: str) -> int:
    """The how-manyth reading of its words a mark is, by its id; -1 for an id that none of them has."""
    name = digest(report, kind, start, end, exact)[:20]
    for n in range(_READINGS):
        if name == mark:
            return n
        name = digest(name)[:20]
    return -1


def renamed(report: str, new: str, one: Decision) -> str:
    """The id of a mark after its report, called `report`, got a `new` id."""
    n = reading(report, one.kind, one.start, one.end, one.exact, one.mark)
    name = digest(new, one.kind, one.start, one.end, one.exact)[:20]
    for _ in range(max(0, n)):
        name = digest(name)[:20]
    return name if n >= 0 else one.mark


def places(decisions: Iterable[Decision], there: Sequence[Place], text: str) -> dict[int, str]:
    """For each decision about one report, by its number, the id of the mark that it holds of; the others are left out.

    `there` are the report's marks as they are now, `text` its text. Where it is not sure which mark is meant, none is.
    """
    marks = {place.mark: place for place in there}
    about: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        about.setdefault((one.kind, one.mark), []).append(one)
    found = {key: marks[key[1]] for key in about if key[1] in marks and marks[key[1]].kind == key[0]}
    for key, some in about.items():
        if key not in found and (place := _in_surroundings(some[0], there, text)) is not None:
            found[key] = place
    taken = {place.mark for place in found.values()}
    rest = {key: some for key, some in about.items() if key not in found}
    moved = {key: _by_words(some[0], [p for p in there if p.mark not in taken], text) for key, some in rest.items()}
    wanted = [place.mark for place in moved.values() if place is not None]
    for key, place in moved.items():
        if place is not None and wanted.count(place.mark) == 1:
            found[key] = place
    for key, some in rest.items():
        if key not in found and (place := _moved_by_hand(some, there)) is not None:
            found[key] = place
    return {one.n: found[key].mark for key, some in about.items() if key in found for one in some}


def _in_surroundings(one: Decision, there: Sequence[Place], text: str) -> Place | None:
    """The one mark with the same words between the same words: where these stand as they did, the one at that place."""
    same = [p for p in _same_words(one, there) if (p.prefix, p.suffix) == (one.prefix, one.suffix)]
    if stands(one, text):
        same = [p for p in same if (p.start, p.end) == (one.start, one.end)]
    return same[0] if len(same) == 1 else None


def _by_words(one: Decision, there: Sequence[Place], text: str) -> Place | None:
    """The nearest mark with the same words, where the text is another now; of two that are as near none."""
    if stands(one, text):  # the text says there what it said: the reader sees no such mark in it any more
        return None
    same = sorted(
        (abs(p.start - one.start), p.start, p.mark)
        for p in _same_words(one, there)
        if len(one.exact) >= _LONG or _shared(one, p) >= _NEAR
    )
    if not same or (len(same) > 1 and same[0][0] == same[1][0]):
        return None
    return next(p for p in there if p.mark == same[0][2])


def _moved_by_hand(some: Sequence[Decision], there: Sequence[Place]) -> Place | None:
    """The mark whose edges are now where a person put them."""
    for one in reversed(some):
        if one.verdict == "span" and one.stands:
            put: Mapping[str, object] = one.said
            wanted = put["start"], put["end"], put["exact"]
            found = [p for p in there if p.kind == one.kind and (p.start, p.end, p.exact) == wanted]
            return found[0] if len(found) == 1 else None
    return None


def _same_words(one: Decision, there: Sequence[Place]) -> list[Place]:
    n = reading(one.report, one.kind, one.start, one.end, one.exact, one.mark)
    return [p for p in there if (p.kind, p.exact, p.reading) == (one.kind, one.exact, n)]


def stands(one: Decision, text: str) -> bool:
    """True where the text round the place of a decision's mark is what it was."""
    before, after = text[max(0, one.start - len(one.prefix)) : one.start], text[one.end : one.end + len(one.suffix)]
    return one.end <= len(text) and (before, after) == (one.prefix, one.suffix)


def _shared(one: Decision, place: Place) -> int:
    """How many characters before and after, without a break, are the same."""
    before = _begin_alike(one.prefix[::-1], place.prefix[::-1])
    return before + _begin_alike(one.suffix, place.suffix)


def _begin_alike(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
