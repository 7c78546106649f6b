"""Whether two quotes are one statement: a function of the two alone, the same from both sides.

A wrong join puts words into a mouth, so each way to join asks for more than is needed to find a true one: enough of
the shorter wording in the longer, in order, and nothing between that turns the sense (a "not", a contrary, a number).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from onrecord.links.rejecting import rejected
from onrecord.links.sayings import Saying
from onrecord.links.wording import TELLING, Word, opposite, side_by_side
from onrecord.shapes import align

# Fewer words in marks than this ("an insult") may be anybody's; in so few as a short sentence has, each must be there.
_SCRAP = 2
_SHORT = 5
# The part of the shorter wording's words, and of what they tell, that the longer one has in the same order.
_WORDS, _TOLD = 0.75, 0.7
# Somebody not named is nobody else for certain: then nearly all of a longer sentence must be the same.
_SURE_WORDS, _SURE = 6, 0.9
# A paraphrase keeps these parts of what the shorter and the longer wording tell, in so many telling words.
_PARAPHRASED, _HELD, _FEWEST = 0.75, 0.5, 3
# Words of the longer wording, to each of a shorter that stands in it, that are still one stretch.
_ONE_STRETCH = 1.3
# Two words as rare as that ("ensconced in the bosom") are nobody else's.
_RARE = 8.0
# Days within which a short sentence, or somebody's words told again without marks, are of one occasion.
_SHORT_DAYS, _RETOLD_DAYS = 7, 4
# In a copy that was spun, at the same place: the part of words in order that still shows one sentence behind both.
# Where no telling word is left, a frame of grammar ("They are … the … that … the …") must be, of one speaker.
_SPUN, _FRAME = 0.3, 0.4
_HALF = 0.5
# Words that tell most, whose pairs are keys; words from the first on of which each is a key with the next.
_KEYS, _LONG = 8, 500


@dataclass(frozen=True, slots=True)
class Join:
    """Two quotes are one statement: `how` (same, reworded, paraphrase, respun), and the part of the shorter shared."""

    how: str
    share: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """Two wordings side by side."""

    one: tuple[Word, ...]
    two: tuple[Word, ...]
    runs: tuple[align.Run, ...]

    @property
    def shared(self) -> list[Word]:
        """The words of the first that the second has in order."""
        return [w for run in self.runs if run.equal for w in self.one[run.a : run.b]]

    @property
    def inside(self) -> bool:
        """True when nearly all of the shorter wording stands in one stretch of the longer."""
        equal = [run for run in self.runs if run.equal]
        sides = (len(self.one), equal[0].a, equal[-1].b), (len(self.two), equal[0].c, equal[-1].d)
        shorter, longer = sorted(sides)
        return len(self.shared) >= _SURE * shorter[0] and longer[2] - longer[1] <= _ONE_STRETCH * shorter[0]

    @property
    def turned(self) -> bool:
        """True when something between the shared words turns the sense: a "not", a contrary, another number."""
        return any(_turns(self.one[r.a : r.b], self.two[r.c : r.d]) for r in self._between())

    @property
    def replaced(self) -> float:
        """How much is told by words that stand between the shared ones in place of each other; of the larger side."""
        found = [r for r in self._between() if r.a < r.b and r.c < r.d]
        return max(
            sum(_told(self.one[r.a : r.b]) for r in found),
            sum(_told(self.two[r.c : r.d]) for r in found),
        )

    def _between(self) -> Sequence[align.Run]:
        equal = [n for n, run in enumerate(self.runs) if run.equal]
        return [r for r in self.runs[equal[0] : equal[-1]] if not r.equal] if equal else []


def keys(saying: Saying) -> tuple[str, ...]:
    """Names under which a quote is filed so that its other wordings find it: pairs of words that tell something.

    Of those that tell most each with each, of all each with the next: a piece of a long statement shares but these. A
    short sentence is filed whole.
    """
    own = [w for w in saying.words if not w.inserted]
    told = [w for w in own if w.weight > 0]
    worth = {w.key: w.weight for w in told}
    top = sorted(worth, key=lambda k: (-worth[k], k))[:_KEYS]
    found = dict.fromkeys(f"{a}+{b}" for a, b in combinations(sorted(top), 2))
    found |= dict.fromkeys("+".join(sorted((v.key, w.key))) for v, w in pairwise(told[:_LONG]))
    if len(own) <= _SHORT or len(top) < 2:
        found["=" + " ".join(w.key for w in own)] = None
    return tuple(found)


def alike(saying: Saying) -> tuple[object, ...]:
    """All of a quote that a decision rests on but its day: where it is equal, two are joined to the same others."""
    said = tuple((w.form, w.key, w.marked, w.inserted, w.apart) for w in saying.words)
    who = (saying.speaker.words, saying.speaker.name, saying.speaker.type)
    return (said, saying.kind, who, saying.force == "deny", saying.asks)


def join(a: Saying, b: Saying, *, copied: bool = False, placed: bool = False) -> Join | None:
    """How two quotes are one statement, None when they are not, or it cannot be told.

    `copied`: their reports are copies of each other; `placed`: the two stand at the same place in a copy that was spun.
    """
    if a.quote == b.quote or not a.words or not b.words or a.speaker.clashes(b.speaker):
        return None
    if (a.force == "deny") != (b.force == "deny") or (not copied and not placed and _asked(a, b)):
        return None  # what one denies and the other states is never one, in a copy neither
    if a.report == b.report and any(p.overlaps(q) for p in a.parts for q in b.parts):
        return None
    # By what they say, not by where they stand: quotes of the same words are judged alike.
    a, b = sorted((a, b), key=lambda s: (alike(s), s.day or ""))
    found = _whole(a, b, copied=copied)
    if found is None and not _taken_back(a, b):
        found = _in_marks(a, b) or _retold(a, b, copied=copied)
    if found is None and placed:
        found = _spun(a, b)
    return found


def _asked(a: Saying, b: Saying) -> bool:
    """True when one asks what the other says."""
    shorter, longer = sorted((len(a.words), len(b.words)))
    return a.asks != b.asks and shorter >= _WORDS * longer


def _taken_back(a: Saying, b: Saying) -> bool:
    """True when one has what the two share under a "not" or in another's mouth: "I never said the dam will hold"."""
    laid = _lay(a.words, b.words)
    told = [r for r in laid.runs if r.equal and _told(laid.one[r.a : r.b])]
    if not told:
        return False
    how = rejected(laid.one, told[0].a, told[-1].b), rejected(laid.two, told[0].c, told[-1].d)
    return how[0] != how[1] or how[0] not in ("", "negation")


def _whole(a: Saying, b: Saying, *, copied: bool) -> Join | None:
    """The same words from end to end: enough where they are many or the reports copy each other."""
    if [w.key for w in a.words] != [w.key for w in b.words]:
        return None
    many = len(a.words) >= _SURE_WORDS and _told(a.words) >= 2 * TELLING
    sentence = len(a.words) > _SCRAP and a.kind == b.kind == "direct" and _days(a, b, _SHORT_DAYS)
    one = a.speaker.same(b.speaker)
    if [w.marked for w in a.words] != [w.marked for w in b.words]:
        retold = len(a.words) > _SHORT and _told(a.words) >= 2 * TELLING and _days(a, b, _RETOLD_DAYS)
        return Join("paraphrase", 1.0) if one and (copied or retold) else None
    if copied and (many or one or a.speaker.words == b.speaker.words):
        return Join("same", 1.0)
    if (many and (one or a.kind == b.kind == "direct")) or (sentence and one):
        return Join("same", 1.0)
    return None


def _in_marks(a: Saying, b: Saying) -> Join | None:
    """Both in quotation marks: the words in marks of the one stand in those of the other, but for a few."""
    laid = _lay(a.marked, b.marked)
    shorter = min(laid.one, laid.two, key=len)
    if len(shorter) <= max(_SCRAP, _SHORT - 2):
        return None
    shared = laid.shared
    words, told = len(shared) / len(shorter), _told(shared) / (_told(shorter) or 1.0)
    if words < _WORDS or told < _TOLD or laid.turned:
        return None
    if _told(shared) < TELLING and not (words == 1.0 and len(shared) > _SURE_WORDS and laid.inside):
        return None
    if laid.replaced > (1 - _TOLD) * _told(shorter) or _denied_around(a, b):
        return None
    sure = len(shared) >= _SURE_WORDS and words >= _SURE
    if not a.speaker.same(b.speaker) and not sure:
        return None
    if len(shorter) <= _SHORT and not (_days(a, b, _SHORT_DAYS) and _carried(a, b, laid)):
        return None
    return Join("reworded", round(words, 3))


def _carried(a: Saying, b: Saying, laid: _Laid) -> bool:
    """True when so few words in marks are held by more than their like: told in full, or by what stands round them."""
    telling = sum(w.weight >= TELLING for w in _lay(a.words, b.words).shared)
    if "mixed" in (a.kind, b.kind):
        return telling >= _FEWEST or _told(laid.shared) >= _RARE
    forms = [w.form for w in laid.shared], [w.form for w in min(laid.one, laid.two, key=len)]
    return telling >= _FEWEST or forms[0] == forms[1]


def _denied_around(a: Saying, b: Saying) -> bool:
    """True when two sentences, of which one is told partly in marks, turn on what stands outside them."""
    if "mixed" not in (a.kind, b.kind):
        return False
    laid = _lay(a.words, b.words)
    return laid.turned and _told(laid.shared) >= _HALF * min(_told(laid.one), _told(laid.two))


def _retold(a: Saying, b: Saying, *, copied: bool) -> Join | None:
    """Told without marks in one of the two at least, by the same speaker on the same occasion."""
    alike = a.speaker.same(b.speaker) or (copied and a.speaker.words == b.speaker.words != ())
    if not alike or not _days(a, b, _RETOLD_DAYS) or a.kind == b.kind == "direct":
        return None
    laid = _lay(tuple(w for w in a.words if not w.inserted), tuple(w for w in b.words if not w.inserted))
    shared, told = laid.shared, sorted((_told(laid.one), _told(laid.two)))
    if not told[0] or laid.turned:
        return None
    telling = sum(w.weight >= TELLING for w in shared)
    if _told(shared) < _PARAPHRASED * told[0] or telling < _FEWEST:
        return None
    if _told(shared) < _HELD * told[1] and not (telling > _FEWEST and laid.inside):
        return None
    if laid.replaced > (1 - _PARAPHRASED) * told[0]:
        return None
    if not _scrap_held(a, b) or not _scrap_held(b, a):
        return None
    return Join("paraphrase", round(_told(shared) / told[0], 3))


def _scrap_held(a: Saying, b: Saying) -> bool:
    """True when what a mixed quote has in marks stands in the other."""
    if a.kind != "mixed":
        return True
    there = {w.key for w in b.words}
    return all(w.key in there for w in a.marked if w.weight > 0)


def _spun(a: Saying, b: Saying) -> Join | None:
    """At one place of a copy that was spun: some words still in order, no other number, much of a length."""
    if (a.kind == "direct") != (b.kind == "direct"):
        return None
    one, open_ = a.speaker.same(b.speaker), not a.speaker.words or not b.speaker.words
    if not one and not open_ and (a.speaker.named or b.speaker.named):
        return None
    longer, shorter = sorted((len(a.words), len(b.words)), reverse=True)
    numbers = [{w.key for w in s.words if w.number} for s in (a, b)]
    if shorter < _HALF * longer or (numbers[0] and numbers[1] and not numbers[0] & numbers[1]):
        return None
    shared = _lay(a.words, b.words).shared
    telling = any(w.weight > 0 for w in shared)
    if len(shared) < (_SPUN if telling and not open_ else _FRAME if one else _HALF) * longer:
        return None
    return Join("respun", round(len(shared) / longer, 3))


def _lay(one: tuple[Word, ...], two: tuple[Word, ...]) -> _Laid:
    return _Laid(one, two, tuple(side_by_side(one, two)))


def _told(words: Sequence[Word]) -> float:
    return sum(w.weight for w in words)


def _turns(one: Sequence[Word], two: Sequence[Word]) -> bool:
    if sorted(w.key for w in one if w.negates) != sorted(w.key for w in two if w.negates):
        return True
    numbers = [{w.key for w in side if w.number} for side in (one, two)]
    if numbers[0] != numbers[1] and all(numbers):
        return True
    return any(opposite(v, w) for v in one for w in two)


def _days(a: Saying, b: Saying, most: int) -> bool:
    """True when two quotes were printed within so many days, or it is not known when."""
    try:
        return abs((date.fromisoformat((a.day or "")[:10]) - date.fromisoformat((b.day or "")[:10])).days) <= most
    except ValueError:
        return True
