"""Files, folders, patterns and standard input to Raw: bounded, in a fixed order, each refusal with its reason."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.sources.limits import Meter, reason
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.opening import open_one
from onrecord.sources.special import opened
from onrecord.sources.walk import Named, walk


def open_paths(paths: Sequence[str], asked: Asked | Given | None = None) -> Iterator[Raw | Failure]:
    """Each report under `paths`, in order: files, folders (all below them, sorted, hidden ones left out), patterns
    (`reports/*.html`, `**` for any folders), `-` (standard input), and what archives among them hold.

    Gives a Failure, with one line of reason, for what is missing, unreadable, empty, binary, damaged, of another
    format or, as one report, larger than 50 MB. One report is held in memory at a time. A Given alone is what is said
    of every one of them.
    """
    wishes = Asked(given=asked) if isinstance(asked, Given) else asked or Asked()
    for path in paths:
        if path == "-":
            yield from _standard_input(wishes)
            continue
        for named in walk(path):
            if wishes.under:
                named = replace(named, source=named.source.removeprefix(wishes.under).lstrip(os.sep))
            yield from (named,) if isinstance(named, Failure) else open_named(named, wishes)


def _standard_input(asked: Asked) -> Iterator[Raw | Failure]:
    yield from open_one(Opened(sys.stdin.buffer, "-", "-", alone=True, meter=Meter(0)), asked)


def open_named(named: Named, asked: Asked) -> Iterator[Raw | Failure]:
    """The reports in one file that a walk found, or why there are none."""
    try:
        file, stream = opened(named.path, asked.say)
    except ReadError as error:
        yield Failure(named.source, str(error))
        return
    except FileNotFoundError:
        yield Failure(named.source, "no such file or folder")
        return
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        yield Failure(named.source, f"cannot read it: {reason(error)}")
        return
    with file:
        info = os.fstat(file.fileno())
        regular = stat.S_ISREG(info.st_mode)
        path = named.path if regular else None
        meter = Meter(info.st_size if regular else 0)
        begun = asked.along.done
        for found in open_one(Opened(stream, named.source, named.address, path, named.alone, meter), asked):
            if regular and not file.closed:
                asked.along.done = begun + file.tell()
            yield found
        if regular:
            asked.along.done = begun + info.st_size


def size(paths: Sequence[str]) -> int | None:
    """Bytes of all files under `paths`; None where standard input or another stream is among them."""
    total = 0
    for named in (named for path in paths if path != "-" for named in walk(path)):
        if isinstance(named, Failure):
            continue
        try:
            info = os.stat(named.path)
        except (OSError, ValueError):
            continue
        if not stat.S_ISREG(info.st_mode):
            return None
        total += info.st_size
    return None if "-" in paths else total
