"""Plain-text scrapes to learn from: given ones, ones made of pages in careless styles, and short clean texts cut out.

A scrape is its text and a label for each line: body, title or other.
"""

import gzip
import itertools
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from onrecord.reports.decode import decode

_SKIPPED = {"script", "style", "template", "noscript", "head"}
_UNSEEN = {"script", "style", "template"}
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADS | set(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer form"
    " header hgroup hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead tr"
    " ul".split()
)
_OWN_LINE = _HEADS | {"p", "li"}
_MARKS = "*+o-"
_LONGEST = 400  # lines of a scrape: longer ones are lists
_PARAGRAPH = 80  # characters of a line that may be one
_SEED = 5
_STYLES_A_PAGE = 2
_CUTS = {True: 2, False: 1}  # short texts cut out of a scrape: of those labelled by hand, of others


@dataclass(frozen=True, slots=True)
class Scrape:
    """A text, its lines as (start, end, label, whether the label counts), and where it comes from.

    `site` keeps texts of one site together; `kind`: given, made or cut.
    `id`: of a given one.
    """

    text: str
    lines: tuple[tuple[int, int, str, bool], ...]
    site: str
    kind: str
    style: str = ""
    id: str = ""


def site(address: str) -> str:
    """The registered name in an address, about: two labels, three below a short second one."""
    host = re.sub(r"^\w+://", "", address).split("/")[0].split(":")[0].split(".")
    short = len(host) > 2 and len(host[-1]) == 2 and len(host[-2]) <= 3
    return ".".join(host[-3 if short else -2 :])


def given(folder: Path) -> list[Scrape]:
    """The scrapes labelled by hand: scrapes.jsonl.gz, with the addresses of aeb/gold.jsonl."""
    sites = {row["id"]: site(row["url"]) for row in _rows(folder / "aeb" / "gold.jsonl")}
    out = []
    with gzip.open(folder / "scrapes.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            lines = tuple((x["start"], x["end"], x["label"], not x.get("dup")) for x in row["lines"])
            out.append(Scrape(row["text"], lines, sites[row["page"]], "given", row["style"], row["id"]))
    return out


def pages(folder: Path, known: set[str]) -> list[tuple[Path, dict[str, Any]]]:
    """The pages in trafilatura/ with their gold, but for those of sites in `known`."""
    rows = sorted(_rows(folder / "trafilatura" / "gold.jsonl"), key=lambda row: str(row["id"]))
    return [(folder / "trafilatura" / row["file"], row) for row in rows if site(row["url"]) not in known]


def made(page: tuple[Path, dict[str, Any]]) -> list[Scrape]:
    """Scrapes of a page in two styles; none where its body is not known well enough.

    The body is what trafilatura extracts, where that holds each segment that the gold wants and no other.
    """
    path, row = page
    chance = random.Random(f"{_SEED} {row['id']}")
    source = decode(gzip.decompress(path.read_bytes()), "text/html").text
    body = _extract(source, row)
    if body is None:
        return []
    tree = _parse(source)
    head = next(iter(tree.iter("h1")), None)
    title = row.get("title") or ("" if head is None else _spaced("".join(_strings(head, _SKIPPED))))
    body = "\n".join(line for line in body.split("\n") if _key(line) != _key(title))
    out = []
    for style in chance.sample(sorted(_STYLES), _STYLES_A_PAGE):
        lines = _STYLES[style](tree)
        flags = labels(lines, body)
        if 4 <= len(lines) <= _LONGEST and any(flags):
            named = [_label(line, flag, _key(title)) for line, flag in zip(lines, flags, strict=True)]
            out.append(_built(list(zip(lines, named, strict=True)), site(row["url"]), "made", style, gap=False))
    return out


def cut(scrapes: Sequence[Scrape]) -> Iterator[Scrape]:
    """Short and clean texts cut out of scrapes: the body alone, with its title, wrapped, with blank lines …"""
    chance = random.Random(_SEED)
    for scrape in scrapes:
        for _ in range(_CUTS[scrape.kind == "given"]):
            rows = [(scrape.text[a:b], label) for a, b, label, _ in scrape.lines if scrape.text[a:b].strip()]
            found = _cut(rows, chance)
            if found is not None:
                yield _built(found[0], scrape.site, "cut", found[1], gap=found[2])


# --- labels -------------------------------------------------------------------------------------


def labels(lines: Sequence[str], body: str) -> list[bool]:
    """For each line, whether it stands in `body`, in its order: long lines first, then short ones between them."""
    whole = _words(body)
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(whole) - 2):
        places.setdefault(tuple(whole[i : i + 3]), []).append(i)
    split = [_words(line) for line in lines]
    chain = _chain([(i, s, len(w)) for i, w in enumerate(split) if len(w) >= 5 for s in _starts(w, places)])
    out = [False] * len(lines)
    ends = [(-1, 0), *((i, start + length) for i, start, length in chain)]
    begins = [*((i, start) for i, start, _ in chain), (len(lines), len(whole))]
    for i, _, _ in chain:
        out[i] = True
    for (i, end), (j, start) in zip(ends, begins, strict=True):
        at = end if i < 0 else max(0, end - 2)
        near = range(max(0, j - 12), j) if i < 0 else range(i + 1, min(j, i + 40) if j == len(lines) else j)
        for k in near:
            found = _find(split[k], whole, at, min(len(whole), start + 2)) if chain and split[k] else None
            # before the first and behind the last sure line, a short one must stand next to it
            if found is not None and ((i >= 0 and j < len(lines)) or found - len(split[k]) - at < 12):
                out[k], at = True, found
    return out


def _starts(words: list[str], places: dict[tuple[str, ...], list[int]]) -> list[int]:
    votes: dict[int, int] = {}
    hits = 0
    for k in range(len(words) - 2):
        found = places.get(tuple(words[k : k + 3]), ())
        hits += bool(found)
        for place in found[:20]:
            votes[place - k] = votes.get(place - k, 0) + 1
    if hits < 0.7 * (len(words) - 2):
        return []
    top = max(votes.values())
    return sorted(start for start, n in votes.items() if n >= 0.6 * top)[:20]


def _chain(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The heaviest chain of (line, start, length) that rises in lines and, but for a few words, in the body."""
    size = max((start + length for _, start, length in found), default=0) + 8
    tree = [(0, -1)] * (size + 1)  # best[:k] by end, as a tree of maxima over prefixes
    best: list[tuple[int, int]] = []
    for _, same in itertools.groupby(range(len(found)), key=lambda n: found[n][0]):
        group = list(same)
        for n in group:
            before, k = (0, -1), found[n][1] + 6
            while k > 0:
                before, k = max(before, tree[k]), k - (k & -k)
            best.append((before[0] + found[n][2], before[1]))
        for n in group:
            k = found[n][1] + found[n][2] + 1
            while k <= size:
                tree[k], k = max(tree[k], (best[n][0], n)), k + (k & -k)
    out = []
    n = max(range(len(best)), key=lambda m: best[m][0], default=-1)
    while n >= 0:
        out.append(found[n])
        n = best[n][1]
    return out[::-1]


def _find(words: list[str], whole: list[str], start: int, end: int) -> int | None:
    for at in range(max(0, start), end - len(words) + 1):
        if whole[at : at + len(words)] == words:
            return at + len(words)
    return None


def _label(line: str, body: bool, title: str) -> str:
    own = _key(line)
    same = bool(title) and (own == title or (len(title) > 20 and title in own and len(own) < len(title) + 40))
    return "body" if body else "title" if same else "other"


# --- styles -------------------------------------------------------------------------------------


def _strings(element: lxml.html.HtmlElement, skipped: set[str]) -> Iterator[str]:
    if element.tag in skipped:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _strings(child, skipped)
        yield child.tail or ""


def _every_string(tree: lxml.html.HtmlElement) -> list[str]:
    """A line for each stretch of text between two tags."""
    found = (_spaced(line) for text in _strings(tree, _UNSEEN) for line in text.split("\n"))
    return [line for line in found if line]


def _every_block(tree: lxml.html.HtmlElement) -> list[str]:
    """A line for each block, with a mark before the items of lists."""
    out: list[str] = []
    _block(tree, 0, [], out)
    return out


def _block(element: lxml.html.HtmlElement, depth: int, open_: list[str], out: list[str]) -> None:
    if element.tag in _SKIPPED or "display:none" in (element.get("style") or "").replace(" ", ""):
        return
    block = element.tag in _BLOCKS
    if block:
        _flush(open_, out)
    depth += element.tag in ("ul", "ol")
    if element.tag == "li":
        open_.append(_MARKS[(max(depth, 1) - 1) % len(_MARKS)] + " ")
    open_.append(("  " if element.tag in ("td", "th") else "") + (element.text or ""))
    for child in element:
        if isinstance(child.tag, str):
            _block(child, depth, open_, out)
        open_.append(child.tail or "")
    if block:
        _flush(open_, out)


def _flush(open_: list[str], out: list[str]) -> None:
    line = _spaced("".join(open_))
    open_.clear()
    if line:
        out.append(line)


def _some_blocks(tree: lxml.html.HtmlElement) -> list[str]:
    """A line for each paragraph, heading, item and innermost div; items inside items run together."""
    out: list[str] = []

    def walk(element: lxml.html.HtmlElement) -> None:
        if element.tag in _SKIPPED:
            return
        inner = element.tag == "div" and not any(
            x.tag in _OWN_LINE or x.tag == "div" for x in element.iterdescendants()
        )
        if element.tag in _OWN_LINE or inner:
            _flush(list(_strings(element, _UNSEEN)), out)
            return
        for child in element:
            if isinstance(child.tag, str):
                walk(child)

    walk(tree)
    return out


def _paragraphs(tree: lxml.html.HtmlElement) -> list[str]:
    """The first heading, each paragraph, and the last footer as one line."""
    out: list[str] = []
    for element in [*list(tree.iter("h1"))[:1], *tree.iter("p"), *list(tree.iter("footer"))[-1:]]:
        _flush(list(_strings(element, _SKIPPED)), out)
    return out


_STYLES: dict[str, Callable[[lxml.html.HtmlElement], list[str]]] = {
    "a": _every_string,
    "b": _every_block,
    "c": _some_blocks,
    "d": _paragraphs,
}


# --- short texts --------------------------------------------------------------------------------

_Rows = list[tuple[str, str]]
_CUT = "body body title few few head head wrapped wrapped-few blank-few apart apart one upper list none".split()


def _cut(rows: _Rows, chance: random.Random) -> tuple[_Rows, str, bool] | None:
    on = [i for i, (_, label) in enumerate(rows) if label == "body"]
    if not on:
        return None
    kind, gap = chance.choice(_CUT), chance.random() < 0.3
    body = [row for row in rows[on[0] : on[-1] + 1] if row[1] == "body"]
    title = [row for row in rows if row[1] == "title"][:1]
    found = _few(rows, on, title, chance) if "few" in kind else title + body
    if kind == "body":
        found = body
    elif kind == "head":
        long = [row for row in body if len(row[0]) > 60]
        found = title[: chance.randint(0, 1) if long else 0] + long[: chance.randint(1, 8)]
    elif kind == "apart":
        found = _apart(rows, chance)
    elif kind == "none":
        rest = [row for row in rows if row[1] == "other"]
        k = chance.randrange(max(1, len(rest) - 5))
        found = rest[k : k + chance.randint(1, 40)]
    elif kind == "one":
        k = chance.randint(0, max(0, len(body) - 5))
        one = " ".join(words for words, _ in body[k : k + chance.randint(1, 5)])
        found = title[: chance.randint(0, 1)] + [(one, "body")]
    elif kind == "upper":
        found = [(words.upper(), label) for words, label in title + body]
    elif kind == "list":
        k = chance.randrange(len(body))
        found = title + body[max(0, k - 3) : k + chance.randint(2, 7)]
    if "wrapped" in kind:
        found = _wrapped(found, chance.randint(60, 78))
    return (found, kind, gap or "blank" in kind) if found else None


def _few(rows: _Rows, on: list[int], title: _Rows, chance: random.Random) -> _Rows:
    a, b = on[0], on[-1] + 1
    above = [row for row in rows[max(0, a - chance.randint(0, 4)) : a] if row[1] != "title"]
    below = [row for row in rows[b : b + chance.randint(0, 6)] if row[1] != "title"]
    body = rows[a:b] if b - a <= 40 else [rows[i] for i in on]
    first = above[:1] if chance.random() < 0.5 else []
    return first + title + above[1:] + body + below


def _apart(rows: _Rows, chance: random.Random) -> _Rows:
    """Empty rows before and after long lines, or here and there."""
    some = chance.choice([0.0, 0.1, 0.3])
    out: _Rows = []
    for i, (words, label) in enumerate(rows[:_LONGEST]):
        long = len(words) > _PARAGRAPH or (i > 0 and len(rows[i - 1][0]) > _PARAGRAPH)
        if i and (chance.random() < some if some else long):
            out.append(("", label))
        out.append((words, label))
    return out


def _wrapped(rows: _Rows, width: int) -> _Rows:
    """Each line cut to `width` columns; an empty row before each."""
    out: _Rows = []
    for words, label in rows:
        out.append(("", label))
        out.extend((line, label) for line in textwrap.wrap(words, width) or [words])
    return out[1:]


def _built(rows: _Rows, where: str, kind: str, style: str, gap: bool) -> Scrape:
    wrapped = any(not words for words, _ in rows)
    text, lines = "", []
    for words, label in rows:
        text += ("\n\n" if gap and not wrapped else "\n") if text else ""
        if words:
            lines.append((len(text), len(text) + len(words), label, True))
        text += words
    return Scrape(text, tuple(lines), where, kind, style)


# --- reading ------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _parse(page: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return lxml.html.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser=parser)


def _extract(page: str, row: dict[str, Any]) -> str | None:
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    body = getattr(found, "text", None)
    if not body:
        return None
    key = _key(body)
    right = all(_key(x) in key for x in row.get("with") or []) and not any(
        _key(x) in key for x in row.get("without") or []
    )
    return str(body) if right else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _key(text: str) -> str:
    return " ".join(_words(text))


def _spaced(text: str) -> str:
    return " ".join(text.split())
