"""Country and sector of actors: case by case, over a report, and what holds for any phrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import bodies, nations, sectors
from onrecord.marks.events.called import Called
from onrecord.marks.events.codes import of_phrase
from onrecord.marks.events.find import KIND
from onrecord.marks.events.mentioned import mentioned
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.record import from_plain_cell, plain
from onrecord.shapes.span import Span
from onrecord.shapes.table import Row, load
from onrecord.shapes.table import parse as parse_table
from onrecord.shapes.who import Who
from tests.marks.conftest import marks_of, report_of, unbracket

CASES = Path(__file__).with_name("codes.tsv").read_text(encoding="utf-8")
ROWS = parse_table(CASES, "codes.tsv", ("name", "text", "known"), optional=("known",))


def _params() -> list[object]:
    return [
        pytest.param(row, id=row["name"], marks=[pytest.mark.xfail(strict=True)] if row["known"] == "xfail" else [])
        for row in ROWS
    ]


def _coded(text: str, span: Span, mentions: list[Mark], state: bool = True) -> tuple[Ref, tuple[Span, ...]]:
    who = Who(mentions)
    refs, at = Called(text, who, mentioned(text, mentions)).coded([who.ref(span, span.cut(text))], state)
    return refs[0], at


@pytest.mark.parametrize("row", _params())
def test_case(row: Row) -> None:
    text, [(label, start, end)] = unbracket(row["text"])
    mentions = marks_of(report_of(text), "mention")["mention"]
    country, sector, *on = label.split("-")
    found, at = _coded(text, Span(start, end), mentions, not on)
    assert (found.country or "none", found.sector or "none") == (country, sector)
    assert at[0] == found.span
    assert all(s.cut(text).strip() for s in at)


def test_events_carry_the_codes_of_those_in_them() -> None:
    marks = marks_of(
        report_of("Kenyan soldiers attacked a rebel camp. Oslo rejected the demands of the union."), "event"
    )
    refs = [ref for mark in marks["event"] for ref in mark.value("actor") or ()]
    assert [(r.country, r.sector) for r in refs][:2] == [("KEN", "MIL"), ("NOR", "GOV")]


def test_another_mention_that_tells_a_code_stands_beside_the_evidence() -> None:
    text = "Brond rejected the offer.\nTogolese President Ada Brond left on Monday. Brond is ill."
    found, at = _coded(text, Span(0, 5), marks_of(report_of(text), "mention")["mention"])
    assert found.sector == "GOV"
    assert [s.cut(text) for s in at] == ["Brond", "Togolese President Ada Brond"]


def test_codes_stand_in_the_record_only_where_there_are_some() -> None:
    spec = KIND.cell("actor")
    bare, coded = Ref(Span(0, 3), "Ada"), Ref(Span(4, 9), "Togo", "e1", "TGO", "GOV")
    printed = plain((bare, coded))
    assert printed[0] == {"start": 0, "end": 3, "name": "Ada", "entity": None}
    assert printed[1] == {"start": 4, "end": 9, "name": "Togo", "entity": "e1", "country": "TGO", "sector": "GOV"}
    assert from_plain_cell(spec, printed) == (bare, coded)


def test_what_an_armed_group_is_only_a_report_says() -> None:
    names = [r["name"] for r in load("onrecord.lexicon", bodies.TABLE, bodies._COLUMNS, optional=bodies._COLUMNS)]
    groups = [n for n in names if (found := bodies.by_name(n)) is not None and found.kind == "armed"]
    assert len(groups) > 20
    for name in groups:
        assert of_phrase(name).sector is None, name
        assert of_phrase(f"the rebel group {name}").sector == "REB", name


PHRASES = st.lists(
    st.sampled_from(
        "the The a Kenyan Kenya Kenya's Norwegian Oslo UN NATO Kremlin Kenyans army troops police rebel rebels leader of "
        "group Front Liberation Army President president Ada Brond baker Baker union officials former opposition -led "
        "Danish-led coalition and , 1,200 people Ministry Health House Commons in to who ' ’s Ltd. U.S. & - ( Daily Post".split(
            " "
        )
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PHRASES, st.text(max_size=200)), st.booleans())
def test_any_phrase_gives_known_codes_or_none(phrase: str, state: bool) -> None:
    found = of_phrase(phrase, state)
    assert found == of_phrase(phrase, state)
    assert found.sector is None or found.sector in sectors.meanings()
    assert found.country is None or any(n.alpha3 == found.country for n in nations.nations())
    assert found.sector is not None or not found.sure
    if not state:  # who is done to is told no more of than who acts
        acting = of_phrase(phrase, True)
        assert found.country in (None, acting.country)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["gang", "union", "army", "company", "clinic"]), st.sampled_from(["Kenyan", "Danish", "Peruvian"])
)
def test_nations_are_treated_alike(noun: str, nation: str) -> None:
    found = of_phrase(f"the {nation} {noun}")
    assert found.sector == of_phrase(f"the {noun}").sector
    assert found.country == of_phrase(nation).country


def test_a_long_phrase_takes_no_longer_than_its_words() -> None:
    phrase = "leader of the group of " * 20_000
    assert of_phrase(phrase).sector is None
