"""Places, case by case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes.mark import Mark
from onrecord.shapes.table import Row
from tests.marks.conftest import Answer, cases, marks_of, report_of

ROWS = cases(__file__, "name", "text", "expect")
NAMES = (
    "in Lima , Peru and ( Springfield ) Illinois Georgia Washington state Paris Texas the town of province Darfur northern "
    "Kenyan Congo Birmingham Fiji Samoa , Black Sea Valencia near Victoria ; Utah"
).split(" ")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["name"])
def test_case(
    row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Callable[[str], tuple[str, list[Answer]]]
) -> None:
    text, answers = bracketed(row["text"])
    places = mark(text, "place")["place"]
    if row["expect"] == "none":
        assert [text[p.start : p.end] for p in places] == []
        return
    bare = [text[start:end].removeprefix("the ") for _, start, end in answers]
    assert [text[p.start : p.end] for p in places] == bare
    for wish in row["expect"].split(" | "):
        which, value = wish.split("=")
        number, _, cell = which.rpartition(".")
        found = places[int(number or 1) - 1].value(cell)
        assert ("none" if found is None else str(found)) == value, which


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_whatever_is_named_lies_on_the_globe(text: str) -> None:
    for place in marks_of(report_of(text), "place")["place"]:
        lat, lon = place.value("lat"), place.value("lon")
        assert (lat is None) == (lon is None)
        assert lat is None or (-90 <= lat <= 90 and -180 <= lon <= 180)
        assert lat is None or place.value("precision") is not None


def test_a_name_means_the_same_wherever_it_stands_in_a_report() -> None:
    text = "Fire broke out in Springfield on Monday.\n\nThe mayor of Springfield, Illinois, praised the crews."
    places = [p for p in marks_of(report_of(text), "place")["place"] if p.value("name") == "Springfield"]
    assert [p.value("geonameid") for p in places] == [4250542, 4250542]
