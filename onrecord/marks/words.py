"""A parsed paragraph as plain objects: words, what each hangs on, and where sentences begin.

What rules ask of a word they ask many times, so it is looked up once here; asking spaCy's own tokens makes each string
and each neighbour anew. The names are those of spaCy, and mean the same (source: its API documentation).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, overload


class Form(NamedTuple):
    """What a word is wherever it stands."""

    text: str
    lower: str
    is_space: bool
    is_punct: bool
    is_alpha: bool
    like_num: bool


class Reading(NamedTuple):
    """What grammar makes of a word where it stands."""

    tag: str
    pos: str
    dep: str
    lemma: str


class Rows(NamedTuple):
    """The words of a paragraph in columns, as the parser gives them.

    `heads` are the places of the words they hang on (a root's is its own); `spaces` tells whether a space follows,
    `iobs` holds B, I, O or nothing.
    """

    forms: Sequence[Form]
    readings: Sequence[Reading]
    heads: Sequence[int]
    spaces: Sequence[int]
    starts: Sequence[bool]
    entities: Sequence[str]
    iobs: Sequence[str]


class Token:
    """One word. Two are the same only when they are the same word of the same parse."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_space",
        "left_edge",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "tag_",
        "text",
        "whitespace_",
    )

    ent_iob_: str
    ent_type_: str
    head: Token
    is_sent_start: bool
    left_edge: Token
    right_edge: Token

    def __init__(self, doc: Doc, i: int, idx: int, form: Form, reading: Reading, space: int) -> None:
        """The word at place `i` of a paragraph, `idx` characters into it; what hangs on what is told later."""
        self.doc, self.i, self.idx = doc, i, idx
        self.text, self.lower_, self.is_space, self.is_punct, self.is_alpha, self.like_num = form
        self.tag_, self.pos_, self.dep_, self.lemma_ = reading
        self.whitespace_ = " " if space else ""
        self.children: list[Token] = []

    def __len__(self) -> int:
        """Characters."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Always: a word is something."""
        return True

    def __repr__(self) -> str:
        """The word itself."""
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """What hangs on it and stands before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """What hangs on it and stands after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all that hangs on it, however far down, each between what stands before and after it."""
        waiting: list[Token | tuple[Token]] = [self]
        while waiting:  # not by recursion: hostile text hangs a thousand words in one chain
            token = waiting.pop()
            if isinstance(token, tuple):
                yield token[0]
            elif token.children:
                waiting += [*reversed(token.rights), (token,), *reversed(token.lefts)]
            else:
                yield token

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, then what that hangs on, up to the root."""
        here = self
        while here.head is not here:
            here = here.head
            yield here

    def is_ancestor(self, other: Token) -> bool:
        """Whether `other` hangs on it, however far down."""
        return any(one is self for one in other.ancestors)

    def nbor(self, i: int = 1) -> Token:
        """The word `i` places further. Raises IndexError where there is none."""
        at = self.i + i
        if at < 0:
            raise IndexError(f"no word {i} places from {self.text}")
        return self.doc.words[at]


class _Run:
    """Words of a paragraph one after the other, from the place `start` on."""

    __slots__ = ("start", "words")

    start: int
    words: list[Token]

    @property
    def doc(self) -> Doc:
        """The paragraph."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Words."""
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        """The words in order."""
        return iter(self.words)

    def __reversed__(self) -> Iterator[Token]:
        """The words from the last to the first."""
        return reversed(self.words)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        """A word, counted from the first, or a stretch of them."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.words[at]


class Doc(_Run):
    """A parsed paragraph."""

    __slots__ = ("text", "user_data")

    def __init__(self, text: str, rows: Rows) -> None:
        """From its text and its words in order."""
        self.text = text
        self.user_data: dict[str, Any] = {}
        self.start = 0
        self.words = words = []
        idx = 0
        for i, (form, reading, space) in enumerate(zip(rows.forms, rows.readings, rows.spaces, strict=True)):
            words.append(Token(self, i, idx, form, reading, space))
            idx += len(form[0]) + space
        for token, head, start, entity, iob in zip(
            words, rows.heads, rows.starts, rows.entities, rows.iobs, strict=True
        ):
            token.is_sent_start, token.ent_type_, token.ent_iob_ = start, entity, iob
            token.head = above = words[head]
            if above is not token:
                above.children.append(token)
        _edges(words, rows.heads)

    @property
    def doc(self) -> Doc:
        """The paragraph itself."""
        return self

    @property
    def sents(self) -> Iterator[Span]:
        """Its sentences."""
        starts = [token.i for token in self.words if token.i and token.is_sent_start]
        if self.words:
            for start, end in zip([0, *starts], [*starts, len(self.words)], strict=True):
                yield Span(self, start, end)


class Span(_Run):
    """A stretch of words, from the place `start` up to `end`."""

    __slots__ = ("_doc", "end")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        """Of a paragraph's words."""
        self._doc, self.start, self.end = doc, start, end
        self.words = doc.words[start:end]

    @property
    def doc(self) -> Doc:
        """The paragraph that it stands in."""
        return self._doc

    @property
    def start_char(self) -> int:
        """Where it begins, in characters of the paragraph."""
        return self.words[0].idx if self.words else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends, in characters of the paragraph."""
        return self.words[-1].idx + len(self.words[-1].text) if self.words else len(self.doc.text)

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """Its first root; where it has none, its word with the fewest above it. IndexError where it has no words.

        Signs and spaces on which nothing hangs come last.
        """
        for token in self.words:
            if token.head is token:
                return token
        outside = [token for token in self.words if not self.start <= token.head.i < self.end]
        last = len(self.doc) - 1

        def above(token: Token) -> int:
            alone = (token.is_space or token.is_punct) and not token.children
            return last if alone else sum(1 for _ in token.ancestors)

        return min(outside, key=above, default=self.words[0])


_PASSES = 11  # as many as spaCy makes at most


def _edges(words: Sequence[Token], heads: Sequence[int]) -> None:
    """For each word the first and the last of what hangs on it, itself among them.

    A word hands its edges on to what it hangs on, once from the left and once from the right; where dependencies cross,
    again until the sentences begin where they do. So spaCy counts them, and what crosses may be left out.
    """
    many = len(words)
    left, right = list(range(many)), list(range(many))
    starts = {token.i for token in words if token.is_sent_start}
    for _ in range(_PASSES):
        for order in (range(many), range(many - 1, -1, -1)):
            for i in order:
                head = heads[i]
                if left[i] < left[head]:
                    left[head] = left[i]
                if right[i] > right[head]:
                    right[head] = right[i]
        if starts.issuperset([left[i] for i in range(many) if heads[i] == i]):
            break
    for token, a, b in zip(words, left, right, strict=True):
        token.left_edge, token.right_edge = words[a], words[b]
