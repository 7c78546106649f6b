"""Bytes to characters, with the way back: encoding, byte offsets, and whether it is a page or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.shapes import charset
from onrecord.shapes.errors import ReadError

_SEVEN_BIT = ("iso2022", "hz")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,30})""", re.I
)
_HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,30})", re.I)
_ESCAPED = re.compile("[\udc80-\udcff]")
# One such byte alone. From 0xC0 on it begins a letter in UTF-8, which may have been cut: a plain character must follow.
_ISLAND = re.compile("(?<![\udc80-\udcff])(?:[\udc80-\udcbf](?![\udc80-\udcff])|[\udcc0-\udcff](?=[\0-\x7f]))")
# Words with a letter of another alphabet than the Latin one.
_FOREIGN = re.compile("[A-Za-z]{0,40}[\u0370-\u06ff][A-Za-z\u0370-\u06ff]{0,40}")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of an input and where its bytes are.

    `text` is the input decoded, a byte order mark dropped, each byte that means nothing shown as `shown` has it.
    `encoding` is the set it was read with, `how` why. `escaped` is the same text with such bytes kept apart.
    """

    text: str
    encoding: str
    how: str
    escaped: str
    bom: int
    exact: bool

    def byte_offsets(self, places: Iterable[int]) -> dict[int, int] | None:
        """Character offsets to byte offsets in the input; None where the set allows no way back.

        `places` may come in any order; cost is one pass over the text.
        """
        if not self.exact:
            return None
        out: dict[int, int] = {}
        char, byte = 0, self.bom
        for place in sorted(set(places)):
            byte += len(self.escaped[char:place].encode(self.encoding, "surrogateescape"))
            char = place
            out[place] = byte
        return out


def decode(data: bytes, media_type: str | None = None) -> Decoded:
    """The input as characters: byte order mark, UTF-8 where it fits, what is declared, else what it looks like.

    UTF-8 goes before the declaration: other sets hardly ever look like it by chance, and copied pages keep old
    declarations. Raises ReadError when the bytes are no text.
    """
    mark = charset.mark(data)
    if mark:
        return _decoded(data, mark[1], "byte order mark", len(mark[0]))
    wide = charset.wide(data)
    if wide:
        return _decoded(data, wide, "every second byte is zero")
    declared = _declared(data, media_type)
    if declared and declared.startswith(_SEVEN_BIT):
        return _decoded(data, declared, "declared")
    if charset.looks_utf8(data):
        return _decoded(data, "utf-8", "fits")
    if declared and _fits(data, declared):
        return _decoded(data, declared, "declared")
    return _decoded(data, _guess(data), "looks like it")


def _fits(data: bytes, encoding: str) -> bool:
    """False where the declared set cannot be meant: bytes that it has not, or letters of two scripts in most words."""
    if encoding == "utf-8":  # it did not look like it
        return False
    sample = data[: charset.SAMPLE].decode(encoding, "surrogateescape")
    odd = sum(not c.isascii() for c in sample)
    if len(_ESCAPED.findall(sample)) * 10 > odd:
        return False
    foreign = _FOREIGN.findall(sample)
    return not foreign or sum(c.isascii() for word in foreign for c in word) * 2 <= sum(map(len, foreign))


def _decoded(data: bytes, encoding: str, how: str, bom: int = 0) -> Decoded:
    body = _whole(data[bom:] if bom else data, encoding)
    if encoding == "utf-8":
        try:
            text = body.decode()
        except UnicodeDecodeError:
            pass
        else:  # as most are: nothing to keep apart, and each place leads back
            _refuse_binary(text)
            return Decoded(text, encoding, how, text, bom, True)
    try:
        escaped = body.decode(encoding, "surrogateescape")
    except (UnicodeError, LookupError):
        encoding, how = "utf-8", f"{encoding} did not fit"
        escaped = body.decode("utf-8", "surrogateescape")
    try:
        exact = not encoding.startswith(_SEVEN_BIT) and escaped.encode(encoding, "surrogateescape") == body
    except UnicodeError:
        exact = False
    text = shown(escaped, encoding)
    _refuse_binary(text)
    return Decoded(text, encoding, how, escaped, bom, exact and len(text) == len(escaped))


def _whole(data: bytes, encoding: str) -> bytes:
    """The bytes without those of a wide character that the file's end cut."""
    unit = 4 if encoding.startswith("utf-32") else 2 if encoding.startswith("utf-16") else 1
    return data[: len(data) - len(data) % unit]


def decode_as(data: bytes, encoding: str) -> str:
    """The input, or a stretch of it, as it was read: with a set that is known, a byte order mark dropped."""
    return shown(_whole(data, encoding).decode(encoding, "surrogateescape"), encoding).removeprefix("\ufeff")


def shown(escaped: str, encoding: str) -> str:
    """What is shown for bytes that mean nothing in `encoding` (`escaped` keeps them as surrogates), one character each.

    In UTF-8 a letter or sign of Windows' Western set that stands alone is shown as that: pages are put together from
    pieces of other origin. Pieces of a letter of UTF-8 that was cut, and all else, are U+FFFD.
    """
    try:
        escaped.encode("utf-8")
    except UnicodeEncodeError:
        pass
    else:
        return escaped  # all of it means something: told a hundred times faster than by looking for what does not
    if encoding == "utf-8":
        escaped = _ISLAND.sub(_as_windows, escaped)
    return _ESCAPED.sub("\ufffd", escaped)


def _as_windows(found: re.Match[str]) -> str:
    return bytes([ord(found.group()) - 0xDC00]).decode("cp1252", "replace")


def _refuse_binary(text: str) -> None:
    sample = text[: charset.SAMPLE]
    data = sample.encode("utf-8", "surrogatepass")
    odd = len(data) - len(data.translate(None, _CONTROLS)) + sample.count("\ufffd")
    if odd > 8 and odd * 20 > len(sample):
        raise ReadError("not text: too many control characters and bytes that mean nothing; is it a binary file?")


_CONTROLS = bytes(n for n in range(32) if chr(n) not in "\t\n\r\f\x0b\x1b")


def _declared(data: bytes, media_type: str | None) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    names = [found.group(1).decode("ascii", "replace")] if found else []
    if media_type and (header := _HEADER_CHARSET.search(media_type)):
        names.append(header.group(1))
    for name in names:
        known = charset.codec(name)
        if known:
            return known
    return None


def _guess(data: bytes) -> str:
    sample = data[: charset.SAMPLE]
    if charset.is_western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(charset.GUESSES)).best()
    name = charset.codec(best.encoding) if best is not None else None
    # Western and Central European sets share most letters: where both read the same, the more common one is meant
    return "cp1252" if name is None or _reads(sample, name) == _reads(sample, "cp1252") else name


def _reads(sample: bytes, encoding: str) -> str:
    return sample.decode(encoding, "replace")


_OPENING = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|article|main|div|p|h[1-6]|section|table|ul|span|script|style)\b)",
    re.I,
)
_FEED = re.compile(r"<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I)
_HTML_TYPE = re.compile(r"<!doctype\s+html", re.I)
_TAG = re.compile(
    r"</(?:p|div|a|span|h[1-6]|li|ul|ol|td|tr|table|article|section|body|html|head|title|script|style|b|i|em|strong)>"
    r"|<br ?/?>",
    re.I,
)


def is_page(text: str) -> bool:
    """True when the characters are an HTML page or a piece of one; told by content, names of files are not asked.

    Raises ReadError for a feed or a site map: those are lists of reports, not a report.
    """
    head = text[: charset.SAMPLE]
    start = _first_tag(head)
    feed = _FEED.match(head, start)
    if feed:
        raise ReadError(
            f"a feed or site map (<{feed.group(1)}>): a list of reports and no report; give it as a file of its own"
        )
    if _OPENING.match(head, start):
        return True
    tags = len(_TAG.findall(head))
    # a text that speaks of tags names a few; a page has one for every few dozen words
    return tags >= 3 and tags * 400 > len(head)


def _first_tag(head: str) -> int:
    """Where the text begins when white space, an XML declaration and comments are passed over."""
    at = 0
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        close = {"<?x": "?>", "<!-": "-->", "<!D": ">", "<!d": ">"}.get(head[at : at + 3])
        if close == ">":
            if _HTML_TYPE.match(head, at):
                return at
            subset = head.find("[", at, head.find(">", at))
            close = "]>" if subset >= 0 else close  # a DOCTYPE with declarations of its own
        end = head.find(close, at + 3) if close else -1
        if close is None or end < 0:
            return at
        at = end + len(close)
