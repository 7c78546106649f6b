"""What was done, whatever word tells it: "arrested", "the arrest" and "held" are one deed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from onrecord.lexicon import irregular
from onrecord.shapes.table import Row, load

_COLUMNS = ("deed", "words", "steps", "any_of", "to", "lasts")
_SENSES = ("deed", "words", "types", "beside")
_VOWELS = frozenset("aeiou")
_ENDINGS = ("ing", "ied", "ed", "es", "s", "e", "y")
# "investigation", "announcement" and their verbs; shorter words are often others ("mission", "moment").
_NOUN_ENDINGS = ("ation", "ion", "ement", "ment", "at")
_LONG = 5
CONDITIONS = ("always", "harm", "announced", "step")  # of near_types.tsv
HARM = frozenset(("kill", "injure"))
TOLL = HARM | {"damage", "collapse"}


def deeds(words: Iterable[str]) -> frozenset[str]:
    """What words tell as a deed: the names of deeds.tsv, else the words' own stems. `words` are in lower case."""
    return frozenset(d for w in words for d in _of(w))


def deeds_to(words: Iterable[str], people: bool) -> frozenset[str]:
    """As `deeds`, of a word of several senses only those that are done to people, or those that are not: "released a
    report", "released the mayor".
    """
    return frozenset(d for w in words for d in _sense(_of(w), people))


def deeds_beside(words: Iterable[str], type_: str, telling: frozenset[str]) -> frozenset[str]:
    """What words tell as a deed in an event of this type, beside the other words of its telling: "pronounced dead"."""
    found = (row for w in words for row in _senses().get(_stem(w), ()))
    return frozenset(
        row["deed"]
        for row in found
        if (not row["types"] or type_ in row.words("types"))
        and (not row["beside"] or telling & set(row.words("beside")))
    )


@cache
def _senses() -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {}
    for row in load(__package__, "senses.tsv", _SENSES, key=(), optional=_SENSES[2:]):
        for word in row.words("words"):
            out.setdefault(_stem(word), []).append(row)
    return out


def _sense(found: tuple[str, ...], people: bool) -> tuple[str, ...]:
    kept = tuple(d for d in found if (d in _to_people()) is people)
    return kept or found


@cache
def _to_people() -> frozenset[str]:
    return frozenset(row["deed"] for row in _rows() if row["to"] == "people")


def near(a: str, b: str, when: str) -> bool:
    """True when near_types.tsv has two types as near under condition `when` (or ever)."""
    return any((x, y, w) in _near() for x, y in ((a, b), (b, a)) for w in (when, "always"))


def other_steps(a: frozenset[str], b: frozenset[str]) -> bool:
    """True when two tell different steps of one course of things: an arrest and a charge."""
    steps = _steps()
    one, two = {d for d in a if d in steps}, {d for d in b if d in steps}
    return not one & two and any(steps[x] == steps[y] for x in one for y in two)


def same_step(a: frozenset[str], b: frozenset[str]) -> bool:
    """True when both tell one step of a course of things: "charged" and "the charges"."""
    return any(d in _steps() for d in a & b)


def lasting(found: frozenset[str]) -> bool:
    """True where all that is told is what goes on for long, with other deeds in it: a war, riots."""
    return bool(found) and found <= _lasting()


@cache
def _lasting() -> frozenset[str]:
    return frozenset(row["deed"] for row in _rows() if row["lasts"])


@lru_cache(maxsize=50_000)
def _of(word: str) -> tuple[str, ...]:
    stem = _stem(word)
    return _table().get(word) or _table().get(stem) or (stem,)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for row in _rows():
        for word in row.words("words"):
            for form in {word, _stem(word)}:
                out.setdefault(form, []).append(row["deed"])
    return {form: tuple(dict.fromkeys(names)) for form, names in out.items()}


@cache
def _rows() -> list[Row]:
    return load(__package__, "deeds.tsv", _COLUMNS, optional=_COLUMNS[2:])


@cache
def _steps() -> dict[str, str]:
    return {row["deed"]: row["steps"] for row in _rows() if row["steps"]}


def stands_for(deed: str, type_: str) -> bool:
    """True where a deed's words may stand for any deed of an event of type `type_`: "the attack" for a shooting."""
    return type_ in _any_of().get(deed, ())


@cache
def _any_of() -> dict[str, tuple[str, ...]]:
    return {row["deed"]: row.words("any_of") for row in _rows() if row["any_of"]}


@cache
def _near() -> frozenset[tuple[str, str, str]]:
    rows = load(__package__, "near_types.tsv", ("type", "near", "when"), key=("type", "near"))
    return frozenset((r["type"], r["near"], r["when"]) for r in rows)


def _stem(word: str) -> str:
    """A key that the forms of a regular verb and its base share; of an irregular one that of its base."""
    word = irregular.base(word) or word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    for ending in _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LONG:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]  # "robbed", "cancelled"
    return word
