"""Members of archives: the names they go by, and which are left out. A name is an address and nothing else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from onrecord.sources.opened import Opened
from onrecord.sources.walk import is_furniture

_LONGEST = 2000  # characters of a name


@dataclass(frozen=True, slots=True)
class Member:
    """A member by its path in the archive, with `/` between folders and without `.`, `..` and a leading `/`."""

    name: str

    @property
    def hidden(self) -> bool:
        """True when it, or a folder it lies in, begins with a dot, or is what a Mac adds to an archive."""
        return any(part.startswith(".") or part == "__MACOSX" for part in self.name.split("/"))


def member(name: str) -> Member:
    """The member that an archive calls `name`."""
    parts = name[:_LONGEST].replace("\\", "/").split("/")
    return Member("/".join(p for p in parts if p not in ("", ".", "..")) or "unnamed")


def left_out(one: Member, names: Container[str]) -> bool:
    """True for what would be left out of a folder: what is hidden, and the pictures saved beside a page of `names`."""
    parts = one.name.split("/")
    if one.hidden:
        return True
    for n, part in enumerate(parts[:-1]):
        above = "/".join((*parts[:n], ""))
        if is_furniture(part, _Beside(above, names)):
            return True
    return False


def may_be_left_out(one: Member) -> bool:
    """True for what is left out if a page of the right name stands beside its folder."""
    return not one.hidden and left_out(one, _Everything())


class _Everything:
    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Beside:
    """The names that stand in one folder of an archive."""

    above: str
    names: Container[str]

    def __contains__(self, name: object) -> bool:
        return f"{self.above}{name}" in self.names


def within(opened: Opened, one: Member) -> Opened:
    """How a member of the archive `opened` is named; the stream is still the archive's.

    The address of a member of an archive that was named itself is its path in it, as for a folder.
    """
    address = one.name if opened.alone else f"{opened.address}/{one.name}"
    return replace(opened, source=f"{opened.source}/{one.name}", address=address, path=None, alone=False)
