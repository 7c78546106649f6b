"""Phrases that tell what a page is when it is no report: page_kinds.tsv and its reader."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reports.phrases import fold, pieces, telling
from onrecord.shapes.table import Row, load

_TABLE = "page_kinds.tsv"
_COLUMNS = ("phrase", "kind", "where", "language")
_EDGES = " \t\u00a0*+•·-–—|>»›:;,.!?()[]{}\"'“”‘’…→←"
_JOINT = re.compile(r"\s++[|•·»›–—-]++\s++|\s*+[|»]\s*+|:\s++|[.!?]\s++")
_HEAD_WORDS = 12  # words of a heading of a list ("Posts tagged …"); longer ones are headlines


def titled(heading: str, kind: str) -> str | None:
    """The phrase that `heading`, or a part of it between bars, is, None where it is none of `kind`."""
    folded = fold(heading)
    known = _titles(kind)
    for part in (folded, *_JOINT.split(folded)):
        if (phrase := part.strip(_EDGES)) in known:
            return phrase
    return None


def headed(heading: str, kind: str) -> str | None:
    """The phrase that `heading`, or a part of it between bars, begins with and goes on from: "Tag: floods"."""
    folded = fold(heading)
    pattern = _begins(kind)
    if pattern is None or folded.count(" ") >= _HEAD_WORDS:
        return None
    for part in (folded, *re.split(r"\s++[|•·»›–—-]++\s++|\s*+[|»]\s*+", folded)):
        found = pattern.match(part.lstrip(_EDGES))
        if found:
            return found.group(1)
    return None


def inside(line: str, kind: str) -> list[str]:
    """The phrases of `kind` that stand in `line`, in order."""
    pattern, folded = _stands(kind), fold(line)
    if pattern is None or _telling(kind).isdisjoint(pieces(folded)):
        return []
    return pattern.findall(folded)


@cache
def _rows(kind: str, where: str) -> tuple[str, ...]:
    found = {fold(row["phrase"]) for row in _table() if (row["kind"], row["where"]) == (kind, where)}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))  # the longest first: the first that fits is taken


@cache
def _table() -> list[Row]:
    return load(__package__, _TABLE, _COLUMNS, key=("phrase", "kind", "where"))


@cache
def _titles(kind: str) -> frozenset[str]:
    return frozenset(phrase.strip(_EDGES) for phrase in _rows(kind, "title"))


@cache
def _begins(kind: str) -> re.Pattern[str] | None:
    return _one_of(_rows(kind, "head"), r"\s*+:?\s*+(?=[\w\"'“‘«#])")


@cache
def _stands(kind: str) -> re.Pattern[str] | None:
    return _one_of(_rows(kind, "in"), "")


@cache
def _telling(kind: str) -> frozenset[str]:
    """A word of each phrase that may stand in a line: most lines have none of them."""
    return frozenset(map(telling, _rows(kind, "in")))


def _one_of(rows: tuple[str, ...], after: str) -> re.Pattern[str] | None:
    if not rows:
        return None
    whole = (re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in rows)
    return re.compile(rf"(?<!\w)({'|'.join(whole)}){after}")
