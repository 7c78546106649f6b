"""What the tests of rows and feeds share: a file opened from its bytes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.sources.feeds import open_feed
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.rows import open_rows


@dataclass
class Found:
    """What came out of a file: everything in order, and what was said."""

    all: list[Raw | Failure]
    said: list[str] = field(default_factory=list)

    @property
    def raws(self) -> list[Raw]:
        return [r for r in self.all if isinstance(r, Raw)]

    @property
    def failures(self) -> list[str]:
        return [f"{f.source}: {f.why}" for f in self.all if isinstance(f, Failure)]


def opened(data: bytes, kind: str, columns: Mapping[str, str] | None = None, given: Given | None = None) -> Found:
    """The reports of a file in the folder `in`, called `a.KIND`."""
    said: list[str] = []
    asked = Asked(given or Given(), dict(columns or {}), say=said.append)
    file = Opened(io.BytesIO(data), f"in/a.{kind}", f"a.{kind}")
    found = list(open_feed(file, asked) if kind == "xml" else open_rows(file, asked, kind))
    assert all("\n" not in f.why for f in found if isinstance(f, Failure))
    return Found(found, said)
