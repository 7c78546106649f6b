"""What is written once and never half: files under a temporary name first, notes of what is done, stage by stage."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

WORK = "_work"  # folder of results in between, and of notes of what is done


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; whoever writes the same name at once writes the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two machines may write the same file, each under a name of its own.
    part = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def as_bytes(value: Any) -> bytes:
    """A value as the bytes of a JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def note_path(out: Path, stage: str, key: str) -> Path:
    """Where a stage notes that the task called `key` is done."""
    return out / WORK / stage / f"{key}.json"


def begun_path(out: Path, stage: str, key: str) -> Path:
    """What lies there while a task is under way; a worker that dies leaves it."""
    return out / WORK / stage / f"{key}.begun"


def note(out: Path, stage: str, key: str) -> dict[str, Any] | None:
    """What a task gave, None where it is not done."""
    try:
        found: dict[str, Any] = json.loads(note_path(out, stage, key).read_bytes())
    except (OSError, ValueError):
        return None
    return found


def sha(data: bytes) -> str:
    """The bytes' fingerprint, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
