"""Quotation marks: which stretches of one paragraph stand in marks.

A straight mark opens or closes by what stands beside it; inches, feet, apostrophes and decades are none. A mark never
closed ends with its paragraph, so that nothing runs away; one never opened may close what the paragraph before opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lexicon import speech
from onrecord.marks.quotes import careless
from onrecord.marks.quotes.words import words_of
from onrecord.shapes.plain import changed
from onrecord.shapes.quick import quick

_OPENING = "“„‟«"
_CLOSING = "”»"
_STRAIGHT = '"″＂'
_SINGLE_OPENING = "‘‚‹'"
_SINGLE_CLOSING = "’›'"
_BEFORE_OPENING = " \t\u00a0\u2009([{—–-/:;,>|"
_AFTER_CLOSING = " \t\u00a0\u2009)]}—–-/:;,.?!…<|’'*"
_STOPS = ".,?!…;:-—–)"
_DOUBLE, _SINGLE = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]"), re.compile(f"[{_SINGLE_OPENING}]")
_SENTENCE_END = re.compile(r"[a-z\d][.!?](?=\s+[A-Z])")
# Two characters for one mark: ''so'', ``so'', ‘‘so,’’, ,,so“; in a copy of a table all double marks are doubled. But no
# mark in "we don''t" nor in "‘the workers’’ said".
_TYPED = re.compile(r"(?<![\w'])''(?!')|(?<!')''(?![\w'])|``|‘‘|(?<=[,.?!…])’’|(?<!\S),,(?=\w)")
_DOUBLED, _UNDOUBLED = re.compile('""'), re.compile('(?<!")"(?!")|"{3}')
_TWO = ("''", "``", "‘‘", "’’", ",,", '""')
_APOSTROPHE = re.compile('(?<=[^\\W\\d_])"(?=(?:s|d|ll|re|ve|m|t)\\b)')  # 'I"m'
_BEGINS, _ENDS = r"(?<!\S){}(?=\w)", r"(?<=[\w.,?!…]){}(?!\w)"
_SHORTENED = words_of("ends no sentence")
_WORD = re.compile(r"[^\W_][\w'’]*")
_INCHES = re.compile(r" [a-z]")
_CUE = re.compile(r"(?:(?:he|she|they|it) )?(?P<verb>[a-z]+)\b")
_FEWEST = 2  # words that an earlier paragraph's quotation goes on with
_ONE_PARAGRAPH = 1500  # characters; more are several paragraphs run together
_LONGEST = 800  # characters of such a paragraph that nobody closes
_OWN = words_of("speaks in a post")
# Words that begin with an apostrophe: no quotation opens here.
_CLIPPED = words_of("clipped")


@quick
@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) in quotation marks, marks included; `opened`, `closed`: the mark is there.

    `dash`: a dash opens it, and what the reporter goes on with closes it; it has no mark at its end.
    """

    start: int
    end: int
    closed: bool
    single: bool = False
    opened: bool = True
    dash: bool = False

    def inner(self, text: str) -> str:
        """The words between the marks."""
        if self.dash:
            return text[self.start : self.end].lstrip("—―–‒- ")
        start, end = self.start + self.opened, self.end - self.closed
        start += self.opened and text.startswith(_TWO, self.start)
        return text[start : end - (self.closed and start < end and text.endswith(_TWO, start, self.end))]


def stretches(text: str) -> list[Stretch]:
    """The stretches in quotation marks, in order, not overlapping: double marks first, single ones outside of them."""
    double: list[Stretch] = []
    typed = _as_printed(text)
    if _DOUBLE.search(typed) is not None:
        double = _double(typed)
        double = _loose_end(typed, double) + double
        if typed != text:
            double = [_whole(s, text) for s in double]
    return sorted(double + _single(text, double), key=lambda s: s.start)


def _as_printed(text: str) -> str:
    """The text, as long as it was, with one mark for each that is typed as two or the wrong way round, and no other."""
    typed = _TYPED.sub(_one_mark, text)
    if '""' in typed and _UNDOUBLED.search(typed) is None and _turns('""', '""', typed):
        typed = _DOUBLED.sub(_one_mark, typed)
    if "“" in typed and "”" in typed and "„" not in typed and _turns("”", "“", typed):
        typed = typed.translate(_ROUND)
    return _APOSTROPHE.sub("'", typed)


_ROUND = str.maketrans("“”", "”“")


def _turns(opening: str, closing: str, text: str) -> bool:
    """True when each such mark opens a word or closes one, as the two should."""
    begin, end = len(re.findall(_BEGINS.format(opening), text)), len(re.findall(_ENDS.format(closing), text))
    marks = text.count(opening) + (text.count(closing) if opening != closing else 0)
    return begin > 0 and end > 0 and begin + end == marks


def _one_mark(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    if text[start] == ",":
        return " „"
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    return ' "' if behind.strip() and (behind.isalnum() or not before.strip()) else '" '


def _whole(stretch: Stretch, text: str) -> Stretch:
    """With both characters of a mark that is typed as two."""
    start = stretch.start - (stretch.opened and text.startswith(_TWO, max(0, stretch.start - 1)))
    end = stretch.end + (stretch.closed and text.startswith(_TWO, stretch.end - 1))
    return changed(stretch, start=start, end=end)


def _loose_end(text: str, double: list[Stretch]) -> list[Stretch]:
    """The words up to a closing mark before any that opens: the end of what an earlier paragraph opened."""
    first = double[0].start if double else len(text)
    for mark in _DOUBLE.finditer(text, 0, first):
        i = mark.start()
        if text[i] in _OPENING or text[i] == "»" or (i and text[i - 1].isdigit()):
            continue
        if text[i] in _STRAIGHT and sum(text.count(c) for c in _STRAIGHT) % 2 == 0 and not _next_opens(text, i):
            return []  # they pair up: 'said," [We] go home"'
        if _ends_here(text, i) and not _begins_here(text, i):
            start = len(text) - len(text.lstrip())
            return [Stretch(start, i + 1, True, opened=False)] if len(text[start:i].split()) >= _FEWEST else []
        return []
    return []


def _double(text: str) -> list[Stretch]:
    marks = _unnested(text)
    if marks and careless.is_careless(text, marks):
        return _together(text, marks)
    out: list[Stretch] = []
    open_at: int | None = None
    opened_by = ""
    last_close = _last_closing(text)
    paired = sum(text.count(c) for c in _STRAIGHT) % 2 == 0
    for mark in _DOUBLE.finditer(text):
        i, char = mark.start(), mark.group()
        role = _role(text, i, char, open_at is not None, last_close)
        if role == "open" and open_at is not None and opened_by in _STRAIGHT:
            if _before_cue(text, i) or (paired and _slipped(text, i)):
                role = "close"
        if char == "“" and opened_by == "„" and open_at is not None:
            role = "close"  # „so“, as Germans and Czechs write
        if role == "open":
            if open_at is not None:  # the mark before was never closed: it ends where the next one begins
                if (opened_by in _STRAIGHT and char in _OPENING) or (opened_by in _OPENING and char in _STRAIGHT):
                    continue  # another kind of mark inside an open one is nested speech
                out.append(Stretch(open_at, _spoken(text, open_at, _back(text, i)), False))
            open_at, opened_by = i, char
        elif role == "close" and open_at is not None:
            if opened_by in _OPENING and char in _STRAIGHT and any(c in _CLOSING for c in text[i + 1 : i + 400]):
                if not any(c in _OPENING for c in text[i + 1 : _next_closing(text, i)]):
                    continue  # straight marks inside curly ones
            if i > open_at + 1:
                out.append(Stretch(open_at, i + 1, True))
            open_at = None
    if open_at is not None and open_at < len(text) - 1:
        out.append(Stretch(open_at, len(text.rstrip()), False))
    return [s for s in out if s.end > s.start + 1]


def _unnested(text: str) -> list[int]:
    """Where the double marks stand, without straight pairs within curly ones; none where a mark may be inches."""
    marks = [m.start() for m in _DOUBLE.finditer(text)]
    if any(text[i] in _STRAIGHT and text[i - 1 : i].isdigit() and _INCHES.match(text, i + 1) for i in marks):
        return []
    out: list[int] = []
    at = 0
    while at < len(marks):
        out.append(marks[at])
        at += 1
        if text[out[-1]] == "“":
            inner = at
            while inner < len(marks) and text[marks[inner]] in _STRAIGHT:
                inner += 1
            if inner < len(marks) and text[marks[inner]] == "”" and careless.pairs(text, marks[at:inner]):
                at = inner
    return out


def _together(text: str, marks: list[int]) -> list[Stretch]:
    """The stretches of a paragraph whose marks are read together."""
    out: list[Stretch] = []
    open_at: int | None = None
    for i, opens in zip(marks, careless.opening(text, marks), strict=True):
        if opens and open_at is not None:
            out.append(Stretch(open_at, _spoken(text, open_at, _back(text, i)), False))
        elif not opens and open_at is not None and i > open_at + 1:
            out.append(Stretch(open_at, i + 1, True))
        open_at = i if opens else None
    if open_at is not None and open_at < len(text) - 1:
        out.append(Stretch(open_at, len(text.rstrip()), False))
    return [s for s in out if s.end > s.start + 1]


def _before_cue(text: str, i: int) -> bool:
    """True for such a mark right before its cue, whatever the others are: 'It fell, "said Orr', 'It fell. "he says'."""
    if text[max(0, i - 3) : i].rstrip()[-1:] not in (",", ".", "?", "!", "-", "…"):
        return False
    found = _CUE.match(text, i + 1)
    return found is not None and speech.says_in(found["verb"])


def _slipped(text: str, i: int) -> bool:
    """True for a closing mark that a careless copy set before the next word: 'It fell, "Ada Orr said'."""
    words = text[max(0, i - 30) : i].rstrip()
    if not words or words[-1] not in ",.?!" or text[i] not in _STRAIGHT:
        return False
    last = words[:-1].split()[-1:]
    return not last or speech.verb(last[0]) is None  # 'she said. "We' opens what she says next


def _spoken(text: str, start: int, end: int) -> int:
    """Where words end whose closing mark is missing, before a mark that opens.

    With their sentence, since the reporter may go on after it, or the last that has the speaker's own person in it; but
    all are spoken where several paragraphs stand on one line: each of a speech opens, only the last one closes.
    """
    ends = (
        m for m in _SENTENCE_END.finditer(text, start, end) if _last_word(text, start, m.end() - 1) not in _SHORTENED
    )
    found = next(ends, None)
    if found is None:
        return end
    words = list(_WORD.finditer(text, found.end(), end))
    if any(speech.says_in(w.group().lower()) for w in words):
        return found.end()
    if len(text) > _ONE_PARAGRAPH and end - start <= _LONGEST:
        return end
    own = max((w.end() for w in words if w.group().lower() in _OWN), default=start)
    return found.end() if own == start else next((m.end() for m in ends if m.end() > own), end)


def _last_word(text: str, start: int, end: int) -> str:
    return re.split(r"[\W_]", text[max(start, end - 12) : end])[-1].lower()


def _role(text: str, i: int, char: str, is_open: bool, last_close: int) -> str:
    if char in _OPENING:
        # »so« turns the guillemets round; a French one never stands before a space-free closing one
        return "close" if char == "«" and is_open and _ends_here(text, i) else "open"
    if char in _CLOSING:
        return "open" if char == "»" and not is_open and _begins_here(text, i) else "close"
    if char not in _STRAIGHT:
        return ""
    if i and text[i - 1].isdigit() and _is_inch(text, i, is_open, last_close):
        return ""
    begins, ends = _begins_here(text, i), _ends_here(text, i)
    if begins and not ends:
        return "open" if not is_open or i < last_close else "close"
    if ends and not begins:
        return "close" if is_open else ""
    return "close" if is_open else "open" if begins or not i or not text[i - 1].isalnum() else ""


def _is_inch(text: str, i: int, is_open: bool, last_close: int) -> bool:
    """A straight mark after a digit: inches, unless it is the only mark that can close an open quotation."""
    after = text[i + 1 : i + 2]
    if after in _STOPS and after:
        return not is_open
    return not is_open or (i < last_close and _next_straight_closes(text, i))


def _next_straight_closes(text: str, i: int) -> bool:
    for k in range(i + 1, len(text)):
        if text[k] in _STRAIGHT:
            return not (_begins_here(text, k) and not _ends_here(text, k))
    return False


def _next_opens(text: str, i: int) -> bool:
    """True when the next straight mark can only open: 'We won." She said, "It was hard.' closes one and opens one."""
    k = next((k for k in range(i + 1, len(text)) if text[k] in _STRAIGHT), -1)
    return k > 0 and _begins_here(text, k) and not _ends_here(text, k)


def _begins_here(text: str, i: int) -> bool:
    before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
    return (not before or before in _BEFORE_OPENING or before in "‘'") and bool(after) and not after.isspace()


def _ends_here(text: str, i: int) -> bool:
    before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
    return bool(before) and not before.isspace() and (not after or after in _AFTER_CLOSING)


def _last_closing(text: str) -> int:
    return max((text.rfind(c) for c in _CLOSING + _STRAIGHT), default=-1)


def _next_closing(text: str, i: int) -> int:
    found = [k for k in (text.find(c, i + 1) for c in _CLOSING) if k >= 0]
    return min(found, default=len(text))


def _back(text: str, i: int) -> int:
    while i and text[i - 1].isspace():
        i -= 1
    return i


def _single(text: str, double: list[Stretch]) -> list[Stretch]:
    covered = bytearray(len(text))
    for s in double:
        covered[s.start : s.end] = b"\1" * (s.end - s.start)
    out: list[Stretch] = []
    last = -1
    for mark in _SINGLE.finditer(text):
        i = mark.start()
        if i > last and not covered[i] and _opens_single(text, i):
            end = _close_single(text, i, covered)
            if end is not None:
                out.append(Stretch(i, end + 1, True, True))
                last = end
    return out


def _opens_single(text: str, i: int) -> bool:
    if i and text[i - 1] not in _BEFORE_OPENING:
        return False
    after = text[i + 1 : i + 2]
    if not after or after.isspace() or (after.isdigit() and text[i] in "'’"):
        return False
    word = ""
    for char in text[i + 1 : i + 8]:
        if not char.isalpha():
            break
        word += char
    return text[i] == "‘" or word.lower() not in _CLIPPED


def _close_single(text: str, i: int, covered: bytearray) -> int | None:
    """Where a single mark opened at `i` closes: "the workers' union" only for want of better."""
    maybe: int | None = None
    for k in range(i + 2, min(len(text), i + 1500)):
        if covered[k]:
            return maybe
        if maybe is not None and k > maybe + 1 and text[k] in _SINGLE_OPENING and _opens_single(text, k):
            return maybe  # "'so the miners' … 'not so'": another one opens
        if text[k] not in _SINGLE_CLOSING or text[k + 1 : k + 2].isalnum():
            continue
        if text[k + 1 : k + 2] and text[k + 1] not in _AFTER_CLOSING + '"”':
            continue
        if text[k - 1].isspace():
            continue
        if text[k - 1] in _STOPS or text[k + 1 : k + 2] in _STOPS or text[k - 1].lower() != "s":
            return k
        maybe = k if maybe is None else maybe
    return maybe
