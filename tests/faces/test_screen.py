import io

import pytest

from onrecord.faces.done import Step
from onrecord.faces.screen import Progress, Screen, clean, one_line


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
