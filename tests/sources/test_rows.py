"""Rows of any format: equal rows give equal raws, a broken one costs itself alone, whatever stands in the file."""

import csv
import io
import json
import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Given
from onrecord.shapes.row import columns_of
from onrecord.sources import rows as rows_module
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.record import LONGEST
from onrecord.sources.rows import open_rows

from .opening import opened

Rows = list[dict[str, Any]]
BRIDGE: Rows = [
    {
        "id": "r1",
        "url": "https://paper.example/a",
        "headline": "Bridge falls, again",
        "body": 'At least 12 people were killed, "officials" said.\r\n\r\nMore; later.\n\té😀 \\" x',
        "date": "2031-05-02T10:00:00Z",
        "author": "Mary Bell",
    },
    {"id": "r2", "body": "The council met on Monday."},
    {"id": "r3", "headline": "Rain", "body": "Rain fell.\n"},
]


def json_lines(rows: Rows) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def json_list(rows: Rows) -> bytes:
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def separated(rows: Rows, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet(rows: Rows, **options: Any) -> bytes:
    out = io.BytesIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), out, **options)
    return out.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "jsonl": json_lines,
    "json": json_list,
    "csv": separated,
    "tsv": lambda rows: separated(rows, "\t"),
    "parquet": parquet,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_equal_rows_are_equal_raws_in_any_format(kind: str) -> None:
    found = opened(WRITERS[kind](BRIDGE), kind)
    assert found.failures == []
    assert found.raws == opened(json_lines(BRIDGE), "jsonl").raws
    assert [json.loads(raw.data) for raw in found.raws] == BRIDGE


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1).filter(str.strip)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries({"text": WORDS, "id": WORDS}, optional={"title": WORDS}), min_size=1, max_size=4))
def test_any_words_in_any_format(rows: Rows) -> None:
    expect = opened(json_lines(rows), "jsonl").raws
    assert [json.loads(raw.data) for raw in expect] == rows
    for kind in ("json", "parquet", "csv", "tsv"):
        if kind in ("csv", "tsv") and any("\r" in value for row in rows for value in row.values()):
            continue  # the standard writer does not quote every lone carriage return
        assert opened(WRITERS[kind](rows), kind).raws == expect


def test_what_a_row_becomes() -> None:
    (raw, second, third) = opened(json_lines(BRIDGE), "jsonl").raws
    assert raw.data == json.dumps(BRIDGE[0], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert (raw.address, raw.source) == ("https://paper.example/a", "r1")
    assert raw.given == Given(
        "2031-05-02T10:00:00Z", None, "https://paper.example/a", "Bridge falls, again", ("Mary Bell",), "given"
    )
    assert columns_of(raw.media_type) == {
        "text": "body", "id": "id", "url": "url", "title": "headline", "published": "date", "byline": "author",
    }  # fmt: skip
    assert (second.address, second.source) == ("r2", "r2")
    assert third.captured is None


def test_a_row_without_a_name_has_that_of_its_line() -> None:
    (raw,) = opened(b'\n{"text": "x", "scraped_at": "02 May 2031 10:00 GMT"}', "jsonl").raws
    assert (raw.address, raw.source, raw.captured) == ("a.jsonl#2", "in/a.jsonl#2", "2031-05-02T10:00:00Z")
    (raw,) = opened(b'title,text\n,"a\nb"\n,\n\n', "csv").raws
    assert (raw.address, raw.source) == ("a.csv#2", "in/a.csv#2")


def test_the_person_goes_before_the_row() -> None:
    (raw, *_) = opened(json_lines(BRIDGE), "jsonl", given=Given(outlet="The Paper", published="2031-06-01")).raws
    assert (raw.given.outlet, raw.given.published, raw.given.title) == (
        "The Paper",
        "2031-06-01",
        "Bridge falls, again",
    )


def test_an_unreadable_day_is_left_out_and_told_and_the_row_is_read() -> None:
    found = opened(b'{"text": "x", "date": "soon", "modified": ""}', "jsonl")
    (raw,) = found.raws
    assert found.said == ["in/a.jsonl: published 'soon' is no day: read without it"]
    assert raw.given.published is None
    assert "published" not in (columns_of(raw.media_type) or {})


def test_guesses_are_said_once_and_what_is_named_is_not() -> None:
    found = opened(json_lines(BRIDGE), "jsonl", {"title": "headline"})
    (line,) = found.said
    assert line.startswith("in/a.jsonl: text from column 'body', published from column 'date', byline")
    assert "title" not in line
    assert "'id'" not in line  # a column called as the field is no guess
    assert "--text-field" in line


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"text": "x", "shelf": 3, "kicker": "y", "empty": "", "none": None}], "shelf, kicker"),
        ([{"text": "x", "shelf": 3}, {"text": "x", "row": 4}, {"text": "x", "shelf": 5}], "shelf, row"),
        ([{"text": "x", "html": "<p>x"}, {"text": "", "html": "<p>x"}], None),  # read in one of the rows
        ([{"text": "x", "summary": "y"}], "summary"),
        ([{"text": "x", "article": {"shelf": 1}}], "article"),
        ([{"text": "x"} | {f"c{n}": n for n in range(10, 24)}], ", ".join(f"c{n}" for n in range(10, 22)) + " and 2 more"),
        ([{"text": "x", "a\nb" + "c" * 50: 1}], "a b" + "c" * 37),
        ([{"text": "x", "id": "1"}], None),
        ([{"shelf": 3}], None),  # no report at all: that is said instead
    ],
)  # fmt: skip
def test_columns_that_are_not_read_are_named_once(rows: Rows, said: str | None) -> None:
    found = opened(json_lines(rows), "jsonl")
    assert found.said == ([] if said is None else [f"in/a.jsonl: columns not read: {said}"])


def test_a_text_goes_before_a_page_and_a_page_before_a_summary() -> None:
    def column(row: dict[str, str]) -> dict[str, str]:
        (raw,) = opened(json_lines([row]), "jsonl").raws
        return {f: c for f, c in (columns_of(raw.media_type) or {}).items() if f in ("text", "html")}

    assert column({"text": "x", "html": "<p>x"}) == {"text": "text"}
    assert column({"text": " ", "html": "<p>x", "summary": "y"}) == {"html": "html"}
    assert column({"text": "", "summary": "y"}) == {"text": "summary"}
    assert column({"content": "x", "text": ""}) == {"text": "content"}


BROKEN = [
    (b"nonsense", "broken JSON (Expecting value at character 1)"),
    (b'{"text": "x"', "broken JSON"),
    (b'{"text": "x\0"}', "zero bytes"),
    (b'["text"]', "a JSON list, not an object"),
    (b'"text"', "a JSON string, not an object"),
    (b"5", "a JSON number, not an object"),
    (b"null", "a JSON null, not an object"),
    (b'{"text": 5}', "its column 'text' is no text (int)"),
    (b'{"text": null, "title": "x"}', "its column 'text' is empty"),
    (b'{"text": ""}', "its column 'text' is empty"),
    (b'{"text": " \\n"}', "its column 'text' is empty"),
    (b'{"id": 7}', "no column that holds the text"),
    (b"[" * 100_000, "nested too deep"),
    (b'{"text": "x", "a": ' + b"[" * 300 + b"]" * 300 + b"}", "nested too deep"),
    (b'{"text": "x", "n": ' + b"9" * 5_000 + b"}", "broken JSON"),
    (b'{"text": "' + b"x" * LONGEST + b'"}', "a row of 50 MB"),
]


@pytest.mark.parametrize(("line", "words"), BROKEN, ids=[words for _, words in BROKEN])
def test_a_broken_line_costs_itself_alone(line: bytes, words: str) -> None:
    found = opened(b'{"text": "one"}\n' + line + b'\n{"text": "two"}\n', "jsonl")
    assert [json.loads(raw.data)["text"] for raw in (found.raws[0], found.raws[-1])] == ["one", "two"]
    assert len(found.all) == 3
    if words:
        assert found.failures[0].startswith("in/a.jsonl#2: ")
        assert words in found.failures[0]


def test_a_broken_object_in_a_list_costs_itself_alone() -> None:
    found = opened(b'[{"text": "one"},\n{"text": "two},\n {"text": "three"}, 5, {"text": "fo]u,r"}]', "json")
    assert [json.loads(raw.data)["text"] for raw in found.raws] == ["one", "three", "fo]u,r"]
    assert [line.split(": ")[0] for line in found.failures] == ["in/a.json#2", "in/a.json#4"]


@pytest.mark.parametrize(
    ("data", "read", "words"),
    [
        (b'[{"text": "one"}, {"text": "tw', 1, ["#2: broken JSON"]),
        (b'{"text": "one"}\n{"text":\n "two"}', 2, []),
        (b'{"status": "ok", "articles": [{"text": "one"}, 5, {"text": "two"}]}', 2, ["#2: a JSON number"]),
        (b'{"text": "one",\n "tags": [{"name": "x"}]}', 1, []),
        (b"[]", 0, ["no rows"]),
        (b"", 0, ["no rows"]),
        (b"  \n", 0, ["no rows"]),
        (b"5", 0, ["a JSON number"]),
        (b'[{"text": "one"}] rubbish', 1, []),
    ],
)
def test_json_that_is_no_simple_list(data: bytes, read: int, words: list[str]) -> None:
    found = opened(data, "json")
    assert len(found.raws) == read
    assert len(found.failures) == len(words)
    assert all(w in line for w, line in zip(words, found.failures, strict=True))


@given(st.lists(st.dictionaries(st.sampled_from(["text", "a", '"', "}"]), st.text('ab"\\{}[],\n'))), st.randoms())
def test_values_are_told_apart_wherever_a_file_is_cut_into_pieces(rows: Rows, chance: random.Random) -> None:
    from onrecord.sources.json_rows import json_values

    def cut(data: bytes) -> Iterator[bytes]:
        while data:
            size = chance.randint(1, 9)
            yield data[:size]
            data = data[size:]

    for indent in (None, 1):
        found = json_values(cut(json.dumps(rows, indent=indent).encode()), {}).records
        assert [record.values for record in found] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_delimiters_are_told_by_the_header(delimiter: str, kind: str) -> None:
    assert [json.loads(r.data) for r in opened(separated(BRIDGE, delimiter), kind).raws] == BRIDGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251"])
def test_encodings(encoding: str) -> None:
    words = "Совет собрался в понедельник, мост закрыт." if encoding == "cp1251" else "“Müller” – für 5 € am Dienstag."
    data = f'id,text\r\n1,"{words}"\r\n'.encode(encoding)
    (raw,) = opened(data, "csv").raws
    assert json.loads(raw.data) == {"id": "1", "text": words}


def test_a_line_in_another_set_is_read_too() -> None:
    data = "text\nMüller\n".encode() + b"x" * 70_000 + "\n“Ärger”, née\n".encode("cp1252")
    assert [json.loads(raw.data)["text"] for raw in opened(data, "tsv").raws][::2] == ["Müller", "“Ärger”, née"]


@pytest.mark.parametrize(
    ("data", "expect"),
    [
        (b'text,id\n"a ""b"" c",1\n', [{"text": 'a "b" c', "id": "1"}]),
        (b'text,id\n"a \\"b\\" c, d",1\n', [{"text": 'a "b" c, d', "id": "1"}]),
        (b"text,id\n5'11\" tall,1\n", [{"text": "5'11\" tall", "id": "1"}]),
        (b'text, id\n"a, b", "1, 2"\n', [{"text": "a, b", "id": "1, 2"}]),
        (b"sep=;\r\ntext;id\r\na,b;1\r\n", [{"text": "a,b", "id": "1"}]),
        (b"text,id\ra,1\rb,2\r", [{"text": "a", "id": "1"}, {"text": "b", "id": "2"}]),
        (b"text,id\r\na,1\r\n\r\nb\r\n", [{"text": "a", "id": "1"}, {"text": "b"}]),
        (b"\n\ntext,id\na,1,,\n", [{"text": "a", "id": "1"}]),
        (b",text,text,\n1,a,b,c\n", [{"column 1": "1", "text": "a", "text (2)": "b", "column 4": "c"}]),
        (b'text,id\n"a\n\nb",1', [{"text": "a\n\nb", "id": "1"}]),
        (b'text,id\n"' + b"a" * 3_000_000 + b'",1\n', [{"text": "a" * 3_000_000, "id": "1"}]),
    ],
)
def test_ways_of_writing_csv(data: bytes, expect: Rows) -> None:
    found = opened(data, "csv")
    assert found.failures == []
    assert [json.loads(raw.data) for raw in found.raws] == expect


@pytest.mark.parametrize(
    ("rows", "read", "failed"),
    [
        (b'1,"open\n2,b\n3,c\n', "bc", ["#2: a quotation mark opens"]),
        (b'1,"open\n2,b\n3,"c"\n4,d\n', "bcd", ["#2: a quotation mark opens"]),
        (b"1,a,x\n2,b\n", "b", ["#2: 3 cells in a table of 2 columns"]),
        (b"1,a\0\n2,b\n", "b", ["#2: it holds zero bytes"]),
        (b"1,\n2,b\n", "b", ["#2: no text: its column 'text'"]),
    ],
)
def test_a_broken_row_of_csv_costs_itself_alone(rows: bytes, read: str, failed: list[str]) -> None:
    found = opened(b"id,text\n" + rows, "csv")
    assert "".join(json.loads(raw.data)["text"] for raw in found.raws) == read
    assert len(found.failures) == len(failed)
    assert all(words in line for words, line in zip(failed, found.failures, strict=True))


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("csv", b"1,The council met on Monday and sat until ten.\n2,It rose.\n", "no header"),
        ("csv", b"2031-05-02,https://paper.example/a\n", "no header"),
        ("csv", b"id,foo\n1,x\n2,y\n", "--text-field or --html-field (there are: id, foo)"),
        ("csv", b'id,"foo\n1,x\n', "no header"),
        ("csv", b"", "no rows in it"),
        ("csv", b"id,text\n", "no rows in it"),
        ("jsonl", b'{"id": 1, "foo": "x"}\n' * 3, "no row of it is a report: no column that holds the text"),
        ("jsonl", b"\n\n", "no rows in it"),
        ("jsonl", b"The council met.\n" * 50, "no row of it is a report: broken JSON"),
        ("jsonl", b"The council met.\n" * 20_000, "none of its first 10,000 rows is a report: broken JSON"),
        ("parquet", b"PAR1 and nothing else", "broken Parquet file"),
        ("parquet", parquet([{"id": 1, "foo": "x"}]), "(there are: id, foo)"),
        ("parquet", parquet(BRIDGE)[:-5], "broken Parquet file"),
        ("parquet", parquet(BRIDGE)[:40] + parquet(BRIDGE)[-40:], "broken Parquet file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_of_reports(kind: str, data: bytes, words: str) -> None:
    found = opened(data, kind)
    assert found.raws == []
    assert words in found.failures[-1]
    assert len(found.failures) == 1


def test_a_misspelt_column_is_told_with_its_neighbours() -> None:
    found = opened(b"id,body\n1,x\n", "csv", {"text": "boddy"})
    assert found.failures == ["in/a.csv: no column 'boddy'; did you mean 'body'? (there are: id, body)"]


def test_a_column_inside_an_object() -> None:
    (raw,) = opened(b'{"article": {"words": "x"}}', "jsonl", {"text": "article.words"}).raws
    assert columns_of(raw.media_type) == {"text": "article.words"}


def test_parquet_of_every_type() -> None:
    import datetime as dt
    from decimal import Decimal

    table = pa.table(
        {
            "text": pa.array([b"The council met."], pa.binary()),
            "published": pa.array([dt.datetime(2031, 5, 2, 10)], pa.timestamp("ns")),
            "crawled": pa.array([dt.datetime(2031, 5, 3, 10)], pa.timestamp("us", "UTC")),
            "day": pa.array([dt.date(2031, 5, 2)], pa.date32()),
            "time": pa.array([dt.time(10, 5)], pa.time32("s")),
            "price": pa.array([Decimal("1.50")], pa.decimal128(5, 2)),
            "score": pa.array([float("nan")], pa.float64()),
            "authors": pa.array([["Mary Bell", "Tom Orr"]], pa.list_(pa.string())),
            "source": pa.array([{"name": "The Paper"}]),
            "map": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
            "word": pa.array(["x"]).dictionary_encode(),
            "none": pa.nulls(1),
            "span": pa.array([dt.timedelta(seconds=5)], pa.duration("us")),
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    (raw,) = opened(out.getvalue(), "parquet").raws
    assert json.loads(raw.data) == {
        "text": "The council met.", "published": "2031-05-02T10:00:00", "crawled": "2031-05-03T10:00:00+00:00",
        "day": "2031-05-02", "time": "10:05:00", "price": "1.50", "authors": ["Mary Bell", "Tom Orr"],
        "source": {"name": "The Paper"}, "map": {"a": 1}, "word": "x", "span": 5.0,
    }  # fmt: skip
    assert raw.given.byline == ("Mary Bell", "Tom Orr")
    assert raw.captured == "2031-05-03T10:00:00+00:00"


def test_a_damaged_group_of_parquet_costs_itself_alone() -> None:
    rows = [{"id": f"r{n}", "text": f"The council met on day {n}. " + "x" * 50} for n in range(30)]
    data = bytearray(parquet(rows, row_group_size=10, compression="none", use_dictionary=False))
    at = data.index(b"day 15")
    data[at - 400 : at + 200] = b"\xff" * 600
    found = opened(bytes(data), "parquet")
    read = [raw.source for raw in found.raws]
    assert read[:10] == [f"r{n}" for n in range(10)]
    assert read[-10:] == [f"r{n}" for n in range(20, 30)]


def test_a_bomb_of_parquet_is_passed_over() -> None:
    rows = [{"text": "Rain fell."}, {"text": "a" * 60_000_000}, {"text": "Snow fell."}]
    found = opened(parquet(rows, row_group_size=1, compression="zstd", use_dictionary=False), "parquet")
    assert [json.loads(raw.data)["text"] for raw in found.raws] == ["Rain fell.", "Snow fell."]
    assert found.failures == [
        "in/a.parquet#2: its rows open to more than 200 times their size: no text packs that well; 1 rows are passed over"
    ]
    found = opened(parquet(rows, row_group_size=1, compression="none", use_dictionary=False), "parquet")
    assert found.failures == [
        "in/a.parquet#2: a row of 60 MB (the limit is 50 MB): no report is that long; 1 rows are passed over"
    ]


def test_a_line_of_200_mb_is_passed_over_in_bounded_memory() -> None:
    class Long(io.RawIOBase):
        """Ninety characters of a row, 200 MB of one line, and a row."""

        def __init__(self) -> None:
            self.parts = iter([b'{"text": "one"}\n{"text": "', *[b"x" * 1_000_000] * 200, b'"}\n{"text": "two"}\n'])

        def read(self, size: int = -1) -> bytes:
            return next(self.parts, b"")

    tracemalloc.start()
    found = list(open_rows(Opened(Long(), "a.jsonl", "a.jsonl"), Asked(), "jsonl"))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(f, Failure) for f in found] == [False, True, False]
    assert isinstance(found[1], Failure)
    assert found[1].why == "a row of 200 MB (the limit is 50 MB): no report is that long"
    assert peak < 120_000_000


@pytest.mark.parametrize("kind", ["jsonl", "csv", "json"])
def test_memory_does_not_grow_with_the_rows(kind: str) -> None:
    def peak(count: int) -> int:
        class Many(io.RawIOBase):
            def __init__(self) -> None:
                row = WRITERS["jsonl" if kind == "json" else kind](
                    [{"id": "r", "text": "The council met. " * 300}] * 20
                )
                self.parts = iter(
                    [WRITERS[kind]([{"id": "r", "text": "x"}])] * (kind == "csv")
                    + [row[row.index(b"\n") + 1 :]] * count
                )

            def read(self, size: int = -1) -> bytes:
                return next(self.parts, b"")

        tracemalloc.start()
        seen = sum(1 for _ in open_rows(Opened(Many(), "a", "a"), Asked(), kind))  # type: ignore[arg-type]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seen >= count * 19
        return found

    peak(2)
    assert peak(60) < 1.1 * peak(12) + 100_000


def test_a_stream_that_fails_ends_with_its_reason() -> None:
    class Failing(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 1

        def read(self, size: int = -1) -> bytes:
            if self.left:
                self.left = 0
                return b'{"text": "one"}\n' * 5_000
            raise OSError("the disk is gone")

    found = list(open_rows(Opened(Failing(), "a.jsonl", "a.jsonl"), Asked(), "jsonl"))  # type: ignore[arg-type]
    assert len(found) == 5_001
    assert found[-1] == Failure("a.jsonl", "cannot read on: the disk is gone")


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(rows_module.KINDS))
def test_any_bytes(data: bytes, kind: str) -> None:
    found = opened(data, kind)
    assert found.all
    assert opened(data, kind).all == found.all


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["text", ",", '"', '""', "\n", "\r\n", "\\", "{", "}", "[", "]", ":", "a", " ", ";", "\t"])
    ),
    st.sampled_from(["csv", "tsv", "json", "jsonl"]),
)
def test_any_pieces(parts: list[str], kind: str) -> None:
    assert opened("".join(["id,text\n" if kind[1:] == "sv" else "", *parts]).encode(), kind).all


def test_rows_that_fail_before_the_first_report_are_told_one_by_one() -> None:
    found = opened(b'{"id": 1}\n' * 30 + b'{"text": "x"}\nbroken\n', "jsonl")
    assert len(found.raws) == 1
    assert [line.split(": ")[0] for line in found.failures] == [f"in/a.jsonl#{n}" for n in [*range(1, 31), 32]]


def test_empty_texts_are_no_reason_to_leave_a_table() -> None:
    found = opened(b"id,text\n" + b"1,\n" * 12_000 + b"2,Rain fell.\n", "csv")
    assert len(found.failures) == 12_000
    assert len(found.raws) == 1
