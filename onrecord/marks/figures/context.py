"""Around a figure in its paragraph: where it may be, who may have counted, total, new or part, taken back or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.lexicon.speech import force, says
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.candidate import Spot
from onrecord.marks.figures.counted_by import counted_by
from onrecord.marks.figures.syntax import Counted, Words, chunk, end_of, flat, prepositions, subject, verb_over
from onrecord.marks.figures.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Source:
    """Words that name who counted: their extent, their head, and what showed it."""

    at: tuple[int, int]
    head: tuple[int, int]
    how: str


def places(c: Counted, what: str) -> Iterator[Spot]:
    """Words that may tell where, best first: by the noun, by the verb, by its subject, by the verbs above."""
    seen: set[int] = set()
    for token in _place_heads(c, ("from",) if what in _LEAVING else ()):
        if token.i not in seen:
            seen.add(token.i)
            yield Spot(*flat(token), False)
            loose = any(
                child.lower_ in ("every", "each", "any") or child.text[:1].isdigit() for child in token.children
            )
            if token.lemma_.lower() in words_of("place noun") and not loose:
                yield Spot(*chunk(token), True)


# Of these "from" tells where: "evacuated from the valley".
_LEAVING = frozenset(("evacuated", "displaced", "rescued", "recovered", "abducted"))


def _place_heads(c: Counted, others: tuple[str, ...]) -> Iterator[Token]:
    for anchor in (c.noun, c.anchor):
        if anchor is not None:
            yield from prepositions(anchor)
            for child in anchor.children:
                if child.dep_ in ("acl", "relcl"):
                    yield from prepositions(child)
                elif child.dep_ == "poss" and child.pos_ != "PRON":
                    yield child  # "the town's population"
                elif child.dep_ == "prep" and child.lower_ == "of":
                    yield from (
                        x
                        for p in child.children
                        if p.dep_ == "pobj"
                        for x in (p, *(y for y in p.children if y.dep_ == "poss"))
                    )
    yield from _home(c.anchor)
    verb, steps = verb_over(c.anchor), 0
    while verb is not None and steps < 5:
        yield from prepositions(verb, *others)
        for child in verb.children:
            if child.dep_ in ("dobj", "obj") and verb.lemma_.lower() in words_of("leaves") and child != c.noun:
                yield child  # "left the two villages", "fled Springfield"
            if child.dep_ in ("nsubj", "nsubjpass") and child != c.noun:
                yield from _place_of(child)
            if child.dep_ in ("nsubj", "nsubjpass", "dobj", "obj") and child != c.noun:
                yield from prepositions(child)
                yield from (x for x in child.children if x.dep_ == "poss" and x.ent_type_ in _PLACES)
            if child.dep_ == "nsubj" and verb.lemma_ in words_of("shelters") and _names_place(child):
                yield child
            if child.dep_ in ("advcl", "xcomp", "ccomp") and child.i > verb.i:
                yield from prepositions(child)
        if verb.dep_ in ("relcl", "acl"):
            yield from prepositions(verb.head)
            yield from (x for x in verb.head.children if x.dep_ == "poss")
            if verb.head.ent_type_ in _PLACES:
                yield verb.head  # "Springfield, where 12 people died"
            return  # what lies above is another happening
        above = verb_over(verb)
        verb, steps = (None if above == verb else above), steps + 1


_PLACES = frozenset(("GPE", "LOC", "FAC"))


def _place_of(noun: Token) -> Iterator[Token]:
    """ "The town of Springfield was hit", "Springfield province has": the place that the sentence is about."""
    if noun.lemma_.lower() not in words_of("place noun"):
        return
    if any(c.dep_ == "compound" and c.text[:1].isupper() for c in noun.children):
        yield noun
    for of in noun.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            yield from (x for x in of.children if x.dep_ == "pobj" and x.text[:1].isupper())


def _names_place(token: Token) -> bool:
    """True for "Springfield" and for "Springfield city"."""
    return token.ent_type_ in _PLACES or any(c.dep_ == "compound" and c.ent_type_ in _PLACES for c in token.children)


def _home(anchor: Token) -> Iterator[Token]:
    """ "Springfield, home to 1,000 families": the place that the figure is said of."""
    token, seen = anchor, 0
    while (
        token.head != token
        and seen < 6
        and token.dep_ in ("pobj", "prep", "appos", "nummod", "dobj", "npadvmod", "advmod", "acl")
    ):
        token, seen = token.head, seen + 1
        if token.ent_type_ in _PLACES and token.dep_ != "compound":
            yield token
            return


def source(c: Counted, words: Words) -> Source | None:
    """Who counted, as the sentence says: "according to X", the subject of the verb of speech or counting above."""
    return _according(c, words) or _verb_above(c)


def _according(c: Counted, words: Words) -> Source | None:
    token = words.according(int(c.anchor.idx))
    if token is None:
        return None
    named = next((x for p in (token, token.nbor(1)) for x in p.subtree if x.dep_ == "pobj"), None)
    if named is None or named.i < token.i or _holds(named, c.anchor):
        return None  # "according to two people": they do not count themselves
    return _source(named, "according to")


def _verb_above(c: Counted) -> Source | None:
    verb, steps, below = verb_over(c.anchor), 0, c.anchor
    while verb is not None and steps < 8:
        found = _teller(verb, below, c.anchor) or _teller_after(verb, c.anchor) or _whose_count(verb, c.anchor)
        if found is not None:
            return found
        told = counted_by(verb, below, c.anchor)
        if told is not None and not _holds(told[0], c.anchor):
            return _source(*told)
        above, below = verb_over(verb), verb
        verb, steps = (None if above is None or above == verb else above), steps + 1
    return None


def _teller(verb: Token, below: Token, anchor: Token) -> Source | None:
    """The subject of `verb` where the number stands in what it says, or is what it counts."""
    lemma, content = verb.lemma_.lower(), _reaches(below, verb)
    speaks = content in _CONTENT and says(lemma) and force(lemma) in _STATES
    counts = content in _OBJECT and lemma in words_of("counts") and (lemma != "give" or anchor.tag_ == "CD")
    if not speaks and not counts and not (content == "prep" and lemma in words_of("counts at") and _at(below, anchor)):
        return None
    named = subject(verb)
    if named is None or named.dep_ != "nsubj" or _holds(named, anchor) or named.tag_ in ("WDT", "WP", "EX"):
        return None
    if named.lower_ in ("it", "that", "this", "which") or named.lemma_ in ("version", "correction"):
        return None
    first, last = sorted((anchor.i, verb.i))
    if any(token.text == ";" for token in verb.doc[first:last]):
        return None  # another sentence by rights
    return _source(named, f"speech:{lemma}")


WHOSE = "whose "  # how a source is told by its count: "whose list"


def _whose_count(verb: Token, anchor: Token) -> Source | None:
    """Whose count, list or estimate says so: "the ministry's latest count is 37", "the union's own list has 48"."""
    named = subject(verb)
    if named is None or named.i > anchor.i or named.lemma_.lower() not in words_of("count of"):
        return None
    owner = next((x for x in named.children if x.dep_ == "poss"), None)
    by = next((p for x in named.children if x.dep_ == "prep" and x.lower_ == "by" for p in x.children), None)
    whose = owner if owner is not None else by
    return None if whose is None else _source(whose, WHOSE + named.lemma_.lower())


def _at(below: Token, anchor: Token) -> bool:
    """ "put the toll at 12": the number right under "at"."""
    return anchor.dep_ in ("pobj", "nummod") and any(t.lower_ == "at" for t in (below, anchor.head, anchor.head.head))


def _teller_after(verb: Token, anchor: Token) -> Source | None:
    """The subject of a verb of speech that the parse hangs under the verb: "12 people died, officials said"."""
    for child in verb.children:
        if child.dep_ not in ("parataxis", "ccomp") or child.i <= anchor.i or _holds(child, anchor):
            continue
        named = subject(child) if says(child.lemma_.lower()) else None
        if named is not None and named.i > anchor.i:
            return _source(named, f"speech:{child.lemma_.lower()}")
    return None


# What a speech verb governs as its content, and what a verb of counting has counted.
_CONTENT = frozenset(("ccomp", "parataxis", "dep"))
_OBJECT = frozenset(("dobj", "obj", "ccomp", "xcomp"))
_STATES = frozenset(("state", "accuse", "praise", "doubt"))


def _reaches(below: Token, verb: Token) -> str:
    """The relation through which `below` hangs on `verb`; of joined clauses that of the first."""
    token, seen = below, 0
    while token.head != verb and token.head != token and seen < 40:
        token, seen = token.head, seen + 1
    return str(token.dep_)


def _holds(top: Token, below: Token) -> bool:
    return top == below or top.is_ancestor(below)


def _source(named: Token, how: str) -> Source:
    return Source(chunk(named), flat(named), how)


def retracted(lex: Sequence[Lexeme], a: Amount) -> tuple[int, int] | None:
    """The words that take the figure back: "not 37", "an earlier version said 37", "incorrectly put the toll at 37"."""
    if (
        words_at(lex, a.first - 1, ("not",))
        and a.hedge_at is None
        and a.first > 1
        and lex[a.first - 2].text in ",–—-(;"
    ):
        return lex[a.first - 1].start, lex[a.first - 1].end
    version = -1
    for k in range(a.first - 1, max(-1, a.first - 16), -1):
        low = lex[k].low
        if lex[k].text in (".", ";") or low in ("but", "whereas", "actually", "correct"):
            return None
        if low in words_of("wrongly"):
            return lex[k].start, lex[k].end
        if low in words_of("told") and version < 0:
            version = k
        if (
            low in words_of("version")
            and version > k
            and k
            and lex[k - 1].low in ("earlier", "previous", "initial", "original", "first")
        ):
            return lex[k - 1].start, lex[version].end
    return None


def called_wrong(lex: Sequence[Lexeme], a: Amount) -> tuple[int, int] | None:
    """The words after a figure that take it back: "the 309 reported earlier were a mistake"."""
    lead = lex[a.first - 1].low if a.first else ""
    sized = a.first > 1 and lead in ("of", "at") and lex[a.first - 2].low in words_of("size noun toll")
    if a.unit is not None or not (sized or lead == "the"):
        return None
    told = sized
    for k in range(a.last, min(len(lex) - 1, a.last + _TO_WRONG)):
        if lex[k].text in (".", ";", ":", ",") or lex[k].kind == "number":
            return None
        if lex[k].low in ("was", "were", "is", "are"):
            j = k + 2 if lex[k + 1].low in ("a", "an") else k + 1
            wrong = told and j < len(lex) and lex[j].low in words_of("called wrong") and _no_more(lex, j)
            return (lex[j].start, lex[j].end) if wrong else None
        told = told or lex[k].low in words_of("told before")
    return None


def _no_more(lex: Sequence[Lexeme], j: int) -> bool:
    """True where what was wrong is told: not of "wrong to march", "false alarms"."""
    return j + 1 == len(lex) or lex[j + 1].kind != "word" or lex[j + 1].low in words_of("after wrong")


_TO_WRONG = 8  # words from a number to the verb that says it was wrong


def aside(c: Counted) -> bool:
    """True where the figure stands in a relative clause or the like: it tells of another happening."""
    token, seen = c.anchor, 0
    while token.head != token and seen < 40:
        if token.dep_ in ("relcl", "acl", "appos"):
            return True
        token, seen = token.head, seen + 1
    return False


_DONE_TO = frozenset(("nsubj", "nsubjpass", "dobj", "conj"))


def happened(c: Counted) -> bool:
    """True where the clause tells of a deed in the past: it has a place and a day, and so has its number."""
    verb, thing = verb_over(c.anchor), c.noun or c.anchor
    if verb is None or verb.lemma_.lower() in words_of("no deed") or thing.dep_ not in _DONE_TO:
        return False
    helpers = [t for t in verb.children if t.dep_ in ("aux", "neg")]
    past = verb.tag_ in ("VBD", "VBN") or any(t.lemma_ == "have" and t.tag_ != "VB" for t in helpers)
    unreal = any(t.lower_ in ("would", "could", "might", "may", "not", "n't", "n’t") for t in helpers)
    return past and not unreal and not aside(c)


_TO_MAIN = frozenset(("acl", "advcl", "conj", "xcomp", "ccomp", "relcl", "pcomp"))


def stands(c: Counted) -> str:
    """perfect or present where the clause tells how things are by now: "have died", "are missing"; else empty."""
    verb = verb_over(c.anchor)
    for _ in range(4):
        if verb is None:
            return ""
        helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
        finite = [t.tag_ for t in (*helpers, verb)]
        if "MD" in finite or "VBD" in finite or any(t.lower_ == "to" for t in helpers):
            return ""
        if "VBZ" in finite or "VBP" in finite:
            return "perfect" if any(t.lemma_ == "have" for t in helpers) else "present"
        if verb.dep_ not in _TO_MAIN:
            return ""
        verb = verb_over(verb)
    return ""


def is_old(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "rose from 12 to 19": the number that was, beside the one that is."""
    if not words_at(lex, a.first - 1, ("from",)):
        return False
    return any(lex[i].low == "to" for i in range(a.last, min(len(lex), a.last + 3)))


_MODALS = {"could": "possible", "may": "possible", "might": "possible", "would": "hypothetical", "will": "planned"}


def unreal(c: Counted, what: str) -> str:
    """possible, hypothetical or planned, where the clause says so ("4,000 could die"); empty for what is told.

    That some "could not be found" is told, and is why they are missing.
    """
    verb = verb_over(c.anchor)
    told = _hearsay(c.noun or c.anchor)
    if told:
        return told
    if _provided(c):
        return "possible"
    if what == "missing" and verb is not None and any(child.dep_ == "neg" for child in verb.children):
        return ""
    for _ in range(2):  # "may have been killed", "is feared to have died": the helper, or the verb over it
        if verb is None:
            return ""
        for child in verb.children:
            if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
                return "hypothetical"
            if child.dep_ == "aux" and child.lower_ in _MODALS:
                return _MODALS[child.lower_]
        if verb.dep_ not in ("xcomp", "conj"):
            return ""
        verb = verb.head
    return ""


_TOLD_OF = ("of", "about")  # between a rumour and what it tells


def _hearsay(counted: Token) -> str:
    """ "Rumours of several deaths" (possible), "ruled out reports of 12 dead" (denied): by the nouns over the count."""
    token, seen = counted, 0
    while token.head != token and token.dep_ in ("pobj", "prep", "nummod", "amod", "compound", "nmod") and seen < 6:
        token, seen = token.head, seen + 1
        if token.dep_ == "prep" and token.lower_ not in _TOLD_OF:
            break  # "a suit by 40 workers", "fears for 12 climbers": they are many, whatever comes of it
        if token.pos_ != "NOUN" or token == counted:
            continue
        noun = token.lemma_.lower()
        if noun in words_of("unproven") | words_of("one event") and _is_denied(token):
            return "denied"
        if noun in words_of("hearsay"):
            return "possible"
    # "denied 12 killings"; not "rejected 12 bids", which were made
    return "denied" if counted.lemma_.lower() in words_of("one event") and _is_denied(counted) else ""


def _provided(c: Counted) -> bool:
    """ "Has blankets for 900 evacuees": for so many there is room, whoever comes."""
    token = c.noun or c.anchor
    over = token.head
    if token.dep_ != "pobj" or over.lower_ != "for":
        return False
    before = [over.head, *(x for x in over.head.children if x.dep_ in ("dobj", "attr", "nsubj") and x.i < over.i)]
    return any(x.lemma_.lower() in words_of("provision") and x.i < over.i for x in before)


def _is_denied(noun: Token) -> bool:
    """True where a verb of denial has the noun as its object, or what is said about it: "denied talk of rumours"."""
    token, seen = noun, 0
    while token.head != token and seen < 6:
        head, dep = token.head, token.dep_
        seen += 1
        if dep in ("dobj", "obj", "nsubjpass") and head.pos_ == "VERB":
            out = head.lemma_.lower() == "rule" and any(x.lower_ == "out" for x in head.children)
            return (out or head.lemma_.lower() in words_of("denies")) and not any(
                x.dep_ == "neg" for x in head.children
            )
        if dep not in ("pobj", "prep") or (dep == "prep" and token.lower_ not in _TOLD_OF):
            return False  # "denied blame for 12 deaths"
        token = head
    return False


def clause(c: Counted) -> tuple[int, int]:
    """The stretch of the clause that the figure stands in."""
    verb = verb_over(c.anchor) or c.anchor
    return int(verb.left_edge.idx), end_of(verb.right_edge)


# Nobody looks further than this many characters from a number for its place and time; a run-on text has no sentences.
REACH = 400


def near(stretch: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The part of `stretch` within REACH of the number at [start, end)."""
    return min(start, max(stretch[0], start - REACH)), max(end, min(stretch[1], end + REACH))
