"""Stages: what fails is tried again, what is done is not done again, who ends a worker is found."""

import json
from pathlib import Path
from typing import Any

from .conftest import needs_daft, python

SCRIPT = """
import json, sys
from pathlib import Path
from onrecord.faces.exits import leave
from onrecord.scale.runner import Runner
from onrecord.shapes.errors import OnrecordError
said, told = [], []
runner = Runner(workers=2, say=said.append)
with runner.started():
    for tasks in json.loads(sys.argv[1]):
        try:
            told.append(runner.run("chores", "chores:chore", tasks, {"plus": 1}, Path(sys.argv[2])))
        except OnrecordError as error:
            told.append(str(error))
count = runner.counted["chores"]
print("told", json.dumps([told, said, count.tasks, count.before, count.retries]))
leave(0)
"""


def run(root: Path, out: Path, *rounds: dict[str, Any]) -> Any:
    done = python(root, "-c", SCRIPT, json.dumps(rounds), str(out))
    line = next((line for line in done.stdout.splitlines() if line.startswith("told ")), None)
    assert line is not None, done.stderr
    return json.loads(line[5:])


@needs_daft
def test_what_fails_is_tried_again_and_what_is_done_is_not(root: Path, tmp_path: Path) -> None:
    tasks: dict[str, Any] = {f"k{n}": {"n": n, "fails": int(n == 1)} for n in range(4)}
    hopeless = {**tasks, "bad": {"n": 9, "fails": 99}}
    told, said, done, before, retries = run(root, tmp_path, tasks, tasks, hopeless)
    assert told[0] == told[1] == {f"k{n}": {"n": n + 1, "alone": False} for n in range(4)}
    assert told[2].startswith("chores: 1 of 5 failed (OSError: bad failed at try 2)")
    assert (done, before, retries) == (4, 8, 3)
    assert said[0] == "chores: 1 of 4 tried again (OSError: k1 failed at try 0)"
    assert (tmp_path / "k2.tries").read_text() == "1"


@needs_daft
def test_a_worker_that_ends_costs_no_task(root: Path, tmp_path: Path) -> None:
    tasks: dict[str, Any] = {f"k{n}": {"n": n, "dies": 2 * (n == 2)} for n in range(5)}
    told, _, done, _, retries = run(root, tmp_path, tasks)
    assert {key: row["n"] for key, row in told[0].items()} == {f"k{n}": n + 1 for n in range(5)}
    assert told[0]["k2"]["alone"]
    assert done == 5
    assert retries >= 2


def test_without_the_extra_one_line_says_what_to_install(root: Path, tmp_path: Path) -> None:
    (tmp_path / "daft.py").write_text("raise ImportError('no')\n")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from onrecord.faces.cli import main; main()"
    done = python(root, "-c", code, str(tmp_path), "scale", "read", str(tmp_path), "--to", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr == "onrecord: working over many machines needs Daft: pip install 'onrecord[scale]'\n"
    assert not (tmp_path / "out").exists()
