"""What an input is, told from its first bytes, then from its name; and why it is not read where it is none of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from onrecord.shapes.table import load
from onrecord.sources.columns import is_header, is_table

HEAD = 1 << 16  # bytes that are looked at
_NOTHING = "-"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SPACE = b" \t\r\n\f\xef\xbb\xbf"  # and the byte order mark
# Told piece by piece, not by one pattern: Python before 3.11.5 gets possessive groups of such pieces wrong.
_PIECE = re.compile(rb"\s*(?:<\?[^>]{0,500}>|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>|(?P<comment><!--))", re.I)
_PIECES = 20  # before the first element: declarations, comments, a doctype
_FEED = re.compile(rb"\s*<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF|opml|urlset|sitemapindex)[\s>]", re.I)
_HTML = re.compile(rb"\s*<(?:!DOCTYPE\s+html|html|head|body)[\s>]", re.I)
_JSON_FEED = re.compile(rb'"version"\s{0,20}:\s{0,20}"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_OBJECT = re.compile(rb'\{\s{0,200}(?:\}|"[^"\n]{0,200}"\s{0,20}:)')
_LIST = re.compile(rb'\[\s{0,200}\{\s{0,200}(?:\}|"[^"\n]{0,200}"\s{0,20}:)')
_MAIL_LINE = re.compile(rb"[!-9;-~]{1,60}:[^\r\n]{0,4000}\r?\n(?:[ \t][^\r\n]{0,4000}\r?\n){0,40}")
_MHTML = re.compile(rb"(?i)multipart/related|<saved by |^snapshot-content-location:|^content-location:", re.M)
_TAR_SUM = slice(148, 156)
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\v\f\r\x1b")
# How many controls may have come into a text with a zero byte: so many, or one in so many bytes. What is packed has
# more than one in ten.
_FEW, _STREWN = 2, 50


@dataclass(frozen=True, slots=True)
class Format:
    """What an input is: the name a message gives it, what reads it ("": nothing does), and what would do instead."""

    name: str
    kind: str
    advice: str = ""

    @property
    def refusal(self) -> str:
        """One line on why it is not read."""
        return f"{self.name}: {self.advice}"


PAGE = Format("page or text", "page")
TABLE = Format("table without a name, told by its first line", "csv")


def tell(head: bytes, name: str, columns: Collection[str] = ()) -> Format:
    """What a file called `name` is that begins with `head` (64 KB, or all of it): by its bytes, then by its name.

    `columns` are those that the person named: an input without a name that begins with one of them is a table.
    """
    for offset, sign, told in _signs():
        if head[offset : offset + len(sign)] == sign:
            return told
    if head[:1024].find(b"%PDF-") >= 0:  # some servers put a line before it
        return Format("PDF file", "", "convert it to text or HTML first")
    if is_tar_header(head[:512]):
        return Format("tar archive", "tar")
    if is_mhtml(head):
        return Format("web archive (MHTML)", "mhtml")
    return _by_text(head.lstrip(_SPACE), name, columns)


def _by_text(head: bytes, name: str, columns: Collection[str]) -> Format:
    start = head[:8192]
    if b"\0" in start[:8]:  # two bytes or four a character
        start = start.replace(b"\0", b"").lstrip(b"\xff\xfe" + _SPACE)
    if _FEED.match(start, _element(start)):
        return Format("feed", "feed")
    if _HTML.match(start, _element(start, comments_only=True)):
        return PAGE
    told = _by_name(name)
    if _OBJECT.match(head):
        if _JSON_FEED.search(head):
            return Format("feed", "feed")
        return told if told and told.kind in ("json", "jsonl") else Format(*_object(head))
    if _LIST.match(head):
        return told if told and told.kind == "jsonl" else Format("JSON", "json")
    if told is None and "." not in name and (is_header(head.partition(b"\n")[0], columns) or is_table(head)):
        return TABLE
    return told or PAGE


def _element(start: bytes, comments_only: bool = False) -> int:
    """Where the first element may begin: behind declarations, comments and a doctype."""
    at = 0
    for _ in range(_PIECES):
        piece = _PIECE.match(start, at)
        if piece is None or (comments_only and not piece["comment"]):
            break
        end = start.find(b"-->", piece.end()) + 3 if piece["comment"] else piece.end()
        if end < 3:  # a comment that does not end here
            break
        at = end
    return at


def _object(head: bytes) -> tuple[str, str]:
    """An object that ends with its line is a row; one over several lines is a document."""
    first, end, _ = head.partition(b"\n")
    try:
        whole = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        whole = not end and len(head) >= HEAD // 2  # a row longer than what is looked at
    return ("JSON lines", "jsonl") if whole else ("JSON", "json")


def _by_name(name: str) -> Format | None:
    dot = name.rfind(".")
    return _endings().get(name[dot:].lower()) if dot >= 0 else None


def refusal(data: bytes) -> str | None:
    """One line on why the whole of a page or text is not read; None when it may be.

    Text that is no report after all (white space alone) is for the reading room to refuse.
    """
    if not data:
        return "empty file"
    if b"\0" in data and not data.startswith(_WIDE) and not _is_wide(data) and not _is_strewn(data):
        return "binary file: it holds zero bytes, so it is neither text nor HTML"
    return None


def document(sign: str) -> str | None:
    """Why a ZIP archive is not read that is one document: `sign` is the ending of its name, or a member of it."""
    found = _documents().get(sign)
    return found.refusal if found else None


def is_tar_header(block: bytes) -> bool:
    """True for 512 bytes whose sum stands in them, as at the head of every file of a tar archive."""
    if len(block) < 512 or not block[0]:
        return False
    try:
        told = int(block[_TAR_SUM].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return told == sum(block) - sum(block[_TAR_SUM]) + 8 * 32


def is_mhtml(head: bytes) -> bool:
    """True when it begins with the header of a mail that holds a page."""
    end, lines = 0, 0
    while lines < 60 and (line := _MAIL_LINE.match(head, end)):
        end, lines = line.end(), lines + 1
    return lines >= 2 and b"content-type:" in head[:end].lower() and bool(_MHTML.search(head[:end]))


@cache
def _signs() -> tuple[tuple[int, bytes, Format], ...]:
    rows = load(__package__, "formats.tsv", ("format", "offset", "bytes", "kind", "advice"), key=("offset", "bytes"))
    return tuple(
        (int(r["offset"]), bytes.fromhex(r["bytes"]), _format(r["format"], r["kind"], r["advice"])) for r in rows
    )


@cache
def _endings() -> dict[str, Format]:
    rows = load(__package__, "names.tsv", ("ending", "format", "kind", "advice"))
    return {r["ending"]: _format(r["format"], r["kind"], r["advice"]) for r in rows}


@cache
def _documents() -> dict[str, Format]:
    rows = load(__package__, "office.tsv", ("sign", "format", "advice"))
    return {r["sign"]: Format(r["format"], "", r["advice"]) for r in rows}


def _format(name: str, kind: str, advice: str) -> Format:
    return Format(name, "" if kind == _NOTHING else kind, "" if advice == _NOTHING else advice)


def _is_strewn(data: bytes) -> bool:
    """True for text into which a few zero bytes came: what is packed or built has controls all over."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * (10 if controls <= _FEW else _STREWN) <= len(data)


def _is_wide(data: bytes) -> bool:
    """UTF-16 without its mark: in Western text nearly every second byte is zero, the others are not."""
    head = data[:512]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 20 < len(head) and max(even, odd) * 10 > len(head) * 4
