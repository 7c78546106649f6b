"""What is answered where nothing else can be: the status of an error, and its one line."""

from __future__ import annotations

from starlette.responses import PlainTextResponse

from onrecord.faces.screen import one_line
from onrecord.shapes.errors import LedgerBusy, NotFound, OnrecordError, TooSlow, UsageError

# The first that fits; what is none of these is no fault of who asked.
_STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (NotFound, 404),
    (UsageError, 400),
    (TooSlow, 503),
    (LedgerBusy, 503),
    (OnrecordError, 500),
)


def status(error: OnrecordError) -> int:
    """The status of an answer that tells an error."""
    return next(code for kind, code in _STATUS if isinstance(error, kind))


def line(error: OnrecordError) -> str:
    """An error on one line."""
    return one_line(str(error))


def plain(error: OnrecordError) -> PlainTextResponse:
    """An error as a program reads it."""
    return PlainTextResponse(f"{line(error)}\n", status(error))
