"""How badly those were hurt whom a figure counts: the seriously hurt are a part of all who are, told by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.ledger.tally import Tally

_HOW = {
    "seriously": "seriously critically gravely severely badly",
    "slightly": "slightly lightly superficially",
}
HOW_BADLY = frozenset(_HOW)
_ADVERB = r"(?:{})"
_HURT = r"(?:injured|hurt|wounded|burned|burnt)"
# "30 people seriously injured", "30 people were critically hurt", "seriously injuring 30", "30 of them seriously".
_AFTER = {
    how: re.compile(
        rf"[ ](?:[\w’'-]+[ ]){{0,4}}?{_ADVERB.format('|'.join(words.split()))}[ ]{_HURT}\b"
        rf"|,?[ ](?:of[ ](?:them|whom)[ ])?{_ADVERB.format('|'.join(words.split()))}(?=[.,;])",
        re.IGNORECASE,
    )
    for how, words in _HOW.items()
}
_BEFORE = {
    how: re.compile(rf"\b{_ADVERB.format('|'.join(words.split()))}[ ](?:injur|hurt|wound)\w*[ ]\Z", re.IGNORECASE)
    for how, words in _HOW.items()
}
_AROUND = 40
_CLAUSE = re.compile(r"[.,;:]|\band\b|\d")


def with_severity(found: Sequence[Tally], texts: Mapping[str, str]) -> list[Tally]:
    """Figures of people hurt, those that tell how badly as a group of their own."""
    return [_with_severity(t, texts[t.report]) if t.what == "injured" and not t.population else t for t in found]


def _with_severity(t: Tally, text: str) -> Tally:
    for how in _HOW:
        after = _AFTER[how].match(text, t.end)
        # What comes between must be of the same count: "12 people died and 30 were badly hurt".
        of_it = after is not None and _CLAUSE.search(after[0].lstrip(", ")) is None
        if of_it or _BEFORE[how].search(text, max(0, t.start - _AROUND), t.start):
            return replace(t, population=how)
    return t
