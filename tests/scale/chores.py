"""Tasks for workers that fail, for the tests of the runner."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def chore(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Give the task back; at the first tries fail, or end the program, as often as it is told to."""
    count = out / f"{key}.tries"
    tries = int(count.read_text()) if count.exists() else 0
    count.write_text(str(tries + 1))
    if tries < task.get("fails", 0):
        raise OSError(f"{key} failed\nat try {tries}")
    if tries < task.get("dies", 0):
        os._exit(9)
    return {"n": task["n"] + shared["plus"], "alone": bool(task.get("alone"))}
