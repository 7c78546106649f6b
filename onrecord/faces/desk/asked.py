"""What a page is asked for: the parts of its path, and its query. What is not known is not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from onrecord.shapes.errors import UsageError, as_given

LONGEST = 2_000  # characters of one value
LARGEST = 999_999_999  # of all numbers that are asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a path by name, and a query in its order."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()

    def one(self, name: str) -> str | None:
        """A value of the query; None where it is not there, or empty. Raises UsageError for one that is too long."""
        found = next((value for key, value in self.query if key == name), "").strip()
        if len(found) > LONGEST:
            raise UsageError(f"{name}: longer than {LONGEST:,} characters; ask for less")
        return found or None

    def every(self, name: str) -> list[str]:
        """All values of the query under a name; empty ones left out."""
        return [value.strip()[:LONGEST] for key, value in self.query if key == name and value.strip()]

    def whole(self, name: str, default: int, most: int = LARGEST) -> int:
        """A whole number from 0 to `most`. Raises UsageError for what is none."""
        found = self.one(name)
        if found is None:
            return default
        return min(number(name, found, most), most)

    def given(self, names: Sequence[str]) -> dict[str, str]:
        """Those of some values that are there, by name."""
        return {name: value for name in names if (value := self.one(name)) is not None}

    def but(self, **changed: str | int | None) -> str:
        """The query with some values changed, or left out (None), as it stands after a path; empty for none."""
        kept = [(key, value) for key, value in self.query if key not in changed and value]
        kept += [(key, str(value)) for key, value in changed.items() if value is not None]
        return f"?{urlencode(kept)}" if kept else ""


def number(name: str, text: str, most: int = LARGEST) -> int:
    """A whole number from 0, as somebody gives it. Raises UsageError for what is none, which tells the `most`."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LARGEST)):
        raise UsageError(f"{name}: {as_given(text)} is no number; give one from 0 to {most:,}")
    return int(text)
