"""Words of a report as somebody cites them, and where they stand on the live page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Stretches = Sequence[tuple[int, int]]


def cited(record: Mapping[str, Any], stretches: Stretches) -> Mapping[str, str]:
    """The citation of the first to the last of some stretches, in each form."""
    from onrecord.faces import cite

    start, end = stretches[0][0], stretches[-1][1]
    return {name: made(record, start, end) for name, made in cite.FORMS.items()}


def live(record: Mapping[str, Any], stretches: Stretches) -> tuple[str, bool] | None:
    """The address of the live page, at the words where one can be made that leads to them alone (then True)."""
    from onrecord.faces import fragment

    if not record.get("url"):
        return None
    if not stretches:
        return fragment.live(str(record["url"]), record["text"], 0, 0)
    return fragment.live(str(record["url"]), record["text"], stretches[0][0], stretches[-1][1])
