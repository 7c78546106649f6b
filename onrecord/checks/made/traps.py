"""Pairs of reports that look alike and are no copies: what a finder of copies must leave alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from onrecord.checks.made.edited import Desk, Piece, Pieces, framed, sentences
from onrecord.checks.made.tables import fill, paragraphs, slots, systems

# Two sides of a pair: what stands for the source, and what for the other report.
Pair = tuple[Pieces, Pieces]
_QUOTED = re.compile(r"[“\"]([^“”\"]{30,400})[”\"]")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def pattern(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two reports of different happenings written on one pattern of the table."""
    form = desk.rng.choice(paragraphs("pattern"))
    one = fill(form, desk.rng)
    two = fill(form, random.Random(desk.rng.random()))
    while _shared(one, two) > 1:  # a second filling that names what the first one names would be no other happening
        two = fill(form, random.Random(desk.rng.random()))
    return [Piece(p) for p in one.split("¶")], [Piece(p) for p in two.split("¶")]


def _shared(one: str, two: str) -> int:
    names = {e for slot in ("town", "place", "person", "region", "company") for e in slots()[slot]}
    return sum(name in one and name in two for name in names)


def exchanged(pieces: Pieces, desk: Desk) -> Pair | None:
    """The source with every name, number and day exchanged: another happening told in the same words."""
    text = "\n".join(p.text for p in pieces)
    small = set(re.findall(r"\b[a-z]\w*", text))
    inside = set(re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))
    names = sorted(w for w in inside if w.lower() not in small and w not in _DAYS and len(w) > 2)
    pool = sorted({w for s in ("person", "town", "company") for e in slots()[s] for w in e.split() if len(w) > 3})
    desk.rng.shuffle(pool)
    put = {name: pool[n % len(pool)] for n, name in enumerate(names)}
    move = desk.rng.randint(1, 6)
    put |= {day: _DAYS[(n + move) % 7] for n, day in enumerate(_DAYS)}
    add = desk.rng.randint(1, 4)

    def other(found: re.Match[str]) -> str:
        word = found.group()
        if word.isdigit():
            return str(int(word) + add + int(word) // 7)[: max(len(word), 2)]
        return put.get(word, word)

    changed = [Piece(re.sub(r"\w+", other, p.text)) for p in pieces]
    return (pieces, changed) if len(names) >= 4 else None


def one_press_conference(pieces: Pieces, desk: Desk) -> Pair | None:
    """The same quotes with another narration round them."""
    quotes = [m.group() for p in pieces for m in _QUOTED.finditer(p.text)]
    if len(quotes) < 2:
        return None
    told = desk.rng.sample(paragraphs("told"), k=min(len(quotes) + 1, len(paragraphs("told"))))
    out = [Piece(told[0])]
    for n, quote in enumerate(quotes[: len(told) - 1]):
        out.append(Piece(f"{quote} were the words. {told[n + 1]}" if n % 2 else f"{told[n + 1]} {quote}"))
    return pieces, out


def one_system(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two stories on sites of one system, with all lines of the system on both."""
    other = desk.pieces
    if not other:
        return None
    system = desk.rng.choice(sorted(systems()))
    return framed(pieces, desk, system), framed(other, desk, system)


def one_system_short(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two short stories on sites of one system: more lines of the system than of the story."""
    other = desk.pieces
    if not other:
        return None
    system = desk.rng.choice(sorted(systems()))
    return framed(pieces[:1], desk, system), framed(other[:1], desk, system)


def context(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two different reports that end with the same standard paragraph of background."""
    other = desk.pieces
    if not other:
        return None
    shared = Piece(desk.filled(desk.rng.choice(paragraphs("context"))))
    return [*pieces, shared], [*other[:3], shared, *other[3:]]


def context_short(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two short reports with a standard paragraph of background that is as long as what is new."""
    other = desk.pieces
    if not other:
        return None
    shared = Piece(desk.filled(desk.rng.choice(paragraphs("context"))))
    return [*pieces[:2], shared], [*other[:2], shared]


def notices(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two short notices on one pattern."""
    form = desk.rng.choice(paragraphs("notice"))
    one, two = fill(form, desk.rng), fill(form, desk.rng)
    while _shared(one, two) > 0:
        two = fill(form, desk.rng)
    return [Piece(one)], [Piece(two)]


def unrelated(pieces: Pieces, desk: Desk) -> Pair | None:
    """Two reports that share nothing."""
    return (pieces, desk.pieces) if desk.others else None


def one_sentence(pieces: Pieces, desk: Desk) -> Pair | None:
    """A report that takes one sentence of another, and nothing else."""
    other = desk.pieces
    long = [s for p in pieces for s in sentences(p.text) if len(s.split()) > 12]
    if not other or not long or len(other) < 3:
        return None
    return pieces, [*other[:2], Piece(desk.rng.choice(long)), *other[2:]]


# Look-alikes that are written on a pattern, both sides of them; and those made of the source alone.
PATTERNED = frozenset(("pattern", "notices"))
OF_THE_SOURCE = frozenset(("exchanged", "one press conference"))
TRAPS: Sequence[tuple[str, Callable[[Pieces, Desk], Pair | None]]] = (
    ("pattern", pattern),
    ("exchanged", exchanged),
    ("one press conference", one_press_conference),
    ("one system", one_system),
    ("one system, short", one_system_short),
    ("context", context),
    ("context, short", context_short),
    ("notices", notices),
    ("one sentence", one_sentence),
    ("unrelated", unrelated),
)
