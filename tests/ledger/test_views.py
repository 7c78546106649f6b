"""What codebooks would take from series: the numbers, the statements behind them, and why others do not count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import views

HEDGES = {"exact": "vlh", "at_least": "vl", "more_than": "vl", "up_to": "vh", "nearly": "vh", "about": "v", "vague": ""}


def series(*said: str, what: str = "killed", scope: str = "total") -> dict[str, Any]:
    """A series from lines "DAY COUNTER HEDGE NUMBER": "3 Brod at_least 14", "- - range 20-30", "4 - vague dozens"."""
    points = []
    for n, one in enumerate(said):
        day, counter, hedge, number, *back = one.split()
        point: dict[str, Any] = {"report": f"r{n}", "start": n, "end": n + 1, "hedge": hedge, "origins": 1}
        point |= {"as_of": None, "published": None if day == "-" else f"2031-05-{int(day):02}"}
        point |= {"counter": None if counter == "-" else counter.replace("_", " "), "retracted": bool(back)}
        point |= {"value": None, "low": None, "high": None, "words": number.replace("_", " ")}
        if hedge == "range":
            point["low"], point["high"] = map(int, number.split("-"))
        else:
            point |= {{"v": "value", "l": "low", "h": "high"}[c]: int(number) for c in HEDGES[hedge]}
        points.append(point)
    return {"what": what, "counted": None, "where": None, "unit": None, "scope": scope, "points": points}


def told(found: dict[str, Any], name: str) -> list[Any]:
    """The numbers of a view, each with which statements it comes from: "39 <- 2"; "+" where it is open."""
    row = views.view(found, name, lambda p: str(p["words"]))
    assert row is not None
    return [
        f"{n['value']}{'+' if n['open'] else ''}" + "".join(f" <- {s['start']}" for s in n["statements"])
        for n in row["numbers"]
    ]


@pytest.mark.parametrize(
    ("said", "ucdp", "acled"),
    [
        (["2 - exact 14"], ["14 <- 0", "14 <- 0", "14 <- 0"], "14 <- 0"),
        (["2 - at_least 14"], ["14 <- 0", "14+ <- 0", "14+ <- 0"], "14 <- 0"),
        (["2 - about 14"], ["14 <- 0", "14 <- 0", "14 <- 0"], "14 <- 0"),
        (["2 - up_to 14"], ["None", "14 <- 0", "14 <- 0"], "None"),
        (["2 - range 20-30"], ["20 <- 0", "None", "30 <- 0"], "20 <- 0"),
        # one counter moves on; a toll grows
        (["2 Brod exact 14", "4 Brod exact 23"], ["23 <- 1", "23 <- 1", "23 <- 1"], "23 <- 1"),
        (["2 Brod exact 23", "4 Brod exact 14"], ["14 <- 1", "14 <- 1", "14 <- 1"], "14 <- 1"),
        (["2 Mayor_Brod exact 23", "4 Brod exact 14"], ["14 <- 1", "14 <- 1", "14 <- 1"], "14 <- 1"),
        (["2 Freit exact 14", "4 Brod exact 23"], ["23 <- 1", "23 <- 1", "23 <- 1"], "23 <- 1"),
        (["2 - exact 14", "4 - exact 23"], ["23 <- 1", "23 <- 1", "23 <- 1"], "23 <- 1"),
        (["- - exact 14", "4 - exact 23"], ["23 <- 1", "23 <- 1", "23 <- 1"], "23 <- 1"),
        # what is higher and older, or of the same day, is contested
        (["2 Freit exact 40", "4 Brod exact 23"], ["23 <- 1", "None", "40 <- 0"], "23 <- 1"),
        (["2 - exact 40", "4 - exact 23"], ["23 <- 1", "None", "40 <- 0"], "23 <- 1"),
        (["4 Freit exact 40", "4 Brod exact 23"], ["23 <- 1", "None", "40 <- 0"], "23 <- 1"),
        (["4 Ann exact 23", "4 Bob exact 23"], ["23 <- 0 <- 1", "23 <- 0 <- 1", "23 <- 0 <- 1"], "23 <- 0 <- 1"),
        (["4 Ann range 20-30", "4 Bob exact 23"], ["20 <- 0", "23 <- 1", "30 <- 0"], "20 <- 0"),
        (["4 Ann range 20-30", "4 Bob exact 33"], ["20 <- 0", "None", "33 <- 1"], "20 <- 0"),
        # what is taken back
        (["4 Ann exact 41 back", "4 Bob exact 23"], ["23 <- 1", "23 <- 1", "23 <- 1"], "23 <- 1"),
        (["4 Ann exact 41 back"], ["None", "None", "None"], "None"),
        # counts in words
        (["4 Ann vague dozens"], ["None", "None", "None"], "12 <- 0"),
        (["4 Ann vague Tens_of_people"], ["None", "None", "None"], "10 <- 0"),
        (["4 Ann vague hundreds"], ["None", "None", "None"], "100 <- 0"),
        (["4 Ann vague tens_of_thousands"], ["None", "None", "None"], "10000 <- 0"),
        (["4 Ann vague several_dozen_people"], ["None", "None", "None"], "12 <- 0"),
        (["4 Ann vague many"], ["None", "None", "None"], "None"),
        (["4 Ann vague dozens", "4 Bob exact 9"], ["9 <- 1", "9 <- 1", "9 <- 1"], "9 <- 1"),
        (["4 Ann vague hundreds_of_thousands_of_millions_of_thousands"], ["None", "None", "None"], "100000000000 <- 0"),
    ],
)
def test_numbers(said: list[str], ucdp: list[str], acled: str) -> None:
    assert told(series(*said), "ucdp") == ucdp
    assert told(series(*said), "acled") == [acled]


@pytest.mark.parametrize(
    ("what", "scope", "seen"),
    [
        ("killed", "total", ["ucdp", "acled"]),
        ("injured", "total", ["ucdp"]),
        ("missing", "total", []),
        ("killed", "part", []),
        ("killed", "new", []),
        ("other:house", "total", []),
    ],
)
def test_a_codebook_looks_at_what_it_counts(what: str, scope: str, seen: list[str]) -> None:
    found = series("2 - exact 14", what=what, scope=scope)
    assert [name for name in views.VIEWS if views.view(found, name, str)] == seen


def test_what_does_not_stand_is_told_with_the_reason() -> None:
    found = views.view(
        series("2 Ann exact 5", "3 Ann exact 7", "2 Bob exact 6", "3 Cid exact 9 back", "3 Dan vague many"),
        "acled",
        lambda p: str(p["words"]),
    )
    assert found is not None
    assert {row["report"]: row["why"] for row in found["left_out"]} == {
        "r0": views.LATER,
        "r2": views.GROWN,
        "r3": views.TAKEN_BACK,
        "r4": views.NO_NUMBER,
    }


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4), st.sampled_from(["Ann", "Bob", "Cid", "-"]), st.sampled_from(["exact", "at_least", "up_to", "about"]),
            st.integers(0, 50), st.booleans(),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_every_number_is_one_that_a_statement_gives(said: list[tuple[int, str, str, int, bool]]) -> None:
    found = series(*(f"{d} {c} {h} {n}{' back' if back else ''}" for d, c, h, n, back in said))
    for name in views.VIEWS:
        row = views.view(found, name, lambda p: "")
        assert row is not None
        by_report = {p["report"]: p for p in found["points"]}
        out = {s["report"] for s in row["left_out"]}
        values = {n["name"]: n["value"] for n in row["numbers"]}
        for number in row["numbers"]:
            assert (number["value"] is None) == (not number["statements"])
            for s in number["statements"]:
                assert s["report"] not in out
                assert by_report[s["report"]]["value"] == number["value"]
        ordered = [values[n] for n in ("low", "best", "high") if values.get(n) is not None]
        assert ordered == sorted(ordered)
        # only where all is taken back does nothing stand
        assert (len(out) == len(found["points"])) == all(p["retracted"] for p in found["points"])
