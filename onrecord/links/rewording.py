"""What one wording of a statement has otherwise than its fullest: cut, added, changed, in another tense or person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.lexicon import irregular
from onrecord.links.wording import Word, side_by_side
from onrecord.shapes.utterance import Rewording

_AUXILIARY = ("~be", "~have", "~do")


def differences(old: Sequence[Word], new: Sequence[Word], *, spun: bool = False) -> tuple[Rewording, ...]:
    """The differences of wording in text order, with offsets into both texts; `spun`: the new one was spun.

    Between two differences but those of marks the words of both are the same, in other spelling or with other signs
    at most.
    """
    found = [*_words(old, new, spun), *_marks(old, new)]
    return tuple(sorted(found, key=lambda d: (d.old, d.new, d.kind)))


def _words(old: Sequence[Word], new: Sequence[Word], spun: bool) -> Iterator[Rewording]:
    for run in side_by_side(old, new):
        if run.equal:
            for v, w in zip(old[run.a : run.b], new[run.c : run.d], strict=True):
                kind = _shifted(v, w)
                if kind:
                    yield Rewording(kind, (v.start, v.end), (w.start, w.end))
        else:
            kind = _replaced(old[run.a : run.b], new[run.c : run.d], spun)
            yield Rewording(kind, _stretch(old, run.a, run.b), _stretch(new, run.c, run.d))


def _replaced(v: Sequence[Word], w: Sequence[Word], spun: bool) -> str:
    """The kind of a difference in which other words stand, or none."""
    if all(word.shift == "person" or word.key in _AUXILIARY for word in (*v, *w)):
        return "tense"  # "had checked" for "checked"; "will" and "may" are two things
    return "cut" if not w else "added" if not v else "respun" if spun else "changed"


def _shifted(v: Word, w: Word) -> str:
    """How two words of one key differ: "tense", "changed", or not at all (a number in words, another spelling)."""
    if v.form == w.form or v.number:
        return ""
    if v.shift in ("tense", "person"):
        return "tense"
    if v.negates:
        return ""
    bases = [irregular.base(form) or form for form in (v.form, w.form)]
    if bases[0] == bases[1] or any(_inflected(x, y) for x, y in ((v.form, w.form), (w.form, v.form))):
        return "tense"
    return "changed" if v.form[:-1] == w.form or w.form[:-1] == v.form or abs(len(v.form) - len(w.form)) > 1 else ""


def _inflected(form: str, other: str) -> bool:
    return form.endswith(("ed", "ing")) and not other.endswith(("ed", "ing"))


def _marks(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Rewording]:
    """Stretches of equal words that stand in quotation marks in one of the two alone."""
    found: list[tuple[int, int]] = []
    for run in side_by_side(old, new):
        if run.equal:
            pairs = ((run.a + n, run.c + n) for n in range(run.b - run.a))
            found += [(i, j) for i, j in pairs if old[i].marked != new[j].marked]
    breaks = [n for n, (p, q) in enumerate(pairwise(found), 1) if (p[0] + 1, p[1] + 1) != q]
    for a, b in pairwise([0, *breaks, len(found)]):
        if a < b:
            (i, j), (k, m) = found[a], found[b - 1]
            yield Rewording("marks", (old[i].start, old[k].end), (new[j].start, new[m].end))


def _stretch(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """From where word `first` begins to where `last` - 1 ends; empty, behind the one before, for none."""
    if first < last:
        return words[first].start, words[last - 1].end
    at = words[first - 1].end if first else words[0].start if words else 0
    return at, at
