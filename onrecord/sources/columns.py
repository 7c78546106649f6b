"""Which column of a table holds what: named by the person, else guessed from its name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from onrecord.shapes.row import FIELDS
from onrecord.shapes.table import load

_SHOWN, _LONG = 12, 40  # columns that a message lists, characters of each
_APART = re.compile(r"[\W_]+")
_NAME = re.compile(r"[^\W\d_](?:[\w ./()-]{0,38}[\w)])?")  # of a column: no sentence, no number
_LOOKED_AT = 60_000  # bytes of a header and the lines below it
_BELOW = 3


SUMMARY = "summary"  # the text of a row that has neither text nor page


@cache
def _known() -> dict[str, list[tuple[int, str]]]:
    """Name of a column, without case and separators → the fields that it may hold, each with its place in the order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in load(__package__, "columns.tsv", ("field", "column", "rank"), key=("field", "column")):
        found.setdefault(_key(row["column"]), []).append((int(row["rank"]) * 10_000 + row.line, row["field"]))
    return found


def _key(name: str) -> str:
    return _APART.sub("", name.casefold())


def is_known(name: str) -> bool:
    """True for a name that some field goes by."""
    return _key(name) in _known()


def is_header(line: bytes, asked: Collection[str] = ()) -> bool:
    """True for a line that names two columns or more, one of them a text or a page, and nothing else.

    Of columns that the person `asked` for, one among others is enough.
    """
    for delimiter in ",;\t|":
        names = line[:2_000].decode("utf-8", "replace").strip("\ufeff\r\n ").split(delimiter)
        if len(names) > 1:
            if any(name.strip('"') in asked for name in names):
                return True
            fields = [{field for _, field in _known().get(_key(name), ())} for name in names]
            return all(fields) and any(known & {"text", "html"} for known in fields)
    return False


def is_table(head: bytes) -> bool:
    """True where the first line names columns, some of which nobody knows, and the lines below have as many cells.

    Three columns at least, one known for a text or a page and one for something else: a menu ("News | Sport") has not.
    """
    for names in _named(head, ",;\t|"):
        fields = [{field for _, field in _known().get(_key(name), ())} for name in names]
        if any(known & {"text", "html"} for known in fields) and sum(map(bool, fields)) > 1:
            return True
    return False


def unknown_table(head: bytes) -> list[str]:
    """The columns of what is laid out as a table, though nobody knows its names; none where it is not so."""
    return next(_named(head, ";\t"), [])


def _named(head: bytes, delimiters: str) -> Iterator[list[str]]:
    """The names in the first line, by each of the `delimiters` that the lines below have as often."""
    lines = [line for line in head[:_LOOKED_AT].decode("utf-8", "replace").splitlines() if line.strip()]
    below = lines[1 : 1 + _BELOW]
    for delimiter in delimiters:
        names = [name.strip(' "') for name in lines[0].strip("\ufeff").split(delimiter)] if below else []
        if len(names) < 3 or len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
            continue
        if _are_cut(below, delimiter, len(names)):
            yield names


def _are_cut(lines: Sequence[str], delimiter: str, cells: int) -> bool:
    """True where each line has as many cells, as far as that can be told: up to a cell that goes over several lines."""
    for line in lines:
        if line.count('"') % 2:
            return True
        if line.count(delimiter) < cells - 1:
            return False
    return True


def guess(names: Iterable[str], asked: Mapping[str, str]) -> dict[str, list[str]]:
    """Field → the columns among `names` that may hold it, the likeliest first; what `asked` names alone where it does.

    A column that the person named for one field is not guessed for another; a text that the person named is the
    report, and nothing else is. The order of `names` makes no difference.
    """
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in sorted(set(names) - set(asked.values())):
        for rank, field in _known().get(_key(name), ()):
            ranked.setdefault(field, []).append((rank, name))
    found = {field: [name for _, name in sorted(ranked[field])] for field in (*FIELDS, SUMMARY) if field in ranked}
    if "text" in asked or "html" in asked:
        for field in ("text", "html", SUMMARY):
            found.pop(field, None)
    return found | {field: [name] for field, name in asked.items()}


def listed(names: Iterable[str]) -> str:
    """Names of columns on one line: the first dozen, and how many there are more."""
    there = [" ".join(name.split())[:_LONG] for name in names]
    return ", ".join(there[:_SHOWN]) + (f" and {len(there) - _SHOWN} more" if len(there) > _SHOWN else "")


def without_text(names: Iterable[str], asked: Mapping[str, str]) -> str:
    """One line on a table in which no column holds a text: what there is, and what to do."""
    there = [" ".join(name.split())[:_LONG] for name in names]
    shown = listed(there)
    named = [asked[f] for f in ("text", "html") if f in asked]
    near = difflib.get_close_matches(named[0], there, 1) if named else []
    if named:
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"no column {' or '.join(repr(n) for n in named)}{hint} (there are: {shown})"
    return f"no column that holds the text; name it with --text-field or --html-field (there are: {shown})"
