"""What two reports share, sentence by sentence: which stands for which, in what order, and whether the facts agree.

A copy tells the same sentences in the same order with the same names and numbers, whatever became of the other words.
Two reporters of one happening share some sentences, in another order, with other details; two reports on one pattern
share the words and none of the facts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.lexicon.spelling import spelt
from onrecord.links.sentences import ADDRESS, CREDIT, QUOTED, TOLD, Sentence, weighed
from onrecord.links.words import tokens
from onrecord.shapes import align
from onrecord.shapes.link import Digest, Taken

# Words in a row that two texts do not share by chance.
RUN = 5
# Below this likeness two sentences are two sentences: what is left when names that stand everywhere count little.
LEAST = 0.25
# One word alone makes two sentences alike only where there is hardly another in them.
_ONE_WORD = 0.7
# A report of which less is told, quotes counting little as they do, is an interview or a statement.
_NARRATED = 0.5
# So many that do not agree are slips of names and sentences taken for each other.
_SLIPS = 2
# So many other numbers, counted from both sides, are no tolls that rose.
_ANEW = 8
# So many names and numbers in a sentence that only one of two has are news, not a line of the page.
_NEWS = 3
# A sentence of which less stands in the other report is hardly shared.
_MOSTLY = 0.4
# A sentence of so many words of which so much stands in runs of the other report stands there word for word.
_LONG, _WORD_FOR_WORD = 9, 0.9
# Two sentences so much alike tell one thing.
_ONE_SENTENCE = 0.5
_NEGATIONS = frozenset(("not", "no", "never", "cannot"))
# Of the words of a sentence so many were exchanged where it is called reworded.
_EXCHANGED = 0.04
# A word between quotation marks counts this much: two reporters at one press conference print the same ones.
_QUOTED = 0.2
# Words that stand in more sentences of a report than this, and in a quarter of them, do not tell which one is meant.
_OFTEN = 12
# The opening: what a desk that takes a report hardly leaves out, and what background never is.
_OPENING = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One report prepared to be held against others: its sentences without credits and words to the reader.

    `counts` is how much each sentence counts (words outside of quotation marks, and a part of those inside), `words`
    all words in a row and `starts` where in them each sentence begins; `opening` says how many sentences open it,
    `quotes` whether it is nearly all quotes, so that these must count as sentences, `addressed` whether nothing of it
    is told.
    """

    sentences: tuple[Sentence, ...]
    counts: tuple[float, ...]
    total: float
    words: tuple[str, ...]
    starts: tuple[int, ...]
    runs: frozenset[tuple[str, ...]]
    places: Mapping[str, tuple[int, ...]]
    opening: int
    quotes: bool
    addressed: bool


class Facts(NamedTuple):
    """How many names and numbers agree and how many clash in sentences that two reports share; of these the numbers."""

    agree: int = 0
    clash: int = 0
    numbers: int = 0
    other_numbers: int = 0

    def and_(self, more: Facts) -> Facts:
        """Those of both."""
        return Facts(*(a + b for a, b in zip(self, more, strict=True)))

    @property
    def agreeing(self) -> float:
        """The part that agrees; 1 where there are hardly any."""
        return self.agree / (self.agree + self.clash) if self.clash > _SLIPS else 1.0

    @property
    def is_counted_anew(self) -> bool:
        """True when most numbers are others: yesterday's bulletin and today's, in the same words."""
        return self.other_numbers >= _ANEW and self.other_numbers > self.numbers


@dataclass(frozen=True, slots=True)
class Narration:
    """How much of the narration of one report stands in that of another, in sentences that are alike (0 to 1).

    `ordered` counts only sentences that keep their order; `number` how many are mostly shared; `facts` are those in
    them.
    """

    ordered: float
    alike: float
    number: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Shared:
    """How much of one report (of its words, 0 to 1) stands in another.

    `carried` in runs of words, each word counting the same; `exact` in runs, quotes counting little; `told` in
    sentences that are alike, each as far as it is; `reworded` the part of those sentences in which words were
    exchanged; `number` how many sentences are mostly shared, `narrated` how many of these are no quotes; `firm` are the
    facts in these; `opening`: the opening is among what is shared; `own` is the part of its words in sentences that the
    other lacks, with a name or number that stands nowhere in it; `sentences` how many that narrate stand there word for
    word, `standing` the part of its words in them.
    """

    carried: float
    exact: float
    told: float
    narration: Narration
    reworded: float
    number: int
    narrated: int
    firm: Facts
    opening: bool
    own: float
    sentences: int
    standing: float


@lru_cache(maxsize=1024)
def side(digest: Digest) -> Side:
    """A report prepared; of one that speaks to its readers throughout, all of it. Reports of one text share one."""
    return _side(digest.sentences)


@lru_cache(maxsize=1024)
def _side(taken: tuple[Taken, ...]) -> Side:
    found = weighed(taken)
    told = tuple(s for s in found if s.role not in (ADDRESS, CREDIT))
    kept = told or found
    words = tuple(w for s in kept for w in s.words)
    starts, at = [], 0
    places: dict[str, list[int]] = {}
    for n, one in enumerate(kept):
        starts.append(at)
        at += len(one.words)
        for form in one.telling:
            places.setdefault(form, []).append(n)
    often = max(_OFTEN, len(kept) // 4)
    counts = tuple(s.told + _QUOTED * (len(s.words) - s.told) for s in kept)
    return Side(
        kept, counts, sum(counts), words, tuple(starts), frozenset(runs(words, RUN)),
        {form: tuple(at) for form, at in places.items() if len(at) <= often}, _opening(counts),
        sum(c for s, c in zip(kept, counts, strict=True) if s.role == TOLD) < _NARRATED * sum(counts),
        not told,
    )  # fmt: skip


def runs(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Every run of `n` words, in order."""
    return list(zip(*(words[i:] for i in range(n)), strict=False))


def _opening(counts: Sequence[float]) -> int:
    total, seen = sum(counts), 0.0
    for n, count in enumerate(counts):
        seen += count
        if seen >= _OPENING * total:
            return n + 1
    return len(counts)


def shared(a: Digest, b: Digest) -> Shared:
    """How much of `a` stands in `b`."""
    return _shared(side(a), side(b))


@lru_cache(maxsize=4096)
def _shared(x: Side, y: Side) -> Shared:
    """Of ten thousand copies of a wire there are few different ones: each pair of texts is looked at once."""
    if not x.total or not y.total:
        return Shared(0.0, 0.0, 0.0, Narration(0.0, 0.0, 0, Facts()), 0.0, 0, 0, Facts(), False, 0.0, 0, 0.0)
    exact = exactly(x, y)
    rows = alike(x, y)
    told = linked = other = 0.0
    theirs = {fact for s in y.sentences for fact in s.facts}
    number = narrated = sentences = own = standing = 0
    firm = Facts()
    opening = False
    for n, row in enumerate(rows):
        j = best(row, n)
        much = max(exact[n], 0.0 if j is None else row[j])
        told += x.counts[n] * much
        number += much >= _MOSTLY
        if much < _MOSTLY and not x.sentences[n].facts <= theirs:
            own += len(x.sentences[n].words)
        if exact[n] >= _WORD_FOR_WORD and len(x.sentences[n].words) >= _LONG and x.sentences[n].role != QUOTED:
            sentences += 1
            standing += len(x.sentences[n].words)
        if much >= _MOSTLY and (x.sentences[n].role != QUOTED or x.quotes):
            narrated += 1
            opening = opening or n < x.opening
        if j is not None:
            linked += x.counts[n]
            other += x.counts[n] * (exact[n] < 1 and _is_reworded(x.sentences[n].words, y.sentences[j].words))
            found = _facts(x.sentences[n].facts, y.sentences[j].facts)
            firm = firm.and_(found) if much >= _MOSTLY else firm
    return Shared(
        carried=sum(len(s.words) * e for s, e in zip(x.sentences, exact, strict=True)) / len(x.words),
        exact=sum(c * e for c, e in zip(x.counts, exact, strict=True)) / x.total,
        told=told / x.total,
        narration=_narration(x, y, rows),
        reworded=other / linked if linked else 0.0,
        number=number,
        narrated=narrated,
        firm=firm,
        opening=opening,
        own=own / len(x.words),
        sentences=sentences,
        standing=standing / len(x.words),
    )


def _narration(x: Side, y: Side, rows: Sequence[Mapping[int, float]]) -> Narration:
    """What is shared of the narration alone, without quotes; of an interview with them."""
    quotes = x.quotes or y.quotes
    counts = [c if quotes or s.role != QUOTED else 0.0 for s, c in zip(x.sentences, x.counts, strict=True)]
    number, facts, total = 0, Facts(), 0.0
    kept: list[dict[int, float]] = []
    for n, (row, count) in enumerate(zip(rows, counts, strict=True)):
        kept.append({j: v for j, v in row.items() if count and (quotes or y.sentences[j].role != QUOTED)})
        j = best(kept[-1], n)
        if j is not None:
            number += kept[-1][j] >= _MOSTLY
            total += count * kept[-1][j]
            facts = facts.and_(_facts(x.sentences[n].facts, y.sentences[j].facts))
    whole = sum(counts) or 1.0
    return Narration(_chain(kept, counts) / whole, total / whole, number, facts)


def _facts(mine: frozenset[str], theirs: frozenset[str]) -> Facts:
    both, less = len(mine & theirs), min(len(mine), len(theirs))
    one, two = ({f for f in side if f[0].isdigit()} for side in (mine, theirs))
    return Facts(both, less - both, len(one & two), min(len(one), len(two)) - len(one & two))


def _is_reworded(one: Sequence[str], two: Sequence[str]) -> bool:
    """True when words of one stand for others in the other; where words are only left out, or one is, it is not."""
    kept = align.common(one, two)
    return min(len(one), len(two)) - kept >= max(1, _EXCHANGED * len(one))


def exactly(x: Side, y: Side) -> list[float]:
    """For each sentence of one report the part of its words that stand in runs of the other."""
    if x.runs.isdisjoint(y.runs):
        return [0.0] * len(x.sentences)
    inside = bytearray(len(x.words))
    for i in range(len(x.words) - RUN + 1):
        if x.words[i : i + RUN] in y.runs:
            inside[i : i + RUN] = b"\x01" * RUN
    out = []
    for start, one in zip(x.starts, x.sentences, strict=True):
        out.append(sum(inside[start : start + len(one.words)]) / len(one.words))
    return out


def alike(x: Side, y: Side) -> list[dict[int, float]]:
    """For each sentence of one report those of the other that are like it, with how much (0 to 1)."""
    out = []
    for one in x.sentences:
        sums: dict[int, float] = {}
        number: dict[int, int] = {}
        for form, worth in one.telling.items():
            for j in y.places.get(form, ()):
                sums[j] = sums.get(j, 0.0) + worth + y.sentences[j].telling[form]
                number[j] = number.get(j, 0) + 1
        row = {}
        for j, both in sums.items():
            likeness = both / (one.worth + y.sentences[j].worth)
            if likeness >= LEAST and (number[j] > 1 or likeness >= _ONE_WORD):
                row[j] = likeness
        out.append(row)
    return out


def best(row: Mapping[int, float], near: int) -> int | None:
    """The sentence that is most alike; of equals the one nearest to the same place."""
    return min(row, key=lambda j: (-row[j], abs(j - near), j), default=None)


def _chain(rows: Sequence[Mapping[int, float]], counts: Sequence[float]) -> float:
    """The most that pairs of sentences which keep their order add up to."""
    ends: list[int] = []  # places in the other report, rising, and the best sum of a chain that ends at or before each
    sums: list[float] = []
    for row, count in zip(rows, counts, strict=True):
        found = []
        for j, likeness in row.items():
            k = bisect_left(ends, j + 1)
            found.append((j, (sums[k - 1] if k else 0.0) + likeness * count))
        for j, total in found:
            k = bisect_left(ends, j)
            if k and sums[k - 1] >= total:
                continue
            if k < len(ends) and ends[k] == j:
                if sums[k] >= total:
                    continue
                sums[k] = total
            else:
                ends.insert(k, j)
                sums.insert(k, total)
            while k + 1 < len(ends) and sums[k + 1] <= total:
                del ends[k + 1], sums[k + 1]
    return sums[-1] if sums else 0.0


def numbers_differ(a: Digest, b: Digest) -> bool:
    """True when a sentence of one stands in the other with another number, or when one has news of its own."""
    for one, two in ((a, b), (b, a)):
        x, y = side(one), side(two)
        for mine, part, row in zip(x.sentences, exactly(x, y), alike(x, y), strict=True):
            j = best(row, 0)
            if j is None or max(part, row[j]) < _MOSTLY:
                if len(mine.facts) >= _NEWS:
                    return True
            elif {f for f in mine.facts ^ y.sentences[j].facts if f[0].isdigit()}:
                return True
    return False


def overtaken(a: Digest, b: Digest) -> bool:
    """True when the same sentence of two reports says something else: of one thing another number, or a "not".

    The numbers count it (feet and metres do not) and stand nowhere in the other. A "not" counts in what opens both:
    there stands what the news is.
    """
    x, y = side(a), side(b)
    counted = _counted(a), _counted(b)
    back, every = alike(y, x), [_numbers(side.sentences) for side in (x, y)]
    for n, (mine, row) in enumerate(zip(x.sentences, alike(x, y), strict=True)):
        j = best(row, n)
        if j is None or row[j] < _ONE_SENTENCE or best(back[j], j) != n or QUOTED in (mine.role, y.sentences[j].role):
            continue
        theirs = y.sentences[j]
        one, two = _numbers([mine]) - every[1], _numbers([theirs]) - every[0]
        if any(one & counted[0][what] and two & counted[1][what] for what in counted[0].keys() & counted[1].keys()):
            return True
        if n < x.opening and j < y.opening and (_denied(mine, theirs) or _denied(theirs, mine)):
            return True
    return False


def _counted(digest: Digest) -> dict[str, set[str]]:
    """How many there are of each thing that a report counts."""
    found: dict[str, set[str]] = {}
    for figure in digest.figures:
        what, _, many = figure.rpartition(" ")
        found.setdefault(what, set()).add(many)
    return found


def _numbers(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(f for s in sentences for f in s.facts if f[0].isdigit())


def _denied(one: Sentence, other: Sentence) -> bool:
    """True when one has a "not" before a telling word that the other has without any: "not guilty", "guilty"."""
    if any(map(_negates, other.words)):
        return False
    return any(_negates(word) and after in other.telling for word, after in pairwise(one.words))


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def split(a: Digest, b: Digest) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences of `a` that stand in `b`, in these or in other words, and those that do not."""
    x, y = side(a), side(b)
    there: list[Sentence] = []
    missing: list[Sentence] = []
    for one, part, row in zip(x.sentences, exactly(x, y), alike(x, y), strict=True):
        (there if max(part, *row.values(), 0.0) >= _MOSTLY else missing).append(one)
    return there, missing


def is_headed(a: Digest, b: Digest) -> bool:
    """True when the headline of `a` is about what it shares with `b`, or there is none.

    Of some pages a line about the site is all that is read as the report.
    """
    there, _ = split(a, b)
    words = {form for s in there for form in s.telling}
    return not a.title or any(spelt(t.stem) in words or t.number in words for t in tokens(a.title))
