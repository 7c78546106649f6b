"""Units of measure and currencies beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, joined, lexemes
from onrecord.shapes.quick import quick
from onrecord.shapes.table import load


@quick
@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that was found: its name in the record, its dimension, lexemes [first, last)."""

    name: str
    dimension: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    exact: bool  # capitals count: "Rs", "A$"
    name: str
    dimension: str
    scaled: bool = False  # money only before a magnitude: "N500m", "R30 million"


@cache
def _forms() -> tuple[dict[str, list[_Form]], dict[str, list[_Form]]]:
    """All forms by their first word, and money by its last (both in lower case), longest first."""
    after: dict[str, list[_Form]] = {}
    before: dict[str, list[_Form]] = {}
    for row in load("onrecord.lexicon", "units.tsv", ("unit", "dimension", "forms")):
        for form in row.words("forms"):
            bare = form.removesuffix("#")
            cut, scaled = lexemes(bare), bare != form
            exact = form != form.lower()
            words = tuple(found.text if exact else found.low for found in cut)
            entry = _Form(words, exact, row["unit"], row["dimension"], scaled)
            if not scaled:
                after.setdefault(words[0].lower(), []).append(entry)
            if row["dimension"] == "money":
                before.setdefault(words[-1].lower(), []).append(entry)
    for side in (after, before):
        for rows in side.values():
            rows.sort(key=lambda entry: -len(entry.words))
    return after, before


def _fits(lex: Sequence[Lexeme], i: int, form: _Form) -> bool:
    if i < 0 or i + len(form.words) > len(lex):
        return False
    return all((lex[i + k].text if form.exact else lex[i + k].low) == word for k, word in enumerate(form.words))


def unit_after(lex: Sequence[Lexeme], i: int) -> Unit | None:
    """The unit that begins at lexeme `i` (after a hyphen too, "72-hour"), None when there is none.

    A unit of one letter must touch what stands before it: "60m", never "a 5 g".
    """
    j = i + 1 if joined(lex, i) else i
    if j >= len(lex):
        return None
    for form in _forms()[0].get(lex[j].low, ()):
        if _fits(lex, j, form):
            letter = (
                form.words[0] if len(form.words) == 1 and len(form.words[0]) == 1 and form.words[0].isalpha() else ""
            )
            if letter and (lex[j].text != letter or not (j and lex[j - 1].touches(lex[j]))):
                continue  # "3G" and "5K" are names
            return Unit(form.name, form.dimension, j, j + len(form.words))
    return None


def currency_before(lex: Sequence[Lexeme], i: int, scaled: bool = False) -> Unit | None:
    """The currency sign, code or abbreviation that ends right before lexeme `i`: "US$", "Rs", "EUR".

    `scaled` tells that a magnitude belongs to the number: only then a bare letter is money ("N500m").
    """
    if i <= 0:
        return None
    for form in _forms()[1].get(lex[i - 1].low, ()):
        first = i - len(form.words)
        if form.scaled and not (scaled and first + 1 == i and lex[first].touches(lex[i])):
            continue
        if _fits(lex, first, form) and (form.exact or not form.words[-1].isalpha()):
            if (
                first
                and lex[first].kind == "sign"
                and lex[first - 1].touches(lex[first])
                and lex[first - 1].kind == "word"
            ):
                continue  # "XYZ$40": a currency we do not know
            return Unit(form.name, form.dimension, first, i)
    return None


@cache
def _by_name() -> dict[str, str]:
    return {r["unit"]: r["dimension"] for r in load("onrecord.lexicon", "units.tsv", ("unit", "dimension", "forms"))}


def dimension(name: str) -> str | None:
    """The dimension of a unit by its name in the record, None for a name that is none."""
    return _by_name().get(name)


@cache
def _conversions() -> dict[str, tuple[str, float]]:
    rows = load("onrecord.lexicon", "conversions.tsv", ("unit", "base", "factor"))
    return {row["unit"]: (row["base"], float(row["factor"])) for row in rows}


def base(name: str) -> tuple[str, float]:
    """The unit that figures in `name` are compared in, and how many of it one `name` is; itself where none is known."""
    return _conversions().get(name, (name, 1.0))


def names_unit(name: str, words: str) -> bool:
    """True when a form of unit `name` stands in `words`."""
    lex = lexemes(words)
    for form in (f for side in _forms() for rows in side.values() for f in rows if f.name == name):
        if any(_fits(lex, i, form) for i in range(len(lex))):
            return True
    return False
