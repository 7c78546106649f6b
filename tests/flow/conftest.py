"""The example reports, read once for all tests of the flow."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading

Printer = Callable[[Reading], bytes]


@pytest.fixture(scope="session")
def raws(root: Path) -> list[Raw]:
    """The examples as found, in order of name."""
    return [Raw(path.read_bytes(), path.name, path.name) for path in sorted((root / "examples" / "reports").iterdir())]


@pytest.fixture(scope="session")
def memory() -> dict[str, str]:
    """What `readings` remembered of paragraphs."""
    return {}


@pytest.fixture(scope="session")
def readings(raws: list[Raw], memory: dict[str, str]) -> list[Reading]:
    """The examples read one after another, with one memory of paragraphs."""
    found = list(flow.read(raws, memory))
    assert not [one for one in found if isinstance(one, Failure)]
    return [one for one in found if isinstance(one, Reading)]


@pytest.fixture(scope="session")
def printed() -> Printer:
    """A reading as the bytes that are printed."""
    return lambda reading: json.dumps(reading.as_dict(), ensure_ascii=False).encode()
