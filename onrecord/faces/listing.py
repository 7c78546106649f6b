"""One way to list anything: rows and columns in, a drawn table, tab-separated values, CSV or JSON out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.faces.screen import Screen, one_line
from onrecord.shapes.mark import CellSpec, Kind

Row = Mapping[str, Any]
WIDEST_FIXED = 14  # columns that are not wrapped must leave room for those that are
NARROWEST = 6  # columns of a table on a narrow screen
BETWEEN = 3  # characters between two columns
SHORT_ID = 8  # characters of an id on a terminal; the beginning of an id names its report
# What a spreadsheet would run as a formula; only `--excel` guards it, so that data stays as it is everywhere else.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the table on a terminal: its heading, the flat column it shows, and its share of the width.

    `share` 0 is as wide as its contents, up to WIDEST_FIXED, and never wrapped. Of a value that is too long, `tail`
    shows the end alone: of a path that is what tells one from another.
    """

    heading: str
    column: str
    share: int = 0
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that a command prints.

    `flat(row)` gives the lines of one contract object for tables and CSV (several where it holds several points or
    sides), each with a value for every name in `columns`; `shown` are the few that fit a terminal.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    shown: tuple[Shown, ...]
    flat: Callable[[Row], Iterable[Row]]


def write(listing: Listing, rows: Sequence[Row], format: str, screen: Screen, *, excel: bool = False) -> None:
    """The rows to standard output: JSON has the contract's objects whole, the other formats a flat line each."""
    if format == "json":
        screen.rows(rows)
    elif format == "csv":
        lines = (line for row in rows for line in listing.flat(row))
        screen.data(to_csv(listing.columns, lines, excel=excel).removesuffix("\r\n"))
    elif screen.on_terminal:
        draw(listing, rows, screen)
    else:
        screen.data(to_tsv(listing.columns, (line for row in rows for line in listing.flat(row))))


def to_csv(columns: Sequence[str], lines: Iterable[Row], *, excel: bool = False) -> str:
    """RFC 4180 with a header; empty is unknown. `excel` adds the byte order mark and guards formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for line in lines:
        values = [cell(line.get(name)) for name in columns]
        if excel:
            texts = [isinstance(line.get(name), str) for name in columns]
            values = [f"'{v}" if t and v.startswith(_FORMULA) else v for v, t in zip(values, texts, strict=True)]
        writer.writerow(values)
    return ("\ufeff" if excel else "") + out.getvalue()


def to_tsv(columns: Sequence[str], lines: Iterable[Row]) -> str:
    """Tab-separated values with a header, one line a row: white space inside a value becomes one space."""
    out = ["\t".join(columns)]
    out += ["\t".join(one_line(cell(line.get(name))) for name in columns) for line in lines]
    return "\n".join(out)


def draw(listing: Listing, rows: Sequence[Row], screen: Screen) -> None:
    """A table fitted to the terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    lines = [line for row in rows for line in listing.flat(row)]
    # A column that is empty in every line only takes room.
    kept = [s for s in listing.shown if any(cell(line.get(s.column)) for line in lines)]
    texts = [[_brief(s.column, cell(line.get(s.column))) for s in kept] for line in lines]
    console = screen.console()
    wide = _widths(kept, texts, console.width)
    for shown, width in zip(kept, wide, strict=True):
        fixed = shown.share == 0 or shown.tail
        overflow: Literal["ellipsis", "fold"] = "ellipsis" if fixed else "fold"
        table.add_column(shown.heading, width=width, no_wrap=fixed, overflow=overflow)
    for line in texts:
        table.add_row(*(Text(_end(t, w) if s.tail else t) for s, t, w in zip(kept, line, wide, strict=True)))
    console.print(table)


def _widths(shown: Sequence[Shown], lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: those of fixed width first, the rest shared out, words and dates kept whole."""
    from rich.cells import cell_len

    room -= BETWEEN * (len(shown) - 1)
    full = [max(map(cell_len, (s.heading, *(line[n] for line in lines)))) for n, s in enumerate(shown)]
    words = [(s.heading, *(w for line in lines for w in line[n].split())) for n, s in enumerate(shown)]
    least = [max(map(cell_len, words[n])) if s.share else full[n] for n, s in enumerate(shown)]
    out = [min(width, WIDEST_FIXED) for width in least]
    over = sum(out) - room
    for n in sorted((n for n, s in enumerate(shown) if s.share), key=lambda n: -shown[n].share):
        less = max(0, min(over, out[n] - NARROWEST))  # a narrow screen: the longest texts give way first
        out[n], over = out[n] - less, over - less
    while sum(out) < room:
        wanting = [n for n, s in enumerate(shown) if s.share and out[n] < full[n]]
        if not wanting:
            break
        n = min(wanting, key=lambda n: out[n] / shown[n].share)
        out[n] += 1
    return out


def _end(text: str, width: int) -> str:
    """The end of a text that is wider than its column."""
    return text if len(text) <= width else "…" + text[len(text) - width + 1 :]


def cell(value: Any) -> str:
    """A value as a cell of a table: nothing for unknown, lists joined, objects by their name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return cell(value.get("name", value.get("date", value.get("from"))))
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(v) for v in value)
    return str(value)


def _brief(column: str, text: str) -> str:
    """What a terminal shows of a cell: ids shortened, one line."""
    if column in ("id", "report", "of", "story", "reports"):
        return " ".join(name[:SHORT_ID] for name in one_line(text).replace(";", "").split())
    if column == "captured":  # to the minute
        return one_line(text[:16].replace("T", " "))
    return one_line(text.removeprefix("other:") if column == "what" else text)


# -- columns of a kind of mark, from its declaration --------------------------------------------------------------

_FIRST = ("report", "id", "start", "end", "exact")


def of_kind(kind: Kind, shown: Sequence[Shown] = ()) -> Listing:
    """The listing of a kind: a column or more for each declared cell, named as in the ledger."""
    columns = [*_FIRST]
    for spec in kind.cells:
        columns += [name for name, _ in _flat_cell(spec, None)]
    if not shown:
        plain = [spec.name for spec in kind.cells if spec.type in ("word", "text", "name", "number")][:4]
        shown = [Shown("words", "exact", 3), *(Shown(name, name, 1) for name in plain), Shown("report", "report")]

    def flat(row: Row) -> Iterator[Row]:
        line = {name: row.get(name) for name in _FIRST}
        for spec in kind.cells:
            line.update(_flat_cell(spec, row.get(spec.name)))
        yield line

    about = f"every {kind.name} with its exact words"
    return Listing(kind.plural, about, tuple(columns), tuple(shown), flat)


def _flat_cell(spec: CellSpec, value: Any) -> list[tuple[str, Any]]:
    """The flat columns of one cell, as the ledger names them, with their values."""
    name = spec.name
    found = value if isinstance(value, Mapping) else {}
    if spec.type == "name":
        return [(name, found.get("name")), (f"{name}_start", found.get("start")), (f"{name}_end", found.get("end"))]
    if spec.type == "span":
        return [(f"{name}_start", found.get("start")), (f"{name}_end", found.get("end"))]
    if spec.type in ("when", "period"):
        return [(f"{name}_from", found.get("from")), (f"{name}_to", found.get("to"))]
    if spec.type == "actors":
        return [(name, value), *((f"{name}_{code}", _codes(value, code)) for code in ("country", "sector"))]
    return [(name, value)]


def _codes(actors: Any, code: str) -> list[str] | None:
    """One code of each actor, in their order, "" where it is not known; None where none is."""
    found = [one.get(code) or "" for one in actors or ()]
    return found if any(found) else None
