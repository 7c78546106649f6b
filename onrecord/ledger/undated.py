"""What happened on a day that no report tells: a place on the timeline for what several tell, or a report is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.ledger.parties import differ
from onrecord.ledger.strands import DONE, Strand
from onrecord.ledger.tellings import Told
from onrecord.shapes.happening import TimelineEntry

_SEVERAL = 2
_SHARE = 0.5  # of the reports that tell of something
_STANDING = "parse:present"  # what is so day by day: "the rules prohibit it"
# The words of a stamp with at most a day behind them.
_STAMP = re.compile(
    r"(?:(?:article|story|page|first|last|originally)\s)?(?:published|posted|updated|modified)"
    r"(?:\s?:.{0,24}|\son\s(?:\w{3,9},?\s)?\d.{0,16})?",
    re.IGNORECASE,
)
_BESIDE = frozenset("where who which whose when while as since before after until that if although though".split())
_SPEECH = frozenset(("said", "says", "say", "saying"))
_TOLD_AS = frozenset(("happened", "ongoing"))


def undated(strands: Sequence[Strand], entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Of all happenings of a story those without a day that two origins tell, or that a report begins with.

    What most tell is first; each deed of the same people once. What has a day by another telling of the
    same deed is left out: it may be the same.
    """
    by_id = {s.tellings[0].telling.event: s for s in strands}
    dated: dict[str, list[Strand]] = {}
    for one in strands:
        if one.kind == DONE and one.dated:
            for deed in one.deeds:
                dated.setdefault(deed, []).append(one)
    found = [e for e in entries if _asked(e) and _counts(e, by_id[e.id], dated)]
    found.sort(key=lambda e: (-e.origins, -len(e.reports), e.told[0].published or "9", -_says(e), e.id))
    kept: list[TimelineEntry] = []
    for entry in found:
        one = by_id[entry.id]
        if not any(one.deeds & by_id[k.id].deeds and _maybe(one, by_id[k.id]) for k in kept):
            kept.append(entry)
    return tuple(kept)


def _says(entry: TimelineEntry) -> int:
    """How much an entry tells of who, whom and where, then in how many words: of two for one deed the fuller stays."""
    return 100 * sum(map(bool, (entry.actor, entry.recipient, entry.where))) + min(len(entry.text.split()), 99)


def _asked(entry: TimelineEntry) -> bool:
    return entry.first is None and entry.modality in _TOLD_AS and not stamp(entry)


def _counts(entry: TimelineEntry, one: Strand, dated: Mapping[str, Sequence[Strand]]) -> bool:
    if one.kind != DONE or one.past or entry.last is not None:
        return False
    told = [t for t in one.tellings if t.telling.modality in _TOLD_AS and t.how != _STANDING and not _aside(t)]
    if not told or (entry.origins < _SEVERAL and not any(t.lead for t in told)):
        return False
    return not any(_maybe(one, other) for deed in one.deeds for other in dated.get(deed, ()))


def _as_known(one: Strand, other: Strand) -> bool:
    """True where about as many tell of `other`, and not only as history: what all tell is not put aside for it."""
    news = any(t.telling.modality != "historical" for t in other.tellings)
    return news and len(other.reports) >= _SHARE * len(one.reports)


def stamp(entry: TimelineEntry) -> bool:
    """True for what is printed of the report itself, and is no news: "Published: 3 May", "Article posted on 8 May"."""
    return all(_STAMP.fullmatch(t.text.strip()) for t in entry.told)


def _aside(told: Told) -> bool:
    """True for what is told only beside something else or says nothing: "where they ate", "the mayor said"."""
    words = told.telling.text.casefold().replace(",", " ").split()
    if len(words) <= 1 and not (told.actor or told.recipient or told.where):
        return True  # a title of one word: "Threat"
    return not words or words[0] in _BESIDE or words[-1] in _SPEECH or words[0] in _SPEECH


def _maybe(one: Strand, other: Strand) -> bool:
    """True where a dated telling of the same deed may be the same: nothing sets the two apart."""
    if not _as_known(one, other) or differ(one.actor, other.actor) or differ(one.recipient, other.recipient):
        return False
    return bool(one.types & other.types)
