"""Text as it was meant: damage undone, and what no reader sees taken out, with the map from each character back.

The reading text is never changed; what is parsed, compared and shown as a value is made from it here. This lies with
the shapes because passages are made, cells are held against their words and copies are compared in different rooms.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint

from onrecord.shapes import mojibake
from onrecord.shapes.mojibake import Change
from onrecord.shapes.passage import Piece

_LAYERS = 4  # text was seen damaged three times over; each layer is looked for in what the last one left

# Spaces of other widths, tabs, line and page ends: to a parser a space is a space.
_SPACES = dict.fromkeys(
    map(chr, (9, 10, 11, 12, 13, 28, 29, 30, 31, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)),
    " ",
)
# Pictures among words: to a parser "Riverton 💥" would be a name. With what follows them: hues, joiners, forms.
_PICTURES = (
    *((0x1F000, 0x1FAFF), (0x2600, 0x26FF), (0x2705, 0x270F), (0x2728, 0x2728), (0x274C, 0x274E), (0x2753, 0x2757)),
    *((0x2763, 0x2764), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x2B05, 0x2B55), (0xE0020, 0xE007F)),
)
# Typographic signs of which only the lower byte was kept.
_HALVED = {"\x13": "–", "\x14": "—", "\x18": "‘", "\x19": "’", "\x1c": "“", "\x1d": "”"}
# Hyphens of type, one of them for words that no line may break: to a parser a hyphen is a hyphen.
_HYPHENS = {"\u2010": "-", "\u2011": "-"}
_LIGATURES = {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0xFB00, 0xFB07)}
# Nobody sees these: hyphens that were never printed, joiners, marks of direction and of byte order, controls.
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff\u180e\u034f") | {
    chr(n) for n in (*range(9), *range(14, 28), 127, *range(0x80, 0xA0)) if chr(n) not in "\x85"
}
# In scripts that need them these stay: Persian has joiners inside words, Hebrew and Arabic marks of direction.
_JOINERS = frozenset(map(chr, (*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))

# Anything but ASCII and the quotation marks, dashes and dots of right text: damage has letters or signs beyond them.
_LETTERED = re.compile("[^\0-\x7e\u2010-\u2027\u2030-\u205e]")
# Anything but plain letters, signs and single spaces.
_ODD = re.compile(
    "[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u167f\u1681-\u180d\u180f-\u1fff"
    "\u2012-\u2027\u2030-\u205e\u2070-\u25ff\u2700-\u2704\u2710-\u2727\u2729-\u274b\u274f-\u2752\u2758-\u2762\u2765-\u2794\u2798-\u27af\u27b1-\u2b04\u2b56-\u2fff\u3001-\ufaff\ufb07-\ufefe"
    "\uff00-\uffff\U00010000-\U0001efff\U0001fb00-\U000e001f\U000e0080-\U0010ffff]| (?=\\s)"
)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z]{2,8}[0-9]{0,2});|&(?:nbsp|quot|amp)(?![\w;=])")
_REMEMBERED = 2_000  # characters: no longer text is kept for being asked again
_WORDY = frozenset(("and", "or", "not", "part", "image", "real", "sum", "sub", "sup", "int", "cap", "cup", "prop"))
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,8}")
# An apostrophe that became a sign for "unknown", in words that have no other letter there.
_APOSTROPHE = re.compile(
    "\\b(?:(?:do|does|did|is|are|was|were|ca|wo|has|have|had|would|could|should|must|need)n[\ufffd?]t"
    "|(?:I|he|she|it|we|you|they|that|there|who|what)[\ufffd?](?:s|m|re|ve|ll|d))\\b",
    re.I,
)
_BROKEN = re.compile("(?<=[^\\W\\d_])(?:[-\u00ad\u00ac]|=)[ \\t]*+[\\r\\n]++[ \\t]*+(?=[^\\W\\d_])")


def as_read(text: str, pictures: bool = True) -> tuple[str, tuple[Piece, ...]]:
    """`text` as it was meant, and the pieces that lead back: in order, over every character of both.

    Undone are: UTF-8 read as another set, once or several times; character references left standing;
    quoted-printable letters; Windows' signs read as controls. Then characters that nobody sees are left out, spaces
    made one plain space, hyphens plain ones, ligatures letters, and accents put on their letters. Right text is only
    freed of the latter. Without `pictures` those among the words are left out.
    """
    if not _is_odd(text):
        return text, (Piece(0, len(text), 0, len(text)),) if text else ()
    return _remembered(text, pictures) if len(text) <= _REMEMBERED else _undone(text, pictures)


def _undone(text: str, pictures: bool) -> tuple[str, tuple[Piece, ...]]:
    first = damage(text)
    if not first:  # right text with letters beyond ASCII: most of it
        plain = list(_plain(text, pictures))
        if all(len(change.words) == 1 == change.end - change.start for change in plain):
            return _exchanged(text, plain), (Piece(0, len(text), 0, len(text)),)
    chars, origin = list(text), [(i, i + 1) for i in range(len(text))]
    for layer in range(_LAYERS + 1):
        changes = first if layer == 0 else damage("".join(chars)) if layer < _LAYERS else ()
        if not changes:
            break
        chars, origin = _apply(chars, origin, changes)
    chars, origin = _apply(chars, origin, list(_plain("".join(chars), pictures)))
    return "".join(chars), tuple(_pieces(origin))


def _exchanged(text: str, changes: list[Change]) -> str:
    """A text with single characters exchanged for single ones: every other stands where it stood."""
    out: list[str] = []
    at = 0
    for change in changes:
        out += (text[at : change.start], change.words)
        at = change.end
    return "".join([*out, text[at:]]) if out else text


# A page's lines are asked for several times: for their roles, their values, their passages.
_remembered = lru_cache(maxsize=2048)(_undone)


def read_right(text: str) -> str:
    """The words of `as_read` alone, for values and comparisons."""
    return as_read(text)[0] if _is_odd(text) else text


def unbroken(text: str) -> str:
    """`text` with the words whole that a line's end broke ("govern-" and "ment"); for comparisons."""
    return _BROKEN.sub("", text)


def damage(text: str) -> list[Change]:
    """One layer of damage: the stretches of `text` that are wrong and what they were. Right text has none."""
    found = mojibake.find(text)
    if "&" in text:
        found += _references(text)
    if "=" in text:
        found += _quoted(text)
    if "\ufffd" in text or "?" in text:
        for hit in _APOSTROPHE.finditer(text):
            place = hit.start() + re.sub("[\ufffd?]", "\ufffd", hit.group()).index("\ufffd")
            found.append(Change(place, place + 1, "’"))
    found.sort(key=lambda c: c.start)
    return [c for n, c in enumerate(found) if n == 0 or found[n - 1].end <= c.start]


def _is_odd(text: str) -> bool:
    plain = text.isascii() and text.isprintable()
    if plain or _LETTERED.search(text) is None:
        return (
            ("  " in text if plain else _ODD.search(text) is not None)
            or ("&" in text and _ENTITY.search(text) is not None)
            or ("=" in text and _QUOTED.search(text) is not None)
            or ("?" in text and _APOSTROPHE.search(text) is not None)
        )
    return True


def _references(text: str) -> Iterator[Change]:
    """Character references that a page or a scraper left in the text."""
    for found in _ENTITY.finditer(text):
        name = found.group()[1:].rstrip(";")
        if not name.startswith("#") and (name in _WORDY or (name not in name2codepoint and name != "apos")):
            continue
        char = html.unescape(f"&{name};")
        if len(char) == 1 and char != "\ufffd" and (char.isprintable() or char.isspace() or char in _UNSEEN):
            yield Change(found.start(), found.end(), char)


def _quoted(text: str) -> Iterator[Change]:
    """Letters of a mail's quoted-printable text ("=E2=80=9C"): bytes that are UTF-8 beyond ASCII."""
    for found in _QUOTED.finditer(text):
        try:
            char = bytes.fromhex(found.group().replace("=", "")).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not any(c.isascii() for c in char):
            yield Change(found.start(), found.end(), char)


def _plain(text: str, pictures: bool) -> Iterator[Change]:
    """What a parser should not see: spaces made plain and one, unseen characters out, letters whole."""
    at = 0
    for found in _ODD.finditer(text):
        start, char = found.start(), found.group()[0]
        if start < at:
            continue
        before = text[start - 1 : start]
        end, words = start + 1, char
        if unicodedata.combining(char) and before.isalpha() and start > at - 1:
            start, end, words = _composed(text, start)
        elif char in _HALVED and not (char in "\x1c\x1d" and _is_loose(text, start)):
            words = _HALVED[char]
        elif "\x80" <= char <= "\x9f" and (known := _windows(char)) and not (char == "\x85" and before in '.!?,;:”"'):
            words = known
        elif _is_blank(char, pictures):
            while end < len(text) and (
                _is_blank(text[end], pictures) or (not pictures and text[end] in "\ufe0f\u200d")
            ):
                end += 1
            words = "" if before == " " else " "
        elif char in _LIGATURES or char in _HYPHENS:
            words = _LIGATURES.get(char) or _HYPHENS[char]
        elif char in _UNSEEN or (char in _JOINERS and not _is_needed(before, text[end : end + 1])):
            words = ""
        if words != text[start:end]:
            yield Change(start, end, words)
        at = end


def _is_blank(char: str, pictures: bool) -> bool:
    if char == " " or char in _SPACES:
        return True
    return not pictures and char > "\u25ff" and any(a <= ord(char) <= b for a, b in _PICTURES)


def _composed(text: str, start: int) -> tuple[int, int, str]:
    """A letter and the accents behind it (the first stands at `start`), as one letter where there is one."""
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    words = unicodedata.normalize("NFC", text[start - 1 : end])
    if len(words) < end - start + 1:
        return start - 1, end, words
    return start, end, text[start:end]


def _is_loose(text: str, start: int) -> bool:
    """True for a character with white space or nothing on both sides."""
    return not text[start - 1 : start].strip() and not text[start + 1 : start + 2].strip()


def _windows(char: str) -> str | None:
    """The sign that Windows has at the place of a control character, None where it has none."""
    try:
        return bytes([ord(char)]).decode("cp1252")
    except UnicodeDecodeError:
        return None


def _is_needed(before: str, after: str) -> bool:
    """True beside letters of scripts that use joiners and marks of direction, and inside emoji."""
    return any(c >= "\u0590" and not "\u1e00" <= c <= "\u2bff" for c in before + after)


def _apply(
    chars: list[str], origin: list[tuple[int, int]], changes: list[Change]
) -> tuple[list[str], list[tuple[int, int]]]:
    """The characters after `changes`, each with the stretch of the first text that it stands for."""
    out: list[str] = []
    where: list[tuple[int, int]] = []
    at, lost = 0, None
    for change in [*changes, Change(len(chars), len(chars), "")]:
        if change.start > at and lost is not None:  # nothing stood before what was left out: it goes with what follows
            where.append((lost, origin[at][1]))
            out.append(chars[at])
            at, lost = at + 1, None
        out += chars[at : change.start]
        where += origin[at : change.start]
        at = change.end
        if change.start == change.end:
            continue
        first = origin[change.start][0] if lost is None else lost
        last = origin[change.end - 1][1]
        if change.words:
            out += change.words
            where += [(first, last)] * len(change.words)
            lost = None
        elif where:
            _widen(where, last)
        else:
            lost = first
    return out, where


def _widen(where: list[tuple[int, int]], end: int) -> None:
    """Let the last character stand for what follows it, too (and those that share its place with it)."""
    last = where[-1]
    n = len(where)
    while n and where[n - 1] == last:
        n -= 1
        where[n] = (last[0], end)


def _pieces(origin: list[tuple[int, int]]) -> Iterator[Piece]:
    """The map as pieces: runs of characters that stand for one character each, and what stands for more or less."""
    at, size = 0, len(origin)
    while at < size:
        start, end = origin[at]
        stop = at + 1
        if _is_single(origin, at):
            after = (end, end + 1)
            while stop < size and origin[stop] == after and (stop + 1 == size or origin[stop + 1] != after):
                stop, end = stop + 1, end + 1
                after = (end, end + 1)
        else:
            while stop < size and origin[stop] == (start, end):
                stop += 1
        yield Piece(at, stop, start, end)
        at = stop


def _is_single(origin: list[tuple[int, int]], at: int) -> bool:
    """True for a character that alone stands for one character."""
    start, end = origin[at]
    return end - start == 1 and origin[at : at + 2] != [(start, end)] * 2
