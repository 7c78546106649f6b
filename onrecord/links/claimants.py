"""The same words given to two people: somebody is wrong, or both said them; the reports alone do not tell.

Only long statements count, word for word the same: short ones ("No comment.") are anybody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.links.sayings import Saying
from onrecord.links.utterances import Group
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement, Evidence, Side, brief, worded
from onrecord.shapes.utterance import Elsewhere, Utterance

_CONTENT = 6  # words that tell something
_SIGNS = 3  # characters beside a quote that has its line for itself

Place = tuple[str, int]
Given = tuple[Group, tuple[Saying, ...]]


def shared(groups: Iterable[Group]) -> tuple[tuple[Given, ...], ...]:
    """Statements of several named people in the same long words: each with those of its quotes that have them.

    The longest words first; the order of the groups does not matter.
    """
    where: dict[tuple[str, ...], list[Given]] = defaultdict(list)
    for group in sorted(groups, key=_order):
        same: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
        for saying in group.sayings:
            own = [w for w in saying.words if not w.inserted]
            if saying.speaker.named and sum(w.weight > 0 for w in own) >= _CONTENT:
                same[tuple(w.key for w in own)].append(saying)
        for key, sayings in same.items():
            where[key].append((group, tuple(sayings)))
    found = (_clashing(where[key]) for key in sorted(where, key=lambda k: (-len(k), k)))
    return tuple(given for given in found if given)


def noted(found: Iterable[Utterance], groups: Sequence[Group]) -> tuple[Utterance, ...]:
    """The statements, each with those in the same words that are given to somebody else."""
    known = {u.id: u for u in found}
    also: dict[str, dict[str, Elsewhere]] = defaultdict(dict)
    for given in shared(groups):
        for one, mine in given:
            for other, theirs in given:
                if other is not one and _apart(mine, theirs):
                    u = known[other.fullest.quote]
                    also[one.fullest.quote][u.id] = Elsewhere(u.id, u.speaker, u.reports)
    return tuple(replace(u, also=tuple(also[u.id].values())) if u.id in also else u for u in known.values())


def who_said(groups: Iterable[Group], texts: Mapping[str, str], backing: Backing) -> tuple[Disagreement, ...]:
    """Conflicts over who said something: direct quotes, word for word the same, of two people or more.

    Takes: the story's statements, the reading text of each report by id, what stands behind them. Where the lines are
    the same, names and all, the reports agree and only their readings do not: no conflict.
    """
    out, seen = [], set()
    for together in shared(groups):
        direct: dict[tuple[str, ...], list[Given]] = defaultdict(list)
        for group, sayings in together:
            same: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
            for saying in sayings:
                if saying.kind == "direct":
                    same[tuple(w.form for w in saying.words if not w.inserted)].append(saying)
            for form, exact in same.items():
                direct[form].append((group, tuple(exact)))
        for given in direct.values():
            sides = _clashing(_read_alike(given, texts))
            names = frozenset(g.fullest.quote for g, _ in sides)
            if sides and names not in seen:
                seen.add(names)
                out.append(_disagreement([s for _, s in sides], texts, backing))
    return tuple(out)


def _order(group: Group) -> tuple[str, str, int]:
    first = group.fullest
    return (first.day or "9", first.report, first.start)


def _clashing(given: Sequence[Given]) -> tuple[Given, ...]:
    """Those of some statements, with those of their quotes, that another gives to somebody else."""
    others = ((g, s, [o for h, found in given if h is not g for o in found]) for g, s in given)
    parted = ((g, tuple(one for one in s if _apart((one,), o))) for g, s, o in others)
    return tuple((g, s) for g, s in parted if s)


def _read_alike(given: Sequence[Given], texts: Mapping[str, str]) -> list[Given]:
    """Those of some statements, without quotes whose line, with more than the quote in it, has another speaker too."""
    lines = [(g, [(one, _line(one, texts[one.report])) for one in s]) for g, s in given]
    names: dict[Place | None, set[str]] = defaultdict(set)
    for group, found in lines:
        for _, line in found:
            names[line].add(group.fullest.quote)
    return [(g, tuple(one for one, line in found if line is None or len(names[line]) == 1)) for g, found in lines]


def _line(saying: Saying, text: str) -> Place | None:
    """The line that a quote stands in, and where in it; None where it has it for itself."""
    start, end = text.rfind("\n", 0, saying.start) + 1, text.find("\n", saying.end)
    line = " ".join(text[start : end if end >= 0 else len(text)].split())
    return (line, saying.start - start) if len(line) > saying.end - saying.start + _SIGNS else None


def _apart(one: Sequence[Saying], two: Sequence[Saying]) -> bool:
    return any(a.speaker.clashes(b.speaker) for a in one for b in two)


def _disagreement(sides: Sequence[Sequence[Saying]], texts: Mapping[str, str], backing: Backing) -> Disagreement:
    first = sides[0][0]
    said = " ".join(texts[first.report][first.start : first.end].split()).strip('"“”„«», ')
    return Disagreement(f'Who said "{brief(said)}"?', "conflict", tuple(_side(s, backing) for s in sides))


def _side(found: Sequence[Saying], backing: Backing) -> Side:
    ordered = sorted(found, key=lambda s: (s.day or "9", s.report, s.start))
    name = min((s.speaker.name for s in ordered), key=lambda n: (-len(n), n))
    return worded(name, None, [Evidence(s.report, s.start, s.end) for s in ordered], backing)
