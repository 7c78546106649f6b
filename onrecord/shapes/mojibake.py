"""Text that was UTF-8 and was read as another character set: "â€œ" for "“", "Ã©" for "é". Found and undone exactly.

Each such set gives a byte to every character, so a damaged letter is two to four characters whose bytes are one letter
of UTF-8. Capitals before signs look alike in right text ("CAFÉ”", "MANHÃ…"): a stretch is undone only where right text
cannot have it, or where its neighbours cannot be otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

# What may follow a capital letter in right text when a word ends: it proves nothing by itself.
_SPACING = frozenset("…–—’‘“”«» \u00a0\u00ad")
# What may follow the end of a word, but never has a letter right behind it.
_TIGHT = frozenset("©®™°ºª²³¹«»›“”†‡•´‘¡¿")
_SIGNS = frozenset("€‚ƒ„ˆ‰‹˜¢£¤¥¦§¨¬¯±µ¶¸¼½¾ˇ˘˛˝") | {chr(n) for n in range(0x80, 0xA0)}
# What never stands between two capitals in right text, where a dash, an apostrophe or dots may ("MANHÃ–TARDE").
_MARKS = frozenset("‘“”")
# Letters of these sets never stand together in one orthography: Å with a caron, a Romanian Ă with a Polish ł.
_WEST_SLAVIC = frozenset("ŠŚŤŽŹšśťžźŁĄŻłąĽľż")
_APART = {"Å": frozenset("šœžŠŒŽŸ"), "Ã": frozenset("šœžŠŒŽŸ"), "Ă": _WEST_SLAVIC, "Â": _WEST_SLAVIC, "Ĺ": _WEST_SLAVIC}
# Scripts and signs that news is written in; what decodes to anything else was no UTF-8.
_PLAUSIBLE = (
    (0x80, 0x17F), (0x192, 0x192), (0x1A0, 0x1B0), (0x1CD, 0x1D4), (0x218, 0x21B), (0x259, 0x259), (0x2B9, 0x2DD),
    (0x300, 0x333), (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x4FF), (0x531, 0x58A), (0x5B0, 0x5F4), (0x60C, 0x6D5),
    (0x6F0, 0x6F9), (0x900, 0xDFF), (0xE01, 0xEDF), (0x1000, 0x10FF), (0x1780, 0x17E9), (0x1E00, 0x1EFF),
    (0x2000, 0x2BFF), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xFB00, 0xFB06), (0xFE0F, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFF01, 0xFFEE), (0xFFFD, 0xFFFD), (0x1F000, 0x1FAFF),
)  # fmt: skip
_TYPOGRAPHY = ((0x2010, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122))
_LETTERS = ((0xA0, 0x17F),)
_CYRILLIC = ((0x400, 0x4FF),)


@dataclass(frozen=True, slots=True)
class Change:
    """Characters [start, end) of a text, and what they were before they were damaged."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Letter:
    """A stretch whose bytes are one character of UTF-8."""

    start: int
    end: int
    char: str
    lead: str
    rest: str


# All damage has two characters beyond ASCII side by side, but for two letters that lost what stood behind them: letters
# of right text hardly ever do, so this tells most lines of any language apart at once.
_LIKE_DAMAGE = re.compile(r"[^\0-\x7f]{2}|[ÂÃ](?=\s|$)")

_Proof = Callable[[str, list[_Letter], int], bool]


@dataclass(frozen=True, slots=True)
class _Damage:
    """A character set that UTF-8 is misread as, what it may have been, and what proves it."""

    codec: str
    scripts: tuple[tuple[int, int], ...]
    proof: _Proof


def find(text: str) -> list[Change]:
    """The damaged stretches of `text`, in order, each with its repair; right text has none.

    One layer of damage: text damaged twice is looked at again. A stretch and the characters beside it decide.
    """
    if text.isascii() or _LIKE_DAMAGE.search(text) is None or _leads().isdisjoint(text):
        return []
    out: list[Change] = []
    for damage in _DAMAGES:
        for chain in _chains(text, _pattern(damage.codec), damage):
            # one letter that is surely damaged carries those it touches: right text does not run on into damage
            if any(damage.proof(text, chain, i) for i in range(len(chain))) or _is_run(chain):
                out += [Change(x.start, x.end, x.char) for x in chain]
    out += _lossy(text)
    return _disjoint(out)


def _disjoint(changes: Iterable[Change]) -> list[Change]:
    """The changes in text order; where two want the same characters, the longer one that was found first."""
    taken: list[Change] = []
    used: set[int] = set()
    for change in sorted(changes, key=lambda c: c.start - c.end):
        places = range(change.start, change.end)
        if not any(i in used for i in places):
            used.update(places)
            taken.append(change)
    return sorted(taken, key=lambda c: c.start)


def _chains(text: str, pattern: re.Pattern[str], damage: _Damage) -> Iterator[list[_Letter]]:
    """Runs of damaged letters that touch one another."""
    chain: list[_Letter] = []
    for found in pattern.finditer(text):
        words = found.group()
        char = _bytes_of(words, damage.codec).decode("utf-8", "replace")
        if len(char) != 1 or not _is_in(char, damage.scripts):
            continue
        if chain and chain[-1].end != found.start():
            yield chain
            chain = []
        chain.append(_Letter(found.start(), found.end(), char, words[0], words[1:]))
    if chain:
        yield chain


def _is_run(chain: list[_Letter]) -> bool:
    """True for two letters and more in a row, none of which ends in what may end a word of right text."""
    return len(chain) > 1 and not any(c in _SPACING or c.isalpha() for x in chain for c in x.rest)


def _is_in(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(char)
    return any(a <= code <= b for a, b in ranges) and unicodedata.category(char) not in ("Cn", "Co", "Cs")


# -- what proves damage --------------------------------------------------------------------------------------------


def _western(text: str, chain: list[_Letter], i: int) -> bool:
    """Windows' Western and Central European sets, and Latin-1 with the controls that browsers make of the rest."""
    x = chain[i]
    before, after = text[x.start - 1 : x.start], text[x.end : x.end + 1]
    if any(c in _SIGNS for c in x.rest):
        return not (x.rest == "±" and after.isdigit())  # "2 Å±0.1"
    if len(x.rest) == 1:
        return _pair(text, x, before, after)
    if x.lead == "â" and x.rest[0] in "†œ":  # arrows, ticks
        return x.rest[1] not in "\u00a0\u00ad "
    if x.lead in "áâï" and x.rest[0] in _TIGHT and x.rest[1] not in _SPACING:  # Vietnamese; ligatures
        return True
    return x.rest[-1] in _TIGHT and after.isalpha() and x.lead in "áâï"


def _pair(text: str, x: _Letter, before: str, after: str) -> bool:
    """A capital and one character more."""
    if x.lead.isupper() and before.islower():  # no capital stands inside a word
        return True
    if x.rest in _TIGHT and after.isalpha():
        return True
    if x.rest in _APART.get(x.lead, ()):
        return True
    if x.lead == "Ã" and x.rest in _SPACING and x.char.isalpha() and _is_in_capitals(text, x, before):
        return True
    if before.isalpha():
        return False
    if x.lead in "ÅĂ" and not x.rest.isalpha() and text[x.end : x.end + 2].islower() and x.rest != "\u00a0":
        return text[x.end : x.end + 2].isalpha()  # "Å’uvre"
    if x.lead not in "ÃÂ":
        return False
    # neither is a word, nor begins one before a sign; but “Â” may be spoken of
    if after.islower() or x.rest in "\u00a0©®™°ºª²³¹«»·´":
        return True
    if x.lead == "Ã":
        return False
    return x.rest in "–—…" or (x.rest in "‘’" and after.isalnum()) or (before != "" and before in ".,!?;:)%0123456789")


def _is_in_capitals(text: str, x: _Letter, before: str) -> bool:
    """True for a pair that stands in a word of capitals ("Ã–LBRÃœCK", "ESPAÃ‘A"), and cannot end one before a sign."""
    behind = text[x.end : x.end + 2]
    if before.isalpha():
        return x.rest in _MARKS and before.isupper() and behind[:1].isupper()
    return len(behind) == 2 and behind.isalpha() and behind.isupper()


def _signs(text: str, chain: list[_Letter], i: int) -> bool:
    """Sets whose damage begins with mathematical signs or frames: those stand beside no letter in right text."""
    x = chain[i]
    beside = text[x.start - 1 : x.start] + text[x.end : x.end + 1]
    return len(x.rest) == 2 or x.lead in "√¬ƒ≈" or x.rest.isalpha() or any(c.isalnum() for c in beside)


def _russian(text: str, chain: list[_Letter], i: int) -> bool:
    """Typographic signs always; Latin letters inside Latin words; Cyrillic words of three letters and more."""
    x = chain[i]
    if len(x.rest) == 2:
        return _is_in(x.char, _TYPOGRAPHY)
    if x.lead in "РС":
        low = any(c.islower() or not c.isalpha() for y in chain for c in y.rest)
        return len(chain) > 2 and low and all(y.lead in "РС" for y in chain)
    beside = text[x.start - 1 : x.start] + text[x.end : x.end + 1]
    return any(c.isascii() and c.isalpha() for c in beside)


_DAMAGES = (
    _Damage("cp1252", _PLAUSIBLE, _western),
    _Damage("cp1250", _LETTERS + _TYPOGRAPHY, _western),
    _Damage("cp1251", _LETTERS + _CYRILLIC + _TYPOGRAPHY, _russian),
    _Damage("mac_roman", _LETTERS + _TYPOGRAPHY, _signs),
    _Damage("cp437", _LETTERS + _TYPOGRAPHY, _signs),
    _Damage("cp850", _LETTERS + _TYPOGRAPHY, _signs),
)
# In these sets most first bytes are letters and quotation marks; only what stands for Latin letters and signs is told.
_FEW_LEADS = {"mac_roman": (0xC2, 0xC5), "cp437": (0xC2, 0xC3), "cp850": (0xC2, 0xC3), "cp1250": (0xC2, 0xC5)}


# -- character sets ------------------------------------------------------------------------------------------------


@cache
def _leads() -> frozenset[str]:
    """Characters without which there is no damage: what first bytes are read as."""
    first = {"cp1251": "ВГДЕРСв", "mac_roman": "¬√ƒ≈‚", "cp437": "┬├Γ", "cp850": "┬├Ô"}
    west = {chars[byte] for chars in (_letters("cp1252"), _letters("cp1250")) for byte in range(0xC2, 0xF5)}
    return frozenset(west.union("鈥", *first.values()))


@cache
def _letters(codec: str) -> dict[int, str]:
    """The character that each byte from 0x80 on is read as; where a set has none, the control that browsers take."""
    out = {}
    for byte in range(0x80, 0x100):
        try:
            out[byte] = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            out[byte] = chr(byte)
    return out


@cache
def _codes(codec: str) -> dict[str, int]:
    out = {char: byte for byte, char in _letters(codec).items()}
    if codec == "cp1252":  # Latin-1 reads the bytes from 0x80 to 0x9F as controls
        out.update({chr(byte): byte for byte in range(0x80, 0xA0)})
    return out


def _bytes_of(words: str, codec: str) -> bytes:
    codes = _codes(codec)
    return bytes(codes[c] for c in words)


@cache
def _pattern(codec: str) -> re.Pattern[str]:
    """What one letter of UTF-8 beyond ASCII looks like when it was read with `codec`."""

    def of(first: int, last: int) -> str:
        wanted = [c for c, byte in _codes(codec).items() if first <= byte <= last]
        return "[" + re.escape("".join(sorted(wanted))) + "]"

    low, high = _FEW_LEADS.get(codec, (0xC2, 0xDF))
    rest = of(0x80, 0xBF)
    forms = [of(low, high) + rest]
    if codec == "cp1252":
        forms += [
            of(0xE0, 0xE0) + of(0xA0, 0xBF) + rest, of(0xE1, 0xEC) + rest * 2, of(0xED, 0xED) + of(0x80, 0x9F) + rest,
            of(0xEE, 0xEF) + rest * 2, of(0xF0, 0xF0) + of(0x90, 0xBF) + rest * 2,
        ]  # fmt: skip
    else:
        forms.append(of(0xE2, 0xE2) + "(?:" + of(0x80, 0x80) + "|" + of(0x82, 0x82) + "|" + of(0x84, 0x84) + ")" + rest)
    return re.compile("|".join(forms))


# -- damage that lost something ------------------------------------------------------------------------------------

# The last byte of a closing quotation mark means nothing to Windows: it was dropped, or became a sign for "unknown".
_CLOSING = re.compile("(?<=\\S)(?:â€|вЂ)(?:\ufffd|\\?)?(?=[\\s.,;:!?)\\]-]|$)|(?<=\\S)â€\ufffd")
# A dash whose last byte was read as a quotation mark, which was made straight later.
_DASH = re.compile(r"(?<=\s)â€\"(?=\s)|(?<=\w)â€\"(?=\w)")
# A non-breaking space whose second byte became a space, or was cut off with the line's end.
_SPACE = re.compile(r"(?<=[a-z0-9.,;:!?”’\"')])Â(?=\s|$)")
# The same of "à" at the end of a word.
_GRAVE = re.compile(r"(?<=[a-zß-ÿ])Ã(?=\s|$)")
# A quotation mark and the letter behind it, read as one Chinese character.
_CHINESE = re.compile("鈥[\u4e00-\u9fff]")


def _lossy(text: str) -> Iterator[Change]:
    for found in _CLOSING.finditer(text):
        yield Change(found.start(), found.end(), "”")
    for found in _DASH.finditer(text):
        yield Change(found.start(), found.end(), "—")
    for found in _SPACE.finditer(text):
        yield Change(found.start(), found.end(), "")
    for found in _GRAVE.finditer(text):
        yield Change(found.start(), found.end(), "à")
    for found in _CHINESE.finditer(text):
        char = found.group().encode("gb18030").decode("utf-8", "replace")
        if len(char) == 2 and _is_in(char[0], _TYPOGRAPHY) and char[1].isascii():
            yield Change(found.start(), found.end(), char)
