"""Whether the words round a stretch of a sentence take it back, or tell that somebody else said it.

"I never said the dam will hold" holds every word of "the dam will hold" and is another statement. Only words of the
same sentence count, and no clause of its own ("…, and nobody slept") does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.links.wording import Word, key_of
from onrecord.shapes.table import load

# Words behind a stretch in which it may still be taken back; words in which a "not" of its own verb stands.
_BEHIND, _NEAR = 8, 4
_VERBS = frozenset(("~be", "~have", "~do", "~will", "~can", "~may"))
_OWN = frozenset(("i", "we"))


def rejected(words: Sequence[Word], first: int, last: int) -> str:
    """How words [first, last) are told by those round them: "negation", "rejection", "saying", or nothing ("")."""
    return _before(words[:first], words[first].apart if first < len(words) else "") or _behind(words[last:])


def _before(words: Sequence[Word], sign: str) -> str:
    """What the clause that leads up to the stretch makes of it; `sign` stands between the two."""
    if not words or sign == "." or _is(words[-1], "apart"):
        return ""
    if sign and not _is(words[-1], "says"):
        return ""
    clause: list[Word] = []
    for word in reversed(words):
        if _is(word, "apart"):
            break
        clause.insert(0, word)
        if word.apart:
            break
    if clause and sign and _is(clause[0], "as"):
        return ""
    if any(_is(w, "says") and not _owned(w, clause) for w in clause):
        return "saying"
    if any(_is(w, "rejects") for w in clause):
        return "rejection"
    return "negation" if any(w.negates for w in clause) else ""


def _owned(word: Word, clause: Sequence[Word]) -> bool:
    """True for "I say", "we can tell you": what follows is the speaker's own, here and now."""
    now = key_of(word.form) == word.key and not word.form.endswith("ed") and word.form not in ("said", "told", "heard")
    return now and any(w.form in _OWN for w in clause) and not any(w.negates for w in clause)


def _behind(words: Sequence[Word]) -> str:
    """What the rest of the sentence makes of the stretch that it follows."""
    end = next((n for n, w in enumerate(words) if w.apart == "."), len(words))
    rest = words[: min(end, _BEHIND)]
    own = bool(rest) and (_is(rest[0], "apart") or bool(rest[0].apart))
    rest = rest[1:] if rest and _is(rest[0], "apart") and not _is(rest[0], "pointer") else rest
    head = rest[:2]
    if not own and any(w.key in _VERBS for w in head):  # the stretch is what the verb is about
        if any(_is(w, "rejects") for w in rest):
            return "rejection"
        return "negation" if any(w.negates for w in rest[:_NEAR]) else ""
    if rest and _is(rest[0], "pointer") and any(w.key in _VERBS for w in rest[:3]):
        untrue = any(w.negates for w in rest) and any(_is(w, "true") for w in rest)
        return "rejection" if untrue or any(_is(w, "rejects") for w in rest) else ""
    return "rejection" if any(_is(w, "rejects") for w in rest[:3]) and rest[0].apart == "," else ""


def _is(word: Word, how: str) -> bool:
    return word.key in _table()[how] or word.form in _table()[how]


@cache
def _table() -> Mapping[str, frozenset[str]]:
    rows = load(__package__, "rejecting.tsv", ("how", "words"))
    return {
        row["how"]: frozenset(key_of(w) for w in row.words("words")) | frozenset(row.words("words")) for row in rows
    }
