"""Four times the text may take four times as long, not sixteen: pages from outside can be made of anything."""

import time

import pytest

from onrecord import flow
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import Paragraph, parse
from onrecord.reports.make import make
from onrecord.shapes.mark import Found, Kind, Mark
from onrecord.shapes.raw import Failure, Raw

FEW, MANY = 60, 240
# Between four and sixteen; and what is over in a moment tells nothing.
MOST, SLACK = 9, 0.1
SENTENCES = ("“a” said Ann. ", "1,200 people and ", "said ", "on Friday ", "Ann Orr, ")


def seconds(kind: Kind, text: str) -> float:
    """Processor time of a kind's local step on one paragraph: others on the machine do not count."""
    paragraph = parse(text, "body")
    start = time.process_time()
    kind.local(paragraph)
    return time.process_time() - start


@pytest.mark.timed
@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_long_paragraph(kind: Kind, sentence: str) -> None:
    seconds(kind, sentence)  # tables are loaded once
    assert seconds(kind, sentence * MANY) <= MOST * seconds(kind, sentence * FEW) + SLACK


def spent(paragraphs: int, parsed: dict[str, Paragraph]) -> dict[str, float]:
    """Processor time of making a report of so many paragraphs, and of each kind's report-wide step."""
    lines = [
        f"“The dam {n % 7} held,” Ann Orr{n % 7} told reporters in Norland on Friday. She said {n % 7} people were missing."
        for n in range(paragraphs)
    ]
    out, start = {}, time.process_time()
    report = make(Raw("\n".join(["Dam holds", *lines]).encode(), "a", "a"))[0]
    out["making"] = time.process_time() - start
    found: dict[str, list[Found]] = {kind.name: [] for kind in KINDS}
    for passage in report.passages:
        paragraph = parsed.setdefault(passage.text, parsed.get(passage.text) or parse(passage.text, passage.role))
        for kind in KINDS:
            found[kind.name] += [Found(passage, one) for one in kind.local(paragraph)]
    marks: dict[str, tuple[Mark, ...]] = {}
    for kind in KINDS:
        start = time.process_time()
        marks[kind.name] = tuple(kind.resolve(report, found[kind.name], {name: marks[name] for name in kind.needs}))
        out[kind.name] = time.process_time() - start
    return out


@pytest.mark.timed
def test_many_paragraphs() -> None:
    parsed: dict[str, Paragraph] = {}
    spent(10, parsed)
    few, many = spent(FEW, parsed), spent(MANY, parsed)
    assert [step for step in few if many[step] > MOST * few[step] + SLACK] == []


def test_a_line_longer_than_the_parser_takes() -> None:
    found = flow.read_one(Raw(b"The dam held.\n" + b"x" * 1_100_000, "a", "a"), {})[0]
    assert isinstance(found, Failure) or found.text
