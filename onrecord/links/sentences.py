"""The sentences of a report as copies are told by: their words, what in them tells, their names and numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase

from onrecord.lexicon import credits
from onrecord.lexicon.spelling import spelt
from onrecord.links.words import WORTHS, count, tokens, weight
from onrecord.shapes.link import Digest, Stretch, Taken
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

TABLE = "address.tsv"
# A sentence is told, quoted (most of it stands in quotation marks), spoken to the reader, or a credit line.
TOLD, QUOTED, ADDRESS, CREDIT = "told", "quoted", "address", "credit"

# Characters of the longest sentence: "reports" without a full stop are lists, tables and scrapes of other scripts.
_LONGEST = 900
# Sentences of a report that are looked at; a report that has more is told by these.
_MOST = 600
# A number tells less than a name: "12" stands in many sentences. One and two are hardly numbers.
_NUMBER, _SMALL_NUMBER = 3.2, 1.0
_SMALL = ("0", "1", "2")
# A letter for all that a word can be worth, and back; of facts it is a capital. No word has a "|" in it.
_SIGN_OF = dict(zip(WORTHS, ascii_lowercase, strict=False))
_WORTH_OF = {c: worth for worth, sign in _SIGN_OF.items() for c in (sign, sign.upper())}
_BETWEEN = "|"
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december mon tue tues wed thur thurs fri sat sun jan feb mar apr jun jul aug sep sept"
    " oct nov dec".split()
)
_QUOTES = re.compile(
    "“[^“”]{0,2000}”|\"[^\"]{0,2000}\"|(?<!\\w)‘(?:[^‘’]|’(?=\\w)){8,800}’(?!\\w)|(?<!\\w)'(?:[^']|'(?=\\w)){8,800}'(?!\\w)"
)
_END = re.compile(r"[.!?…]{1,3}[\"”’')\]]{0,2}(?=\s+[\"“‘'(\[]?[A-Z0-9])")
# "44-year-old", "16th", "3-mile"
_UNIT = re.compile(r"^(\d[\d.]*)-?[^\W\d_][^\W_]*(?:-[^\W\d_]+)*$")
# A full stop behind one of these, or behind one capital, ends no sentence.
_SHORT = re.compile(
    r"(?:^|[\W_])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Cpl|Maj|Capt|St|No|vs|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters [start, end) of the words of a report's paragraph of that number.

    `words` are compared one by one, spelling of desks and numbers in words aside; `telling` gives what each word is
    worth that tells something, `worth` their sum; `facts` are names and numbers. Of a sentence with quotation marks
    `told` counts the words outside of them.
    """

    paragraph: int
    start: int
    end: int
    role: str
    words: tuple[str, ...]
    told: int
    telling: Mapping[str, float]
    worth: float
    facts: frozenset[str]

    def span(self, digest: Digest) -> Span:
        """Where it stands in the reading text."""
        return digest.paragraphs[self.paragraph].span(self.start, self.end)


def taken(named: frozenset[str], paragraphs: Sequence[Stretch]) -> tuple[Taken, ...]:
    """The sentences of paragraphs taken apart, in order; of a very long report the first 600.

    `named` are the stems that the report, headline too, writes as names.
    """
    named = named - _CALENDAR
    out: list[Taken] = []
    for n, stretch in enumerate(paragraphs):
        out += (_taken(stretch, n, start, end, named) for start, end in _bounded(stretch.text))
        if len(out) >= _MOST:
            break
    return tuple(s for s in out[:_MOST] if s.signs)


@lru_cache(maxsize=1024)
def sentences(digest: Digest) -> tuple[Sentence, ...]:
    """The sentences of a report's paragraphs, in order; of a very long report the first 600."""
    return weighed(digest.sentences)


def weighed(taken: Iterable[Taken]) -> tuple[Sentence, ...]:
    """The sentences of a report as its digest keeps them.

    What a word is worth is divided up: one that stands in every sentence of a report does not tell which one it is.
    """
    found = [(one, one.words.split(_BETWEEN)) for one in taken]
    worths = [_worths(words, one.signs) for one, words in found]
    often = Counter(form for telling in worths for form in telling)
    part = {form: 1 + math.log(number) for form, number in often.items()}
    return tuple(_sentence(*one, telling, part) for one, telling in zip(found, worths, strict=True))


def _worths(words: Sequence[str], signs: str) -> dict[str, float]:
    return {word: worth for word, sign in zip(words, signs, strict=True) if (worth := _WORTH_OF[sign])}


def _sentence(one: Taken, words: Sequence[str], worths: Mapping[str, float], part: Mapping[str, float]) -> Sentence:
    telling = {form: worth / part[form] for form, worth in worths.items()}
    facts = frozenset(word for word, sign in zip(words, one.signs, strict=True) if sign.isupper())
    worth = sum(telling.values())
    return Sentence(one.paragraph, one.start, one.end, one.role, tuple(words), one.told, telling, worth, facts)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _END.finditer(text):
        if text[found.start()] == "." and _SHORT.search(text[max(at, found.start() - 6) : found.start()]):
            continue
        yield at, found.end()
        at = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    if at < len(text):
        yield at, len(text)


def _bounded(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; one that never ends is cut at words."""
    for start, end in _cut(text):
        while end - start > _LONGEST and (gap := text.find(" ", start + _LONGEST, end)) > 0:
            yield start, gap
            start = gap + 1
        yield start, end


def _taken(stretch: Stretch, paragraph: int, start: int, end: int, named: frozenset[str]) -> Taken:
    text = stretch.text[start:end]
    outside = _outside(stretch.text, start, end)
    found = tokens(text)
    told = len(found) if len(outside) == len(text) else count(outside)
    read = [_number(t.number) if t.number is not None else _word(t.stem, t.capital and t.stem in named) for t in found]
    words, signs = [form for form, _ in read], [sign for _, sign in read]
    role = TOLD if told * 2 >= len(found) else QUOTED
    if credits.read(text) is not None:
        role = CREDIT
    elif is_address(outside):
        role = ADDRESS
    return Taken(paragraph, start, end, role, told, _BETWEEN.join(words), "".join(signs))


def _outside(text: str, start: int, end: int) -> str:
    """The characters of a sentence that stand in no quotation marks; these are looked for in the whole paragraph."""
    out, at = [], start
    for found in _quoted(text):
        lo, hi = max(start, found[0]), min(end, found[1])
        if lo < hi:
            out.append(text[at:lo])
            at = hi
    return " ".join([*out, text[at:end]])


@lru_cache(maxsize=256)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(m.span() for m in _QUOTES.finditer(text))


@cache
def _word(stem: str, name: bool) -> tuple[str, str]:
    """A word that is no number as it is compared, and the letter for its worth."""
    form = spelt(stem)
    sign = _SIGN_OF[weight(stem, name) if len(stem) > 1 else 0.0]
    return form, sign.upper() if name and len(form) > 1 else sign


def _number(number: str) -> tuple[str, str]:
    """As `_word`, of a number."""
    form = _UNIT.sub(r"\1", number)
    sign = _SIGN_OF[_SMALL_NUMBER if form in _SMALL else _NUMBER]
    return form, sign if form in ("0", "1") else sign.upper()


def is_address(text: str) -> bool:
    """True when an outlet speaks to its readers or of itself here."""
    low = " ".join(text.casefold().replace("’", "'").split())
    if not low:
        return False
    anywhere, begin, ours = _patterns()
    if begin.match(low) or anywhere.search(low):
        return True
    return _WE.search(text) is not None and ours.search(low) is not None


_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]urs?)\b")  # not "US"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    phrases: dict[str, list[str]] = {"any": [], "begin": [], "ours": []}
    for row in load(__package__, TABLE, ("where", "phrases"), key=()):
        phrases[row["where"]] += row.words("phrases")
    anywhere, begin, ours = ("|".join(map(re.escape, sorted(set(p)))) for p in phrases.values())
    return (
        re.compile(rf"(?<![\w'-])(?:{anywhere})(?![\w'-])"),
        re.compile(rf"\W*(?:{begin})(?!\w)"),
        re.compile(rf"(?<![\w'-])(?:{ours})(?![\w'-])"),
    )
