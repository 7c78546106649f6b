"""A ledger of a few short reports, and the command line to ask it by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from onrecord.faces import api
from onrecord.faces.cli import main


def laid(folder: Path, reports: Mapping[str, str], days: Mapping[str, str]) -> Path:
    """The path of a new ledger in `folder` that holds `reports`, texts by the name of their file.

    `days` are those of publication by the same names; a report that has none there states none. The outlet is named
    after the file ("wire.txt": "The Wire").
    """
    with api.Ledger(folder / "desk.db") as ledger:
        for name, text in reports.items():
            (folder / name).write_text(text, encoding="utf-8")
            ledger.add([folder / name], published=days.get(name), outlet=f"The {Path(name).stem.title()}")
    return folder / "desk.db"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """What a command leaves: its exit status, what it printed, and what it said beside that."""
    with pytest.raises(SystemExit) as left:
        main(list(words))
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err
