"""What is still to come: what somebody announced that is not past, and that no report tells as done.

A plan of which nobody speaks any more is no news. Where it is in doubt whether something was announced, or is still to
come, it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.ledger.deeds import deeds
from onrecord.ledger.parties import differ, shared
from onrecord.ledger.strands import DONE, Strand, ordinal
from onrecord.ledger.tellings import Told
from onrecord.shapes.happening import TimelineEntry
from onrecord.shapes.table import load

# What is announced for no day is old so many days after it was last told, by the newest day of its story.
MOVING = 30
_ALIKE = 0.6  # of the telling words of two wordings, for one and the same announcement
_ABOUT = 2  # words of content that two share where nobody is named
_NAMED = 1.0  # so much two tellings share where both name a body or a person
_TABLE = "modality.tsv:"
# Endings of the past of what announces: "planned", "sought", "held"; not of "plans", "is planning".
_PAST = ("ed", "ught", "held", "kept", "chose")


def denied(strands: Iterable[Strand]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Where each report tells what is not so; what such words say is ordered or planned is no plan."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in strands:
        for told in one.tellings:
            if told.telling.modality == "denied":
                found.setdefault(told.telling.report, []).append((told.telling.start, told.telling.end))
    return {report: sorted(spans) for report, spans in found.items()}


def announcing(strand: Strand, denials: Mapping[str, Sequence[tuple[int, int]]]) -> Strand | None:
    """A strand of what is to come with only the tellings by which somebody announces it; None where none does.

    `denials` as `denied` finds them.
    """
    kept = tuple(t for t in strand.tellings if _announces(t) and not _in(t, denials.get(t.telling.report, ())))
    if not kept or all(t.telling.modality == "possible" for t in kept):
        return None
    return strand if len(kept) == len(strand.tellings) else replace(strand, tellings=kept)


def _in(told: Told, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= told.telling.start and told.at < end for start, end in spans)


def _announces(told: Told) -> bool:
    """True where a telling is of what somebody plans, promises, threatens or demands, or of what is fixed for a day."""
    one = told.telling
    when = _when().get((told.how.removeprefix(_TABLE), "word" if told.how.startswith(_TABLE) else "rule"))
    sign, _, behind = told.sign.partition(" ")
    first = one.text.partition(" ")[0].casefold()
    past = sign.endswith(_PAST)
    match when:
        case "any":
            return True
        case "in its words":  # not what hangs on it: "will sue [to overturn the rule]", "will mean [more uprisings]"
            if one.modality != "planned":
                return False  # "the rules should be changed": what somebody thinks
            whole = sign in one.text.casefold().split() and first != "to"
            return told.when is not None or (whole and bool(told.actor or told.type != "OTHER"))
        case "said":
            return not past or one.asserted_by is not None or told.when is not None
        case "of others":
            return first == "to" and one.asserted_by not in (None, *told.actor)
        case None:
            return False
    return behind in when.split() and not (past and behind == "to")  # "was called to help"


@cache
def _when() -> Mapping[tuple[str, str], str]:
    rows = load(__package__, "announcing.tsv", ("how", "as", "when"), key=())
    return {
        (how, row["as"]): row["when"]
        for row in rows
        for how in ([row["how"]] if row["as"] == "rule" else row.words("how"))
    }


# -- told as done elsewhere ----------------------------------------------------------------------------------------


def by_deed(strands: Iterable[Strand]) -> Mapping[str, Sequence[Strand]]:
    """What some reports tell as done, by each deed that its words tell."""
    found: dict[str, list[Strand]] = {}
    for one in strands:
        if one.kind == DONE and not one.past:
            for deed in sorted(one.deeds):
                found.setdefault(deed, []).append(one)
    return found


def overtaken(plan: Strand, told: Mapping[str, Sequence[Strand]]) -> bool:
    """True where another report tells as done what was announced, or what comes only after it. `told` as `by_deed`.

    It need not be known to be the very same: two that share a deed and somebody, and do not speak of others, are enough
    to doubt that it is still to come.
    """
    after = {d for deed in plan.deeds for d in (deed, *_after().get(deed, ()))}
    return any(_shows(plan, one) for deed in sorted(after) for one in told.get(deed, ()))


def _shows(plan: Strand, one: Strand) -> bool:
    if one.reports <= plan.reports or (plan.first and one.last and one.last < plan.first):
        return False
    if plan.precise and one.dated and one.days[1] < plan.days[0]:
        return False  # a meeting last week is not the one on Monday
    if all(t.telling.modality == "denied" for t in one.tellings):
        return False
    parties = plan.actor | plan.recipient, one.actor | one.recipient
    if differ(plan.actor, parties[1]) or differ(one.actor, parties[0]):
        return False
    if plan.deeds & one.deeds and differ(plan.recipient, one.recipient):
        return False
    if all(t.telling.modality == "ongoing" for t in one.tellings) and one.deeds & plan.deeds:
        return False  # "sells boats" is not what came of "will sell boats"
    both = max((len(a & b) for a in plan.contents for b in one.contents), default=0)
    bare = not all(plan.contents) or not all(one.contents)
    return both >= _ABOUT or (shared(*parties) >= _NAMED and (both > 0 or bare))


@cache
def _after() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load(__package__, "overtaken.tsv", ("plan", "done")):
        for deed in deeds(row.words("plan")):
            found.setdefault(deed, set()).update(deeds(row.words("done")))
    return {deed: frozenset(later) for deed, later in found.items()}


# -- which of them, in what order ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Open:
    """Something announced and still open: its entry, the strand of those tellings that announce it, and of all."""

    entry: TimelineEntry
    strand: Strand
    whole: Strand


def listed(found: Iterable[Open], now: str | None) -> tuple[TimelineEntry, ...]:
    """What is still to come as a reader wants it: dated first by day, then what most tell; each deed once.

    `now` is the newest day of the story: what has no day must have been told shortly before it.
    """
    today = ordinal(now)
    fresh = [o for o in found if o.entry.first or _moving(o, today)]
    fresh.sort(key=_use)
    kept: list[Open] = []
    for one in fresh:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return tuple(o.entry for o in kept)


def recent(entry: TimelineEntry, now: str | None) -> bool:
    """True for an entry that has a day, or was told shortly before the day `now`; where none is known, for any."""
    last = max((t.published or "" for t in entry.told), default="")
    return entry.first is not None or now is None or (ordinal(last) or 0) >= (ordinal(now) or 0) - MOVING


def _moving(one: Open, today: int | None) -> bool:
    if today is None:
        return True  # no report of the story states a day
    told = max((ordinal(t.telling.published) or 0 for t in one.strand.tellings), default=0)
    return told >= today - MOVING


def _use(one: Open) -> tuple[object, ...]:
    entry = one.entry
    newest = max((ordinal(t.published) or 0 for t in entry.told), default=0)
    return entry.first is None, entry.first or "", -entry.origins, -newest, not entry.actor, entry.id


def _within(inner: Strand, outer: Strand) -> bool:
    """True where a telling of one has one of the other in its words."""
    return any(
        x.telling.report == y.telling.report and y.telling.start <= x.at < y.telling.end and x.at != y.at
        for x in inner.tellings
        for y in outer.tellings
    )


def _same(one: Open, other: Open) -> bool:
    """True for one announcement in other words: the same words, or the same deed of the same people."""
    a, b = one.strand, other.strand
    if not one.entry.first and _within(one.whole, b):
        return True  # "the trial" of "the trial will begin on Monday"
    if one.entry.first and (one.entry.first, one.entry.last) != (other.entry.first, other.entry.last):
        return False
    if a.texts & b.texts:
        return True
    if not a.deeds & b.deeds or differ(a.actor, b.actor) or differ(a.recipient, b.recipient):
        return False
    if shared(a.recipient, b.recipient) >= _NAMED and (not a.actor or not b.actor or shared(a.actor, b.actor)):
        return True
    words = [len(x & y) / min(len(x), len(y)) for x in a.contents for y in b.contents if min(len(x), len(y)) > 1]
    nobody = not (a.actor or a.recipient) and not (b.actor or b.recipient)
    return max(words, default=0.0) >= _ALIKE or (not words and (nobody or shared(a.actor, b.actor) >= _NAMED))
