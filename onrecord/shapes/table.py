"""Rule tables: tab-separated text that a reader of news can open, check and extend.

Lines that begin with `#` explain; the first other line names the columns; every later line is a row. A cell may be
empty only in a column named as optional. The first column (or the columns named as the key) may not repeat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from onrecord.shapes.errors import TableError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and its line number for messages."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell in `column`, white space stripped."""
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The cell's entries: separated by `|` where it has one (entries of several words), else by spaces."""
        cell = self.cells[column]
        if "|" in cell:
            return tuple(w.strip() for w in cell.split("|") if w.strip())
        return tuple(cell.split())


def load(
    package: str,
    name: str,
    columns: Sequence[str],
    *,
    key: Sequence[str] | None = None,
    optional: Sequence[str] = (),
) -> list[Row]:
    """The rows of table `name` in `package`, checked against `columns`.

    Raises TableError, naming file and line, for unknown or missing columns, a row of the wrong width, an empty cell
    outside `optional`, or a key that stands twice (`key` defaults to the first column; pass () for none).
    """
    text = (resources.files(package) / name).read_text(encoding="utf-8")
    return parse(text, name, columns, key=key, optional=optional)


def parse(
    text: str,
    name: str,
    columns: Sequence[str],
    *,
    key: Sequence[str] | None = None,
    optional: Sequence[str] = (),
) -> list[Row]:
    """As `load`, from the table's text."""
    keys = tuple(columns[:1] if key is None else key)
    header: list[str] | None = None
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = cells
            if header != list(columns):
                raise TableError(f"{name}:{number}: columns are {' '.join(header)}, expected {' '.join(columns)}")
            continue
        cells += [""] * (len(header) - len(cells)) if set(header[len(cells) :]) <= set(optional) else []
        if len(cells) != len(header):
            raise TableError(f"{name}:{number}: {len(cells)} cells, expected {len(header)} (tab-separated)")
        row = Row(name, number, dict(zip(header, cells, strict=True)))
        for column, cell in row.cells.items():
            if not cell and column not in optional:
                raise TableError(f"{name}:{number}: empty cell in column {column}")
        mine = tuple(row[k] for k in keys)
        if mine and mine in seen:
            raise TableError(f"{name}:{number}: {' '.join(mine)} stands already in line {seen[mine]}")
        seen[mine] = number
        rows.append(row)
    if header is None:
        raise TableError(f"{name}: no header line")
    return rows
