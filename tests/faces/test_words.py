import csv
import json
from pathlib import Path

import pytest

from onrecord.faces import words
from onrecord.shapes.link import COPY_KINDS, DISAGREEMENT_KINDS
from onrecord.shapes.report import PUBLISHED_HOW

LINES = [
    line
    for line in (Path(__file__).parent / "cases_words.tsv").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]
CASES = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=[c["said"] for c in CASES])
def test_amounts_in_words(case: dict[str, str]) -> None:
    row = {n: json.loads(case[n]) if case[n] else None for n in ("value", "low", "high")}
    row |= {"hedge": case["hedge"], "unit": case["unit"] or None}
    assert words.amount(row, case["exact"] or None) == case["said"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2031-03-03", "2031-03-03", "3 March 2031"),
        ("2031-03-03", "2031-03-12", "3 to 12 March 2031"),
        ("2031-02-27", "2031-03-02", "27 February to 2 March 2031"),
        ("2030-12-30", "2031-01-02", "30 December 2030 to 2 January 2031"),
        ("2031-03-03", None, "3 March 2031"),
        (None, None, ""),
        ("soon", "later", ""),
    ],
)
def test_days_in_words(first: str | None, last: str | None, said: str) -> None:
    assert words.days(first, last) == said


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2031-01-01", "2031-12-31", ("2031", "")),
        ("2031-02-01", "2031-02-28", ("2031-02", "")),
        ("2031-02-20", "2031-03-02", ("2031-02-20", "until 2031-03-02")),
        ("2031-02-20", "2031-02-20", ("2031-02-20", "")),
        ("2031-02-20", None, ("2031-02-20", "")),
        (None, None, ("", "")),
        ("0001-01-01", "9999-12-31", ("0001-01-01", "until 9999-12-31")),
    ],
)
def test_dates_in_a_column(first: str | None, last: str | None, shown: tuple[str, str]) -> None:
    assert words.dated(first, last) == shown


def test_every_name_of_the_record_has_words() -> None:
    assert set(words.HOW_DATED) == set(PUBLISHED_HOW)
    assert set(words.DISAGREEMENTS) == set(DISAGREEMENT_KINDS)
    assert set(words.COPIES) == set(COPY_KINDS)


def test_who_stands_behind() -> None:
    wire, own = {"label": "AP", "reports": 6}, {"label": "Daily Tide", "reports": 1}
    assert words.backing(1, [own]) == "1 report"
    assert words.backing(7, [wire, own]) == "7 reports, 2 origins: AP (6), Daily Tide"
    cited = {"origin": "outlet:radio orva", "label": "Radio Orva", "reports": 1, "further": True}
    assert words.backing(7, [wire, cited]) == "7 reports, 1 origin: AP (6); 1 further source: Radio Orva"
    assert words.backing(2, [cited]) == "2 reports; 1 further source: Radio Orva"
    assert words.backing(6, [wire]) == "6 reports, 1 origin: AP"
    assert words.backing(3, [wire, own]) == "3 reports, 2 origins: AP, Daily Tide"  # not all of these reports
    assert words.backing(9, [wire, own, own, own]) == "9 reports, 4 origins: AP (6), Daily Tide, Daily Tide and 1 more"
    assert words.backing(3, None) == "3 reports"


@pytest.mark.parametrize(
    ("what", "counted", "said"),
    [
        ("killed", "people", "killed"),
        ("killed", {"name": "Children"}, "killed, children"),
        ("other:family", "families", "family"),
        ("duration", "days", "duration"),
        ("percent", None, "percent"),
        (None, None, "figure"),
    ],
)
def test_what_is_counted(what: str | None, counted: object, said: str) -> None:
    assert words.thing({"what": what, "counted": counted}) == said


def test_a_later_version_is_of_the_same_page_alone() -> None:
    assert words.copy_of("update", version=True) == "a later version of"
    assert words.copy_of("update", version=False) == "an updated copy of"
    assert words.copy_of("trimmed", version=False) == "a shortened copy of"
