"""What a figure counts: killed, injured …, from its unit, the verb over it, the words beside it, its noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, lexemes, words_at
from onrecord.lexicon.people_nouns import by_lemma
from onrecord.lexicon.units import unit_after
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.idioms import by_idiom
from onrecord.marks.figures.kin import parent_before
from onrecord.marks.figures.measured import measured
from onrecord.marks.figures.syntax import Counted, Words, end_of, subject
from onrecord.marks.figures.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick
from onrecord.shapes.table import load

WHATS = (
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted held attended "
    "money percent votes magnitude distance duration age"
).split()
# People harmed or moved: of these even "several" is a figure, and "no" is a zero.
HARM = frozenset("killed injured missing displaced evacuated rescued trapped arrested abducted held".split())
# Measured, not counted: a number that stands alone does not carry these on.
MEASURES = frozenset(("money", "percent", "distance", "duration", "age", "magnitude", "votes"))
_STRONGEST = 10.5  # no earthquake has a higher magnitude
_BY_DIMENSION = {"money": "money", "percent": "percent", "distance": "distance", "duration": "duration"}


@quick
@dataclass(frozen=True, slots=True)
class What:
    """A kind of count, the rule or table row that told it, and the characters that did."""

    word: str
    how: str
    at: tuple[int, int]


@cache
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, lemma) → what, and what must be counted: "" anything, person (or no noun), people (a noun for them)."""
    out: dict[tuple[str, str], tuple[str, str]] = {}
    for row in load("onrecord.marks.figures", "what.tsv", ("word", "kind", "what"), key=("word", "kind")):
        kind, _, person = row["kind"].partition(" ")
        out[kind, row["word"]] = row["what"], person
    return out


def of_table(kind: str, word: str, fits: tuple[str, ...] = ("", "person", "people")) -> str | None:
    """What the table says of `word` in the part `kind`; `fits`: the rows that hold for what is counted."""
    found = _table().get((kind, word.lower()))
    return found[0] if found is not None and found[1] in fits else None


def what_of(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> What:
    """What the amount counts, "other:" and the noun's base form where no rule tells."""
    number = (lex[a.core].start, lex[a.core_last - 1].end)
    if a.form == "times":
        return What("other:time", "times", number)
    parent = parent_before(lex, a.first) if c.noun is None and a.unit is None else None
    if parent is not None:  # "a mother of four was killed": her children were not
        return What("other:child", "words.tsv:parent", (parent.start, parent.end))
    found = (
        _by_unit(lex, a, number)
        or _by_fronted(lex, a)
        or _by_shock(lex, a, c, words)
        or _by_state(lex, a, c, words)
        or _by_verb(c)
        or _by_modifier(lex, a, c, words)
    )
    if found is not None:
        return found
    lasting = a.form in ("cardinal", "range") or (a.form == "ordinal" and _in_a_row(lex, a))
    if c.noun is not None and lasting and (measure := _measure(c.noun)) is not None:
        return What(measure, "units.tsv:" + c.noun.lemma_.lower(), (int(c.noun.idx), end_of(c.noun)))
    if c.noun is not None:
        # "took 50 captive" is a state, though the parse may call it a noun; "50 captives" is the noun
        named = of_table("state", c.noun.text) or of_table("noun", c.noun.lemma_) or of_table("noun", c.noun.text)
        at = (int(c.noun.idx), end_of(c.noun))
        if named is not None:
            return What(named, f"what.tsv:{c.noun.lemma_.lower()}", at)
        if a.form == "fraction":
            return What("percent", "share", number)
        return What(f"other:{c.noun.lemma_.lower()}", "noun", at)
    if a.form == "fraction":
        return What("percent", "share", number)
    own = c.anchor.dep_ in ("nsubj", "nsubjpass", "dobj") and c.anchor.head.pos_ == "VERB"
    sized = (None if own else _by_toll(lex, a, words)) or _by_vote(lex, a)
    return sized or _by_measured(lex, a, c) or What("other:number", "none", number)


def _by_unit(lex: Sequence[Lexeme], a: Amount, number: tuple[int, int]) -> What | None:
    if a.unit is not None:
        at = (lex[a.unit.first].start, lex[a.unit.last - 1].end)
        named = _BY_DIMENSION.get(a.unit.dimension)
        if named is not None and (a.form != "ordinal" or named == "duration"):
            return What(named, f"units.tsv:{a.unit.name}", at)
        if a.unit.dimension not in _BY_DIMENSION and a.form != "ordinal":
            return What(f"other:{a.unit.name}", f"units.tsv:{a.unit.name}", at)
    before = lex[a.first - 1] if a.first else None
    if before is not None and before.text == "-" and a.first > 1:  # "a magnitude-7.9 quake"
        before = lex[a.first - 2]
    after = a.last + 1 if a.last + 1 < len(lex) and lex[a.last].text == "-" else a.last
    if before is not None and before.low == "magnitude":
        return What("magnitude", "magnitude", (before.start, before.end))
    for k in range(after, min(after + 5, len(lex))):
        if lex[k].low in ("magnitude", "richter"):
            if lex[k].low == "richter" or k <= after + 1 or lex[k - 1].low == "of":
                return What("magnitude", "magnitude", (lex[k].start, lex[k].end))
    return None


def _by_shock(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> What | None:
    """ "a 6.1 quake", "two quakes, measuring 7.6 and 7.4": a decimal of that size beside a word for the shock."""
    if a.unit is not None or a.value is None or not 0 < a.value < _STRONGEST or "." not in lex[a.core].text:
        return None
    if c.noun is not None and c.noun.lemma_.lower() in words_of("shock"):
        return What("magnitude", "words.tsv:shock", (int(c.noun.idx), end_of(c.noun)))
    if c.noun is not None:
        return None
    begin, end = words.sentence(lex[a.core].start)
    inside = [x for x in lex[max(0, a.core - 20) : a.core] if begin <= x.start < end]
    shock = next(
        (x for x in inside if x.low in words_of("shock") or x.low.removesuffix("s") in words_of("shock")), None
    )
    measured = any(x.low in words_of("measured") for x in inside)
    return What("magnitude", "words.tsv:shock", (shock.start, shock.end)) if shock is not None and measured else None


def _in_a_row(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "a third straight night": so long it lasted."""
    return a.last < len(lex) and lex[a.last].low in ("straight", "consecutive", "successive")


def _measure(noun: Token) -> str | None:
    """ "six straight days": a noun that is a unit of time or length, though other words stand before it."""
    if noun.lemma_.lower() == "night":
        return "duration"
    unit = unit_after(lexemes(noun.text), 0)
    return (
        _BY_DIMENSION.get(unit.dimension) if unit is not None and unit.dimension in ("duration", "distance") else None
    )


def _by_state(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> What | None:
    """A state right after: "250 captive", "thousands injured", "12 people are still feared dead", "107 killed"."""
    if words_at(lex, a.first - 2, ("of", "the")):
        return None  # "none of the 14 passengers was hurt"
    end = max(lex[a.last - 1].end, end_of(c.noun) if c.noun is not None else 0)
    j = a.last
    while j < len(lex) and lex[j].start < end:
        j += 1
    for k in range(j, min(j + 5, len(lex))):
        found = of_table("state", lex[k].low)
        if found is not None:
            token = words.at(lex[k].start)
            before_noun = token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i
            if before_noun or any(child.dep_ in ("dobj", "obj") for child in token.children):
                return None  # "five gunmen killed ten", "30 dead fish"
            if found in HARM and _set_off(c, token):
                return None
            if found == "abducted" and any(lex[x].low in words_of("stays") for x in range(j, k)):
                found = "held"  # "five remain captive"
            return What(found, f"what.tsv:{lex[k].low}", (lex[k].start, lex[k].end))
        if lex[k].low not in words_of("link") or (lex[k].text == "," and k == j and c.noun is None):
            return None
    return None


def _by_fronted(lex: Sequence[Lexeme], a: Amount) -> What | None:
    """ "Still trapped were 25 people": the state before the number."""
    if a.first < 2 or a.unit is not None or lex[a.first - 1].low not in ("were", "was", "are", "is"):
        return None
    told = lex[a.first - 2]
    found = of_table("state", told.low) if a.first == 2 or lex[a.first - 3].low in _FRONTS else None
    return What(found, f"what.tsv:{told.low}", (told.start, told.end)) if found in HARM else None


_FRONTS = frozenset(". ; also still and".split())


def fitting(noun: Token | None) -> tuple[str, ...]:
    """The rows of the table that hold for `noun`: those for people too, where it means people."""
    if noun is None:
        return ("", "person")
    row = by_lemma(noun.lemma_)
    people = (
        noun.lemma_.lower() == "people"
        or noun.ent_type_ == "NORP"
        or (row is not None and row.type in ("person", "group"))
    )
    return ("", "person", "people") if people else ("", "thing")


def _by_verb(c: Counted) -> What | None:
    people = fitting(c.noun)
    others = c.noun is not None and c.noun.lemma_.lower() == "other"
    idiom = by_idiom(c.anchor) if "thing" not in people or others else None
    if idiom is not None:
        return What(idiom[0], "idioms.tsv", idiom[1])
    for kind, token in _parts(c.anchor):
        found = of_table(kind, token.lemma_, people) or (
            of_table(kind, token.text, people) if kind == "state" else None
        )
        if found in HARM and _set_off(c, token):
            continue
        if found is not None:
            return What(found, f"what.tsv:{token.lemma_.lower()}", (int(token.idx), end_of(token)))
    return None


def _set_off(c: Counted, told: Token) -> bool:
    """ "a guard who had 86 tackles, was injured": harm told behind a comma is not done to counted things."""
    noun = c.noun
    if noun is None or "thing" not in fitting(noun):
        return False
    own = c.anchor.head == told and c.anchor.dep_ in ("nsubj", "nsubjpass", "dobj")
    return not own and any(t.text in ",()–—" for t in noun.doc[noun.i : told.i])


def _parts(anchor: Token) -> Iterator[tuple[str, Token]]:
    """The parts that the counted thing plays: ("object", verb), ("subject", verb), ("size", noun)."""
    yield from _clauses_below(anchor)
    token, seen = anchor, 0
    while seen < 8:
        head, dep = token.head, token.dep_
        if dep in ("nsubjpass", "dobj", "obj", "oprd", "dative"):
            yield "object", head
            yield from _beyond(head)
            return
        if dep == "nsubj":
            yield "subject", head
            if head.tag_ in ("VBN", "VBD") and not any(x.dep_ in ("dobj", "obj", "ccomp") for x in head.children):
                yield "object", head  # "20 injured in crash": a headline's passive
            yield from _beyond(head)
            return
        if dep == "agent" or (dep == "pobj" and head.dep_ == "agent"):
            yield "subject", head.head if dep == "pobj" else head
            return
        if dep == "pobj":
            yield from _by_preposition(head)
            return
        if dep == "attr":
            named = subject(head)
            if named is not None:
                yield "size", named
            return
        if dep in ("conj", "appos", "nummod", "quantmod", "nmod", "compound") and head != token:
            token, seen = head, seen + 1
            continue
        return


def _beyond(verb: Token) -> Iterator[tuple[str, Token]]:
    """ "are feared dead", "is believed to have drowned", "are thought to have been killed"."""
    for child in verb.children:
        if child.dep_ in ("acomp", "oprd", "attr"):
            yield ("object" if child.tag_ == "VBN" else "state"), child
        elif child.dep_ == "xcomp":
            passive = any(x.dep_ == "auxpass" for x in child.children)
            yield ("object" if passive else "subject"), child
            yield from (("state", x) for x in child.children if x.dep_ in ("acomp", "oprd"))
        elif child.dep_ == "prep" and child.lower_ == "as":  # "listed 22 people as missing"
            yield from (("state", x) for x in child.children if x.dep_ in ("amod", "pobj", "acomp", "pcomp"))


def _by_preposition(prep: Token) -> Iterator[tuple[str, Token]]:
    over = prep.head
    if prep.lower_ == "of" and over.pos_ in ("NOUN", "PROPN"):
        yield "size", over
        yield "noun", over
        if over.lemma_ in ("number", "total", "toll", "group", "crowd"):
            yield from ((k, t) for k, t in _parts(over))
    elif over.pos_ in ("VERB", "AUX") and prep.lower_ in ("to", "at", "from", "by", "past", "above", "over", "as"):
        sizes = words_of("moves") | words_of("amounts") | words_of("counts at") | words_of("sizes")
        measures = over.lemma_.lower() in sizes
        for child in over.children:
            sized = child.lemma_.lower() in words_of("tally") or (measures and not is_one_event(child))
            if child.dep_ in ("nsubj", "nsubjpass", "dobj") and sized:
                yield "size", child
                yield from (("size", x) for p in child.children if p.lower_ == "of" for x in p.children)


def _clauses_below(anchor: Token) -> Iterator[tuple[str, Token]]:
    """ "people killed in", "Palestinians who fled", "residents fleeing"."""
    for child in anchor.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield "object", child
            if child.i == anchor.i + 1 and anchor.dep_ == "conj":  # "another 6,000 fled", read as a participle
                yield "subject", child
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield "subject", child
        elif child.dep_ == "relcl":
            part = next((x.dep_ for x in child.children if x.lower_ in ("who", "that", "which", "whom")), "nsubj")
            yield ("object" if part in ("nsubjpass", "dobj") else "subject"), child


def _by_modifier(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> What | None:
    """ "1.4 million displaced Palestinians", "20 missing sailors"."""
    if c.noun is None:
        return None
    for k in range(a.last, len(lex)):
        if lex[k].start >= c.noun.idx:
            return None
        token = words.at(lex[k].start)
        found = of_table("state", lex[k].low) or (
            of_table("object", token.lemma_, fitting(c.noun)) if token.tag_ == "VBN" else None
        )
        if found is not None:
            return What(found, f"what.tsv:{lex[k].low}", (lex[k].start, lex[k].end))
    return None


def _by_toll(lex: Sequence[Lexeme], a: Amount, words: Words) -> What | None:
    """A number without a noun shortly after a noun of size: "the toll rose to 12", "the number of missing at 55"."""
    for k in range(a.first - 1, max(-1, a.first - 16), -1):
        if lex[k].text in (".", ";"):
            return None
        if lex[k].kind != "word":
            continue
        token = words.at(lex[k].start)
        if _is_one_event(lex, k, a.first) or _is_taken(lex, k):
            continue
        found = (
            of_table("size", token.lemma_) or of_table("size", lex[k].low) or of_table("size", _singular(lex[k].low))
        )
        if found is None and any(lex[x].low == "number" and lex[x + 1].low == "of" for x in range(max(0, k - 6), k)):
            found = (
                of_table("state", lex[k].low) or of_table("subject", token.lemma_) or of_table("object", token.lemma_)
            )
        if found is not None:
            return What(found, f"what.tsv:{lex[k].low}", (lex[k].start, lex[k].end))
    return None


def is_one_event(noun: Token) -> bool:
    """ "The killing of a baker": one of them, and no number."""
    return noun.tag_ == "NN" and noun.lower_ in words_of("one event")


def _is_one_event(lex: Sequence[Lexeme], k: int, number: int) -> bool:
    """ "A woman's death", "the arrest of her son": one of them, and no number; "the death count" is one.

    "The arrest of a third man brought the total to three" counts those too.
    """
    if lex[k].low not in words_of("one event"):
        return False
    if any(lex[x].low in words_of("tally") and words_at(lex, x - 1, ("the",)) for x in range(k + 1, number)):
        return False
    after = lex[k + 1].low if k + 1 < len(lex) else ""
    return after not in words_of("tally") and not words_at(lex, k - 2, ("number", "of"))


def _is_taken(lex: Sequence[Lexeme], k: int) -> bool:
    """ "A week of riots has taken its toll on the cabinet": no dead are counted."""
    return lex[k].low == "toll" and words_at(lex, k + 1, ("on",))


_SORTS = ("size", "noun", "state")


def _by_measured(lex: Sequence[Lexeme], a: Amount, c: Counted) -> What | None:
    """A number without a noun that a verb makes the size of something: "cases climb to 60", "the dead numbered 14"."""
    dead = numbered(lex, a)
    if dead is not None:
        return What(dead[0], f"what.tsv:{dead[1].low}", (dead[1].start, dead[1].end))
    noun = measured(c.anchor) if a.form in ("cardinal", "range") and a.unit is None else None
    if noun is None:
        return None
    found = next((w for kind in _SORTS for x in (noun.lemma_, noun.text) if (w := of_table(kind, x))), None)
    plural = noun.tag_ in ("NNS", "NNPS") or found is not None
    word = found or f"other:{noun.lemma_.lower()}"
    return What(word, f"size of:{noun.lemma_.lower()}", (int(noun.idx), end_of(noun))) if plural else None


def numbered(lex: Sequence[Lexeme], a: Amount) -> tuple[str, Lexeme] | None:
    """ "The dead numbered 14", "the injured number 24": what those who are numbered are, and the word for them."""
    if a.first < 2 or a.unit is not None or lex[a.first - 1].low not in ("number", "numbered"):
        return None
    those = lex[a.first - 2]
    found = of_table("size", those.low) or of_table("state", those.low)
    return (found, those) if found is not None else None


def _singular(word: str) -> str:
    """The bare noun of a plural that the tagger took for a name ("Fatalities Climb")."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _by_vote(lex: Sequence[Lexeme], a: Amount) -> What | None:
    """ "voted 52-48", "by a vote of 52 to 48"."""
    for k in (*range(max(0, a.core - 6), a.core), *range(a.last, min(len(lex), a.last + 4))):
        if lex[k].low in ("vote", "votes", "voted", "voting"):
            return What("votes", "what.tsv:vote", (lex[k].start, lex[k].end))
    return None


def supports_what(value: object, words: str) -> bool:
    """True when the words tell it: a row of the table, a unit of that dimension, or the noun itself."""
    return isinstance(value, str) and (value in WHATS or value.startswith("other:")) and bool(words.strip())
