"""Cues of speech in a parsed paragraph: which verb, who speaks, who hears."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import people_nouns, speech
from onrecord.marks.quotes.apart import named_apart, says_no_more
from onrecord.marks.quotes.extents import above as above_said
from onrecord.marks.quotes.extents import lifeless
from onrecord.marks.quotes.lookup import bounds, lowered
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token
from onrecord.shapes.quick import quick

_SUBJECT_OF = "onrecord.quotes.subjects"
_SUBJECTS = ("nsubj",)
_RELATIVE = ("who", "which", "that", "whom")
_VERBS = ("VERB", "AUX")
_NEAR = 8  # words before "all of whom" among which its noun stands
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X")
_NOT_YET = words_of("not yet said")
_NOT_YET_ADJECTIVES = words_of("not yet said, adjectives")
_INVERTS = words_of("speaker behind")
_STOP_MODALS = words_of("only thought of")
_FIRST_SECOND = words_of("I, we and you")
_MANY = words_of("some of many")
_GATHERINGS = words_of("gatherings")
_IMAGINED = words_of("imagines")
_NO_ONE = words_of("no one")
_CITING = words_of("cites")
_ADDS = words_of("adds")
CARRIES = words_of("carries words")
CARRIES_AS = CARRIES | words_of("carries words, with as")
_HEARER_PREPOSITIONS = words_of("before a hearer")


@quick
@dataclass(frozen=True, slots=True)
class Frame:
    """One cue: its token, the particle that belongs to it, its row, and whether it is passive or negated."""

    token: Token
    particle: Token | None
    entry: speech.Speech
    passive: bool

    @property
    def span(self) -> tuple[int, int]:
        """Characters of verb and particle."""
        last = self.particle if self.particle is not None and self.particle.i - self.token.i <= 2 else self.token
        return self.token.idx, last.idx + len(last)

    def first(self, *wanted: str) -> str | None:
        """The first of these complements that the verb takes, None when it takes none of them."""
        for complement in wanted:
            if complement in self.entry.takes:
                return complement
        return None


def frames(doc: Doc) -> list[Frame]:
    """The verbs of speech that really say something, in order."""
    known = speech.first_words()
    found = [frame(doc.words[i]) for i, word in enumerate(lowered(doc)) if word in known]
    return [f for f in found if f is not None]


def frame(token: Token) -> Frame | None:
    """The frame of one token, None when it is no verb of speech or tells of speech that was not made."""
    if not token.tag_.startswith("V") and token.pos_ not in _VERBS:
        return None
    entry, particle = _entry(token)
    if entry is None or not entry.takes or _unsaid(token):
        return None
    return Frame(token, particle, entry, is_passive(token))


def _entry(token: Token) -> tuple[speech.Speech | None, Token | None]:
    for child in token.children:
        if child.dep_ in ("prt", "prep", "advmod", "acomp", "oprd", "ccomp") and 0 < child.i - token.i <= 3:
            found = speech.verb(token.lower_, child.lower_)
            if found is not None and (child.dep_ != "prep" or any("+inf" in c or c == "for" for c in found.takes)):
                return found, child
    return speech.verb(token.lower_), None


def is_passive(token: Token) -> bool:
    """True for a participle that tells what is done to its subject: "was told", "the man accused of it"."""
    if token.tag_ != "VBN":
        return False
    return any(c.dep_ == "auxpass" for c in token.children) or (
        token.dep_ in ("acl", "relcl") and not any(c.dep_ in ("nsubj", "aux") for c in token.children)
    )


def _unsaid(token: Token) -> bool:
    """Speech that was refused, wished for or only possible: no words are on record."""
    below: dict[str, list[str]] = {}  # what hangs on the verb, by how
    for child in token.children:
        below.setdefault(child.dep_, []).append(child.lower_)
    auxiliaries = below.get("aux", ())
    if "neg" in below or not _NO_ONE.isdisjoint(below.get("nsubj", ())):
        return True
    if token.tag_ == "VBN" and token.dep_ in ("advcl", "prep", "dep", "acl") and _without_asker(token):
        return True  # "Asked whether it was safe, she ...": a reporter's question
    if not _STOP_MODALS.isdisjoint(auxiliaries) or not _CONDITIONS.isdisjoint(below.get("mark", ())):
        return True
    if _by_the_way(token):
        return True
    if token.tag_ == "VB" and token.dep_ == "ROOT" and "aux" not in below and "nsubj" not in below:
        return True  # "Say it": an order, or a title
    if token.tag_ == "VB" and "to" in auxiliaries and token.dep_ in ("acl", "relcl"):
        return True  # "efforts to urge them": nobody has urged yet
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True  # "left without saying why"
    if any(not _PLEAS.isdisjoint(below.get(dep, ())) for dep in ("acomp", "oprd", "advmod")):
        return True  # "pleaded guilty" before a court
    if token.dep_ in ("xcomp", "ccomp") and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children):
        early = any(c.dep_ == "acomp" and c.lower_ in _NOT_YET_ADJECTIVES for c in token.head.children)
        return early or token.head.lemma_.lower() in _NOT_YET or token.head.lower_ in _NOT_YET_ADJECTIVES
    return False


_CONDITIONS = frozenset(("if", "unless", "whether", "until"))
_PLEAS = frozenset(("guilty", "innocent"))


def _by_the_way(token: Token) -> bool:
    """ "That said, ...", "has yet to say", "neither X nor Y said", "imagine a minister saying": nothing was said."""
    words, i = lowered(token.doc), token.i
    before, after = words[max(0, i - 2) : i], words[i + 1 : i + 3]
    if token.lower_ == "said":
        if before[-1:] == ["that"] and after[:1] == [","]:
            return True
        if before[-1:] == ["having"] and after == ["that", ","]:
            return True
    if after[:1] == [":"] and token.text[:1].isupper():
        if any(t.ent_type_ == "DATE" for t in token.doc.words[i + 2 : i + 5]):
            return True  # "Posted: May 3, 2031"
    if before == ["yet", "to"]:
        return True
    for child in token.children:
        if child.dep_ == "nsubj" and any(c.lower_ == "neither" for c in child.children):
            return True
    return token.dep_ in ("acl", "relcl") and token.head.head.lemma_.lower() in _IMAGINED


def _without_asker(token: Token) -> bool:
    """ "Asked whether ...", "when he was asked why ...": a question that is only told for the answer's sake."""
    entry = speech.verb(token.lower_)
    if entry is None or not entry.can("owhether"):
        return False
    bare = not any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children)
    return bare or any(c.dep_ in ("advmod", "mark") and c.lower_ in ("when", "after") for c in token.children)


def subject(token: Token) -> Token | None:
    """Who says what `token` says: its own subject, or the one it shares with the verb above."""
    known: dict[int, Token | None] = token.doc.user_data.setdefault(_SUBJECT_OF, {})
    if token.i not in known:
        known[token.i] = _subject(token, 0)
    return known[token.i]


def _subject(token: Token, depth: int) -> Token | None:
    if depth > 6:
        return None
    if is_passive(token):
        return _grammatical(token) if token.lemma_.lower() in CARRIES else agent(token)
    cited = source_ahead(token)
    if cited is not None:
        return cited[1]
    own = [c for c in token.children if c.dep_ in _SUBJECTS]
    if own:  # of two, the parser took the first from what was said: the nearer one speaks
        child = next((c for c in own[1:] if _nearer(own[0], c)), own[0])
        speaks = child.pos_ in _NOMINAL or child.lower_ in _MANY or child.lower_ == "old"  # "the 29-year-old"
        return _antecedent(token, child) if speaks else _first_subject(token) or _behind_participle(token, child)
    regrafted = above_said(token)
    if regrafted is not None:
        return _subject(regrafted, depth + 1)
    inverted = just_after(token)
    if inverted is not None:
        return inverted
    above = token.head
    if above.i == token.i:
        return _doing(token) or _just_before(token)
    if token.dep_ in ("relcl", "acl"):
        entry = speech.verb(token.lower_)
        if entry is not None and entry.takes.get("quote") == "text":
            return above  # "held signs reading ...": the signs do
        return _noun_speaker(above, depth)
    if token.dep_ == "xcomp" and above.pos_ == "ADJ" and above.dep_ == "acomp":  # "was quick to point out that"
        return _subject(above.head, depth + 1)
    if token.dep_ == "conj" and (taken := _taken_from(token)) is not None:
        return taken
    if token.dep_ in ("conj", "xcomp", "advcl", "parataxis", "dep", "ccomp") and above.pos_ in _VERBS:
        return _shared(token, above, depth)
    if token.dep_ == "ROOT" or (token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("conj", "pcomp")):
        return _just_before(token)
    if token.dep_ == "pcomp" and above.dep_ == "prep":
        verb = above.head
        if verb.lemma_.lower() in CARRIES_AS and not is_passive(verb):
            return next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)
        if verb.pos_ in _VERBS:
            return _grammatical(verb) if is_passive(verb) else _subject(verb, depth + 1)
        return _noun_speaker(verb, depth) if verb.pos_ in ("NOUN", "PROPN") else None
    return None


def _doing(token: Token) -> Token | None:
    """The subject that the parser gave to a participle beside it: "the lawyer acting for him, who was ill, said"."""
    for child in token.children:
        if child.dep_ == "advcl" and child.i < token.i and child.tag_ in ("VBG", "VBN"):
            found = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < child.i), None)
            if found is not None and not any(c.dep_ in ("aux", "auxpass", "mark") for c in child.children):
                return found
    return None


def source_ahead(token: Token) -> tuple[Token, Token] | None:
    """Source and teller that the parser set side by side before the verb: "Citing an aide, the Daily Post said"."""
    first = bounds(token)[0]
    if lowered(token.doc)[first] not in _CITING:
        return None
    ahead = next((c for c in token.children if c.dep_ in ("nsubj", "csubj") and c.left_edge.i == first), None)
    if ahead is None:
        return None
    source = ahead if ahead.dep_ == "nsubj" else next((c for c in ahead.children if c.dep_ == "dobj"), None)
    teller = None if source is None else next((c for c in source.children if c.dep_ == "appos"), None)
    return None if source is None or teller is None else (source, teller)


def _taken_from(token: Token) -> Token | None:
    """The subject that the parser hung on the clause before: "found in the street and police believe"."""
    words, i = token.doc.words, token.i
    if token.tag_ not in ("VBD", "VBZ", "VBP") or i < 2:
        return None
    if hung_on(token) is not None:
        return named_apart(token) or words[i - 2]
    if words[i - 1].dep_ != "conj":
        return None
    found = words[i - 1]
    edge = found.left_edge.i
    return found if found.pos_ in ("NOUN", "PROPN") and edge > 0 and words[edge - 1].dep_ == "cc" else None


def hung_on(token: Token) -> Token | None:
    """The first noun of who speaks at a sentence's end, where the parser hung it on a noun of what was said.

    "Nine were brought out of the valley, the mayor, Ada Orr, told reporters": both are no apposition to "valley".
    """
    words, i = token.doc.words, token.i
    if token.dep_ != "conj" or i < 4 or words[i - 1].text != ",":
        return None
    apart = named_apart(token)
    if apart is not None or words[i - 2].dep_ != "appos":
        return apart
    if words[i - 2].ent_type_ != "PERSON" or not says_no_more(token):
        return None
    top = words[i - 2]
    while top.head.dep_ == "appos" and top.head.i < top.i:
        top = top.head
    edge = top.left_edge.i
    return top if edge > 2 and words[edge - 1].text == "," else None


def _nearer(first: Token, second: Token) -> bool:
    """Of two subjects the second is the verb's: a comma stands before it, or nothing between them ("NGO head X")."""
    edge = second.left_edge.i
    beside = edge == first.i + 1 and second.ent_type_ == "PERSON"
    return edge > 0 and (second.doc[edge - 1].text == "," or beside)


def just_after(token: Token) -> Token | None:
    """Who stands right behind a verb that follows a comma or a closing mark: "…, said the firm's new head, Ann Lee"."""
    words, i = token.doc.words, token.i
    if token.tag_ not in ("VBD", "VBZ", "VBP") or not i or i + 1 >= len(words) or token.is_sent_start:
        return None
    if words[i - 1].text not in (",", "”", '"', "’", "»", "—", "–") or words[i + 1].pos_ not in (
        "DET",
        "PROPN",
        "NOUN",
        "ADJ",
    ):
        return None
    if (
        token.lower_ not in _inverting()
        or token.dep_ == "conj"
        or any(c.dep_ in ("nsubj", "nsubjpass", "aux", "mark") for c in token.children)
    ):
        return None
    best: Token | None = None
    for k in range(i + 1, min(len(words), i + 14)):
        here = words[k]
        if here.is_punct or here.pos_ == "ADP" or (here.pos_ in ("VERB", "AUX") and here.tag_ != "VBN"):
            break
        if here.pos_ in ("NOUN", "PROPN"):
            best = here
    return best


@cache
def _inverting() -> frozenset[str]:
    return frozenset(form for word in _INVERTS for form in speech.forms(word))


def _behind_participle(verb: Token, taken: Token) -> Token | None:
    """Who stands behind a phrase that the parser took for the subject: "Writing to him, Ann Lee, its head, said"."""
    if taken.tag_ != "VBG":
        return None
    comma = next((t for t in verb.doc[taken.i : verb.i] if t.text == ","), None)
    if comma is None or verb.doc[comma.i + 1].ent_type_ != "PERSON":
        return None
    last = comma.i + 1
    while verb.doc[last + 1].ent_iob_ == "I":
        last += 1
    return verb.doc[last]


def _first_subject(token: Token) -> Token | None:
    """The sentence's first noun phrase, where the parser took an adjective or an ending for the subject."""
    before = token.doc[bounds(token)[0] : token.i]
    return next((t for t in before if t.dep_ == "nsubj" and t.pos_ in ("NOUN", "PROPN", "PRON")), None)


def _just_before(token: Token) -> Token | None:
    """Who stands right before a verb that the parser gave no subject: "X said", "X, a lawyer, said"."""
    if token.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    apart = named_apart(token)
    if apart is not None:
        return apart
    words, start = token.doc.words, bounds(token)[0]
    i = token.i - 1
    if i >= start and words[i].dep_ == "compound" and words[i].head.i == token.i and words[i].pos_ == "NOUN":
        return words[i]  # "court records show"
    while i >= start and (words[i].pos_ in ("ADV", "AUX") or words[i].text == ","):
        i -= 1
    owner = False  # "Ivo Orr, Ann Lee's agent, says": whose he is speaks no more than she owns
    for k in range(i, max(start - 1, i - 12), -1):
        owner = words[k].tag_ == "POS" or (owner and words[k + 1].ent_iob_ != "B" and bool(words[k].ent_type_))
        if words[k].ent_type_ == "PERSON" and not owner:
            return words[k]
        if words[k].pos_ in ("VERB", "ADP") or words[k].text in ("”", '"', "’"):
            break
    return words[i] if i >= start and words[i].pos_ in ("PROPN", "PRON") else None


def _shared(token: Token, above: Token, depth: int) -> Token | None:
    if token.dep_ in ("ccomp", "parataxis", "dep") and token.tag_ not in ("VBG", "VB", "VBN"):
        return None
    if token.lower_ in _ADDS and above.dep_ == "ccomp" and above.head.i < above.i and not _tells(above):
        if _tells(above.head):  # "Orr said the firm failed, adding that …": Orr adds it
            return _subject(above.head, depth + 1)
    if is_passive(above):
        return _grammatical(above)
    if token.dep_ == "xcomp":  # "asked him to say": the one asked says it
        for child in above.children:
            if child.dep_ in ("dobj", "dative") and child.i < token.i:
                return child
    found = _subject(above, depth + 1)
    over = _clause_over(above)
    if found is None or over is None:
        return found
    if speech.sources().get(found.lemma_.lower()) == "text":
        if speech.force(token.lemma_.lower()) != "promise":
            return found  # "issued a report which came late and said that"
    elif not lifeless(found):
        return found
    speaks = _subject(over, depth + 1)  # "undid the rules which had bound them and vowed to": no rule vows
    return found if speaks is None or lifeless(speaks) else speaks


def _tells(verb: Token) -> bool:
    """True for a verb of speech whose words may follow: "said", not "lied"."""
    entry = speech.verb(verb.lower_)
    return entry is not None and bool(entry.takes)


def _clause_over(verb: Token) -> Token | None:
    """The verb of the clause that a relative clause, or one that is told, belongs to."""
    if verb.dep_ == "ccomp":
        return verb.head if verb.head.i < verb.i and verb.head.pos_ in _VERBS else None
    if verb.dep_ != "relcl":
        return None
    return next((a for a in verb.head.ancestors if a.pos_ in _VERBS and a.i < verb.i), None)


def _grammatical(token: Token) -> Token | None:
    return next((_antecedent(token, c) for c in token.children if c.dep_ in ("nsubjpass", "nsubj")), None)


def agent(token: Token) -> Token | None:
    """Who does what a passive tells: "was quoted by the paper"; None where it does not say."""
    for child in token.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(verb: Token, found: Token) -> Token:
    part = next((c for c in found.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if part is not None and any(c.lower_ in ("whom", "which") for c in part.children):  # "five men, all of whom said"
        hung = verb.dep_ in ("relcl", "acl") and verb.head.i < found.i
        over = verb.head if hung else found if verb.dep_ in ("relcl", "acl") else _noun_ahead(found) or found
        return _people(over) if over.i != found.i and any(c.lower_ == "whom" for c in part.children) else over
    if found.lower_ in _RELATIVE and found.tag_ in ("WDT", "WP", "IN"):
        above = verb
        while above.dep_ == "conj" and above.head.i != above.i:
            above = above.head
        if above.dep_ in ("relcl", "acl") and above.head.i < found.i:
            return above.head
    return found


def _people(noun: Token) -> Token:
    """Of a noun that means no people the one before it that does: "farmers in the valley, all of whom"."""
    for near in (noun, *reversed(noun.doc.words[max(0, noun.i - _NEAR) : noun.i])):
        if near.pos_ in _VERBS:
            break
        row = people_nouns.by_lemma(near.lemma_) if near.pos_ == "NOUN" else None
        if near.ent_type_ == "PERSON" or (row is not None and row.type != "organisation"):
            return near
    return noun


def _noun_ahead(found: Token) -> Token | None:
    """The noun phrase before a comma, where the parser hung what follows on the verb: "saw five men, two of whom"."""
    words, comma = found.doc.words, found.left_edge.i - 1
    if comma < 1 or words[comma].text != ",":
        return None
    here, best = words[comma - 1], None
    while here.pos_ not in _VERBS and here.head.i != here.i:
        best = here if here.pos_ in ("NOUN", "PROPN") else best
        here = here.head
    if best is None and here.i == comma - 1:  # "Five men were held, two of whom": who is told of
        best = next((c for c in here.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < here.i), None)
    return best


def _noun_speaker(noun: Token, depth: int) -> Token | None:
    """Of "a statement saying": who issued it where that is told, else the statement itself."""
    if noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if noun.lower_ in ("this", "these") and noun.dep_ in ("dobj", "attr"):  # "she had this to say"
        return _subject(noun.head, depth + 1)
    if speech.sources().get(noun.lemma_.lower()) != "text":
        return _holder_of(noun, depth) or noun
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.lower_ not in ("its",)), None)
    if owner is not None:
        return owner
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from"):
            return next((c for c in prep.children if c.dep_ == "pobj"), noun)
    if noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ in _VERBS and not is_passive(verb):
            found = _subject(verb, depth + 1)
            if found is not None:
                return found
    return noun


def _holder_of(noun: Token, depth: int) -> Token | None:
    """Who acts, where the parser hung a participle on a thing: "gave details of the flaw believing it was known"."""
    verb = noun.head if noun.dep_ == "dobj" else None
    if verb is None or verb.pos_ not in _VERBS or is_passive(verb) or not lifeless(noun):
        return None
    return _subject(verb, depth + 1)


def hearer(found: Frame) -> Token | None:
    """Who is told or asked."""
    token = found.token
    if found.passive:
        if found.entry.can_any("oinf", "othat", "obare", "oof"):
            return _grammatical(token)
        return None
    hears = found.entry.can_any("oinf", "othat", "obare", "owhether", "oof")
    for child in token.children:
        if child.dep_ in ("dobj", "dative", "iobj") and hears and can_hear(child):
            return child
        if child.dep_ == "ccomp" and "oinf" in found.entry.takes and child.tag_ == "VB":
            inner = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if inner is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
                return inner
    if found.particle is not None and found.particle.dep_ == "prep" and found.particle.lower_ in ("on", "upon"):
        return next((c for c in found.particle.children if c.dep_ == "pobj"), None)
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in _HEARER_PREPOSITIONS and _addresses(found.entry, child):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def can_hear(token: Token) -> bool:
    """True for somebody or some body, and no thing: "urged an end to it" has no hearer."""
    if (
        token.pos_ in ("PROPN", "PRON", "NUM")
        or token.ent_type_
        or people_nouns.by_lemma(token.lemma_.lower()) is not None
    ):
        return token.pos_ != "PRON" or token.lower_ not in ("it", "this", "that", "what", "which")
    return token.lemma_.lower() in _GATHERINGS


def _addresses(entry: speech.Speech, prep: Token) -> bool:
    return f"{prep.lower_}+inf" in entry.takes or prep.lower_ == "to"


def speaks_for_itself(token: Token) -> bool:
    """True for "I", "we", "you": inside a quotation they are nobody new."""
    return token.lower_ in _FIRST_SECOND
