"""Who counted, as a key that reports share: those who speak for somebody count as the one they speak for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.ledger.words import stems
from onrecord.lexicon import people_nouns
from onrecord.lexicon.spelling import spelt
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span

# Counters that are nobody in particular: "officials" do not contradict the ministry they work for, nor does what a
# report printed before ("an earlier version of this report").
_NOBODY = frozenset(
    "official authority source report media statement figure data new news reporter earlier previous version article"
    " story correction".split()
)
# Kinds of bodies: the "Harbour Office" is the "Harbour Bureau", and "the ministry" is whichever was named.
_BODIES = frozenset("agency office bureau department ministry service".split())
# Offices that speak for what is named before them: the "Fire Commissioner" for the fire service.
_OFFICES = frozenset("minister commissioner secretary director chief head commander superintendent".split())
_RANKS = frozenset("prime vice deputy assistant chief senior general former acting first executive managing".split())
# Between a name and whose it is: "Ada Brond, secretary-general of the union". With one of these words in between it
# tells what became of somebody, not whose they are: "Ada Brond, who was held by police".
_CLAUSE = frozenset("who whom whose which that and but was were is are has have had said says told by".split())
# A word in small letters before a full stop ends the sentence: "Ada Brond, a teacher. The union …".
_APPOSED = re.compile(r",\s+(?:(?!(?:\w*[’'-])?[a-z]{3,}\.)[\w.'’-]+\s+){0,6}?\Z")
_LOOSE = re.compile(r"\bspokes\w+", re.IGNORECASE)  # "spokesman Ivo Trane said": of whom the words are about
_AHEAD = 80  # characters between a name and whose it is, at most
_BEFORE = 400  # a bare "spokesman" is that of the organisation named last, so far back


def rivals(a: str, b: str) -> bool:
    """True for two counters who are named and are not the same."""
    if not a or not b or a == b:
        return False
    one, two = _words(a), _words(b)
    if one - _FOLDED and two - _FOLDED:
        one, two = one - _FOLDED, two - _FOLDED
        return not (one <= two or two <= one)
    return not one & two and bool((one | two) - _FOLDED)


@cache
def _words(key: str) -> frozenset[str]:
    """The words of a key in one spelling: a "Flood Centre" and a "Flood Center" are one."""
    return frozenset(spelt(w.removesuffix("e")) for w in key.split())


_FOLDED = _words(" ".join(sorted(_BODIES)))


def voices(reading: Reading) -> Mapping[str, str]:
    """The key of everybody whom the report ties to an organisation, by the name that the record gives them."""
    named = [m for m in reading.mentions if m.value("name")]
    bodies = sorted((m for m in named if _is_body(m)), key=lambda m: m.start)
    starts = [m.start for m in bodies]
    out: dict[str, str] = {}
    for person in named:
        name = str(person.value("name"))
        if name not in out and not _is_body(person) and person.value("form") != "pronoun":
            whose = next(filter(None, _whose(reading.text, person, bodies, starts)), "")
            if whose:
                out[name] = whose
    return out


def voice(reading: Reading, counter: object, tied: Mapping[str, str]) -> str:
    """Who counted, as a key; empty for nobody in particular. `tied` is what `voices` gives of the report."""
    if not isinstance(counter, Ref):
        return ""
    printed = " ".join(counter.span.cut(reading.text).split())
    name = counter.name or printed
    whose = tied.get(name)
    if whose is None and _LOOSE.search(printed):
        return ""
    return _key(name) if whose is None else whose


def _key(name: str) -> str:
    return " ".join(w for w in stems(name) if w not in _NOBODY)


def _is_body(mention: Mark) -> bool:
    """An organisation, or a force that is named as one: "police"."""
    return mention.value("type") == "organisation" or (
        mention.value("type") == "group" and _noun(str(mention.value("name"))) in ("organisation", "group")
    )


def _noun(name: str) -> str:
    words = name.split()
    row = people_nouns.by_lemma(words[-1]) if words else None
    return row.type if row is not None and row.number == "p" else ""


def _whose(text: str, person: Mark, bodies: Sequence[Mark], starts: Sequence[int]) -> Iterator[str]:
    """Keys of whom a mention shows somebody to belong to, the surest first."""
    head = person.value("head")
    before = head.start if isinstance(head, Span) else person.end
    first, last = bisect_left(starts, person.start), bisect_right(starts, person.end + _AHEAD)
    for body in bodies[first:last]:  # "the office's director", "its delegate", "Harbour Office spokesman Ivo Trane"
        if body.end <= before and person.hull != body.hull:
            yield _key(str(body.value("name")))
    for body in bodies[first:last]:  # "Ada Brond, secretary-general of the union"
        between = text[person.end : body.start] if body.start > person.end else ""
        if _APPOSED.match(between) and not _CLAUSE & set(between.casefold().replace(",", " ").split()):
            yield _key(str(body.value("name")))
    yield _modifier(text[person.start : before])
    if _LOOSE.search(text[person.start : person.end]) or _LOOSE.search(text[person.end : person.end + 20]):
        if first and bodies[first - 1].end <= person.start and person.start - bodies[first - 1].end <= _BEFORE:
            yield _key(str(bodies[first - 1].value("name")))


def _modifier(words: str) -> str:
    """ "The regional police chief" speaks for the police: what an office is of, or an organisation's noun."""
    found = stems(words)
    if len(found) > 1 and found[-1] in _OFFICES:
        named = [w for w in found[:-1] if w not in _RANKS]
        if named:
            return " ".join(named)
    for word in found:
        noun = people_nouns.by_lemma(word)
        if noun is not None and noun.type in ("organisation", "group"):
            return word
    return ""
