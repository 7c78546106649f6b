"""Whole reports as they are printed, a field or a mark a line: read the difference before you keep it (make golden)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.marks.kinds import KINDS
from onrecord.shapes.reading import Reading

FOLDER = Path(__file__).parent / "golden"
LISTS = ("blocks", *(kind.plural for kind in KINDS))


def lines(record: dict[str, Any]) -> str:
    """JSON with one line for each field, block and mark. The reader's version is left out: any table row changes it."""
    out = []
    for name, value in record.items():
        if name == "reader":
            continue
        if name in LISTS:
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            out.append(f" {json.dumps(name)}: [\n{rows}\n ]")
        else:
            out.append(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(out) + "\n}\n"


@pytest.mark.parametrize("source", ["02-courier-wire-copy.txt", "06-courier-correction.html"])
def test_a_whole_report(source: str, readings: list[Reading], golden: Callable[[Path, str], None]) -> None:
    reading = next(one for one in readings if one.report.source == source)
    text = lines(reading.as_dict())
    assert json.loads(text)["text"] == reading.text
    golden(FOLDER / f"{source}.json", text)
