"""Words before a colon that only say what a line is about: "Harbour fire: two men hurt, police say"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.quotes.extents import trimmed
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.order import FINITE, Content
from onrecord.marks.words import Token


def without_label(content: Content, cue: Token) -> Content:
    """The content without such a label; nobody says it. A label has no verb, and a sentence follows it."""
    doc, (start, end) = cue.doc, content.parts[0]
    if end > cue.idx or ":" not in doc.text[start:end]:
        return content
    tokens = [t for t in doc[bounds(cue)[0] : cue.i] if start <= t.idx < end]
    colon = next((t for t in tokens if t.text == ":"), None)
    if colon is None or any(t.tag_ in FINITE or t.tag_ in ("``", "''") for t in tokens if t.i < colon.i):
        return content
    if not any(t.tag_ in FINITE for t in tokens if t.i > colon.i):
        return content
    first = trimmed(doc, colon.idx + 1, end)
    return replace(content, parts=(first, *content.parts[1:])) if first[1] > first[0] else content
