"""What reports tell of one person in numbers: how old somebody is, of how many children the mother or father.

Such numbers say nothing of a story's course, and those of two people contradict nothing. Of one person reports differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.ledger.claims import Claim, claims, sides
from onrecord.ledger.tallies import printed_on
from onrecord.ledger.tally import Tally, days_between
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement
from onrecord.shapes.mark import Mark
from onrecord.shapes.reading import Reading
from onrecord.shapes.union import Union

AGE, CHILDREN = "age", "children"
_QUESTIONS = {AGE: "How old", CHILDREN: "How many children"}
# How a mention got to be of whom it is of: by a pronoun or a description alone it may be somebody else.
_SURE = ("name", "family-name", "apposition")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAME = frozenset("jr sr jnr snr".split())
# "Mara Voss, 34", "Mara Voss (34)", "Mara Voss, who is 34", "Mara Voss is a 34-year-old", "Mara Voss was 34".
_AFTER_NAME = re.compile(
    r"(?:,? ?\(|, ?(?:(?:now |also )?aged? (?:of )?)?|,? (?:who )?(?:is|was) (?:an? )?(?:now )?)\Z", re.IGNORECASE
)
# "A mother of 12", "the father-of-two": whose parent is counted; "one of 12 children" is a child among others.
_PARENT = re.compile(r"\b(?!(?:one|two|three|some|all|any|most|none|out)\b)[a-z]+[ -]+of[ -]+\Z", re.IGNORECASE)
_OF_THEM = re.compile(r"[ -]+of[ -]+\Z", re.IGNORECASE)
# An age of another day than the report's: "who was 18 at the time", "then 15", "when he was 9".
_THEN_BEFORE = re.compile(r"\b(?:then|when|since|until|age of|turned?|turning)[\w ,-]{0,12}\Z", re.IGNORECASE)
_THEN_AFTER = re.compile(r"[\w ,’'-]{0,14}?\b(?:at (?:the|that) time|when|back then|in (?:19|20)\d\d)\b", re.IGNORECASE)
_AROUND = 40
_YEAR = 365.25
# Parents of so many children are few: who is told of only as such is the one whom others name.
_MANY = 5
# So many days apart nobody is taken to have had a birthday in between.
_NO_BIRTHDAY = 31


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that a report tells of somebody: `who` is a name's words, in lower case."""

    who: tuple[str, ...]
    name: str
    what: str
    tally: Tally


def of_persons(readings: Sequence[Reading], backing: Backing) -> list[Disagreement]:
    """Numbers of one person of which two reports tell different ones that no birthday explains."""
    found = [told for reading in readings for told in _of(reading)]
    people = _people(found)
    parents = {people.get(t.who) for t in found if t.what == CHILDREN and t.who}
    if len(parents) == 1:  # "the mother of 13" is the one whom the story names with so many children
        people = {**people, (): next(iter(parents))}
    groups: dict[tuple[tuple[str, ...], str], list[_Told]] = {}
    for told in found:
        who = people.get(told.who)
        if who is not None:
            groups.setdefault((who, told.what), []).append(told)
    out = []
    for (_, what), same in sorted(groups.items()):
        group = claims([t.tally for t in same], backing)
        differ = _differing(group, what)
        if differ and not (what == AGE and _two_of_a_name(group)):
            name = min((t.name for t in same), key=lambda n: (-len(n), n))
            out.append(Disagreement(f"{_QUESTIONS[what]} ({name})?", "conflict", sides(differ, backing)))
    return out


def _two_of_a_name(group: Sequence[Claim]) -> bool:
    """True where a report has two numbers for one name, as of a father and the son who is called after him."""
    numbers: dict[str, set[object]] = {}
    for claim in group:
        for report in claim.reports:
            numbers.setdefault(report, set()).add(claim.first.value)
    return any(len(values) > 1 for values in numbers.values())


def _differing(group: Sequence[Claim], what: str) -> list[Claim]:
    """The claims that another one contradicts."""
    days = sorted(t.published for c in group for t in c.rows if t.published)
    longest = abs(days_between(days[0], days[-1]) or 0) if days else 0
    out: list[Claim] = []
    for i, p in enumerate(group):
        for q in group[i + 1 :]:
            if p.first.value == q.first.value or p.origins == q.origins:
                continue
            if what == CHILDREN or not _older(p.first, q.first, longest):
                out += [c for c in (p, q) if c not in out]
    return sorted(out, key=lambda c: c.order)


def _older(a: Tally, b: Tally, longest: int) -> bool:
    """True where somebody may have been so old in the one report and so old in the other."""
    apart = days_between(a.published, b.published)
    grown = (b.size or 0.0) - (a.size or 0.0)
    if apart is None:  # it is not known which is the later one, only how far apart they can be
        return abs(grown) <= _birthdays(longest)
    if apart < 0:
        apart, grown = -apart, -grown
    return int(apart / _YEAR) <= grown <= _birthdays(apart) if apart else grown == 0


def _birthdays(days: int) -> int:
    return int(days / _YEAR) + (days % _YEAR > _NO_BIRTHDAY)


# -- whose they are ----------------------------------------------------------------------------------------------------


def _of(reading: Reading) -> Iterator[_Told]:
    people: list[Mark] | None = None
    for mark in reading.figures:
        what = _kind(mark, reading.text)
        if what is None or mark.value("value") is None or mark.value("hedge") != "exact" or mark.value("retracted"):
            continue
        if people is None:
            people = [m for m in reading.mentions if _is_named(m)]
        person = _whose(people, mark, reading.text)
        if person is not None and not (what == AGE and _of_another_day(mark, reading.text)):
            name = str(person.value("name"))
            who = tuple(w for w in (x.casefold().replace("’", "'") for x in _WORD.findall(name)) if w not in _NO_NAME)
            if who:
                yield _Told(who, name, what, _tally(reading, mark, what))
        elif person is None and what == CHILDREN and mark.value("value") >= _MANY:
            yield _Told((), "", what, _tally(reading, mark, what))


def _is_named(mention: Mark) -> bool:
    entity = mention.cells.get("entity")
    sure = entity is not None and entity.how in _SURE
    name = str(mention.value("name") or "")
    # An age makes a person of whatever has a first name and a last one, though it was read as a place.
    full = mention.value("form") == "name" and " " in name
    return sure and bool(name) and (full or mention.value("type") == "person")


def _tally(reading: Reading, mark: Mark, what: str) -> Tally:
    """The number alone: of one person neither a place nor who counted sets two apart."""
    value = mark.value("value")
    return Tally(
        report=reading.report.id,
        start=mark.start,
        end=mark.end,
        what=what,
        printed_what=what,
        counted=None,
        population="",
        where=None,
        place="",
        country="",
        unit=None,
        measure="",
        factor=1.0,
        scope="total",
        orphan=False,
        period="",
        value=value,
        low=value,
        high=value,
        hedge="exact",
        counter=None,
        voice="",
        as_of=None,
        published=printed_on(reading),
        retracted=False,
        head=False,
        context=(),
    )


def _kind(mark: Mark, text: str) -> str | None:
    what = mark.value("what")
    if what == AGE:
        return AGE
    return (
        CHILDREN if what == "other:child" and _PARENT.search(text, max(0, mark.start - _AROUND), mark.start) else None
    )


def _whose(people: Sequence[Mark], mark: Mark, text: str) -> Mark | None:
    """The person whom the words around a number name: "the 36-year-old driver, Ivo Trane", "Mara Voss, 34"."""
    around = [m for m in people if m.start <= mark.start and mark.end <= m.end and m.value("type") == "person"]
    if around:
        return min(around, key=lambda m: m.end - m.start)
    last = max((m for m in people if m.end <= mark.start), key=lambda m: m.end, default=None)
    if last is None:
        return None
    # "A mother of 12" is named by her parent's word, which stands for her; an age follows a name.
    links = _OF_THEM if mark.value("what") != AGE else _AFTER_NAME if last.value("form") == "name" else None
    return last if links is not None and links.fullmatch(text, last.end, mark.start) else None


def _of_another_day(t: Mark, text: str) -> bool:
    before = _THEN_BEFORE.search(text, max(0, t.start - _AROUND), t.start)
    return before is not None or _THEN_AFTER.match(text, t.end) is not None


def _people(found: Sequence[_Told]) -> dict[tuple[str, ...], tuple[str, ...] | None]:
    """Whom each name means, by the shortest name in full; a last name alone is of the one person who bears it."""
    full = sorted({t.who for t in found if len(t.who) > 1}, key=lambda who: (len(who), who))
    union = Union(range(len(full)))
    for (i, one), (j, other) in combinations(enumerate(full), 2):
        if one[-1] == other[-1] and (one[0] == other[0] or set(one) <= set(other)):
            union.join(i, j)
    means: dict[tuple[str, ...], tuple[str, ...] | None] = {who: full[union.root(i)] for i, who in enumerate(full)}
    bearers: dict[str, set[tuple[str, ...] | None]] = {}
    for who in full:
        bearers.setdefault(who[-1], set()).add(means[who])
    alone = {t.who: bearers.get(t.who[0], set()) for t in found if len(t.who) == 1}
    return means | {who: next(iter(some)) for who, some in alone.items() if len(some) == 1}
