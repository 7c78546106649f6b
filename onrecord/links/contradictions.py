"""What somebody says and then says otherwise: the contrary of it, or the same with another number.

A false charge of this kind is worse than a missed one. Both statements must be of one named speaker and share most of
what they tell; nothing but a "not", a contrary or a number may stand between them; and what time may explain ("not
charged yet", "open" and days later "closed") is no contradiction, or only shows that things moved on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from onrecord.links import joins
from onrecord.links.rejecting import rejected
from onrecord.links.sayings import Saying
from onrecord.links.utterances import Group
from onrecord.links.wording import TELLING, Word, lasting, opposite, side_by_side
from onrecord.shapes.align import Run
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Copy, Disagreement, Evidence, Side, brief, worded
from onrecord.shapes.table import load

# The part of what each of the two tells that the other tells too; how many telling words that must be.
_SHARED, _FEWEST = 0.75, 2
_SAID = frozenset(("state", "deny", "promise", "accuse", None))


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands in one statement instead of something in the other, of the same speaker, else alike."""

    kind: str
    lasts: bool
    old: float | None = None
    new: float | None = None


def contradictions(
    groups: Iterable[Group],
    texts: Mapping[str, str],
    backing: Backing,
    copies: Iterable[Copy] = (),
) -> tuple[Disagreement, ...]:
    """Statements of a story that their own speaker contradicts: conflicts, and figures that rose later (updates).

    Takes: the story's statements, the reading text of each report by id, what stands behind them, the copies among them
    (what a copy words otherwise is its fault, not the speaker's). The order of none matters.
    """
    tied = {frozenset((c.report, c.of)) for c in copies}
    index: dict[str, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=_order):
        first = group.fullest
        if first.speaker.named and first.force in _SAID and not first.asks:
            for key in joins.keys(first):
                index[key].append(group)
    seen: set[tuple[str, str]] = set()
    out = []
    for together in index.values():
        for old, new in combinations(together, 2):
            pair = (old.fullest.quote, new.fullest.quote)
            if pair not in seen:
                seen.add(pair)
                if frozenset((old.fullest.report, new.fullest.report)) not in tied:
                    out += [_disagreement(old, new, kind, texts, backing) for kind in _kinds(old.fullest, new.fullest)]
    return tuple(sorted(out, key=lambda d: (d.kind, d.question, d.sides[0].evidence[0].report)))


def _order(group: Group) -> tuple[str, str, int]:
    first = group.fullest
    return (first.day or "9", first.report, first.start)


def _kinds(old: Saying, new: Saying) -> Iterator[str]:
    """The kind of disagreement between an earlier and a later statement of one speaker; nothing where there is none."""
    if not old.speaker.same(new.speaker) or any(_ties(s) for s in (old, new)):
        return
    later = old.day is not None and new.day is not None and old.day < new.day
    found = _differ(old, new)
    if found is None:
        return
    if found.kind == "number":
        if found.old != found.new:
            yield "update" if later and (found.new or 0) > (found.old or 0) else "conflict"
    elif found.lasts or not later:
        yield "conflict"
    else:
        yield "update"


def _differ(old: Saying, new: Saying) -> _Between | None:
    """The one thing in which two statements differ, where all else that they tell is the same."""
    one, two = (tuple(w for w in s.words if not w.inserted) for s in (old, new))
    runs = side_by_side(one, two)
    shared = [w for r in runs if r.equal for w in one[r.a : r.b]]
    if _of_others(one, two, runs):
        return None
    apart = [(one[r.a : r.b], two[r.c : r.d]) for r in runs if not r.equal]
    apart = [(a, b) for a, b in apart if (a and b) or _weight((*a, *b)) < TELLING]  # what only one tells turns nothing
    turned = [t for a, b in apart if (t := _turn(a, b)) is not None]
    if (old.force == "deny") != (new.force == "deny"):
        turned.append(_Between("negation", lasts=True))
    told = max(sum(w.weight for w in side if not w.number) for side in (one, two))
    same = [w for w in shared if not w.number]
    if len(turned) != 1 or sum(w.weight >= TELLING for w in same) < _FEWEST:
        return None
    # What stands in the place of its contrary is no word that the other lacks.
    own = sum(max(_weight(a), _weight(b)) for a, b in apart if _opposites(a, b))
    return turned[0] if sum(w.weight for w in same) >= _SHARED * (told - own) else None


def _of_others(one: Sequence[Word], two: Sequence[Word], runs: Sequence[Run]) -> bool:
    """True where one tells what others say of it: "nobody told us …" takes nothing back."""
    told = [r for r in runs if r.equal and _weight(one[r.a : r.b])]
    if not told:
        return False
    sides = (one, told[0].a, told[-1].b), (two, told[0].c, told[-1].d)
    return any(rejected(*side) in ("saying", "rejection") for side in sides)


def _turn(a: Sequence[Word], b: Sequence[Word]) -> _Between | None:
    pair = _opposites(a, b)
    negated = [sum(w.negates and w not in (pair or ()) for w in side) for side in (a, b)]  # "never" is told by "always"
    if negated[0] % 2 != negated[1] % 2:
        return None if pair else _Between("negation", lasts=True)  # "not safe" and "unsafe" are one
    if pair:
        return _Between("opposite", lasting(*pair))
    numbers = [[w for w in side if w.number] for side in (a, b)]
    if len(numbers[0]) == len(numbers[1]) == 1:
        return _Between("number", True, *(_value(n[0]) for n in numbers))
    return None


def _opposites(a: Sequence[Word], b: Sequence[Word]) -> tuple[Word, Word] | None:
    return next(((v, w) for v in a for w in b if opposite(v, w)), None)


def _weight(words: Sequence[Word]) -> float:
    return sum(w.weight for w in words)


def _value(word: Word) -> float | None:
    try:
        return float(word.key[1:])
    except ValueError:
        return None


def _ties(saying: Saying) -> bool:
    """True when a statement holds for its moment or on a condition only."""
    forms = [w.form for w in saying.words]
    perfect = any(f in ("has", "have", "'ve") and g in ("not", "n't") for f, g in pairwise(forms))
    return perfect or not _passing().isdisjoint(forms)


def _disagreement(old: Group, new: Group, kind: str, texts: Mapping[str, str], backing: Backing) -> Disagreement:
    sides = tuple(_side(group, texts, backing) for group in (old, new))
    name = max((old.fullest.speaker.name, new.fullest.speaker.name), key=len)
    said = sides[0].text or ""
    return Disagreement(f"What did {name} say of it: {brief(said)}", kind, sides)


def _side(group: Group, texts: Mapping[str, str], backing: Backing) -> Side:
    first = group.fullest
    ordered = [first, *sorted(group.sayings[1:], key=lambda s: (s.day or "9", s.report, s.start))]
    text = " ".join(texts[first.report][first.start : first.end].split())
    return worded(text, first.speaker.name, [Evidence(s.report, s.start, s.end) for s in ordered], backing)


@cache
def _passing() -> frozenset[str]:
    return frozenset(w for row in load(__package__, "passing.tsv", ("why", "words")) for w in row.words("words"))
