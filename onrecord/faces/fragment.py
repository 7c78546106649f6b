"""Text fragments: a link into a live page that a browser scrolls to the very words (`#:~:text=…`).

A fragment is given only where a browser's search would find those words and no others. What a browser does is worked
out here on the reading text, clutter included, since the page shows that too: each term lies within one line, begins
and ends where words do; case, accents and the kind of white space do not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

MARKER = ":~:text="
LONGEST_TERM = 100  # characters; more is told by how it begins and how it ends
_EDGES = (4, 8, 14)  # words at the beginning and at the end of what is long, tried in turn
_AROUND = (1, 2, 3, 5, 8, 12)  # words of context, tried in turn
_LONGEST_ADDRESS = 4000  # characters; servers refuse longer ones
_QUOTES = str.maketrans("‘’‚‛“”„‟′″", "''''\"\"\"\"'\"")


@dataclass(frozen=True, slots=True)
class Directive:
    """A fragment taken apart: what stands before, how the words begin, how they end, what stands behind."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def written(self) -> str:
        """As it stands behind `#` in an address."""
        parts = [
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        ]
        return MARKER + ",".join(p for p in parts if p)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as a search sees it: folded, white space in a line one space, lines apart; `at` leads back."""

    folded: str
    at: tuple[int, ...]
    ends: tuple[int, ...]


def fragment(text: str, start: int, end: int) -> str | None:
    """The fragment that leads to characters [start, end) of a page's text, from `:~:text=` on.

    None where there are no words, or where no fragment leads to them alone.
    """
    wanted = _whole_words(text, start, end)
    if wanted is None:
        return None
    for core in _cores(text, *wanted):
        for found in _in_context(text, *wanted, core):
            if places(text, found, 2) == [wanted]:
                return found.written()
    return None


def finds(text: str, written: str) -> int:
    """How many stretches of a text a browser could take a fragment for; 0 where it is none."""
    found = parsed(written)
    return len(places(text, found)) if found else 0


def live(url: str, text: str, start: int, end: int) -> tuple[str, bool] | None:
    """The link to a live page, and whether it leads to the very words (else to the page).

    None where the address is none that a reader could be sent to: it must be http or https and name a host, and hold
    no name, password, white space or character that is not seen.
    """
    plain = address(url)
    if plain is None:
        return None
    found = fragment(text, start, end)
    if found is None or len(plain) + len(found) > _LONGEST_ADDRESS:
        return plain, False
    page, _, before = plain.partition("#")
    return f"{page}#{before.partition(':~:')[0]}{found}", True


def address(url: str) -> str | None:
    """`url` where a reader may be sent there, else None."""
    if any(c.isspace() or c == "\\" or unicodedata.category(c)[0] in "CZ" for c in url):
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return url if known and "@" not in parts.netloc else None


def parsed(written: str) -> Directive | None:
    """A fragment taken apart; None where it is none."""
    _, marker, value = written.partition(MARKER)
    terms = value.partition("&")[0].split(",") if marker else []
    prefix = unquote(terms.pop(0)[:-1]) if len(terms) > 1 and terms[0].endswith("-") else ""
    suffix = unquote(terms.pop()[1:]) if len(terms) > 1 and terms[-1].startswith("-") else ""
    if not 1 <= len(terms) <= 2 or not terms[0]:
        return None
    return Directive(unquote(terms[0]), unquote(terms[1]) if len(terms) > 1 else "", prefix, suffix)


def places(text: str, wanted: Directive, most: int | None = None) -> list[tuple[int, int]]:
    """The stretches of a text that a browser's search could stop at, not more than `most`."""
    page = _page(text)
    start, end, prefix, suffix = (_fold(term)[0] for term in (wanted.start, wanted.end, wanted.prefix, wanted.suffix))
    if not start:
        return []
    found: dict[tuple[int, int], None] = {}
    for first in _occurrences(page.folded, start):
        if prefix and not _stands_before(page.folded, prefix, first):
            continue
        last = first + len(start)
        ends = (at + len(end) for at in _occurrences(page.folded, end, last)) if end else iter((last,))
        for stop in ends:
            if not suffix or _stands_behind(page.folded, suffix, stop):
                found[page.at[first], page.ends[stop - 1]] = None
                break
        if len(found) == most:
            break
    return list(found)


# -- what a browser sees -------------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _page(text: str) -> _Page:
    folded, at, ends = _fold(text, lines=True)
    return _Page(folded, tuple(at), tuple(ends))


def _fold(text: str, *, lines: bool = False) -> tuple[str, list[int], list[int]]:
    """A text as compared, and from where to where each of its characters stood. `lines`: line ends stay."""
    out: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    for n, letter in enumerate(text):
        if letter.isspace():
            space = "\n" if lines and letter in "\n\r\v\f\x85\u2028\u2029" else " "
            if not out or out[-1] == "\n" or (out[-1] == " " and space == " "):
                continue
            if out[-1] == " ":  # of spaces before a line's end nothing is seen
                out[-1], at[-1], ends[-1] = space, n, n + 1
                continue
            pieces = space
        else:
            pieces = "".join(
                c for c in unicodedata.normalize("NFKD", letter.translate(_QUOTES)).casefold() if not _unseen(c)
            )
            if not pieces and ends and out[-1] not in " \n":  # a mark over the letter before it
                ends[-1] = n + 1
        for piece in pieces:
            out.append(piece)
            at.append(n)
            ends.append(n + 1)
    while out and out[-1] in " \n":
        del out[-1], at[-1], ends[-1]
    return "".join(out), at, ends


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc")


def _occurrences(folded: str, term: str, since: int = 0) -> Iterator[int]:
    """Where a term stands between the edges of words."""
    at = folded.find(term, since)
    while at >= 0:
        if _edge(folded, at) and _edge(folded, at + len(term)):
            yield at
        at = folded.find(term, at + 1)


def _edge(folded: str, at: int) -> bool:
    """True where a word may begin or end; between letters of scripts that set no spaces a browser may see one."""
    if at in (0, len(folded)):
        return True
    before, after = folded[at - 1], folded[at]
    return not (_letter(before) and _letter(after)) or _unspaced(before) or _unspaced(after)


def _stands_before(folded: str, term: str, at: int) -> bool:
    stop = at
    while stop and folded[stop - 1] in " \n":
        stop -= 1
    first = stop - len(term)
    return first >= 0 and folded.startswith(term, first) and _edge(folded, first) and _edge(folded, stop)


def _stands_behind(folded: str, term: str, at: int) -> bool:
    while at < len(folded) and folded[at] in " \n":
        at += 1
    return folded.startswith(term, at) and _edge(folded, at) and _edge(folded, at + len(term))


def _letter(c: str) -> bool:
    return c == "_" or unicodedata.category(c)[0] in "LMN"


def _unspaced(c: str) -> bool:
    """True for a letter of a script that sets no spaces between words."""
    return "\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" or c >= "\u2e80"


# -- what leads there ----------------------------------------------------------------------------------------------


def _whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without white space at its ends, and with the whole of the words that it begins and ends in."""
    start, end = max(0, start), min(len(text), end)
    while start < end and (text[start].isspace() or _unseen(text[start])):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while start and _one_word(text, start):
        start -= 1
    while end < len(text) and _one_word(text, end):
        end += 1
    return (start, end) if any(not _unseen(c) and not c.isspace() for c in text[start:end]) else None


def _one_word(text: str, at: int) -> bool:
    """True where a break would cut a word: within letters and digits, "can't", "3,000", marks on a letter."""
    before, after = text[at - 1], text[at]
    if _unseen(after) and not after.isspace():
        return True
    if not before.isspace() and unicodedata.category(before) == "Cf":
        return not after.isspace()
    if _letter(before) and _letter(after):
        return True
    inside = "'’.,;:·"
    if _letter(before) and after in inside:
        return at + 1 < len(text) and _letter(text[at + 1])
    return before in inside and at > 1 and _letter(text[at - 2]) and _letter(after)


def _cores(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The ways to name a stretch: whole, else its first and last words."""
    lines = [line for line in _lines(text, start, end) if line[0] < line[1]]
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and end - start <= LONGEST_TERM:
        yield text[start:end], ""
    for words in _EDGES:
        head, tail = _words(text, *first), _words(text, *last)
        if len(lines) == 1:
            if len(head) < 2:
                continue
            n = min(words, len(head) // 2)
            head, tail = head[:n], head[-n:]
        yield text[start : head[:words][-1][1]], text[tail[-words:][0][0] : end]
    if len(lines) == 1 and end - start > LONGEST_TERM:
        yield text[start:end], ""


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch that each lie in one line, without white space at their ends."""
    for piece in text[start:end].splitlines(keepends=True):
        bare = piece.strip()
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(bare)
        start += len(piece)


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces between the spaces of a stretch."""
    out: list[tuple[int, int]] = []
    at = start
    for word in text[start:end].split():
        at = text.index(word, at)
        out.append((at, at + len(word)))
        at += len(word)
    return out


def _in_context(text: str, start: int, end: int, core: tuple[str, str]) -> Iterator[Directive]:
    """A way to name a stretch, bare, then with more and more of what stands before and behind."""
    yield Directive(*core)
    before, behind = _line_before(text, start), _line_behind(text, end)
    for words in _AROUND:
        prefix = _shown(text, _words(text, *before)[-words:])
        suffix = _shown(text, _words(text, *behind)[: words + _marks_first(text, behind)])
        if prefix:
            yield Directive(*core, prefix=prefix)
        if suffix:
            yield Directive(*core, suffix=suffix)
        if prefix and suffix:
            yield Directive(*core, prefix=prefix, suffix=suffix)


def _line_before(text: str, at: int) -> tuple[int, int]:
    """What stands before a place in its line; where it begins the line, the line before."""
    lines = [line for line in _lines(text, max(0, at - 1000), at) if line[0] < line[1]]
    return lines[-1] if lines else (at, at)


def _line_behind(text: str, at: int) -> tuple[int, int]:
    return next((line for line in _lines(text, at, at + 1000) if line[0] < line[1]), (at, at))


def _marks_first(text: str, line: tuple[int, int]) -> int:
    """1 where a line's first piece is only a comma or the like, which is no context."""
    first = _shown(text, _words(text, *line)[:1])
    return int(bool(first) and not any(map(_letter, first)))


def _shown(text: str, found: Sequence[tuple[int, int]]) -> str:
    return text[found[0][0] : found[-1][1]] if found else ""


def _encoded(term: str) -> str:
    seen = " ".join(term.split())
    return quote(seen, safe="", errors="replace").replace("-", "%2D")
