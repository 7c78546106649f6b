"""Words of a text and how much they tell about what it is about.

Weights come from words.tsv and common.tsv, never from the reports at hand: what two reports share must not hang on a
third.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.lexicon import nations
from onrecord.shapes.table import load

TABLE = "words.tsv"
COMMON = "common.tsv"

# How much a word of each row's weight tells; a word of no row is rare. The figures are the logarithms of how much
# rarer each group is than the one before, roughly.
_WEIGHTS = {0: 0.0, 1: 1.0, 2: 2.2, 3: 3.2}
_COMMON = 1.6
_RARE = 4.5
_NAME = 5.5
_NATION = 2.5

# All that a word can be worth.
WORTHS = tuple(sorted({*_WEIGHTS.values(), _RARE, _NAME, _NATION}))

_TOKEN = re.compile(r"([^\W_]+(?:['’.,-][^\W_]+)*)")
_BREAK = re.compile(r"[.!?:;\"“”\n|]")
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {w: str(n) for n, w in enumerate(_NUMBERS)} | {w: str(20 + 10 * n) for n, w in enumerate(_TENS)}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed, its stem, and whether it opens a sentence.

    `capital` is true when it is written with a capital; `number` as the function of that name tells it.
    """

    text: str
    stem: str
    initial: bool
    capital: bool
    number: str | None


def tokens(text: str) -> list[Token]:
    """The words of `text`, in order."""
    parts = _TOKEN.split(text)  # what stands before a word, and the word, in turns
    parts[0] = "\n"  # the first word opens a sentence, whatever stands before it
    return [
        _token(word, before != " " and _BREAK.search(before) is not None)
        for before, word in zip(parts[::2], parts[1::2], strict=False)
    ]


def count(text: str) -> int:
    """How many words `text` has."""
    return len(_TOKEN.findall(text))


@lru_cache(maxsize=100_000)
def _token(word: str, initial: bool) -> Token:
    """A word's token, which is the same wherever the word stands: most words stand many times in a few reports."""
    return Token(word, stem(word), initial, word[0].isupper(), number(word))


def number(word: str) -> str | None:
    """The number that a word is, without signs between thousands; None for other words."""
    if word[0].isdigit():
        return word.replace(",", "")
    low = word.lower()
    tens, _, rest = low.partition("-")
    if rest and tens in _TENS and rest in _NUMBERS[1:10]:
        return str(int(_NUMBER_WORDS[tens]) + _NUMBERS.index(rest))
    return _NUMBER_WORDS.get(low)


@cache
def stem(word: str) -> str:
    """`word` in lower case with the endings of plural, past and -ing cut off; rough, but alike for alike words."""
    w = word.lower().replace("’", "'")
    w = w.removesuffix("'s").removesuffix("'")
    if len(w) == 4 and w.endswith("s") and not w.endswith("ss"):
        return w[:-1]
    if len(w) <= 4:
        return w.removesuffix("e") if len(w) == 4 else w
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if not w.endswith(ending) or len(w) - len(ending) + len(instead) < 3:
            continue
        if ending == "s" and w.endswith(("ss", "us", "is")):
            continue
        w = w[: -len(ending)] + instead
        if ending in ("ing", "ed") and len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
            w = w[:-1]  # "stopped" → "stop"
        break
    return w.removesuffix("e") if len(w) > 3 else w


@cache
def _rows() -> dict[str, int]:
    out: dict[str, int] = {}
    for row in load(__package__, TABLE, ("weight", "field", "words"), key=("weight", "field")):
        for word in row.words("words"):
            found = stem(word)
            out[found] = min(int(row["weight"]), out.get(found, 9))
    return out


@cache
def weight(token_stem: str, name: bool) -> float:
    """How much a word tells, 0 for words of the grammar. `name`: it is written as a name in this text."""
    row = _rows().get(token_stem)
    if name:
        if is_nation(token_stem):
            return _NATION
        if row is None or row > 2:
            return _NAME
        return _WEIGHTS[row]
    return _RARE if row is None else _WEIGHTS[row]


@cache
def is_nation(token_stem: str) -> bool:
    """True where it is a word for a nation, its people or its capital."""
    return any(nations.find(form) is not None for form in _capitalised(token_stem))


@cache
def _common() -> frozenset[str]:
    rows = load(__package__, COMMON, ("field", "words"))
    return frozenset(stem(word) for row in rows for word in row.words("words"))


@cache
def rarity(token_stem: str) -> float:
    """How much a word tells of which happening a report is about; as `weight`, but everyday words of both tables."""
    return _COMMON if token_stem in _common() else weight(token_stem, False)


def is_rare(token_stem: str) -> bool:
    """True for a word of neither table."""
    return rarity(token_stem) >= _RARE


def _capitalised(token_stem: str) -> tuple[str, ...]:
    # The stem of "Israelis" is "israeli", of "U.S." "u.s": ask for the forms the nations' table may have.
    title = token_stem.title()
    return (title, title + "s", token_stem.upper(), token_stem.upper() + ".", title + "e")
