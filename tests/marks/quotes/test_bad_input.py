"""Texts that are broken: no quotation runs away, whatever is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.marks.parse import parse
from onrecord.marks.quotes import find as quotes
from onrecord.shapes.mark import Found, Mark
from onrecord.shapes.passage import Passage, join
from onrecord.shapes.span import Span
from tests.marks.conftest import marks_of, report_of

REST = "\n\n".join(
    f"The harbour of ward {n} was closed on Monday. Nobody was hurt there, and boats stayed out." for n in range(12)
)
BROKEN = {
    "never_closed": 'Mary Bell said: "We will appeal this ruling.',
    "never_opened": 'We will appeal this ruling," said Mary Bell.',
    "closed_twice": '"We will appeal this ruling,"" said Mary Bell."',
    "open_before_a_new_speaker": '"We will appeal, said Mary Bell.\n\n"We will not," said Tom Orr.',
    "inches": 'The 12" pipe and the 6" pipe burst.',
    "apostrophes": "It's the '90s again, rock 'n' roll and the workers' hall, said Mary Bell.",
    "capitals": '"WE WILL APPEAL THIS RULING," SAID MARY BELL.',
    "one_word": "Fire.",
    "marks_alone": "\" “ ” « » ' ‘ ’",
    "dash_alone": "—",
    "label_alone": "Bell:",
}


def said(text: str) -> list[Mark]:
    return list(marks_of(report_of(text, title=False), "quote")["quote"])


@pytest.mark.parametrize("name", BROKEN)
def test_no_quotation_runs_over_the_report(name: str) -> None:
    text = f"{BROKEN[name]}\n\n{REST}"
    for mark in said(text):
        assert mark.end <= len(BROKEN[name]) + 1, mark.hull.cut(text)


def test_a_speaker_is_not_given_the_words_of_the_next() -> None:
    text = BROKEN["open_before_a_new_speaker"]
    by = {m.hull.cut(text): m.value("speaker").name for m in said(text) if m.value("speaker")}
    assert by['"We will not,"'] == "Tom Orr"


def test_a_long_transcript_keeps_its_turns() -> None:
    """40,000 words: two turns are parsed, and stand in it over and over."""
    turns = ("Q: What did you see of the road on that day, and who was with you there?", "A: We saw that it was wet.")
    local = [quotes.KIND.local(parse(turn, "body")) for turn in turns]
    found, lines, at = [], [], 0
    for n in range(3_200):
        line = turns[n % 2]
        words, pieces = join([(line, Span(at, at + len(line)))])
        passage = Passage(words, "body", "en", pieces)
        found += [Found(passage, candidate) for candidate in local[n % 2]]
        lines.append(line)
        at += len(line) + 1
    report = replace(report_of("x"), text="\n".join(lines))
    marks = list(quotes.KIND.resolve(report, found, {"mention": []}))
    whole = [m for m in marks if m.cells["cue"].how == "transcript"]
    assert len(whole) == len(lines)


PIECES = st.lists(
    st.sampled_from(['"', "“", "”", "‘", "’", "'", "We will go. ", "she said ", "\n\n", "Q: ", "— Ann Lee", "12", " "])
)


@settings(max_examples=60, deadline=None)
@given(PIECES.map("".join))
def test_any_pieces_of_quotations_end(text: str) -> None:
    for mark in said(text):
        assert 0 <= mark.start < mark.end <= len(text)
