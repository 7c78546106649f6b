"""What everybody is called over a story: one name, and one type, for whom its reports call by several.

A description ("Lee's lawyer") names nobody, and lends no name: whose it is is another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

from onrecord.lexicon import bodies, name_parts, names, nations, people_nouns
from onrecord.lexicon.spelling import spelt
from onrecord.links.entities import words_of

_Words = tuple[str, ...]
# "Lee's lawyer", "the Lees' lawyer": whose somebody is stands before the noun.
_OWNED = re.compile(r"(?:['’]\s?s|s['’])\s+\S", re.IGNORECASE)
_OWNER = re.compile(r"['’]\s?s\s+|(?<=s)['’]\s+", re.IGNORECASE)
BODIES = ("organisation", "group")
_LONGEST_SHORT = 8  # letters of an abbreviation
_SHORT = 4  # letters of words whose ending is left as it is
_JOINED = name_parts.words("between two names")
_GENERATIONS = name_parts.words("father or son")
_SMALL = name_parts.words("left out of initials")
_PARTICLES = name_parts.words("small in a person's name")
_OWNERS = name_parts.words("owner in a body's name")


def is_name(name: str) -> bool:
    """True for a proper name, False for a description that may hold one ("Brod's lawyer", "police in Vardnes")."""
    words = name.split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    if not words or not (_has_capital(words[0]) and _has_capital(words[-1])):
        return False
    return _OWNED.search(name) is None or _is_owned_name(name)


def _has_capital(word: str) -> bool:
    """True for "Brod", and for "al-Brod"."""
    small, _, rest = word.partition("-")
    return word[0].isupper() or (small in _PARTICLES and rest[:1].isupper())


def _is_owned_name(name: str) -> bool:
    """True for a name with a possessive in it: "Nurses' Union", "St Ann's Hospital", "Holm's of Vardnes"."""
    owner, owned = _OWNER.split(name, maxsplit=1)
    words, last = owner.split(), owned.split()
    rows = (people_nouns.by_lemma(word.casefold()) for word in last)
    if any(row is not None and row.type == "person" for row in rows):
        return False  # "Nurses' Leader", "St Ann's Mayor Lena Brod"
    common = len(words) == 1 and (owner.casefold() in _OWNERS or is_plural(owner))
    return common or words[0].rstrip(".") in ("St", "Saint") or last[0] == "of" or name_parts.is_company_form(last[-1])


def is_plural(name: str) -> bool:
    """True for one common noun for many: "Police" and "Officials" at the head of a sentence are the police."""
    word = name.casefold()
    row = people_nouns.by_lemma(word)
    if row is not None:
        return row.number == "p"
    ends = (("ies", "y"), ("es", ""), ("s", ""))
    return any(word.endswith(e) and people_nouns.by_lemma(word[: -len(e)] + o) is not None for e, o in ends)


def full_names(people: Iterable[str]) -> dict[_Words, str]:
    """The full name of each name among some people's, by its folded words; a name given twice counts twice.

    "Brod" is Lena Brod where she is the only one of that name, and nobody where there is an Anna Brod too. Of longer
    and shorter full names the one most reports use: what stands round it in one report is seldom a part of it.
    """
    return _Full(Counter(n for n in people if is_name(n))).names()


class _Full:
    """Names of people, by their words, and how often each is used."""

    def __init__(self, counted: Counter[str]) -> None:
        self.times: Counter[_Words] = Counter()
        self.forms: dict[_Words, list[str]] = {}
        for name in sorted(counted, key=lambda n: (-counted[n], n)):
            words = words_of(name)
            if words and not _JOINED & set(words):
                self.times[words] += counted[name]
                self.forms.setdefault(words, []).append(name)
        self.full = [words for words in self.forms if sum(w not in _PARTICLES for w in words) > 1]

    def names(self) -> dict[_Words, str]:
        """The full name of every name that has one."""
        found = ((words, self._of(words)) for words in self.forms)
        return {words: self.forms[full][0] for words, full in found if full is not None}

    def _of(self, words: _Words) -> _Words | None:
        longer = [o for o in self.full if len(o) > len(words) and set(words) <= set(o)]
        tops = [o for o in longer if not any(set(o) < set(p) for p in longer)]
        meant = {self._usual(top) for top in tops}
        if len(meant) > 1 and len(words) == 1:  # a family name, rather than the first word of a headline
            meant = {m for m in meant if m[-1:] == words} if any(m[-1:] == words for m in meant) else meant
        if len(meant) == 1:
            return next(iter(meant))
        return self._usual(words) if len(words) > 1 else None

    def _usual(self, words: _Words) -> _Words:
        """Of the full names that lie in a longer one the one that is used most."""
        inside = [o for o in self.full if set(o) <= set(words) and self._is_shorter(o, words)]
        return min(inside, key=lambda o: (-self.times[o], -len(o), o), default=words)

    @staticmethod
    def _is_shorter(short: _Words, long: _Words) -> bool:
        if short == long:
            return True
        if (set(long) - set(short)) & _GENERATIONS:
            return False
        first, last = short[0] == long[0], short[-1] == long[-1]
        if first and last:  # a middle name is a part of the name
            return False
        return last or (first and not names.is_given(short[-1].capitalize()))


class Called:
    """Names over the reports of a story. Takes: of each report (name, type, how often), whatever their order."""

    def __init__(self, reports: Iterable[Iterable[tuple[str, str, int]]]) -> None:
        """Count the names of each type."""
        types: dict[_Words, Counter[str]] = {}
        people: list[str] = []
        organisations: Counter[str] = Counter()
        for name, kind, count in chain.from_iterable(reports):
            if is_name(name):
                types.setdefault(words_of(name), Counter())[kind] += count
                if kind == "person":
                    people.append(name)
                elif kind in BODIES:
                    organisations[name] += count
        self.types = {words: min(kinds, key=lambda k: (-kinds[k], k)) for words, kinds in types.items()}
        self.people = full_names(people)
        self.bodies = _bodies(organisations)

    def of(self, name: str, kind: str) -> tuple[str, str]:
        """The name by which somebody of that name and type goes in the story, and the type."""
        if not is_name(name):
            return name, kind
        words = words_of(name)
        usual = self.types.get(words, kind)
        # a town may be called like somebody's family: who has a full name is no place, and no place is somebody
        kind = kind if words in self.people and "place" in (kind, usual) else usual
        if kind == "person":
            return self.people.get(words, name), kind
        return (self.bodies.get(words, name), kind) if kind in BODIES else (name, kind)


def _bodies(counted: Counter[str]) -> dict[_Words, str]:
    """The usual name of each body that has several, by the folded words of each."""
    forms: dict[str, Counter[str]] = {}
    for name, times in counted.items():
        forms.setdefault(_key(name), Counter())[name] += times
    short: dict[str, set[str]] = {}
    for key in forms:
        for letters in _initials(key.split()):
            short.setdefault(letters, set()).add(key)
    for key in sorted(forms):
        fuller = short.get(key, set()) - {key}
        if len(fuller) == 1 and any(_is_abbreviation(name) for name in forms[key]):
            forms[next(iter(fuller))] += forms[key]
    out = {}
    for some in forms.values():
        spelt_out = [n for n in some if not _is_abbreviation(n)] or list(some)
        usual = min(spelt_out, key=lambda n: (name_parts.is_company_form(n.split()[-1]), -some[n], n))
        out.update({words_of(name): usual for name in some} if len(some) > 1 else {})
    return out


@cache
def _key(name: str) -> str:
    """A body's words as compared: that of a known one by its row, a nation by its name, a company without its form."""
    known = bodies.by_name(name)
    words = list(words_of(known.name if known is not None else name))
    while len(words) > 1 and name_parts.is_company_form(words[-1]):
        words.pop()
    lone = next((n for n, w in enumerate(words) if len(w) > 1), len(words))
    words = ["".join(words[:lone]), *words[lone:]] if lone > 1 else words  # "U. S. Geological Survey"
    for size in (2, 1):
        first = " ".join(words[:size])
        nation = nations.find(first.upper() if len(first) < 4 else first.title()) if len(words) > size else None
        if nation is not None:
            words = [*words_of(nation.name), *words[size:]]
            break
    return " ".join(spelt(w.removesuffix("e") if len(w) > _SHORT else w) for w in words)


def _is_abbreviation(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_SHORT or " " in name:
        return False
    return 2 * sum(c.isupper() for c in name) > len(name)


def _initials(words: Sequence[str]) -> set[str]:
    """First letters of all words, and of those that abbreviations keep; of several words."""
    kept = [w for w in words if w not in _SMALL]
    return {"".join(w[0] for w in some) for some in (words, kept) if len(some) > 1}
