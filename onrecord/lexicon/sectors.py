"""Sectors of actors: the codes, and which words tell them.

Source: sectors.tsv (the codes, those of the PLOVER manual), sector_words.tsv, and the column `sector` of
people_nouns.tsv, titles.tsv and bodies.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import irregular, people_nouns, titles
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load

CODES = "sectors.tsv"
WORDS = "sector_words.tsv"
TABLES = (CODES, WORDS)
_COLUMNS = ("words", "place", "sector", "over")
_NOTHING = "-"
_LONGEST = 4  # words of a row


@dataclass(frozen=True, slots=True)
class Told:
    """What a word tells: the sector (empty: that it tells none), and how firmly.

    `yields`: only where no word beside it tells another; `national`: only where a nation stands beside it. `over`:
    sectors of a head that this word before it puts right.
    """

    sector: str
    yields: bool = False
    national: bool = False
    over: frozenset[str] = frozenset()


@cache
def meanings() -> Mapping[str, str]:
    """What each code means, in the table's order."""
    return {row["code"]: row["meaning"] for row in load(__package__, CODES, ("code", "meaning"))}


@cache
def told(cell: str) -> Told:
    """What a cell "GOV", "GOV?", "GOV+", "-" or "-?" of a column `sector` says. Raises TableError for no such code."""
    code = cell.rstrip("?+")
    if code != _NOTHING and code not in meanings():
        raise TableError(f"{cell}: no sector; {CODES} has {' '.join(meanings())}")
    weak = cell[len(code) :]
    return Told("" if code == _NOTHING else code, bool(weak), weak == "+")


@cache
def _rows(place: str) -> Mapping[str, Told]:
    out = {}
    for row in load(__package__, WORDS, _COLUMNS, key=("words", "place"), optional=("over",)):
        over = frozenset(row["over"].split("|")) - {""}
        if row["place"] not in ("head", "before") or not over <= meanings().keys():
            raise TableError(f"{WORDS}:{row.line}: place is head or before, over holds codes of {CODES}")
        if row["place"] == place:
            said = told(row["sector"])
            out[row["words"]] = Told(said.sector, said.yields, said.national, over)
    return out


def of_head(words: Sequence[str]) -> tuple[int, Told] | None:
    """What the end of a noun phrase tells: (how many words tell it, what), the longest that is known; else None.

    Takes: the words of the phrase up to its head, in lower case.
    """
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for last in singulars(words[-1]):
            phrase = " ".join((*words[len(words) - size : -1], last))
            found = _rows("head").get(phrase) or (_rows("head").get(_led(phrase)) if "-led " in phrase else None)
            if found is not None:
                return size, found
            title = titles.by_form(phrase)
            if title is not None:  # a longer title that tells none: "inspector general" is no general
                noun = told(title.sector) if title.sector else _noun(words[-1])
                return None if noun is None else (size if title.sector else 1, noun)
    noun = _noun(words[-1]) if words else None
    return None if noun is None else (1, noun)


def of_modifier(word: str) -> Told | None:
    """What a word in lower case tells that stands before a head ("naval", "union"); None when it tells nothing."""
    found = _rows("before").get(word)
    if found is None and (noun := _noun(word)) is not None and not noun.yields:
        return noun
    return found


def singulars(word: str) -> tuple[str, ...]:
    """Forms in which a noun may stand in a table, as printed first: "armies" as "army", "gunmen" as "gunman"."""
    out = [word]
    base = irregular.base(word)
    if base is not None:
        out.append(base)
    for ending, repair in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            out.append(word[: -len(ending)] + repair)
    return tuple(out)


def _noun(word: str) -> Told | None:
    for form in singulars(word):
        row = people_nouns.by_lemma(form)
        if row is not None:
            return told(row.sector) if row.sector else None
    return None


def _led(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    return f"-led {rest}" if first.endswith("-led") else phrase
