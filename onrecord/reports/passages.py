"""What is parsed: paragraphs with lines joined, datelines cut off, boilerplate inside skipped, damage repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.reports.broken_words import REACH, UNPRINTED, Hyphens, begins_word
from onrecord.reports.joins import paragraphs
from onrecord.reports.lines import Line, Role
from onrecord.reports.one_line import LONG, stretches
from onrecord.reports.words import of_kind
from onrecord.shapes.passage import Passage, Piece
from onrecord.shapes.repair import as_read
from onrecord.shapes.span import Span

# The parser's cost grows with the square of a paragraph's length, and no reporter writes one of a thousand words: a
# longer one is a page that lost its line ends. Cut at a sentence's end, else at a space.
LONGEST = 6_000
# Its tokenizer takes as long over what has no space: a run of marks, packed data. That is no text of a report.
_RUN = re.compile(r"\S{200,}")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3} ")
_BULLET = re.compile(r"[*+•·▪►▶➤✓‣◦●■]\s{1,9}(?=\S)")
_SOFT = re.compile(r"(?:=20)?=$")  # what ends a line of mail that goes on


def passages(
    text: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    skip: Mapping[int, int],
    language: str,
    groups: Sequence[tuple[int, int]] = (),
) -> list[Passage]:
    """The passages of a report, in text order of their first line.

    Takes: lines with their roles; `skip`, by line, where its passage begins when a dateline stands before it; `groups`
    [from, to) of lines that make one paragraph. Which lines are one passage is told by `joins.paragraphs`.
    """
    hyphens = Hyphens(text)
    mailed = sum(line.words.endswith("=") for line in lines) > 2
    out: list[Passage] = []
    for group in paragraphs(lines, roles, groups):
        weaver = _Weaver(text, hyphens, mailed)
        for i in group:
            start = skip.get(i, lines[i].at)
            words = Span(start, max(start, lines[i].at + len(lines[i].words))).trimmed(text)
            if roles[i].kind == "caption":
                words = _uncredited(words, text)
            if roles[i].kind == "body" and words.end - words.start > LONG:
                for kept in stretches(words.cut(text)):
                    weaver.add(Span(words.start + kept.start, words.start + kept.end), i)
            else:
                weaver.add(words, i)
        if (printed := weaver.text).strip():
            whole = Passage(printed, roles[group[0]].kind, language, tuple(weaver.pieces))
            out.extend(whole.cut(a, b) for a, b in _bounded(whole.text)) if _is_long(whole.text) else out.append(whole)
    return out


def _uncredited(words: Span, text: str) -> Span:
    """A caption without the credit of its picture behind it, which is often glued on: "in MayCredit: Harbour Times"."""
    found = _credit().search(text, words.start, words.end)
    return words if found is None or found.start() == words.start else Span(words.start, found.start()).trimmed(text)


@cache
def _credit() -> re.Pattern[str]:
    labels = "|".join(sorted(of_kind("credit")))
    named = rf"\s*[\[(]?\s*(?<![a-z] )(?:{labels})s?(?:\s+(?:by|credit|courtesy(?:\s+of)?))?\s*[:/©]\s*[^.!?:]{{2,80}}$"
    return re.compile(named, re.IGNORECASE)


class _Weaver:
    """Puts the lines of one paragraph together, and keeps the way back."""

    def __init__(self, source: str, hyphens: Hyphens, mailed: bool) -> None:
        self.source, self.hyphens, self.mailed = source, hyphens, mailed
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._size = 0
        self._tail = ""  # the last characters: what a join looks at
        self._end, self._line = 0, 0  # where the last words end in the source, and their line

    @property
    def text(self) -> str:
        """The paragraph so far."""
        return "".join(self._parts)

    def add(self, words: Span, line: int) -> None:
        """Put the words of a line, or of a part of it, behind those there are."""
        bullet = _BULLET.match(self.source, words.start, words.end)
        if bullet and not self._size:
            words = Span(bullet.end(), words.end)
        if words.start == words.end:
            return
        soft = _SOFT.search(words.cut(self.source)) if self.mailed else None
        stop = words.start + soft.start() if soft else words.end
        printed, pieces = as_read(self.source[words.start : stop], pictures=False)
        if not printed.strip():
            return
        if self._size:
            self._join(printed, words.start, line)
        at = self._size
        for p in pieces:
            self.pieces.append(Piece(at + p.at, at + p.at_end, words.start + p.start, words.start + p.end))
        self._put(printed)
        self._end, self._line = words.end if not soft else stop, line
        if soft and soft.group() != "=":
            self._space(Span(stop, stop + 3))

    def _join(self, printed: str, start: int, line: int) -> None:
        """What stands between the words there are and `printed`, which begins at `start`: mostly a space."""
        between = self.source[self._end : start]
        bare = between.strip(" \t\r\n")
        gap = (
            Span(self._end, start)
            if line - self._line <= 1 and (not bare or bare == "=")
            else Span(self._end, self._end)
        )
        if self.mailed and between.startswith("="):
            self._space(gap) if between.endswith(" ") else self._widen(gap.end)
            return
        if begins_word(self._tail, printed) or (line != self._line and self.source[self._end - 1] in UNPRINTED):
            self._widen(gap.end)
            return
        hyphen = self.hyphens.between(self._tail, printed) if line != self._line else None
        if hyphen is not None:
            if not hyphen:
                self._drop()
            if hyphen.endswith(" "):
                self._space(gap)
            else:
                self._widen(gap.end)
        elif printed[0] in ",.;:!?)”’" or self._tail[-1] in "(“‘ ":
            self._widen(gap.end)
        else:
            self._space(gap)

    def _space(self, gap: Span) -> None:
        """A space that stands for `gap`: over a skipped line for nothing, an empty stretch after the words before."""
        self.pieces.append(Piece(self._size, self._size + 1, gap.start, gap.end))
        self._put(" ")

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._size += len(words)
        self._tail = (self._tail + words[-REACH:])[-REACH:]

    def _drop(self) -> None:
        """Leave out the last character; the one before it stands for both."""
        last = self.pieces[-1]
        if last.at_end - last.at == 1 and len(self.pieces) > 1:
            self.pieces.pop()
        else:
            self.pieces[-1] = Piece(last.at, last.at_end - 1, last.start, last.end - 1)
        self._parts[-1] = self._parts[-1][:-1]
        self._size -= 1
        self._tail = self._tail[:-1]
        self._widen(last.end)

    def _widen(self, end: int) -> None:
        """Let the last character stand for what follows it in the source, up to `end`."""
        last = self.pieces[-1]
        if end <= last.end:
            return
        if last.at_end - last.at == last.end - last.start > 1:
            self.pieces[-1] = Piece(last.at, last.at_end - 1, last.start, last.end - 1)
            last = Piece(last.at_end - 1, last.at_end, last.end - 1, last.end)
            self.pieces.append(last)
        self.pieces[-1] = Piece(last.at, last.at_end, last.start, end)


def _is_long(printed: str) -> bool:
    return len(printed) > LONGEST or (len(printed) >= 200 and _RUN.search(printed) is not None)


def _bounded(printed: str) -> Iterator[tuple[int, int]]:
    """Stretches that the parser can take, in order: without long runs of marks, none longer than LONGEST."""
    begin = 0
    for run in [*_RUN.finditer(printed), None]:
        end = run.start() if run else len(printed)
        while begin < end:
            stop = end if end - begin <= LONGEST else _cut_point(printed, begin)
            if printed[begin:stop].strip():
                yield begin, stop
            begin = stop
        begin = run.end() if run else end


def _cut_point(printed: str, begin: int) -> int:
    found = [m.end() for m in _SENTENCE_END.finditer(printed, begin, begin + LONGEST)]
    if found:
        return found[-1]
    space = printed.rfind(" ", begin, begin + LONGEST)
    return space + 1 if space > begin else begin + LONGEST
