"""Where a figure holds: the place that its phrase, its clause or its sentence names, else where the report is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.lexicon import bodies, nations, place_nouns
from onrecord.marks.figures.candidate import Candidate, Spot
from onrecord.marks.figures.given import Given, Near
from onrecord.marks.figures.kinds import HARMED, is_size
from onrecord.marks.figures.words import words_of
from onrecord.shapes.mark import Cell, Mark, Ref
from onrecord.shapes.passage import Passage
from onrecord.shapes.span import Span

# These are measured, not reported from a place or a day.
_NOWHERE = frozenset(("age",))
_LOCATED = re.compile(
    r"\b(?:in|at|near|across|inside|outside|around|throughout|on|off|of)\s+(?:the\s+)?(?:[\w’']{1,20}\s+){0,2}$", re.I
)
_WAY = re.compile(r"\b(?:to|into|onto|towards?|for|via|with|against)\s+(?:the\s+)?(?:[\w’']{1,20}\s+)?$", re.I)
_TOPIC = re.compile(r"\b(?:on|about)\s+$", re.I)  # "A talk on Kenya" is held anywhere
_ELSEWHERE = re.compile(r"\b(?:from|to|with|against)\s+(?:the\s+)?$", re.I)
_OUT_FROM, _ON_TO = re.compile(r"\bfrom\s+$", re.I), re.compile(r"^[^.;]{0,40}\bto\s+(?:the\s+)?(?:\w+\s+){0,3}$")
_OUT_BETWEEN, _AND_TO = re.compile(r"\bbetween\s+$", re.I), re.compile(r"^\s+and\s+$")
_DESCRIBES = re.compile(r",\s+(?:the|a|an)\s+[\w\s’'-]{3,40}\s(?:of|in)\s+(?:the\s+)?(?:[\w’']+\s+)?", re.I)
_RIGHT_THERE = re.compile(r"\s+(?:in|at|on|near)\b", re.I)
_JOINED = re.compile(r"\b(?:and|or)\b|,", re.I)
_BESIDE = re.compile(r",\s+(?:which|who|whose|whom)\b", re.I)  # a clause about what stands before the comma
_LISTS = re.compile(r",?\s*(?:\band\b|\bor\b|,)\s*(?:the\s+)?", re.I)  # between two places of one list
_WIDE = frozenset(("country", "state", "region", "continent", "province"))
_MEASURES = frozenset(("duration", "distance", "magnitude"))
_SUMS = frozenset(("money", "percent", "votes"))
_OF = re.compile(r"\s(?:of|on|for|and)\s")
_MODEL = re.compile(r"[^\W\d_]\d")  # "BX9": a make, and no place
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORLD = re.compile(r"\b(?:globally|worldwide|world-wide|(?:in|around|across) the world)\b", re.I)
# So many characters before a paragraph its place may still be told: two or three paragraphs of news.
LOOK_BACK = 500
_FROM_CUE = 60  # characters from "told" to the place where it was told
_OFTEN = 3  # times that a report names the place it is about
_LEAD = 3  # passages from the first on that tell where a report is


def where(c: Candidate, passage: Passage, known: Given) -> Cell | None:
    """The cell "where" of a figure; None where the text tells no place, or where the figure has none."""
    if c.what in _NOWHERE or is_size(c, passage):
        return None
    listed = _listed(passage.span(c.start, c.end), known)
    if listed is not None:
        return listed
    for spot in c.places:
        cell = None if spot.noun else _place_at(passage.span(spot.start, spot.end), known, "parse")
        if cell is not None:
            own = _own_spot(c, spot) if c.what in HARMED else None
            return cell if own is None else _noun_at(passage.span(own.start, own.end), known)
    taken_up: Cell | None = None
    for spot in c.places:
        if spot.noun and (c.what in HARMED or (c.people and c.scope == "part")) and not _is_counted(spot, c):
            span = passage.span(spot.start, spot.end)
            cell = _noun_at(span, known)
            if not _takes_up(span.cut(known.report.text)):
                return cell
            taken_up = taken_up or cell
    world = None if c.what in _MEASURES else _all_over(c, passage, known)
    if world is not None:
        return Cell(Ref(world, "world"), "world", (world,))
    if c.what in _MEASURES:
        return _from_to(passage.span(*c.sentence), known) if c.what == "distance" else None
    number = passage.span(*c.number)
    people = c.people and c.what.startswith("other:") and c.scope != "part" and not _is_joined(number, known)
    if c.what in HARMED or c.deed or people or c.what in _SUMS:  # of other things only their own phrase tells where
        for stretch, how in ((c.clause, "clause"), (c.sentence, "sentence")):
            cell = _nearest(passage.span(*stretch), number, known, how, c.what in HARMED)
            if cell is not None:
                return cell
    if c.what in HARMED:
        return _told_before(passage, number, known) or taken_up or _by_nation(c, passage, known)
    at_large = _stage(known) if people else None
    return at_large or _only_place(passage.span(c.start, c.end), known) or _by_nation(c, passage, known)


def beside_counter(place: Cell | None, counter: Cell | None) -> Cell | None:
    """The place, unless it is but the name of the body that counted: "the Orvan Disease Centre said" is no place."""
    if place is None or counter is None or not isinstance(place.value, Ref) or not isinstance(counter.value, Ref):
        return place
    name = place.value.name or ""
    own = name == counter.value.name and place.value.span.overlaps(counter.value.span)
    return None if own and name.casefold().rpartition(" ")[2] in words_of("body noun") else place


def _by_nation(c: Candidate, passage: Passage, known: Given) -> Cell | None:
    """ "three Nurlandic banks": things of a nation are in its country; its people may be anywhere."""
    if c.counted is None or c.people:
        return None
    for word in _WORD.finditer(passage.text, *c.counted):
        nation = nations.by_adjective(word.group())
        if nation is not None:
            span = passage.span(word.start(), word.end())
            return Cell(Ref(span, nation.name), "nation", (span,))
    return None


def _all_over(c: Candidate, passage: Passage, known: Given) -> Span | None:
    """The words of its sentence that say "all over the world", where they do not tell of another number."""
    found = _WORLD.search(passage.text, *c.sentence)
    if found is None:
        return None
    span, number = passage.span(found.start(), found.end()), passage.span(*c.number)
    if span.start > number.end:
        others = any(number.end <= n.start and n.end <= span.start for n in known.numbers)
    else:
        others = any(span.end <= n.start and n.end <= number.start for n in known.numbers)
    first, last = sorted((number, span), key=lambda x: x.start)
    apart = ":" in known.report.text[first.end : last.start]  # "News from around the world: …"
    return None if others or apart else span


def _from_to(sentence: Span, known: Given) -> Cell | None:
    """ "500 miles from Orva, their home, to the port of Dunmere": a length of way lies between two places."""
    text, marks = known.report.text, list(known.named.over(sentence))
    for first, last in pairwise(marks):
        lead, between = text[max(0, first.start - 12) : first.start], text[first.end : last.start]
        for begins, joins in ((_OUT_FROM, _ON_TO), (_OUT_BETWEEN, _AND_TO)):
            if begins.search(lead) and joins.search(between):
                span = Span(first.start, last.end)
                return Cell(Ref(span, f"{first.value('name')} to {last.value('name')}"), "from to", (span,))
    return None


def _is_joined(number: Span, known: Given) -> bool:
    """ "a six-member team": how large something is, and not who is there."""
    return known.report.text[number.end : number.end + 1] in ("-", "–")


def _noun_at(span: Span, known: Given) -> Cell:
    return Cell(known.who.ref(span, span.cut(known.report.text)), "words.tsv:place noun", (span,))


def _own_spot(c: Candidate, named: Spot) -> Spot | None:
    """The place without a name right behind the number, where the nearest with a name stands before it.

    "A dam in Peru burst, leaving dozens missing in two villages downstream": that name is of another happening.
    """
    if named.end > c.start:
        return None
    return next((s for s in c.places if s.noun and s.start >= c.end and not _is_counted(s, c)), None)


def _is_counted(spot: Spot, c: Candidate) -> bool:
    """ "Hundreds of buildings": these are what is counted, and not where."""
    return c.counted is not None and spot.start < c.counted[1] and c.counted[0] < spot.end


def _takes_up(words: str) -> bool:
    """True for "the area", "the region": a place told before, that the noun alone does not tell."""
    article, _, noun = " ".join(words.split()).casefold().partition(" ")
    return article in ("the", "this", "that", "their", "its") and (
        noun in ("area", "region") or bool(place_nouns.sort(noun))
    )


def _listed(figure: Span, known: Given) -> Cell | None:
    """ "Springfield - 12, Shelbyville - more than 30": the place right before a dash or colon."""
    for mark in known.named.over(Span(max(0, figure.start - 6), figure.start)):
        between = known.report.text[mark.end : figure.start]
        if between.strip() in ("-", "–", "—", ":"):
            return _place_cell(mark, known, "list")
    return None


def _told_before(passage: Passage, number: Span, known: Given) -> Cell | None:
    """Where the report was when it came to the number, else where title or lead is: harm happens in one place."""
    told = Span(max(0, passage.hull.start - LOOK_BACK), number.start)
    here = [m for m in known.named.over(told) if _located(m, known) and not _spoken_there(m, known)]
    return _place_cell(here[-1], known, "paragraph") if here else _stage(known)


def _stage(known: Given) -> Cell | None:
    """Where title or lead say that the report is."""
    for other in known.report.passages[:_LEAD]:
        there = [m for m in known.named.over(other.hull) if _sets(m, other, known) and not _spoken_there(m, known)]
        if there:
            return _place_cell(there[0], known, other.role)
    names = [m.value("name") for m in known.places]
    for other in known.report.passages[:_LEAD]:
        for mark in known.named.over(other.hull):
            told = names.count(mark.value("name"))
            if (told > 1 or len(names) == 1) and told * 2 >= len(names) and _leads_nowhere(mark, known):
                return _place_cell(mark, known, other.role)
    return None


def _leads_nowhere(mark: Mark, known: Given) -> bool:
    lead = known.report.text[max(0, mark.start - 20) : mark.start]
    aside = _ELSEWHERE.search(lead) or _TOPIC.search(lead) or _is_way(mark, known)
    return not aside and not _spoken_there(mark, known)


def _sets(mark: Mark, passage: Passage, known: Given) -> bool:
    """A country that a title names is where the report is, however it is put: "Kenya flood toll rises"."""
    country = mark.value("precision") == "country"
    lead = known.report.text[max(0, mark.start - 20) : mark.start]
    if (country and _TOPIC.search(lead)) or _ELSEWHERE.search(lead):
        return False
    return _located(mark, known) or (passage.role == "title" and _is_wide(mark))


def _spoken_there(mark: Mark, known: Given) -> bool:
    """ "told reporters in Geneva": where somebody spoke, and not where it happened."""
    text = known.report.text
    for quote in known.quotes.over(Span(max(0, mark.start - _FROM_CUE), mark.end + _FROM_CUE)):
        cue = quote.value("cue")
        if not isinstance(cue, Span) or not 0 < mark.start - cue.end <= _FROM_CUE:
            continue
        if not any(p.overlaps(mark.hull) for p in quote.parts) and "." not in text[cue.end : mark.start]:
            return True
    return False


def _only_place(figure: Span, known: Given) -> Cell | None:
    """The one place that title and lead name, of a report that is about it or a figure of its people and things."""
    told = [m for p in known.report.passages[:2] for m in known.named.over(p.hull)]
    if not told or len({m.value("name") for m in told}) > 1:
        return None
    if not _belongs(figure, told[0], known) and not _is_about(told, known):
        return None
    return _place_cell(told[0], known, "only place")


def _belongs(figure: Span, place: Mark, known: Given) -> bool:
    """ "half of all Nurlandic schools": the figure's own words say of what country."""
    words = re.findall(r"[\w’'-]+", figure.cut(known.report.text))
    found = (nations.by_adjective(word) for word in words)
    return any(nation is not None and nation.name == place.value("name") for nation in found)


def _is_about(named: Sequence[Mark], known: Given) -> bool:
    """True where most places of the report are this one, named several times: in the title, or as where things are."""
    names = [m.value("name") for m in known.places]
    told = names.count(named[0].value("name"))
    country = named[0].value("precision") == "country"
    return told >= _OFTEN and told * 2 >= len(names) and (country or any(_located(m, known) for m in named))


def named_places(text: str, places: Near, mentions: Near) -> Near:
    """The places of a report without those that are only in the name of a body, a contest or a paper."""
    out = []
    surnames = _surnames(text, mentions)
    for mark in places:
        name = mark.hull.cut(text)
        if _MODEL.search(name) or bodies.by_name(name) is not None:
            continue
        lead = text[max(0, mark.start - 40) : mark.start]
        if name in surnames and mark.value("precision") != "country" and not _LOCATED.search(lead):
            continue
        adjective = nations.by_adjective(name.split()[-1]) is not None or name.casefold() in words_of("direction")
        if not adjective and not _is_body(name) and not _of_body(mark, mentions):
            out.append(mark)
    return Near(out)


def _surnames(text: str, mentions: Near) -> frozenset[str]:
    """The last words of the full names of a report's people: "Vernon" alone is Ann Vernon there, and no town."""
    people = (m.hull.cut(text).split() for m in mentions if m.value("type") == "person")
    return frozenset(name[-1] for name in people if len(name) > 1 and name[-1][:1].isupper())


def _of_body(mark: Mark, mentions: Near) -> bool:
    """ "Kenya's health ministry": the place in front only tells whose body it is."""
    for mention in mentions.over(mark.hull):
        head = mention.value("head")
        if mention.value("type") == "organisation" and isinstance(head, Span) and mark.end <= head.start:
            return True
    return False


def _is_body(name: str) -> bool:
    ends = (" ".join(part.split()[-n:]) for part in _OF.split(name.casefold()) for n in (1, 2))
    return not words_of("no place").isdisjoint(ends)


def _located(mark: Mark, known: Given) -> bool:
    """True where the words before the place say that something is there."""
    return bool(_LOCATED.search(known.report.text[max(0, mark.start - 40) : mark.start]))


def _place_cell(mark: Mark, known: Given, how: str) -> Cell:
    return Cell(known.who.ref(mark.hull, mark.hull.cut(known.report.text)), how, mark.parts)


def _place_at(span: Span, known: Given, how: str) -> Cell | None:
    """The place named in `span`, or the one that its words ("the enclave") stand for."""
    if span.end <= span.start:
        return None
    for mark in known.named.over(span):
        return _place_cell(mark, known, how)
    mention = None if _MODEL.search(span.cut(known.report.text)) else known.who.at(span)
    if mention is None or _is_body(mention.hull.cut(known.report.text)):
        return None
    if mention.value("type") != "place" and not _is_building(mention, known):
        return None
    if mention.value("entity") is not None:
        return Cell(known.who.ref(span, span.cut(known.report.text)), how, (span,))
    return None


def _is_building(mention: Mark, known: Given) -> bool:
    """ "Orva Baptist Church": a body by its name, and a building."""
    name = mention.hull.cut(known.report.text).split()
    return mention.value("type") == "organisation" and len(name) > 1 and name[-1].lower() in words_of("building")


def _nearest(stretch: Span, number: Span, known: Given, how: str, loose: bool) -> Cell | None:
    """The place nearest to the number inside `stretch`: one that something is in; any other only where `loose`."""
    marks = list(known.named.over(stretch))
    found = sorted(
        (not _located(mark, known), max(mark.start - number.end, number.start - mark.end), mark.start, i)
        for i, mark in enumerate(marks)
        if not _is_way(mark, known)
        and not (how == "sentence" and _comes_from(mark, known))
        and not _is_of_part(number, mark, known)
        and not (not _located(mark, known) and (_is_beside(number, mark, known) or _is_listed(i, marks, known)))
    )
    if not found or (found[0][0] and not loose):
        return None
    i = found[0][3]
    if found[0][0] and not _is_sure(marks[i], known):
        return None
    if i and _DESCRIBES.fullmatch(known.report.text, marks[i - 1].end, marks[i].start):
        i -= 1  # "Orva, the capital of Southern Nurland": there, and not all over Nurland
    return _place_cell(marks[i], known, how)


def _is_beside(number: Span, mark: Mark, known: Given) -> bool:
    """ "12 were hurt in the quakes, which sent waves onto Orva": where something else was or went."""
    return number.end <= mark.start and _BESIDE.search(known.report.text, number.end, mark.start) is not None


def _is_listed(i: int, marks: Sequence[Mark], known: Given) -> bool:
    """ "Protests spread to Kenya, Uganda and Peru": none of several places is where the number holds."""
    text = known.report.text
    beside = pairwise(marks[max(0, i - 1) : i + 2])
    return any(_LISTS.fullmatch(text, a.end, b.start) is not None for a, b in beside)


def _is_wide(mark: Mark) -> bool:
    """A country or a part of the world, or of a country that the table of nations has."""
    return mark.value("precision") in _WIDE


def _is_sure(mark: Mark, known: Given) -> bool:
    """A name that nothing is said to be in is a place where it is a nation's, or named again."""
    return _is_wide(mark) or sum(m.value("name") == mark.value("name") for m in known.places) > 1


def _is_of_part(number: Span, mark: Mark, known: Given) -> bool:
    """ "14 died, nine in Orva": where those of the other number were."""
    text = known.report.text
    others = [n for n in known.numbers if number.end <= n.start and n.end <= mark.start]
    if not others:
        return False
    behind = text[others[-1].end : mark.start]
    if _RIGHT_THERE.match(behind):
        return True
    apart = text[: others[0].start].rstrip()[-1:] in tuple(",:–—")
    return len(others) == 1 and apart and _JOINED.search(behind) is None


def _comes_from(mark: Mark, known: Given) -> bool:
    return bool(_ELSEWHERE.search(known.report.text[max(0, mark.start - 20) : mark.start]))


def _is_way(mark: Mark, known: Given) -> bool:
    """True for where somebody goes to, or is from."""
    return bool(_WAY.search(known.report.text[max(0, mark.start - 20) : mark.start]))
