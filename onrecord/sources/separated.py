"""CSV and its kin as rows: delimiter and header told from the first lines, quoted fields over several lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.shapes.errors import ReadError
from onrecord.shapes.moment import moment
from onrecord.sources.charset import Line, as_text, lines
from onrecord.sources.columns import is_known
from onrecord.sources.record import LONGEST, Record, Table, too_long

_DELIMITERS = {"csv": ",;\t|", "tsv": "\t,;|"}
_SAMPLE = 200  # lines by which the way of writing is told
_NAME = 100  # characters: longer words are no name of a column
_SAID = re.compile(rb"sep=([,;\t|])\s*", re.I)  # what Excel writes above the header
_BACKSLASHED = re.compile(r'[^\\"]\\"(?![,;\t|\r\n]|$)')
_DOUBLED = re.compile(r'[^,;\t|\r\n"]""(?!")')
_BACKSLASH = re.compile(r"\\(.)", re.S)


def separated(pieces: Iterator[bytes], kind: str, asked: Mapping[str, str]) -> Table:
    """The rows below the header. Raises ReadError where the first line names no columns."""
    first = next((p for p in pieces if p), b"")
    end = b"\r" if b"\r" in first and b"\n" not in first else b"\n"
    physical = lines(itertools.chain([first], pieces), LONGEST, end)
    ahead = list(itertools.islice(physical, _SAMPLE))
    while ahead and not (ahead[0].data or b"x").strip():
        del ahead[0]
    if not ahead:
        raise ReadError("no rows in it")
    said = _SAID.fullmatch(ahead[0].data or b"")
    if said and len(ahead) > 1:
        del ahead[0]
    cutter = _Cutter(said.group(1).decode(), False) if said else _told(ahead, kind, asked)
    reader = _Reader(itertools.chain(ahead, physical), cutter, end)
    columns = _columns(next(reader, None), asked)
    return Table(_records(reader, columns), columns)


def _told(ahead: Sequence[Line], kind: str, asked: Mapping[str, str]) -> _Cutter:
    """The delimiter that makes most names of columns out of the first line; how marks are written in quoted fields."""
    text = "\n".join(as_text(line.data) for line in ahead if line.data is not None and len(line.data) < 1_000_000)
    escape = bool(_BACKSLASHED.search(text)) and not _DOUBLED.search(text)
    head = text.split("\n", 1)[0].rstrip("\r")

    def worth(delimiter: str) -> tuple[int, int, int]:
        names, _ = _Cutter(delimiter, escape).cells(head)
        known = sum(is_known(n) or n.strip() in asked.values() for n in names)
        return known, len(names), -_DELIMITERS[kind].index(delimiter)

    return _Cutter(max(_DELIMITERS[kind], key=worth), escape)


def _columns(header: _Row | None, asked: Mapping[str, str]) -> tuple[str, ...]:
    """The names in the first row; equal ones are told apart. Raises ReadError where they are no names."""
    if header is None or header.why is not None:
        raise ReadError(f"no header: its first line is no row ({header.why if header else 'it is empty'})")
    names = [cell.strip() for cell in header.cells]
    if not any(is_known(n) or n in asked.values() for n in names) and not all(map(_is_name, names)):
        raise ReadError("no header: its first line must name the columns (id, title, text …)")
    seen: Counter[str] = Counter()
    out: list[str] = []
    for n, name in enumerate(names, 1):
        name = name or f"column {n}"
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(out)


def _is_name(cell: str) -> bool:
    """False for what no table calls a column: a number, a day, an address, a sentence."""
    if not cell:
        return True  # spreadsheets leave the first one empty
    if len(cell) > _NAME or cell.count(" ") > 5 or "\n" in cell or "://" in cell or moment(cell):
        return False
    return any(c.isalpha() for c in cell)


def _records(reader: _Reader, columns: Sequence[str]) -> Iterator[Record]:
    for row in reader:
        if row.why is not None:
            yield Record(row.number, why=row.why, data=row.data)
        elif any(row.cells[len(columns) :]):
            why = f"{len(row.cells)} cells in a table of {len(columns)} columns: is a quotation mark missing?"
            yield Record(row.number, why=why, data=row.data)
        else:
            # a cell left empty says nothing, as a missing one does
            yield Record(
                row.number, {c: v or None for c, v in itertools.zip_longest(columns, row.cells[: len(columns)])}
            )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row taken apart: the line it begins in, its cells, or why there are none, and its bytes."""

    number: int
    cells: list[str]
    data: bytes | None
    why: str | None = None


class _Cutter:
    """Takes a row apart as spreadsheets do; a field is quoted when it begins with a quotation mark."""

    def __init__(self, delimiter: str, escape: bool) -> None:
        """`escape`: a backslash stands before quotation marks inside quoted fields, where others double them."""
        d = re.escape(delimiter)
        inside = r'(?:[^"\\]++|\\.|"")*+' if escape else r'(?:[^"]++|"")*+'
        self.escape = escape
        self.field = re.compile(rf' {{0,3}}"({inside})"([^{d}]*+)|([^{d}]*+)', re.S)
        # whole fields, up to the end of the line or to a mark that does not close in it
        self.whole = re.compile(rf'(?:(?: {{0,3}}+"{inside}"[^{d}]*+|(?! {{0,3}}+")[^{d}]*+)(?:{d}|\Z))*+', re.S)
        self.close = re.compile(rf'{inside}"[^{d}]*+(?:{d}|\Z)', re.S)

    def cells(self, text: str) -> tuple[list[str], bool]:
        """The cells of a row, and whether each closing mark stands where it should: before a delimiter."""
        out: list[str] = []
        at, clean = 0, True
        while True:
            found = self.field.match(text, at)
            if found is None:  # cannot be: the second way fits anything
                return out, False
            quoted, behind, bare = found.groups()
            if quoted is None:
                out.append(bare)
            else:
                quoted = quoted.replace('""', '"')
                out.append((_BACKSLASH.sub(r"\1", quoted) if self.escape else quoted) + behind.rstrip(" "))
                clean = clean and not behind.strip()
            at = found.end() + 1
            if at > len(text):
                return out, clean

    def stays_open(self, line: str, inside: bool) -> bool:
        """True where a quoted field is open at the end of `line`; `inside` says whether one was at its beginning."""
        at = 0
        if inside:
            found = self.close.match(line)
            if found is None:
                return True
            at = found.end()
        rest = self.whole.match(line, at)
        return rest is not None and rest.end() < len(line)


class _Reader:
    """Rows out of lines. A quotation mark that is never closed costs its own line, not the rest of the file."""

    def __init__(self, physical: Iterator[Line], cutter: _Cutter, end: bytes) -> None:
        self.physical = physical
        self.cutter = cutter
        self.end = end
        self.again: deque[Line] = deque()  # lines that turned out to be no part of the row before
        self.width = 0  # cells of the header

    def __iter__(self) -> Iterator[_Row]:
        return self

    def __next__(self) -> _Row:
        """The next row that is not empty."""
        while (line := self._line()) is not None:
            if line.data is None:
                return _Row(line.number, [], None, too_long(line.size))
            if line.data.strip():
                return self._row(line, line.data)
        raise StopIteration

    def _line(self) -> Line | None:
        return self.again.popleft() if self.again else next(self.physical, None)

    def _row(self, line: Line, data: bytes) -> _Row:
        """The row that begins in `line`: lines are added while a quoted field is open."""
        parts, taken, size = [data], list[Line](), len(data)
        inside = b'"' in data and self.cutter.stays_open(as_text(data).rstrip("\r"), False)
        while inside:
            more = self._line()
            if more is not None:
                taken.append(more)
            if more is None or more.data is None or (size := size + len(more.data) + 1) > LONGEST:
                return self._unclosed(line, data, taken)
            parts.append(more.data)
            inside = b'"' not in more.data or self.cutter.stays_open(as_text(more.data).rstrip("\r"), True)
        whole = self.end.join(parts)
        if b"\0" in whole:
            return _Row(line.number, [], whole, "it holds zero bytes, so it is no text")
        cells, clean = self.cutter.cells(as_text(whole).rstrip("\r\n"))
        self.width = self.width or len(cells)
        if taken and not (
            clean and len(cells) <= self.width
        ):  # it closed by chance, at a mark that opens another field
            return self._unclosed(line, data, taken)
        return _Row(line.number, cells, whole)

    def _unclosed(self, line: Line, data: bytes, taken: Sequence[Line]) -> _Row:
        self.again.extendleft(reversed(taken))
        return _Row(line.number, [], data, "a quotation mark opens in this line and does not close")
