"""What an input is, by its bytes and by its name."""

from __future__ import annotations

import pytest

from onrecord.sources.formats import tell

from .archives import PAGE, TEXT


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PAGE, "a", "page"),
        (PAGE, "a.csv", "page"),
        (TEXT, "a", "page"),
        (TEXT, "a.csv", "csv"),
        (TEXT, "a.tsv", "tsv"),
        (b'{"text": "x"}\n', "-", "jsonl"),
        (b'{"text": "x"}', "a.json", "json"),
        (b'{"text": "x"}\n', "a.ndjson", "jsonl"),
        (b'{\n  "text": "x"\n}\n', "-", "json"),
        (b'[{"text": "x"}]', "-", "json"),
        (b'\xef\xbb\xbf[\n  {"text": "x"}]', "a.jsonl", "jsonl"),
        (b"[Photo: the harbour]\nThe council met.\n", "-", "page"),
        (b"{braces} in a text\n", "-", "page"),
        (b'{"text": "' + b"a" * 70_000, "-", "jsonl"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "-", "feed"),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<rss version="2.0">', "-", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a.xml", "feed"),
        (b'<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "b">]><rdf:RDF xmlns="x">', "-", "feed"),
        ('\ufeff<?xml version="1.0" encoding="utf-16"?><rss>'.encode("utf-16-le"), "-", "feed"),
        (b"PAR1\x15", "-", "parquet"),
        (b"WARC/1.1\r\n", "-", "warc"),
        (b"  WARC is a format", "-", "page"),
        (b"BZh91AY", "-", "bzip2"),
        (b"\x00", "a.warc", "warc"),
    ],
)
def test_what_it_is(data: bytes, name: str, kind: str) -> None:
    assert tell(data, name).kind == kind


def test_a_named_column_tells_a_table_that_has_no_name() -> None:
    table = b"\xef\xbb\xbfNr;Inhalt\n1;The council met.\n"
    assert tell(table, "-").kind == "page"
    assert tell(table, "-", ["Inhalt"]).kind == "csv"
    assert tell(table, "a.txt", ["Inhalt"]).kind == "page"


def test_telling_takes_time_by_the_length() -> None:
    for data in (
        b"<!--" * 16_000,
        b"<?a" * 20_000,
        b"<!DOCTYPE " * 6_000,
        b'{"' * 30_000,
        b"a: b\r\n" * 10_000,
        b" " * 65_000,
        b"[{" * 30_000,
        b"<!-- -->" * 8_000,
    ):
        tell(data, "a")
