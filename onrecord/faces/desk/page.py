"""What the desk's pages are made of: a path, the question behind it, and the forms in which the answer is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.listing import Listing, Row

TYPES = {"": "text/html", "json": "application/json", "csv": "text/csv"}  # of the forms that any page may have


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to be drawn: its template, what that is given, and its title."""

    template: str
    title: str
    names: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for CSV; `after` is the query of the part that follows, None where nothing does."""

    listing: Listing
    rows: Sequence[Row]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a page's query may hold."""

    name: str
    about: str
    values: tuple[str, ...] = ()
    several: bool = False


OF_STORY = Parameter("story", "only of one story (the id of any of its reports)")
AFTER = Parameter("after", "`next` of the part before")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that reads. `path` holds names in braces; `/x` gives the page, `/x.json` its data, `/x.csv` its table.

    `other` are further forms by their suffix: (media type, what makes the text of it). `gives` names what its data is
    in the description for programs: a kind of mark, "record", "story"; with "rows of" before it where it is paged.
    """

    path: str
    about: str
    show: Callable[[Ledger, Asked], Shown] | None
    data: Callable[[Ledger, Asked], Any] | None = None
    table: Callable[[Ledger, Asked], Table] | None = None
    parameters: tuple[Parameter, ...] = ()
    other: Mapping[str, tuple[str, Callable[[Ledger, Asked], str]]] | None = None
    gives: str = ""

    def forms(self) -> list[str]:
        """The suffixes that it has: "" for the page, "json", "csv" …"""
        found = [("", self.show), ("json", self.data), ("csv", self.table)]
        return [name for name, there in found if there is not None] + list(self.other or ())
