import re

import pytest

from onrecord.faces import show
from onrecord.faces.screen import Screen
from onrecord.faces.told import Told


@pytest.mark.parametrize("n", range(8))
def test_the_text_is_whole_in_colour(told: Told, n: int) -> None:
    record = told.reports[n].record
    assert show.body(record, show.DEFAULT, colored=True).plain == record["text"].replace("\r\n", "\n")


@pytest.mark.parametrize("n", range(8))
def test_the_text_is_whole_in_brackets(told: Told, n: int) -> None:
    record = told.reports[n].record
    text = show.body(record, show.DEFAULT, colored=False).plain
    bare = re.sub(r"\[[qfptems] |\]|^~ ", "", text, flags=re.MULTILINE)
    assert bare == re.sub(r"\]", "", record["text"])


def test_marks_and_boilerplate_can_be_told_without_colour(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    show.write(told.reports[0].record, Screen(), show.DEFAULT)
    text = capsys.readouterr().out
    assert text.startswith("At least 14 killed")
    assert "2025-03-03 (stated in the page's data)" in text
    assert "[q quotes], [s speakers], [f figures]" in text
    assert "[f at least 14 people]" in text
    assert "[s Rosaura Ticlla]" in text
    assert "\n~ Meridian News Wire\n~ World\n" in text
    assert "\x1b" not in text


def test_one_kind_alone(told: Told) -> None:
    text = show.body(told.reports[0].record, ("figures",), colored=False).plain
    assert "[f " in text
    assert "[q " not in text


def test_events_alone_are_listed_in_words(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    record = next(filed.record for filed in told.reports if filed.record["events"])
    show.write(record, Screen(), ("events",))
    alone = capsys.readouterr().out.partition("\nEvents\n")[2].splitlines()
    show.write(record, Screen(), show.DEFAULT)
    assert "\nEvents\n" not in capsys.readouterr().out
    first = record["events"][0]
    word = record["text"][first["anchor"]["start"] : first["anchor"]["end"]]
    assert len(alone) == len(record["events"])
    assert alone[0].startswith(f"{word}: {first['type'].lower()}")


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({"genre": "stub"}, ["2031-05-02 (printed on the page) · en · stub · 0123456789ab"]),
        (
            {"status": "set_aside", "why": "an error page: “not found”", "genre": "news"},
            [
                "2031-05-02 (printed on the page) · en · set aside · 0123456789ab",
                "set aside: an error page: “not found”",
            ],
        ),
    ],
)
def test_the_heading_says_what_a_report_is(said: dict[str, str], lines: list[str]) -> None:
    published = {"date": "2031-05-02", "how": "visible"}
    record = {"report": "0123456789abcdef", "language": "en", "status": "marked", "published": published}
    assert [str(line) for line in show.heading({**record, **said})][2:] == lines
