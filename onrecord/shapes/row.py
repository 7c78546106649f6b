"""A row of a table of reports: its canonical form, the fields that columns may hold, and what each of them says."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from onrecord.shapes.moment import moment

# What a row may say of its report, and what it is in the words of a help text.
FIELDS = {
    "text": "the report's text",
    "html": "its page",
    "id": "its name",
    "url": "its address",
    "title": "its headline",
    "published": "its day of publication",
    "modified": "the day it was changed",
    "outlet": "who published it",
    "captured": "when it was fetched",
    "byline": "its authors",
    "tags": "its tags",
}
ROW = "application/vnd.onrecord.row+json"
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 200  # objects and lists inside one another
_LONGEST = 2_000  # characters of a title, an address, a name


def canonical(row: Mapping[str, Any]) -> bytes:
    """The row as the bytes that are kept: JSON in UTF-8, keys sorted, no spaces; a column without a value left out.

    Equal rows give equal bytes whatever file they came in. Not-a-number is no value, infinity a word. Raises
    RecursionError where values are nested too deep.
    """
    row = {name: value for name, value in row.items() if not _is_nothing(value)}
    _check_depth(row)
    try:
        text = _dumped(row)
    except ValueError:
        text = _dumped(_finite(row))
    # half of a pair is no character: it stays as the escape it was
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode()


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _dumped(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _check_depth(row: dict[str, Any]) -> None:
    """Raises RecursionError for a row nested deeper than any table: Python's own limit is not the same everywhere."""
    level: list[Any] = [row]
    for _ in range(_DEEPEST):
        inside = (value.values() if isinstance(value, dict) else value for value in level)
        level = [value for values in inside for value in values if isinstance(value, (dict, list))]
        if not level:
            return
    raise RecursionError


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    return [_finite(v) for v in value] if isinstance(value, list) else value


def row_type(columns: Mapping[str, str]) -> str:
    """The media type of a row: which column holds which field ("…; text=body; title=headline")."""
    return "; ".join([ROW, *(f"{field}={quote(columns[field], safe='')}" for field in FIELDS if field in columns)])


def columns_of(media_type: str | None) -> dict[str, str] | None:
    """The columns by field that `row_type` wrote; None where the type is not that of a row."""
    kind, *rest = (media_type or "").split("; ")
    if kind != ROW:
        return None
    return {field: unquote(column) for field, _, column in (part.partition("=") for part in rest)}


def path(row: Mapping[str, Any], column: str) -> tuple[str, ...] | None:
    """The keys that lead to `column`: itself, or through objects ("article.body"); None where the row has no such."""
    if column in row:
        return (column,)
    keys = tuple(column.split("."))
    value: Any = row
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return keys if len(keys) > 1 else None


def value_at(row: Mapping[str, Any], column: str) -> Any:
    """What stands in `column`, None where there is nothing."""
    value: Any = row
    for key in path(row, column) or ():
        value = value[key]
    return None if value is row else value


def said(field: str, value: Any) -> str | tuple[str, ...] | None:
    """What `value`, standing in the column for `field`, says: dates in ISO 8601, addresses of the web only.

    None where it says nothing that can be believed. Authors and tags are tuples of strings. `text` and `html`
    are their string, unchanged.
    """
    if field in ("text", "html"):
        return value if isinstance(value, str) and value.strip() else None
    if field in ("published", "modified", "captured"):
        return moment(value)
    if field == "tags" and isinstance(value, str):
        value = re.split(r"[,;|]", value[:_LONGEST])
    if field in ("byline", "tags"):
        return _names(value)
    if isinstance(value, dict):  # {"source": {"name": …}} is how many services write an outlet
        value = value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool) and field == "id":
        value = str(value)
    text = _line(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    if field == "url":
        return text if _is_address(text) else None
    return text or None


def _names(value: Any) -> tuple[str, ...] | None:
    out: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and 0 < len(name.strip()) <= _LONGEST:
            out.append(_line(name))
    return tuple(out[:50]) or None


def _line(text: str) -> str:
    """The text on one line, without what is no character."""
    return " ".join(_SURROGATE.sub("\ufffd", text).split())


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc) and " " not in text
