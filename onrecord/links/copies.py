"""Which report repeats which: exact, cut, added to, respun sentence by sentence, or brought up to date.

Narration alone decides: two reporters at one press conference print the same quotation marks full, but not the same
sentences around them. What speaks to the readers decides nothing: all sites of one system print it. And what is shared
must share its facts: two reports on one pattern have the same words, with other names and numbers in them.
"""

from __future__ import annotations

from onrecord.links import versions
from onrecord.links.direction import agency_of, older, source_of
from onrecord.links.filing import LEAST_KEYS, keys, plain_words
from onrecord.links.likeness import head, likeness
from onrecord.links.shared import Shared, is_headed, numbers_differ, overtaken, shared, side
from onrecord.shapes.link import Copy, Digest, Head

__all__ = ["LEAST_KEYS", "compare", "keys", "may_be"]

# Fewer words than this are a notice, not a report: nearly all of it must be the same, facts too.
_SHORT = 30
_NOTICE_FACTS = 3
_WHOLE = 0.85
# Below half of a report's narration it draws on another, as reports do with background; it is not a copy of it.
_HALF = 0.5
# Of a report that takes the opening of another for its own opening, a third is enough, where it is a quarter of the
# other at least: the rest is what it added.
_PART, _PART_OF = 0.35, 0.25
# What is shared without the opening of either is background, unless it is nearly all of one.
_NEARLY = 0.75
# What a desk leaves standing when it brings its own report up to date.
_KEPT = 0.3
# What is left standing of a page that was written anew.
_SOME = 0.1
# Names and numbers that agree, of those that stand in sentences which are alike. On one pattern a third may agree by
# chance (the same town); of copies nine in ten do, and half of them in the worst translation.
_AGREEING, _AGREEING_PART = 0.5, 0.75
# A respun copy keeps the order of the sentences and nearly every fact, and a third of what its narration tells in the
# thorough paraphrase, eight in ten in the work of a spinning program; one in another order is told by more. Two
# reports of one happening reach a quarter in both directions, half in one where that one is short, and a fifth of
# their facts clash. Each row: the least that stands in the order of the other, of the one and of the other report, the
# facts that agree (part, number), and the sentences.
_RESPUN = (
    (0.77, 0.1, 0.85, 3, 2),
    (0.65, 0.25, 0.85, 3, 2),
    (0.55, 0.25, 0.85, 8, 5),
    (0.45, 0.4, 0.85, 5, 4),
    (0.38, 0.3, 0.9, 10, 6),
)
# The same for what stands there in any order.
_MOVED = ((0.65, 0.25, 0.85, 3, 2), (0.6, 0.4, 0.75, 3, 3))
# The part of the sentences that are shared which stands there in other words, from which on a copy is rewritten.
_REWORDED = 0.5
# Less alike in the words that tell is no copy, but another happening on one pattern ("X and Y will hold talks in Z").
# Of 254 made republications one is below .4, at .23.
_ALIKE = 0.2
# One sentence is a citation.
_SENTENCES = 2
# A copy has hardly a sentence that its source lacks, however it was worded anew. Where each of two has more than that
# part of its own, words exchanged prove nothing: then two sentences that stand in both word for word must show it, or
# that part of each that stands in runs of the other.
_OWN, _RUNS = 0.05, 0.4
# So many of them, and that part of one report, are enough though neither opens with them.
_SENTENCES_ALONE, _STANDING = 4, 0.3


def may_be(a: Head, b: Head) -> bool:
    """False of two reports, not of one page, that tell of such different things that neither repeats the other."""
    return not a.words or not b.words or likeness(a, b).all >= _ALIKE


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
    stands = shared(of, copy)
    share = max(stands.told, stands.carried) if kind == "rewritten" else stands.carried
    return Copy(copy.id, of.id, kind, round(min(share, 1.0), 3), source is not None)


def _kind(a: Digest, b: Digest) -> str | None:
    kind = _by_words(a, b)
    if kind in ("rewritten", "trimmed"):
        ab, ba = shared(a, b), shared(b, a)
        own = min(ab.own, ba.own) > _OWN
        if overtaken(a, b) or (own and _one_agency(a, b)):
            return "update"
        little = min(ab.exact, ba.exact) < _RUNS and max(ab.sentences, ba.sentences) < _SENTENCES
        if kind == "rewritten" and own and little:
            return None
    return kind


def _by_words(a: Digest, b: Digest) -> str | None:
    if versions.one_page(a, b) and (_kept(a, b) or versions.is_web(a.address)):
        return "update" if _kept(a, b) else None
    x, y = side(a), side(b)
    if not x.words or not y.words:
        return None
    if x.addressed or y.addressed:  # a wall in front of two reports, say
        alike = x.words == y.words and plain_words(a.title or "") == plain_words(b.title or "")
        return "identical" if alike and a.title else None
    if x.words == y.words and len(x.words) >= 8:
        return _same(a, b)
    if not may_be(head(a), head(b)):
        return None
    ab, ba = shared(a, b), shared(b, a)
    facts = ab.firm.and_(ba.firm)
    if min(len(x.words), len(y.words)) < _SHORT:
        if facts.agreeing < _WHOLE or facts.is_counted_anew or facts.agree < 2 * _NOTICE_FACTS:
            return None
        if min(ab.exact, ba.exact) >= _WHOLE:
            return "update" if _same_desk(a, b) and numbers_differ(a, b) else "verbatim"
        held = max(ab.exact, ba.exact) >= _WHOLE and (ab.opening or ba.opening)
        return "trimmed" if held and is_headed(a, b) and is_headed(b, a) else None
    if facts.agreeing < _AGREEING or facts.is_counted_anew:
        return None
    if min(ab.carried, ba.carried) >= _WHOLE and min(ab.exact, ba.exact) >= _NEARLY:
        return "update" if _same_desk(a, b) and numbers_differ(a, b) else "verbatim"
    most = max(ab, ba, key=lambda s: s.exact)
    whole = most.exact >= _NEARLY or most.told >= _NEARLY
    half = most.exact >= _HALF and most.number >= _SENTENCES and (ab.opening or ba.opening)
    part = (
        most.exact >= _PART
        and min(ab.exact, ba.exact) >= _PART_OF
        and most.narrated >= _SENTENCES
        and ab.opening
        and ba.opening
    )
    if whole or half or (part and facts.agreeing >= _AGREEING_PART):
        if _same_desk(a, b):
            return "update"
        return "rewritten" if most.reworded >= _REWORDED else "trimmed"
    if min(ab.exact, ba.exact) >= _KEPT and _same_desk(a, b):
        return "update"
    return "rewritten" if _respun(ab, ba) or _stands(ab) or _stands(ba) else None


def _stands(part: Shared) -> bool:
    """True when many whole sentences of one stand in the other word for word."""
    return part.sentences >= _SENTENCES_ALONE and part.standing >= _STANDING


def _same(a: Digest, b: Digest) -> str:
    """Of two with the same words in the same order: the same report, or under another headline or in other spelling."""
    one, two = (plain_words(d.title or "") for d in (a, b))
    texts = ([w for s in d.paragraphs for w in plain_words(s.text)] for d in (a, b))
    return "identical" if one == two and next(texts) == next(texts) else "verbatim"


def _respun(ab: Shared, ba: Shared) -> bool:
    """True when the sentences of one stand in the other in other words: in their order, or very much alike."""
    if not (ab.opening or ba.opening):
        return False
    one, two = ab.narration, ba.narration
    also = (one.facts.and_(two.facts).agreeing, min(one.facts.agree, two.facts.agree), min(one.number, two.number))
    ordered = (max(one.ordered, two.ordered), min(one.ordered, two.ordered), *also)
    moved = (max(one.alike, two.alike), min(one.alike, two.alike), *also)
    return any(_reaches(ordered, row) for row in _RESPUN) or any(_reaches(moved, row) for row in _MOVED)


def _reaches(found: tuple[float, ...], least: tuple[float, ...]) -> bool:
    return all(f >= m for f, m in zip(found, least, strict=True))


def _kept(a: Digest, b: Digest) -> bool:
    """True when two readings of one address are of one report: not of a front page, an error, a notice of cookies.

    The address of a page says much, a place in a folder ("page.html", a row's number) little.
    """
    if not a.length or not b.length:
        return False
    share, title = max(shared(a, b).carried, shared(b, a).carried), a.title is not None and a.title == b.title
    if versions.is_web(a.address):
        return title or share >= _SOME
    return share >= (_SOME if title else _KEPT)


def _same_desk(a: Digest, b: Digest) -> bool:
    """True when one newsroom published both, on days that differ or are not known to be the same."""
    same = a.outlet is not None and a.outlet == b.outlet and agency_of(a) == agency_of(b)
    return same and (a.changed is None or a.changed != b.changed)


def _one_agency(a: Digest, b: Digest) -> bool:
    """True when both are of one agency, which went on with its report: not of one moment, as far as is known."""
    same = agency_of(a) is not None and agency_of(a) == agency_of(b)
    return same and (a.changed != b.changed or (a.moment is not None and b.moment is not None and a.moment != b.moment))


def _own_matter(a: Digest, b: Digest) -> float:
    """How many of a's words b does not have."""
    return (1 - shared(a, b).told) * side(a).total
