"""What an input is that cannot be read as a report, told from its first bytes or its name."""

from __future__ import annotations

import json
import re
from functools import cache

from onrecord.shapes.table import load

_TABLE = "formats.tsv"
_COLUMNS = ("format", "offset", "bytes", "advice")
_ROWS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet",
}  # fmt: skip
_ARCHIVES = {
    ".warc": "web archive (WARC)", ".arrow": "Arrow", ".feather": "Arrow", ".wacz": "web archive (WACZ)",
}  # fmt: skip
_FEED = re.compile(
    rb"\s*+(?:<\?[^>]{0,500}+>\s*+|<!--(?:(?!-->)[\s\S]){0,4000}+-->\s*+|<!DOCTYPE[^\[<>]{0,500}+(?:\[[\s\S]{0,6000}?\]\s*+)?>\s*+){0,20}+"
    rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF|opml|urlset|sitemapindex)[\s>]",
    re.I,
)
_JSON_FEED = re.compile(rb'"version"\s{0,20}:\s{0,20}"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MAIL = re.compile(rb"(?:From: <Saved by|MIME-Version: 1\.0\r?\nContent-Type: multipart/related)", re.I)


def refusal(data: bytes, name: str) -> str | None:
    """One line on why `data` (of a file called `name`, `.gz` already taken off) is not read; None when it may be.

    Text that is no report after all (a feed, white space) is for the reading room to refuse.
    """
    if not data:
        return "empty file"
    for offset, sign, what, advice in _signs():
        if data[offset : offset + len(sign)] == sign:
            return f"{what}: {advice}"
    if data[:1024].find(b"%PDF-") >= 0:  # some servers put a line before it
        return "PDF file: convert it to text or HTML first"
    if _MAIL.match(data[:400]) or (b"multipart/related" in data[:2000] and data[:5] in (b"From:", b"MIME-")):
        return "web archive (MHTML): save the page as HTML only"
    dot = name.rfind(".")
    rows = _ARCHIVES.get(name[dot:].lower()) if dot >= 0 else None
    if rows:
        return f"{rows}: archives are not read yet; give each report as a text or HTML file"
    if b"\0" in data and not data.startswith(_WIDE) and not _is_wide(data):
        return "binary file: it holds zero bytes, so it is neither text nor HTML"
    return None


def rows_in(head: bytes, name: str) -> str | None:
    """What a file of several reports is (jsonl, json, csv, tsv, parquet, feed), None for a page, a text, or none."""
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _FEED.match(start[:9000]) or (start[:1] == b"{" and _JSON_FEED.search(head)):
        return "feed"
    dot = name.rfind(".")
    told = _ROWS.get(name[dot:].lower()) if dot >= 0 else None
    return told or ("jsonl" if _is_row(head) else "json" if re.match(rb'\[\s{0,200}\{\s{0,200}"', start) else None)


@cache
def _signs() -> tuple[tuple[int, bytes, str, str], ...]:
    rows = load(__package__, _TABLE, _COLUMNS, key=("offset", "bytes"))
    return tuple((int(r["offset"]), bytes.fromhex(r["bytes"]), r["format"], r["advice"]) for r in rows)


def _is_wide(data: bytes) -> bool:
    """UTF-16 without its mark: in Western text nearly every second byte is zero, the others are not."""
    head = data[:512]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 20 < len(head) and max(even, odd) * 10 > len(head) * 4


def _is_row(data: bytes) -> bool:
    """True when the first line is a JSON object: a row of a file that lost its name."""
    head = data[:200_000].lstrip()
    if not head.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(head.split(b"\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False
