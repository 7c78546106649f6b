"""The desk in a network that leads nowhere: everything it shows, it has itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.faces.desk.conftest import NAMES

WAYS = (["unshare", "-n"], ["unshare", "-rn"])  # as root, and as somebody who may be root of a space of his own


@pytest.fixture(scope="module")
def apart() -> list[str]:
    """The command that runs another one in a network of its own."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    why = ""
    for way in WAYS:
        tried = subprocess.run([*way, "true"], capture_output=True, text=True, timeout=60, check=False)
        if tried.returncode == 0:
            return way
        why = tried.stderr.strip()
    pytest.skip(f"no network of one's own may be made here ({why})")


def test_everything_is_there_without_a_network(
    apart: list[str], examples: Path, ids: Mapping[str, str], root: Path
) -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path")
    paths = [
        "/",
        f"/story/{ids['story']}",
        f"/report/{ids['report']}?raw=1",
        f"/record/{ids['record']}",
        f"/person/{quote(ids['name'])}",
        f"/compare/{ids['pair']}",
        "/-/search?q=dam",
        "/review",
        "/add",
        "/quotes",
    ]
    command = [*apart, sys.executable, "-m", "tests.faces.desk.alone", str(examples), chromium, *paths]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    found = json.loads(done.stdout)
    assert found["outside"] is False
    assert found["failed"] == []
    assert set(found["seen"]) == set(paths)
    assert all(found["seen"].values())
    names = {url.rpartition("/")[2] for url in found["loaded"]}
    assert {"desk.css", "desk.js", "raw.css", "raw"} <= names
