"""Words that a hyphen joins to one: "co-founder", "anti-government".

Source: prefixes.tsv.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.shapes.table import load

TABLE = "prefixes.tsv"


@cache
def joining() -> re.Pattern[str]:
    """The hyphen after a prefix at the beginning of a word, as the group "hyphen"."""
    prefixes = "|".join(row["prefix"] for row in load(__package__, TABLE, ("prefix",)))
    return re.compile(rf"(?:{prefixes})(?P<hyphen>-)(?=[^\W\d_])", re.IGNORECASE)
