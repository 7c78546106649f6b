"""What is handed from the walk over files to the reader of a format: a stream, its names, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.shapes.raw import Given, Place
from onrecord.sources.limits import Meter


@dataclass(frozen=True, slots=True)
class Opened:
    """One file, archive member or standard input, open at its first byte.

    `stream` is read forward only, unless `path` names the file on disk whose bytes it gives. `source` is how the
    person named it ("news.zip/page.html" inside an archive), `address` where it stands below the folder or archive
    named (`alone`: it was named itself). A stream may raise ReadError, with one line of reason, when what it reads
    from is damaged or blows up.
    """

    stream: BinaryIO = field(repr=False)
    source: str
    address: str
    path: str | None = None
    alone: bool = False
    meter: Meter = field(default_factory=Meter, repr=False, compare=False)


@dataclass(slots=True)
class Along:
    """How far the inputs have been read: bytes of files."""

    done: int = 0


def _silent(line: str) -> None:
    """Nobody listens."""


def _nowhere(archive: str) -> Place | None:
    """No archive was begun before."""
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the sources beside the paths.

    `given` is said of every report; `columns` maps fields of a row (text, html, id, url, title, published …) to
    columns that the person named; `resume` gives the place where the archive at an absolute path was left; `say` is
    told guesses and what was passed over, a line each; `along` keeps how far the files have been read. `under` is a
    folder that nobody named: what lies in it is called by its place below it.
    """

    given: Given = field(default_factory=Given)
    columns: Mapping[str, str] = field(default_factory=dict)
    resume: Callable[[str], Place | None] = _nowhere
    say: Callable[[str], None] = _silent
    along: Along = field(default_factory=Along, compare=False)
    under: str = ""
