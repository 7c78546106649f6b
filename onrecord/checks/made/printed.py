"""How another site prints the same words: quotation marks, dashes, spaces, capitals, damaged letters."""

from __future__ import annotations

import re
from collections.abc import Callable

_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "..."}


def by(name: str, text: str) -> str:
    """`text` printed in one of the ways by its name."""
    return _WAYS[name](text)


def names() -> tuple[str, ...]:
    """The names of all ways to print."""
    return tuple(sorted(_WAYS))


def _curly(text: str) -> str:
    text = re.sub(r"(^|[\s(—–-])\"", r"\1“", text)
    text = re.sub(r"(^|[\s(“—–-])'", r"\1‘", text)
    return text.replace('"', "”").replace("'", "’")


def _straight(text: str) -> str:
    return re.sub(r"[“”‘’–—…]", lambda m: _PLAIN[m.group()], text)


def _single(text: str) -> str:
    return re.sub(r"[“\"]([^“”\"]{1,600})[”\"]", r"‘\1’", text)


def _mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252, byte by byte; bytes that set does not have stay what they are."""
    out = []
    for byte in _curly(text).encode():
        try:
            out.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


def _references(text: str) -> str:
    return _curly(text).replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&rdquo;").replace("’", "&#8217;")


def _lead(text: str) -> str:
    return re.sub(r"^(\S+ \S+ \S+)", lambda m: m.group().upper(), text, count=1)


def _soft(text: str) -> str:
    return re.sub(r"([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", text)


def _hard_spaces(text: str) -> str:
    return re.sub(r"(\d) ", "\\1\u00a0", text).replace(" – ", "\u00a0– ").replace("Mr. ", "Mr.\u00a0")


def _ligatures(text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def _dashes(text: str) -> str:
    return text.replace(" — ", " - ").replace("—", " - ").replace(" – ", " - ").replace("...", "…")


_WAYS: dict[str, Callable[[str], str]] = {
    "curly quotation marks": _curly,
    "straight quotation marks": _straight,
    "single quotation marks": _single,
    "damaged letters": _mojibake,
    "character references": _references,
    "first words in capitals": _lead,
    "soft hyphens": _soft,
    "hard spaces": _hard_spaces,
    "ligatures": _ligatures,
    "other dashes": _dashes,
}
