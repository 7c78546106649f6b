"""Parquet as rows, one small batch in memory at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from onrecord.shapes.errors import ReadError
from onrecord.sources.charset import CHUNK, as_text
from onrecord.sources.limits import MAX_RATIO, blown, reason
from onrecord.sources.opened import Opened
from onrecord.sources.record import LONGEST, Record, Table, too_long

_BATCH = 4  # rows: in a dictionary one long value may stand for each of them
_LARGEST = 4_000_000_000  # bytes of a file that comes from a pipe or an archive, and is laid down to be read


def parquet(opened: Opened) -> Table:
    """The rows of a Parquet file. Raises ReadError where it cannot be opened as one."""
    import pyarrow
    from pyarrow import parquet as reader

    # the table closes it, when its last row is read
    source = open(opened.path, "rb") if opened.path is not None else _laid_down(opened.stream)  # noqa: SIM115
    try:
        file = reader.ParquetFile(source, pre_buffer=False, buffer_size=CHUNK)
        return Table(_records(file), tuple(file.schema_arrow.names), source.close)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        source.close()
        raise ReadError(f"broken Parquet file ({reason(error)})") from None


def _laid_down(stream: BinaryIO) -> BinaryIO:
    """The stream as a file on disk: Parquet is read from its end."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 — closed with the table
    size = 0
    try:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > _LARGEST:
                raise ReadError(f"Parquet file of more than {_LARGEST // 10**9} GB in a pipe or archive: unpack it")
            file.write(part)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _records(file: Any) -> Iterator[Record]:
    """Row by row; a group of rows that is damaged is passed over."""
    import pyarrow

    first = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        number = first
        try:
            _check(file.metadata.row_group(group))
            for batch in file.iter_batches(_BATCH, row_groups=[group], use_threads=False):
                for values in _rows(batch):
                    number += 1
                    yield Record(number, *values)
        except (pyarrow.ArrowException, OSError, ValueError, MemoryError, ReadError) as error:
            left = first + rows - number
            why = str(error) if isinstance(error, ReadError) else f"broken Parquet file ({reason(error)})"
            yield Record(number + 1, why=f"{why}; {left} rows are passed over")
        first += rows


def _check(group: Any) -> None:
    """Raises ReadError for a group of rows that is a bomb."""
    columns = [group.column(n) for n in range(group.num_columns)]
    packed = sum(max(0, c.total_compressed_size) for c in columns)
    opened = sum(max(0, c.total_uncompressed_size) for c in columns)
    if blown(opened, packed):
        raise ReadError(f"its rows open to more than {MAX_RATIO} times their size: no text packs that well")
    if opened > LONGEST * max(1, group.num_rows):
        raise ReadError(too_long(opened // max(1, group.num_rows)))


def _rows(batch: Any) -> Iterator[tuple[dict[str, Any] | None, str | None]]:
    """The values of each row, or why there are none."""
    names = batch.schema.names
    for n in range(batch.num_rows):
        row: dict[str, Any] = {}
        try:
            for name, column in zip(names, batch.columns, strict=True):
                value = _plain(column[n])
                row.setdefault(name, value)
        except (ValueError, OverflowError, RecursionError, NotImplementedError) as error:
            yield None, f"a value that cannot be read ({reason(error)})"
        else:
            yield row, None


def _plain(scalar: Any) -> Any:
    import pyarrow

    if isinstance(scalar, pyarrow.TimestampScalar) and scalar.is_valid and scalar.type.unit == "ns":
        scalar = scalar.cast(pyarrow.timestamp("us", scalar.type.tz), safe=False)  # Python knows no shorter time
    return _json(scalar.as_py())


def _json(value: Any) -> Any:
    """A value of Python as JSON has it; moments in ISO 8601, bytes as the text they are."""
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return as_text(value)
    if isinstance(value, dict):
        return {str(k): _json(v) for k, v in value.items()}
    if isinstance(value, Sequence):
        if value and all(isinstance(v, tuple) and len(v) == 2 and isinstance(v[0], str) for v in value):  # a map
            return {k: _json(v) for k, v in value}
        return [_json(v) for v in value]
    if isinstance(value, timedelta):
        return value.total_seconds()
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else str(value)
