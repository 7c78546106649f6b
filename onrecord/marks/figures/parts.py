"""Parts told by their sum: "18 died: two soldiers and 16 gunmen", "two teams, one national and one of refugees".

The words alone do not say that they are parts; that they add up to a whole told just before does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.kinds import TIMELESS
from onrecord.shapes.quick import quick

_FEWEST, _MOST = 2, 5  # parts of a whole
_REACH = 250  # characters from the whole to its first part
_APART = 5  # words between two parts of one list
_SIZED = TIMELESS | {"money", "percent", "magnitude"}
_LIST = re.compile(r"\band\b|,|;|–|—", re.I)
_OUT_OF = re.compile(r"\W*(?:\w+\W+){0,3}?out of(?: the)?\W*", re.I)  # "208 people died out of 8,454 cases"
_STOP = re.compile(r"[.!?]\s+[A-Z“\"]")


@quick
@dataclass(frozen=True, slots=True)
class Doubted:
    """A candidate, and whether it is a figure only as a part ("one" alone is mostly a pronoun)."""

    candidate: Candidate
    alone: bool


def with_parts(given: Sequence[Doubted], text: str) -> tuple[Candidate, ...]:
    """The candidates that stand, those that add up to one before them as its parts."""
    found = [_no_more_than_whole(one, given) for one in given]
    whole_of: dict[int, int] = {}
    for whole, one in enumerate(found):
        if one.alone and _is_whole(one.candidate) and whole not in whole_of:
            for k in _adding_up(found, whole, text):
                whole_of.setdefault(k, whole)
    for i in range(1, len(found)):
        if i not in whole_of and found[i].alone:
            taken_up = _taken_up(found, i, text)
            if taken_up is not None:
                whole_of[i] = taken_up
    for i in range(len(found) - 1):
        if i not in whole_of and _is_of_next(found[i], found[i + 1], text):
            whole_of[i] = i + 1
    kept = [i for i, one in enumerate(found) if one.alone or i in whole_of]
    place = {old: new for new, old in enumerate(kept)}
    out = []
    for i in kept:
        candidate = found[i].candidate
        if i in whole_of:
            candidate = _as_part(candidate, found[whole_of[i]].candidate, place[whole_of[i]])
        elif candidate.parent >= 0:  # "two fell in a field, the other two on a school" are parts of one whole
            whole = whole_of.get(candidate.parent, candidate.parent)
            candidate = replace(candidate, parent=place.get(whole, -1))
        out.append(candidate)
    return tuple(out)


def _is_of_next(one: Doubted, after: Doubted, text: str) -> bool:
    """ "21 of the 45 buses", "208 people died out of 8,454 cases": the whole stands behind its part."""
    part, whole = one.candidate, after.candidate
    if not after.alone or (part.value is not None and whole.value is not None and part.value > whole.value):
        return False
    behind = whole.number[1] <= part.end or text[part.end : whole.start].strip() in ("of", "of the")
    inside = behind and part.scope == "part" and part.parent < 0
    return inside or (part.scope == "total" and _OUT_OF.fullmatch(text[part.end : whole.start]) is not None)


def _taken_up(found: Sequence[Doubted], i: int, text: str) -> int | None:
    """The whole that a bare number takes up: "30 were arrested. Twelve were later freed"."""
    c = found[i].candidate
    bare = c.counted is None and c.form == "cardinal" and c.what_how == "none" and c.value is not None and not c.was
    if not bare or c.scope == "new" or c.parent >= 0 or not _leads(text, c):
        return None
    for k in range(i - 1, max(-1, i - 1 - _MOST), -1):
        whole = found[k].candidate
        if c.start - whole.end > _REACH:
            return None
        if whole.scope == "part" or k in (j.candidate.parent for j in found[k + 1 : i] if j.candidate.scope == "part"):
            continue
        if not _exact(replace(whole, hedge="exact")) or whole.counted is None or whole.what == "killed":
            continue  # "ten were killed, seven remained in hospital": no part of the dead
        return k if (whole.value or 0) > (c.value or 0) else None
    return None


def _leads(text: str, c: Candidate) -> bool:
    """True where the number opens its clause, as a subject does."""
    before = text[max(0, c.start - 12) : c.start].rstrip().lower()
    return (
        not before or before[-1] in ".;,:—–-" or before.endswith((" and", " while", " but", " that", " other", "the"))
    )


def _no_more_than_whole(one: Doubted, found: Sequence[Doubted]) -> Doubted:
    """A part that is more than what it was taken for a part of is a part of something else."""
    c = one.candidate
    if c.scope != "part" or c.parent < 0:
        return one
    whole = found[c.parent].candidate
    if c.value is None or whole.value is None or c.unit or whole.unit or c.value <= whole.value:
        return one
    return replace(one, candidate=replace(c, parent=-1))


def _is_whole(c: Candidate) -> bool:
    least = replace(c, hedge="exact") if c.hedge == "at_least" else c  # "at least 12 died, seven men and five women"
    return _exact(least) and c.scope == "total" and (c.value or 0) >= _FEWEST


def _exact(c: Candidate) -> bool:
    return c.form == "cardinal" and c.hedge == "exact" and c.value is not None and c.what not in _SIZED and not c.unit


def _adding_up(found: Sequence[Doubted], whole: int, text: str) -> tuple[int, ...]:
    """The run of figures behind the whole that stand as one list and add up to it; () for none."""
    target = found[whole].candidate
    for first in range(whole + 1, min(len(found), whole + 1 + _MOST)):
        if found[first].candidate.start - target.end > _REACH:
            break
        total: float = 0
        for last in range(first, min(len(found), first + _MOST)):
            part = found[last].candidate
            if not _exact(part) or part.scope == "new" or part.was or not _fits(part, target):
                break
            if text[: part.start].rstrip().endswith((" to", " from")):
                break  # "from 41 to 34" are no parts
            if last > first and not _listed(text[found[last - 1].candidate.end : part.start]):
                break
            total += part.value or 0
            if total == target.value and last > first:
                return tuple(range(first, last + 1))
    return ()


def _fits(part: Candidate, whole: Candidate) -> bool:
    """Of one kind, or one of them only names who or what it was."""
    if part.what == whole.what or part.counted is None or whole.counted is None:
        return True
    other = part.what.startswith("other:") or whole.what.startswith("other:")
    return other and (part.people or not whole.people)


def _listed(between: str) -> bool:
    return len(between.split()) <= _APART and bool(_LIST.search(between)) and not _STOP.search(between)


def _as_part(part: Candidate, whole: Candidate, parent: int) -> Candidate:
    if part.what_how == "none" or (part.what.startswith("other:") and not whole.what.startswith("other:")):
        part = replace(part, what=whole.what, what_how="as whole", what_at=whole.what_at)
    return replace(part, scope="part", scope_at=part.scope_at or part.number, parent=parent)
