"""Rule tables: what is wrong in one is said with file and line."""

import pytest

from onrecord.shapes.errors import TableError
from onrecord.shapes.table import parse

COLUMNS = ("verb", "forms", "note")
WRONG = [
    ("", "no header line"),
    ("verb\tforms\n", "expected verb forms note"),
    ("verb\tforms\tnote\nsay\tsaid\n\tx\ty\n", "t.tsv:3: empty cell in column verb"),
    ("verb\tforms\tnote\nsay\tsaid\tx\tmore\n", "t.tsv:2: 4 cells"),
    ("verb\tforms\tnote\nsay\ta\tb\n# why\nsay\tc\td\n", "t.tsv:4: say stands already in line 2"),
    ("verb\tforms\tnote\nsay\n", "t.tsv:2"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_wrong_tables_name_their_line(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        parse(text, "t.tsv", COLUMNS, optional=("note",))


def test_rows_and_words() -> None:
    rows = parse(
        "# what\nverb\tforms\tnote\nsay\tsays said\t\ntell\tnot tell|told\tx\n", "t.tsv", COLUMNS, optional=("note",)
    )
    assert [r["verb"] for r in rows] == ["say", "tell"]
    assert rows[0].words("forms") == ("says", "said")
    assert rows[1].words("forms") == ("not tell", "told")
    assert (rows[0]["note"], rows[1].line) == ("", 4)


def test_optional_columns_may_be_left_off_at_the_end() -> None:
    assert parse("verb\tforms\tnote\nsay\tsaid\n", "t.tsv", COLUMNS, optional=("note",))[0]["note"] == ""
