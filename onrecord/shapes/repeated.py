"""What a second look over a ledger tells of a report's lines: which of them its outlet prints on other pages too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repeated:
    """Lines that stand on many pages of one outlet: as they are printed, with the number of pages.

    `outlet` is the outlet as the report itself names it when nothing is known of other pages, else its host.
    """

    outlet: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """True when there are any."""
        return bool(self.lines)


NOTHING = Repeated()
