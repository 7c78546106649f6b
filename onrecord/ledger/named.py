"""Names as filters ask for them: by any of their words; nations and well-known bodies by all their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from onrecord.lexicon import bodies, letters, nations, titles
from onrecord.shapes.errors import UsageError, as_given

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(("the", "of", "a", "an", "in", "at"))
_LONGEST = 5  # words of a nation's name that are looked at together
_EDGES = ',;:()[]"“”'

# Fits a name as a report gives it.
Fits = Callable[[str], bool]


def words(name: str, given: str, wanted: str) -> frozenset[str]:
    """The telling words that were asked for. Raises UsageError, saying what is wanted, where there is none."""
    found = _plain(given)
    if not found:
        raise UsageError(f"{name} {as_given(given)} has no word in it; give {wanted}")
    return found - _SMALL or found


def place(name: str, given: str) -> Fits:
    """Which names of places are meant: those with all the words given, or of the same nation. Raises UsageError."""
    wanted, asked = words(name, given, "the name of a place"), nation(given)

    def fits(found: str) -> bool:
        return wanted <= _plain(found) or (asked is not None and nations.by_name(found) is asked)

    return fits


def somebody(name: str, given: str, what: str) -> Fits:
    """Whose names are meant: those with all the words given, or of the same well-known body. Raises UsageError.

    `what` says in a message whose name it is.
    """
    wanted, body = words(name, given, f"the name of {what}"), bodies.by_name(given)

    def fits(found: str) -> bool:
        return wanted <= _plain(found) or (body is not None and bodies.by_name(found) is body)

    return fits


def party(name: str, given: str, what: str) -> Fits:
    """As `somebody`, without regard to titles; of a nation also who is named by its adjective or its government.

    "Kenya" and "Kenyan" are meant by "Kenyan police" and "Nairobi", and not by nations with the name in theirs. A
    capital is meant by its own name, and by that of the nation, under which the record has it when it acts.
    """
    words(name, given, f"the name of {what}")
    asked = nation(given) or _of_adjective(given)
    governed = nations.by_government(given) or nations.by_government(given.title())
    same = somebody(name, _untitled(given), what)

    def fits(found: str) -> bool:
        if asked is not None:
            return nations.by_government(found) is asked or asked in _nations_in(found)
        return same(found) or (governed is not None and nations.by_name(found) is governed)

    return fits


def nation(given: str) -> nations.Nation | None:
    """The nation that was asked for, case forgiven."""
    return nations.by_name(given) or nations.by_name(given.title()) or nations.by_name(given.upper())


def code(given: str) -> str | None:
    """The code of the country that was asked for; None where it is none."""
    asked = nation(given)
    return asked.code or None if asked is not None else None


def alpha3(name: str, given: str) -> str:
    """The ISO 3166-1 alpha-3 code of the country that was asked for by a name or a code. Raises UsageError."""
    as_code = given.strip().upper()
    asked = nations.by_alpha3(as_code) or nations.by_code(as_code) or nation(given) or _of_adjective(given)
    if asked is None or not asked.alpha3:
        raise UsageError(f"{name} {as_given(given)} is no country; give its ISO 3166-1 code (KEN) or its name")
    return asked.alpha3


def _of_adjective(given: str) -> nations.Nation | None:
    return nations.by_adjective(given) or nations.by_adjective(given.title()) or nations.by_adjective(given.upper())


def _nations_in(found: str) -> Iterator[nations.Nation]:
    """The nations that stand in a name or an adjective of it, the longest words first: "South Sudanese" is no Sudan."""
    left = [w.strip(_EDGES) for w in found.split()]
    while left:
        for size in range(min(_LONGEST, len(left)), 0, -1):
            form = " ".join(left[:size])
            there = nations.by_name(form) or nations.by_adjective(form)
            if there is not None:
                yield there
                break
        left = left[size:]


def _untitled(given: str) -> str:
    """A name without the titles before it, where anything is left: "Mayor Brod" may be "Lena Brod" elsewhere."""
    every = given.split()
    for size in range(min(titles.longest(), len(every) - 1), 0, -1):
        if titles.by_form(" ".join(every[:size])) is not None:
            return " ".join(every[size:])
    return given


def _plain(name: str) -> frozenset[str]:
    found = (w.replace("’", "'").removesuffix("'s") for w in _WORD.findall(name))
    return frozenset(letters.plain(w) for w in found)
