"""What bytes tell of the set of characters they are written in, without reading them as any."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The sets worth guessing where nothing is declared.
GUESSES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r",
    "iso8859_2", "iso8859_5", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp874",
)  # fmt: skip
# What browsers read a declared name as: the declared sets are subsets of what is really sent.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "utf-16": "utf-8",  # the declaration itself was read as ASCII, so it cannot be true
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
# Quotation marks, dashes, spaces and signs that stand at the same place in most Western sets.
_TYPOGRAPHY = bytes([0x80, 0x82, 0x84, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA3, 0xA9, 0xAB, 0xAE, 0xB0, 0xB7, 0xBB])
_ESCAPED = re.compile("[\udc80-\udcff]")
SAMPLE = 65_536  # bytes by which a set is told


def mark(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that `data` begins with, and the set it stands for."""
    return next(((bom, name) for bom, name in BOMS if data.startswith(bom)), None)


def wide(data: bytes) -> str | None:
    """UTF-16 without its mark: Western text has a zero in every second byte."""
    head = data[:512]
    if len(head) < 8 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 10 > len(head) * 4 and even * 20 < len(head):
        return "utf-16-le"
    if even * 10 > len(head) * 4 and odd * 20 < len(head):
        return "utf-16-be"
    return None


def looks_utf8(data: bytes) -> bool:
    """True for UTF-8, also with a little damage: a page cut inside a letter, a few stray bytes of another set."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return True
    else:
        return True
    text = data[:SAMPLE].decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    good = sum(not c.isascii() for c in text) - bad
    return good > 0 and bad * 10 <= good


def codec(name: str) -> str | None:
    """The codec that reads a set declared as `name`; None for what is no set of characters."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in ("utf-7", "idna", "punycode", "unicode_escape"):
        return None
    return _READ_AS.get(info.name, info.name)


def is_western(data: bytes) -> bool:
    """True where all bytes beyond ASCII are typography that the Western sets share."""
    return not bytes(b for b in set(data) if b >= 0x80).translate(None, _TYPOGRAPHY)
