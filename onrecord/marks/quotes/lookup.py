"""Words and sentences of a parse, made once: its own views walk the whole paragraph at each call."""

from __future__ import annotations

from onrecord.marks.words import Doc, Token

_KEY = "onrecord.quotes.sentences"
_LOWERED = "onrecord.quotes.lowered"


def lowered(doc: Doc) -> list[str]:
    """The words of the parse in lower case, by token."""
    found: list[str] | None = doc.user_data.get(_LOWERED)
    if found is None:
        found = [t.lower_ for t in doc.words]
        doc.user_data[_LOWERED] = found
    return found


def bounds(token: Token) -> tuple[int, int]:
    """First token and end (exclusive) of the sentence that `token` stands in."""
    table: list[tuple[int, int]] | None = token.doc.user_data.get(_KEY)
    if table is None:
        table = _table(token.doc)
        token.doc.user_data[_KEY] = table
    return table[token.i]


def root(token: Token) -> Token:
    """The head of the sentence that `token` stands in."""
    start, end = bounds(token)
    here = token
    for _ in range(end - start):
        if here.head.i == here.i:
            break
        here = here.head
    return here


def _table(doc: Doc) -> list[tuple[int, int]]:
    starts = [t.i for t in doc.words if t.i == 0 or t.is_sent_start]
    out: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        out.extend([(start, end)] * (end - start))
    return out
