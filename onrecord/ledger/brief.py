"""The account of one story, as the record prints it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.shapes.link import Copy, Story, plain
from onrecord.shapes.reading import Reading


def brief(story: Story, readings: Sequence[Reading], copies: Sequence[Copy]) -> dict[str, object]:
    """Everything on record about one story."""
    out = plain(story)
    assert isinstance(out, dict)
    return out
