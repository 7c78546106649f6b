"""Words inside a name that tell what it is of. Source: name_words.tsv."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.lexicon import name_parts
from onrecord.shapes.table import load

TABLE = "name_words.tsv"


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in load(__package__, TABLE, ("word", "kind"))}


@lru_cache(maxsize=20_000)
def kind(word: str) -> str:
    """body, legal (name_parts.tsv), club, team, place, event, credit, belief, honour, or empty."""
    return _kinds().get(word.casefold().rstrip("."), "") or ("legal" if name_parts.is_company_form(word) else "")


def of_name(tokens: Sequence[str]) -> str:
    """What the words of a name say it is of: body, legal, club, team, place, event, belief, or empty.

    The last word decides; the first where "of", "for" or "on" follows it ("Ministry of …") or it begins place names.
    """
    if not tokens:
        return ""
    if len(tokens) == 1:
        return kind(tokens[0]) if kind(tokens[0]) in ("belief", "event", "club") else ""
    last, first = kind(tokens[-1]), kind(tokens[0])
    if tokens[1].casefold() in ("of", "for", "on") and first:
        return first
    if first in ("place", "event", "club") and not last:
        return first
    return last if last != "credit" else ""
