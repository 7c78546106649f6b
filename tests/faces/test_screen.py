import io
import os

import pytest

from onrecord.faces.done import Step
from onrecord.faces.screen import Progress, Screen, as_json, as_object, clean, one_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_does_not_obey_a_report() -> None:
    hostile = "a\x1b]0;title\x07b\x9b31mc\u202ed\r\ne\tf"
    assert clean(hostile) == "a�]0;title�b�31mc�d\ne\tf"
    assert one_line(" a \r\n b\t") == "a b"


@pytest.mark.parametrize(
    ("environment", "stream", "no_color", "colored"),
    [
        ({}, Terminal(), False, True),
        ({}, io.StringIO(), False, False),
        ({}, Terminal(), True, False),
        ({"NO_COLOR": "1"}, Terminal(), False, False),
        ({"NO_COLOR": ""}, Terminal(), False, True),
        ({"TERM": "dumb"}, Terminal(), False, False),
        ({"FORCE_COLOR": "1"}, io.StringIO(), False, True),
        ({"CLICOLOR_FORCE": "0"}, io.StringIO(), False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, Terminal(), False, False),
    ],
)
def test_colours(
    environment: dict[str, str], stream: io.StringIO, no_color: bool, colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Screen(no_color=no_color).colored(stream) is colored


def test_a_note_stands_on_a_line_of_its_own_beside_a_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = Terminal()
    monkeypatch.setattr("sys.stderr", errors)
    screen = Screen()
    with Progress(screen) as progress:
        progress.step(Step("a.html"))
        screen.note("b.csv: a guess")
        screen.note("and one more")
    screen.note("done")
    written = errors.getvalue().split("a.html")[1]
    assert written == "\r\x1b[Kb.csv: a guess\n\r\x1b[Kand one more\n\r\x1b[Kdone\n"


def test_a_counter_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    errors, now = Terminal(), [0.0]
    monkeypatch.setattr("sys.stderr", errors)
    monkeypatch.setattr("shutil.get_terminal_size", lambda _: os.terminal_size((80, 24)))
    with Progress(Screen(), clock=lambda: now[0]) as progress:
        for n in range(1, 101):
            now[0] += 0.5
            progress.step(Step(f"reports/{'a long name ' * 8}{n}.html", 1000 * n, 200_000))
    shown = errors.getvalue().split("\r\x1b[K")
    assert shown[1].startswith("     1  …")
    assert shown[100].startswith("   100    2.0/s  50 s left  …")
    assert shown[40].startswith("    40    2.0/s  1:20 min left  …")
    assert shown[100].endswith("name 100.html")
    assert max(map(len, shown)) < 80


def test_a_rate_is_that_of_late(monkeypatch: pytest.MonkeyPatch) -> None:
    errors, now = Terminal(), [0.0]
    monkeypatch.setattr("sys.stderr", errors)
    with Progress(Screen(), clock=lambda: now[0]) as progress:
        for _ in range(1000):  # an archive's beginning, known already
            now[0] += 0.01
            progress.step(Step("a"))
        for _ in range(50):
            now[0] += 2.0
            progress.step(Step("b"))
    assert errors.getvalue().split("\r\x1b[K")[-2] == "  1050    0.5/s  b"


def test_no_counter_where_data_goes_to_the_terminal_or_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = Terminal()
    monkeypatch.setattr("sys.stderr", errors)
    assert Progress(Screen(), beside=False).wish is None
    assert Progress(Screen(quiet=True)).wish is None
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with Progress(Screen()) as progress:
        assert progress.wish is None
        progress.step(Step("a"))
    assert errors.getvalue() == ""


def test_an_object_field_by_field_is_the_same_json() -> None:
    value = {"a": 1, "text": "“x” \u2028 \x7f \ud800", "rows": [{"n": 1.5, "b": None}, {"n": []}], "none": []}
    fields = [(k, iter(v) if isinstance(v, list) else v) for k, v in value.items()]
    assert as_object(fields) == as_json(value)
    assert as_object([]) == as_json({})
