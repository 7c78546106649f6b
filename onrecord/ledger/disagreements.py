"""Where reports of a story differ, and how: corrected, moved on, hedged otherwise, counted otherwise, contested.

A pair of values gets the first kind that fits, in the order of the record; what is left is a conflict. A false
conflict is worse than a missed one: where time may explain a difference, it does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from onrecord.ledger.claims import ROUNDED_DAYS, Claim, claims, compatible, fits, round_numbers, rounded, sides
from onrecord.ledger.denials import denials
from onrecord.ledger.goes_on import done_otherwise, goes_on
from onrecord.ledger.personal import of_persons
from onrecord.ledger.places import nested
from onrecord.ledger.quantities import quantities
from onrecord.ledger.questions import question_of
from onrecord.ledger.scopes import CONFUSABLE, of_none, of_scope
from onrecord.ledger.tally import CUMULATIVE, FIRM, LEVELS, TELLING, Tally, days_between
from onrecord.ledger.voices import rivals
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import DISAGREEMENT_KINDS, Copy, Disagreement
from onrecord.shapes.reading import Reading

# An earlier, higher toll of another source is contested for so many days; then it is old news.
_CONTESTED_DAYS = 3
_ONE_SHOCK = 0.3  # between two magnitudes that are said of one shock
_YEAR = 4  # letters of a period that is a year gone by
# So few dead, hurt or missing are counted one by one.
_FEW = 100
_HARM = frozenset(("killed", "injured", "missing"))
# How many steps back a chain is looked through for the number before.
_BACK = 20
# Figures about which two reports do not contradict one another, since each is of a person or thing of its own: one
# woman is 34 and another 41, one family waited two days and another three.
_UNCONTESTED = frozenset(("duration", "age"))


def disagreements(
    readings: Sequence[Reading],
    backing: Backing,
    copies: Iterable[Copy] = (),
    later: Mapping[str, Collection[str]] | None = None,
    own: Iterable[Disagreement] = (),
    counted: Iterable[Sequence[Tally]] | None = None,
) -> tuple[Disagreement, ...]:
    """The disagreements of a story, in the order of their kinds.

    Takes: the story's readings, what stands behind its reports, the copies among them (for what was brought up to
    date), and of old versions of a page the newer ones: of their figures only those that were changed since differ, of
    their statements none. `own` are speakers' contradictions of themselves; one that the figures show already is left
    out. `counted` are the quantities of these readings where they are worked out already.
    """
    versions = frozenset((c.of, c.report) for c in copies if c.kind == "update" and c.directed)
    counted = quantities(readings, later) if counted is None else counted
    groups = [g for g in counted if g[0].scope != "new" and g[0].period != "aside"]
    out = [found for group in groups for found in _of_quantity(group, backing, versions)]
    out += of_scope(groups, backing)
    out += [found for found in of_none(groups, backing) if not any(_shows(other, found) for other in out)]
    newest = [r for r in readings if r.report.id not in (later or ())]
    out += of_persons(newest, backing)
    out += denials(newest, backing)
    out += [found for found in own if not any(_shows(other, found) for other in out)]
    order = {kind: i for i, kind in enumerate(DISAGREEMENT_KINDS)}
    return tuple(
        sorted(out, key=lambda d: (order[d.kind], d.question, d.sides[0].reports, d.sides[0].evidence[0].start))
    )


def _shows(other: Disagreement, found: Disagreement) -> bool:
    """True when `other` has evidence inside both sides of `found`."""
    places = [e for side in other.sides for e in side.evidence]
    return all(
        any(e.report == p.report and e.start <= p.start and p.end <= e.end for e in side.evidence for p in places)
        for side in found.sides
    )


def _of_quantity(
    group: Sequence[Tally], backing: Backing, versions: frozenset[tuple[str, str]]
) -> Iterator[Disagreement]:
    found = claims(group, backing)
    withdrawn = [c for c in found if c.first.retracted]
    standing = [c for c in found if not _withdrawn(c, withdrawn)]
    question = question_of(group)
    for together in _corrections(found, withdrawn, standing):
        yield Disagreement(question, "correction", sides(together, backing))
    for chain in _chains(standing).values():
        moved = list(_moved(chain, versions))
        if moved:
            steps = list(dict.fromkeys(c for pair in moved for c in pair))
            yield Disagreement(question, "update", sides((c for c in chain if _in_steps(c, steps)), backing))
    pairs: dict[tuple[str, str], list[tuple[Claim, Claim]]] = {}
    chief = _chief(found)
    alike: dict[object, list[Claim]] = {}
    for claim in found:
        alike.setdefault(claim.first.value, []).append(claim)
    for p, q in _pairs([c for c in found if not c.first.retracted]):
        kind = None if _settled(p, q, versions, withdrawn) else "scope" if _of_a_part(p, q) else _kind(p, q, chief)
        if kind != "scope" and _stale(q, p, alike[q.first.value]):
            kind = None
        if kind is not None:
            pairs.setdefault((kind, q.at or ""), []).append((p, q))
    for kind in DISAGREEMENT_KINDS:
        differ = [together for (k, _), same in sorted(pairs.items()) if k == kind for together in _connected(same)]
        yield from (Disagreement(question, kind, sides(together, backing)) for together in _merged(differ))


# -- corrections -------------------------------------------------------------------------------------------------------


def _withdrawn(claim: Claim, withdrawn: Sequence[Claim]) -> bool:
    """True for a value that its own counter takes back, here or in a later report."""
    return claim.first.retracted or any(
        w.first.value == claim.first.value
        and not rivals(w.first.voice, claim.first.voice)
        and (days_between(claim.first.published, w.first.published) or 0) >= 0
        for w in withdrawn
    )


def _corrections(
    found: Sequence[Claim], withdrawn: Sequence[Claim], standing: Sequence[Claim]
) -> Iterator[list[Claim]]:
    """For each value taken back: all who gave it, and the value put in its place."""
    by_value: dict[object, list[Claim]] = {}
    for claim in withdrawn:
        by_value.setdefault(claim.first.value, []).append(claim)
    for value, taken_back in by_value.items():
        now = next((c for w in taken_back if (c := _instead(w, standing)) is not None), None)
        if now is not None:
            yield [*(c for c in found if c.first.value == value and _withdrawn(c, taken_back)), now]


def _instead(old: Claim, standing: Sequence[Claim]) -> Claim | None:
    """The value that stands now: the nearest in the report that takes the old one back, else the next by time."""
    free = [c for c in standing if not rivals(c.first.voice, old.first.voice) and c.first.value != old.first.value]
    near = [(abs(t.start - old.first.start), c.order, c) for c in free for t in c.rows if t.report == old.first.report]
    if near:
        return min(near, key=lambda n: n[:2])[2]
    later = (c for c in free if (days_between(old.first.published, c.first.published) or -1) >= 0)
    return next(later, None)


# -- updates -----------------------------------------------------------------------------------------------------------


def _chains(found: Sequence[Claim]) -> dict[str, list[Claim]]:
    """The claims of each counter in order of time; those of nobody named go with the chief counter."""
    chains: dict[str, list[Claim]] = {}
    chief = _chief(found)
    for claim in found:
        voice = claim.first.voice or chief
        name = next((v for v in chains if not rivals(v, voice)), voice)
        chains.setdefault(name, []).append(claim)
    return chains


def _steps(chain: Sequence[Claim]) -> list[Claim]:
    """A chain without what says again a number that stood in it: an old toll that is printed later is no new one."""
    out: list[Claim] = []
    for claim in chain:
        if all(c.first.value != claim.first.value for c in out):
            out.append(claim)
    return out


def _moved(chain: Sequence[Claim], versions: frozenset[tuple[str, str]]) -> Iterator[tuple[Claim, Claim]]:
    """The steps of a chain that bring the one before up to date.

    Where one report gave two numbers for one day ("63 in the city, 126 in the province"), either may be the one before.
    """
    steps = _steps(chain)
    told: dict[tuple[object, str | None], list[Claim]] = {}
    for claim in chain:
        told.setdefault((claim.first.value, claim.at), []).append(claim)
    for i, q in enumerate(steps):
        for n in range(i - 1, max(-1, i - 1 - _BACK), -1):
            old, new = (told[step.first.value, step.at] for step in (steps[n], q))
            # Some claim with the number and day of the one brings one with those of the other up to date.
            if any(_moved_on(a, b, versions) for a in old for b in new):
                yield steps[n], q
                break
            if n == 0 or steps[n].at != steps[n - 1].at or not steps[n].reports & steps[n - 1].reports:
                break


def _in_steps(claim: Claim, steps: Sequence[Claim]) -> bool:
    """True for a number of a chain, or what was told for it on its day with another hedge: "236", "about 240"."""
    return any(
        claim.first.value == s.first.value or (claim.at == s.at and compatible(claim.first, s.first)) for s in steps
    )


def _chief(found: Sequence[Claim]) -> str:
    """The counter whose figures are given most often, empty when nobody is named."""
    voices: dict[str, int] = {}
    for claim in found:
        if claim.first.voice:
            name = next((v for v in voices if not rivals(v, claim.first.voice)), claim.first.voice)
            voices[name] = voices.get(name, 0) + len(claim.rows)
    return min(voices, key=lambda v: (-voices[v], v), default="")


def _moved_on(p: Claim, q: Claim, versions: frozenset[tuple[str, str]]) -> bool:
    """True when the later value is the earlier one brought up to date."""
    what = q.first.what
    if p.first.value == q.first.value:
        return False
    if _stood_before(p, q) and not p.former:  # of one report alone the two numbers are no news
        return True
    if what not in CUMULATIVE | LEVELS and not goes_on(p, q):
        return False
    if any((a, b) in versions for a in sorted(p.reports) for b in sorted(q.reports)):
        return True
    # One day's toll printed later is the later toll: it rose within hours.
    later = days_between(p.at, q.at) or days_between(p.first.published, q.first.published) or 0
    if later <= ROUNDED_DAYS and rounded(p.first, q.first) and not _more_since(p, q, later):
        return False
    return later > 0 and (what in LEVELS or q.size >= p.size) and not q.former


def _more_since(p: Claim, q: Claim, later: int) -> bool:
    """True for few people harmed who are more on a later day: there that is news, not the number made round."""
    return later > 0 and q.first.what in _HARM and p.size < q.size < _FEW


# -- the rest ----------------------------------------------------------------------------------------------------------


def _pairs(found: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs worth comparing, earlier first: of one day, report, value or round number, and neighbours in time.

    Neighbours also of those alone of whose place the sort is told.
    """
    together: dict[tuple[str, object], list[int]] = {}
    for i, claim in enumerate(found):
        told = (("report", r) for r in sorted(claim.reports))
        round_ = (("round", number) for number in round_numbers(claim.size))
        for key in (("day", claim.at), ("value", claim.first.value), *told, *round_):
            together.setdefault(key, []).append(i)
    pairs = {pair for rows in together.values() for pair in combinations(rows, 2)}
    pairs.update(pairwise(range(len(found))))
    pairs.update(pairwise(i for i, claim in enumerate(found) if _reach(claim)))
    for i, j in sorted(pairs):
        yield found[i], found[j]


def _settled(p: Claim, q: Claim, versions: frozenset[tuple[str, str]], withdrawn: Sequence[Claim]) -> bool:
    """True when there is nothing left to differ about: one number, one brought up to date, or one taken back."""
    one_voice = not rivals(p.first.voice, q.first.voice)
    if p.number == q.number or _stood_before(p, q) or _stood_before(q, p):
        return True
    return one_voice and (_moved_on(p, q, versions) or _withdrawn(p, withdrawn))


def _stood_before(old: Claim, new: Claim) -> bool:
    """True when a report that tells the one says that the other was the number before."""
    return any(t.now is not None and t.now == new.size and t.report in new.reports for t in old.rows)


def _stale(claim: Claim, before: Claim, alike: Sequence[Claim]) -> bool:
    """True for a number that stood before the one it is compared with: an old toll printed later contests nothing.

    `alike` are the claims of its number.
    """
    if claim.size < TELLING or claim.reports & before.reports:
        return False
    return any(
        c is not claim and claim.first.voice in ("", c.first.voice) and (days_between(c.at, before.at) or 0) > 0
        for c in alike
    )


def _kind(p: Claim, q: Claim, chief: str) -> str | None:
    """Hedge or conflict between an earlier and a later claim; None when there is neither, or it cannot be told."""
    a, b = p.first, q.first
    if _part_of(p) != _part_of(q) or (a.what.startswith("other:") and not (a.thing and b.thing)):
        return None  # a part of one total contests no other, and what is counted must be told
    if b.what not in FIRM and (_elsewhere(p, q) or done_otherwise(p, q)):
        return None  # houses of one town contest none of another, nor those that fell those that stood
    one_doing = _one_doing(p, q)
    if p.former or q.former or (b.what in _UNCONTESTED and not one_doing):
        return None  # nor does what stood before, nor how long two people have lived somewhere
    together = p.reports & q.reports
    # Within one report a figure of nobody's is the usual counter's, and stands against one that is somebody else's.
    assumed = chief if together and b.what in FIRM else ""
    contested = rivals(a.voice or assumed, b.voice or assumed)
    apart = days_between(p.at, q.at)
    confusable = max(p.size, q.size) <= CONFUSABLE * min(p.size, q.size)
    if compatible(a, b):
        if a.unit != b.unit:
            return None  # one length in miles and in kilometres, or a sum in two currencies
        same = (
            a.value == b.value
            or not apart
            or (abs(apart) <= ROUNDED_DAYS and rounded(a, b) and not _more_since(p, q, apart))
        )
        meant = fits(a, b) or (a.voice and not contested)
        return "hedge" if same and meant and confusable and (contested or not p.origins & q.origins) else None
    if a.scope == "part" or not (confusable or (b.what in FIRM and b.what != "votes")):
        return None
    if _inside(p, q) or _inside(q, p):
        return "scope" if confusable and (apart is None or abs(apart) <= 1) else None
    if contested:
        return "conflict" if apart == 0 or together or a.period or one_doing else None
    if one_doing:
        return "conflict" if confusable and not together and p.origins != q.origins else None
    if b.what == "magnitude" or a.period:
        return "conflict" if _of_what_is_over(p, q) else None
    if b.what not in FIRM or p.origins & q.origins or bool(a.voice) != bool(b.voice):
        return None
    if a.as_of and b.as_of and a.as_of != b.as_of:
        return None  # what happened on two days
    if apart:
        return "conflict" if b.what in CUMULATIVE and q.size < p.size and apart <= _CONTESTED_DAYS else None
    return "conflict" if a.as_of is not None and a.as_of == b.as_of and a.published == b.published else None


def _one_doing(p: Claim, q: Claim) -> bool:
    """True for numbers of one thing that is done once and over: a fall, the shots of one shooting."""
    one, two = ({t.doing for t in c.rows} for c in (p, q))
    # "Four days" are 40 hours of a jury's work.
    return bool((one & two) - {""}) and (p.first.unit == q.first.unit or p.first.what != "duration")


def _of_what_is_over(p: Claim, q: Claim) -> bool:
    """True for two magnitudes of one shock, or two tolls of a happening of years ago in one place: neither moves on."""
    a, b = p.first, q.first
    if b.what not in FIRM or p.origins & q.origins or p.reports & q.reports or not a.hedge == b.hedge == "exact":
        return False
    if a.as_of and b.as_of and a.as_of != b.as_of:
        return False
    if b.what == "magnitude":
        return not a.population and abs(p.size - q.size) <= _ONE_SHOCK
    return a.place == b.place != "" and a.scope == "total" and len(a.period) == len(b.period) == _YEAR


def _elsewhere(p: Claim, q: Claim) -> bool:
    """True where two things that are only counted stand in two places, by all that is told of each."""
    one, two = ({t.place for t in c.rows if t.place} for c in (p, q))
    return bool(one and two) and not any(a in b or b in a for a in one for b in two)


def _of_a_part(p: Claim, q: Claim) -> bool:
    """True for the total of a place and that of what it lies in: set apart by a report, or by what sort of place it is.

    "The two villages" are a part of "the valley".
    """
    narrow, wide = sorted((p, q), key=lambda c: c.size)
    if narrow.size == wide.size:
        return False
    if _part_of(narrow) is not None:
        return _part_of(narrow) == wide.size and bool(narrow.reports & wide.reports)
    apart = days_between(p.at, q.at)
    near = apart is not None and abs(apart) <= 1 and wide.size <= CONFUSABLE * narrow.size
    return near and 0 < _reach(narrow) < _reach(wide)


def _reach(claim: Claim) -> int:
    """How far the place of a claim reaches, by what sort of place it is; 0 unknown."""
    return max(t.extent for t in claim.rows)


def _part_of(claim: Claim) -> float | None:
    """The total that a report sets a claim against as a part of it."""
    return next((t.whole for t in claim.rows if t.whole is not None), None)


def _inside(wide: Claim, narrow: Claim) -> bool:
    """True for the larger total of a country and the smaller one of a place in it."""
    return bool(wide.first.country) and nested(wide.first, narrow.first) and wide.size > narrow.size


def _connected(pairs: Sequence[tuple[Claim, Claim]]) -> list[list[Claim]]:
    """Claims that hang together through pairs, each group in the order they came up."""
    parent: dict[Claim, Claim] = {c: c for pair in pairs for c in pair}

    def root(claim: Claim) -> Claim:
        while parent[claim] is not claim:
            claim = parent[claim]
        return claim

    for p, q in pairs:
        parent[root(q)] = root(p)
    groups: dict[Claim, list[Claim]] = {}
    for claim in parent:
        groups.setdefault(root(claim), []).append(claim)
    return list(groups.values())


def _merged(found: Sequence[list[Claim]]) -> list[list[Claim]]:
    """Differences of one quantity of which one has all the numbers of the other told as one."""
    out: list[list[Claim]] = []
    for claims_ in sorted(found, key=lambda g: (-len({c.number for c in g}), g[0].order)):
        numbers = {c.number for c in claims_}
        home = next((g for g in out if numbers <= {c.number for c in g}), None)
        if home is None:
            out.append(list(claims_))
        else:
            home += [c for c in claims_ if c not in home]
    return sorted(out, key=lambda g: g[0].order)
