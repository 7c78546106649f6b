"""The statements of a story: quotes of several reports that are one, gathered round the fullest wording.

Pairs are found by what they share and judged alone (joins.py). A quote then goes to the fullest wording that it is
joined to, and to no other: so a scrap that stands in two statements never makes them one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from onrecord.links import joins
from onrecord.links.entities import full_names, identity
from onrecord.links.joins import Join
from onrecord.links.places import placed
from onrecord.links.rewording import differences
from onrecord.links.sayings import Saying, sayings
from onrecord.links.wording import Word, stance
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Copy, Digest
from onrecord.shapes.reading import Reading
from onrecord.shapes.utterance import Attribution, Occurrence, Utterance

_HOW = ("same", "reworded", "paraphrase", "respun")
# Characters between two pieces of one sentence that its speaker's name interrupts.
_INTERRUPTED = 250

Pair = tuple[Saying, Saying]


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes that are one statement: the fullest first, each with how it hangs on it (None for the fullest)."""

    sayings: tuple[Saying, ...]
    how: Mapping[Saying, str]

    @property
    def fullest(self) -> Saying:
        """The one with most words in quotation marks; of equals the earliest."""
        return self.sayings[0]


def groups(
    readings: Sequence[Reading], digests: Mapping[str, Digest], copies: Iterable[Copy] = ()
) -> tuple[Group, ...]:
    """The statements of a story, by the day and place of the fullest wording.

    Takes: its readings, their digests by id, the copies among them. The order of none matters.
    """
    ordered = sorted(readings, key=lambda r: r.report.id)
    by_report = {r.report.id: sayings(r, digests[r.report.id]) for r in ordered}
    inside = [c for c in copies if c.report in by_report and c.of in by_report]
    every = [s for found in by_report.values() for s in found]
    edges = _edges(every, by_report, digests, inside)
    copied = {c.report for c in inside if c.directed}
    spun = {c.report for c in inside if c.directed and c.kind == "rewritten"}
    fullest = sorted(every, key=lambda s: _fullness(s, s.report in spun, s.report in copied))
    rank = {s: n for n, s in enumerate(fullest)}
    return _gathered(rank, edges)


def utterances(
    found: Iterable[Group],
    readings: Iterable[Reading],
    digests: Mapping[str, Digest],
    backing: Backing | None = None,
) -> tuple[Utterance, ...]:
    """The groups with their differences of wording, as the record prints them, earliest first."""
    texts = {r.report.id: r.text for r in readings}
    people = [name for d in digests.values() for name, kind, _ in d.names if kind == "person"]
    names = full_names(people)
    out = [_utterance(group, texts, names, backing or Backing()) for group in found]
    return tuple(sorted(out, key=lambda u: (u.first or "9", u.occurrences[0].report, u.occurrences[0].start, u.id)))


# -- which quotes are one ----------------------------------------------------------------------------------------------


def _edges(
    every: Sequence[Saying],
    by_report: Mapping[str, Sequence[Saying]],
    digests: Mapping[str, Digest],
    copies: Sequence[Copy],
) -> dict[Saying, dict[Saying, Join]]:
    tied = {frozenset((c.report, c.of)) for c in copies}
    edges: dict[Saying, dict[Saying, Join]] = defaultdict(dict)
    classes: dict[tuple[object, ...], list[Saying]] = defaultdict(list)
    for saying in every:
        classes[joins.alike(saying)].append(saying)
    same = list(classes.values())  # a wire that a hundred outlets print is looked for, and judged, once
    judged: dict[tuple[object, ...], Join | None] = {}

    def judge(a: Saying, b: Saying, pair: tuple[int, int]) -> None:
        copied = frozenset((a.report, b.report)) in tied
        if a.report == b.report:
            found = joins.join(a, b, copied=copied)
        else:
            case = (*pair, a.day, b.day, copied)
            found = judged[case] if case in judged else joins.join(a, b, copied=copied)
            judged[case] = found
        if found is not None:
            edges[a][b] = edges[b][a] = found

    for i, j in sorted(_meeting(same)):
        for a, b in combinations(same[i], 2) if i == j else product(same[i], same[j]):
            judge(a, b, (i, j))
    for copy in copies:
        if copy.kind == "rewritten":
            one, two = sorted((copy.report, copy.of))
            for pair in placed(by_report[one], by_report[two], digests[one], digests[two]):
                found = None if pair[1] in edges.get(pair[0], {}) else joins.join(*pair, copied=True, placed=True)
                if found is not None:
                    edges[pair[0]][pair[1]] = edges[pair[1]][pair[0]] = found
    return edges


def _meeting(same: Sequence[Sequence[Saying]]) -> set[tuple[int, int]]:
    """Which of some quotes, told by their number, share a key, or are more than one themselves."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, alike in enumerate(same):
        for key in joins.keys(alike[0]):
            index[key].append(n)
    pairs = {(n, n) for n, alike in enumerate(same) if len(alike) > 1}
    return pairs.union(*(combinations(together, 2) for together in index.values()))


def _fullness(saying: Saying, spun: bool, copied: bool) -> tuple[object, ...]:
    """Sorts the fullest wording first: never one that was spun; most words in marks; no copy; most words; earliest."""
    size = (-len(saying.marked), copied, -len(saying.words))
    return (spun, *size, saying.day or "9", saying.report, saying.start, saying.quote)


def _gathered(rank: Mapping[Saying, int], edges: Mapping[Saying, Mapping[Saying, Join]]) -> tuple[Group, ...]:
    """Each quote, the fullest first, goes with the fuller one that it is joined to best, if nobody there clashes."""
    root: dict[Saying, Saying] = {}
    how: dict[Saying, str] = {}
    members: dict[Saying, list[Saying]] = {}
    for saying in sorted(rank, key=rank.__getitem__):
        fuller = [s for s in edges.get(saying, {}) if rank[s] < rank[saying]]
        fuller.sort(key=lambda s: (_HOW.index(edges[saying][s].how), -edges[saying][s].share, rank[s]))
        home = next((s for s in fuller if _fits(saying, members[root[s]])), None)
        root[saying] = saying if home is None else root[home]
        members.setdefault(root[saying], []).append(saying)
        if home is not None:
            own = edges[saying][home].how
            how[saying] = "respun" if "respun" in (own, how.get(home)) else own
    return tuple(Group(tuple(found), {s: how[s] for s in found[1:]}) for found in members.values())


def _fits(saying: Saying, others: Iterable[Saying]) -> bool:
    return not any(saying.speaker.clashes(other.speaker) for other in others)


# -- how they differ ---------------------------------------------------------------------------------------------------


def _utterance(
    group: Group, texts: Mapping[str, str], names: Mapping[tuple[str, ...], str], backing: Backing
) -> Utterance:
    first = group.fullest
    found = [_occurrence(first, (first,), texts, "fullest")]
    rest = [_occurrence(first, piece, texts, group.how[piece[0]]) for piece in _pieces(group)]
    found += sorted(rest, key=lambda o: (o.published or "9", o.report, o.start))
    days = [o.published for o in found if o.published]
    reports = tuple(dict.fromkeys(o.report for o in found))
    named = [s.speaker for s in group.sayings if s.speaker.named] or [
        s.speaker for s in group.sayings if s.speaker.name
    ]
    who = min(named, key=lambda s: (-len(s.words), s.name), default=None)
    behind = backing.behind(found)
    name = None if who is None else names.get(who.words, who.name) if who.type == "person" else who.name
    return Utterance(
        id=first.quote,
        text=found[0].text,
        kind=first.kind,
        speaker=name,
        entity=identity(name, who.type) if who is not None and name and who.named else None,
        first=min(days, default=None),
        last=max(days, default=None),
        reports=reports,
        origins=len(behind),
        behind=behind,
        occurrences=tuple(found),
    )


def _pieces(group: Group) -> list[tuple[Saying, ...]]:
    """The occurrences but the fullest: a quote each, or the pieces of one that the report interrupts."""
    out: list[tuple[Saying, ...]] = []
    for saying in sorted(group.sayings[1:], key=lambda s: (s.report, s.start, s.quote)):
        if out and _goes_on(group.fullest, out[-1], saying):
            out[-1] = (*out[-1], saying)
        else:
            out.append((saying,))
    return out


def _goes_on(fullest: Saying, pieces: Sequence[Saying], saying: Saying) -> bool:
    last = pieces[-1]
    if last.report != saying.report or not 0 <= saying.start - last.end <= _INTERRUPTED or saying.kind != last.kind:
        return False
    apart = [d for p in (last, saying) for d in differences(fullest.words, p.words) if d.kind == "cut"]
    whole = differences(fullest.words, (*last.words, *saying.words))
    # Told together they must lack less than each alone: two halves of the fullest, not one half twice.
    return sum(d.old[1] - d.old[0] for d in whole if d.kind == "cut") < min(
        sum(d.old[1] - d.old[0] for d in differences(fullest.words, p.words) if d.kind == "cut") for p in (last, saying)
    ) and bool(apart)


def _occurrence(fullest: Saying, pieces: Sequence[Saying], texts: Mapping[str, str], how: str) -> Occurrence:
    said, text = pieces[0], texts[pieces[0].report]
    own: tuple[Word, ...] = tuple(w for p in pieces for w in p.words)
    parts = tuple((s.start, s.end) for p in pieces for s in p.parts)
    changed = () if how == "fullest" else differences(fullest.words, own, spun=how == "respun")
    if how not in ("fullest", "respun"):
        kinds = {d.kind for d in changed}
        how = "paraphrase" if "marks" in kinds else "cut" if kinds == {"cut"} else "reworded" if kinds else "same"
    return Occurrence(
        report=said.report,
        start=parts[0][0],
        end=parts[-1][1],
        parts=parts,
        quotes=tuple(p.quote for p in pieces),
        text=" … ".join(" ".join(text[a:b].split()) for a, b in parts),
        kind=said.kind,
        speaker=said.speaker.name or None,
        cue=None if said.cue is None else " ".join(said.cue.split()),
        force=said.force,
        via=said.via,
        published=said.day,
        join=how,
        differences=changed,
        attribution=() if how == "fullest" else tuple(_attribution(fullest, said)),
    )


def _attribution(old: Saying, new: Saying) -> list[Attribution]:
    out = []
    if new.speaker.words != old.speaker.words:
        out.append(Attribution("speaker", old.speaker.name or None, new.speaker.name or None))
    if new.force != old.force:
        out.append(Attribution("force", old.force, new.force))
    elif stance(new.cue or "") != stance(old.cue or ""):
        out.append(Attribution("cue", old.cue, new.cue))
    return out
