"""Bylines: the people a line or a field names as authors."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.lexicon import agencies
from onrecord.lexicon.names import is_given
from onrecord.reports.days import find_day, without_days
from onrecord.reports.words import of_kind, one_of
from onrecord.shapes.table import load

_SPLIT = re.compile(
    r"\s*(?:;|,(?!\s*(?:Jr|Sr|II|III)\b)|/|\||&|\s(?:[Aa]nd|AND|und|UND|y|et|e|en|og|och|i|ve|with|mit)\s)\s*"
)
_TAIL = re.compile(
    r"\s*(?:[|•·–—/]|\s-\s|,?\s+(?:in|for|from)\s+[A-Z]|,?\s+(?:at|am|um|à|le)\s+[A-Z0-9]|\bon\s+(?=[A-Z0-9])|\b(?:updated|published|posted)\b"
    r"|\s(?:illustrations?|fotos?|photos?|photograph[sy]?|bild(?:er)?|pictures?|video)(?:\s(?:by|von|par)\s|\s?:)).*$",
    re.I,
)
_PART = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
_ASIDE = re.compile(r"\S+@\S+|https?://\S+|@\w+|\([^()]{0,80}\)")
_GLUED = re.compile(r"[a-zà-ÿ]{3,}[A-Z]")  # two lines run together: "About MaryAll posts"
_OFFICE = re.compile(r"[A-Z]{2,5}")
_HANGING = re.compile(r"(?:\s+(?:at|on|am|um|le|den|the|o|el|il|op|-|–)){1,3}$")  # what stood before a day or a time
_RUN_ON = re.compile(r"(?<=[^\W\d_])(?=\d)")  # a name and the day after it, in elements side by side
_SEGMENTS = re.compile(r"\s*(?:[|•·»–—\t]|\s[-/]\s)\s*")
_LONGEST = 400  # characters of a line that are looked at: no byline is longer
_WORD_OF = re.compile(r"[^\W\d_]+")


def people(field: str, known_not: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The people that a byline or an author field names, in order, as printed.

    Left out: site accounts, desks, outlets (`known_not`, casefolded), agencies, addresses, anything that is not two
    to five capitalised words.
    """
    words = _after_label(" ".join(field[:_LONGEST].split())[:300])
    words = _ASIDE.sub(" ", words)
    out: list[str] = []
    for part in _SPLIT.split(words):
        name = _once(" ".join(part.split()).strip(" ,:;-–—|*\"'“”"))
        if is_person(name) and name.casefold() not in known_not and name not in out:
            out.append(name)
    return tuple(out)


def _once(name: str) -> str:
    """A name without a full stop that ends a line, and without its repetition ("Ann Orr Ann Orr": picture and text)."""
    name = name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")
    while (last := name.rsplit(" ", 1))[-1].casefold() in of_kind("particle") and len(last) > 1 and last[-1].islower():
        name = last[0]
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
    if not any(len(t) > 2 for t in tokens):
        return False
    return all(
        _PART.fullmatch(t) and (t[0].isupper() or t.casefold() in of_kind("particle") or not t[0].isascii())
        for t in tokens
    )


def byline(line: str) -> tuple[str, ...] | None:
    """The people of a line "By A and B", None when the line is none; an empty tuple where it names nobody a person.

    A byline has at most 16 words and is no sentence.
    """
    return _byline(line[:_LONGEST])


@lru_cache(maxsize=2048)  # several ask for each of a page's lines
def _byline(line: str) -> tuple[str, ...] | None:
    words = " ".join(line.split())
    if len(words) > 160 or words.count(" ") >= 16:
        return None
    rest = _after_label(words)
    if rest == words:
        return None
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


def within(line: str, marked: bool) -> tuple[str, ...]:
    """The people of a line that holds more than a byline: "Coast | By Mary Bell | 6 July 2026", "6.7.2026, Mary Bell".

    A name without "by" counts where the markup calls the line an author's (`marked`) or a day stands beside it, and
    only when it has a given name in it.
    """
    words = " ".join(_RUN_ON.sub(" ", line[:_LONGEST].replace("\t", " | ")).split())
    dated = find_day(words) is not None
    for part in _SEGMENTS.split(without_days(words) if dated else words):
        part = _HANGING.sub("", part.strip(" ,;:()@"))
        inner = _inner_label().search(part) if dated and len(part) < 80 else None
        part = part[inner.start() :].strip() if inner else part
        found = byline(part) or (lone(part) if labelled(part) else ())
        if not found and (marked or dated) and len(part.split()) <= 8:
            found = tuple(n for n in people(cut_tail(part)) if has_given(n))
        if found:
            return found
    return ()


def alone(line: str) -> bool:
    """True for a line that is one person's name and nothing else, brackets or a dash round it aside."""
    name = " ".join(line[:80].split()).strip(" ()[]–—-*")
    return len(line) < 60 and is_person(name) and has_given(name)


def has_given(name: str) -> bool:
    """True for a name with a given name that is known, or an initial before others: "J. Orr"."""
    tokens = name.split()
    if re.fullmatch(r"(?:[A-Z]\.){1,3}-?(?:[A-Z]\.)?", tokens[0]):
        return True
    return any(is_given(part) for token in tokens for part in (token.strip(".,"), *token.strip(".,").split("-")))


def lone(field: str) -> tuple[str, ...]:
    """A field that is one given name and nothing else, as the authors of small sites sign."""
    word = _after_label(" ".join(field[:_LONGEST].split())).strip(" ,.:")
    known = word[:1].isupper() and is_given(word) and word.casefold() not in of_kind("nobody")
    return (word,) if known and agencies.by_mark(word) is None else ()


def without_offices(people: tuple[str, ...]) -> tuple[str, ...]:
    """The people of a line without what stands beside them in capitals: "Mary Bell, Head of the SKW"."""
    if not any(has_given(name) for name in people):
        return people
    return tuple(
        n
        for n in people
        if has_given(n) or not any(t in of_kind("particle") or _OFFICE.fullmatch(t) for t in n.split())
    )


def is_told(line: str) -> bool:
    """True for a line that begins with a word for authors and a colon: "Author: Mary Bell"."""
    found = _label_pattern().match(line[:60])
    return found is not None and ":" in found.group()


def labelled(words: str) -> bool:
    """True for words that begin as a byline does."""
    return _label_pattern().match(words) is not None


def is_label(words: str) -> bool:
    """True for words that stand before authors' names: "Written by"."""
    key = words.strip(" :").casefold()
    return bool(key) and (key in _labels() or f"{key}:" in _labels())


def _after_label(words: str) -> str:
    """`words` without "By", "Text:" and the like at their beginning; the same where nothing of that kind stands."""
    found = _label_pattern().match(words)
    return words[found.end() :] if found else words


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["phrase"] for row in load(__package__, "author_labels.tsv", ("phrase", "language")))


@cache
def _label_pattern() -> re.Pattern[str]:
    forms = sorted(_labels(), key=lambda p: (-len(p), p))
    # of two words and more the last may run into the name, as lines of two elements do: "Written byMary Bell"
    loose, strict = r"(?!(?-i:[a-zß-öø-ÿ]))[\s:]*+", r"\b[\s:]*+"
    ended = {f: "" if f[-1] == ":" else loose if " " in f else strict for f in forms}
    return re.compile(rf"\W{{0,6}}(?:{one_of(ended)})\s*+", re.I)


@cache
def _inner_label() -> re.Pattern[str]:
    """A single word that stands before an author, inside a line: "6 July 2026 by Mary Bell"."""
    forms = sorted(form for form in _labels() if form.isalpha() and form not in ("da", "di", "af", "av"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})\s+(?=[^\W\d_a-z])")


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
