"""Headlines In Title Case, read as if they were written plainly.

A tagger takes "Rebels Seize Town" for a name. Where most words of a title are capitals for show, those that the tables
know are put in lower case and the title is parsed again; every letter keeps its place, so offsets hold.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import nations, people_nouns
from onrecord.marks.events.tables import bases, classes, effects, light_verbs, nouns, verbs
from onrecord.marks.parse import Paragraph, parse

MOST = 0.7  # of the words of four letters and more; names alone never make so many capitals
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    "a an the of in on at to for from by with as after before over under into amid and or but off out up down near is "
    "are was were be been has have had will would may might not no its his her their it he she they who that more than "
    "about against during since says say said new two three four five six seven eight nine ten".split()
)


def plain(paragraph: Paragraph) -> Paragraph:
    """The paragraph itself, or a title in title case parsed again with its common words in lower case."""
    if paragraph.role != "title" or not _for_show(paragraph.text):
        return paragraph
    words = _WORD.sub(lambda m: m.group().lower() if m.start() and _common(m.group()) else m.group(), paragraph.text)
    return paragraph if words == paragraph.text or len(words) != len(paragraph.text) else parse(words, paragraph.role)


def _for_show(text: str) -> bool:
    long = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(long) > 2 and sum(w[0].isupper() for w in long) >= MOST * len(long)


def _common(word: str) -> bool:
    low = word.lower()
    if not word.istitle() or nations.find(word) is not None:
        return False
    if low in _SMALL:
        return True
    tables = (verbs(), nouns(), light_verbs(), _known())
    return any(b in table for b in bases(low) for table in tables) or people_nouns.by_lemma(low) is not None


@cache
def _known() -> frozenset[str]:
    return frozenset(word for _, word in effects()).union(*(found.words for found in classes().values()))
