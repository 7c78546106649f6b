"""Words of reports as accounts compare them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FUNCTION = frozenset(
    "a an the of in on at to from by with for and or but as that this which who it its they their he his her she was"
    " were is are be been being has have had will would could said says say more than about some least up after before"
    " also not no there".split()
)


def printed_words(text: str) -> list[str]:
    """Words of letters, in order and as printed."""
    return _WORD.findall(text)


def stems(text: str) -> list[str]:
    """The telling words of `text` in lower case, without endings of the plural, in order."""
    words = (w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text))
    return [_singular(w) for w in words if w not in _FUNCTION and len(w) > 1]


def most(words: Iterable[str | None]) -> str | None:
    """The commonest of some words, of equals the shortest; None when there are none."""
    counts = Counter(w for w in words if w)
    return min(counts, key=lambda w: (-counts[w], len(w), w), default=None)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
