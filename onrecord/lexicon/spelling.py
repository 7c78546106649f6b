"""One spelling for words that desks spell otherwise: "centre" and "center", "defence" and "defense"."""

from __future__ import annotations

from functools import cache

from onrecord.lexicon import letters

# Endings of stems in the spelling of one desk and of another. Not for print: "water" becomes "watr" on both sides.
_ENDINGS = (
    ("isation", "ization"),
    ("our", "or"),
    ("is", "iz"),
    ("ter", "tr"),
    ("yz", "ys"),
    ("enc", "ens"),
)


@cache
def spelt(stem: str) -> str:
    """A stem in the one spelling in which words are compared: accents, hyphens, dots of initials and desks aside."""
    if not stem.isascii():
        stem = letters.plain(stem)
    if not stem.isalpha():
        stem = stem.replace("-", "").replace(".", "")
    for ending, instead in _ENDINGS:
        if len(stem) > len(ending) + 2 and stem.endswith(ending):
            return stem[: -len(ending)] + instead
    return stem
