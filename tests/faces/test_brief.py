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


def test_it_says_how_many_statements_of_a_speaker_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f'"Wall {n} stands," said Ruth Pell.\n' for n in range(5))
    starts = [at for at in range(len(text)) if text.startswith('"Wall', at)]
    quotes = [
        {"report": "r1", "id": str(n), "start": at, "end": at + 16, "kind": "direct", "speaker": {"name": "Ruth Pell"}}
        for n, at in enumerate(starts)
    ]
    record = {"report": "r1", "source": "a.txt", "text": text, "blocks": []}
    account = {"story": "r1", "title": None, "from": None, "to": None, "reports": ["r1"], "quotes": quotes}
    shown = drawn(tell(account, [record]), capsys)
    assert "Ruth Pell  5 statements" in shown
    assert "… 2 more: onrecord quotes --story r1, or --all" in shown
    shown = drawn(tell(account, [record]), capsys, whole=True)
    assert (shown.count("Wall"), shown.count(" more: ")) == (5, 0)


def test_an_origin_without_a_name_is_called_as_it_was_added(capsys: pytest.CaptureFixture[str]) -> None:
    name = "e721" * 16
    record = {"report": name, "source": "desk/a.txt", "text": "", "blocks": []}
    origins = [{"origin": f"report:{name}", "label": name, "reports": [name]}]
    account = {"story": name, "title": None, "from": None, "to": None, "reports": [name], "origins": origins}
    shown = drawn(tell(account, [record]), capsys)
    assert "1 from a.txt" in shown
    assert name not in shown


def test_reports_that_are_each_their_own_origin_are_not_listed_again(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a1" * 32, "b2" * 32]
    records = [{"report": n, "source": f"{n[0]}.txt", "text": "", "blocks": []} for n in names]
    own = [{"origin": f"report:{n}", "label": n, "reports": [n]} for n in names]
    agency = [{"origin": "agency:XNA", "label": "XNA", "reports": names[:1]}, own[1]]
    account = {"story": names[0], "title": None, "from": None, "to": None, "reports": names}
    shown = drawn(tell({**account, "origins": own}, records), capsys)
    assert ("2 independent origins" in shown, "ORIGINS" in shown) == (True, False)
    assert "1 from XNA" in drawn(tell({**account, "origins": agency}, records), capsys)


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
