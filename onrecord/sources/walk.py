"""Which files are meant: those named, those below a folder, those that fit a pattern; in a fixed order."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.shapes.raw import Failure
from onrecord.shapes.table import load
from onrecord.sources.limits import reason
from onrecord.sources.special import sort

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Named:
    """One file: where it is, how the person named it, its address below the folder named; `alone`: named itself."""

    path: str
    source: str
    address: str
    alone: bool = False


def walk(path: str) -> Iterator[Named | Failure]:
    """The file at `path`, the files below the folder there, or what fits the pattern (`*`, `?`, `[…]`, `**`).

    A pattern is one only when nothing has that very name; what fits it is taken as though each had been named.
    """
    if os.path.isdir(path):
        yield from _folder(path)
    elif is_pattern(path):
        found = False
        for each in matches(path):
            found = True
            yield from _folder(each) if os.path.isdir(each) else (_file(each),)
        if not found:
            yield Failure(shown(path), "no file fits this pattern")
    else:
        yield _file(path)


def is_pattern(path: str) -> bool:
    """True when `path` holds a wildcard and is the name of nothing."""
    return bool(_WILD.search(path)) and "\0" not in path and not os.path.lexists(path)


def matches(pattern: str) -> Iterator[str]:
    """What fits a pattern, sorted: files and folders; files only where it holds `**` (any folders, hidden ones not)."""
    parts = pattern.split(os.sep)
    first = next(n for n, part in enumerate(parts) if _WILD.search(part))
    root = os.sep.join(parts[:first]) or (os.sep if pattern.startswith(os.sep) else "")
    if "**" in parts:
        wanted = _as_regex(parts[first:])
        for named in below(root or os.curdir):
            if isinstance(named, Named) and wanted.fullmatch(named.address):
                yield os.path.join(root, named.address)
    else:
        yield from _level(root, parts[first:])


def _level(root: str, parts: list[str]) -> Iterator[str]:
    """What fits a pattern of as many names as `parts` below `root`."""
    part, rest = parts[0], parts[1:]
    if not _WILD.search(part):
        names = [part]
    else:
        try:
            listed = os.listdir(root or os.curdir)
        except OSError:
            return
        fits = re.compile(fnmatch.translate(part)).match
        names = sorted((n for n in listed if fits(n) and (part[0] == "." or n[0] != ".")), key=os.fsencode)
    for name in names:
        path = os.path.join(root, name) if name else root + os.sep
        if rest:
            yield from _level(path, rest) if os.path.isdir(path) else ()
        elif os.path.lexists(path):
            yield path


def _as_regex(parts: list[str]) -> re.Pattern[str]:
    """A pattern with `**` for the address of a file below the folder where its wildcards begin."""
    out = ""
    for n, part in enumerate(parts):
        last = n == len(parts) - 1
        if part == "**":
            out += ".*" if last else "(?:[^/]+/)*"
        else:
            name = fnmatch.translate(part).removeprefix("(?s:").removesuffix(r")\Z")
            out += name.replace(".*", "[^/]*") + ("" if last else "/")
    return re.compile(out, re.S)


def _file(path: str) -> Named:
    return Named(path, shown(path), shown(os.path.basename(path)) or shown(path), alone=True)


def _folder(path: str) -> Iterator[Named | Failure]:
    none = True
    for named in below(path):
        none = False
        yield named
    if none:
        yield Failure(shown(path), "no files in this folder")


def below(folder: str) -> Iterator[Named | Failure]:
    """The files below `folder`, sorted by name in each; links to folders are not followed: they may run in circles."""
    waiting: list[tuple[str, str]] = [(folder, "")]
    while waiting:
        path, address = waiting.pop()
        if address and not os.path.isdir(path):
            if told := _unread(path):
                yield Failure(shown(path), told)
                continue
            yield Named(path, shown(path), shown(address))
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield Failure(shown(path), f"cannot open this folder: {reason(error)}")
            continue
        names = {e.name for e in found}
        for entry in reversed(found):
            try:
                is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file()
            except OSError as error:  # a link that leads to itself
                yield Failure(shown(entry.path), f"cannot open it: {reason(error)}")
                continue
            if is_folder:
                if is_furniture(entry.name, names):
                    continue
            elif not is_file and (entry.is_dir() or not os.path.exists(entry.path)):
                continue  # a link to a folder, or to nothing
            waiting.append((entry.path, f"{address}/{entry.name}" if address else entry.name))


def _unread(path: str) -> str | None:
    """Why something in a folder is not read that is no file; None for a file."""
    try:
        told = sort(os.stat(path).st_mode)
    except (OSError, ValueError):
        return None  # told when it is opened
    return f"a {told}, no file: passed over" if told else None


def is_furniture(name: str, beside: Container[str]) -> bool:
    """True for the folder of pictures and scripts that a browser saves beside a page ("Page_files" of "Page.html")."""
    for end in _ends():
        if name.endswith(end):
            stem = name.removesuffix(end)
            if any(f"{stem}{kind}" in beside for kind in (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")):
                return True
    return False


@cache
def _ends() -> tuple[str, ...]:
    return tuple(r["end"] for r in load(__package__, "saved_folders.tsv", ("end", "language")))


def shown(path: str) -> str:
    """The path as text that can be printed and stored, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
