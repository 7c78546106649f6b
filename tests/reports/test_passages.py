"""Lines to passages: what is joined, over what, and that each character leads back to the text."""

import quopri
import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Role, plain_lines
from onrecord.reports.make import make
from onrecord.reports.passages import passages
from onrecord.shapes.passage import Passage
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report
from onrecord.shapes.span import cut_all

KINDS = {"b": "body", "x": "boilerplate", "c": "caption", "t": "title", "s": "standfirst"}
LINES = (Path(__file__).parent / "joins.tsv").read_text(encoding="utf-8").split("\n")
CASES = [line.split("\t") for line in LINES if line and not line.startswith(("#", "name\t"))]

ONE = (
    "The council of the harbour town voted on Monday to rebuild the well-known old bridge, according to a statement by "
    "the mayor that was read out to a crowd in the market square on Tuesday evening."
)
TWO = (
    "Work is to begin in the spring, said Tom Orr, who leads the office for public works. “We have the money, and we "
    "have the people who can do the work before the winter,” he told the government of the region."
)
THREE = (
    "Engineers had warned in May that the piers were worn. Some 40 people live in the houses beneath the bridge, which "
    "has been closed to lorries since 1998."
)
TITLE = "Harbour town votes to rebuild its bridge"
ALL = (TITLE, ONE, TWO, THREE)


def report(text: str | bytes) -> Report:
    return make(Raw(text.encode() if isinstance(text, str) else text, "a", "a"))[0]


def body(text: str | bytes) -> list[str]:
    return [p.text for p in report(text).passages if p.role == "body"]


def of_roles(text: str, kinds: str) -> list[Passage]:
    """The passages of a text whose lines have the roles that `kinds` gives, a letter a line."""
    lines = plain_lines(text)
    roles = [Role(KINDS[k], "given") for k in kinds]
    return passages(text, lines, roles, {}, "en", paragraphs(lines))


def test_pictures_among_words_are_blanks_to_the_parser() -> None:
    text = "In Tabor 💥 on Monday 👩‍👧🇺🇦❤️ they fled✅now"
    (passage,) = of_roles(text, "b")
    assert passage.text == "In Tabor on Monday they fled now"
    assert [s.cut(text) for s in passage.spans(3, 11)] == ["Tabor 💥 on"]


@pytest.mark.parametrize(
    ("caption", "parsed"),
    [
        ("The town was closed in MayCredit: Harbour Times", "The town was closed in May"),
        ("The mill's director (Credit: Skarvik Pictures)", "The mill's director"),
        ("The river in flood. Photo: Ana Ruiz/SKP", "The river in flood."),
        ("A man in the photo: he fled in May", "A man in the photo: he fled in May"),
        ("Photo: Ana Ruiz", "Photo: Ana Ruiz"),
    ],
)
def test_a_caption_is_parsed_without_its_credit(caption: str, parsed: str) -> None:
    assert [p.text for p in of_roles(f"{TITLE}\n\n{caption}\n\n{ONE}", "tcb")] == [TITLE, parsed, ONE]


@pytest.mark.parametrize(("name", "lines", "expected"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("end", ["\n", "\r\n\r\n", "\n \t\n"], ids=["close", "apart", "blank"])
def test_joins(name: str, lines: str, expected: str, end: str) -> None:
    given_lines = lines.split(" / ")
    text = end.join(line[2:] for line in given_lines)
    made = of_roles(text, "".join(line[0] for line in given_lines))
    assert [p.text for p in made] == expected.split(" / ")
    for p in made:
        holds(p, text, [i for i, line in enumerate(given_lines) if line[0] == "x"])


def holds(passage: Passage, text: str, left_out: list[int]) -> None:
    """Pieces in order, over every character, inside the text, never twice, never in a line that is left out."""
    lines = plain_lines(text)
    at = end = 0
    for piece in passage.pieces:
        assert piece.at == at < piece.at_end
        assert end <= piece.start <= piece.end <= len(text)
        at, end = piece.at_end, piece.end
        assert not any(piece.start < lines[i].end and lines[i].start < piece.end for i in left_out)
        if piece.at_end - piece.at == piece.end - piece.start:
            here, there = passage.text[piece.at : at], text[piece.start : end]
            assert all(a == b or not (a.isalnum() and b.isalnum()) for a, b in zip(here, there, strict=True))
    assert at == len(passage.text)


def wrapped(words: str, indent: str = "") -> str:
    return textwrap.fill(words, 70, initial_indent=indent)


LAYOUTS = {
    "a line a paragraph": "\n".join(ALL),
    "paragraphs apart": "\n\n".join(ALL),
    "wrapped, apart": "\n\n".join(map(wrapped, ALL)),
    "wrapped, indented": "\n".join([TITLE, *(wrapped(p, "   ") for p in ALL[1:])]),
    "wrapped, tabs": "\n".join([TITLE, *(wrapped(p).join(["\t", ""]) for p in ALL[1:])]).replace("\t", "\t\t"),
    "windows": "\r\n\r\n".join(wrapped(p).replace("\n", "\r\n") for p in ALL),
    "mac": "\n\n".join(map(wrapped, ALL)).replace("\n", "\r"),
    "mail": "\n".join(f"> {line}".rstrip() for line in "\n\n".join(map(wrapped, ALL)).split("\n")),
    "mail in mail": "\n".join(f">> {line}" for line in "\n\n".join(map(wrapped, ALL)).split("\n")),
    "quoted-printable": quopri.encodestring("\n\n".join(ALL).encode()).decode(),
    "form feeds": "\f" + "\n\n\f".join(map(wrapped, ALL)),
    "large letter": "\n\n".join([TITLE, f"T\n{ONE[1:]}", TWO, THREE]),
    "large letter, wrapped": "\n\n".join([TITLE, f"T\n{wrapped(ONE[1:])}", wrapped(TWO), wrapped(THREE)]),
    "misread": "\n\n".join(ALL).encode().decode("latin-1"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    found = report(LAYOUTS[layout])
    assert found.value("title") == TITLE
    assert [p.text for p in found.passages if p.role == "body"] == [ONE, TWO, THREE]
    for p in found.passages:
        holds(p, found.text, [])


@pytest.mark.parametrize("end", ["\n\n", "\r\r\n"])
def test_an_empty_line_behind_every_line(end: str) -> None:
    """Where a paragraph's last line is full, nothing tells that it ends."""
    found = report(end.join("\n".join(map(wrapped, ALL)).split("\n")))
    assert found.value("title") == TITLE
    assert " ".join(p.text for p in found.passages if p.role == "body") == " ".join(ALL[1:])
    assert found.passages[1].text == ONE


def test_a_large_letter_that_is_a_word() -> None:
    assert body(f"{TITLE}\n\nA\nfter the storm the council of the harbour town met on Monday to vote.\n\n{TWO}")[
        0
    ].startswith("After the storm")
    assert body(f"{TITLE}\n\nA\ncouncil of the harbour town met on Monday to vote on the bridge.\n\n{TWO}")[
        0
    ].startswith("A council of")


FILLED = " ".join([ONE, TWO, THREE] * 3)


def test_a_report_on_one_line() -> None:
    found = report(
        f"{TITLE} By Mary Bell HARBOUR TOWN (HPB) — {ONE} Read more: Ten beaches to see. {TWO} "
        f"“Sign up for our newsletter,” the bulletin says. Sign up for our newsletter. {FILLED} Share this article"
    )
    assert [b.kind for b in found.blocks] == ["body"]
    assert found.value("title") == TITLE
    assert found.value("byline") == ("Mary Bell",)
    assert found.value("dateline").place == "HARBOUR TOWN"
    assert found.value("agency") == "HPB"
    text = " ".join(p.text for p in found.passages)
    assert text.startswith(f"{ONE} {TWO} “Sign up for our newsletter,” the bulletin says. {ONE}")
    assert text.endswith(THREE)
    for name in ("title", "dateline", "agency"):
        assert cut_all(found.text, found.cells[name].at).strip(" —") in (TITLE, "HARBOUR TOWN (HPB)", "HPB")
    for p in found.passages:
        holds(p, found.text, [])


def test_a_report_on_one_line_with_a_day() -> None:
    found = report(f"{TITLE} By Mary Bell | 3 March 2025, 10:15 {FILLED}")
    assert found.value("byline") == ("Mary Bell",)
    assert found.published.date == "2025-03-03"
    assert found.published.time == "10:15"
    assert " ".join(p.text for p in found.passages) == FILLED


def test_a_line_is_cut_at_the_stamp_in_it() -> None:
    found = report(f"{TITLE} By Mary Bell Published: March 3, 2025, 10:15 AM {ONE} {TWO}")
    assert [b.kind for b in found.blocks] == ["title", "byline", "boilerplate", "body"]
    assert found.value("title") == TITLE
    assert found.value("byline") == ("Mary Bell",)
    assert (found.published.date, found.published.time) == ("2025-03-03", "10:15")
    assert [p.text for p in found.passages] == [TITLE, f"{ONE} {TWO}"]
    for p in found.passages:
        holds(p, found.text, [])


def test_a_stamp_that_the_body_begins_with_is_cut_off() -> None:
    found = report(f"{TITLE}\n\n3 March 2025 Last updated at 14:05 GMT {ONE}\n\n{TWO}\n")
    assert found.published.date == "2025-03-03"
    assert [p.text for p in found.passages] == [TITLE, ONE, TWO]


def test_a_day_of_the_story_is_no_stamp() -> None:
    found = report(f"{ONE} The pier was shut on March 3, 2025 by the council. {TWO}")
    assert found.published.date is None
    assert [b.kind for b in found.blocks] == ["body"]


def test_a_report_on_one_line_without_a_head() -> None:
    found = report(FILLED)
    assert found.value("title") is None
    assert " ".join(p.text for p in found.passages) == FILLED


def test_title_byline_and_dateline_of_a_damaged_text() -> None:
    meant = (
        "Café “Zoë” to reopen, mayor’s office says\n\nBy José García\n\nMÜNSTERTAL (AP) — The café in the town’s old "
        f"harbour will reopen on Monday, said Zoë Brûlé.\n\n{TWO}\n\n{THREE}\n"
    )
    found = report(meant.encode().decode("latin-1"))
    right = report(meant)
    assert found.text != right.text
    assert [(b.kind, b.why) for b in found.blocks] == [(b.kind, b.why) for b in right.blocks]
    assert [p.text for p in found.passages] == [p.text for p in right.passages]
    for name in ("title", "byline", "agency"):
        assert found.value(name) == right.value(name) is not None
    assert found.value("dateline").place == "MÜNSTERTAL"


def test_a_damaged_page() -> None:
    meant = (
        "<html><head><title>Café “Zoë” to reopen</title></head><body><article><h1>Café “Zoë” to reopen</h1>"
        f"<p>The mayor’s office said it’s to reopen on Monday, said Zoë Brûlé.</p><p>{TWO}</p><p>{THREE}</p></article></body></html>"
    )
    found, right = report(meant.encode().decode("latin-1")), report(meant)
    assert found.value("title") == right.value("title") == "Café “Zoë” to reopen"
    assert [p.text for p in found.passages] == [p.text for p in right.passages]


WORDS = st.sampled_from(
    "the dam Mary Bell said, held. “it’s â€œoutâ€\u009d - • > 1) T a ( : ; , . = al-X govern- ment Advertisement \u00ad \u200b "
    "&amp; ﬁ é e\u0301 \0 \u0085 \u2028 Gen. U.S.".split(" ")
    + ["\n", "\n", "\r\n", "\n\n", "\r", "  ", "\t"]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join), st.data())
def test_any_lines_and_roles(text: str, data: st.DataObject) -> None:
    lines = plain_lines(text)
    kinds = "".join(data.draw(st.sampled_from("bbbxcts")) for _ in lines)
    made = of_roles(text, kinds)
    taken: set[int] = set()
    for p in made:
        holds(p, text, [i for i, k in enumerate(kinds) if k == "x"])
        assert not any(c in p.text for c in "\n\r\t\0\u00ad\u200b")
        places = [i for piece in p.pieces for i in range(piece.start, piece.end)]
        assert not taken.intersection(places)
        taken.update(places)
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(p.text))] * 2)))
        spans = p.spans(start, end)
        assert all(a.end < b.start for a, b in pairwise(spans))
        assert all(span.start < span.end for span in spans)
    assert [p.pieces[0].start for p in made] == sorted(p.pieces[0].start for p in made)


@pytest.mark.parametrize(
    "piece", ["said the ", "T\n", "a-\n", "x=\n", "> a\n", "“", "â€", "&amp;", ". ", "A. ", "\u00ad", "e\u0301 "]
)
def test_the_same_thing_over_and_over(piece: str) -> None:
    """A hundred thousand characters of one thing are read within seconds: nothing goes back and forth over the text."""
    found = report(f"{TITLE}\n\n{ONE}\n\n{piece * (100_000 // len(piece))}\n")
    for p in found.passages:
        holds(p, found.text, [])
