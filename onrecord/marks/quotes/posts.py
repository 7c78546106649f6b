"""Posts of accounts set into a report: their words are quoted, the line that signs them tells who, where and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.lexicon import posts
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.scene import Scene
from onrecord.marks.quotes.words import words_of
from onrecord.shapes.mark import Found
from onrecord.shapes.passage import Passage

POST = "post"
_LONGEST = 700  # characters of a post's words in a report
_FEWEST = 2  # words
_WORD = re.compile(r"[\w'’]+")
_OWN = words_of("speaks in a post")
_LEAD = re.compile(r"[^.?!:\n]{0,160}:\s+")


def post(scene: Scene) -> Said | None:
    """The line that signs a post, with the words before it where they stand in the same paragraph."""
    signed = posts.sign_off(scene.text)
    if signed is None:
        return None
    start, end = _lead(scene, signed.start), posts.without_links(scene.text[: signed.start])
    many = len(scene.text[start:end].split())
    if end - start > _LONGEST or 0 < many < _FEWEST:
        return None
    whole = many == 0
    handle = _label(scene.text, signed.handle)
    return Said(
        ((signed.start, signed.handle[1]) if whole else (start, end),),
        "direct",
        POST if whole else "cue",
        how=POST,
        cue=signed.dash,
        speaker=_label(scene.text, signed.who) if signed.who is not None else handle,
        carrier=handle if signed.who is not None else None,
        day=signed.day,
    )


def _lead(scene: Scene, end: int) -> int:
    """Where the post begins behind the reporter's "Kole wrote on X:"."""
    found = _LEAD.match(scene.text, 0, end)
    if found is None or not any(found.start() <= c.token.idx < found.end() for c in scene.outside.values()):
        return len(scene.text) - len(scene.text.lstrip())
    return found.end()


def _label(text: str, at: tuple[int, int]) -> Party:
    return Party(*at, *at, text[slice(*at)])


def words_before(passages: Sequence[Passage], signed: Found) -> tuple[Passage, int, int] | None:
    """The paragraph before a line that signs, and the stretch of it that is the post's.

    None where the reporter may have written it: the post itself may have been lost.
    """
    bodies = [p for p in passages if p.role == "body" and p.pieces]
    at = bisect_left([p.pieces[0].start for p in bodies], signed.passage.pieces[0].start) - 1
    if at < 0:
        return None
    before, said = bodies[at], signed.candidate
    start = len(before.text) - len(before.text.lstrip())
    end = posts.without_links(before.text)
    words = before.text[start:end]
    if len(words.split()) < _FEWEST or end - start > _LONGEST or words.endswith(":"):
        return None
    if posts.is_made_so(before.text) or (at > 0 and bodies[at - 1].text.rstrip().endswith(":")):
        return before, start, end
    named = said.speaker.words.split()[-1] if said.speaker is not None else ""
    if at == 0 or (named[:1].isupper() and named in words.split()):
        return None
    return (before, start, end) if _spoken(words) else None


def _spoken(words: str) -> bool:
    """Words that the reporter would not write: they speak, call, or end without a stop."""
    own = any(w.casefold().replace("’", "'") in _OWN for w in _WORD.findall(words))
    return own or "!" in words or words[-1] not in '.,;:"”'
