"""What a ledger keeps of a report to link it by, and the links between two reports that it makes of that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import cast

from onrecord.ledger.edges import Link, Linking
from onrecord.ledger.meetings import Head as FiledHead
from onrecord.ledger.store import Store
from onrecord.links import copies, keys, likeness, stories
from onrecord.links.digest import digest
from onrecord.shapes.json_text import compact, parsed
from onrecord.shapes.link import Copy, Digest, Edge, Head
from onrecord.shapes.plain import from_plain, to_plain

# Digests are kept in the ledger; one that an earlier version made in another shape is made anew from its report.
DIGEST_SHAPE = hashlib.sha256(repr([(f.name, f.type) for f in fields(Digest)]).encode()).hexdigest()[:12]
# What is kept of a digest to tell whether its report is of one happening with another: a third of it.
HEAD_SHAPE = hashlib.sha256(repr([(f.name, f.type) for f in fields(Head)]).encode()).hexdigest()[:12]


def as_kept(of: Digest) -> str:
    """A digest as a ledger keeps it, with what tells its shape."""
    return compact([DIGEST_SHAPE, to_plain(of)])


def linking(store: Store) -> Linking:
    """How reports of a ledger are linked."""

    def link(mine: tuple[str, str], others: Mapping[str, tuple[str, frozenset[str]]]) -> list[Link]:
        one = digest_of(store, *mine)
        found = ((other, kept, kinds) for other, (kept, kinds) in sorted(others.items()))
        return [tie for other, kept, kinds in found for tie in _ties(store, one, (other, kept), kinds)]

    return Linking(link, keys.LEAST, keys.NEEDED, keys.NEAR, filed_head)


def digest_of(store: Store, report: str, kept: str) -> Digest:
    """The digest of a report from what the ledger keeps of it; made anew where that has an older shape."""
    return kept_digest(kept) or digest(store.reading(report), store.address(report))


@lru_cache(maxsize=1024)  # a hundred kilobytes each
def kept_digest(kept: str) -> Digest | None:
    """The digest that was kept; None where it has another shape. The same few are asked for again and again."""
    shape, plain = parsed(kept, long=False)
    return cast(Digest, from_plain(Digest, plain)) if shape == DIGEST_SHAPE else None


def _digest(store: Store, report: str) -> Digest:
    return digest_of(store, report, store.digests([report])[report])


def filed_head(kept: str) -> FiledHead:
    """What is filed of a report beside its keys, from its digest as it is kept."""
    of = kept_digest(kept)
    if of is None:
        return FiledHead()
    return FiledHead(*head_of(of))


def head_of(of: Digest) -> tuple[int | None, str]:
    """The day of a report and the head of its digest as a ledger keeps it."""
    return keys.day(of), compact([HEAD_SHAPE, to_plain(likeness.head(of))])


@lru_cache(maxsize=4096)
def _kept_head(kept: str) -> Head | None:
    shape, plain = parsed(kept, long=False) if kept else ("", None)
    return cast(Head, from_plain(Head, plain)) if shape == HEAD_SHAPE else None


def _ties(store: Store, one: Digest, other: tuple[str, str], kinds: frozenset[str]) -> Iterator[Link]:
    """As `ties`, by the digest of the one, and the id and the head of the other, by which most is told."""
    head = _kept_head(other[1])
    if head is None or _may_be_copies(one, head, kinds):
        yield from ties(one, _digest(store, other[0]), kinds)
    elif not kinds.isdisjoint(keys.NEEDED["story"]):
        yield from _told(one.id, other[0], None, stories.related(likeness.head(one), head))


def _may_be_copies(one: Digest, other: Head, kinds: frozenset[str]) -> bool:
    if kinds.isdisjoint(keys.NEEDED["copy"]):
        return False
    return "page" in kinds or copies.may_be(likeness.head(one), other)


def ties(a: Digest, b: Digest, kinds: frozenset[str]) -> Iterator[Link]:
    """The link between two reports that met under some kinds of keys; which comes first makes no difference.

    Copies share a story whatever else ties them.
    """
    copy = None if kinds.isdisjoint(keys.NEEDED["copy"]) else copies.compare(*sorted((a, b), key=lambda of: of.id))
    met = copy is None and not kinds.isdisjoint(keys.NEEDED["story"])
    yield from _told(a.id, b.id, copy, stories.related(likeness.head(a), likeness.head(b)) if met else None)


def _told(one: str, two: str, copy: Copy | None, score: float | None) -> Iterator[Link]:
    a, b = sorted((one, two))
    if copy is not None:
        yield Link("copy", a, b, compact(to_plain(copy)))
    elif score is not None:
        yield Link("story", a, b, compact(to_plain(Edge(a, b, score))))
