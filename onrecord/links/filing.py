"""Under which names a report is filed so that its copies find it, whatever was done to them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from rensa import RMinHash

from onrecord.links import versions
from onrecord.links.sentences import ADDRESS, CREDIT, Sentence
from onrecord.links.shared import RUN, runs, side
from onrecord.shapes.link import Digest

# Bands as measured for near copies: 32 of 4 find nine in ten pairs at a likeness of 0.5, and nearly all above.
_PERMUTATIONS = 128
_SEED = 20
_BANDS = 32
# Respun copies share names and numbers, but few runs of words: 48 bands of 2 find them at a likeness of 0.25.
_FACT_BANDS = 48
# Reports with fewer pairs of names and numbers are filed by pairs with their rare words as well, which a spinning
# program mostly leaves alone; fewer than the least say nothing.
_FEW, _FEWEST = 20, 4
_RARE = 4.0
# A sentence of fewer words ("Police are investigating.") stands in many reports by chance.
_LONG_SENTENCE = 10
# Of the names and numbers of one sentence, so many together are hardly found in another by chance.
_MANY_FACTS = 3
# Sentences of one report that are filed: those whose hashes are least, so of two long copies the same ones.
_MOST = 48
# Fewer words than this are filed as a whole.
_SHORT = 30
# One key of words is never chance. Of those of names and numbers reports from one place share some ("Porto", "Nevia"):
# with four asked for, few unrelated pairs are left, and of respun copies 99 in 100.
# One sentence alone is a citation, or stands in every report of its kind; but of the opening it may be an excerpt.
_OPENING = 3
LEAST_KEYS = {"page": 1, "words": 1, "sentences": 2, "facts": 4}
_KINDS = {"u": "page", "f": "facts", "r": "facts", "n": "facts", "s": "sentences"}


def keys(digest: Digest) -> tuple[str, ...]:
    """Names under which a report is filed so that its copies find it: two copies share as many as LEAST_KEYS tells.

    Bands of MinHash over runs of words, and over names and numbers that stand near each other; long sentences; the
    names and numbers of a sentence; the address. What speaks to the readers and credit lines are left out. Each has its
    kind in front.
    """
    return tuple(f"{_KINDS.get(name[0], 'words')} {name}" for name in _names(digest))


def _names(digest: Digest) -> tuple[str, ...]:
    found: dict[str, None] = {}
    page = versions.page(digest.address, digest.part)
    if page is not None:
        found[f"u:{page}"] = None
    mine = side(digest)
    if mine.addressed:  # nothing but a wall, the same before all reports of a site
        found[f"t:{_hash(' '.join((*plain_words(digest.title or ''), *mine.words)))}"] = None
        return tuple(found)
    told = [s for s in mine.sentences if s.role not in (ADDRESS, CREDIT)]
    if len(mine.words) >= RUN + 3:
        found |= dict.fromkeys(_bands("w", (" ".join(r) for r in runs(mine.words, RUN)), _BANDS))
    near = sorted({" ".join(p) for s in told for p in _near(s, math.inf)})
    if len(near) >= _FEWEST:
        found |= dict.fromkeys(_bands("f", near, _FACT_BANDS))
    if len(near) < _FEW:
        rare = sorted({" ".join(p) for s in told for p in _near(s, _RARE)})
        if len(rare) >= _FEWEST:
            found |= dict.fromkeys(_bands("r", rare, _FACT_BANDS))
    # "The family will hand over its shares": what names nobody and counts nothing stands in many reports by chance.
    long = [s for s in told if len(s.words) >= _LONG_SENTENCE and s.facts]
    for name, texts in (
        ("s", (" ".join(s.words) for s in long)),
        ("n", (" ".join(sorted(s.facts)) for s in told if len(s.facts) >= _MANY_FACTS)),
    ):
        found |= dict.fromkeys(f"{name}:{h}" for h in sorted({_hash(t) for t in texts})[:_MOST])
    opening = [" ".join(s.words) for s in long[:_OPENING]]
    found |= dict.fromkeys(f"o:{_hash(t)}" for t in opening)
    if mine.words and len(mine.words) < _SHORT:
        found[f"t:{_hash(' '.join(mine.words))}"] = None
    return tuple(found)


def _near(sentence: Sentence, rare: float) -> Iterable[tuple[str, ...]]:
    """Pairs of names and numbers of which not more than one stands between; in no order, as translations move them.

    Words that are worth `rare` or more count with them.
    """
    telling = sentence.telling
    facts = [w for w in dict.fromkeys(sentence.words) if w in sentence.facts or telling.get(w, 0.0) >= rare]
    for gap in (1, 2):
        for one, two in zip(facts, facts[gap:], strict=False):
            yield tuple(sorted((one, two)))


def _bands(name: str, items: Iterable[str], bands: int) -> list[str]:
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(list(items))
    values = sketch.digest()
    rows = _PERMUTATIONS // bands
    return [f"{name}{i}:{_hash(' '.join(map(str, values[i * rows : (i + 1) * rows])))}" for i in range(bands)]


def _hash(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()


def plain_words(text: str) -> Sequence[str]:
    """The words of a text as they are compared one by one: case and apostrophes aside."""
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))
