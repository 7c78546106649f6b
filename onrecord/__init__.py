"""onrecord reads news reports and keeps what is on record, each value tied to its exact words.

import onrecord
reading = onrecord.read("report.html")
with onrecord.Ledger("story.db") as ledger:
    ledger.add(["reports/"])
"""

from onrecord.faces.api import Ledger, read, read_all
from onrecord.shapes.mark import Cell, Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

__all__ = ["Cell", "Ledger", "Mark", "Reading", "Ref", "Report", "Span", "When", "read", "read_all"]
