"""Which words of a paragraph tell of an event, and by which row of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import irregular, people_nouns
from onrecord.marks.events import extents, grammar, verb_form
from onrecord.marks.events.conditions import fit
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.nearby import Nearby
from onrecord.marks.events.slot_words import THROUGH, THROUGH_COMPOUND, carried, modifies
from onrecord.marks.events.tables import (
    ANY,
    NO_EVENT,
    Rule,
    classes,
    effect,
    figures_of_speech,
    light_verbs,
    nouns,
    open_to,
    verbs,
)
from onrecord.marks.parse import Paragraph
from onrecord.marks.words import Span, Token
from onrecord.shapes.quick import quick

SPEECH_ACTS = frozenset("REQUEST ACCUSE REJECT THREATEN AGREE".split())
# How a noun hangs on a verb that adds no event of its own: "reached an agreement", "a siege was imposed".
OBJECTS = frozenset(("dobj", "nsubjpass"))
CARRIED = frozenset(("dobj", "nsubjpass", "nsubj", "attr", "oprd"))
DONE_TO = frozenset(
    "arrest convict expel deport".split()
)  # modes whose deed is told of whom it is done to: "his jailing"
HEADLINES = frozenset(("title", "caption"))


@quick
@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that tells of an event, its surroundings, the row that says so, its sentence, and its first part."""

    frame: Frame
    rule: Rule
    sentence: Span
    first: Token


def anchors(paragraph: Paragraph) -> Iterator[Anchor]:
    """The anchors of a paragraph, in text order; one at most a word."""
    headline = paragraph.role in HEADLINES
    bases = grammar.bases(paragraph.doc)
    for sentence in paragraph.doc.sents:
        words = Nearby(sentence)
        found = [
            a
            for t in sentence.words
            if t.pos_ in _TELLING and (a := _anchor(t, bases[t.i], headline, words, sentence)) is not None
        ]
        by_governor: dict[Token, list[Anchor]] = {}
        for noun in found:
            if not noun.frame.verbal and noun.frame.governed[0] is not None:
                by_governor.setdefault(noun.frame.governed[0], []).append(noun)
        heads = {a.frame.token for a in found if not a.frame.verbal}
        found = [a for a in found if not _told_by_head(a, found)]
        yield from (
            a for a in found if not a.frame.verbal or not _told_by_noun(a, by_governor.get(a.frame.token, ()), heads)
        )


_TELLING = frozenset(("VERB", "NOUN", "PROPN", "ADJ", "ADV"))  # parts of speech that may tell of an event


def _told_by_noun(verb: Anchor, nouns_of: Sequence[Anchor], heads: Set[Token]) -> bool:
    """True where a noun tells the verb's event: "imposed a siege", "tariffs imposed in May", "went on strike"."""
    for noun in nouns_of:
        how = noun.frame.governed[1]
        asked = any(
            test.key == how or (test.key == "obj" and how in OBJECTS) for test in verb.rule.tests if test.wanted
        )
        if verb.rule.word == ANY and noun.rule.type == "OTHER":
            return True  # "fell ill", "the toll mounted"
        alike = noun.rule.type == verb.rule.type
        said = alike and verb.rule.type in SPEECH_ACTS and noun.frame.light is None
        if said and (how == "as" or (how == "nsubj" and verb.frame.slot("obj"))):
            continue  # "the inquiry blamed the captain", "denounced it as an outrage": two deeds, or one of the verb
        if alike and (how in CARRIED or asked) and (verb.rule.type != "OTHER" or noun.frame.light is not None):
            return True
        light = noun.frame.light
        if light is None or verb.rule.type in SPEECH_ACTS:
            continue
        quelled = asked and verb.rule.type == "COERCE" and light.subject == "none"  # "end the unrest" is a deed itself
        if not quelled:
            return True
    token = verb.frame.token
    if token.head not in heads:
        return False
    in_clause = token.dep_ == "relcl" and verb.rule.type not in SPEECH_ACTS  # "the treatment she received"
    return _carries(token) or (in_clause and lemma(token) in light_verbs() and carried(token))


def _told_by_head(noun: Anchor, found: Sequence[Anchor]) -> bool:
    """True for the first part of "relief effort", "rescue mission", where the whole is one event of its type."""
    token = noun.frame.token
    if noun.frame.verbal or token.dep_ not in ("compound", "nmod", "amod"):
        return False
    return any(a.frame.token is token.head and not a.frame.verbal and a.rule.type == noun.rule.type for a in found)


def _carries(verb: Token) -> bool:
    """True for "imposed" in "tariffs imposed in May"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and lemma(verb) in light_verbs()


def _anchor(token: Token, base: str, headline: bool, words: Nearby, sentence: Span) -> Anchor | None:
    if not token.is_alpha and "-" not in token.text:
        return None
    if token.ent_type_ in ("DATE", "TIME"):
        return None  # "in March"
    if token.pos_ == "VERB":
        if token.dep_ in ("amod", "compound", "aux", "auxpass") and not _suffered(token):
            return None
        if grammar.nominal(token):
            if _deed(token):
                return _by_deed(token, headline, words, sentence)
            return _by(nouns, token, headline, words, sentence)
        return _by(verbs, token, headline, words, sentence)
    if not (_rows(nouns, base, token.text) or token.lower_.endswith("ing") or _hyphen_before(token)):
        return None  # a word that no row names
    if base in classes()["state"].words and token.pos_ != "PROPN":
        return _by(nouns, token, headline, words, sentence) if _told_of(token) else None
    if token.pos_ in ("NOUN", "PROPN") or _as_noun(token):
        if token.ent_type_ in ("PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "LAW") and token.pos_ == "PROPN":
            return None  # "Storm Media Group", "the War Office"
        whole = modifies(token)
        site = whole is not None and whole in classes()["of_event"].words
        if whole is not None and whole not in THROUGH_COMPOUND and not site:
            row = effect("noun", whole, "all")
            if row is None or row.modality not in ("planned", "threatened", "requested") or whole == "call":
                return None  # "attack helicopter", "conference call", but "invasion plans"
        if generic(token):
            return None
        if _deed(token):
            return _by_deed(token, headline, words, sentence)
        found = _by(nouns, token, headline, words, sentence)
        return None if site and found is not None and found.rule.type == "OTHER" else found  # "the festival site"
    return None


def _deed(noun: Token) -> bool:
    """True for a noun in "-ing" of a verb of the tables, where the nouns have no row: "the storming of the station"."""
    low = noun.lower_
    if not low.endswith("ing") or low in nouns() or noun.tag_ in ("NNS", "NNPS"):
        return False
    return any(base != low and base in verbs() for base in irregular.bases(low))


def _as_noun(token: Token) -> bool:
    """True for a noun that the tagger takes for an adjective, as in "a go-slow"."""
    if token.pos_ != "ADJ":
        return False
    if token.dep_ in OBJECTS and lemma(token) in nouns():
        return True
    return token.dep_ in CARRIED | {"pobj"} and any(form in nouns() for form in _hyphenated(token, lemma(token))[1])


def _by_deed(noun: Token, headline: bool, words: Nearby, sentence: Span) -> Anchor | None:
    """What a noun in "-ing" tells by the rows of its verb: "the storming of the station", "her jailing"."""
    found = _by(verbs, noun, headline, words, sentence, deed="obj")
    if grammar.of_prep(noun, "of"):
        return found or _by(verbs, noun, headline, words, sentence, deed="subj")
    if not grammar.owners(noun):
        return _by(nouns, noun, headline, words, sentence)  # "voting will close at six"
    return found if found is not None and found.rule.mode in DONE_TO else None


def _suffered(verb: Token) -> bool:
    """True for a participle before its noun that tells what was done to it: "the freed hostages", "damaged shops"."""
    return verb.dep_ == "amod" and verb.tag_ == "VBN" and lemma(verb) in classes()["suffered"].words


def _told_of(state: Token) -> bool:
    """True where somebody is said to be in a state, "are dead", "fell ill", "Four dead in blast": not "dead birds"."""
    if state.dep_ in ("acomp", "oprd", "attr", "dobj", "pobj", "ROOT", "ccomp", "advcl", "conj"):
        return True
    return state.dep_ in ("amod", "advmod", "acl") and state.head.i < state.i and state.head.pos_ != "ADJ"


Table = Callable[[], Mapping[str, tuple[Rule, ...]]]  # `verbs` or `nouns`
Rows = tuple[tuple[str, tuple[Rule, ...]], ...]  # forms of a word with the rows that name each
_REMEMBERED = 10_000  # words


@lru_cache(maxsize=_REMEMBERED)
def _rows(read: Table, base: str, text: str) -> Rows:
    """The rows of a table that may speak of a word, by its base form and as it is printed; last those for any word."""
    table = read()
    forms = (base,) if base in table else irregular.bases(text)  # the lemmatizer makes "riote" of "rioted"
    if forms != (base,) and people_nouns.by_lemma(base) is not None:
        forms = ()  # "aides" are no aid
    if "-" in text and base not in table:  # "re-opened"
        forms += irregular.bases(text.replace("-", ""))
    found = [(form, table[form]) for form in forms if form in table]
    if ANY in table and open_to(base):
        found.append((ANY, table[ANY]))
    return tuple(found)


def _by(table: Table, token: Token, headline: bool, words: Nearby, sentence: Span, deed: str = "") -> Anchor | None:
    """What a word tells by the first row that fits, of those that the whole of a hyphened word has before its own."""
    base = lemma(token)
    first, rows = token, _rows(table, base, token.text)
    named: Rows = ()
    if _hyphen_before(token):
        first, whole = _hyphenated(token, base)
        named = tuple((form, table()[form]) for form in whole if form in table())
    if not rows and not named:
        return None
    frame = Frame(token, headline, words, deed=deed)
    for form, rules in (*named, *rows):
        for rule in rules:
            if not fit(rule.tests, frame):
                continue
            if rule.type == NO_EVENT or _at_large(token, rule.type):
                return None
            if not _plain(rule) and figurative(form, rule.type, frame):
                return None
            return Anchor(frame, rule, sentence, first if any(form == one for one, _ in named) else token)
    return None


def _plain(rule: Rule) -> bool:
    """True for a row that asks for its own, harmless sense: "released a film", which no figure of speech takes away."""
    return rule.type == "OTHER" and any(test.wanted for test in rule.tests)


def _hyphen_before(token: Token) -> bool:
    """True for the last part of "sit-in"."""
    return token.i > 1 and token.doc.words[token.i - 1].text == "-"


def _hyphenated(last: Token, base: str) -> tuple[Token, tuple[str, ...]]:
    """The first part of the word that a last part closes, and that word with and without hyphens: "sit-in", "sitin"."""
    parts, i = [base], last.i
    while i >= 2 and len(parts) < 4 and last.doc[i - 1].text == "-" and not last.doc[i - 1].whitespace_:
        if last.doc[i - 2].whitespace_:
            break
        i -= 2
        parts.insert(0, last.doc[i].lower_)
    return last.doc[i], ("-".join(parts), "".join(parts)) if len(parts) > 1 else ()


def generic(noun: Token) -> bool:
    """True for a bare noun that only names a topic: "a talk on race, punishment and prison", "a focus on execution"."""
    if (
        noun.tag_ != "NN"
        or noun.pos_ != "NOUN"
        or noun.lower_.endswith("ing")
        or lemma(noun) in ("violence", "gunfire")
    ):
        return False
    if any(
        c.dep_ in ("det", "amod", "poss", "compound", "nmod", "nummod", "prep", "acl", "relcl")
        for c in grammar.kids(noun)
    ):
        return False
    here = noun
    for _ in range(grammar.MAX_CLIMB):
        if here.dep_ != "conj" or here.head.pos_ != "NOUN":
            break
        here = here.head
    if here.dep_ != "pobj" or here.head.head.pos_ not in ("NOUN", "PROPN"):
        return False
    over = lemma(here.head.head)
    told = effect("noun", over, "phrase") or effect("noun", over, str(here.head.lower_))  # "an interest in mediation"
    return told is None and over not in THROUGH


def _at_large(noun: Token, type_: str) -> bool:
    """True for calamities in general: "storms grow stronger", but not "storms killed four"."""
    if type_ not in ("DISASTER", "ACCIDENT") or noun.tag_ != "NNS" or lemma(noun) in ("case", "aftershock"):
        return False
    if any(c.dep_ in ("det", "poss", "nummod") for c in grammar.before(noun)):
        return False
    return verb_form.tense(extents.clause_head(noun)) != "past"


def figurative(base: str, type_: str, frame: Frame) -> bool:
    """True when a row of figurative.tsv says that the word, or any word of its type, is no event here."""
    rows = figures_of_speech()
    return any(fit(found, frame) for key in (base, type_) for found in rows.get(key, ()))
