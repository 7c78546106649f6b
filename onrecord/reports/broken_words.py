"""Words that a line's end cut: at a hyphen, which may be the word's own, or behind a large first letter."""

from __future__ import annotations

import re
from functools import cache, cached_property

from onrecord.shapes.table import load

_ENDS = re.compile(r"([^\W_]++)[-\u2010\u00ad\u00ac]$")
_BEGINS = re.compile(r"[^\W_]++")
_COMPOUND = re.compile(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}")
_WORD = re.compile(r"[^\W\d_]{4,60}")
REACH = 60  # characters at a line's end in which its last word is looked for
_SHORT = 2  # letters: nobody cuts a word so that fewer stand on the next line
UNPRINTED = "\u00ad\u00ac"  # soft hyphens, and what some programs print for them
_DROPPED = re.compile(r"[“\"‘']?[A-Z]")
# Two consonants that an English word can begin with.
_ONSETS = frozenset(
    "bl br ch cl cr dr dw fl fr gl gr kn ph pl pr ps rh sc sh sk sl sm sn sp sq st sw th tr tw wh wr".split()
)
_CONSONANT = frozenset("bcdfghjklmnpqrstvwxz")


def is_drop_cap(words: str) -> bool:
    """True for a line of one capital letter, as stands large at the head of a report's first paragraph."""
    return len(words) <= 2 and _DROPPED.fullmatch(words) is not None


def begins_word(capital: str, after: str) -> bool:
    """True where a lone capital is the first letter of the word that the next line begins with: "T", "he mayor".

    "A" and "I" are words themselves: they stay so where what follows can be a word ("A", "mayor"; not "A", "fter").
    """
    begin = _BEGINS.match(after[:REACH])
    if not is_drop_cap(capital) or begin is None or not begin.group()[0].islower():
        return False
    rest = begin.group()
    if capital[-1] not in "AI":
        return True
    return len(rest) == 1 or (rest[0] in _CONSONANT and rest[1] in _CONSONANT and rest[:2] not in _ONSETS)


class Hyphens:
    """The words of one report, asked about line ends that cut one."""

    def __init__(self, text: str) -> None:
        """`text` is the report's own: a word that it has elsewhere, with or without its hyphen, is written so."""
        self._text = text

    def between(self, before: str, after: str) -> str | None:
        """What takes the place of the hyphen between a line that ends in one and the next: "", "-" or "- ".

        None where `before` ends in none. What the report does not tell, the table of compounds does: "well-" and
        "known" keep it, "govern-" and "ment" do not.
        """
        tail = before[-REACH:]
        end, begin = _ENDS.search(tail), _BEGINS.match(after[:REACH])
        if end is None or begin is None:
            return None
        if tail[-1] in UNPRINTED:
            return ""
        first, last = end.group(1), begin.group()
        if last.casefold() in _words("apart"):
            return "- "
        # "22-year-old", "Anglo-Saxon", "US-led", "state-of-the-art", "made-up"
        own = not first.isalpha() or not last.islower() or (first.isupper() and len(first) > 1)
        if own or tail[: end.start()].endswith("-") or len(last) <= _SHORT:
            return "-"
        return "-" if self._is_compound(first.casefold(), last.casefold()) else ""

    def _is_compound(self, first: str, last: str) -> bool:
        if first + last in self._whole:
            return False
        if f"{first}-{last}" in self._hyphened or first in _words("first"):
            return True
        return last in _words("last") and first not in _words("prefix")

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(w.casefold() for w in _WORD.findall(self._text))

    @cached_property
    def _hyphened(self) -> frozenset[str]:
        return frozenset(w.casefold() for w in _COMPOUND.findall(self._text))


@cache
def _words(part: str) -> frozenset[str]:
    rows = load(__package__, "broken_words.tsv", ("word", "part"), key=("word", "part"))
    return frozenset(row["word"] for row in rows if row["part"] == part)
