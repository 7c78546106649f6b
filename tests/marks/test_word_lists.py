"""Lists of words: each is used by its room and tells what it holds; what is wrong in a table is said with its line."""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from onrecord.marks import word_lists
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load, parse

ROOMS = ("events", "figures", "mentions", "quotes", "times")
USED = re.compile(r'words_of\((?:"([^"]+)"|\'([^\']+)\')\)')


def names_in_code(room: str) -> Iterator[str]:
    for file in Path(str(resources.files("onrecord.marks") / room)).glob("*.py"):
        for double, single in USED.findall(file.read_text(encoding="utf-8")):
            yield double or single


@pytest.mark.parametrize("room", ROOMS)
def test_every_list_is_used_and_every_list_used_is_there(room: str) -> None:
    rows = load(f"onrecord.marks.{room}", word_lists.TABLE, word_lists.COLUMNS)
    assert set(names_in_code(room)) == {row["list"] for row in rows}


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_lists_are_the_same(room: str) -> None:
    rows = load(f"onrecord.marks.{room}", word_lists.TABLE, word_lists.COLUMNS)
    assert len({word_lists.of_package(f"onrecord.marks.{room}")(row["list"]) for row in rows}) == len(rows)


def test_entries_of_several_words_stand_between_bars() -> None:
    rows = parse("list\twords\ttells\nsome\ta few|several\tx\nlate\ttill until\tx\n", "t.tsv", word_lists.COLUMNS)
    assert word_lists.lists(rows) == {"some": {"a few", "several"}, "late": {"till", "until"}}


def test_a_word_that_stands_twice_is_told() -> None:
    rows = parse("list\twords\ttells\nlate\ttill until till\tx\n", "t.tsv", word_lists.COLUMNS)
    with pytest.raises(TableError, match=r"t\.tsv:2: till stands twice in late"):
        word_lists.lists(rows)


def test_either_takes_the_longest() -> None:
    found = re.match(word_lists.either({"a couple", "a couple of", "a.b"}), "a couple of days")
    assert found is not None
    assert found[0] == "a couple of"
    assert re.match(word_lists.either({"a.b"}), "axb") is None
