"""The words of what was said, made comparable: one key for a word whoever tells it and whenever.

Source: wording.tsv and opposites.tsv, odd forms in the lexicon, weights in words.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.lexicon import irregular, titles
from onrecord.links.words import number, stem, weight
from onrecord.shapes.align import Run, runs
from onrecord.shapes.mark import QUOTE_KINDS
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# From this weight on a word tells something by itself.
TELLING = 2.0
_NUMBER = 3.2
_WORD = re.compile(r"\d+(?:[.,]\d+)*+|[^\W\d_]+(?:[-'’][^\W\d_]+)*+|[\[\]]")
_CLITIC = re.compile(r"(?<=[^\W\d_])(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_SIGNS = ",;:–—()…"
_OPENS, _CLOSES = "“«„‟", "”»"
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|ed$|ing$|hood$|s'$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})is(?=e[ds]?$|ing$|ations?$)"), "iz"),
)
_UN = ("un", "non", "dis", "in", "im", "il", "ir")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of what was said: characters [start, end) of the report's text.

    `form` is it in lower case; `key` is the same for all that stand for each other; `weight` how much it tells;
    `marked` that it stands in quotation marks; `inserted` that the report put it between brackets; `shift` what its
    other forms show: tense, person, negation or nothing; `apart` is "." where a sentence ends before it, "," where a
    sign within one stands there.
    """

    start: int
    end: int
    form: str
    key: str
    weight: float
    marked: bool
    inserted: bool
    shift: str
    apart: str

    @property
    def number(self) -> bool:
        """True for a number, in digits or in words."""
        return self.key.startswith("#")

    @property
    def negates(self) -> bool:
        """True for "not" and its like."""
        return self.shift == "negation"


def words(text: str, parts: Sequence[Span], kind: str) -> tuple[Word, ...]:
    """The words of a quote of the report's `text`, in order, without the "that" which brings in an indirect one."""
    assert kind in QUOTE_KINDS
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    return _words(text[start : end + 1], start, tuple(parts), kind)


@lru_cache(maxsize=4096)  # copies have one quote at one place
def _words(said: str, start: int, parts: tuple[Span, ...], kind: str) -> tuple[Word, ...]:
    """The words of a quote from the stretch of text that holds it and the sign behind it, which begins at `start`."""
    out: list[Word] = []
    tail = ""
    for first, last in ((p.start - start, p.end - start) for p in parts):
        marked = _marked(said[first:last]) if kind == "mixed" else None
        inside, initial, before = False, True, first
        for match in _WORD.finditer(said, first, last):
            if match.group() in "[]":
                inside = match.group() == "["
                continue
            at = match.start() - first
            quoted = kind == "direct" or (marked is not None and any(a <= at < b for a, b in marked))
            sign = _sign(tail + said[before : match.start()], out[-1] if out else None)
            out += _split(match.group(), start + match.start(), quoted, inside, initial, sign)
            tail, before = "", match.end()
            initial = said[match.end() : match.end() + 1] in (".", "!", "?")
        tail += said[before:last]
    if out and kind != "direct" and out[0].form in ("that", "whether") and not out[0].marked:
        del out[0]
    return tuple(out)


def side_by_side(one: Sequence[Word], two: Sequence[Word]) -> list[Run]:
    """Two wordings from end to end; of one that stands whole in the other no word is looked for elsewhere."""
    left, right = [w.key for w in one], [w.key for w in two]
    swapped = len(left) > len(right)
    short, long = (right, left) if swapped else (left, right)
    at = (
        next((n for n in range(len(long) - len(short) + 1) if long[n : n + len(short)] == short), None)
        if short
        else None
    )
    if at is None:
        return runs(left, right)
    end, size = at + len(short), len(short)
    # Before it, it, behind it: in the short one all but the middle is empty.
    pieces = [((0, 0), (0, at)), ((0, size), (at, end)), ((size, size), (end, len(long)))]
    cut = [(b, a) if swapped else (a, b) for a, b in pieces if b[0] < b[1]]
    return [Run(a[1] - a[0] == b[1] - b[0], *a, *b) for a, b in cut]


def opposite(one: Word, two: Word) -> bool:
    """True when one word says the contrary of the other: a row of opposites.tsv, or "un-" before the same word."""
    if one.key in _opposites().get(two.key, ()):
        return True
    short, long = sorted((one.form, two.form), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _UN)


def lasting(one: Word, two: Word) -> bool:
    """True when what one of two contraries says does not become the other by itself: "safe", not "open"."""
    return frozenset((one.key, two.key)) not in _passing()


def stance(cue: str) -> str:
    """How a report stands to what it passes on by its words of speech: "doubt", "owning", or nothing."""
    return next((found for w in cue.split() if (found := _stances().get(stem(w.casefold())))), "")


def key_of(form: str) -> str:
    """The key under which a word in lower case is the same as its other forms."""
    return _known(form, True)[1]


def _sign(between: str, last: Word | None) -> str:
    """What the characters between two words of one statement keep apart: sentences, clauses, or nothing."""
    if last is None:
        return ""
    if any(c in ".!?" for c in between) and titles.by_form(f"{last.form}.") is None:
        return "."
    return "," if any(c in _SIGNS for c in between) else ""


def _split(printed: str, start: int, marked: bool, inserted: bool, initial: bool, sign: str) -> Iterator[Word]:
    """The words of a printed one: clitics apart, joined words apart where they are no number."""
    pieces = [(printed, start)] if number(printed) is not None else _pieces(printed, start)
    for form, at in pieces:
        yield _word(form, at, marked, inserted, initial and at == start, sign if at == start else "")


def _pieces(printed: str, start: int) -> list[tuple[str, int]]:
    out = []
    for match in re.finditer(r"[^-]+", printed):
        form, at = match.group(), start + match.start()
        cut = _CLITIC.search(form)
        if form.casefold() == "cannot":
            out += [(form[:3], at), (form[3:], at + 3)]
        elif cut is not None:
            out += [(form[: cut.start()], at), (cut.group(), at + cut.start())]
        else:
            out.append((form, at))
    return out


@cache
def _known(printed: str, initial: bool) -> tuple[str, str, float, str]:
    """Form, key, weight and shift of a word."""
    form = printed.casefold().replace("’", "'")
    count = number(printed)
    if count is not None:
        return form, f"#{count}", _NUMBER, ""
    row = _classes().get(form)
    if row is not None:
        return form, f"~{row[0]}", 0.0, row[1]
    key = _key(form)
    return form, key, weight(key, printed[0].isupper() and not initial), ""


def _word(printed: str, start: int, marked: bool, inserted: bool, initial: bool, sign: str) -> Word:
    form, key, worth, shift = _known(printed, initial)
    return Word(start, start + len(printed), form, key, worth, marked, inserted, shift, sign)


@cache
def _key(form: str) -> str:
    for pattern, instead in _SPELLINGS:
        form = pattern.sub(instead, form)
    return stem(irregular.base(form) or form)


def _marked(words_: str) -> list[tuple[int, int]]:
    """The stretches of a mixed quote that stand in quotation marks."""
    out: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for at, sign in enumerate(words_):
        before, after = words_[at - 1 : at] if at else "", words_[at + 1 : at + 2]
        if opened is None:
            closing = _closing(sign, before, after)
            opened = (at, closing) if closing else None
        elif sign in opened[1] and not (sign in "'’" and after.isalnum()):
            out.append((opened[0], at))
            opened = None
    return out if opened is None else [*out, (opened[0], len(words_))]


def _closing(sign: str, before: str, after: str) -> str:
    """The signs that close what `sign` opens, nothing where it opens nothing."""
    if sign in _OPENS:
        return _CLOSES + '"'
    if sign == '"':
        return '"”'
    if sign in "‘'" and not before.isalnum() and after.isalnum():
        return "’'"
    return ""


@cache
def _classes() -> Mapping[str, tuple[str, str]]:
    rows = load(__package__, "wording.tsv", ("class", "kind", "forms"))
    return {form: (row["class"], row["kind"]) for row in rows for form in row.words("forms")}


@cache
def _stances() -> Mapping[str, str]:
    rows = load(__package__, "cues.tsv", ("stance", "words"))
    return {stem(word): row["stance"] for row in rows for word in row.words("words")}


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other, _ in _contraries():
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in found.items()}


@cache
def _passing() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((one, other)) for one, other, lasts in _contraries() if not lasts)


@cache
def _contraries() -> tuple[tuple[str, str, bool], ...]:
    rows = load(__package__, "opposites.tsv", ("one", "other", "lasts"), key=("one", "other"))
    return tuple(
        (_known(one, True)[1], _known(other, True)[1], row["lasts"] == "yes")
        for row in rows
        for one in row["one"].split("|")
        for other in row["other"].split("|")
    )
