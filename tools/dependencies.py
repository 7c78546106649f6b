#!/usr/bin/env python3
"""Bring the tables of docs/dependencies.md up to the lock files: versions, and what brings what.

Licences and reasons that stand there are kept; a new row takes its licence from the installed package, and "?"
where that says nothing (a test refuses "?": read the licence and write it in).
"""

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

DOC = Path("docs/dependencies.md")
LOCKS = {"core": Path("locks/core.lock"), "dev": Path("locks/dev.lock"), "train": Path("locks/train.lock")}
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of a lock: its name, its version, and what asks for it ("" is onrecord itself)."""

    name: str
    version: str
    asked_by: tuple[str, ...]


def read_lock(path: Path) -> dict[str, Locked]:
    """The packages of a lock by name; of one locked once for each Python, the first."""
    found: dict[str, Locked] = {}
    for entry in re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        pin = re.match(r"([a-z0-9][\w.-]*)==([^\s;\\]+)", entry)
        if pin is None or pin[1] in found:
            continue
        comments = " ".join(re.findall(r"^ +# +(.+)$", entry, re.MULTILINE)).removeprefix("via").split()
        asked = tuple("" if by.startswith("onrecord") else by for by in comments if re.match(r"[a-z]", by))
        found[pin[1]] = Locked(pin[1], pin[2], asked)
    return found


def licence(name: str) -> str:
    """What the installed package says its licence is, "?" where it says nothing or is not installed."""
    try:
        data = metadata.distribution(name).metadata
    except metadata.PackageNotFoundError:
        return "?"
    classified = [line.split("::")[-1].strip() for line in data.get_all("Classifier") or [] if "License" in line]
    stated = [data.get("License-Expression") or "", (data.get("License") or "").split("\n")[0], *classified]
    return next((line for line in stated if line), "?")


def table(packages: list[Locked], kept: dict[str, tuple[str, str]]) -> str:
    """A Markdown table: package, version, licence, why."""
    lines = ["| package | version | licence | why |", "|---|---|---|---|"]
    for one in packages:
        known_licence, why = kept.get(one.name, ("?", "?"))
        if known_licence == "?":
            known_licence = licence(one.name)
        if "" not in one.asked_by:
            why = "brought by " + ", ".join(one.asked_by)
        lines.append(f"| `{one.name}` | {one.version} | {known_licence} | {why} |")
    return "\n".join(lines)


def main() -> None:
    """Rewrite the tables between their markers."""
    text = DOC.read_text(encoding="utf-8")
    kept = {name: (lic, why) for name, _, lic, why in ROW.findall(text)}
    core = read_lock(LOCKS["core"])
    more = {which: read_lock(path) for which, path in LOCKS.items() if which != "core"}
    added = {which: {n: one for n, one in found.items() if n not in core} for which, found in more.items()}
    for which, packages in {"core": core, **added}.items():
        for part, direct in (("direct", True), ("brought", False)):
            chosen = [one for one in packages.values() if ("" in one.asked_by) is direct]
            marker = re.compile(rf"(<!-- {which} {part} -->\n).*?(\n<!-- end -->)", re.DOTALL)
            rows = table(chosen, kept)
            text = marker.sub(lambda found, rows=rows: found[1] + rows + found[2], text)  # type: ignore[misc]
    DOC.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
