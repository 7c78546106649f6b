"""Deaths that are only presumed, and deaths that followed from a happening without being its violence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, lexemes
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.what import What
from onrecord.marks.figures.words import words_of
from onrecord.shapes.table import load

_REACH = 9  # lexemes on either side of a number that tell how its people died
_DYING = words_of("dying")
_OF = frozenset(("of", "from", "to"))
_STOPS = frozenset(".;:!?")

Stretch = tuple[int, int]


def directness(lex: Sequence[Lexeme], a: Amount, w: What) -> tuple[str, Stretch] | None:
    """presumed or indirect with the words that say so; None for deaths that are simply told, and for all else."""
    if w.word not in ("killed", "missing"):
        return None
    table = _table()
    for i in range(a.last, min(len(lex), a.last + _REACH)):
        if lex[i].text in _STOPS:
            break
        if table.get(lex[i].low) == "presumed":
            return "presumed", (lex[i].start, lex[i].end)
        if lex[i].low in _OF and i and lex[i - 1].low in _DYING:
            cause = next((x for x in lex[i + 1 : i + 5] if table.get(x.low) == "cause"), None)
            return None if cause is None else ("indirect", (lex[i].start, cause.end))
    for i in range(a.first - 1, max(-1, a.first - 4), -1):  # "feared dead are 12 sailors"
        if lex[i].text in _STOPS:
            break
        if table.get(lex[i].low) == "presumed":
            return "presumed", (lex[i].start, lex[i].end)
    return None


def is_directness(value: object, words: str) -> bool:
    """The words are a row of directness.tsv of that sense."""
    kind = {"presumed": "presumed", "indirect": "cause"}.get(str(value), "")
    return any(_table().get(x.low) == kind for x in lexemes(words))


@cache
def _table() -> dict[str, str]:
    return {r["word"]: r["kind"] for r in load(__package__, "directness.tsv", ("word", "kind"))}
