"""How much a line looks like a sentence of a report rather than a piece of a page, from its shape alone."""

from __future__ import annotations

import re

from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line
from onrecord.reports.words import of_kind

# Positive: a line of the report; negative: of the page round it. The scale is that of log odds, weighed by hand.
LONG, SENTENCE, SHORT = 3.0, 1.2, -1.2
LIMIT = 4.0

_MENU = 0.4  # prose has small letters at the head of 0.7 of its words and more, menus run into one line 0.1 to 0.3

_CLOSED = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]]*$")
_HALF = re.compile(r"[,;:—–][\"'”’»]*$")
_QUOTE = re.compile(r"[“”\"«»„]")
_TOKEN = re.compile(r"\w[\w'’.-]*")
_BULLET = re.compile(r"\s*(?:[*+•·▪►▶➤✓|>»]|-(?=\s))\s*\S")
_LINKISH = re.compile(r"https?://|www\.|\S@\S+\.\w|©|\|")
_LINKED = ("://", "www.", "@", "©", "|")  # what is linkish has one of these


def is_closed(words: str) -> bool:
    """True when the line ends as a sentence does."""
    return _CLOSED.search(words[-8:]) is not None


def is_open(words: str) -> bool:
    """True when the line breaks off at a comma, colon or dash."""
    return _HALF.search(words[-8:]) is not None


def is_hanging(words: str) -> bool:
    """True when the line ends with a word that no sentence ends with: "the", "of", "said"."""
    last = words[-20:].split()
    return bool(last) and last[-1] in of_kind("hanging")


def starts_low(words: str) -> bool:
    """True when the line goes on from an earlier one: it begins with a small letter, a comma or a full stop."""
    for char in words[:4]:
        if char.isalpha():
            return char.islower()
        if char in ",.;:)":
            return True
        if char.isdigit():
            return False
    return False


def score(line: Line) -> float:
    """From -4 (surely a piece of the page) to 4 (surely a sentence of a report)."""
    words = line.words[:2000]
    tokens = _TOKEN.findall(words)
    count = len(tokens) if not is_wordless_script(words) else len(words) // 3
    if not count:
        return -1.5
    small = sum([t[0].islower() for t in tokens]) / max(1, len(tokens))
    closed = is_closed(line.words)
    total = _by_length(count)
    if closed:
        total += SENTENCE if count >= 5 else 0.3
    elif count >= 12 and not is_open(words):
        total -= 0.8
    if count >= 4:
        total += 3.0 * (small - 0.5) if count < 25 else 1.5 * (small - 0.5)
    if count >= 12 and small < _MENU and words.isascii():
        total -= LONG
    if _QUOTE.search(words) and count >= 5:
        total += 0.6
    if _BULLET.match(words):
        total -= 1.2
    if any(map(words.__contains__, _LINKED)) and _LINKISH.search(words):
        total -= 1.2
    if words.isupper() and count < 12:
        total -= 0.8
    return max(-LIMIT, min(LIMIT, total))


def _by_length(count: int) -> float:
    """Short lines belong to pages, long ones to reports; a dozen words say nothing."""
    if count >= 30:
        return LONG
    if count >= 12:
        return LONG * (count - 12) / 18
    return SHORT * (12 - count) / 9
