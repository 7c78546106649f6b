"""The kind of mark called place: each place name as it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.lexicon import nations
from onrecord.lexicon.toponyms import Meaning, meanings
from onrecord.marks.parse import Paragraph
from onrecord.marks.places.choose import choose
from onrecord.marks.places.context import named, said, setting
from onrecord.shapes.mark import Cell, CellSpec, Found, Kind, Mark, Marks
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """Nothing: places are read off the report's mentions, whose types are settled over the whole report."""


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """No candidates of its own."""
    return ()


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterator[Mark]:
    """Place names of one report, in text order: mentions of type place that are printed as a name.

    An adjective ("Kenyan police") is no place, nor is a short form used as one ("US troops").
    """
    places = list(_places(report, given))
    chosen = choose(list(named(report, [parts for _, parts in places])), setting(report))
    for mention, parts in places:
        yield Mark("place", parts, _cells(mention, parts, report.text, chosen), mention.confidence)


def _places(report: Report, given: Marks) -> Iterator[tuple[Mark, tuple[Span, ...]]]:
    for mention in given.get("mention", ()):
        head = mention.value("head")
        if mention.value("type") != "place" or mention.value("form") != "name" or not isinstance(head, Span):
            continue
        if _is_adjective(mention, head, report.text):
            continue
        parts = tuple(s for s in (_within(part, head) for part in mention.parts) if s is not None)
        if parts:
            yield mention, parts


def _is_adjective(mention: Mark, head: Span, text: str) -> bool:
    """True for "US" before a noun: a name that is an adjective, too, and that the mention took for one."""
    return mention.cells["head"].how == "parse:modifier" and nations.by_adjective(head.cut(text)) is not None


def _within(part: Span, head: Span) -> Span | None:
    start, end = max(part.start, head.start), min(part.end, head.end)
    return Span(start, end) if start < end else None


def _cells(mention: Mark, parts: tuple[Span, ...], text: str, chosen: Mapping[str, Meaning]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    name = mention.cells.get("name")
    if name is not None:
        cells["name"] = name
    meaning = chosen.get(said(parts, text))
    if meaning is not None:
        how = f"{'gazetteer' if meaning.is_town else 'toponyms'}:{meaning.name}"
        for cell in ("precision", "country", "lat", "lon", "geonameid"):
            value = getattr(meaning, cell)
            if value not in (None, ""):
                cells[cell] = Cell(value, how, parts)
    return cells


def _named(value: object, words: str) -> bool:
    nation = nations.by_name(words)
    name = str(value).casefold()
    return " ".join(words.split()).casefold() == name or (nation is not None and nation.name.casefold() == name)


def _means(cell: str) -> Callable[[object, str], bool]:
    """Whether the words are a name of some place of which this is so."""
    return lambda value, words: any(getattr(meaning, cell) == value for meaning in meanings(words))


KIND = Kind(
    name="place",
    plural="places",
    version=3,
    cells=(
        CellSpec(
            "name", "text", "the place's fullest name in the report; a nation's as in the table of nations", _named
        ),
        CellSpec("country", "word", "ISO 3166 code of the country it is or lies in", _means("country")),
        CellSpec("precision", "word", "what it is: country, state, city, water … (precision.tsv)", _means("precision")),
        CellSpec("lat", "number", "degrees north of a point in its middle", _means("lat")),
        CellSpec("lon", "number", "degrees east of that point", _means("lon")),
        CellSpec("geonameid", "number", "its number in GeoNames, where it is known", _means("geonameid")),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    needs=("mention",),
    tables=("nations.tsv", "nation_places.tsv", "regions.tsv", "part_words.tsv"),
)
