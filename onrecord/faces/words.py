"""Values in words, as a reader would say them: "more than 32,000", "3 to 12 March 2025", "2 reports"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from onrecord.shapes.moment import days_of

_NAMED = 3  # origins behind a value

HEDGES = {
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "less_than": "less than",
    "about": "about",
    "nearly": "nearly",
    "up_to": "up to",
}
HOW_DATED = {
    "json-ld": "stated in the page's data",
    "meta": "stated in the page's head",
    "time": "from the page's time tag",
    "visible": "printed on the page",
    "url": "from the address",
    "feed": "from the feed",
    "dateline": "from the dateline",
    "given": "given by hand",
    "inferred": "inferred",
    "none": "not known",
}
STATUS = {"set_aside": "set aside", "unmarked": "not marked"}  # of a report that is marked its genre is said
# What a report is that goes along with a story.
ATTACHED = {"opinion": "opinion on it", "roundup": "a round-up that tells of it", "live": "a live blog"}
SCOPES = {"new": "new since the last count", "part": "part of a total"}
# In the order in which a reader should see them.
DISAGREEMENTS = {
    "conflict": "Conflict",
    "correction": "Correction",
    "scope": "Different scope",
    "hedge": "Same figure, other hedge",
    "update": "Update",
}
# Why a difference is of its kind.
REASONS = {
    "conflict": "Neither time, place, hedge nor a correction on record explains it.",
    "correction": "A report, or its source, says that an earlier value was wrong.",
    "scope": "Another place, period or group is counted.",
    "hedge": "The bounds allow both.",
    "update": "A later count of the same thing.",
}
COPIES = {
    "identical": "identical to",
    "verbatim": "a word-for-word copy of",
    "trimmed": "a shortened copy of",
    "extended": "an extended copy of",
    "rewritten": "a rewrite of",
    "update": "an updated copy of",
}
# How an occurrence of a statement hangs together with its fullest wording.
JOINS = {
    "fullest": "the fullest wording",
    "same": "the same words",
    "cut": "cut, else the same words",
    "reworded": "reworded",
    "paraphrase": "other words in quotation marks",
    "respun": "respun",
}
# What became of a paragraph, a figure, a quote from one version to the next.
CHANGES = {"appeared": "+", "vanished": "-", "changed": "~", "moved": ">"}
FORCES = {
    "ask": "asks",
    "promise": "promises",
    "threaten": "threatens",
    "deny": "denies",
    "accuse": "accuses",
    "praise": "praises",
    "doubt": "doubts",
}
_PLURALS = {"foot": "feet", "inch": "inches", "millennium": "millennia"}
_SAME_IN_PLURAL = ("percent", "hertz", "megahertz", "gigahertz", "horsepower", "stone")
# What goes without saying beside "killed", "missing" …
_UNSAID = frozenset(
    "people persons person individuals others death deaths dead fatality fatalities body bodies injury injuries arrest"
    " arrests".split()
)
_DECIMALS = 6  # no report prints more
_LARGEST_WHOLE = 1000  # "one in 1,000"
TOO_LARGE = 10**18  # beyond it a number is a fault of the input, and its digits help nobody
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTHS = "January February March April May June July August September October November December".split()


def number(value: float | int, unit: str | None = None) -> str:
    """A number with commas: 32,000; 1,234.5; of the unit "fraction" as people write a share: 1/6, 2/3."""
    if unit == "fraction" and 0 < value < 1:
        share = Fraction(value).limit_denominator(_LARGEST_WHOLE)
        if abs(float(share) - value) < 10**-9:
            return f"{share.numerator}/{share.denominator}"
    if not -TOO_LARGE < value < TOO_LARGE:
        return "a number too large to print"
    if isinstance(value, float) and not value.is_integer():
        exact = f"{value:,.12f}".rstrip("0").rstrip(".")
        reckoned = len(exact.partition(".")[2]) > _DECIMALS and abs(value) >= 1  # 5.166666666667, of "5 feet 2 inches"
        return f"{value:,.2f}" if reckoned else exact
    return f"{int(value):,}"


def amount(row: Mapping[str, Any], exact: str | None = None) -> str:
    """A figure's value with its hedge in words; `exact` (the report's own words) where there is no number to say."""
    value, low, high = row.get("value"), row.get("low"), row.get("high")
    unit = row.get("unit") or ("percent" if row.get("what") == "percent" else None)
    after = f" {_unit(unit, one=value == 1)}" if isinstance(unit, str) and unit not in ("", "fraction") else ""
    if row.get("hedge") == "range" and low is not None and high is not None:
        return f"{number(low, unit)} to {number(high, unit)}{after}"
    if value is None:
        return f"“{exact}”" if exact else "not in numbers"
    return f"{HEDGES.get(row.get('hedge') or '', '')} {number(value, unit)}{after}".strip()


def _unit(unit: str, *, one: bool) -> str:
    """A unit as it stands after a number: "metres", "kilometres per hour", "USD"."""
    if one or unit.isupper() or unit in _SAME_IN_PLURAL:
        return unit
    head, per, rest = unit.partition(" per ")
    first, space, scale = head.partition(" ") if head.startswith("degree ") else (head, "", "")
    words_before, gap, noun = first.rpartition(" ")
    if noun not in _SAME_IN_PLURAL:
        noun = _PLURALS.get(noun) or (
            noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
        )
    return f"{words_before}{gap}{noun}{space}{scale}{per}{rest}"


def thing(row: Mapping[str, Any]) -> str:
    """What a figure counts: "killed", "killed, children", "horses"."""
    what = str(row.get("what") or "").removeprefix("other:").replace("_", " ")
    counted = row.get("counted")
    counted = counted.get("name") if isinstance(counted, Mapping) else counted
    counted = str(counted or "").casefold()
    # "family, families" and "duration, days" say one thing twice.
    same = bool(what) and counted.startswith(what[:-1].casefold())
    again = counted.removeprefix("more ") in _UNSAID or same or what == "duration"
    return ", ".join(p for p in (what, "" if again else counted) if p) or "figure"


def place(row: Mapping[str, Any]) -> str:
    """Where a figure counts, empty where it is not told."""
    where = row.get("where")
    where = where.get("name") if isinstance(where, Mapping) else where
    return str(where or "")


def count(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 report", "8 reports"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def shortened(text: str, most: int) -> str:
    """A text of `most` characters, cut between words; an ellipsis stands for the rest."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def at(text: str, stretches: Iterable[Sequence[int]]) -> str:
    """The words at some stretches of a text, on one line."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in stretches)


def day(value: str | None) -> date | None:
    """The day of an ISO date or time, of a month or year its first; None when it is none."""
    try:
        return date.fromisoformat(days_of((value or "")[:10])[0])
    except ValueError:
        return None


def days(first: str | None, last: str | None) -> str:
    """A stretch of days: "3 March 2025", "3 to 12 March 2025"; empty where neither is known."""
    a, b = day(first), day(last)
    if a is None or b is None:
        known = a or b
        return _full(known) if known else ""
    if a == b:
        return _full(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day} to {_full(b)}"
    if a.year == b.year:
        return f"{a.day} {_MONTHS[a.month - 1]} to {_full(b)}"
    return f"{_full(a)} to {_full(b)}"


def dated(first: str | None, last: str | None) -> tuple[str, str]:
    """A stretch of days for a column of ten characters, and what does not fit there ("until 2025-03-12").

    A whole year or month is named as such.
    """
    a, b = (first or "")[:10], (last or "")[:10]
    if not a or not b or a == b:
        return a or b, ""
    start, end = day(a), day(b)
    if start is not None and end is not None and start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if (start.month, end.month, start.year) == (1, 12, end.year):
            return a[:4], ""
        if (start.year, start.month) == (end.year, end.month):
            return a[:7], ""
    return a, f"until {b}"


def interval(earliest: str | None, latest: str | None) -> str:
    """Days between which a date must lie: "2031-03-05 … 08", "from 2031-03-05"; empty where nothing is known."""
    a, b = (earliest or "")[:10], (latest or "")[:10]
    if a and b:
        return a if a == b else f"{a} … {b[8:] if a[:7] == b[:7] else b[5:] if a[:4] == b[:4] else b}"
    return f"from {a}" if a else f"until {b}" if b else ""


def kind_of_report(row: Mapping[str, Any]) -> str:
    """What a report is: its genre ("news", "live", "stub" …), or that it is set aside or not marked."""
    status = row.get("status")
    return STATUS.get(str(status), str(row.get("genre") or ""))


def copy_of(kind: str, version: bool) -> str:
    """How a report repeats another: "a shortened copy of"; `version`: of an earlier version of its own page."""
    return "a later version of" if version else COPIES.get(kind, kind)


def _full(d: date) -> str:
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def backing(reports: int, behind: Sequence[Mapping[str, Any]] | None) -> str:
    """Who stands behind a value: "7 reports, 2 origins: AP (6), Daily Tide"; of a single report nothing more is said.

    `behind` are the shares of the origins as the record has them. How many reports each has is said where it is more
    than one and they are the very reports; of many origins only the first are named. Those marked `further` are no
    origin of a whole report of the story and are counted apart: what is called an origin here is one of the story's.
    """
    if reports == 1 or not behind:
        return count(reports, "report")
    whole = sum(share["reports"] for share in behind) == reports and len(behind) > 1
    own = [share for share in behind if not share.get("further")]
    further = [share for share in behind if share.get("further")]
    said = count(reports, "report")
    said += f", {count(len(own), 'origin')}: {_named(own, whole)}" if own else ""
    return said + (f"; {count(len(further), 'further source')}: {_named(further, whole)}" if further else "")


def _named(shares: Sequence[Mapping[str, Any]], whole: bool) -> str:
    named = [
        " ".join(str(share["label"]).split()) + (f" ({share['reports']})" if whole and share["reports"] > 1 else "")
        for share in shares[:_NAMED]
    ]
    return ", ".join(named) + (f" and {len(shares) - _NAMED} more" if len(shares) > _NAMED else "")


def capital(text: str) -> str:
    """`text` with a capital letter at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]
