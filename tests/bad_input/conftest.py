"""Hostile and broken inputs through the command line: each answered in one line, never a traceback, the rest read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.faces.cli import main

GOOD = "Bridge falls in Ostrava\n\nAt least 12 people were killed on Monday when a bridge fell near the harbour, police said.\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def command_line(*words: str, given: bytes = b"", fault: bool = False) -> Ran:
    """Run a command line in this process; `given` stands on standard input. `fault`: an error of our own is let pass."""
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(given)), out, err
    try:
        main(list(words))
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    out.flush()
    err.flush()
    ran = Ran(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())
    assert "Traceback" not in ran.out + ran.err
    assert fault or "fault of onrecord" not in ran.err
    return ran


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, without the environment's wishes."""
    for name in ("ONRECORD_LEDGER", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    return command_line
