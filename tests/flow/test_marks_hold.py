"""Every mark of every example lies in its text, and every cell is carried by its words."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from onrecord import flow
from onrecord.marks.kinds import KINDS
from onrecord.shapes.mark import Cell, Kind, Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span, cut_all

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])

TYPES: dict[str, tuple[type, ...]] = {
    "word": (str,),
    "text": (str,),
    "number": (int, float),
    "flag": (bool,),
    "span": (Span,),
    "name": (Ref,),
    "names": (tuple,),
    "actors": (tuple,),
    "when": (When,),
    "period": (When,),
    "index": (int,),
    "indexes": (tuple,),
}


def marks(readings: list[Reading], kind: Kind) -> Iterator[tuple[Reading, Mark]]:
    for reading in readings:
        for mark in reading.marks[kind.name]:
            yield reading, mark


def cells(readings: list[Reading], kind: Kind) -> Iterator[tuple[Reading, Mark, str, Cell]]:
    for reading, mark in marks(readings, kind):
        for name, cell in mark.cells.items():
            yield reading, mark, name, cell


def spans(value: object) -> Iterator[Span]:
    """Every span within a cell's value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Ref):
        yield value.span
    elif isinstance(value, When) and value.span is not None:
        yield value.span
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)


def test_blocks_cover_every_line_in_order(readings: list[Reading]) -> None:
    for reading in readings:
        at = 0
        for block in reading.report.blocks:
            assert block.span.start >= at
            assert not reading.text[at : block.span.start].strip()
            assert block.span.end <= len(reading.text)
            at = block.span.end
        assert not reading.text[at:].strip()


def test_passages_say_what_the_text_says(readings: list[Reading]) -> None:
    for reading in readings:
        for passage in reading.report.passages:
            assert [piece.at for piece in passage.pieces] == sorted(piece.at for piece in passage.pieces)
            for piece in passage.pieces:
                if piece.at_end - piece.at == piece.end - piece.start:
                    assert len(passage.text[piece.at : piece.at_end]) == len(reading.text[piece.start : piece.end])
            joined = "".join(passage.text.split())
            assert joined == "".join(cut_all(reading.text, passage.spans(0, len(passage.text))).split())


@each_kind
def test_there_are_marks_of_each_kind(readings: list[Reading], kind: Kind) -> None:
    """In most examples; a place that no list knows is none."""
    assert 2 * sum(bool(reading.marks[kind.name]) for reading in readings) > len(readings)


@each_kind
def test_parts_lie_in_the_text_in_order(readings: list[Reading], kind: Kind) -> None:
    for reading, mark in marks(readings, kind):
        assert mark.parts
        assert all(part.start < part.end <= len(reading.text) for part in mark.parts)
        assert all(one.end <= other.start for one, other in pairwise(mark.parts))
        assert cut_all(reading.text, mark.parts).strip()
        assert 0 <= mark.confidence <= 1


@each_kind
def test_marks_come_in_text_order(readings: list[Reading], kind: Kind) -> None:
    for reading in readings:
        starts = [mark.start for mark in reading.marks[kind.name]]
        assert starts == sorted(starts)


@each_kind
def test_no_mark_touches_boilerplate(readings: list[Reading], kind: Kind) -> None:
    """But for the time that prints the report's own day: it dates figures that name no day."""
    for reading, mark in marks(readings, kind):
        if kind.name == "time" and mark.value("from") == reading.report.published.date:
            continue
        for block in reading.report.blocks:
            if block.kind == "boilerplate":
                assert not any(part.overlaps(block.span) for part in mark.parts), mark.hull.cut(reading.text)


@each_kind
def test_cells_are_declared_and_of_their_type(readings: list[Reading], kind: Kind) -> None:
    for _, mark, name, cell in cells(readings, kind):
        assert cell.value is not None, (name, mark)
        assert isinstance(cell.value, TYPES[kind.cell(name).type]), (name, cell)
        assert cell.how


@each_kind
def test_evidence_lies_in_the_text_and_carries_the_value(readings: list[Reading], kind: Kind) -> None:
    for reading, _, name, cell in cells(readings, kind):
        found = [*cell.at, *spans(cell.value)]
        assert all(span.end <= len(reading.text) for span in found)
        assert all(span.start < span.end for span in found), (name, cell)
        assert kind.cell(name).carries(cell.value, reading.text, cell.at), (name, cell)


def test_metadata_lies_in_the_text_or_in_the_raw_bytes(readings: list[Reading]) -> None:
    for reading in readings:
        for name, cell in reading.report.cells.items():
            assert all(span.end <= len(reading.text) for span in cell.at), name
            assert cell.raw is None or 0 <= cell.raw[0] < cell.raw[1], name
            assert cell.how, name


def test_a_part_points_to_its_whole(readings: list[Reading]) -> None:
    for reading in readings:
        for mark in reading.figures:
            whole = mark.value("part_of")
            if whole is not None:
                assert mark.value("scope") == "part"
                assert reading.figures[whole] is not mark
        for mark in reading.events:
            assert all(0 <= index < len(reading.figures) for index in mark.value("figures") or ())


def test_who_is_meant_is_decided_once(readings: list[Reading]) -> None:
    """An entity that a quote or an event names is one of the report's mentions."""
    for reading in readings:
        known = {mark.value("entity") for mark in reading.mentions}
        for kind in KINDS:
            for mark in reading.marks[kind.name]:
                for cell in mark.cells.values():
                    refs = cell.value if isinstance(cell.value, tuple) else (cell.value,)
                    assert all(ref.entity in known for ref in refs if isinstance(ref, Ref) and ref.entity is not None)


def test_the_version_is_told(readings: list[Reading]) -> None:
    assert {reading.reader for reading in readings} == {flow.reader_version()}
