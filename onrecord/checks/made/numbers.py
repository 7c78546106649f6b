"""Numbers as news words them, with what their hedges leave open."""

from __future__ import annotations

import random
from dataclasses import dataclass

FALLING = ("missing", "trapped", "abducted")  # who is still looked for: their number falls, and is never "at least"
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ROUND = 60  # from here on reports round
_WORDS_BELOW = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its hedge as it is printed, and what the two say."""

    before: str
    value: int
    hedge: str
    low: int | None
    high: int | None

    def words(self, begins: bool = False, digits: bool = False) -> str:
        """As printed; spelled out where it begins a sentence, in digits where asked (headlines)."""
        if self.before:
            return f"{self.before} {number(self.value, digits)}"
        if begins and not digits:
            return spelled(self.value) if self.value < 100 else f"a total of {number(self.value)}"
        return number(self.value, digits)


def number(value: int, digits: bool = False) -> str:
    """Words below ten, digits from there on, with commas."""
    return _SMALL[value] if value < _WORDS_BELOW and not digits else f"{value:,}"


def spelled(value: int) -> str:
    """A number below a hundred in words."""
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


def exact(value: int) -> Counted:
    """The bare number."""
    return Counted("", value, "exact", value, value)


def hedged(value: int, dice: random.Random) -> Counted:
    """The number as one report gives it: bare, "at least", or rounded when it is large."""
    throw = dice.random()
    if value < _ROUND:
        return exact(value) if throw < 0.7 else Counted("at least", value, "at_least", value, None)
    unit = 10 ** (len(str(value)) - 2)
    if throw < 0.45 or value % unit == 0:
        return exact(value) if throw < 0.8 else Counted("at least", value, "at_least", value, None)
    below, above = value // unit * unit, -(-value // unit) * unit
    if throw < 0.65:
        return Counted("more than", below, "more_than", below, None)
    if throw < 0.8:
        return Counted("nearly", above, "nearly", None, above)
    nearest = below if value - below <= above - value else above
    return Counted(("about", "some", "around")[int(dice.random() * 3)], nearest, "about", None, None)
