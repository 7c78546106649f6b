"""Rows through the whole flow: marked as the same text in a file is, kept, checked, read again."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.faces import api
from onrecord.shapes.errors import UsageError
from onrecord.shapes.raw import Failure
from onrecord.shapes.reading import Reading

STORY = (
    "At least 12 people were killed on Friday when a bridge fell near the harbour of Ostrava, police said.\n\n"
    "“We lost many,” said Mary Bell, the mayor. “Others are missing.”\n\nThe council is to meet on Monday.\n"
)
ROWS = [
    {"id": "r1", "title": "Bridge falls", "body": STORY, "published": "2031-05-02T10:00:00Z", "author": "Mary Orr"},
    {"id": "r2", "url": "https://paper.example/b", "body": STORY.replace("12", "14"), "published": "2031-05-03"},
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The same two rows as JSON lines, CSV and Parquet."""
    names = ["id", "url", "title", "body", "published", "author"]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        for row in [dict(zip(names, names, strict=True)), *ROWS]:
            file.write(",".join('"' + row.get(n, "").replace('"', '""') + '"' for n in names) + "\r\n")
    pq.write_table(pa.table({n: [row.get(n) for row in ROWS] for n in names}), tmp_path / "a.parquet")
    return {path.suffix: path for path in tmp_path.iterdir()}


def readings(path: Path) -> list[Reading]:
    found = list(api.read_all([path]))
    assert all(isinstance(one, Reading) for one in found), found
    return [one for one in found if isinstance(one, Reading)]


def test_equal_rows_give_equal_records_in_any_format(files: dict[str, Path]) -> None:
    expect = [one.as_dict() for one in readings(files[".jsonl"])]
    assert [record["source"] for record in expect] == ["r1", "r2"]
    assert expect[0]["figures"]
    for kind in (".csv", ".parquet"):
        assert [one.as_dict() for one in readings(files[kind])] == expect


def test_a_row_is_marked_as_its_text_in_a_file_is(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())
    file = api.read(path, published="2031-05-02T10:00:00Z")
    row = readings(files[".jsonl"])[0]
    assert row.text == file.text
    assert row.marks == file.marks


def test_rows_in_a_ledger_are_checked_and_set_right(files: dict[str, Path], tmp_path: Path) -> None:
    with api.Ledger(tmp_path / "desk.db") as ledger:
        said: list[str] = []
        added = ledger.add([files[".jsonl"]], say=said.append)
        assert (len(added.new), added.failures) == (2, ())
        assert len(said) == 1
        again = ledger.add([files[".csv"], files[".parquet"]])
        assert (again.new, again.known) == ((), 4)
        assert ledger.verify().problems == ()
        one = ledger.set(added.new[0], published="2031-05-05", outlet="The Paper")
        record = ledger.record(one)
        assert record["published"]["date"] == "2031-05-05"
        assert (record["outlet"], record["byline"], record["title"]) == ("The Paper", ["Mary Orr"], "Bridge falls")
        assert ledger.verify().problems == ()


@pytest.mark.parametrize("known", [False, True])
def test_a_row_that_was_mended_is_no_failure_any_more(known: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(row) for row in ROWS]
    with api.Ledger(tmp_path / "desk.db") as ledger:
        path.write_text("\n".join([lines[0], lines[1][:-9], '{"broken']))
        assert len(ledger.add([path]).failures) == 2
        if known:  # the row came in another file meanwhile
            (tmp_path / "b.jsonl").write_text(lines[1])
            assert len(ledger.add([tmp_path / "b.jsonl"]).new) == 1
        path.write_text("\n".join([*lines, '{"broken']))
        added = ledger.add([path])
        assert (len(added.new), added.known) == ((0, 2) if known else (1, 1))
        assert [f["source"] for f in ledger.failures()] == [f"{path}#3"]


def test_columns_are_named_in_python(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "no", "words": STORY, "kicker": "Bridge"}))
    found = api.read(path, columns={"text": "words", "title": "kicker"})
    assert (found.text, found.report.value("title")) == (STORY, "Bridge")
    with pytest.raises(UsageError, match="no field of a row"):
        api.read(path, columns={"body": "words"})
    (failed,) = api.read_all([path], columns={"text": "wards"})
    assert isinstance(failed, Failure)
    assert "did you mean 'words'" in failed.why
