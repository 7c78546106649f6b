"""Figures: every number that is reported, with bounds, hedge, what is counted, where, and who counted."""

from __future__ import annotations

from onrecord.lexicon.hedges import WORDS, hedge_of
from onrecord.lexicon.lexemes import lexemes
from onrecord.lexicon.numbers import number_words
from onrecord.lexicon.units import names_unit
from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.directness import is_directness
from onrecord.marks.figures.local import local
from onrecord.marks.figures.settle import resolve
from onrecord.marks.figures.what import supports_what
from onrecord.shapes.mark import CellSpec, Kind, derived, present


def _is_number(value: object, words: str) -> bool:
    """A numeral or number word stands there."""
    table = number_words()
    known = {word for kind, rows in table.items() if kind != "sign" for word in rows} | {
        "no",
        "none",
        "nobody",
        "tens",
        "both",
    }
    return isinstance(value, (int, float)) and any(
        x.kind in ("number", "fraction") or x.low in known for x in lexemes(words)
    )


def _is_hedge(value: object, words: str) -> bool:
    """The words are a row of hedges.tsv of that meaning; exact, range and vague are read from the number itself."""
    if value in ("exact", "range", "vague"):
        return bool(words.strip())
    return value in WORDS and hedge_of(words) == value


def _is_unit(value: object, words: str) -> bool:
    return value == "fraction" or names_unit(str(value), words)


KIND = Kind(
    name="figure",
    plural="figures",
    version=17,
    cells=(
        CellSpec("value", "number", "the number; absent for a range or a vague count", _is_number),
        CellSpec("low", "number", "the least it can be; absent where the hedge leaves it open", _is_number),
        CellSpec("high", "number", "the most it can be; absent where the hedge leaves it open", _is_number),
        CellSpec(
            "hedge", "word", "exact at_least more_than at_most less_than about nearly up_to range vague", _is_hedge
        ),
        CellSpec("hedge_text", "span", "the words of the hedge", present),
        CellSpec("unit", "word", "currency code, percent, fraction or measure", _is_unit),
        CellSpec("what", "text", "what is counted: killed, injured, displaced …, or other:noun", supports_what),
        CellSpec("counted", "span", "the counted noun", present),
        CellSpec("where", "name", "where, as the text says", present),
        CellSpec("counter", "name", "who counted, as the text says", present),
        CellSpec("channel", "names", "through whom the count came, outermost first", present),
        CellSpec(
            "modality",
            "word",
            "denied threatened planned possible hypothetical historical; absent for what is told",
            derived,
        ),
        CellSpec("directness", "word", "of deaths: presumed, or indirect (of hunger)", is_directness),
        CellSpec(
            "as_of", "when", "what it holds for: a day, or a month or year where no day is told (ISO 8601)", present
        ),
        CellSpec("period", "period", "the time over which it was counted", present),
        CellSpec("scope", "word", "total, new (added to what was known) or part (of another figure)", derived),
        CellSpec("part_of", "index", "place of the figure it is a part of, among the report's figures", derived),
        CellSpec("retracted", "flag", "true where the report takes it back", present),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    needs=("mention", "time", "place", "quote"),
    tables=("what.tsv", "words.tsv", "idioms.tsv", "scope_phrases.tsv", "directness.tsv"),
)
