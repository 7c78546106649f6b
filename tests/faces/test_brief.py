import pytest

from onrecord.faces import brief
from onrecord.faces.screen import Screen
from onrecord.faces.told import Told, tell


def drawn(told: Told, capsys: pytest.CaptureFixture[str], *, whole: bool = False) -> str:
    brief.write(told, Screen(), whole=whole)
    return capsys.readouterr().out


def test_the_brief_says_what_is_on_record(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(told, capsys)
    lines = text.splitlines()
    assert lines[0] == told.title
    assert lines[1] == "3 to 9 March 2025 · 8 reports · 4 independent origins"
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    for heading in (
        "REPORTS",
        "ORIGINS",
        "FIGURES",
        "WHERE REPORTS DIFFER",
        "TIMELINE",
        "WHO SAID WHAT",
        "THROUGH WHOM IT CAME",
    ):
        assert heading in lines
    flat = " ".join(text.split())
    assert "4 from Meridian News Wire" in flat
    assert "at least 35 — per Southern Mineworkers' Federation" in flat
    assert "41 (taken back)" in flat
    assert "a word-for-word copy of" in flat
    assert "Conflict: How many people were dead on 4 March?" in flat
    assert "88 percent — per Minera Quellomayo" in flat
    assert "threatens: to call a 72-hour strike" in flat


def test_conflicts_come_before_updates(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(told, capsys, whole=True)
    assert text.index("Conflict: ") < text.index("Correction: ") < text.index("Update: ")


def test_nothing_is_left_out_when_all_is_asked_for(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert "or --all" in drawn(told, capsys)
    assert "or --all" not in drawn(told, capsys, whole=True)


def test_an_empty_story_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    record = {"report": "r1", "source": "a.txt", "text": "", "blocks": []}
    account = {"story": "r1", "title": None, "from": None, "to": None, "reports": ["r1"]}
    text = drawn(tell(account, [record]), capsys)
    assert "Untitled story" in text
    assert "a.txt" in text


def test_hostile_words_stay_words(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    account = {**told.account, "title": "\x1b[2Jgone [bold]x[/bold]"}
    text = drawn(tell(account, [f.record for f in told.reports]), capsys)
    assert "\x1b" not in text
    assert "[bold]x[/bold]" in text
