"""What a story without a title is called, and a report that names no outlet: by its words, by where it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

LONGEST = 70  # characters of the words that stand in for a title
_OPENS = ("standfirst", "body")  # blocks that a report may begin with; above them stand bylines, menus, captions
_LOOKED_AT = 1_000  # characters that the beginning is taken from
NAMELESS = "Untitled story"


def source(found: str | None) -> str:
    """Where a report was found, in short: the host of an address, the name of a file; empty where nothing tells."""
    whole = (found or "").strip()
    if "://" in whole:
        try:
            host = urlsplit(whole).hostname
        except ValueError:
            host = None
        if host:
            return host.removeprefix("www.")
    return whole.rstrip("/").rpartition("/")[2]


def apart(found: Mapping[str, str]) -> dict[str, str]:
    """Reports (by id, with where each was found) by names of their own: in short, at need in full or by the id."""
    short, whole = Counter(map(source, found.values())), Counter(found.values())
    one = {report: source(at) if short[source(at)] == 1 else at for report, at in found.items()}
    return {report: name if name and whole[found[report]] == 1 else report for report, name in one.items()}


def beginning(text: str, blocks: Iterable[Mapping[str, Any]] = (), most: int = LONGEST) -> str:
    """The first words of a report, `most` characters of them at most; "…" where they were cut. Empty where it has none.

    `blocks` are those of its record: what stands above the first that tells something is passed over.
    """
    start = next((b["start"] for b in blocks if b["kind"] in _OPENS), 0)
    whole = " ".join(text[start : start + _LOOKED_AT].split())
    if len(whole) <= most:
        return whole
    cut = whole[: most + 1].rpartition(" ")[0] or whole[:most]
    return cut.rstrip(",;:–- ") + "…"


def story(title: str | None, begins: str | None) -> str:
    """A story, or a step of one, by its title; else by words of a report, which stand in quotation marks."""
    return title or (f"“{begins}”" if begins else NAMELESS)
