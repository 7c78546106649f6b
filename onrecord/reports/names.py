"""Bylines: the people a line or a field names as authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.lexicon import agencies
from onrecord.reports.words import of_kind

_SPLIT = re.compile(r"\s*(?:;|,(?!\s*(?:Jr|Sr|II|III)\b)|/|\||&|\s(?:and|und|y|et|e|en|i|with|mit)\s)\s*")
_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|words|text|report|analysis|opinion|article)\s+)?(?:by|von|par|por|di|da|door)\b[\s:]*",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[|•·–—/]|\s-\s|,?\s+(?:in|at|for|from)\s+[A-Z]|\bon\s+(?=[A-Z0-9])|\b(?:updated|published|posted)\b).*$",
    re.I,
)
_PART = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
_ASIDE = re.compile(r"\S+@\S+|https?://\S+|@\w+|\([^()]{0,80}\)")
_GLUED = re.compile(r"[a-zà-ÿ]{3,}[A-Z]")  # two lines run together: "About MaryAll posts"
_LONGEST = 400  # characters of a line that are looked at: no byline is longer
_WORD_OF = re.compile(r"[^\W\d_]+")


def people(field: str, known_not: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The people that a byline or an author field names, in order, as printed.

    Left out: site accounts, desks, outlets (`known_not`, casefolded), agencies, addresses, anything that is not two
    to five capitalised words.
    """
    words = _BY.sub("", " ".join(field[:_LONGEST].split())[:300])
    words = _ASIDE.sub(" ", words)
    out: list[str] = []
    for part in _SPLIT.split(words):
        name = _once(" ".join(part.split()).strip(" ,:;-–—|*\"'“”"))
        if is_person(name) and name.casefold() not in known_not and name not in out:
            out.append(name)
    return tuple(out)


def stated(fields: Iterable[str]) -> tuple[str, ...]:
    """The people among authors as somebody states them, in order; a list printed into one string is taken apart."""
    out: list[str] = []
    for one in fields:
        out += [n for n in people(one.strip("[]")) if n not in out]
    return tuple(out)


def _once(name: str) -> str:
    """A name without a full stop that ends a line, and without its repetition ("Ann Orr Ann Orr": picture and text)."""
    name = name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")
    half = name[: len(name) // 2].strip()
    return half if half and name == f"{half} {half}" else name


def is_person(name: str) -> bool:
    """True for two to five words that are written as a person's name is and name no account, desk, outlet or agency."""
    tokens = name.split()
    if not 2 <= len(tokens) <= 5 or len(name) > 50 or agencies.by_mark(name) or _GLUED.search(name):
        return False
    if any(t.strip(".,").casefold() in of_kind("nobody") for t in tokens):
        return False
    small = [t for t in tokens if t.casefold() in of_kind("particle")]
    if len(tokens) - len(small) < 2:
        return False
    return all(
        _PART.fullmatch(t) and (t[0].isupper() or t.casefold() in of_kind("particle") or not t[0].isascii())
        for t in tokens
    )


def byline(line: str) -> tuple[str, ...] | None:
    """The people of a line "By A and B", None when the line is none; an empty tuple where it names nobody a person.

    A byline has at most 16 words and is no sentence.
    """
    words = " ".join(line[:_LONGEST].split())
    if len(words) > 160 or len(words.split()) > 16 or not _BY.match(words):
        return None
    rest = _BY.sub("", words)
    if not rest or not (rest[0].isupper() or rest[0] in "@[("):
        return None
    short = _TAIL.sub("", rest)
    found = people(short)
    if found:
        left = short
        for name in found:
            left = left.replace(name, " ", 1)
        extra = [w for w in _WORD_OF.findall(left) if w.casefold() not in _JOINING | of_kind("nobody")]
        # "By Monday Mary Bell had won the seat." is a sentence; a byline leaves next to nothing over
        return found if len(extra) <= 6 and not _sentence(rest) else None
    return () if agencies.by_mark(short) or _all_nobody(short) else None


def bare(line: str) -> tuple[str, ...]:
    """The people of a byline without "by": "Mary Bell in Leeds", "Mary Bell and Tom Orr, staff reporters"."""
    words = " ".join(line[:_LONGEST].split())
    return people(cut_tail(words)) if len(words.split()) <= 14 and not words.endswith(".") else ()


def cut_tail(line: str) -> str:
    """A byline without what follows the names: a place, an outlet, a day."""
    return _TAIL.sub("", line)


_JOINING = frozenset("and und y et e en i with for in at of the".split())


def _all_nobody(words: str) -> bool:
    tokens = [t.strip(".,").casefold() for t in words.split()]
    return bool(tokens) and len(tokens) <= 5 and any(t in of_kind("nobody") for t in tokens) and words[:1].isupper()


def _sentence(words: str) -> bool:
    tokens = words.split()
    small = sum(
        t[0].islower() and t.casefold() not in of_kind("particle") | of_kind("nobody") | _JOINING for t in tokens
    )
    return small > max(2, len(tokens) // 3)
