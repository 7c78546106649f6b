"""What stories without a title and reports without an outlet are called."""

from pathlib import Path

import pytest

from onrecord.shapes import called
from onrecord.shapes.table import parse

_FILE = Path(__file__).with_name("called.tsv")
CASES = parse(_FILE.read_text(encoding="utf-8"), _FILE.name, ("what", "given", "called"), key=("what", "given"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['what']} {c['given'][:30]}")
def test_called(case: dict[str, str]) -> None:
    how = called.source if case["what"] == "source" else called.beginning
    assert how(case["given"].replace("|", "\n")) == case["called"]


def test_what_stands_above_a_report_is_not_its_beginning() -> None:
    text = "By Ruth Pell\nTwo cranes fell."
    blocks = [{"start": 0, "end": 12, "kind": "byline"}, {"start": 13, "end": 29, "kind": "body"}]
    assert called.beginning(text, blocks) == "Two cranes fell."


def test_a_title_goes_before_words_and_words_are_quoted() -> None:
    given = (("Cranes", "Two"), (None, "Two"), (None, None))
    assert [called.story(*one) for one in given] == ["Cranes", "“Two”", called.NAMELESS]


def test_files_of_one_name_are_told_apart() -> None:
    found = {"r1": "a/k.txt", "r2": "b/k.txt", "r3": "b/m.txt", "r4": "n.txt", "r5": "n.txt"}
    assert called.apart(found) == {"r1": "a/k.txt", "r2": "b/k.txt", "r3": "m.txt", "r4": "r4", "r5": "r5"}
