"""Standard output and standard error: what may be written there, in which colours, how wide."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from onrecord.shapes import json_text

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.faces.done import Step

PIPE_WIDTH = 80  # of running text when no terminal tells its width
WIDEST = 110  # longer lines are hard to read

# Reports are other people's text: a terminal must not obey what stands in it (escape sequences, or direction overrides
# that show other words than are there). Line ends and tabs are harmless.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Legal in JSON, but a terminal or a line reader may take them for commands or line ends. Escaped, the value stays.
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` as it may be shown on a terminal: line ends as `\\n`, what a terminal would obey replaced."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """`text` cleaned and on one line."""
    return " ".join(clean(text).split())


def as_json(value: object, *, indented: bool = False) -> str:
    """`value` as JSON that keeps letters readable, on one line or indented for a person."""
    found = json_text.indented(value) if indented else json_text.compact(value)
    if found.isascii() and "\x7f" not in found:  # as most of it is: there is nothing to escape
        return found
    return _ESCAPED_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", found)


def as_object(fields: Iterable[tuple[str, Any]]) -> str:
    """The JSON of an object, field by field; the values of one that comes as an iterator make a list.

    No more than one of those is held at a time, so that the object itself never stands whole in memory.
    """
    pieces: list[str] = []
    for name, value in fields:
        pieces += [",", as_json(name), ":"]
        if not isinstance(value, Iterator):
            pieces.append(as_json(value))
            continue
        rows = [part for row in value for part in (",", as_json(row))]
        pieces += ["[", *rows[1:], "]"]
    return "".join(["{", *pieces[1:], "}"])


@dataclass(slots=True)
class Screen:
    """Where a command writes. `quiet` and `no_color` are the person's wish."""

    quiet: bool = False
    no_color: bool = False
    counting: bool = False  # the cursor stands behind a counter

    @property
    def on_terminal(self) -> bool:
        """True when standard output is a terminal: tables are drawn, lines fitted to its width."""
        return _is_terminal(sys.stdout)

    @property
    def width(self) -> int:
        """Columns for running text."""
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if self.on_terminal else PIPE_WIDTH

    def colored(self, stream: IO[str]) -> bool:
        """True when colours go to `stream`: decided for each stream, the environment's word counts."""
        if self.no_color or os.environ.get("NO_COLOR"):
            return False
        if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
            return True
        return _is_terminal(stream) and os.environ.get("TERM") != "dumb"

    def console(self, width: int | None = None) -> Console:
        """A drawing surface on standard output."""
        from rich.console import Console  # a tenth of a second: `--help` must not pay for it

        colored = self.colored(sys.stdout)
        return Console(
            file=sys.stdout,
            width=width or self.width,
            force_terminal=colored,
            color_system="standard" if colored else None,
            no_color=not colored,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def data(self, text: str) -> None:
        """A line of data to standard output, as it is."""
        print(text)

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """A JSON list to standard output, a row a line."""
        self.lines([as_json(row) for row in rows])

    def lines(self, lines: Sequence[str]) -> None:
        """A JSON list to standard output, of rows that are JSON already."""
        self.data("[" + ",\n ".join(lines) + "]")

    def note(self, line: str) -> None:
        """A line for the person, on standard error; nothing when quiet."""
        if not self.quiet:
            self.warn(line)

    def warn(self, line: str) -> None:
        """A line on standard error that quiet does not silence; where a counter stands, in its place."""
        print(("\r\x1b[K" if self.counting else "") + one_line(line), file=sys.stderr)


class Progress:
    """A counter on standard error while work goes on: on a terminal only, and not when quiet.

    It tells how many inputs are done, how many a second, how long the rest may take, and the name of the last.
    """

    def __init__(self, screen: Screen, *, beside: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is written before the first `step`, nor where data goes to the same terminal (not `beside`)."""
        self._screen = screen
        self._shown = beside and _is_terminal(sys.stderr) and not screen.quiet
        self._clock = clock
        self._n = 0
        self._written: float | None = None
        # Lately: when, how many inputs were done, how far that is.
        self._lately: deque[tuple[float, int, int]] = deque([(clock(), 0, 0)])

    def __enter__(self) -> Progress:
        """The counter."""
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the line."""
        if self._written is not None:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._screen.counting = False

    @property
    def wish(self) -> Callable[[Step], None] | None:
        """`step`, for whoever does the work; None where nobody would see it."""
        return self.step if self._shown else None

    def step(self, step: Step) -> None:
        """One more input is done."""
        self._n += 1
        now = self._clock()
        if not self._shown or (self._written is not None and now - self._written < _SELDOM):
            return
        while len(self._lately) > 2 and now - self._lately[1][0] > _LATELY:
            self._lately.popleft()
        line = f"\r\x1b[K{self._n:>6}  {self._rate(now, step)}"
        room = max(10, shutil.get_terminal_size((80, 24)).columns - len(line) + 2)
        shown = one_line(step.name)
        shown = shown if len(shown) <= room else "…" + shown[1 - room :]
        print(line + shown, end="", file=sys.stderr, flush=True)
        self._screen.counting = True
        self._written = now
        self._lately.append((now, self._n, step.done))

    def _rate(self, now: float, step: Step) -> str:
        """How many a second, and how long the rest may take; nothing before that can be told."""
        began, count, done = self._lately[0]
        took = now - began
        if took < _ENOUGH:
            return ""
        told = f"{(self._n - count) / took:5.1f}/s  "
        if step.total is not None and step.done > done:
            told += f"{_span((step.total - step.done) * took / (step.done - done))} left  "
        return told


_SELDOM = 0.1  # seconds between two looks of a counter
_ENOUGH = 3.0  # seconds before a rate is told
_LATELY = 30.0  # seconds over which it is taken


def _span(seconds: float) -> str:
    """A length of time in a few characters."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02} h"


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: data is UTF-8, and a name must not stop a run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False
