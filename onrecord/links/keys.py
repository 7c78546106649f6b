"""Under which keys a report is filed, and how many of a kind two reports must share to be held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.links import copies, stories
from onrecord.shapes.link import Digest

# How many keys of each kind two reports must share, and which kinds lead to each kind of link.
LEAST = {**copies.LEAST_KEYS, **stories.LEAST_KEYS}
NEEDED = {"copy": frozenset(copies.LEAST_KEYS), "story": frozenset(stories.LEAST_KEYS)}
# Kinds of keys under which two reports meet only where they lie no more than so many days apart, if both have a day.
NEAR = stories.NEAR_KEYS


def keys(digest: Digest) -> tuple[str, ...]:
    """All keys of a report, each with its kind in front."""
    return (*copies.keys(digest), *stories.keys(digest))


def day(digest: Digest) -> int | None:
    """The day that a report is filed with, counted from the first one; None where it states none."""
    return stories.day(digest.published)


def met(mine: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
    """The kinds of keys under which two reports meet, by the keys of both."""
    shared = Counter(key.partition(" ")[0] for key in set(mine).intersection(theirs))
    return frozenset(kind for kind, n in shared.items() if n >= LEAST[kind])


def near(a: Digest, b: Digest, kinds: Iterable[str]) -> frozenset[str]:
    """Of the kinds of keys that two reports share those under which they meet, by the days of both."""
    one, two = day(a), day(b)
    apart = 0 if one is None or two is None else abs(one - two)
    return frozenset(kind for kind in kinds if apart <= NEAR.get(kind, apart))
