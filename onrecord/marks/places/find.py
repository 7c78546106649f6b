"""The kind of mark called place: each place name as it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.lexicon import nations
from onrecord.marks.parse import Paragraph
from onrecord.shapes.mark import Cell, CellSpec, Found, Kind, Mark, Marks
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span, cut_all


@dataclass(frozen=True, slots=True)
class Candidate:
    """Nothing: places are read off the report's mentions, whose types are settled over the whole report."""


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """No candidates of its own."""
    return ()


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterator[Mark]:
    """Place names of one report, in text order: mentions of type place that are printed as a name.

    An adjective ("Kenyan police") is no place, nor is a short form used as one ("US troops").
    Country codes come from nations.tsv; coordinates and ids stay empty until a place is told from its namesakes.
    """
    for mention in given.get("mention", ()):
        head = mention.value("head")
        if mention.value("type") != "place" or mention.value("form") != "name" or not isinstance(head, Span):
            continue
        if _is_adjective(mention, head, report.text):
            continue
        parts = tuple(s for s in (_within(part, head) for part in mention.parts) if s is not None)
        if parts:
            yield Mark("place", parts, _cells(mention, parts, report.text), mention.confidence)


def _is_adjective(mention: Mark, head: Span, text: str) -> bool:
    """True for "US" before a noun: a name that is an adjective, too, and that the mention took for one."""
    return mention.cells["head"].how == "parse:modifier" and nations.by_adjective(head.cut(text)) is not None


def _within(part: Span, head: Span) -> Span | None:
    start, end = max(part.start, head.start), min(part.end, head.end)
    return Span(start, end) if start < end else None


def _cells(mention: Mark, parts: tuple[Span, ...], text: str) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    name = mention.cells.get("name")
    if name is not None:
        cells["name"] = name
    nation = nations.by_name(read_right(unbroken(cut_all(text, parts))))
    if nation is not None:
        how = f"nations.tsv:{nation.name}"
        cells["precision"] = Cell(_PRECISION[nation.kind], how, parts)
        if nation.code:
            cells["country"] = Cell(nation.code, how, parts)
    return cells


_PRECISION = {
    "country": "country", "territory": "country", "former": "country", "nation": "region", "state": "region",
    "region": "region", "continent": "continent",
}  # fmt: skip


def _coded(value: object, words: str) -> bool:
    nation = nations.by_name(words)
    return nation is not None and nation.code == value


def _named(value: object, words: str) -> bool:
    nation = nations.by_name(words)
    name = str(value).casefold()
    return " ".join(words.split()).casefold() == name or (nation is not None and nation.name.casefold() == name)


def _kind_of(value: object, words: str) -> bool:
    nation = nations.by_name(words)
    return nation is not None and _PRECISION[nation.kind] == value


KIND = Kind(
    name="place",
    plural="places",
    version=2,
    cells=(
        CellSpec(
            "name", "text", "the place's fullest name in the report; a nation's as in the table of nations", _named
        ),
        CellSpec("country", "word", "ISO 3166 code, for countries and territories by name", _coded),
        CellSpec("precision", "word", "country, region or continent, where the table of nations tells", _kind_of),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    needs=("mention",),
)
