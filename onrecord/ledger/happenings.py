"""The same event in all reports, and in all places of one report, joined into one happening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.ledger.deeds import deeds
from onrecord.ledger.gather import gather
from onrecord.ledger.parties import Party, fullest, party, shared
from onrecord.ledger.strands import Strand, ordinal
from onrecord.ledger.tellings import Told
from onrecord.ledger.told_apart import told_apart
from onrecord.ledger.words import most
from onrecord.lexicon import nations
from onrecord.shapes.backing import Backing
from onrecord.shapes.happening import Happening
from onrecord.shapes.mark import When
from onrecord.shapes.moment import days_of
from onrecord.shapes.reading import Reading

# Of modalities that as many origins give on the newest day, the first stands for the happening.
_RANK = "happened ongoing denied planned threatened requested possible hypothetical historical".split()
_REAL = frozenset(("happened", "ongoing"))
_EVER = 10**6  # days: longer than any stretch with two ends

_PART = 0.2  # of those who tell it, for a deed to be what they tell
_SEVERAL = 5  # tellings, for those named to be told apart by how often they are
# "Talks off", "the deadly attack": so few words name an event and leave open whether it is so.
_BARE = 3
# With these words begin that lean on others, or lack their subject.
_OPENS = frozenset(
    "to who which that when where while as after before and but has have had is are was were be been being".split()
)


def happenings(readings: Iterable[Reading], backing: Backing) -> tuple[Happening, ...]:
    """What some reports tell of, each happening once; in order of time, those without a day last.

    Takes: the readings in any order; what stands behind them.
    """
    return tuple(sorted((happening(s, backing) for s in told_apart(gather(readings))), key=in_time))


def in_time(one: Happening) -> tuple[str, str, str, str]:
    """Order of time: earliest first, without a day last."""
    return (one.first or one.last or "9", one.last or one.first or "9", one.tellings[0].published or "9", one.id)


def happening(strand: Strand, backing: Backing) -> Happening:
    """One strand of tellings as a happening."""
    rows = strand.tellings
    first = rows[0]
    when = _when(rows, backing)
    reports = tuple(dict.fromkeys(t.telling.report for t in rows))
    behind = backing.behind(t.telling for t in rows)
    counts = Counter(t.telling.modality for t in rows)
    told_as = modality(strand, backing)
    type_ = most(t.type for t in rows if t.type != "OTHER") or first.type
    actor, recipient = fullest([n for t in rows for n in t.actor]), fullest([n for t in rows for n in t.recipient])
    return Happening(
        id=first.telling.event,
        type=type_,
        plover=most(t.plover for t in rows if t.telling.modality == told_as),
        mode=most(t.mode for t in rows),
        first=(when.first or when.last) if when else None,
        last=when.last if when else None,
        precision=when.precision if when else None,
        text=_chief(rows, told_as, type_).telling.text,
        modality=told_as,
        modalities={m: counts[m] for m in sorted(counts)},
        actor=actor,
        actor_country=_codes(actor, rows, 0),
        actor_sector=_codes(actor, rows, 1),
        recipient=recipient,
        recipient_country=_codes(recipient, rows, 0),
        recipient_sector=_codes(recipient, rows, 1),
        where=_where(rows),
        figures=tuple(h for t in rows for h in t.harm),
        tellings=tuple(t.telling for t in rows),
        reports=reports,
        origins=len(behind),
        behind=behind,
    )


def _chief(rows: Sequence[Told], told_as: str, type_: str) -> Told:
    """The earliest that tells it as the whole is told, in a report's own name where one does, then by its type: "a dam
    burst" rather than "14 killed"; rather in a clause than in the few words that name it again.
    """
    same = [t for t in rows if t.telling.modality == told_as] or rows[:1]
    return min(same, key=lambda t: (t.telling.asserted_by is not None, _bare(t), t.type != type_))


def _bare(told: Told) -> bool:
    """True for "the attack", "to arrest him", "which hit her"."""
    words = told.telling.text.casefold().split()
    return len(words) < _BARE or words[0] in _OPENS


def _codes(names: Sequence[str], rows: Sequence[Told], which: int) -> tuple[str, ...]:
    """One code of each of some parties, that most tellings have; "" for one without, nothing where all are without."""
    if not any(t.codes for t in rows):
        return ()
    found = tuple(most(t.codes[name][which] for t in rows if name in t.codes) or "" for name in names)
    return found if any(found) else ()


def modality(strand: Strand, backing: Backing) -> str:
    """The modality of all tellings together: that of the newest that do not merely repeat older ones.

    Somebody's denial does not undo what others tell, nor does telling it as history or as a charge make it less so.
    """
    rows = _not_repeated(strand.tellings, backing)
    rows = [t for t in rows if len(t.telling.text.split()) > _BARE] or rows
    if any(t.telling.modality in _REAL for t in rows):
        rows = [t for t in rows if t.telling.modality != "historical" and not t.alleged and not _disputes(t)]
    dated = [t for t in rows if t.telling.published]
    newest = max((t.telling.published or "" for t in dated), default="")
    last = [t for t in dated if t.telling.published == newest] or rows
    told = {t.telling.modality for t in last}
    if len(told) == 1 and told <= set(_RANK):
        return told.pop()
    return min(
        _RANK, key=lambda m: (-len({_origin(t, backing) for t in last if t.telling.modality == m}), _RANK.index(m))
    )


def _disputes(told: Told) -> bool:
    return told.telling.modality == "denied" and told.telling.asserted_by is not None


def _not_repeated(rows: Sequence[Told], backing: Backing) -> list[Told]:
    """Tellings without those that have the words and the origin of an earlier one."""
    seen: dict[tuple[str, frozenset[str], str], Told] = {}
    for told in rows:
        seen.setdefault((_origin(told, backing), told.words, told.telling.modality), told)
    return list(seen.values())


def _origin(told: Told, backing: Backing) -> str:
    return backing.origin(told.telling)


def _when(rows: Sequence[Told], backing: Backing) -> When | None:
    """The days told most precisely; of equals those that most origins tell, then the earliest.

    A day that a telling has of its own comes before one that is lent it, and that of the deed that most tell before
    that of something told along with it.
    """
    found: dict[tuple[str, str, str], tuple[When, set[str]]] = {}
    for told in _surest([t for t in rows if t.when is not None], rows):
        if told.when is not None:
            key = (told.when.first or "", told.when.last or "", told.when.precision or "")
            found.setdefault(key, (told.when, set()))[1].add(_origin(told, backing))
    ranked = sorted(found, key=lambda k: (_width(found[k][0]), -len(found[k][1]), k[2] != "time", k))
    return found[ranked[0]][0] if ranked else None


def _surest(dated: Sequence[Told], rows: Sequence[Told]) -> Sequence[Told]:
    """Of tellings with a day those that tell the deed of the whole with a day of their own, as far as there are any."""
    counts = Counter(d for t in rows for d in deeds(t.anchor))
    chief = {d for d, n in counts.items() if n >= _PART * len(rows)}
    deed = [t for t in dated if chief & deeds(t.anchor)] or dated
    if len(rows) >= _SEVERAL:
        for role in (_actors, _recipients):
            known = _often([role(t) for t in rows])
            deed = [t for t in deed if not role(t) or not known or shared(role(t), known)]
    return [t for t in deed if not t.lent] or deed


def _often(named: Sequence[Sequence[Party]]) -> list[Party]:
    """Who is named by a part of the tellings that name anybody: no other's day is that of the whole."""
    counts = Counter(p for some in named for p in some)
    return [p for p, n in counts.items() if n >= _PART * sum(map(bool, named))]


def _actors(told: Told) -> list[Party]:
    return [p for p in map(party, told.actor) if p.kind == "named"]


def _recipients(told: Told) -> list[Party]:
    return [p for p in map(party, told.recipient) if p.kind == "named"]


def _width(when: When) -> int:
    first = ordinal(days_of(when.first)[0]) if when.first else None
    last = ordinal(days_of(when.last)[1]) if when.last else None
    return _EVER if first is None or last is None else last - first


def _where(rows: Sequence[Told]) -> str | None:
    """The place that most reports name; of equals one in a country before the country, then the earliest."""
    counts = Counter(where for where, _ in dict.fromkeys((t.where, t.telling.report) for t in rows) if where)
    return max(counts, key=lambda w: (counts[w], nations.by_name(w) is None), default=None)
