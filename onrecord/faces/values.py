"""What a person may set a cell to: a value of the cell's type, and one of its words where these are known."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.lexicon.hedges import WORDS as HEDGES
from onrecord.lexicon.speech import FORCES
from onrecord.marks.events.tables import MODALITIES, TYPES
from onrecord.marks.times.find import TYPES as TIMES
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.mark import QUOTE_KINDS, SCOPES, CellSpec, Kind

# The words of cells that have no others.
WORDS: Mapping[tuple[str, str], Sequence[str]] = {
    ("quote", "kind"): QUOTE_KINDS,
    ("quote", "force"): FORCES,
    ("quote", "tense"): ("past", "present", "future"),
    ("figure", "hedge"): HEDGES,
    ("figure", "scope"): SCOPES,
    ("figure", "modality"): tuple(m for m in MODALITIES if m not in ("happened", "ongoing", "requested")),
    ("figure", "directness"): ("presumed", "indirect"),
    ("event", "type"): TYPES,
    ("event", "modality"): MODALITIES,
    ("time", "type"): TIMES,
    ("place", "precision"): ("country", "region", "continent"),
    ("mention", "type"): ("person", "organisation", "group", "place", "office"),
    ("mention", "form"): ("name", "nominal", "pronoun"),
}
_LONGEST = 2_000  # characters of a text
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NAMED = frozenset("start end name entity country sector".split())


def checked(kind: Kind, cell: str, value: Any, text: str) -> Any:
    """The value for a cell of a mark in a report with this text; None says that the text does not tell.

    Raises UsageError for a cell that the kind does not declare, and for a value that it cannot have.
    """
    try:
        spec = kind.cell(cell)
    except KeyError:
        there = ", ".join(s.name for s in kind.cells)
        raise UsageError(f"{as_given(cell)}: no cell of a {kind.name}; there are {there}") from None
    if value is None:
        return None
    words = WORDS.get((kind.name, cell))
    if words is not None and value not in words:
        raise _none(kind, spec, value, f"there are {', '.join(words)}")
    said = _TYPES[spec.type]
    if not said[1](value, text):
        raise _none(kind, spec, value, f"give {said[0]}")
    return value


def span(start: Any, end: Any, text: str) -> dict[str, Any]:
    """A stretch of the text with its words. Raises UsageError where there is none, or only white space."""
    if not _is_span({"start": start, "end": end}, text):
        place = as_given(f"{start}-{end}")
        raise UsageError(f"span {place}: give start and end inside the text (0-{len(text)}), round some words of it")
    return {"start": start, "end": end, "exact": text[start:end]}


def _none(kind: Kind, spec: CellSpec, value: Any, instead: str) -> UsageError:
    return UsageError(f"{kind.name} {spec.name}: {as_given(_shown(value))} is none; {instead}")


def _shown(value: Any) -> str:
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return f"{type(value).__name__}"


def _is_text(value: Any, _: str = "") -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= _LONGEST and _is_unicode(value)


def _is_unicode(value: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in value)


def _is_number(value: Any, _: str = "") -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _is_finite(value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _is_place(value: Any, _: str = "") -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_span(value: Any, text: str) -> bool:
    if not isinstance(value, Mapping) or not (_is_place(value.get("start")) and _is_place(value.get("end"))):
        return False
    return value["start"] < value["end"] <= len(text) and bool(text[value["start"] : value["end"]].strip())


def _is_name(value: Any, text: str) -> bool:
    """Somebody or some place: a name, where it stands in the text, or both."""
    if not isinstance(value, Mapping) or not _NAMED.issuperset(value):
        return False
    placed = value.get("start") is not None or value.get("end") is not None
    words = [v for k, v in value.items() if k not in ("start", "end") and v is not None]
    fits = all(map(_is_text, words)) and (not placed or _is_span(value, text))
    return fits and (placed or value.get("name") is not None)


def _is_when(value: Any, text: str) -> bool:
    if not isinstance(value, Mapping) or not {"start", "end", "from", "to", "precision"}.issuperset(value):
        return False
    days: list[Any] = [value.get(name) for name in ("from", "to")]
    if not any(days) or not all(day is None or _is_day(day) for day in days):
        return False
    if all(days) and days[0][:10] > days[1][:10]:
        return False
    placed = value.get("start") is not None or value.get("end") is not None
    return (value.get("precision") is None or _is_text(value["precision"])) and (not placed or _is_span(value, text))


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def _every(one: Any) -> Any:
    return lambda value, text: isinstance(value, (list, tuple)) and all(one(v, text) for v in value)


_NAME = '{"name": …} or {"start": …, "end": …} inside the text'
_WHEN = '{"from": …, "to": …} with days (YYYY-MM-DD), the earlier first'
_TYPES: Mapping[str, tuple[str, Any]] = {
    "word": ("a word", _is_text),
    "text": ("a text", _is_text),
    "number": ("a number", _is_number),
    "flag": ("true or false", lambda value, _: isinstance(value, bool)),
    "span": ('{"start": …, "end": …} inside the text, not empty', _is_span),
    "name": (_NAME, _is_name),
    "names": (f"a list of {_NAME}", _every(_is_name)),
    "actors": (f"a list of {_NAME}", _every(_is_name)),
    "when": (_WHEN, _is_when),
    "period": (_WHEN, _is_when),
    "index": ("the place of a mark among the report's, from 0", _is_place),
    "indexes": ("a list of places of marks among the report's, from 0", _every(_is_place)),
}
