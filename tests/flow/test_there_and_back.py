"""What is printed can be read back; what is remembered of a paragraph is what was found in it."""

import json

import pytest

from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import Paragraph, parse
from onrecord.shapes.mark import Kind
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import marks_from, report_from


def test_a_record_gives_its_reading_back(readings: list[Reading]) -> None:
    for reading in readings:
        record = json.loads(json.dumps(reading.as_dict()))
        marks = {kind.name: marks_from(kind, record[kind.plural]) for kind in KINDS}
        again = Reading(report_from(record), marks, record["refused"], record["reader"], KINDS)
        assert again.as_dict() == record
        assert again.marks == dict(reading.marks)


@pytest.fixture(scope="module")
def paragraphs(readings: list[Reading]) -> list[Paragraph]:
    """The parsed paragraphs of three examples."""
    return [parse(passage.text, passage.role) for reading in readings[::3] for passage in reading.report.passages]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_candidates_go_through_json_unchanged(paragraphs: list[Paragraph], kind: Kind) -> None:
    for paragraph in paragraphs:
        for candidate in kind.local(paragraph):
            assert isinstance(candidate, kind.candidate)
            assert from_plain(kind.candidate, json.loads(json.dumps(to_plain(candidate)))) == candidate
