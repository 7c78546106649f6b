"""Small invented stories, each in one line of a table, read from their words."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from onrecord import flow
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading


@functools.cache
def _told(reports: str) -> tuple[Reading, ...]:
    raws = []
    for part in reports.split(" // "):
        head, _, rest = part.partition(": ")
        name, _, day = head.strip().partition(" ")
        text = "\n\n".join(line.strip() for line in rest.split("|"))
        raws.append(Raw(text.encode(), name, name, given=Given(published=day)))
    return tuple(r for r in flow.read(raws) if isinstance(r, Reading))


@pytest.fixture
def told() -> Callable[[str], tuple[Reading, ...]]:
    """The readings of a story as stories.tsv writes it."""
    return _told
