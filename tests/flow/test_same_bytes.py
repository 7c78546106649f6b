"""The same report gives the same bytes: alone, among others, in any order, with any memory, in any process."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from onrecord import filing, flow
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading

Printer = Callable[[Reading], bytes]


@pytest.fixture(scope="session")
def expected(readings: list[Reading], printed: Printer) -> dict[str, bytes]:
    return {reading.report.source: printed(reading) for reading in readings}


def read(raws: Iterable[Raw], memory: flow.Cache, printed: Printer) -> list[tuple[str, bytes]]:
    return [(one.report.source, printed(one)) for one in flow.read(raws, memory) if isinstance(one, Reading)]


def test_alone(raws: list[Raw], expected: dict[str, bytes], printed: Printer) -> None:
    for raw in raws[1::3]:
        assert read([raw], {}, printed) == [(raw.source, expected[raw.source])]


def test_reversed_in_a_batch_of_64(raws: list[Raw], expected: dict[str, bytes], printed: Printer) -> None:
    batch = (raws[::-1] * 8)[:64]
    assert read(batch, {}, printed) == [(raw.source, expected[raw.source]) for raw in batch]


def test_with_everything_remembered(
    raws: list[Raw], memory: dict[str, str], expected: dict[str, bytes], printed: Printer
) -> None:
    warm = dict(memory)
    assert warm
    assert dict(read(raws, warm, printed)) == expected
    assert warm == memory


def test_remembered_by_a_ledger(raws: list[Raw], expected: dict[str, bytes], printed: Printer, tmp_path: Path) -> None:
    with Store(tmp_path / "one.db", KINDS, create=True) as store:
        ids = [filing.keep(store, raw)[0] for raw in raws]
    with Store(tmp_path / "one.db", KINDS) as store:
        assert dict(read(raws, store.paragraphs, printed)) == expected
        kept = [store.reading(name) for name in ids if isinstance(name, str)]
        assert {one.report.source: printed(one) for one in kept} == expected


def test_in_another_process(raws: list[Raw], expected: dict[str, bytes], root: Path) -> None:
    """Nothing may hang on the order of a set: each process orders them in its own way."""
    some = raws[2::3]
    program = (
        "import hashlib, json, pathlib\n"
        "from onrecord import flow\n"
        "from onrecord.shapes.raw import Raw\n"
        "for path in sorted(pathlib.Path('examples/reports').iterdir())[2::3]:\n"
        "    reading = flow.read_one(Raw(path.read_bytes(), path.name, path.name), {})[0]\n"
        "    print(hashlib.sha256(json.dumps(reading.as_dict(), ensure_ascii=False).encode()).hexdigest())\n"
    )
    due = [hashlib.sha256(expected[raw.source]).hexdigest() for raw in some]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == due
