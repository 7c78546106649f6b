"""The statements of a story: quotes of several reports that are one, gathered round the fullest wording.

Pairs are found by what they share and judged alone (joins.py). A quote then goes to the fullest wording that it is
joined to, and to no other: so a scrap that stands in two statements never makes them one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, product

from onrecord.links import joins
from onrecord.links.called import BODIES, Called, is_plural
from onrecord.links.entities import identity, words_of
from onrecord.links.joins import Join
from onrecord.links.places import placed
from onrecord.links.rewording import differences
from onrecord.links.sayings import Saying, Speaker, sayings
from onrecord.links.wording import Word, stance
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Copy, Digest
from onrecord.shapes.reading import Reading
from onrecord.shapes.union import Union
from onrecord.shapes.utterance import Attribution, Occurrence, Utterance

_HOW = ("same", "reworded", "paraphrase", "respun")
# Characters between two pieces of one sentence that its speaker's name interrupts.
_INTERRUPTED = 250


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
    called = Called(digests[r.report.id].names for r in ordered)
    by_report = {r.report.id: tuple(_as_called(sayings(r, digests[r.report.id]), called)) for r in ordered}
    inside = [c for c in copies if c.report in by_report and c.of in by_report]
    every = [s for found in by_report.values() for s in found]
    edges = _edges(by_report, digests, inside)
    copied = {c.report for c in inside if c.directed}
    spun = {c.report for c in inside if c.directed and c.kind == "rewritten"}
    fullest = sorted(every, key=lambda s: _fullness(s, s.report in spun, s.report in copied))
    rank = {s: n for n, s in enumerate(fullest)}
    return _gathered(rank, edges)


def _as_called(found: Iterable[Saying], called: Called) -> Iterator[Saying]:
    """The quotes with a body's words in the form in which the story has it: "VHA" is the Vardnes Harbour Authority."""
    for saying in found:
        who = saying.speaker
        name, kind = called.of(who.name, who.type) if who.named else ("", "")
        same = kind not in BODIES or who.type not in BODIES or name == who.name
        yield saying if same else replace(saying, speaker=replace(who, words=words_of(name)))


def utterances(
    found: Iterable[Group],
    readings: Iterable[Reading],
    digests: Mapping[str, Digest],
    backing: Backing | None = None,
) -> tuple[Utterance, ...]:
    """The groups with their differences of wording, as the record prints them, earliest first."""
    texts = {r.report.id: r.text for r in readings}
    called = Called(d.names for d in digests.values())
    out = [_utterance(group, texts, called, backing or Backing()) for group in found]
    return tuple(sorted(out, key=lambda u: (u.first or "9", u.occurrences[0].report, u.occurrences[0].start, u.id)))


# -- which quotes are one ----------------------------------------------------------------------------------------------

# Quotes of several reports that are judged alike: by what they say, their day, and of which reports theirs is a copy.
_Node = tuple[int, str | None, str]


@dataclass(slots=True)
class _Edges:
    """Which quotes are one: of several reports, told by their nodes; within a report each for itself.

    A wire that ten thousand outlets print is looked for, and judged, once.
    """

    node: dict[Saying, _Node]
    between: dict[_Node, dict[_Node, Join]]
    within: dict[Saying, dict[Saying, Join]]


def _edges(by_report: Mapping[str, Sequence[Saying]], digests: Mapping[str, Digest], copies: Sequence[Copy]) -> _Edges:
    family = Union(by_report)
    for copy in copies:
        family.join(copy.report, copy.of)
    classes: dict[tuple[object, ...], int] = {}
    node: dict[Saying, _Node] = {}
    for report, found in by_report.items():
        home = family.root(report)
        for saying in found:
            node[saying] = (classes.setdefault(joins.alike(saying), len(classes)), saying.day, home)
    edges = _Edges(node, defaultdict(dict), defaultdict(dict))
    _join_nodes(edges)
    _join_within(edges, by_report.values())
    _join_spun(edges, by_report, digests, copies)
    return edges


def _join_nodes(edges: _Edges) -> None:
    """Judge what says so much alike that it may be one, of two reports each."""
    members: dict[_Node, list[Saying]] = defaultdict(list)
    for saying, one in edges.node.items():
        members[one].append(saying)
    nodes: dict[int, list[_Node]] = defaultdict(list)
    for one in members:
        nodes[one[0]].append(one)
    judged: dict[tuple[object, ...], Join | None] = {}
    for i, j in sorted(_meeting({n: members[same[0]][0] for n, same in nodes.items()})):
        for x, y in combinations_with_replacement(nodes[i], 2) if i == j else product(nodes[i], nodes[j]):
            pair = _of_two_reports(members[x], members[y])
            if pair is None:
                continue
            case = (i, j, x[1], y[1], x[2] == y[2])
            if case not in judged:
                judged[case] = joins.join(*pair, copied=x[2] == y[2])
            found = judged[case]
            if found is not None:
                edges.between[x][y] = edges.between[y][x] = found


def _of_two_reports(one: Sequence[Saying], two: Sequence[Saying]) -> tuple[Saying, Saying] | None:
    """A quote of each that are of different reports."""
    a = one[0]
    b = next((b for b in two if b.report != a.report), None)
    if b is not None:
        return a, b
    a = next((a for a in one if a.report != two[0].report), None)  # type: ignore[assignment]
    return None if a is None else (a, two[0])


def _join_within(edges: _Edges, by_report: Iterable[Sequence[Saying]]) -> None:
    """Judge the quotes of one report: no copies of each other, and none where they overlap."""
    judged: dict[tuple[object, ...], Join | None] = {}
    for found in by_report:
        for i, j in _meeting(dict(enumerate(found))):
            a, b = found[i], found[j]
            apart = not any(p.overlaps(q) for p in a.parts for q in b.parts)
            case = (edges.node[a][0], edges.node[b][0], apart)
            if case not in judged:
                judged[case] = joins.join(a, b)
            join = judged[case] if a is not b else None
            if join is not None:
                edges.within[a][b] = edges.within[b][a] = join


def _join_spun(
    edges: _Edges, by_report: Mapping[str, Sequence[Saying]], digests: Mapping[str, Digest], copies: Iterable[Copy]
) -> None:
    """Of a report and what was spun from it, judge what stands at one place."""
    texts: dict[object, int] = {}
    alike: dict[str, int] = {}

    def text(report: str) -> int:
        if report not in alike:
            said = tuple((edges.node[s][0], s.day, s.start) for s in by_report[report])
            whole = (said, tuple((p.start, p.end, p.text) for p in digests[report].paragraphs))
            alike[report] = texts.setdefault(whole, len(texts))
        return alike[report]

    done: set[tuple[int, int, str]] = set()
    for copy in copies:
        one, two = sorted((copy.report, copy.of))
        case = (text(one), text(two), edges.node[by_report[one][0]][2]) if by_report[one] and by_report[two] else None
        if copy.kind != "rewritten" or case is None or case in done:
            continue
        done.add(case)
        for a, b in placed(by_report[one], by_report[two], digests[one], digests[two]):
            x, y = edges.node[a], edges.node[b]
            found = None if y in edges.between[x] else joins.join(a, b, copied=True, placed=True)
            if found is not None:
                edges.between[x][y] = edges.between[y][x] = found


def _meeting(some: Mapping[int, Saying]) -> set[tuple[int, int]]:
    """Which of some quotes, told by their number, share a key: pairs, each also with itself."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, saying in some.items():
        for key in joins.keys(saying):
            index[key].append(n)
    return {(n, n) for n in some}.union(*(combinations(sorted(together), 2) for together in index.values()))


def _fullness(saying: Saying, spun: bool, copied: bool) -> tuple[object, ...]:
    """Sorts the fullest wording first: never one that was spun; most words in marks; no copy; most words; earliest."""
    size = (-len(saying.marked), copied, -len(saying.words))
    return (spun, *size, saying.day or "9", saying.report, saying.start, saying.quote)


def _gathered(rank: Mapping[Saying, int], edges: _Edges) -> tuple[Group, ...]:
    """Each quote, the fullest first, goes with the fuller one that it is joined to best, if nobody there clashes."""
    root: dict[Saying, Saying] = {}
    how: dict[Saying, str] = {}
    members: dict[Saying, list[Saying]] = {}
    speakers: dict[Saying, dict[Speaker, None]] = {}
    # Of each node, the fullest of its quotes in each group: two, of different reports.
    there: dict[_Node, dict[Saying, list[Saying]]] = defaultdict(dict)
    for saying in sorted(rank, key=rank.__getitem__):
        mine = edges.node[saying]
        fuller = [(s, join) for s, join in edges.within.get(saying, {}).items() if s in root]
        for other, join in edges.between.get(mine, {}).items():
            for some in there[other].values():
                fuller += [(s, join) for s in some if s.report != saying.report][:1]
        fuller.sort(key=lambda found: (_HOW.index(found[1].how), -found[1].share, rank[found[0]]))
        fits = ((s, join) for s, join in fuller if not any(map(saying.speaker.clashes, speakers[root[s]])))
        home, own = next(fits, (None, None))
        top = root[saying] = saying if home is None else root[home]
        members.setdefault(top, []).append(saying)
        speakers.setdefault(top, {})[saying.speaker] = None
        if home is not None and own is not None:
            how[saying] = "respun" if "respun" in (own.how, how.get(home)) else own.how
        first = there[mine].setdefault(top, [])
        if not first or (len(first) == 1 and first[0].report != saying.report):
            first.append(saying)
    return tuple(Group(tuple(found), {s: how[s] for s in found[1:]}) for found in members.values())


# -- how they differ ---------------------------------------------------------------------------------------------------


def _utterance(group: Group, texts: Mapping[str, str], called: Called, backing: Backing) -> Utterance:
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
    name, kind = (None, "") if who is None else called.of(who.name, who.type)
    return Utterance(
        id=first.quote,
        text=found[0].text,
        kind=first.kind,
        speaker=name,
        entity=identity(name, kind) if who is not None and name and who.named and not is_plural(name) else None,
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
