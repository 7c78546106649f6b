import pytest

from onrecord.faces import brief
from onrecord.faces.screen import Screen
from onrecord.faces.told import Told, made_from, tell


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
    record = {"report": "r1", "source": "a.txt", "title": "Dykes", "text": text, "blocks": []}
    account = {"story": "r1", "title": "Dykes", "from": None, "to": None, "reports": ["r1"], "quotes": quotes}
    shown = drawn(tell(account, [record]), capsys)
    assert "Ruth Pell  5 statements" in shown
    assert "… 2 more: onrecord quotes --story r1, or --all" in shown
    shown = drawn(tell(account, [record]), capsys, whole=True)
    assert (shown.count("Wall"), shown.count(" more: ")) == (5, 0)


def plain(**more: object) -> Told:
    """A story of two reports that have neither title nor outlet."""
    texts = {"a1" * 32: "Two cranes fell.", "b2" * 32: "A quay wall gave way."}
    records = [{"report": n, "source": f"{n[0]}.txt", "text": text, "blocks": []} for n, text in texts.items()]
    names = list(texts)
    account = {"story": names[0], "title": None, "from": None, "to": None, "reports": names}
    return tell({**account, **more}, records)


def test_without_a_title_words_name_a_story_and_its_steps(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a1" * 32, "b2" * 32]
    steps = [{"happening": n, "title": None, "from": None, "to": None, "reports": [n]} for n in names]
    shown = drawn(plain(happenings=steps), capsys)
    assert shown.startswith("“Two cranes fell.”\n")
    assert "no date     “A quay wall gave way.”  (1 report)" in shown


def test_each_way_through_which_words_came_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    ways = [("Tide", "Ruth Pell"), ("Tide", "mayor"), ("Tide", "Ruth Pell")]
    chains = [{"steps": list(w), "report": "a1" * 32, "start": n, "end": n + 3} for n, w in enumerate(ways)]
    shown = drawn(plain(chains=chains), capsys)
    assert shown.count("Tide ← Ruth Pell  (2 times)\n") == shown.count("Ruth Pell") == 1
    assert "Tide ← mayor\n" in shown


def test_a_value_has_no_more_origins_than_reports() -> None:
    a, b = "a1" * 32, "b2" * 32
    behind = [{"origin": o, "label": o, "reports": 1} for o in ("x", "y", "z")]
    stated = [(a, "x", None), (a, "y", None), (b, "x", None), (b, "z", "Ruth Pell")]
    points = [
        {"report": r, "start": 0, "end": 3, "value": 2, "hedge": "exact", "origin": o, "counter": c, "behind": behind}
        for r, o, c in stated
    ]
    (line,) = plain(series=[{"what": "killed", "points": points}]).lines()
    found = {value.counter: [(s["label"], s["reports"]) for s in value.behind] for value in line.values}
    assert found == {"": [("x", 2)], "Ruth Pell": [("z", 1)]}


def test_reports_that_are_each_their_own_origin_are_not_listed_again(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a1" * 32, "b2" * 32]
    records = [{"report": n, "source": f"{n[0]}.txt", "text": "", "blocks": []} for n in names]
    own = [{"origin": f"report:{n}", "label": n, "reports": [n]} for n in names]
    agency = [{"origin": "agency:XNA", "label": "XNA", "reports": names[:1]}, own[1]]
    account = {"story": names[0], "title": None, "from": None, "to": None, "reports": names}
    shown = drawn(tell({**account, "origins": own}, records), capsys)
    assert ("2 independent origins" in shown, "ORIGINS" in shown) == (True, False)
    assert "1 each from XNA" in drawn(tell({**account, "origins": agency}, records), capsys)


def test_a_report_is_called_a_copy_of_what_it_shares_most_with() -> None:
    rows = [
        {"report": "cut", "of": "earlier", "kind": "update", "share": 0.9, "directed": False},
        {"report": "cut", "of": "cousin", "kind": "trimmed", "share": 0.4, "directed": True},
        {"report": "cut", "of": "wire", "kind": "verbatim", "share": 0.9, "directed": True},
        {"report": "page", "of": "wire", "kind": "verbatim", "share": 1.0, "directed": True},
        {"report": "page", "of": "old", "kind": "update", "share": 0.5, "directed": True},
    ]
    copies, shares = made_from(rows, {"page": "old"})
    assert copies == {"cut": ("a word-for-word copy of", "wire"), "page": ("a later version of", "old")}
    assert shares["cut", "cousin"] == 0.4


def test_what_a_line_calls_origins_are_those_of_the_story() -> None:
    names = ["a1" * 32, "b2" * 32]
    records = [{"report": n, "source": f"{n[0]}.txt", "text": "", "blocks": []} for n in names]
    account = {"story": names[0], "title": None, "from": None, "to": None, "reports": names}
    told = tell({**account, "origins": [{"origin": "agency:XNA", "label": "XNA", "reports": names}]}, records)
    behind = [{"origin": o, "label": o, "reports": 1} for o in ("agency:XNA", "outlet:orva")]
    assert [bool(share.get("further")) for share in told.behind(behind)] == [False, True]
    assert tell(account, records).behind(behind) == behind  # of a story without origins nothing is known


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
