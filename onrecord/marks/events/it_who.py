"""Whom "it" and "them" mean after a verb that is said or done to somebody, where no mention is found for the pronoun.

"Chad cut ties with Sudan, accusing it of theft": Sudan. "Rwanda rejected a report that accuses it": Rwanda.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import SPOKEN
from onrecord.shapes.mark import Cell

HOW = "whom the pronoun means"
TO_SOMEBODY = SPOKEN | {"AID", "SANCTION", "COERCE", "ASSAULT", "COOPERATE"}
PRONOUNS = frozenset(("it", "them"))
ON = 2  # tellings after a charge among which its deed is looked for
BACK = 3  # tellings of a sentence before one among which who is meant is looked for


def fill_pronouns(tellings: Sequence[Telling]) -> None:
    """Fill the recipient that only a pronoun tells, from what the sentence told before of the same doer or by another.

    Takes: the tellings of a report in the order of their anchors; changes cells.
    """
    for n, telling in enumerate(tellings):
        c = telling.candidate
        if telling.value("type") not in TO_SOMEBODY or telling.names("recipient") or c.noun:
            continue
        if not c.recipient or any(f.pronoun not in PRONOUNS for f in c.recipient) or not telling.names("actor"):
            continue
        before = [t for t in tellings[max(0, n - BACK) : n] if t.candidate.sentence == c.sentence and not t.titled]
        found = _meant(telling, before)
        if found is not None:
            at = (*telling.cells["recipient"].at, *found.at) if "recipient" in telling.cells else found.at
            telling.cells["recipient"] = Cell(found.value, HOW, at)
            _of_the_deed(telling, tellings[n + 1 : n + 1 + ON])


def _of_the_deed(charge: Telling, after: Sequence[Telling]) -> None:
    """Who is said to have done it: "accusing it of backing rebels"."""
    of = charge.cells["recipient"]
    for deed in after:
        c = deed.candidate
        one = c.sentence == charge.candidate.sentence and {f.pronoun for f in c.actor} <= PRONOUNS and bool(c.actor)
        if charge.value("type") == "ACCUSE" and one and not deed.names("actor"):
            deed.cells["actor"] = Cell(of.value, HOW, of.at)


def _meant(telling: Telling, before: Sequence[Telling]) -> Cell | None:
    own = telling.names("actor")
    one = all(f.pronoun == "it" for f in telling.candidate.recipient)
    for other in reversed(before):
        by, to = other.cells.get("actor"), other.cells.get("recipient")
        if other.names("actor") & own:
            if to is not None and other.names("recipient") and (len(to.value) == 1 or not one):
                return to
        elif other.names("recipient") and not _within(telling, other):
            return None  # "activists sued the bank after a court banned it": either
        elif by is not None and other.names("actor") and (len(by.value) == 1 or not one):
            return by
    return None


def _within(telling: Telling, other: Telling) -> bool:
    """True for what stands in another's own words or hangs on their end: "rejected a report that accuses it"."""
    return other.candidate.start <= telling.candidate.start <= other.candidate.end + 1
