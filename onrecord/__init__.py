"""onrecord reads news reports and keeps what is on record, each value tied to its exact words.

    import onrecord
    reading = onrecord.read("report.html")
    with onrecord.Ledger("story.db") as ledger:
        ledger.add(["reports/"])

Names are fetched when they are first asked for, so that looking at the help costs no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger, read, read_all, read_lines
    from onrecord.shapes.mark import Cell, Mark, Ref, When
    from onrecord.shapes.reading import Reading
    from onrecord.shapes.report import Report
    from onrecord.shapes.span import Span

__all__ = ["Cell", "Ledger", "Mark", "Reading", "Ref", "Report", "Span", "When", "read", "read_all", "read_lines"]

_HOME = {
    "Cell": "onrecord.shapes.mark",
    "Ledger": "onrecord.faces.api",
    "Mark": "onrecord.shapes.mark",
    "Reading": "onrecord.shapes.reading",
    "Ref": "onrecord.shapes.mark",
    "Report": "onrecord.shapes.report",
    "Span": "onrecord.shapes.span",
    "When": "onrecord.shapes.mark",
    "read": "onrecord.faces.api",
    "read_all": "onrecord.faces.api",
    "read_lines": "onrecord.faces.api",
}


def __getattr__(name: str) -> Any:
    """A name of the front door, from the room where it lives."""
    if name not in _HOME:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
