"""A page's reading text: every visible line in document order, each with its place in the source.

White space is collapsed as a browser would, character references are resolved, scripts, styles and hidden elements
are left out. The places are kept while reading; nothing is searched for afterwards.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from onrecord.reports.lines import Line, check_count
from onrecord.reports.stated import stated, telling
from onrecord.reports.tags import IMPLIED, PARAGRAPH, WALLS, Token, attributes, kinds, landmarks, tokens
from onrecord.shapes.errors import ReadError
from onrecord.shapes.quick import quick

_WHITE = " \t\n\r\f"
_RUN = re.compile(r"[ \t\n\r\f]+")
_BROKEN = re.compile(r"[\t\n\r\f]|  ")
_ENDS = "".join(chr(n) for n in range(0x3001) if chr(n).isspace()) + "\u200b\ufeff"
_HIDING = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_BLOCKING = re.compile(r"display\s{0,9}:\s{0,9}(?:block|flex|grid|table)(?![\w-])", re.I)
# Classes that content systems give to words meant for screen readers only: they would stand in the middle of sentences.
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|screenreader|offscreen|assistive-text)(?:\s|$)",
    re.I,
)
# Classes that blogs give to the element of one post, before there was <article>.
_POST = re.compile(r"(?:^|\s)(?:post|hentry|h-entry|blog-?post|NewsArticle|BlogPosting)(?:\s|$)")
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "main": "main",
    "article": "article",
}
_DEPTH = 160  # how far up an end tag looks for its start; deeper pages are made to hurt
_MOST_TOKENS = 3_000_000
_TELLING = frozenset({"br", "hr", "meta", "link"})  # elements without an end tag that matter here
_NAMED = ("class", "id", "itemprop", "rel")  # attributes whose words are hints
_HINTS = 4  # how many elements around a line give their class names to it
_PATH = 5  # how many block elements around a line are known to it
_VEILED = 1_000  # characters in elements of one class, hidden until scripts have run, that may be the report
_REMEMBERED = 10_000  # different tags of a page whose attributes are read once


@quick
@dataclass(frozen=True, slots=True)
class Meta:
    """A piece of metadata as the page states it: its key (of `<meta>`, `<link>`, `<time>` …), value and place."""

    key: str
    value: str
    raw: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: its text, its lines, and what its markup states. Places are characters of the source."""

    text: str
    lines: tuple[Line, ...]
    metas: tuple[Meta, ...]
    scripts: tuple[Meta, ...]
    language: str | None
    hidden: int
    deepest: int  # elements inside one another
    crowded: int  # attributes of one element


@quick
@dataclass(frozen=True, slots=True)
class _Around:
    """What the open elements mean for the text inside them."""

    tag: str = ""
    inside: frozenset[str] = frozenset()
    hints: tuple[str, ...] = ()
    hidden: bool = False
    pre: bool = False
    link: bool = False
    path: tuple[int, ...] = (0,)  # the numbers of the innermost block elements, outwards
    article: int = -1  # the number of the outermost that holds one article or post


_NOWHERE = _Around()


@dataclass(slots=True)
class _Said:
    """What the attributes of an element say, whatever it stands in. Never changed."""

    attributes: dict[str, str]
    hidden: bool
    block: bool
    mark: str
    words: str
    telling: bool


@dataclass(slots=True)
class _Builder:
    """The line being read."""

    parts: list[str] = field(default_factory=list)
    first: int = -1
    last: int = -1
    size: int = 0
    linked: int = 0
    space: str = ""
    around: _Around = _NOWHERE


def clean(page: str) -> Page:
    """The reading text of `page` (decoded HTML) with its lines and stated metadata.

    Raises ReadError where there is more markup than any report has (a bound on time and memory).
    """
    reader = _walk(page, None)
    veiled = reader.veiled.most_common(1)
    if veiled and veiled[0][1] >= _VEILED and veiled[0][1] > 2 * sum(len(text) for text, *_ in reader.found):
        reader = _walk(page, veiled[0][0])
    return reader.done()


def _walk(page: str, shown: str | None) -> _Reader:
    reader = _Reader(page, shown)
    take = {"text": reader.text, "open": reader.open_tag, "close": reader.close_tag, "raw": reader.raw}
    found = tokens(page)
    for token in islice(found, _MOST_TOKENS):
        take[token[0]](token)
    if next(found, None) is not None:
        raise ReadError(f"more than {_MOST_TOKENS:,} tags and pieces of text: too much for one report")
    reader.end_line()
    return reader


class _Reader:
    """Walks the tokens once, with the stack of open elements."""

    def __init__(self, page: str, shown: str | None) -> None:
        self.page = page
        self.shown = shown  # the class (else all attributes) of elements that are shown although hidden
        self.veiled: Counter[str] = Counter()  # characters that attributes hide, by the element's class
        self.veil: str | None = None
        self.blocks = 0
        self.said: dict[str, _Said] = {}
        self.kinds, self.landmarks = kinds(), landmarks()
        self.stack: list[tuple[str, _Around, bool]] = []  # name, what holds inside, whether its end ends the line
        self.open: defaultdict[str, int] = defaultdict(int)  # a Counter asks Python code for what it lacks
        self.around = _NOWHERE
        self.line = _Builder()
        self.found: list[tuple[str, tuple[int, int], _Builder, bool]] = []
        self.metas: list[Meta] = []
        self.scripts: list[Meta] = []
        self.language: str | None = None
        self.hidden = self.deepest = self.crowded = 0
        self.gap = False
        self.pending: dict[str, str] = {}

    def done(self) -> Page:
        """The page, all its tokens taken."""
        at, lines, words = 0, [], []
        for text, raw, built, gap in self.found:
            around, end = built.around, at + len(text)
            share = built.linked / built.size if built.size else 0.0
            hints, path, tag, inside = " ".join(around.hints), around.path, around.tag, around.inside
            lines.append(Line(at, end, text, raw, tag, inside, hints, share, gap, at, path, around.article))
            words.append(text)
            at += len(text) + 1
        text = "\n".join(words)
        found = tuple(lines), tuple(self.metas), tuple(self.scripts)
        return Page(text, *found, self.language, self.hidden, self.deepest, self.crowded)

    def text(self, token: Token) -> None:
        """A piece of text."""
        _, start, end, _, _ = token
        source, around = self.page[start:end], self.around
        if around.hidden:
            self.hidden += end - start
            if self.veil is not None:
                self.veiled[self.veil] += len(source.strip(_WHITE))
        elif around.pre:
            at = start
            for part in re.split(r"(\r\n|\r|\n)", source):
                if part[:1] in ("\r", "\n"):
                    self.end_line()
                else:
                    self._add(part, at, pre=True)
                at += len(part)
        else:
            self._add(source, start)

    def _add(self, source: str, start: int, pre: bool = False) -> None:
        words = source.strip(_WHITE)
        if not words:
            if source and self.line.parts and not self.line.space:
                self.line.space = " "
            return
        line = self.line
        first = start + source.index(words[0])
        if source[0] in _WHITE and not line.space:
            line.space = " "
        last = first + len(words)
        if "&" in words:
            words = html.unescape(words)
        if pre:
            words = re.sub(r"[\r\n]+", " ", words)
        elif (not words.isprintable() or "  " in words) and _BROKEN.search(words) is not None:
            words = _RUN.sub(" ", words)
        if "\0" in words:
            words = words.replace("\0", "")
        if not line.parts:
            words = words.lstrip(_ENDS)
            if not words:
                return
            line.first, line.around = first, self.around
        elif line.space:
            line.parts.append(line.space)
            line.size += 1
        line.space = " " if source[-1] in _WHITE else ""
        line.parts.append(words)
        line.last = last
        line.size += len(words)
        if self.around.link:
            line.linked += len(words)

    def end_line(self) -> None:
        """The line being read is whole."""
        line = self.line
        if line.parts:
            text = "".join(line.parts).rstrip(_ENDS)
            if text:
                self.found.append((text, (line.first, line.last), line, self.gap))
                check_count(len(self.found))
                self.gap = False
        if line.parts or line.space:
            self.line = _Builder()

    def open_tag(self, token: Token) -> None:
        """The start of an element."""
        _, start, end, name, tail = token
        kind = self.kinds.get(name, "inline")
        if kind == "void":
            if name in _TELLING:
                self._void(token)
            return
        if not tail and kind == "inline" and name != "a" and name not in self.landmarks and not self.open[name]:
            return  # an element that says nothing: its end tag finds nothing open either
        said = self.said.get(tail) or self._said(tail)
        if name == "html" and self.language is None:
            self.language = said.attributes.get("lang") or said.attributes.get("xml:lang")
        if kind == "raw":
            self.pending = said.attributes
            return
        if (kind == "block" and self.open["p"]) or name in IMPLIED:
            self._imply(name, kind)
        old = self.around
        around = old if old.hidden else self._inner(name, kind, tail, said)
        own = around.tag == name and around is not old  # a block by its style
        if (own or kind in ("block", "cell")) and not around.hidden:
            if kind == "cell" and self.line.parts:
                self.line.space = "\t"
            else:
                self.end_line()
                self.gap = True
        breaks = kind == "block" or (kind != "cell" and around.tag != old.tag)
        self.stack.append((name, around, breaks and not around.hidden))
        if len(self.stack) > self.deepest:
            self.deepest = len(self.stack)
        self.open[name] += 1
        self.around = around
        if said.telling or name == "time":
            for key, value in stated(name, said.attributes, around.inside):
                self.metas.append(Meta(key, value, (start, end)))

    def _void(self, token: Token) -> None:
        _, start, end, name, tail = token
        if name in ("br", "hr") and not self.around.hidden:
            self.end_line()
            self.gap = self.gap or name == "hr"
        elif name in ("meta", "link"):
            found = attributes(tail)
            place = (start, end)
            if name == "link":
                for rel in found.get("rel", "").lower().split():
                    self.metas.append(Meta(f"link:{rel}", found.get("href", ""), place))
            else:
                value = found.get("content", "")
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if key in found and value.strip():
                        self.metas.append(Meta(found[key].strip().lower(), value, place))

    def raw(self, token: Token) -> None:
        """What an element holds that is no markup."""
        _, start, end, name, _ = token
        if name == "script" and "ld+json" in self.pending.get("type", "").lower():
            self.scripts.append(Meta("ld+json", self.page[start:end], (start, end)))
        elif name == "title" and not any(m.key == "title" for m in self.metas) and self.open["svg"] == 0:
            words = " ".join(html.unescape(self.page[start:end]).split())
            self.metas.append(Meta("title", words, (start, end)))

    def _said(self, tail: str) -> _Said:
        """What the attributes of a tag say: of tags that are written alike, as menus have them, read once."""
        said = _say(attributes(tail) if tail else {})
        self.crowded = max(self.crowded, len(said.attributes))
        if len(self.said) < _REMEMBERED:
            self.said[tail] = said
        return said

    def _inner(self, name: str, kind: str, tail: str, said: _Said) -> _Around:
        """What holds inside the element: the same object where it changes nothing."""
        old = self.around
        # a page that hides itself until its scripts have run is still a page
        if kind == "hidden" or (said.hidden and name not in ("html", "body")):
            self.veil = (said.attributes.get("class") or tail) if kind != "hidden" else None
            if self.veil is None or self.veil != self.shown:
                return _Around(hidden=True, path=old.path)
        block = said.block or kind in ("block", "cell")
        mark = name if name in self.landmarks else said.mark
        link, pre = old.link or name == "a", old.pre or name in ("pre", "listing", "plaintext")
        if not (block or mark or said.words or link != old.link):
            return old
        path = old.path
        if block:
            self.blocks += 1
            path = (self.blocks, *path[: _PATH - 1])
        return _Around(
            name if block else old.tag,
            old.inside | {mark} if mark and mark not in old.inside else old.inside,
            (*old.hints[-_HINTS + 1 :], said.words) if said.words else old.hints,
            False,
            pre,
            link,
            path,
            self.blocks if block and old.article < 0 and self._is_article(name, mark, said) else old.article,
        )

    @staticmethod
    def _is_article(name: str, mark: str, said: _Said) -> bool:
        return mark == "article" or (name in ("div", "section", "li") and _is_post(said.words))

    def _imply(self, name: str, kind: str) -> None:
        """Close what the start of `name` ends without saying so: a paragraph, the list item before it."""
        if kind == "block" and self.open["p"]:
            self._pop_to(*PARAGRAPH)
        if name in IMPLIED:
            closes, walls = IMPLIED[name]
            self._pop_to(closes, walls)

    def _pop_to(self, names: frozenset[str], walls: frozenset[str]) -> None:
        if not any(self.open[n] for n in names):
            return
        outermost = None
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - _DEPTH), -1):
            if self.stack[i][0] in names:
                outermost = i
                if len(names) == 1:
                    break
            elif self.stack[i][0] in walls:
                break
        if outermost is not None:
            self._pop(outermost)

    def close_tag(self, token: Token) -> None:
        """The end of an element."""
        name = token[3]
        if self.stack and self.stack[-1][0] == name:
            self._pop(len(self.stack) - 1)
            return
        if name in ("br", "p") and not self.open[name]:
            if not self.around.hidden:
                self.end_line()
            return
        if not self.open[name]:
            return
        inline = self.kinds.get(name, "inline") == "inline"
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - _DEPTH), -1):
            other = self.stack[i][0]
            if other == name:
                self._pop(i)
                return
            if (other in WALLS and name not in ("table", "tr", "tbody", "thead", "tfoot", "body", "html")) or (
                inline and self.kinds.get(other) in ("block", "hidden")
            ):
                return

    def _pop(self, i: int) -> None:
        """Leave the element at place `i` of the stack and all inside it."""
        breaks = False
        while len(self.stack) > i:
            name, _, ends = self.stack.pop()
            self.open[name] -= 1
            breaks = breaks or ends
        self.around = self.stack[-1][1] if self.stack else _NOWHERE
        if breaks:
            self.end_line()
            self.gap = True


def _say(found: dict[str, str]) -> _Said:
    get = found.get
    style, classes = get("style"), get("class")
    hidden = (
        ("hidden" in found and found["hidden"].lower() != "until-found")
        or (style is not None and _HIDING.search(style) is not None)
        or (classes is not None and _unseen(classes))
    )
    block = style is not None and _BLOCKING.search(style) is not None
    mark = _ROLES.get(found["role"].lower(), "") if "role" in found else ""
    words = " ".join([found[k] for k in _NAMED if k in found])[:200]
    return _Said(found, hidden, block, mark, words, telling(found))


@lru_cache(maxsize=20_000)
def _is_post(words: str) -> bool:
    return _POST.search(words) is not None


@lru_cache(maxsize=20_000)
def _unseen(classes: str) -> bool:
    return _UNSEEN.search(classes) is not None
