"""Whether the words round a stretch of a sentence take it back, or tell that somebody else said it.

"I never said the dam will hold" holds every word of "the dam will hold" and is another statement. Only words of the
same sentence count, and no clause of its own ("…, and nobody slept") does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from onrecord.links.wording import Word, key_of
from onrecord.shapes.table import load

# Words behind a stretch in which it may still be taken back; words in which a "not" of its own verb stands.
_BEHIND, _NEAR = 8, 4
_VERBS = frozenset(("~be", "~have", "~do", "~will", "~can", "~may"))
_DETERMINERS = frozenset(("the", "a", "an"))
_OWN = frozenset(("i", "we"))


def rejected(words: Sequence[Word], first: int, last: int) -> str:
    """How words [first, last) are told by those round them, nothing ("") where these leave them as they are.

    "negation", "rejection" ("it is a lie that …"), "saying" (somebody else's), "disowned" ("I never said …").
    """
    return _before(words[:first], words[first].apart if first < len(words) else "") or _behind(words[last:])


def _before(words: Sequence[Word], sign: str) -> str:
    """What the clause that leads up to the stretch makes of it; `sign` stands between the two."""
    if sign == "." or not words or _is(words[-1], "apart"):
        return ""
    clause = _clause(words)
    if sign and (_is(clause[0], "as") or not _brings_in(clause)):
        return ""
    negated = any(w.negates for w in clause)
    if any(_is(w, "says") and not _owned(w, clause) for w in clause):
        own = clause[0].form in _OWN and any(_is(w, "speaks") for w in clause)
        return "disowned" if own and negated and not any(w.key == "~be" for w in clause) else "saying"
    if any(_is(w, "rejects") for w in clause):
        return "rejection"
    return "negation" if negated else ""


def _brings_in(clause: Sequence[Word]) -> bool:
    """True when a clause that a sign ends brings in what follows: "I never said,", but not "in the reported case,"."""
    last = list(pairwise(clause))[-_NEAR:]
    return _is(clause[-1], "says") or any(_is(w, "says") and v.form not in _DETERMINERS for v, w in last)


def _clause(words: Sequence[Word]) -> Sequence[Word]:
    """The last clause of some words."""
    for n in range(len(words) - 1, -1, -1):
        if _is(words[n], "apart"):
            return words[n + 1 :]
        if words[n].apart:
            return words[n:]
    return words


def _owned(word: Word, clause: Sequence[Word]) -> bool:
    """True for "I say", "we can tell you": what follows is the speaker's own, here and now."""
    now = key_of(word.form) == word.key and not word.form.endswith("ed") and word.form not in ("said", "told", "heard")
    return now and any(w.form in _OWN for w in clause) and not any(w.negates for w in clause)


def _behind(words: Sequence[Word]) -> str:
    """What the rest of its sentence makes of the stretch before it, or a short sentence that points back to it."""
    if not words:
        return ""
    end = next((n for n, w in enumerate(words[1:], 1) if w.apart == "."), len(words))
    rest = words[: min(end, _BEHIND)]
    if not rest[0].apart and not _is(rest[0], "apart"):
        if not any(w.key in _VERBS for w in rest[:2]):  # else the stretch is what the verb is about
            return ""
        if any(_is(w, "rejects") for w in rest):
            return "rejection"
        return "negation" if any(w.negates for w in rest[:_NEAR]) else ""
    noun = rest[0].apart == "," and any(_is(w, "rejects") for w in rest[:3])  # "…: a lie!"
    return "rejection" if noun or (end <= _BEHIND and _points_back(rest)) else ""


def _points_back(words: Sequence[Word]) -> bool:
    """True for "and that is not true", "which is a lie", "I never said that"."""
    if _is(words[0], "apart") and len(words) > 1 and not _is(words[0], "pointer"):
        words = words[1:]
    negated, rejects = any(w.negates for w in words), any(_is(w, "rejects") for w in words)
    if _is(words[0], "pointer") and any(w.key in _VERBS for w in words[:3]):
        return rejects or (negated and any(_is(w, "true") for w in words))
    back = _is(words[-1], "pointer") or words[-1].form == "so"
    return back and (rejects or (negated and any(_is(w, "says") for w in words)))


def _is(word: Word, how: str) -> bool:
    return word.key in _table()[how] or word.form in _table()[how]


@cache
def _table() -> Mapping[str, frozenset[str]]:
    rows = load(__package__, "rejecting.tsv", ("how", "words"))
    return {
        row["how"]: frozenset(key_of(w) for w in row.words("words")) | frozenset(row.words("words")) for row in rows
    }
