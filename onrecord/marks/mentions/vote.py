"""What sort of thing each name of a report is: the parser's labels by majority, set right by titles and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.lexicon import agencies, bodies, gazetteer, nations, toponyms
from onrecord.lexicon import names as given_names
from onrecord.marks.mentions import matches, name_words
from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.entity import Item, age, parts, stem
from onrecord.marks.mentions.words import words_of

_TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_WHERE = words_of("where")
_KIN, _HAS_TO = words_of("family"), words_of("has to")
_NO_PERSON = words_of("before no person")
_ORDER = ("person", "organisation", "place", "group", "nothing")
# Weights against one vote of the parser's label. A title is nearly never wrong; a table of nations is right unless the
# name is also borne by people ("Jordan"), which a title or a full name then shows.
_CALLED = 3.0  # "the island of Orva"
_TOWN = 1.2  # a town's name: enough against one label of "body", not against a body that the tables know
_PLAYS = 3.5  # more than a label and the word "City"; a full name elsewhere shows a player who wins by himself
_HE = 1.5  # more than a label
_APPOSED = 2.5  # "its leader, X": more than two labels
_TITLE, _GIVEN, _NATION, _PEOPLE, _BODY, _WHEREABOUTS, _FULL = 3.0, 2.0, 6.0, 4.0, 3.0, 2.0, 4.0


def vote(named: Sequence[Item], described: Sequence[Item] = (), pronouns: Sequence[Item] = ()) -> dict[str, str]:
    """The type of each surface name (its key), empty where nothing tells.

    Takes: the names of a report, its noun phrases, which may stand beside a name and say what it is ("its leader, X"),
    and its pronouns, which may take a name up ("X said he"). Gives: person, organisation, place or group by `Item.key`.
    """
    scores: dict[str, dict[str, float]] = {}
    seen: dict[str, Item] = {}
    for item in named:
        mine = scores.setdefault(item.key, dict.fromkeys(_ORDER, 0.0))
        if item.key not in seen:
            seen[item.key] = item
            _tables(item, mine)
        _shown(item, mine)
    for key, sort in _apposed(named, described):
        scores[key][sort] += _APPOSED
    for key in (*_taken_up(named, pronouns), *_with_kin(named, described)):
        scores[key]["person"] += _HE
    _surnames(scores)
    _families(named, scores)
    _shortened(seen, scores)
    _clubs_shortened(scores)
    return {key: _winner(mine) for key, mine in scores.items()}


def _apposed(named: Sequence[Item], described: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """The names that a noun phrase is set beside, with what it says they are."""
    at = {(i.paragraph, i.candidate.head_start): i for i in named}
    beside = {(i.paragraph, i.candidate.same): i for i in named if i.candidate.same >= 0}
    for item in described:
        candidate = item.candidate
        name = at.get((item.paragraph, candidate.same)) or beside.get((item.paragraph, candidate.head_start))
        if name is not None and candidate.sort in ("person", "organisation") and not candidate.plural:
            yield name.key, candidate.sort


def _taken_up(named: Sequence[Item], pronouns: Sequence[Item]) -> Iterator[str]:
    """The one-word names that speak or act over a clause of "he" or "she": "Orr said she would go"."""
    at = {(i.paragraph, i.candidate.head_start): i for i in named if _may_be_family_name(i.candidate)}
    for item in pronouns:
        candidate = item.candidate
        if candidate.gender not in ("m", "f") or _has_to(item):
            continue
        over = candidate.above if candidate.role != "possessor" else candidate.beside
        name = at.get((item.paragraph, over)) if over >= 0 else None
        if name is not None and name.candidate.quoted == candidate.quoted:
            yield name.key


def _has_to(item: Item) -> bool:
    """True for him who "must" or "should" do it: mostly somebody else than who says so."""
    behind = item.passage.text[item.candidate.head_end : item.candidate.head_end + len(" should ")].split(" ")
    return len(behind) > 1 and behind[1] in _HAS_TO


def _with_kin(named: Sequence[Item], described: Sequence[Item]) -> Iterator[str]:
    """The one-word names whose mother, brother or widow is spoken of; a firm has a parent, but no sister."""
    at = {(i.paragraph, i.candidate.head_start): i.key for i in named if _may_be_family_name(i.candidate)}
    for item in described:
        candidate = item.candidate
        if candidate.noun in _KIN and candidate.gender and not candidate.plural:
            key = at.get((item.paragraph, candidate.owner))
            if key is not None:
                yield key


def _may_be_family_name(candidate: Candidate) -> bool:
    """True for one word that the parser takes for a name, not in capitals and with no article before it."""
    words = candidate.bare
    return " " not in words and not words.isupper() and candidate.determiner != "the" and candidate.label in _TYPES


def _winner(mine: Mapping[str, float]) -> str:
    best = max(_ORDER, key=mine.__getitem__)
    return best if mine[best] > 0 and best != "nothing" else ""


def _tables(item: Item, mine: dict[str, float]) -> None:
    """What the words themselves say, once a surface."""
    words = item.candidate.bare
    tokens = words.split()
    known = nations.by_name(words)
    body = bodies.by_name(words)
    sort = name_words.of_name(tokens)
    if sort in ("event", "belief"):
        mine["nothing"] += _NATION
    if known is not None and sort not in ("body", "legal"):
        mine["place"] += _NATION
    elif body is not None or (agencies.by_mark(words) is not None and len(words) > 2):
        mine["organisation"] += _NATION
    elif nations.by_people(words) is not None:
        mine["group"] += _PEOPLE
    elif sort == "club" or (sort == "team" and not given_names.is_given(tokens[0])):
        mine["organisation"] += _NATION
    elif sort in ("body", "legal"):
        mine["organisation"] += _BODY
    elif 2 <= len(tokens) <= 4 and given_names.is_given(tokens[0]):
        mine["person"] += _GIVEN
    if nations.by_government(words.title() if words.isupper() else words) is not None:
        mine["place"] += _WHEREABOUTS
    if sort == "place":
        mine["place"] += _BODY - 1
    if item.candidate.label == "" and len(tokens) == 1 and words.isupper() and 2 <= len(words) <= 6:
        mine["organisation"] += 0.5


def _shown(item: Item, mine: dict[str, float]) -> None:
    """What one use of the name shows."""
    candidate = item.candidate
    sort = _TYPES.get(candidate.label)
    if sort is not None:
        mine[sort] += 1.0
    if candidate.title:
        mine["person"] += _TITLE
    elif candidate.noun:
        mine["person"] += 1.0
    elif candidate.preposition in _NO_PERSON:
        mine["person"] -= 1.0
    if age(item) >= 0 and candidate.label != "NORP":
        mine["person"] += _TITLE
    if candidate.determiner == "the" and candidate.head_start - candidate.start == len("the "):
        mine["person"] -= 1.0
        if candidate.bare.endswith("s") and candidate.label in _TYPES:
            mine["organisation"] += 1.0  # "the Lions"
    if candidate.sort == "place":
        mine["place"] += _CALLED
    if matches.plays(item):
        mine["organisation"] += _PLAYS
    _whereabouts(item, mine)


def _whereabouts(item: Item, mine: dict[str, float]) -> None:
    """What a town's name, or standing where a place stands, tells of one use of a name."""
    candidate = item.candidate
    if candidate.title or candidate.bare.isupper():
        return
    town = toponyms.is_known(candidate.bare)
    if candidate.label == "PERSON":
        if town and candidate.preposition in ("in", "near"):
            mine["place"] += _TOWN + (_GIVEN if " " in candidate.bare else 0)
    elif town and candidate.preposition in _WHERE:
        mine["place"] += _WHEREABOUTS
    elif town and candidate.label in _TYPES:
        mine["place"] += _TOWN
    elif candidate.preposition == "in" and len(candidate.bare) > 2:
        mine["place"] += _TOWN  # "in Transylvania": a body is rarely what something is in


def _shortened(seen: Mapping[str, Item], scores: dict[str, dict[str, float]]) -> None:
    """A name that the report abbreviates by its first letters is a body's: "Quiet Hands", "QH"."""
    short = {k for k, i in seen.items() if i.candidate.bare.isupper() and 2 <= len(k) <= 6 and k.isalpha()}
    for key, mine in scores.items():
        words = key.split()
        if 2 <= len(words) <= 6 and "".join(w[0] for w in words) in short and _winner(mine) == "person":
            if not given_names.is_given(words[0].title()):
                mine["organisation"] += mine["person"] + 1


def _clubs_shortened(scores: dict[str, dict[str, float]]) -> None:
    """ "City" of a report on Orva City, the club, is the club."""
    clubs = {key.split()[-1] for key, mine in scores.items() if " " in key and _winner(mine) == "organisation"}
    for key, mine in scores.items():
        if key in clubs and name_words.kind(key) == "place":
            mine["organisation"] += mine["place"] + mine["person"] + 1


def _families(named: Sequence[Item], scores: dict[str, dict[str, float]]) -> None:
    """ "The Orrs" of a report on Ann Orr, or on Mr Orr, are the family, but where they win or lose a match."""
    sides = {item.key for item in named if matches.plays(item)}
    people = {stem(parts(key)[-1]) for key, mine in scores.items() if parts(key) and _winner(mine) == "person"}
    for item in named:
        key, candidate = item.key, item.candidate
        if candidate.determiner != "the" or not candidate.label or " " in key or key in sides:
            continue
        if (key.endswith("s") and key[:-1] in people) or (key.endswith("es") and key[:-2] in people):
            scores[key]["group"] = max(scores[key].values()) + 1


def _surnames(scores: dict[str, dict[str, float]]) -> None:
    """A full name decides what its family name alone is."""
    families: dict[str, float] = {}
    for key, mine in scores.items():
        found = parts(key)
        if len(found) > 1 and _winner(mine) == "person":
            for part in (found[-1], found[0]):
                families[stem(part)] = families.get(stem(part), 0.0) + _FULL
    for key, mine in scores.items():
        if " " not in key and stem(key) in families:
            mine["person"] += families[stem(key)]
            if nations.by_name(key.title()) is None and not gazetteer.is_place(key.title()):
                mine["person"] += mine["place"]  # a given name that the parser takes for a town, as often as it is met
