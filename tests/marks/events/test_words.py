"""Lists that name rows of modality.tsv name rows that are there."""

import re
from importlib import resources
from pathlib import Path

import pytest

from onrecord.marks.events.tables import PACKAGE, effects
from onrecord.marks.events.words import words_of

AS_RULES = re.compile(r'f"modality\.tsv:\{w\}" for w in words_of\("([^"]+)"\)')
NAMES = sorted(
    name
    for file in Path(str(resources.files(PACKAGE))).glob("*.py")
    for name in AS_RULES.findall(file.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("name", NAMES)
def test_each_word_has_a_row(name: str) -> None:
    assert words_of(name) <= {word for _, word in effects()}


def test_the_lists_are_found() -> None:
    assert len(NAMES) > 9
