"""A stored input as it can be shown without harm: its page written anew from a list, or a stretch of its source."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from functools import cache
from itertools import islice

from onrecord.reports.decode import decode, is_page, shown
from onrecord.reports.row import open_row
from onrecord.reports.tags import IMPLIED, PARAGRAPH, WALLS, Token, attributes, kinds, tokens
from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Raw
from onrecord.shapes.table import load

LARGEST = 5_000_000  # bytes of the page that is written; what is longer is cut, and says so
_DEEPEST = 200  # elements inside one another that are written; browsers and parsers lose what is deeper than 255
_MOST_TOKENS = 3_000_000
_WIDEST = 1_000  # columns or rows that one cell of a table spans
_AROUND = 300  # bytes of source shown on either side of a stretch
_PICTURES = frozenset({"img", "image", "amp-img"})
_FOREIGN = frozenset({"svg", "math"})  # an end inside their start tag is one
_LOADED = frozenset({"portal", "fencedframe"})  # other pages inside this one, not in elements.tsv
_ROOTS = frozenset({"html", "head", "body", "frameset", "colgroup"})  # blocks that are not written as such
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,7}")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
_MOMENT = re.compile(r"[0-9A-Za-z:.+\- ]{1,64}")
_NO_SIGNS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)))
_CUT = "cut here: the page is longer than what is shown of it"


# -- a page ------------------------------------------------------------------------------------------------------------


def inert(raw: Raw, stylesheet: str | None = None) -> str:
    """The input as a whole HTML document that loads, runs and leads to nothing, for a frame without rights.

    A page keeps its structure, the words of its links and what its pictures are called; a text, and what is no page,
    stands as it is in one `pre`. `stylesheet` is the address of the one thing that the document asks for, if any.
    Never raises, and gives at most LARGEST bytes and a few for what is open at the cut.
    """
    text, paged = _characters(raw)
    writer = _Writer()
    if paged:
        writer.page(text)
    else:
        writer.source(text)
    style = "" if stylesheet is None else f'<link rel="stylesheet" href="{html.escape(stylesheet)}">'
    title = html.escape(writer.title or "The page as it was found")
    lang = f' lang="{writer.language}"' if writer.language else ""
    head = f'<!doctype html>\n<html{lang}><head><meta charset="utf-8"><title>{title}</title>{style}</head>'
    return f"{head}<body>\n{''.join(writer.parts)}\n</body></html>\n"


def _characters(raw: Raw) -> tuple[str, bool]:
    """The characters of an input, and whether they are a page."""
    text = ""
    try:
        row = open_row(raw.data, raw.media_type)
        within, paged = (decode(raw.data, raw.media_type), False) if row is None else row.report()
        text = within.text
        return text, paged or is_page(text)
    except ReadError:  # a binary, a row without a text, a feed
        return text or raw.data.decode("utf-8", "replace"), False


@cache
def allowed() -> dict[str, frozenset[str]]:
    """The elements that are written, each with the attributes it may have: inert.tsv."""
    rows = load(__package__, "inert.tsv", ("element", "attributes"), optional=("attributes",))
    return {row["element"]: frozenset(row.words("attributes")) | {"lang", "dir"} for row in rows}


class _Writer:
    """Takes the tokens of a page once and writes what is allowed of them, every element with its end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = LARGEST
        self.cut = False
        self.title = ""
        self.language = ""
        self.allowed, self.kinds = allowed(), kinds()
        self.stack: list[str] = []
        self.open: Counter[str] = Counter()
        self.deeper: Counter[str] = Counter()  # elements too deep to be written
        self.gone = ""  # the element that is left out with all inside it
        self.inside: Counter[str] = Counter()  # what is open in that

    def source(self, text: str) -> None:
        """Text that is no page, as it stands."""
        self.start("pre", "<pre>\n")
        self.text(text)
        self.done()

    def page(self, page: str) -> None:
        """All of a page."""
        found = tokens(page)
        pending = ""
        for token in islice(found, _MOST_TOKENS):
            kind, start, end, name, _ = token
            if kind == "raw":
                if name == "title" and pending == "title" and not self.title and not self.gone:
                    words = html.unescape(page[start : min(end, start + 10 * _AROUND)]).translate(_NO_SIGNS)
                    self.title = " ".join(words.split())[:_AROUND]
            elif self.gone:
                self._left_out(kind, name, page[end - 2 : end] == "/>")
            elif kind == "text":
                self.words(html.unescape(page[start:end]))
            elif kind == "open":
                pending = name
                self._opened(token, page[end - 2 : end] == "/>")
            else:
                self._closed(name)
            if self.left <= 0:
                break
        self.cut = self.cut or next(found, None) is not None
        self.done()

    def words(self, text: str) -> None:
        """Text of a page. White space alone is a space or a line's end, once."""
        if not self.open["pre"] and not text.strip():
            text = "\n" if "\n" in text else " "
            if not self.parts or self.parts[-1] == text:
                return
        self.text(text)

    def text(self, text: str) -> None:
        """Words, escaped; those beyond the largest page are cut."""
        self.cut = self.cut or len(text) > self.left
        text = text[: self.left].translate(_NO_SIGNS)
        while _size(escaped := html.escape(text, quote=False)) > self.left:
            text, self.cut = text[: len(text) * self.left // _size(escaped)], True
        self._write(escaped)

    def start(self, name: str, tag: str) -> None:
        """The start of an element that has an end."""
        self._write(tag)
        self.stack.append(name)
        self.open[name] += 1

    def done(self) -> None:
        """The end of the input: what is open is closed, and a cut is told."""
        self.end()
        if self.cut:
            self.parts.append(f"<p>[{_CUT}]</p>")

    def end(self, depth: int = 0) -> None:
        """The ends of all elements that stand at `depth` or deeper."""
        while len(self.stack) > depth:
            name = self.stack.pop()
            self.open[name] -= 1
            self._write(f"</{name if name in self.allowed else 'div'}>")

    def _write(self, part: str) -> None:
        self.parts.append(part)
        self.left -= _size(part)

    def _opened(self, token: Token, closed: bool) -> None:
        name, tail = token[3], token[4]
        kind = self.kinds.get(name, "inline")
        if name in _PICTURES:
            words = " ".join(attributes(tail).get("alt", "").split())
            if words:
                self.text(f"[{words}]")
            return
        if name == "html" and not self.language:
            self.language = _language(attributes(tail).get("lang", ""))
        if (kind == "hidden" and name != "head") or name in _LOADED:
            if not (closed and name in _FOREIGN):
                self.gone = name
            return
        if kind == "block" and self.open["p"]:
            self._implied(*PARAGRAPH)
        if name in IMPLIED:
            self._implied(*IMPLIED[name])
        if name not in self.allowed and (kind != "block" or name in _ROOTS):
            return
        tag = f"<{name}{self._attributes(name, tail)}>" if name in self.allowed else "<div>"
        if kind == "void":
            self._write(tag)
        elif len(self.stack) >= _DEEPEST:
            self.deeper[name] += 1
        else:
            self.start(name, tag)

    def _attributes(self, name: str, tail: str) -> str:
        """What is kept of a tag's attributes. What `details` hold is shown: nobody opens it in print."""
        out = " open" if name == "details" else ""
        if not tail:
            return out
        for key, value in attributes(tail).items():
            kept = _value(key, value.strip()) if key in self.allowed[name] else ""
            out += f' {key}="{html.escape(kept)}"' if kept else ""
        return out

    def _closed(self, name: str) -> None:
        if self.deeper[name]:
            self.deeper[name] -= 1
            return
        if not self.open[name]:
            return
        for i in range(len(self.stack) - 1, -1, -1):
            if self.stack[i] == name:
                self.end(i)
                return
            if self.stack[i] in WALLS and name not in ("table", "tr", "tbody", "thead", "tfoot"):
                return

    def _implied(self, names: frozenset[str], walls: frozenset[str]) -> None:
        """Close what the next start ends without saying so: a paragraph, the list item before it."""
        outermost = None
        for i in range(len(self.stack) - 1, -1, -1):
            if self.stack[i] in names:
                outermost = i
                if len(names) == 1:
                    break
            elif self.stack[i] in walls:
                break
        if outermost is not None:
            self.end(outermost)

    def _left_out(self, kind: str, name: str, closed: bool) -> None:
        """A tag inside an element that is left out; the end of it, or of an element round it, ends that."""
        if kind == "open":
            if self.kinds.get(name) not in ("void", "raw") and not closed:
                self.inside[name] += 1
        elif kind == "close":
            if self.inside[name]:
                self.inside[name] -= 1
            elif name == self.gone or self.open[name]:
                outer, self.gone = name != self.gone, ""
                self.inside.clear()
                if outer:
                    self._closed(name)


def _size(text: str) -> int:
    """The bytes of a text."""
    return len(text) if text.isascii() else len(text.encode())


def _value(key: str, value: str) -> str:
    """The value of an attribute as it is written; empty where it is not one that it may have."""
    if key == "lang":
        return _language(value)
    if key == "dir":
        return value.lower() if value.lower() in _DIRECTIONS else ""
    if key == "datetime":
        return value if _MOMENT.fullmatch(value) else ""
    return str(max(1, min(_WIDEST, int(value)))) if re.fullmatch(r"[0-9]{1,20}", value) else ""


def _language(value: str) -> str:
    return value if _LANGUAGE.fullmatch(value) else ""


# -- a stretch of source -----------------------------------------------------------------------------------------------


def source_stretch(raw: Raw, start: int, end: int) -> tuple[str, str, str]:
    """The source of bytes [start, end) of the input as characters, with what stands before and after it.

    Gives: up to 300 bytes before, the stretch, up to 300 bytes after; no character is cut, a stretch that begins or
    ends inside one has all of it. Bytes that mean nothing are shown as they are in the reading text. Never raises;
    offsets outside the input are moved to its ends.
    """
    data, encoding, bom = raw.data, *_encoding(raw)
    start = max(bom, min(start, len(data)))
    end = max(start, min(end, len(data)))
    head, start = _up_to(data, bom, start, encoding)
    stretch, stop = _up_to(data, start, end, encoding)
    while stop < end < len(data) and end - stop < 8:  # a character that the end would cut
        end += 1
        stretch, stop = _up_to(data, start, end, encoding)
    stretch += "" if stop == end else "\ufffd"
    after, _ = _up_to(data, end, min(len(data), end + _AROUND), encoding)
    before = head[-_AROUND:]
    while (extra := _bytes(before, encoding) - _AROUND) > 0:
        before = before[(extra + 3) // 4 :]
    return shown(before, encoding), shown(stretch, encoding), shown(after, encoding)


def _encoding(raw: Raw) -> tuple[str, int]:
    """The set that the input is read with, and the length of its byte order mark."""
    try:
        if open_row(raw.data, raw.media_type) is not None:
            return "utf-8", 0
        decoded = decode(raw.data, raw.media_type)
    except ReadError:
        return "utf-8", 0
    return decoded.encoding, decoded.bom


def _up_to(data: bytes, start: int, end: int, encoding: str) -> tuple[str, int]:
    """The whole characters of data[start:end], bytes that mean nothing kept apart, and where the last of them ends."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    try:
        text = decoder.decode(data[start:end])
        return text, end - len(decoder.getstate()[0])
    except UnicodeError:
        return data[start:end].decode(encoding, "replace"), end


def _bytes(text: str, encoding: str) -> int:
    """How many bytes a text is in the set it was read with."""
    try:
        return len(text.encode(encoding, "surrogateescape"))
    except UnicodeError:
        return len(text.encode("utf-8", "replace"))
