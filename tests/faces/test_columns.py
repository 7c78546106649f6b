"""Lists as typed tables: the columns of the CSV, days as days, what is not known null."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest

from onrecord.faces import api, columns, lists
from onrecord.faces.listing import to_csv
from onrecord.shapes.errors import NotFound, UsageError

TEXT = """Flood in Torval kills 12

TORVAL, May 2 (XNA) - A flood killed at least 12 people in Torval on Friday, the fire service said. Dozens were missing.

"It rose fast," said Mayor Lena Brod.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Ledger]:
    """A ledger of two reports, one without a date."""
    path = tmp_path_factory.mktemp("columns")
    with api.Ledger(path / "desk.db") as opened:
        for name, day in (("a.txt", "2031-05-02"), ("b.txt", None)):
            (path / name).write_text(TEXT.replace("May 2 ", "" if day is None else "May 2 "), encoding="utf-8")
            opened.add([path / name], published=day)
        yield opened


@pytest.mark.parametrize("name", lists.names())
def test_every_list_is_a_table_with_the_columns_of_its_csv(ledger: api.Ledger, name: str) -> None:
    found = ledger.table(name)
    rows = lists.rows(ledger, name)
    listing = lists.listing(name)
    lines = [line for row in rows for line in listing.flat(row)]
    assert found.column_names == list(listing.columns)
    assert found.num_rows == len(lines)
    known = list(csv.DictReader(io.StringIO(to_csv(listing.columns, lines))))
    for column in found.column_names:  # nothing that the CSV has is lost
        for value, printed in zip(found[column].to_pylist(), known, strict=True):
            assert bool(printed[column]) is (value not in (None, [], ""))


def test_types(ledger: api.Ledger) -> None:
    found = ledger.table("figures", what="killed", hedge="at_least")
    types = {field.name: field.type for field in found.schema}
    assert [types[n] for n in ("value", "as_of_to", "start", "retracted", "what", "counter_start", "part_of")] == [
        pyarrow.float64(), pyarrow.date32(), pyarrow.int64(), pyarrow.bool_(), pyarrow.string(), pyarrow.int64(),
        pyarrow.int64(),
    ]  # fmt: skip
    (first, second) = found.to_pylist()
    assert (first["value"], first["high"], first["retracted"]) == (12.0, None, False)
    assert first["as_of_to"] == date(2031, 5, 2)
    assert second["as_of_to"] is None
    assert ledger.table("series").schema.field("published").type == pyarrow.date32()
    assert ledger.table("stories").schema.field("reports").type == pyarrow.list_(pyarrow.string())
    assert ledger.table("series", view="ucdp")["name"].to_pylist()[:3] == ["low", "best", "high"]


def test_filters_and_stories(ledger: api.Ledger) -> None:
    story = ledger.stories()[0]["story"]
    assert ledger.table("quotes", speaker="Brod", since="2031-05-02").num_rows == 1
    assert ledger.table("quotes", speaker="Brod", since=None).num_rows == 2
    assert ledger.table("figures", story, what="killed").num_rows <= ledger.table("figures", what="killed").num_rows
    assert ledger.table("figures", versions=True).num_rows == len(ledger.marks("figures", versions=True))
    assert ledger.table("figures", what="zebra").num_rows == 0
    assert ledger.table("series", story, where="Torval")["story"].to_pylist()[0] == story


@pytest.mark.parametrize(
    ("name", "asked", "says"),
    [
        ("zebras", {}, "no list; there are reports, stories"),
        ("_store", {}, "no list"),
        ("stories", {"what": "killed"}, "what: no filter of the list stories; it has none"),
        ("figures", {"speaker": "Brod"}, "speaker: no filter of the list figures; there are what, where, counter"),
        ("figures", {"since": "May"}, "is no date"),
    ],
)
def test_what_there_is_not(ledger: api.Ledger, name: str, asked: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        ledger.table(name, **asked)


def test_a_story_that_there_is_not(ledger: api.Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.table("series", "ffff")


def test_an_empty_ledger_has_empty_tables(tmp_path: Path) -> None:
    with api.Ledger(tmp_path / "desk.db") as opened:
        for name in lists.names():
            assert opened.table(name).num_rows == 0


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("value", 10**400, None),
        ("value", float("inf"), None),
        ("value", True, 1.0),
        ("start", 2**70, None),
        ("as_of_to", "2031", None),
        ("as_of_to", "2031-05-02T10:00:00Z", date(2031, 5, 2)),
        ("exact", "a\ud800\x00", "a?\x00"),
        ("retracted", None, None),
    ],
)
def test_odd_values_never_stop_a_table(column: str, value: Any, kept: Any) -> None:
    listing = lists.listing("figures")
    row = dict.fromkeys(listing.columns) | {"exact": "x", "retracted": None}
    row |= {"as_of": {"from": None, "to": value}} if column == "as_of_to" else {column: value}
    assert columns.table(listing, [row])[column].to_pylist() == [kept]
