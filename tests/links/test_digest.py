"""What linking keeps of a report: its paragraphs, with the way back to the characters of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.links.digest import digest, paragraphs
from onrecord.shapes.link import Digest
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.reading import Reading
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Block, Report
from onrecord.shapes.span import Span


def _report(text: str) -> Report:
    return Report("a", "a", "0" * 64, "text", "utf-8", "en", text, (Block(Span(0, len(text)), "body", "made"),), (), {})


def _words(text: str) -> str:
    return " ".join(read_right(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "The toll rose to 12.",
        "The toll\u00a0rose  to 12.",
        "â€œThe tollâ€\x9d rose to 12, Zoë Brûlé said.",
        "The toll\nrose to 12 in the\n  har\u00adbour of Vardnes.\nAnother line.",
        "&ldquo;Of ﬁve&rdquo; he\tsaid,\u2003“none\u200bleft”.",
    ],
)
def test_every_word_leads_back_to_where_it_stands(text: str) -> None:
    for stretch in paragraphs(_report(text)):
        at = 0
        for word in stretch.text.split():
            start = stretch.text.index(word, at)
            at = start + len(word)
            assert _words(stretch.span(start, at).cut(text)) == word
        assert stretch.span(0, len(stretch.text)) == Span(stretch.start, stretch.end)


@given(st.text(alphabet="aé Z.\n\t\u00a0\u00ad“”ﬁ&;\u200b\x93", max_size=60))
def test_spans_lie_inside_the_paragraph(text: str) -> None:
    for stretch in paragraphs(_report(text)):
        for i in range(len(stretch.text)):
            span = stretch.span(i, i + 1)
            assert stretch.start <= span.start <= span.end <= stretch.end
        starts = [stretch.span(i, len(stretch.text)).start for i in range(len(stretch.text))]
        assert starts == sorted(starts)


def test_there_and_back(report: Callable[..., Digest]) -> None:
    made = digest(Reading(_report("A  line with\u00a0spaces.\nAnother."), {}))
    assert made.paragraphs[0].pieces
    assert from_plain(Digest, to_plain(made)) == made
