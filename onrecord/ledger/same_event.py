"""Whether two tellings, or two strands of them, tell one event: what forbids it, and how much speaks for it."""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.ledger.deeds import CONDITIONS, HARM, TOLL, lasting, near, other_steps, same_step, stands_for
from onrecord.ledger.parties import Party, alike, apart, differ, party, shared, unlike
from onrecord.ledger.related import SAME_REPORT
from onrecord.ledger.strands import Strand, overlap
from onrecord.ledger.tellings import HARMED
from onrecord.ledger.victims import one_death
from onrecord.lexicon import gazetteer, nations
from onrecord.lexicon.lexemes import lexemes
from onrecord.lexicon.numbers import number_at
from onrecord.shapes.table import load

# Acts of speech: "rejected" says little of what was rejected, and the place beside it is seldom where it was said.
VERBAL = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE REQUEST ACCUSE REJECT THREATEN".split())
# Acts that all who take part do: "A met B" is "B met A".
MUTUAL = frozenset("CONSULT AGREE COOPERATE".split())
_RARE = frozenset("ACCIDENT DISASTER".split())  # a report seldom tells of two

ENOUGH = 4.0  # so much must speak for it
_EVER = "always"  # of near_types.tsv
_CLOSE = 0.7  # of the nearness of two reports: half of their names in common
TELLING = 10  # equal counts below it are likely by chance
_AT_ALL = 0.5  # of `_about`: that somebody asked for something twice does not make it one request
_GROWN = 3.0  # a toll seldom grows more between two reports, nor do two counters differ by more
_CONTENT = 3  # words of content that two wordings must have to show by them that they tell other things


def forbidden(a: Strand, b: Strand) -> bool:
    """True when the two cannot be one event: other days, actors, named recipients or places."""
    if overlap(a.days, b.days) is None or a.past != b.past or (a.vague and b.floating) or (b.vague and a.floating):
        # Where nothing tells when a report was written, what it tells of 2004 is history, and "the quake" is not that
        # one; nor is what was told without a day a year later. But who was killed was killed once.
        told = a.dated and b.dated and overlap(a.days, b.days) is None
        if told or not one_death(a, b):
            return True
    return _harmless(a, b) or _harmless(b, a) or others(a, b)


def _harmless(a: Strand, b: Strand) -> bool:
    """True where `a` tells that nobody was hurt, and `b` what might have hurt them: the fire itself is not denied."""
    return a.denied and not b.denied and a.deeds <= TOLL and not a.actor and not b.deeds <= TOLL


def others(a: Strand, b: Strand, when: str = "harm") -> bool:
    """True when the two tell of others, or of another place. `when` as in near_types.tsv."""
    if a.types & b.types & MUTUAL:
        return _others_met(a, b)
    if differ(a.actor, b.actor) or not _causes_fit(a, b, when) or other_steps(a.deeds, b.deeds) or _other_means(a, b):
        return True
    if _verbal(a, b):
        return differ(a.recipient, b.recipient)
    if a.recipient and b.recipient and (differ(_named(a), _named(b)) or _unlike(a, b) or _other_many(a, b)):
        return True
    return bool(a.spots and b.spots) and not _place(a, b)


def _causes_fit(a: Strand, b: Strand, when: str) -> bool:
    """False for the toll of a clash and that of a collapse: OTHER, the dead, may be of either, but not of both."""
    if (a.types == b.types and len(a.types) == 1) or a.deeds & b.deeds - TOLL or one_death(a, b):
        return True
    one, two = _causes(a), _causes(b)
    return all(x == y or near(x, y, when) for x in one for y in two)


def _causes(strand: Strand) -> frozenset[str]:
    """Its types, where it tells more than that somebody was killed: "vehicular homicide" may be a crash."""
    return frozenset() if strand.deeds <= TOLL else strand.types - {"OTHER"}


def _other_means(a: Strand, b: Strand) -> bool:
    """True for a shooting and an air strike, each told of nothing else."""
    one, two = ({_reach()[m] for m in s.modes if m in _reach()} for s in (a, b))
    return bool(one) and bool(two) and not one & two


@cache
def _reach() -> dict[str, str]:
    return {row["mode"]: row["reach"] for row in load(__package__, "means.tsv", ("mode", "reach"))}


def _others_met(a: Strand, b: Strand) -> bool:
    """True when both name somebody of whom the other says nothing: one visit to two countries is two visits."""
    one, two = a.actor | a.recipient, b.actor | b.recipient
    rest = [p for p in one if not shared((p,), two)], [p for p in two if not shared((p,), one)]
    return any(apart(x, y) for x in rest[0] for y in rest[1])


def _unlike(a: Strand, b: Strand) -> bool:
    """True where each whom one tells of is by its description another than each of the other's."""
    return all(unlike(x, y) for x in a.recipient for y in b.recipient)


def _other_many(a: Strand, b: Strand) -> bool:
    """True for two officers and 400 marchers: others, and many times as many. `harm` counts the dead and hurt."""
    if (a.deeds | b.deeds) & HARM:
        return False
    one, two = ([p for p in s.recipient if not p.anybody] for s in (a, b))
    counts = [{_size(p.count) for p in some} for some in (one, two)]
    if not all(counts) or any(0 in c for c in counts) or shared(one, two):
        return False
    return min(max(c) for c in counts) * _GROWN < max(min(c) for c in counts)


@lru_cache(maxsize=20_000)
def _size(count: str) -> int:
    """The number that a party's count says, 0 where it says none."""
    found = number_at(lexemes(count.replace(",", "")), 0) if count else None
    return int(found.value) if found is not None else 0


def _named(strand: Strand) -> frozenset[Party]:
    return frozenset(p for p in strand.recipient if p.kind == "named")


def related_types(a: Strand, b: Strand, when: str) -> bool:
    """True when two strands may be one event by their types; `when` as in near_types.tsv, "harm" where they show it."""
    kin = _kin(a.types, b.types)
    if kin is None:
        return bool(a.recipient and b.recipient) and one_death(a, b)
    if not kin:
        return bool(a.deeds & b.deeds)
    if _EVER in kin:
        return True
    if when == "harm" and not (a.harms and b.harms):
        when = "step" if "step" in kin and same_step(a.deeds, b.deeds) else _EVER
    return when in kin or one_death(a, b)


@lru_cache(maxsize=20_000)
def _kin(a: frozenset[str], b: frozenset[str]) -> frozenset[str] | None:
    """Under which conditions of near_types.tsv types may be of one event: none if never, empty if by the deed alone."""
    both = a & b
    if both:
        return frozenset() if both == {"OTHER"} else frozenset((_EVER,))
    return frozenset(w for x in a for y in b for w in CONDITIONS if near(x, y, w)) or None


def score(a: Strand, b: Strand, context: float, when: str = "harm") -> float:
    """How much speaks for one event, from 0; ENOUGH is enough. `context`: how near the reports are to each other."""
    if not related_types(a, b, when):
        return 0.0
    same_words = 3.0 if any(len(t.split()) > 2 for t in a.texts & b.texts) else 0.0
    if context <= 0 and not same_words and not _anchored(a, b):
        return 0.0
    if _verbal(a, b):
        return _spoken(a, b, context) + same_words
    return _done(a, b, context) + same_words


def _verbal(a: Strand, b: Strand) -> bool:
    """True for acts of speech; a step of a case at law (a charge) is a deed, whatever it is coded as."""
    return bool((a.types | b.types) & VERBAL) and not same_step(a.deeds, b.deeds)


def _anchored(a: Strand, b: Strand) -> bool:
    """True when a place, a day or a name is shared: what two reports that have nothing else in common must have."""
    if _place(a, b) or _hit(a, b) or _one_day(a, b):
        return True
    one, two = a.actor | a.recipient, b.actor | b.recipient
    return any(x.kind == "named" and alike(x, y) for x in one for y in two)


def _spoken(a: Strand, b: Strand, context: float) -> float:
    """An act of speech: who did it, and what the rest of the words is about."""
    about, clear = _about(a, b)
    type_, deed = 1.0, (0.5 if a.deeds & b.deeds else 0.0)
    if (a.types & b.types) & MUTUAL:
        who = _together(a, b)
        return type_ + deed + who + min(about, 1.5) + context + (1.0 if _one_day(a, b) else 0.0)
    actor, recipient = shared(a.actor, b.actor), shared(a.recipient, b.recipient)
    if clear or not (actor or about >= 2.0):
        return 0.0
    if about < _AT_ALL and not recipient:
        return 0.0
    return type_ + deed + 1.25 * actor + recipient + about + 0.75 * context + (0.5 if _one_day(a, b) else 0.0)


def _about(a: Strand, b: Strand) -> tuple[float, bool]:
    """How far the contents are the same (0 to 3), and whether they clearly are not."""
    best, clear = 0.0, True
    for one in a.contents:
        for two in b.contents:
            both, fewer = len(one & two), min(len(one), len(two))
            part = both / fewer if fewer else 0.0
            best = max(best, part * (3.0 if both >= 2 else 2.0 if both and fewer <= 2 else 1.0))
            clear = clear and fewer >= _CONTENT and part < 0.2
    return best, clear


def _together(a: Strand, b: Strand) -> float:
    """How many of those who take part are the same: two of them are a meeting."""
    one, two = a.actor | a.recipient, b.actor | b.recipient
    found = sorted((shared((x,), two) for x in one), reverse=True)
    return min(sum(found[:2]), 4.0)


def _done(a: Strand, b: Strand, context: float) -> float:
    """A deed: what was done, and which one: the strongest sign of who, whom, where, when, and the rest in part."""
    weight = _points()
    points = _deed(a, b) + _nearness(a, b, context)
    points += weight["same mode"] if a.modes & b.modes else 0.0
    points += weight["one death"] if one_death(a, b) else 0.0
    signs = (
        shared(a.actor, b.actor),
        recipients(a, b),
        _place(a, b),
        _hit(a, b),
        _harm(a, b),
        1.5 if _one_day(a, b) else 0.0,
    )
    strongest, against = max(signs), sum(s for s in signs if s < 0)
    points += strongest + weight["further sign"] * (sum(s for s in signs if s > 0) - max(strongest, 0.0)) + against
    which = _says_which(a), _says_which(b)
    if not any(which):
        points += weight["neither says which"]
    elif which[0] and not which[1]:
        points += weight["the later says not"]
    words = max((len(one & two) for one in a.contents for two in b.contents), default=0)
    bare = (
        a.types == b.types == {"OTHER"} or "ACCUSE" in a.types | b.types
    )  # told by the word alone: "signed", "charges"
    if not words and max(signs[1:3]) <= 0 and bare and all(a.contents) and all(b.contents):
        points += weight["other words"]
    return points + min(weight["shared word"] * words, weight["shared words"])


@cache
def _points() -> dict[str, float]:
    return {
        row["sign"]: float(row["points"]) for row in load(__package__, "evidence.tsv", ("sign", "points", "such_as"))
    }


def _nearness(a: Strand, b: Strand, context: float) -> float:
    """How much the nearness of their reports says, and in one report how the later one refers back."""
    if a.reports & b.reports:
        late = max(a.tellings[0], b.tellings[0], key=lambda t: t.telling.start)
        back = len(a.reports | b.reports) == 1 and late.noun.known
        return _points()["same report"] + context - SAME_REPORT + (_points()["told before"] if back else 0.0)
    if context >= _CLOSE:
        return _points()["close reports"]
    return _points()["related reports" if context > 0 else "other reports"]


def _says_which(strand: Strand) -> bool:
    parties = (*strand.actor, *strand.recipient)
    return bool(strand.spots) or any(not p.anybody for p in parties)


def _deed(a: Strand, b: Strand) -> float:
    points = _points()["one goes on"] if a.lasting != b.lasting and not same_step(a.deeds, b.deeds) else 0.0
    if a.types & b.types & _RARE:
        points += _points()["seldom two"]
    elif a.types & b.types == {"OTHER"}:
        points += _points()["no type"]
    return points + _points()[_same_deed(a, b)]


def _same_deed(a: Strand, b: Strand) -> str:
    if a.deeds & b.deeds:
        return "same deed"
    if lasting(a.deeds) != lasting(b.deeds):
        return "other deed"
    if any(stands_for(d, t) for x, y in ((a, b), (b, a)) for d in x.deeds for t in y.types):
        return "any deed"
    return "toll" if (a.deeds | b.deeds) & TOLL else "other deed"


def recipients(a: Strand, b: Strand) -> float:
    """How much it says whom two deeds were done to: below 0 where it was to others."""
    found = shared(a.recipient, b.recipient)
    if found or not a.recipient or not b.recipient:
        same = {p.count for p in a.recipient} & {p.count for p in b.recipient}
        return found + (1.5 if any(_number(c.replace(",", "")) >= TELLING for c in same) else 0.0)
    counted = any(p.count for p in a.recipient), any(p.count for p in b.recipient)
    anybody = all(p.anybody for p in a.recipient) or all(p.anybody for p in b.recipient)
    # "Arrested 43 people" and "arrested the manager" are two; "killed 12 people" and "killed villagers" need not be.
    return 0.0 if anybody and (counted[0] or counted[1]) == (not _named(a) and not _named(b)) else -2.0


def _place(a: Strand, b: Strand) -> float:
    if not a.spots or not b.spots:
        return 0.0
    return max(_where(x, y) for x in a.spots for y in b.spots)


def _hit(a: Strand, b: Strand) -> float:
    """ "The shelling of Tesk" was where "shelled in Tesk" says that it was."""
    if a.spots and b.spots:
        return 0.0
    pairs = ((s, p) for x, y in ((a, b), (b, a)) for s in x.spots for p in y.recipient)
    return 1.5 if any(party(s).words <= p.words for s, p in pairs) else 0.0


@lru_cache(maxsize=50_000)
def _where(a: str, b: str) -> float:
    """1.5 for one place, less for a place in another, 0 for two."""
    one, two = a.casefold(), b.casefold()
    if one == two:
        return 1.5
    both = nations.by_name(a), nations.by_name(b)
    if all(both) and both[0] is not both[1]:
        return 0.0
    if set(one.split()) < set(two.split()) or set(two.split()) < set(one.split()):
        return 0.75
    for wide, narrow in ((a, b), (b, a)):
        nation = nations.by_name(wide)
        if nation is not None and nations.by_name(narrow) is None:
            known = gazetteer.towns(narrow)
            if not known or any(t.country == nation.code for t in known):
                return 0.5
    return 0.0


def _harm(a: Strand, b: Strand) -> float:
    """Equal counts of the dead or hurt speak for it; counts that fell, of other reports, against it."""
    if not a.harm or not b.harm:
        return 0.0
    both = a.harm & b.harm
    early, late = (a, b) if a.first <= b.first else (b, a)
    most = [(_most(early, what), _most(late, what)) for what in HARMED]
    if any(x and y and max(x, y) > _GROWN * min(x, y) for x, y in most):
        return -2.0  # "37 dead, three more than on Thursday" is not where three died
    if both:
        return 2.5 if any(_number(v) >= TELLING or not v.isdigit() for _, v in both) else 1.0
    if any(0 < after < before for before, after in most) and not a.reports & b.reports:
        return -1.5
    return 0.0


def _most(strand: Strand, what: str) -> int:
    return max((_number(v) for w, v in strand.harm if w == what), default=0)


def _number(value: str) -> int:
    return max((int(w) for w in value.split() if w.isdigit()), default=0)


def _one_day(a: Strand, b: Strand) -> bool:
    return a.precise and b.precise and overlap(a.days, b.days) is not None
