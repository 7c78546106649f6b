"""Bars of a timeline: sharp for a day, faded for what is known less closely, and the same in words."""

import re
from typing import Any

import pytest

from onrecord.faces import dated, dated_axis
from onrecord.faces.told import Told, tell


@pytest.mark.parametrize(
    ("first", "last", "side", "said", "edtf"),
    [
        pytest.param("2031-05-03", "2031-05-03", "", "3 May 2031", "2031-05-03", id="a day"),
        pytest.param("2031-05-01", "2031-05-31", "", "May 2031, no day told", "2031-05", id="a month"),
        pytest.param("2031-01-01", "2031-12-31", "", "2031, no day told", "2031", id="a year"),
        pytest.param(
            "2031-05-03", "2031-05-06", "", "between 3 and 6 May 2031", "2031-05-03/2031-05-06", id="a stretch"
        ),
        pytest.param("2031-05-03", "2031-05-03", "before", "no later than 3 May 2031", "../2031-05-03", id="before"),
        pytest.param("2031-05-03", "2031-05-03", "after", "no earlier than 3 May 2031", "2031-05-03/..", id="since"),
        pytest.param("2031-05-03", "2031-05-03", "about", "about 3 May 2031", "2031-05-03~", id="about"),
        pytest.param("2011-01-01", "2011-12-31", "after", "no earlier than 2011", "2011/..", id="since a year"),
        pytest.param("2031-05-01", "2031-05-31", "before", "no later than May 2031", "../2031-05", id="before a month"),
        pytest.param(
            "2031-05-03", "2031-05-06", "after", "between 3 and 6 May 2031", "2031-05-03/2031-05-06", id="from … to"
        ),
        pytest.param(None, "2031-05-03", "", "no later than 3 May 2031", "../2031-05-03", id="no beginning"),
        pytest.param("2031-05-03", None, "", "no earlier than 3 May 2031", "2031-05-03/..", id="no end"),
    ],
)
def test_when_in_words(first: str | None, last: str | None, side: str, said: str, edtf: str) -> None:
    found = dated_axis.when({"from": first, "to": last}, side)
    assert found is not None
    assert (found.said, found.edtf) == (said, edtf)
    assert found.note in ("", "no day told", said)
    assert not (found.exact and found.note)


@pytest.mark.parametrize("row", [{}, {"from": None, "to": None}, {"from": "soon"}])
def test_no_day(row: dict[str, Any]) -> None:
    assert dated_axis.when(row) is None


def story(*days: tuple[str, str | None, str | None]) -> Told:
    """A story of events in the words of one report, each with its days; the words hold the day in brackets."""
    text, events, timeline = "", [], []
    for n, (words, first, last) in enumerate(days):
        start = len(text)
        bare = words.replace("[", "").replace("]", "")
        text += bare + "\n"
        at = start + words.index("[") if "[" in words else start
        end = start + words.index("]") - 1 if "]" in words else start
        when = {"start": at, "end": end, "from": first, "to": last} if first else None
        told = {"report": "r", "event": f"e{n}", "start": start, "end": start + len(bare), "text": bare}
        told |= {"modality": "happened", "asserted_by": None}
        events.append({"id": f"e{n}", "start": start, "end": start + len(bare), "when": when})
        timeline.append(
            {"id": f"e{n}", "from": first, "to": last, "text": bare, "modality": "happened", "told": [told]}
        )
    record = {"report": "r", "source": "r", "text": text, "events": events}
    account = {"story": "s", "from": "2031-05-03", "to": "2031-05-05", "reports": ["r"], "timeline": timeline}
    return tell(account, [record])


def drawn(told: Told) -> dated_axis.Bars:
    return dated_axis.draw(told, dated.timeline(told.account))


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("It fell before [3 May].", "before"),
        ("It fell by [3 May].", "before"),
        ("It has run since [3 May].", "after"),
        ("It fell around [3 May].", "about"),
        ("It fell [about 3 May].", "about"),
        ("It fell on [3 May].", ""),
        ("[3 May] it fell.", ""),
        ("Thereby [3 May] it fell.", ""),
    ],
)
def test_words_before_a_day_tell_its_side(words: str, side: str) -> None:
    told = story((words, "2031-05-03", "2031-05-03"))
    assert dated_axis.toward(told, told.account["timeline"][0]) == side


@pytest.mark.parametrize(
    ("entry", "looks"),
    [
        pytest.param(("On [3 May] it fell.", "2031-05-03", "2031-05-03"), {"tick"}, id="a day is sharp"),
        pytest.param(
            ("From 2 to 9 it fell.", "2031-05-02", "2031-05-09"),
            {"f1", "f2", "f3", "f4", "f5"},
            id="a stretch is faded",
        ),
        pytest.param(
            ("Before [3 May] it fell.", "2031-05-03", "2031-05-03"), {"tick", "f1", "f2", "f3", "f4"}, id="open"
        ),
        pytest.param(("About [3 May] it fell.", "2031-05-03", "2031-05-03"), {"f1", "f2", "f3", "f4"}, id="about"),
        pytest.param(("In [2011] it fell.", "2011-01-01", "2011-12-31"), {"beyond"}, id="long ago"),
        pytest.param(("In [2041] it falls.", "2041-01-01", "2041-12-31"), {"beyond"}, id="far off"),
    ],
)
def test_what_a_bar_looks_like(entry: tuple[str, str, str], looks: set[str]) -> None:
    found = drawn(story(("[1 May]", "2031-05-01", "2031-05-01"), ("[20 May]", "2031-05-20", "2031-05-20"), entry))
    bar = next(one for one in found.bars if one.entry.row["id"] == "e2")
    assert bar.svg is not None
    assert set(re.findall(r'class="(\w+)"', bar.svg)) - {"axis", "when"} == looks
    assert f'aria-label="{bar.when.said}"' in bar.svg
    assert "url(" not in bar.svg
    assert "style" not in bar.svg
    for x, wide in re.findall(r'<rect class="f\d" x="(-?[\d.]+)" y="4" width="([\d.]+)"', bar.svg):
        assert 0 <= float(x) <= float(x) + float(wide) <= dated_axis.WIDTH + 0.1


def test_what_has_no_day_is_listed_apart() -> None:
    told = story(("[3 May] it fell.", "2031-05-03", "2031-05-03"), ("It fell.", None, None))
    assert [one.text for one in dated.timeline(told.account)] == ["3 May it fell."]
    found = dated_axis.draw(told, [*dated.timeline(told.account), *dated.undated(told.account)])
    assert [one.entry.text for one in found.bars] == ["3 May it fell."]
    assert [one.text for one in found.undated] == ["It fell."]
    assert found.scale is None
    assert found.bars[0].svg is None
