"""Sentence patterns: alternatives in square brackets, slots in braces, and what makes their sum good English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.shapes.errors import TableError

Choose = Callable[["Alternatives"], int]  # which of them is taken
Fill = Callable[[str, bool], str]  # a slot's name, whether it begins the sentence → its words


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with its alternatives ("[rose|climbed] to {killed}") taken apart, and the slots it may ask for."""

    parts: tuple[str | Slot | Alternatives, ...]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a pattern that the story fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Wordings of which one is taken."""

    ways: tuple[Pattern, ...]


_SIGN = re.compile(r"[\[\]|]|\{[^{}]*\}")


def compiled(text: str) -> Pattern:
    """The pattern of a line of text. Raises TableError where brackets do not close."""
    pattern, end = _read(text, 0, False)
    if end != len(text):
        raise TableError(f"a bracket that nothing opens: {text[:60]!r}")
    return pattern


def _read(text: str, at: int, inside: bool) -> tuple[Pattern, int]:
    parts: list[str | Slot | Alternatives] = []
    while found := _SIGN.search(text, at):
        sign = found[0]
        if not inside and sign == "|":
            raise TableError(f"a bar outside brackets: {text[:60]!r}")
        if at < found.start():
            parts.append(text[at : found.start()])
        at = found.end()
        if sign == "[":
            ways = []
            while True:
                way, at = _read(text, at, True)
                ways.append(way)
                if at > len(text) or text[at - 1] == "]":
                    break
            parts.append(Alternatives(tuple(ways)))
        elif sign in "]|":
            if not inside:
                return _pattern(parts), found.start()
            return _pattern(parts), at
        else:
            parts.append(Slot(sign[1:-1]))
    if inside:
        raise TableError(f"a bracket that does not close: {text[:60]!r}")
    if at < len(text):
        parts.append(text[at:])
    return _pattern(parts), len(text)


def _pattern(parts: list[str | Slot | Alternatives]) -> Pattern:
    needs: set[str] = set()
    for part in parts:
        if isinstance(part, Slot):
            needs.add(part.name)
        elif isinstance(part, Alternatives):
            needs.update(*(way.needs for way in part.ways))
    return Pattern(tuple(parts), frozenset(needs))


def written(pattern: Pattern, fill: Fill, choose: Choose) -> str:
    """The pattern with one way taken at each place and its slots filled, as a tidy sentence."""
    return capital(filled(pattern, fill, choose))


def filled(pattern: Pattern, fill: Fill, choose: Choose) -> str:
    """As `written`, but a part of a sentence: it begins as it is."""
    out: list[str] = []
    _write(pattern, fill, choose, out)
    return tidy("".join(out))


def _write(pattern: Pattern, fill: Fill, choose: Choose, out: list[str]) -> None:
    for part in pattern.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Slot):
            out.append(fill(part.name, not out or not "".join(out).strip()))
        else:
            _write(part.ways[choose(part)], fill, choose, out)


_BLANKS = re.compile(r"\s{2,}")
_BEFORE = re.compile(r"\s+(?=[,.;:?!])")
# "…, a baker," before a full stop, and “Why?,” before its speaker.
_COMMA = re.compile(r",+(?=[,.;:?!])")
_ASKED = re.compile(r"([?!])[,.](?=”)")
_DOUBLE = re.compile(r"(?<!\.)\.\.(?!\.)")
_CLOSED = re.compile(r"([.?!]”)[.,](?=\s|$)")
# "a 8-year-old", "an university": the sound decides.
_ARTICLE = re.compile(r"\b([Aa])n? (?=(“?)(\w+))")
_VOWEL = re.compile(r"(?:[aeiou]|hour|hon(?:est|our)|8|1[18](?!\d)|1[18],\d)", re.I)
_CONSONANT = re.compile(r"(?:one\b|once\b|eu|uni(?![nm])|us[aeu]|ut[ei])", re.I)


def tidy(text: str) -> str:
    """One blank between words, no comma before a full stop, "an" before vowels."""
    text = _BLANKS.sub(" ", text).strip()
    text = _BEFORE.sub("", text)
    text = _COMMA.sub("", text)
    text = _ASKED.sub(r"\1", text)
    text = _DOUBLE.sub(".", text)
    text = _CLOSED.sub(r"\1", text)
    return _ARTICLE.sub(_article, text)


def _article(found: re.Match[str]) -> str:
    word = found[3]
    vowel = bool(_VOWEL.match(word)) and not _CONSONANT.match(word)
    return f"{found[1]}n " if vowel else f"{found[1]} "


def capital(text: str) -> str:
    """The text with its first letter large."""
    for n, letter in enumerate(text[:3]):
        if letter.isalnum():
            return text[:n] + letter.upper() + text[n + 1 :]
    return text
