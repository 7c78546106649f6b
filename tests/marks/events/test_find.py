"""What happened, is planned, asked for, threatened, denied: case by case, figures of speech, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import irregular
from onrecord.marks.events import tables
from onrecord.marks.events.find import KIND
from onrecord.marks.parse import parse
from onrecord.shapes.errors import TableError
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.table import Row
from onrecord.shapes.table import parse as parse_table
from tests.marks.conftest import cases, marks_of, report_of, unbracket

ROWS = cases(__file__, "name", "text", "expect", "known", optional=("expect", "known"))
FIGURATIVE = Path(__file__).with_name("figurative.tsv").read_text(encoding="utf-8")
HOSTILE = ("ASSAULT", "COERCE", "THREATEN")
MOST_FALSE = 0.05  # of the sentences of sport, markets and figures of speech


def _params() -> list[object]:
    return [
        pytest.param(row, id=row["name"], marks=[pytest.mark.xfail(strict=True)] if row["known"] == "xfail" else [])
        for row in ROWS
    ]


def _names(value: object) -> str:
    if isinstance(value, When):
        return value.first or "none" if value.first == value.last else f"{value.first}/{value.last}"
    refs = value if isinstance(value, tuple) else (value,)
    return ";".join(r.name or "" for r in refs if isinstance(r, Ref)) or "none"


@pytest.mark.parametrize("row", _params())
def test_case(row: Row) -> None:
    text, answers = unbracket(row["text"])
    wishes = [w for w in row["expect"].split(" | ") if w]
    published = next((w.partition("=")[2] for w in wishes if w.startswith("published=")), None)
    report = report_of(text, published, title=row["name"].startswith("headline"))
    found = marks_of(report, "event")["event"]
    got = [(m.value("type"), m.value("modality"), m.value("anchor").cut(text)) for m in found]
    assert got == [(*label.split("-"), text[start:end]) for label, start, end in answers]
    for wish in wishes:
        which, _, value = wish.partition("=")
        number, _, cell = which.partition(".")
        if cell in ("mode", "plover", "instrument", "contexts"):
            assert (found[int(number) - 1].value(cell) or "none") == value
        elif cell:
            words = _names(found[int(number) - 1].value(cell))
            assert value == words or f" {value} " in f" {words} ", wish


def test_sport_markets_and_figures_of_speech_are_no_violence() -> None:
    rows = parse_table(FIGURATIVE, "figurative.tsv", ("text",))
    false = {
        row["text"]: [
            (c.type, row["text"][slice(*c.anchor)]) for c in KIND.local(parse(row["text"], "body")) if c.type in HOSTILE
        ]
        for row in rows
    }
    wrong = {text: found for text, found in false.items() if found}
    assert len(rows) >= 60
    assert len(wrong) <= MOST_FALSE * len(rows), wrong


WORDS = st.lists(
    st.sampled_from(
        "The the a army rebels Kenya Kenyan troops police minister attacked attack arrested was were by on to will not has been "
        "urged ordered vowed threatened denied accused of talks with if unless who which and , . \" “ ” 's ceasefire strike "
        "protest killed in May 2001 planned alleged no never for call calls plan - ( ) US".split(" ")
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=120), st.lists(WORDS, max_size=3).map("\n".join)))
def test_any_text_gives_events_within_it(text: str) -> None:
    report = report_of(text, "2020-05-01")
    marks = marks_of(report, "event")["event"]
    assert marks == marks_of(report, "event")["event"]
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    anchors = [m.value("anchor") for m in marks]
    assert len(set(anchors)) == len(anchors)
    for one in marks:
        assert 0 <= one.start < one.end <= len(text)
        assert one.hull.contains(one.value("anchor"))
        assert len(one.hull.cut(text).split()) <= 40
        assert one.value("type") in tables.TYPES
        assert one.value("modality") in tables.MODALITIES


@pytest.mark.parametrize("more", range(0, 9))
def test_a_long_sentence_is_told_in_at_most_forty_words_of_its_own(more: int) -> None:
    parts = "of the old port " * more
    text = (
        f"Out of 21 visits by the two women of the relief society {parts}in Lask, which keeps a list to trace the last "
        "known homes of missing families' children by asking those neighbours they trust or know, the soldiers only "
        "attacked one road in three."
    )
    events = [m for m in marks_of(report_of(text), "event")["event"] if m.value("anchor").cut(text) == "attacked"]
    assert len(events) == 1
    assert events[0].hull.contains(events[0].value("anchor"))
    assert len(events[0].hull.cut(text).split()) <= 40


def test_every_table_loads() -> None:
    assert len(tables.verbs()) > 400
    assert len(tables.nouns()) > 200
    for table in (
        tables.light_verbs(),
        tables.effects(),
        tables.figures_of_speech(),
        tables.modes(),
    ):
        assert table


def test_an_unknown_class_is_named_with_its_line() -> None:
    from onrecord.marks.events.conditions import tests as conditions

    with pytest.raises(TableError, match=r"verbs\.tsv:7: no class @nothing"):
        conditions("obj=@nothing", tables.classes(), "verbs.tsv:7")


def test_a_condition_of_several_places_asks_for_any_of_them() -> None:
    from onrecord.marks.events.conditions import fit
    from onrecord.marks.events.conditions import tests as conditions

    class Around:
        """Only "at the bank" stands there."""

        def has(self, key: str) -> bool:
            return key == "at"

        def near(self, key: str) -> frozenset[str]:
            return frozenset()

        def words_at(self, key: str) -> list[tuple[str, str]]:
            return [("bank", "")] if key == "at" else []

    for cell, holds in (
        ("on,at", True),
        ("on,in", False),
        ("!on,in", True),
        ("!on,at", False),
        ("on,at=bank", True),
        ("on,at=shop", False),
    ):
        assert fit(conditions(cell, tables.classes(), "here"), Around()) is holds, cell
    with pytest.raises(TableError, match="at,=bank is no condition"):
        conditions("at,=bank", tables.classes(), "here")


@pytest.mark.parametrize(
    ("form", "base"),
    [("struck", "strike"), ("banned", "ban"), ("shelled", "shell"), ("invades", "invade"), ("rioted", "riot")],
)
def test_bases_of_a_printed_form(form: str, base: str) -> None:
    assert base in irregular.bases(form)


def test_a_speaker_asserts_what_is_quoted(mark: Callable[..., dict[str, list[Mark]]]) -> None:
    text = "Colonel Peter Novak said rebels attacked the camp on Monday."
    (event,) = mark(text, "event")["event"]
    assert event.value("asserted_by").name == "Peter Novak"


def test_the_report_asserts_what_nobody_is_quoted_for(mark: Callable[..., dict[str, list[Mark]]]) -> None:
    (event,) = mark("Rebels attacked the camp on Monday.", "event")["event"]
    assert event.value("asserted_by") is None


def test_time_place_and_toll_of_its_clause(mark: Callable[..., dict[str, list[Mark]]]) -> None:
    text = "Gunmen killed 12 people in Lima on 3 May 2020."
    marks = mark(text, "event", published="2020-05-05")
    (event,) = marks["event"]
    assert event.value("when").first == "2020-05-03"
    assert event.value("where").name == "Lima"
    assert [marks["figure"][i].value("value") for i in event.value("figures")] == [12]


def test_the_examples_of_the_tables_page(root: Path) -> None:
    page = (root / "docs" / "event-tables.md").read_text(encoding="utf-8")
    examples = [line.split(" | ") for line in page.splitlines() if " | " in line and not line.startswith("|")]
    assert len(examples) >= 8
    for text, expected in examples:
        found = marks_of(report_of(text, "2020-05-01"), "event")["event"]
        got = [
            " ".join((m.value("anchor").cut(text), m.value("type"), m.value("modality"), m.value("plover") or "-"))
            for m in found
        ]
        assert got == expected.split("; ")
