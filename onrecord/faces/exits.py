"""How a command ends: the exit codes, and errors as one line for the person at the keyboard."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

import click

from onrecord.shapes.errors import OnrecordError

DONE = 0
NOTHING = 1  # nothing found, a check failed, or (as with diff) two reports differ
WRONG = 2  # used wrongly, or an error
PARTLY = 3  # done, but some inputs could not be read
INTERRUPTED = 130
PIPE_CLOSED = 141  # 128 + SIGPIPE, as a shell reports it for any other tool

ABOUT = (
    (DONE, "done"),
    (NOTHING, "nothing found, a check failed, or (diff) the reports differ"),
    (WRONG, "used wrongly, or an error"),
    (PARTLY, "done, but some inputs could not be read"),
    (INTERRUPTED, "interrupted with Ctrl-C"),
)


def run(command: Callable[[], object], arguments: Sequence[str]) -> int:
    """The exit code of `command`; whatever goes wrong becomes one line on standard error.

    `--debug` among the arguments adds the traceback.
    """
    debug = "--debug" in arguments
    try:
        code = command()
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx is not None else "onrecord"
        return _say(f"{error.format_message().rstrip('.')} (see `{name} --help`)", debug)
    except click.ClickException as error:
        return _say(error.format_message(), debug)
    except (KeyboardInterrupt, click.Abort):
        print("onrecord: interrupted; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return PIPE_CLOSED
    except OnrecordError as error:
        return _say(str(error), debug)
    except OSError as error:
        name = f"{error.filename}: " if error.filename is not None else ""
        return _say(f"{name}{error.strerror or error}", debug)
    except Exception as error:  # the last stop before the person at the keyboard
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _say(f"a fault of onrecord itself ({what}); --debug shows where", debug)
    return code if isinstance(code, int) else DONE


def leave(code: int) -> NoReturn:
    """End the program."""
    if "daft" in sys.modules:
        # Its threads may ask for the interpreter while that is taken down, and bring the program to a bad end.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def _say(message: str, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    # One line whatever the message holds: names of files may carry anything.
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(message.split()))
    print(f"onrecord: {line}", file=sys.stderr)
    return WRONG


def _close_output() -> None:
    """Leave nothing for the interpreter to flush into a pipe that nobody reads."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # standard output is no file of the system
