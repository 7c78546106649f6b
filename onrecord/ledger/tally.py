"""One figure of one report, with everything that decides what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.ledger.words import stems

# What grows as long as a happening goes on, and what stands at a level and may fall again.
CUMULATIVE = frozenset("killed injured evacuated rescued recovered destroyed arrested abducted votes".split())
LEVELS = frozenset("missing displaced trapped held attended".split())
FIRM = CUMULATIVE | LEVELS | {"magnitude"}
# Nouns that do not say what is counted: "the number was 37", "two others".
NO_THING = frozenset("number figure total count toll tally other one thing name amount sum share".split())
# Equal by chance is likely for small numbers.
TELLING = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of one report, with everything that decides what it counts.

    `what` is the record's word after same_thing.tsv, `population` a group of populations.tsv or empty, `place` the
    folded name of `where` when it stands in the figure's own sentence (a place taken from further off is too weak to
    keep figures apart) and `country` its code when it is a country; `period` is empty for what still goes on, "aside"
    for what did not happen; `voice` is who counted, as a key ("" unknown). `measure` is the unit to compare in and
    `factor` how many of it one `unit` is; numbers stay as printed. `orphan`: a part of what the report does not count.
    `head` tells a figure of the title or standfirst. `extent` says how far a place told by a common noun reaches
    (extents.tsv; 0 unknown), `whole` is the total that the report sets a part of it against ("Orva alone lost 19"),
    `former` tells a number that the report gives as the one before ("up from 40"), `now` is the size of the one that
    stands then, where that is no vague one, `doing` what is done once and over and has that number (doings.tsv).
    """

    report: str
    start: int
    end: int
    what: str
    printed_what: str
    counted: str | None
    population: str
    where: str | None
    place: str
    country: str
    unit: str | None
    measure: str
    factor: float
    scope: str
    orphan: bool
    period: str
    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str
    counter: str | None
    voice: str
    as_of: str | None
    published: str | None
    retracted: bool
    head: bool
    context: tuple[str, ...]
    extent: int = 0
    whole: float | None = None
    now: float | None = None
    former: bool = False
    doing: str = ""

    @property
    def at(self) -> str | None:
        """The day the value stands for."""
        return self.as_of or self.published

    @property
    def thing(self) -> bool:
        """False when its noun does not say what is counted: "the number", "four such cases"."""
        return self.what.removeprefix("other:") not in NO_THING and "such" not in stems(self.counted or "")

    @property
    def size(self) -> float | None:
        """A number to compare by, in `measure`; None for vague figures."""
        found = next((x for x in (self.value, self.low, self.high) if x is not None), None)
        return None if found is None else float(found) * self.factor


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from `a` to `b`, negative when b is earlier; None when either is unknown."""
    if a is None or b is None:
        return None
    try:
        return (date.fromisoformat(b[:10]) - date.fromisoformat(a[:10])).days
    except ValueError:
        return None
