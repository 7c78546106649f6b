"""In which order a ledger shows what it found."""

REPORTS = ("newest", "best")  # by day of publication; those first in which the words are most telling
MARKS = ("hardest", "text")  # those first of which the reader is least sure; as they stand in the reports
