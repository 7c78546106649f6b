"""How firmly a report's words stand behind what it tells: ranks of verbs, adverbs, sources, hedges and modalities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from onrecord.lexicon import speech
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load

KINDS = ("verb", "adverb", "source", "hedge", "modality")
PLAIN = 3  # "said", and a sentence that no adverb colours
NAMED, OFFICE, UNNAMED, NOBODY = 3, 2, 1, 0  # how well a reader can tell who speaks
_WORD = re.compile(r"[\w-]+")


def verb(cue: str) -> int | None:
    """The rank of the words of speech: "claimed" 2, "said" 3; None for what is no form of a verb of speech alone."""
    found = speech.verb(" ".join(cue.split()))
    return None if found is None else _ranks("verb").get(found.word, PLAIN)


def adverb(sentence: str) -> tuple[int, int, int]:
    """The least rank of the adverbs in a sentence, and where that one stands in it; (3, 0, 0) where there is none."""
    lowest = (PLAIN, 0, 0)
    for found in _adverbs().finditer(sentence):
        rank = _ranks("adverb")[found.group().lower()]
        if rank < lowest[0]:
            lowest = (rank, *found.span())
    return lowest


def is_unnamed(speaker: str) -> bool:
    """True for a description whom no reader could find: "two sources", "a witness"; ask it of no name."""
    words = _WORD.findall(speaker.lower())
    last = words[-1] if words else ""
    return any(form in _ranks("source") for form in (last, last.removesuffix("s"), last.removesuffix("es")))


def hedge(word: str) -> int:
    """The rank of a hedge by its word in the record."""
    return _ranks("hedge")[word]


def modality(word: str) -> int | None:
    """The rank of a modality; None where it is no question of more or less."""
    return _ranks("modality").get(word)


@cache
def _adverbs() -> re.Pattern[str]:
    words = sorted(_ranks("adverb"), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.I)


def _ranks(kind: str) -> Mapping[str, int]:
    return _table()[kind]


@cache
def _table() -> Mapping[str, Mapping[str, int]]:
    out: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for row in load("onrecord.lexicon", "commitment.tsv", ("kind", "word", "rank"), key=("kind", "word")):
        if row["kind"] not in out or row["rank"] not in ("1", "2", "3", "4"):
            raise TableError(f"{row.table}:{row.line}: {row['kind']} {row['rank']}: no kind or rank of this table")
        out[row["kind"]][row["word"]] = int(row["rank"])
    return MappingProxyType(out)
