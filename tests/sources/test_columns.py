"""Which column holds what: the person's word first, then the names that columns go by."""

import itertools
from pathlib import Path

import pytest

from onrecord.shapes.row import FIELDS
from onrecord.shapes.table import load
from onrecord.sources.columns import SUMMARY, _key, guess, is_header, is_table, without_text

_TABLE = Path(__file__).with_name("columns.tsv").read_text(encoding="utf-8").splitlines()[3:]


def pairs(cell: str) -> dict[str, list[str]]:
    found = (pair.partition("=") for pair in cell.split()) if cell != "-" else ()
    return {field: columns.replace("_T", " T").split(",") for field, _, columns in found}


@pytest.mark.parametrize("line", _TABLE)
def test_guesses(line: str) -> None:
    names, asked, expect = line.split("\t")
    named = {field: columns[0] for field, columns in pairs(asked).items()}
    orders = list(itertools.permutations(names.split(",")))
    assert all(guess(order, named) == pairs(expect) for order in orders)


def test_no_name_stands_twice_for_a_field() -> None:
    found = [
        (row["field"], _key(row["column"]))
        for row in load("onrecord.sources", "columns.tsv", ("field", "column", "rank"), key=())
    ]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        (b"id,title,text", True),
        (b'\xef\xbb\xbf"id";"Article Text"\r', True),
        (b"Title\tBody", True),
        (b"id,title", False),
        (b"text", False),
        (b"Text, and more of it", False),
        (b"", False),
        (b"title,text,The council met", False),
    ],
)
def test_a_header_is_known_by_its_names(line: bytes, expect: bool) -> None:
    assert is_header(line) is expect


@pytest.mark.parametrize(
    ("head", "expect"),
    [
        (b"Nr;Datum;Titel;Inhalt\n1;2031-05-02;Rain;The council met.\n", True),
        (b"\xef\xbb\xbfNr;Kicker;Titel;Text\r\n\r\n1;Rain;Wet;The council met.\r\n2;;;\r\n", True),
        (b'Shelf,Title,Text\n3,Rain,The council met\n4,Snow,"It met,\nand rose."\n', True),
        (b'Shelf,Title,Text\n3,Rain,"The council met.\n\nIt rose.\n\nIt met."\n4,Snow,It rose\n', True),
        (b'Shelf,Title,Text\n3,Rain,"The council met."\nIt rose.\n', False),
        (b"Shelf\tTitle\tText\n3\tRain\tThe council met\n", True),
        (b"Nr;Kicker;Inhalt\n1;Rain;The council met.\n", False),  # one known name is chance
        (b"Nr;Datum;Titel;Inhalt\nThe council met.\n", False),
        (b"Nr;Datum;Titel;Inhalt\n", False),
        (b"News | Opinion | Media | Sport\nThe council met on Monday.\n", False),
        (b"Shelf, title, text, and more of it.\n1, 2, 3, 4\n", False),
        (b"\n\n", False),
        (b"", False),
    ],
)
def test_a_table_is_known_by_its_first_lines(head: bytes, expect: bool) -> None:
    assert is_table(head) is expect


def test_a_column_that_the_person_named_makes_a_header() -> None:
    line = b'Nr;"Inhalt";Zeitung\r'
    assert not is_header(line)
    assert is_header(line, ["Inhalt"])
    assert not is_header(line, ["Nr;"])
    assert not is_header(b"Inhalt", ["Inhalt"])


def test_every_field_has_names() -> None:
    for field in (*FIELDS, SUMMARY):
        if field != SUMMARY:
            assert field in guess([field], {})


def test_what_is_said_of_a_table_without_text() -> None:
    assert without_text(["id", "foo"], {}) == (
        "no column that holds the text; name it with --text-field or --html-field (there are: id, foo)"
    )
    assert without_text(["id", "boddy"], {"text": "body"}) == (
        "no column 'body'; did you mean 'boddy'? (there are: id, boddy)"
    )
    assert "and 88 more" in without_text([f"c{n}" for n in range(100)], {})
