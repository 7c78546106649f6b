"""Quotes made by hand, from one line each."""

from __future__ import annotations

import hashlib
import re

from onrecord.links.entities import words_of
from onrecord.links.sayings import Saying, Speaker, asks, is_name
from onrecord.links.wording import words
from onrecord.shapes.span import Span

_LINE = re.compile(r"(?P<who>.+?) (?P<day>\d+)(?: (?P<force>[a-z]+))?: (?P<said>.+)")
_MARKS = "\"“”‘’'"


def saying(line: str, report: str, start: int = 0, *, force: str = "state") -> Saying:
    """A quote of `report` from `speaker day force: words` (the force may be left out); it stands at `start`."""
    found = _LINE.fullmatch(line)
    assert found, line
    said = found["said"]
    marked = [sign in said for sign in '"“']
    kind = "direct" if said[0] in '"“' and said[-1] in '"”' else "mixed" if any(marked) else "indirect"
    parts = (Span(start, start + len(said)),)
    name = hashlib.sha256(f"{report} {start} {line}".encode()).hexdigest()[:20]
    cells = ("said", found["force"] or force, (), asks(said, len(said)))
    return Saying(
        report, name, f"2031-05-{int(found['day']):02}", kind, parts, words(" " * start + said, parts, kind),
        speaker(found["who"]), *cells,
    )  # fmt: skip


def speaker(who: str) -> Speaker:
    """Somebody by name, `org:` before bodies, `?` for nobody."""
    if who == "?":
        return Speaker("", "", (), False)
    body, name = who.startswith("org:"), who.removeprefix("org:")
    folded = words_of(name)
    return Speaker(name, "organisation" if body else "person", folded, is_name(name))


def text(line: str) -> str:
    """The words of a line."""
    found = _LINE.fullmatch(line)
    assert found, line
    return found["said"]
