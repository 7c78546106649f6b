"""Who takes part in an event, as far as two tellings can be held against each other by it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from onrecord.ledger.words import printed_words, stems
from onrecord.lexicon import nations, people_nouns
from onrecord.lexicon.numbers import number_beginnings
from onrecord.shapes.table import load

# "Twelve people" may be anybody: it neither clashes with "villagers" nor makes two events one.
_ANYBODY = frozenset(
    "people person man woman resident victim other civilian local member crowd passenger one individual".split()
)
_QUANTITIES = frozenset(
    "dozen hundred thousand million score several many few some handful pair couple most all".split()
)
_AFTER = re.compile(
    r"(?<=\w)(?:,? (?:of|in|at|on|from|to|near|outside|inside|with|by|for|who|whose|which|that)\b|,)", re.IGNORECASE
)
_OWNED = re.compile(r"^.*['’]s? (?=[a-z])")
# Whose somebody is: "Ada Brond" of "Ada Brond's lawyer" and "the wife of Ada Brond".
_OWNER = re.compile(r"^(?P<owner>.+?)['’]s? (?=\w)|^[^,]*?\bof (?P<whose>[^,]+)")
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_SOME_BODY = frozenset("company firm group club team party organisation organization agency union charity".split())
_DIGITS = re.compile(r"\d[\d,.]{0,15}")
# How much it says that two tellings have the same party, by what kind of party it is.
_SAME = {"named": 2.0, "body": 1.0, "people": 0.75}
_CONTAINED = {"named": 1.5, "body": 1.0, "people": 0.75}
_ARM = 1.0  # "Orva" and "Orvan police"
_ALIKE = 3  # letters of two given names …
_LONGER = 4  # … of which one is so much longer: a short form of the other
_SPELT = 0.8  # … or of which so much is the same, where both are long: one in two spellings
_LONG = 6
_YEARS = 1  # by so many the ages that two reports tell of one may differ
_PAIR = 2
_ANY = 0.25  # "people" and "people"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody by the words that tell who: `kind` is named ("Ada Brond", "Harbour Office"), body ("police"), people.

    `nation` is the name of the nation it is or belongs to, `count` its number as printed ("43", "dozen"); else "".
    `owner` are the words of whose kin or servant it is ("Ada Brond" of "her lawyer"), `sex` m or f and `age` what the
    description of one person tells of it; else empty.
    """

    name: str
    words: frozenset[str]
    kind: str
    nation: str
    is_nation: bool
    count: str
    owner: frozenset[str] = frozenset()
    sex: str = ""
    age: str = ""

    def __hash__(self) -> int:
        """By name alone: parties are looked up often, and the name tells the rest."""
        return hash(self.name)

    @property
    def anybody(self) -> bool:
        """True where it does not say who: "12 people"."""
        return self.words <= _ANYBODY


@lru_cache(maxsize=20_000)
def party(name: str) -> Party:
    """A party from its name as the record has it."""
    words = stems(_OWNED.sub("", name) or name)
    counts = [w for w in words if w in _QUANTITIES or w in number_beginnings()]
    kept = frozenset(w for w in words if w not in counts)  # nothing for "Two": anybody
    nation = nations.by_name(name)
    owner = nation or next(filter(None, map(nations.by_adjective, printed_words(name)[:2])), None)
    digits = _DIGITS.search(name)
    count = digits.group() if digits else " ".join(counts)
    kind = _kind(name) if kept else "people"
    head = _head(_bare(name))
    age = _AGE.search(name)
    return Party(
        name,
        kept,
        kind,
        owner.name if owner else "",
        nation is not None,
        count,
        owner=_whose(name) if head in _belonging() else frozenset(),
        sex=_sex(name, head) if kind == "people" else "",
        age=age[1] if age else "",
    )


def _whose(name: str) -> frozenset[str]:
    found = _OWNER.search(name)
    return frozenset(stems(found["owner"] or found["whose"])) if found else frozenset()


def _sex(name: str, head: str) -> str:
    """What a noun in the singular tells of it."""
    row = people_nouns.by_lemma(head)
    single = row is not None and row.type == "person" and head in (w.casefold() for w in printed_words(name))
    return row.gender if row is not None and single else ""


@cache
def _belonging() -> frozenset[str]:
    rows = load(__package__, "belonging.tsv", ("nouns", "as"))
    return frozenset(word for row in rows for word in row.words("nouns"))


def _kind(name: str) -> str:
    bare = _bare(name)
    printed = printed_words(bare)
    capital = [w for w in printed if w[0].isupper()]
    head = _head(bare)
    row = people_nouns.by_lemma(head) if head else None
    if (
        row is not None
        and row.type != "organisation"
        and row.number != "p"
        and (head in _ANYBODY or printed[-1].islower())
    ):
        return "people"  # "a Larsby woman"
    # A capital at the beginning may be that of the sentence: "Island fishermen", "Government".
    begins = len(capital) == 1 and bool(printed) and printed[0][0].isupper()
    if nations.find(bare) or len(capital) > 1 or (capital and not (begins and (row or len(printed) > 1))):
        named_nation = nations.by_adjective(capital[0]) if len(capital) == 1 and row else None
        if named_nation is None and (row is not None or printed[-1][0].isupper()):
            return "named"
    if row is not None and (row.type == "organisation" or row.number == "p") and head not in _ANYBODY:
        return "body"
    return "people"


def _bare(name: str) -> str:
    """A name or description without what follows its noun, and whose it is: "driver" of "Ada's driver in Larsby"."""
    return _OWNED.sub("", _AFTER.split(name, maxsplit=1)[0]) or name


def _head(name: str) -> str:
    """The noun a description is about: "captain" of "the captain of a ferry"."""
    words = stems(name)
    return words[-1] if words else ""


@lru_cache(maxsize=100_000)
def alike(a: Party, b: Party) -> float:
    """How much it says for two tellings that one has party `a` and the other `b`: 0 nothing, 2 the same name."""
    if unlike(a, b) or (a.is_nation and b.is_nation and a.nation != b.nation):
        return 0.0  # "Sudan" stands in "South Sudan"
    if a.anybody and b.anybody:
        return _ANY if a.words & b.words else 0.0
    kind = a.kind if a.kind == b.kind else "people" if "people" in (a.kind, b.kind) else "body"
    if a.words == b.words:
        return _SAME[kind]
    both = a.words & b.words
    if both and both in (a.words, b.words):
        return _CONTAINED[kind] if not both <= _ANYBODY else _ANY
    if kind == "named" and _one_name(a.name, b.name):
        return _CONTAINED[kind]
    if a.nation and a.nation == b.nation and a.is_nation != b.is_nation:
        return _ARM
    return 0.0


def _one_name(a: str, b: str) -> bool:
    """True for one family name with given names that begin alike: "Alec Brond" and "Alexander Brond"."""
    one, two = (printed_words(n.casefold()) for n in (a, b))
    return len(one) > 1 and len(two) > 1 and one[-1] == two[-1] and _one_given(one[0], two[0])


def _one_given(a: str, b: str) -> bool:
    """True for a name and its short form or other spelling; "Ivan" and "Ivar" are two."""
    if a[:_ALIKE] != b[:_ALIKE]:
        return False
    if a.startswith(b) or b.startswith(a) or abs(len(a) - len(b)) >= _LONGER:
        return True
    return min(len(a), len(b)) >= _LONG and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SPELT


def unlike(a: Party, b: Party) -> bool:
    """True for somebody and their own lawyer or brother, for a man and a woman, for two of other ages."""
    for one, two in ((a, b), (b, a)):
        if one.owner and two.kind == "named" and not two.owner and (one.owner <= two.words or two.words <= one.owner):
            return True
    if a.sex and b.sex and a.sex != b.sex:
        return True
    return bool(a.age and b.age) and abs(int(a.age) - int(b.age)) > _YEARS


def apart(a: Party, b: Party) -> bool:
    """True when `a` and `b` cannot be one: two names, a name and somebody else's body, two bodies; see `unlike`."""
    if unlike(a, b):
        return True
    if alike(a, b) or "people" in (a.kind, b.kind):
        return False
    if any(x.words <= _SOME_BODY and y.kind == "named" and not y.is_nation for x, y in ((a, b), (b, a))):
        return False  # "the company" has a name elsewhere
    # "Orva shelled Tesk": "the army shelled Tesk". Whose army that is the report has no need to say.
    return not any(x.is_nation and y.kind == "body" and not y.nation for x, y in ((a, b), (b, a)))


def shared(a: Collection[Party], b: Collection[Party]) -> float:
    """The most that any two of them say for one event."""
    if not a or not b:
        return 0.0
    return max(alike(x, y) for x in a for y in b)


def differ(a: Collection[Party], b: Collection[Party]) -> bool:
    """True when both sides name somebody and no two of them can be the same."""
    return bool(a) and bool(b) and all(apart(x, y) for x in _fuller(a) for y in _fuller(b))


def _fuller(parties: Collection[Party]) -> Collection[Party]:
    """Parties without the short names of others: "Brond" beside "Ada Brond" is no Ole Brond."""
    if len(parties) < _PAIR:
        return parties
    return [p for p in parties if p.kind != "named" or not any(p.words < q.words and q.kind == p.kind for q in parties)]


def fullest(names: Collection[str]) -> tuple[str, ...]:
    """Names without those that a longer one of them contains, in their order."""
    kept: list[str] = []
    for name in names:
        one = party(name)
        if not any(alike(one, party(k)) for k in kept):
            kept.append(name)
            continue
        for n, other in enumerate(kept):
            if party(other).words < one.words:
                kept[n] = name
                break
    return tuple(dict.fromkeys(kept))
