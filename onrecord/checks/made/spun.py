"""Reports in other words: synonyms put in, spellings changed, sentences turned as by a translation there and back.

Source: synonyms.tsv, spelling.tsv, rewordings.tsv.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache

from onrecord.shapes.table import load

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_PERFECT = frozenset("has have had was were is are been be being having 's".split())
_DIGITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
# Rewordings of one kind that a translation makes in a sentence; more of them and no reader would follow it.
_MOST_TURNS = 1
# As far as a phrase of the table reaches.
_MOST_WORDS = 4


def respun(text: str, rng: random.Random, rate: float) -> str:
    """`text` with about `rate` (0 to 1) of the words that have synonyms exchanged."""
    words = list(_WORD.finditer(text))
    out: list[str] = []
    at = n = 0
    while n < len(words):
        step = 1
        put: str | None = None
        for size in range(min(_MOST_WORDS, len(words) - n), 0, -1):
            stretch = text[words[n].start() : words[n + size - 1].end()]
            choices = _synonyms().get(stretch.lower())
            if choices is None or (stretch != stretch.lower() and not _opens(text, words[n].start())):
                continue
            if rng.random() < rate:
                chosen = rng.choice(choices)
                # Past and participle look alike: the word before tells.
                before = words[n - 1].group().lower() if n else ""
                put = chosen if isinstance(chosen, str) else chosen[before in _PERFECT]
                if stretch[0].isupper():
                    put = put[0].upper() + put[1:]
            step = size
            break
        end = words[n + step - 1].end()
        out += [text[at : words[n].start()], text[words[n].start() : end] if put is None else put]
        at, n = end, n + step
    return _articles("".join(out) + text[at:])


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?:"


def _articles(text: str) -> str:
    text = re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", text)
    return re.sub(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwxyz])", r"\1 ", text)


def respelt(text: str, british: bool) -> str:
    """`text` in British or in American spelling."""
    for row in load(__package__, "spelling.tsv", ("british", "american")):
        old, new = (row["american"], row["british"]) if british else (row["british"], row["american"])
        text = re.sub(rf"\b{old}", new, text)
        text = re.sub(rf"\b{old.capitalize()}", new.capitalize(), text)
    return text


def renumbered(text: str, in_words: bool) -> str:
    """`text` with numbers up to twenty in words, or in digits."""
    if in_words:
        return re.sub(r"(?<![\d.,:$€£-])\b(\d{1,2})\b(?![.,:]?\d|\s?(?:percent|%|p\.m|a\.m))", _spelled, text)
    words = "|".join(_DIGITS[2:])
    return re.sub(rf"(?<=\s)({words})(?=\s)", lambda m: str(_DIGITS.index(m.group())), text)


def _spelled(found: re.Match[str]) -> str:
    value = int(found.group())
    return _DIGITS[value] if value < len(_DIGITS) else found.group()


def translated(sentence: str, rng: random.Random, rate: float) -> str:
    """A sentence as it comes back from another language: order, voice, tense and small words changed."""
    done: dict[str, int] = {}
    for what, pattern, put in _rewordings():
        if done.get(what, 0) >= _MOST_TURNS and what in ("order", "voice"):
            continue
        if rng.random() < rate:
            turned, times = pattern.subn(put, sentence, count=2)
            if times and turned.strip():
                sentence = turned
                done[what] = done.get(what, 0) + 1
    return sentence[0].upper() + sentence[1:]


@cache
def _rewordings() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = load(__package__, "rewordings.tsv", ("what", "find", "put"), key=())
    return tuple((r["what"], re.compile(r["find"]), r["put"]) for r in rows)


# What may stand for a form: words, or (past, participle) where the form itself is both.
_Choice = str | tuple[str, str]


@cache
def _synonyms() -> Mapping[str, tuple[_Choice, ...]]:
    out: dict[str, tuple[_Choice, ...]] = {}
    for row in load(__package__, "synonyms.tsv", ("class", "word", "others"), key=("class", "word")):
        others = [o.strip() for o in row["others"].split("|")]
        if row["class"] == "x":
            out[row["word"]] = tuple(others)
        elif row["class"] == "n":
            mine, theirs = _number(row["word"]), [_number(o) for o in others]
            for n, form in enumerate(mine):
                out.setdefault(form, tuple(t[n] for t in theirs))
        else:
            word, made = _verb(row["word"]), [_verb(o) for o in others]
            for n, form in enumerate(word[:3]):  # base, -s, -ing
                if n or form not in out:
                    out.setdefault(form, tuple(o[n] for o in made))
            if word[3] == word[4]:
                out.setdefault(word[3], tuple((o[3], o[4]) for o in made))
            else:
                out.setdefault(word[3], tuple(o[3] for o in made))
                out.setdefault(word[4], tuple(o[4] for o in made))
    return out


def _number(cell: str) -> tuple[str, str]:
    one, _, many = cell.partition("/")
    return one, many or _s(one)


def _verb(cell: str) -> tuple[str, str, str, str, str]:
    """Base, -s, -ing, past, participle of a verb; one of several words is inflected at its first."""
    base, *rest = cell.split("/")
    head, _, tail = base.partition(" ")
    past, participle = rest if rest else (" ".join(filter(None, (_ed(head), tail))),) * 2
    doubled = head + head[-1] if past.startswith(head + head[-1] + "ed") else head
    ing = doubled + "ing" if not head.endswith("e") or head.endswith("ee") else head[:-1] + "ing"
    if head.endswith("ie"):
        ing = head[:-2] + "ying"
    if re.fullmatch(r"(?:run|put|cut|get|set|hit|let|shut|quit|win|begin|sit)", head):
        ing = head + head[-1] + "ing"
    return (base, *(" ".join(filter(None, (form, tail))) for form in (_s(head), ing)), past, participle)  # type: ignore[return-value]


def _s(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"
