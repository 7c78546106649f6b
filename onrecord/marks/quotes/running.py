"""Quotations that run over paragraphs: what one paragraph alone cannot tell of its words.

A mark that one paragraph opens and a later one closes, with or without marks anew in between; a paragraph behind "she
wrote:"; the answers of a transcript; a line that signs the words before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from onrecord.marks.quotes.candidate import Said
from onrecord.marks.quotes.dashes import opens_with_dash
from onrecord.shapes.mark import Found

_LONGEST = 8  # paragraphs without marks between one that opens a quotation and the one that closes it
_TURNS = 3  # paragraphs "Name: words" that make a transcript
_NEEDING = ("block", "turn", "sign", "dash")  # a "post" always counts: its line alone tells


def held(found: Sequence[Found]) -> frozenset[int]:
    """Numbers of the candidates that are quotes in this report; those that need no other paragraph always are."""
    out = {i for i, item in enumerate(found) if _alone(item.candidate)}
    groups = [[i for i, _ in group] for _, group in groupby(enumerate(found), key=lambda pair: id(pair[1].passage))]
    out.update(_closed_later(found, groups))
    out.update(_led(found, groups))
    out.update(_taken_in_turns(found, groups))
    out.update(_signed(found, groups))
    out.update(_dashed(found, groups))
    return frozenset(out)


def _alone(said: Said) -> bool:
    return said.link not in _NEEDING and (said.opened or said.link == "cue")


def _closed_later(found: Sequence[Found], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """The paragraphs from behind the one that opens a quotation to the one that closes it."""
    waiting: list[int] | None = None  # None: nothing is open
    for group in groups:
        tail = next((i for i in group if not found[i].candidate.opened), None)
        block = next((i for i in group if found[i].candidate.link == "block"), None)
        if waiting is not None and tail is not None:
            yield from (*waiting, tail)
            waiting = None
        elif waiting is not None:
            waiting = [*waiting, block] if block is not None and len(waiting) < _LONGEST else None
        if any(_left_open(found[i].candidate) for i in group):
            waiting = []


def _left_open(said: Said) -> bool:
    return said.ends and not said.closed


def _led(found: Sequence[Found], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """The paragraph behind one that says who speaks in it, and those behind that still say "I" or "we"."""
    state = ""
    for group in groups:
        block = next((i for i in group if found[i].candidate.link == "block"), None)
        if block is not None and (state == "led" or (state == "runs" and found[block].candidate.own)):
            yield block
            state = "runs" if found[block].candidate.own else ""
        else:
            state = ""
        if any(found[i].candidate.link == "lead" for i in group):
            state = "led"


def _taken_in_turns(found: Sequence[Found], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """The turns of a transcript: paragraphs with a name and a colon, by two and more who take turns."""
    turns = [i for group in groups for i in group if found[i].candidate.link == "turn"]
    names = {_label(found[i].candidate) for i in turns}
    if len(turns) >= _TURNS and 1 < len(names) < len(turns):
        yield from turns


def _label(said: Said) -> str:
    return said.speaker.words.casefold() if said.speaker is not None else ""


def _signed(found: Sequence[Found], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """The line below words in marks that nobody says."""
    for before, group in pairwise(groups):
        last = found[before[-1]].candidate
        if last.link == "free" or (last.link == "cue" and last.kind == "direct" and last.speaker is None):
            yield from (i for i in group if found[i].candidate.link == "sign")


def _dashed(found: Sequence[Found], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """Paragraphs behind a dash that stand beside one in which a cue tells that a dash opens speech."""
    for way in (groups, groups[::-1]):
        spoken = False
        for group in way:
            turn = next((i for i in group if found[i].candidate.link == "dash"), None)
            if turn is not None and spoken:
                yield turn
            else:
                spoken = any(_opens_so(found[i]) for i in group)


def _opens_so(item: Found) -> bool:
    said: Said = item.candidate
    return said.link == "cue" and said.kind == "direct" and opens_with_dash(item.passage.text) == said.parts[0][0]
