"""The figures board: copies, corrections, and the rows of exactly what is drawn."""

import csv
import io
import re
from typing import Any

import pytest

from onrecord.faces import board_rows, signs
from onrecord.faces.board import board, draw
from onrecord.faces.told import Line, Told, line, tell

TEXTS = {
    "wire": "At least 12 were killed. Up to 30 were hurt.",
    "copy": "At least 12 were killed. Up to 30 were hurt, it said.",
    "late": "A correction: 9 were killed, not 12.",
    "own": "Between 8 and 10 died; about 9; dozens.",
}


def point(report: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXTS[report].index(words)
    plain = {"as_of": None, "published": "2031-05-03", "counter": "police", "hedge": "exact", "low": None, "high": None}
    return {"report": report, "start": start, "end": start + len(words), **plain, **more}


def told(points: list[dict[str, Any]], disagreements: Any = ()) -> Told:
    series = {"what": "killed", "counted": "people", "where": "Orva", "unit": None, "scope": "total", "points": points}
    records = [
        {
            "report": name,
            "source": name,
            "outlet": f"The {name.title()}",
            "text": text,
            "published": {"date": "2031-05-03"},
        }
        for name, text in TEXTS.items()
    ]
    account = {"story": "s", "reports": list(TEXTS), "series": [series], "disagreements": disagreements}
    return tell(account, records, {"copy": ("a copy of", "wire")})


TWELVE = {"value": 12, "low": 12, "hedge": "at_least"}
POINTS = [
    point("wire", "12", **TWELVE),
    point("copy", "12", **TWELVE),
    point("copy", "12", **TWELVE, as_of="2031-05-02"),
    point("late", "12", value=12, low=12, high=12, retracted=True),
    point("late", "9", value=9, low=9, high=9, counter=None),
    point("own", "8 and 10", value=None, low=8, high=10, hedge="range"),
    point("own", "9", value=9, low=9, high=9, hedge="about"),
    point("own", "dozens", value=None, hedge="vague", counter=None),
]


def only(points: list[dict[str, Any]], disagreements: Any = ()) -> Line:
    (found,) = told(points, disagreements).lines()
    return found


def test_a_copy_stands_behind_what_it_repeats() -> None:
    found = only(POINTS)
    first = next(v for v in found.values if v.says == "at least 12" and not v.told)
    assert [p.report for p in first.copies] == ["copy"]
    assert not first.copied
    assert signs.meanings(first) == ("up", "behind", "report")
    assert signs.sentence(first) == (
        "report of 2031-05-03: at least 12, per police (The Wire, The Copy; 2 reports; 1 copy of it among them)"
    )


def test_what_only_copies_give_is_faded() -> None:
    found = only(POINTS)
    copied = [v for v in found.values if v.copied]
    assert [(v.day, v.says) for v in copied] == [("2031-05-02", "at least 12")]
    svg = str(draw(found, lambda value: "#x").parts)
    assert len(re.findall(r'class="sign k\d copied"', svg)) == 1
    assert svg.count('class="full faded"') == 1
    assert "in copies only" in svg


def test_what_a_copy_gives_first_is_its_own() -> None:
    found = only([point("wire", "12", value=12), point("copy", "30", value=30)])
    assert not any(v.copies for v in found.values)


@pytest.mark.parametrize("turned", [False, True], ids=["the old first", "the new first"])
def test_a_correction_ties_the_old_to_the_new(turned: bool) -> None:
    at = [{"report": p["report"], "start": p["start"], "end": p["end"]} for p in (POINTS[3], POINTS[4])]
    sides = [{"reports": ["late"], "evidence": [place]} for place in at]
    row = {"kind": "correction", "sides": sides[::-1] if turned else sides}
    found = only(POINTS, [row])
    ((old, new),) = found.righted
    assert (found.values[old].says, found.values[old].retracted) == ("12", True)
    assert (found.values[new].says, found.values[new].retracted) == ("9", False)
    assert "12, taken back, put right as 9, per police" in signs.sentence(found.values[old])
    svg = str(draw(found, lambda value: "#x").parts)
    assert svg.count('class="tie"') == 1
    assert not only(POINTS, [{**row, "kind": "update"}]).righted


def test_rows_are_what_is_drawn() -> None:
    found = only(POINTS)
    rows = board_rows.rows(found)
    assert len(rows) == len(POINTS)
    assert all(tuple(row) == tuple(board_rows.COLUMNS) for row in rows)
    for row in rows:
        assert TEXTS[row["report"]][row["start"] : row["end"]] == row["exact"]
    drawn = {(row["exact"], row["report"], row["as_of"]): row["drawn_as"] for row in rows}
    assert drawn == {
        ("12", "wire", None): "filled dot with an arrow up, dots to its left",
        ("12", "copy", None): "faded dot behind it",
        ("12", "copy", "2031-05-02"): "filled dot with an arrow up, faded",
        ("12", "late", None): "filled dot, crossed out, dots to its left",
        ("9", "late", None): "filled dot, dots to its left",
        ("8 and 10", "own", None): "capped bar, dots to its left",
        ("9", "own", None): "hollow dot, dots to its left",
        ("dozens", "own", None): "hatched square off the scale, dots to its left",
    }
    assert {row["copy_of"] for row in rows if row["report"] == "copy"} == {"wire"}
    assert [row["value_text"] for row in rows if row["hedge"] == "range"] == ["8 to 10"]


def test_the_csv_has_the_same_rows() -> None:
    found = only(POINTS)
    read = list(csv.DictReader(io.StringIO(board_rows.as_csv(found), newline="")))
    assert [row["exact"] for row in read] == [row["exact"] for row in board_rows.rows(found)]
    assert [row["retracted"] for row in read].count("true") == 1
    assert [row["value"] for row in read if row["hedge"] == "vague"] == [""]


def test_every_statement_has_a_mark_that_can_be_reached() -> None:
    found = only(POINTS)
    picture = board(found, lambda value: None)
    assert picture is not None
    assert len(re.findall(r'<g role="img" tabindex="0" aria-label="[^"]+"', picture.svg)) == len(found.values)
    assert "style=" not in picture.svg


def test_a_line_without_a_story_knows_no_copies() -> None:
    series = {"what": "killed", "points": POINTS}
    found = line(series, lambda p: TEXTS[p.report][p.start : p.end], lambda p: None, str)
    assert not any(v.copies for v in found.values)


def test_no_dot_stands_in_the_middle_of_a_bar() -> None:
    found = only([point("own", "8 and 10", value=None, low=8, high=10, hedge="range"), point("own", "9", value=9)])
    svg = str(draw(found, lambda value: None).parts)
    (bar,) = re.findall(r'class="line" d="M([\d.]+) [\d.]+V', svg)
    (dot,) = re.findall(r'class="full" cx="([\d.]+)"', svg)
    assert abs(float(bar) - float(dot)) >= signs.HIDDEN
