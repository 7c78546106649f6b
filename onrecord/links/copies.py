"""Which report repeats which: exact, cut, added to, or respun sentence by sentence.

Narration alone decides: two reporters at one press conference print the same quotation marks full, but not the same
sentences around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from rensa import RMinHash

from onrecord.links import versions
from onrecord.links.direction import agency_of, older, source_of
from onrecord.links.words import Token, tokens
from onrecord.shapes import align
from onrecord.shapes.link import Copy, Digest

# Bands as measured for near copies: 32 of 4 find nine in ten pairs at a likeness of 0.5, and nearly all above.
_PERMUTATIONS = 128
_SEED = 20
_BANDS = 32
# Respun copies share names and numbers in order, but few runs of words: 48 bands of 2 find them at a likeness of 0.25.
_FACT_BANDS = 48
_SHINGLE = 5
_FACT_SHINGLE = 3
# A paragraph of fewer words ("Police are investigating.") stands in many reports by chance.
_LONG_PARAGRAPH = 12
# Fewer words than this are a notice, not a report: only word for word the same counts.
_SHORT = 30
_WHOLE = 0.85
# Below half of a report's narration it draws on another, as reports do with background; it is not a copy of it.
_HALF = 0.5
# What a desk leaves standing when it brings its own report up to date.
_KEPT = 0.3
# What is left standing of a page that was written anew.
_SOME = 0.1
_MOST_SENTENCES = 200
_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Prepared:
    words: tuple[str, ...]
    narration: tuple[str, ...]
    shingles: frozenset[tuple[str, ...]]
    sentences: tuple[_Sentence, ...]


def keys(digest: Digest) -> tuple[str, ...]:
    """Names under which a report is filed so that its copies find it: two copies share at least one.

    Bands of MinHash over runs of words and over names and numbers in order, long paragraphs, and the address.
    """
    found: dict[str, None] = {}
    page = versions.page(digest.address, digest.part)
    if page is not None:
        found[f"u:{page}"] = None
    words = _prepared(digest).words
    for name, items, bands in (
        ("w", [" ".join(s) for s in _runs(words, _SHINGLE)], _BANDS),
        ("f", [" ".join(s) for s in _runs(_facts(digest), _FACT_SHINGLE)], _FACT_BANDS),
    ):
        if len(items) >= 8:
            found |= dict.fromkeys(_bands(name, items, bands))
    for stretch in digest.paragraphs:
        paragraph = _plain_words(stretch.text)
        if len(paragraph) >= _LONG_PARAGRAPH:
            found[f"p:{_hash(' '.join(paragraph))}"] = None
    if words and len(words) < _SHORT:
        found[f"t:{_hash(' '.join(words))}"] = None
    return tuple(found)


def compare(a: Digest, b: Digest) -> Copy | None:
    """How one of two reports repeats the other, None when neither does. The same whichever comes first."""
    if a.id == b.id:
        return None
    a, b = sorted((a, b), key=lambda d: d.id)
    kind = _kind(a, b)
    if kind is None:
        return None
    if kind == "update" and versions.one_page(a, b):
        told = older(a, b)
        source = None if told is None else told[0]
    else:
        source = source_of(a, b, kind)
    copy, of = (a, b) if source is b else (b, a)
    if kind == "trimmed" and _own_matter(copy, of) > _own_matter(of, copy):
        kind = "extended"  # it adds more than it leaves out
    share = _likeness(of, copy) if kind == "rewritten" else _coverage(of, copy)
    return Copy(copy.id, of.id, kind, round(share, 3), source is not None)


def _kind(a: Digest, b: Digest) -> str | None:
    x, y = _prepared(a), _prepared(b)
    if versions.one_page(a, b) and (_kept(a, b) or versions.is_web(a.address)):
        return "update" if _kept(a, b) else None
    if not x.words or not y.words:
        return None
    if x.words == y.words:
        if len(x.words) < 8:
            return None
        return "identical" if _plain_words(a.title or "") == _plain_words(b.title or "") else "verbatim"
    if min(len(x.words), len(y.words)) < _SHORT:
        return None
    ab, ba = _coverage(a, b), _coverage(b, a)
    if max(ab, ba) >= _HALF:
        told = (_narrated(x, y), _narrated(y, x))
        if min(ab, ba) >= _WHOLE and min(told) >= _WHOLE - 0.1:
            return "verbatim"
        if max(told) >= _HALF:
            return "update" if _same_desk(a, b) else "trimmed"
    if min(ab, ba) >= _KEPT and _same_desk(a, b):
        return "update"
    if min(_likeness(a, b), _likeness(b, a)) >= 0.25 and max(_likeness(a, b), _likeness(b, a)) >= _HALF:
        return "rewritten"
    return None


def _kept(a: Digest, b: Digest) -> bool:
    """True when two readings of one address are of one report: not of a front page, an error, a notice of cookies.

    The address of a page says much, a place in a folder ("page.html", a row's number) little.
    """
    if not a.length or not b.length:
        return False
    share, title = max(_coverage(a, b), _coverage(b, a)), a.title is not None and a.title == b.title
    if versions.is_web(a.address):
        return title or share >= _SOME
    return share >= (_SOME if title else _KEPT)


def _same_desk(a: Digest, b: Digest) -> bool:
    """True when one newsroom published both, on days that differ or are not known to be the same."""
    same = a.outlet is not None and a.outlet == b.outlet and agency_of(a) == agency_of(b)
    return same and (a.changed is None or a.changed != b.changed)


@lru_cache(maxsize=512)
def _prepared(digest: Digest) -> _Prepared:
    words: list[str] = []
    narration: list[str] = []
    sentences: list[_Sentence] = []
    for stretch in digest.paragraphs:
        words += _plain_words(stretch.text)
        narration += [*_plain_words(_QUOTED.sub(" | ", stretch.text)), "|"]
        sentences += [_sentence(s) for s in _SENTENCE.split(_QUOTED.sub(" ", stretch.text))]
    kept = tuple(s for s in sentences if len(s.words) >= 5)[:_MOST_SENTENCES]
    return _Prepared(tuple(words), tuple(narration), frozenset(_runs(words, _SHINGLE)), kept)


def _sentence(text: str) -> _Sentence:
    found = list(tokens(text))
    return _Sentence(tuple(t.number or t.stem for t in found), frozenset(f for t in found if (f := _fact(t))))


def _fact(token: Token) -> str | None:
    if token.number is not None:
        return token.number
    return token.stem if token.capital and not token.initial else None


def _facts(digest: Digest) -> list[str]:
    return [f for s in digest.paragraphs for t in tokens(s.text) if (f := _fact(t))]


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))


def _runs(words: list[str] | tuple[str, ...], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def _covered(words: tuple[str, ...], shingles: frozenset[tuple[str, ...]]) -> float:
    """The part of `words` that stands in runs of the other text; "|" marks a gap and is no word."""
    if shingles.isdisjoint(own := _runs(words, _SHINGLE)):
        return 0.0
    inside = bytearray(len(words))
    for i, run in enumerate(own):
        if run in shingles:
            inside[i : i + _SHINGLE] = b"\x01" * _SHINGLE
    total = sum(w != "|" for w in words)
    return sum(inside) / total if total else 0.0


@lru_cache(maxsize=4096)
def _coverage(a: Digest, b: Digest) -> float:
    """The part of a's words that b carries in runs."""
    return _covered(_prepared(a).words, _prepared(b).shingles)


def _own_matter(a: Digest, b: Digest) -> float:
    """How many of a's words b does not have."""
    return (1 - _coverage(a, b)) * a.length


def _narrated(x: _Prepared, y: _Prepared) -> float:
    return _covered(x.narration, y.shingles)


@lru_cache(maxsize=4096)
def _likeness(a: Digest, b: Digest) -> float:
    """The part of a's narration in sentences that b has too, respun, in the same order."""
    x, y = _prepared(a).sentences, _prepared(b).sentences
    total = sum(len(s.words) for s in x)
    if len(x) < 3 or len(y) < 3:
        return 0.0
    pairs = align.best(len(x), len(y), lambda i, j: len(x[i].words) if _respun(x[i], y[j]) else 0)
    return sum(len(x[i].words) for i, _ in pairs) / total


def _respun(s: _Sentence, t: _Sentence) -> bool:
    """One sentence in other words: most words the same in the same order, or the same names and numbers."""
    longer = max(len(s.words), len(t.words))
    if min(len(s.words), len(t.words)) < 0.6 * longer:
        return False
    if s.facts and t.facts and not s.facts & t.facts:
        return False
    order = align.common(s.words, t.words) / longer
    if order >= 0.5:
        return True
    common, either = len(s.facts & t.facts), len(s.facts | t.facts)
    return order >= 0.35 and common >= 3 and common >= 0.75 * either


def _bands(name: str, items: list[str], bands: int) -> list[str]:
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(items)
    values = sketch.digest()
    rows = _PERMUTATIONS // bands
    return [f"{name}{i}:{_hash(' '.join(map(str, values[i * rows : (i + 1) * rows])))}" for i in range(bands)]


def _hash(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()
