"""What lies among files without being one: named pipes, which may be read, and sockets and devices, which are not."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from typing import BinaryIO, cast

from onrecord.shapes.errors import ReadError
from onrecord.sources.streams import CHUNK, ahead

WAIT = 10.0  # seconds that somebody has to begin writing to a named pipe
_SOON = 1.0  # seconds after which it is said that somebody is waited for
_STEP = 0.02


def sort(mode: int) -> str | None:
    """What something that is no file is called, by its mode; None for a file, and for a folder."""
    if stat.S_ISFIFO(mode):
        return "named pipe"
    if stat.S_ISSOCK(mode):
        return "socket"
    return "device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else None


def opened(path: str, say: Callable[[str], None]) -> tuple[BinaryIO, BinaryIO]:
    """A file, open at its first byte, and the stream to read from it.

    Of a named pipe it is waited until somebody writes to it; a terminal and the empty device are read as they are.
    Raises OSError where it cannot be opened, ReadError for a pipe that nobody writes to, and for other devices.
    """
    told = sort(os.stat(path).st_mode)
    if told == "named pipe":
        return _pipe(path, say)
    if told == "socket":
        raise ReadError("a socket, no file: name a file or a folder")
    file = cast(BinaryIO, open(path, "rb"))  # noqa: SIM115 — whoever asked closes it
    if told == "device" and not file.isatty() and path != os.devnull:
        file.close()
        raise ReadError("a device, no file: name a file or a folder")
    return file, file


def _pipe(path: str, say: Callable[[str], None]) -> tuple[BinaryIO, BinaryIO]:
    """To open it as a file is would wait for a writer, for ever where none comes."""
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    file = os.fdopen(pipe, "rb")
    began, said = time.monotonic(), False
    while True:
        try:
            head = os.read(pipe, CHUNK)
        except BlockingIOError:  # somebody has it open, and has not written yet
            head = None
        if head != b"":
            break
        waited = time.monotonic() - began
        if waited > WAIT:
            file.close()
            raise ReadError(f"a named pipe to which nobody writes (waited {WAIT:.0f} s); start what writes to it first")
        if waited > _SOON and not said:
            say(f"{path}: waiting for somebody to write to this named pipe")
            said = True
        time.sleep(_STEP)
    os.set_blocking(pipe, True)
    return file, ahead(head, file) if head else file
