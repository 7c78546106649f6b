"""Datelines, days, bylines, phrases: one line of text at a time, from the tables beside this file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reports import dateline, days, names, phrases, run_on
from onrecord.reports.roles import is_caption, is_stamp
from onrecord.shapes import table

HERE = Path(__file__).parent
LINES = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            "LONDON Oslo , ( ) (AP) (XYZ) - — : By by and in March 3 2026 12:30 p.m. / . Mary Bell the said".split()
        ),
        max_size=20,
    ).map(" ".join),
)


def cases(name: str, column: str) -> list[tuple[str, str]]:
    rows = table.parse((HERE / name).read_text(encoding="utf-8"), name, (column, "want"))
    return [(row[column], row["want"]) for row in rows]


@pytest.mark.parametrize(("line", "want"), cases("datelines.tsv", "line"))
def test_dateline(line: str, want: str) -> None:
    found = dateline.find(line)
    if found is None:
        assert want == "none"
        return
    place = line[slice(*found.place)] if found.place else ""
    mark = line[slice(*found.agency)] if found.agency else ""
    mark = mark.split("/")[0]
    assert f"{place}|{mark}|{found.day.value if found.day else ''}" == want
    assert line[found.end :].lstrip() == line[found.end :]


@pytest.mark.parametrize(("text", "want"), cases("days.tsv", "text"))
def test_day(text: str, want: str) -> None:
    found = days.find_day(text)
    assert (found.value if found else "none") == want


@pytest.mark.parametrize(("line", "want"), cases("bylines.tsv", "line"))
def test_byline(line: str, want: str) -> None:
    found = names.byline(line)
    assert ("none" if found is None else "|".join(found) or "nobody") == want


@pytest.mark.parametrize("line", ["Mary Bell in Leeds", "Mary Bell, staff reporter"])
def test_a_byline_without_by(line: str) -> None:
    assert names.bare(line) == ("Mary Bell",)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("07:12", "07:12"),
        ("at 6:30 p.m.", "18:30"),
        ("12.05am GMT", "00:05 GMT"),
        ("5 PM", "17:00"),
        ("20.45 (", "20:45"),
    ],
)
def test_clock(text: str, want: str) -> None:
    found = days.find_clock(text)
    assert found is not None
    assert found.value == want


@pytest.mark.parametrize("text", ["12", "25:10", "13 p.m.", "10:75", "2026"])
def test_no_clock(text: str) -> None:
    assert days.find_clock(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Home » World » Europe", "Home > Nation", "Share", "Share on Facebook", "Facebook Twitter WhatsApp", "2 min read",
        "Read more: The lighthouse keeper", "See also: Ten soups", "READ ALSO | Ten soups", "Related posts", "Leave a comment",
        "Your email address will not be published. Required fields are marked *", "by admin", "By Web Desk", "Tags: dam, mine",
        "© 2025 The Evening Paper. All rights reserved.", "This site uses cookies to improve your experience.", "1,204 views",
        "This article has been read 3,482 times", "3 hours ago", "Lesen Sie auch: Zehn Suppen", "Lire aussi : dix soupes",
        "Читайте также", "Advertisement", "https://example.org/a", "Sign up for our newsletter", "Skip to content",
    ],
)  # fmt: skip
def test_boilerplate(line: str) -> None:
    assert phrases.find(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "More than 30 people were injured when the wall fell.",
        "He was last seen 3 days ago near the river.",
        "Share prices fell by 3 percent on Monday.",
        "The home of the mayor was searched.",
        "For more than six months the road was closed.",
        "Comments by the minister angered the union.",
        "The United States does not support the plan.",
        "The deal covers the whole of the coast.",
        "Related to this, the minister said the plan was dead.",
        "Watch towers were built along the wall.",
        "“Subscribe to no one,” he said.",
        "By Monday the water had reached the bridge.",
    ],
)
def test_no_boilerplate(line: str) -> None:
    assert phrases.find(line) is None


@pytest.mark.parametrize(
    "line", ["March 9, 2025", "Published: 6 July 2026 at 7:30 p.m. EST", "Tue 04/03/2025 07:12", "Updated 20.45"]
)
def test_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize("line", ["On March 9, 2025 the council met", "In 2019", "12", "The march of 9 May"])
def test_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_captions() -> None:
    assert is_caption("Families eat breakfast outside the church. Photo: Mary Bell")
    assert is_caption("A man walks past the ruins in Leeds. (AP Photo/Mary Bell)")
    assert not is_caption("The photo showed a man who looked like the minister.")


@given(LINES)
def test_any_line(line: str) -> None:
    found = dateline.find(line)
    if found is not None:
        assert 0 < found.end <= len(line)
    day = days.find_day(line)
    assert day is None or 0 <= day.start < day.end <= len(line)
    for name in names.byline(line) or ():
        assert names.is_person(name)
    phrases.find(line)
    is_stamp(line)
    is_caption(line)


@pytest.mark.parametrize(("line", "want"), cases("run_on.tsv", "line"))
def test_stamp_in_a_line(line: str, want: str) -> None:
    found = run_on.stamp(line, run_on.order(line))
    if found is None:
        assert want == "none"
        return
    day, clock = found.day, found.clock
    assert " ".join(filter(None, (day.iso, clock.value if clock else None))) == want
    assert clock is None or line[clock.start : clock.end].strip() == line[clock.start : clock.end] != ""


@given(LINES)
def test_stamps_stand_in_their_line(line: str) -> None:
    found = run_on.stamp(line)
    assert found is None or 0 <= found.start < found.end <= len(line)
